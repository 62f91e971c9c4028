import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { contentHash } from './contentHash.ts';
import { Conversation, ConversationShape } from './conversation.ts';
import { cleanText } from './text.ts';

const least = { source: 'zoom', sourceId: '1', kind: 'meeting', startedAt: '2026-11-17T15:01:00+01:00' };
const code = (...points: number[]) => String.fromCodePoint(...points);

function pathsOf(input: unknown): string[] {
  const result = Conversation.safeParse(input);
  return result.success ? [] : result.error.issues.map(({ path }) => path.join('.'));
}

describe('the canonical conversation', () => {
  test('asks for four fields, puts times into UTC and lists where there are none', () => {
    const conversation = Conversation.parse(least);
    assert.equal(conversation.startedAt, '2026-11-17T14:01:00.000Z');
    assert.deepEqual([conversation.parties, conversation.comments, conversation.segments], [[], [], []]);
    for (const field of Object.keys(least)) assert.deepEqual(pathsOf({ ...least, [field]: undefined }), [field]);
  });

  test('keeps what it does not know, even by the names of an object’s own methods', () => {
    const input = JSON.parse(
      `{"source":"zoom","sourceId":"1","kind":"meeting","startedAt":"2026-11-17T14:01:00Z","score":7,"constructor":{"a":1},"__proto__":{"b":2},"extra":{"kept":true}}`,
    ) as unknown;
    const { extra } = Conversation.parse(input);
    assert.deepEqual(Object.entries(extra ?? {}).sort(), [
      ['constructor', { a: 1 }],
      ['kept', true],
      ['score', 7],
    ]);
    assert.equal(({} as Record<string, unknown>).b, undefined);
  });

  test('refuses wrong types, ends before starts, links that are no web address, and speakers who are not there', () => {
    assert.deepEqual(pathsOf({ ...least, durationSec: '40' }), ['durationSec']);
    assert.deepEqual(pathsOf({ ...least, endedAt: '2026-11-17T14:00:59Z' }), ['endedAt']);
    assert.deepEqual(pathsOf({ ...least, link: 'javascript:alert(1)' }), ['link']);
    assert.deepEqual(pathsOf({ ...least, segments: [{ party: 0, startMs: 0, text: 'a' }] }), ['segments.0.party']);
    assert.deepEqual(pathsOf({ ...least, segments: [{ party: -1, startMs: 0, text: 'a' }] }), []);
  });

  test('takes a transcript of five megabytes as it is', () => {
    const segments = Array.from({ length: 5000 }, (_, at) => ({ party: -1, startMs: at, text: 'x'.repeat(1000) }));
    const conversation = Conversation.parse({ ...least, segments });
    assert.deepEqual([conversation.segments.length, conversation.repairs], [5000, undefined]);
  });

  test('keeps the first 500 of ten thousand people and says so; who spoke beyond them is unknown', () => {
    const parties = Array.from({ length: 10_000 }, (_, at) => ({ role: 'theirs', name: `Person ${at}` }));
    const segments = [3, 9999].map((party) => ({ party, startMs: 0, text: 'Hello' }));
    const conversation = Conversation.parse({ ...least, parties, segments });
    assert.equal(conversation.parties.length, 500);
    assert.deepEqual(
      conversation.segments.map(({ party }) => party),
      [3, -1],
    );
    assert.deepEqual(conversation.repairs, ['10000 people took part; the first 500 are kept.']);
    assert.deepEqual(pathsOf({ ...least, parties, segments: [{ party: 10_000, startMs: 0, text: 'a' }] }), [
      'segments.0.party',
    ]);
  });

  test('cuts texts that are too long, never in the middle of a character, and says which', () => {
    const boat = code(0x1f6a2);
    const long = Conversation.parse({
      ...least,
      title: `${'x'.repeat(999)}${boat} and more`,
      segments: [{ party: -1, startMs: 0, text: boat.repeat(110_000) }],
    });
    assert.equal(long.title, 'x'.repeat(999));
    assert.equal(long.segments[0]?.text, boat.repeat(50_000));
    assert.deepEqual(long.repairs, [
      'title was longer than 1000 characters and was cut.',
      'text of segments was longer than 100000 characters and was cut.',
    ]);
  });

  test('refuses what cannot be cut without becoming another: ids, addresses, links, and anything wrong beside it', () => {
    const title = 'x'.repeat(2000);
    assert.deepEqual(pathsOf({ ...least, sourceId: 'x'.repeat(201) }), ['sourceId']);
    assert.deepEqual(pathsOf({ ...least, link: `https://a.example/${title}${title}` }), ['link']);
    assert.deepEqual(pathsOf({ ...least, owner: { email: title } }), ['owner.email']);
    assert.deepEqual(pathsOf({ ...least, title, durationSec: -1 }), ['title', 'durationSec']);
    assert.deepEqual(pathsOf({ ...least, crmRefs: [{ object: 'Account', id: '001-nonsense-001' }] }), ['crmRefs.0.id']);
  });

  test('says where control characters were taken out, by the field and not by its content', () => {
    const { repairs, title, segments } = Conversation.parse({
      ...least,
      title: `One${code(7)} two`,
      [`private${code(0)}`]: `a${code(0)}`,
      segments: [{ party: -1, startMs: 0, text: 'a\r\nb' }],
    });
    assert.deepEqual([title, segments[0]?.text], ['One two', 'a\nb']);
    assert.deepEqual(repairs, [
      'Control characters were taken out of title.',
      'Control characters were taken out of extra.',
    ]);
  });

  test('knows the words that phone systems write for a number that was withheld', () => {
    const phones = ['anonymous', 'Restricted', 'UNKNOWN', 'n/a', '', '+47 912 34 567', '112'];
    const { parties, repairs } = Conversation.parse({
      ...least,
      parties: phones.map((phone) => ({ role: 'theirs', phone })),
    });
    assert.deepEqual(
      parties.map(({ name, phone }) => phone ?? name),
      ['Anonymous caller', 'Anonymous caller', 'Anonymous caller', undefined, undefined, '+47 912 34 567', '112'],
    );
    assert.deepEqual(repairs, ['phone of parties held no number and was left out.']);
    const named = { role: 'theirs', name: 'Astrid', phone: 'anonymous' };
    assert.deepEqual(Conversation.parse({ ...least, parties: [named] }).parties, [{ role: 'theirs', name: 'Astrid' }]);
  });

  test('keeps markup, emoji and right-to-left text as the characters they are', () => {
    const title = `<script>alert("${code(0x1f6a2)}")</script> <b>مرحبا</b> שלום`;
    assert.deepEqual(Conversation.parse({ ...least, title }).title, title);
  });

  test('of any shape is taken or refused with the field, and what is taken fits and is taken again unchanged', () => {
    const values = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary', maxLength: 1500 }), fc.integer());
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(ConversationShape.shape)), values), (more) => {
        const result = Conversation.safeParse({ ...least, ...more });
        if (!result.success)
          assert.ok(result.error.issues.every(({ path }) => Object.hasOwn(more, String(path[0] ?? 'endedAt'))));
        else assert.deepEqual(Conversation.parse(result.data), result.data);
      }),
      { numRuns: 300 },
    );
  });

  test('refuses nesting without end instead of falling over it', () => {
    let nested: unknown = 1;
    for (let level = 0; level < 50_000; level += 1) nested = { nested };
    assert.equal(Conversation.safeParse({ ...least, nested }).success, false);
  });
});

