import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseConversations } from './conversations.ts';
import { IntakeError } from './types.ts';

const own = { source: 'zoom', sourceId: '1', kind: 'meeting', startedAt: '2026-11-17T14:01:00Z' };
const vcon = {
  vcon: '0.4.0',
  uuid: '019a90c2-6d1e-8b7c-9f42-3b5d6a1c2e88',
  created_at: '2026-11-17T14:01:00Z',
  parties: [],
};

const refused = (status: number, words: RegExp) => (error: unknown) => {
  assert.ok(error instanceof IntakeError);
  assert.equal(error.status, status);
  assert.match(error.message, words);
  return true;
};

describe('the body of a request', () => {
  test('is our own JSON or a vCon, by its content type', () => {
    assert.equal(parseConversations(own, 'application/json; charset=utf-8')[0]?.key, 'zoom:1');
    for (const type of ['application/vcon+json', 'Application/vCon'])
      assert.equal(parseConversations(vcon, type)[0]?.key, `vcon:${vcon.uuid}`);
  });

  test('may be a vCon under plain JSON: its marks tell', () => {
    assert.equal(
      parseConversations([vcon, own], 'application/json')
        .map(({ key }) => key)
        .join(),
      `vcon:${vcon.uuid},zoom:1`,
    );
  });

  test('is refused as a whole with 415, 400, 413 or 422, in words that say what to send', () => {
    assert.throws(() => parseConversations(own, 'text/xml'), refused(415, /text\/xml.*application\/vcon\+json/));
    assert.throws(() => parseConversations(own, undefined), refused(415, /no Content-Type/));
    assert.throws(() => parseConversations('hello', 'application/json'), refused(400, /object/));
    assert.throws(() => parseConversations(null, 'application/json'), refused(400, /object/));
    assert.throws(() => parseConversations([], 'application/json'), refused(422, /empty/));
    assert.throws(() => parseConversations(Array(501).fill(own), 'application/json'), refused(413, /501.*500/));
  });

  test('has each item stand for itself, with pointers from the root and the mend in words', () => {
    const items = parseConversations(
      [own, { ...own, startedAt: 'yesterday' }, { ...own, parties: [{ role: 'boss' }] }, 7],
      'application/json',
    );
    assert.deepEqual(
      items.map(({ index, key, parts, errors }) => [index, key, parts.length, errors[0]?.pointer]),
      [
        [0, 'zoom:1', 1, undefined],
        [1, 'zoom:1', 0, '/1/startedAt'],
        [2, 'zoom:1', 0, '/2/parties/0/role'],
        [3, null, 0, '/3'],
      ],
    );
    assert.match(items[1]?.errors[0]?.detail ?? '', /startedAt must be a time such as 2026-/);
    assert.match(items[2]?.errors[0]?.detail ?? '', /role must be one of ours, theirs/);
  });

  test('never repeats what was sent: the fault names the field, not its content', () => {
    const secret = 'the board will sell';
    const [item] = parseConversations(
      { ...own, kind: secret, durationSec: secret, source: secret },
      'application/json',
    );
    assert.equal(item?.errors.length, 3);
    assert.ok(!JSON.stringify(item.errors).includes(secret));
  });

  test('names missing fields as missing, and takes of a webinar’s audience as many as are kept', () => {
    const { kind: _, ...rest } = own;
    const [missing] = parseConversations(rest, 'application/json');
    assert.match(missing?.errors[0]?.detail ?? '', /kind is missing: give one of call, meeting/);
    const parties = Array.from({ length: 10_000 }, () => ({ role: 'theirs' }));
    const [many] = parseConversations({ ...own, parties }, 'application/json');
    assert.equal(many?.parts[0]?.content.parties?.length, 500);
    assert.match(many?.parts[0]?.content.repairs?.[0] ?? '', /10000 people/);
  });

  test('takes the time of a copy from updatedAt, and keeps a strange one as it came', () => {
    const [timed] = parseConversations({ ...own, updatedAt: '2026-11-17T16:00:00+01:00' }, 'application/json');
    assert.equal(timed?.parts[0]?.at, '2026-11-17T15:00:00.000Z');
    assert.equal(timed.parts[0]?.content.extra, undefined);
    const [strange] = parseConversations({ ...own, updatedAt: 'later' }, 'application/json');
    assert.equal(strange?.parts[0]?.at, undefined);
    assert.deepEqual(strange?.parts[0]?.content.extra, { updatedAt: 'later' });
  });

  test('names the field and the mend of whatever cannot be mended here', () => {
    const said = (change: object) => {
      const [item] = parseConversations({ ...own, ...change }, 'application/json');
      return item?.errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join() ?? '';
    };
    assert.match(said({ startedAt: '17/11/2026 14:00' }), /^\/startedAt startedAt must be a time such as 2026-/);
    assert.match(said({ startedAt: '2026-11-17T14:01:00' }), /with its offset/);
    assert.match(said({ durationSec: -1 }), /^\/durationSec durationSec must be at least 0/);
    assert.match(said({ durationSec: 1e12 }), /^\/durationSec durationSec must be at most/);
    assert.match(said({ endedAt: '2026-11-17T14:00:00Z' }), /^\/endedAt endedAt is before startedAt/);
    assert.match(said({ segments: [{ party: 3, startMs: 0, text: 'a' }] }), /^\/segments\/0\/party .*-1 means unknown/);
    assert.match(said({ segments: [{ party: -1, startMs: -4, text: 'a' }] }), /^\/segments\/0\/startMs/);
    assert.match(said({ crmRefs: [{ object: 'Account', id: '12' }] }), /^\/crmRefs\/0\/id .*15 or 18 letters/);
    assert.match(said({ link: 'javascript:alert(1)' }), /^\/link link: must be an address that starts with https/);
    assert.match(
      said({ fields: [{ object: 'Account', field: 'Name', value: {} }] }),
      /^\/fields\/0\/value value is an object/,
    );
  });

  test('of any shape is taken whole or refused with a pointer to something in it, in any media type', () => {
    const fields = [
      'parties',
      'segments',
      'comments',
      'topics',
      'startedAt',
      'endedAt',
      'title',
      'crmRefs',
      'extra',
      'x',
    ];
    const item = fc.oneof(
      fc.dictionary(fc.constantFrom(...fields), fc.jsonValue()).map((more) => ({ ...own, ...more })),
      fc
        .dictionary(fc.constantFrom(...Object.keys(vcon), 'dialog', 'analysis'), fc.jsonValue())
        .map((more) => ({ ...vcon, ...more })),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('application/json', 'application/vcon+json'),
        (items, type) => {
          const results = parseConversations(items, type);
          assert.equal(results.length, items.length);
          for (const { index, parts, errors, key } of results) {
            assert.equal(parts.length === 1, errors.length === 0);
            assert.ok(errors.every(({ pointer, detail }) => pointer.startsWith(`/${index}`) && detail !== ''));
            if (parts[0]) assert.ok(key && parts[0].content.startedAt && parts[0].content.kind);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
