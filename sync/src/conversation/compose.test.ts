import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { composeConversation, type ComposablePart } from './compose.ts';
import type { Conversation } from './conversation.ts';

const minute = (value: number) => new Date(Date.UTC(2026, 10, 17, 14, value)).toISOString();
const base = { source: 'aircall', sourceId: '1', kind: 'call' as const };
const part = (name: string, at: number | undefined, content: Partial<Conversation>): ComposablePart => ({
  key: 'aircall:1',
  name,
  ...(at === undefined ? {} : { at: minute(at) }),
  content: { ...base, ...content },
});

function composed(parts: ComposablePart[]): Conversation {
  const result = composeConversation(parts);
  assert.ok('conversation' in result);
  return result.conversation;
}

const comment = fc.record(
  {
    id: fc.constantFrom('a', 'b', 'c'),
    text: fc.constantFrom('one', 'two', 'three'),
    at: fc.integer({ min: 0, max: 5 }).map(minute),
    deleted: fc.boolean(),
  },
  { requiredKeys: ['id', 'text'] },
);
const anyPart = fc
  .record({
    name: fc.constantFrom('call.ended', 'call.tagged/1', 'call.commented/a', 'summary.created', 'topics.created'),
    at: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    content: fc.record(
      {
        startedAt: fc.integer({ min: 0, max: 5 }).map(minute),
        summary: fc.constantFrom('short', 'long', ''),
        tags: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
        comments: fc.array(comment, { maxLength: 3 }),
        actionItems: fc.array(fc.record({ text: fc.constantFrom('call', 'write') }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ name, at, content }) => part(name, at, content as Partial<Conversation>));

describe('composing', () => {
  test('gives one conversation, whatever the order and repetition of its parts', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyPart, { maxLength: 8 })
          .chain((parts) =>
            fc.tuple(
              fc.constant(parts),
              fc.shuffledSubarray([...parts, ...parts], { minLength: parts.length * 2 }),
              fc.subarray(parts),
            ),
          ),
        ([parts, shuffled, again]) => {
          assert.deepEqual(composeConversation([...shuffled, ...again]), composeConversation(parts));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('says what is missing until a part says when the call was', () => {
    assert.deepEqual(composeConversation([part('summary.created', 1, { summary: 'Good.' })]), {
      missing: ['startedAt'],
    });
    assert.deepEqual(composeConversation([]), { missing: ['source', 'sourceId', 'kind', 'startedAt'] });
  });

  test('believes the later copy of a part, and the later part about a field, also when it takes back', () => {
    const parts = [
      part('whole', 5, { startedAt: minute(0), summary: 'New', tags: [] }),
      part('whole', 3, { startedAt: minute(0), summary: 'Old', tags: ['stale'] }),
      part('call.tagged', 4, { tags: ['early'] }),
    ];
    const { summary, tags } = composed(parts);
    assert.deepEqual([summary, tags], ['New', []]);
    assert.deepEqual(composed([...parts, part('call.untagged', 9, { tags: ['last'] })]).tags, ['last']);
  });

  test('unites comments by id, follows edits, and lets a deletion win however late the original comes', () => {
    const parts = [
      part('call.ended', 9, { startedAt: minute(0), comments: [{ id: '1', at: minute(1), text: 'typo' }] }),
      part('edit', 2, { comments: [{ id: '1', at: minute(1), editedAt: minute(2), text: 'mended' }] }),
      part('other', 3, { comments: [{ id: '2', at: minute(0), text: 'first' }] }),
      part('deletion', 1, { comments: [{ id: '3', text: '', deleted: true }] }),
      part('late', 9, { comments: [{ id: '3', at: minute(8), text: 'gone' }] }),
    ];
    assert.deepEqual(
      composed(parts).comments.map(({ text }) => text),
      ['first', 'mended'],
    );
  });

  test('unites action items that come one by one, each once', () => {
    const parts = [
      part('call.ended', 1, { startedAt: minute(0) }),
      part('action_item.created/1', 2, { actionItems: [{ text: 'Call' }] }),
      part('action_item.created/2', 3, { actionItems: [{ text: 'Write' }, { text: 'Call' }] }),
    ];
    assert.deepEqual(composed(parts).actionItems, [{ text: 'Call' }, { text: 'Write' }]);
  });

  test('leaves a speaker unknown who is not among the parties', () => {
    const parts = [
      part('call.ended', 1, { startedAt: minute(0), parties: [{ role: 'ours' }] }),
      part('transcription.created', 2, { segments: [{ party: 1, startMs: 0, text: 'Hello' }] }),
    ];
    assert.equal(composed(parts).segments[0]?.party, -1);
  });

  test('keeps what was mended in each part, once, and forgets it when the part is replaced', () => {
    const cut = 'title was longer than 1000 characters and was cut.';
    const parts = [
      part('call.ended', 1, { startedAt: minute(0), repairs: [cut] }),
      part('summary.created', 2, { repairs: [cut, 'Another.'] }),
    ];
    assert.deepEqual(composed(parts).repairs, [cut, 'Another.']);
    const again = [part('call.ended', 3, { startedAt: minute(0) }), part('summary.created', 3, {})];
    assert.equal('repairs' in composed([...parts, ...again]), false);
  });
});