describe('text', () => {
  test('loses control characters and half pairs, and keeps scripts, marks of direction and emoji', () => {
    const kept = `שלום ${code(0x200f)}مرحبا ${code(0x1f6a2)}${code(0x1f469, 0x200d, 0x1f527)} Ålesund\n\tfin`;
    assert.equal(cleanText(kept), kept);
    assert.equal(cleanText(`a${code(0)}b${code(0x1b)}c${code(0x85)}d\r\ne\rf`), 'abcd\ne\nf');
    assert.equal(cleanText(`a${String.fromCharCode(0xd83d)}b`), `a${code(0xfffd)}b`);
    assert.equal(Conversation.parse({ ...least, title: `One${code(7)} two` }).title, 'One two');
  });

  test('is always what the org can keep, and cleaning it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanText(text);
        assert.ok(clean.isWellFormed() && !clean.includes(code(0)) && !clean.includes('\r'));
        assert.equal(cleanText(clean), clean);
      }),
    );
  });
});

describe('the content hash', () => {
  const conversation = Conversation.parse({
    ...least,
    title: 'A',
    tags: ['one', 'two'],
    owner: { email: 'a@b.example' },
  });

  test('is the same whatever the order of keys, with absent keys absent', () => {
    const turned = Object.fromEntries(Object.entries(conversation).reverse()) as typeof conversation;
    assert.equal(contentHash({ ...turned, summary: undefined }), contentHash(conversation));
  });

  test('differs by any word and by the order of a list', () => {
    assert.notEqual(contentHash({ ...conversation, title: 'B' }), contentHash(conversation));
    assert.notEqual(contentHash({ ...conversation, tags: ['two', 'one'] }), contentHash(conversation));
  });
});
