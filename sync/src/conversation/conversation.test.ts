import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { contentHash } from './contentHash.ts';
import { Conversation } from './conversation.ts';
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

  test('takes a transcript of five megabytes and refuses ten thousand parties', () => {
    const segments = Array.from({ length: 5000 }, (_, at) => ({ party: -1, startMs: at, text: 'x'.repeat(1000) }));
    assert.equal(Conversation.parse({ ...least, segments }).segments.length, 5000);
    const parties = Array.from({ length: 10_000 }, () => ({ role: 'theirs' }));
    assert.deepEqual(pathsOf({ ...least, parties }), ['parties']);
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
