import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Conversation, keyOf, KINDS, STATUSES } from '../../conversation/conversation.ts';
import { toVcon, uuidOf } from './out.ts';
import { Vcon } from './schema.ts';
import { parseVcon } from './vcon.ts';

/** Text without spaces at its ends, which no sender means. */
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((value) => `x${value}y`);
const instant = fc
  .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
  .map((value) => new Date(value).toISOString());
const ms = fc.integer({ min: 0, max: 10_000_000 });
const maybe = <T>(given: fc.Arbitrary<T>) => fc.option(given, { nil: undefined });
const list = <T>(given: fc.Arbitrary<T>) => fc.array(given, { maxLength: 3 });
const email = fc
  .tuple(fc.constantFrom('paul', 'o’brien', 'a+b;c', '50%', 'jane roe'), fc.constantFrom('sealight', 'x'))
  .map(([name, host]) => `${name}@${host}.example`);
const party = fc.record(
  {
    role: fc.constantFrom('ours', 'theirs'),
    name: text,
    email,
    phone: fc.constantFrom('+47 912 34 567', '06 12;ext=5', '112'),
    emailRole: fc.constantFrom('from', 'to', 'cc'),
    unverified: text,
  },
  { requiredKeys: ['role'] },
);
const timed = fc.record({ text, startMs: ms, endMs: ms, speaker: text }, { requiredKeys: ['text'] });

const any = fc
  .record(
    {
      source: fc.constantFrom('zoom', 'vcon', 'own'),
      sourceId: text,
      kind: fc.constantFrom(...KINDS),
      status: fc.constantFrom(...STATUSES),
      title: text,
      link: fc.webUrl(),
      provider: text,
      language: fc.constantFrom('en', 'fr-FR'),
      direction: fc.constantFrom('inbound', 'outbound'),
      scheduledStart: instant,
      startedAt: instant,
      durationSec: fc.integer({ min: 0, max: 40_000 }),
      lasted: maybe(fc.integer({ min: 0, max: 40_000_000 })),
      iCalUid: text,
      messageId: text,
      threadId: text,
      quoted: text,
      originalStart: instant,
      conferenceUrl: fc.webUrl(),
      owner: fc.record({ email }),
      parties: list(party),
      summary: text,
      notes: text,
      nextSteps: list(text),
      topics: list(fc.record({ name: text, startMs: ms }, { requiredKeys: ['name'] })),
      highlights: list(timed),
      comments: list(
        fc.record(
          { id: text, author: text, at: instant, editedAt: instant, text, startMs: ms },
          { requiredKeys: ['id', 'text'] },
        ),
      ),
      questions: list(timed),
      actionItems: list(fc.record({ text, owner: text, due: fc.constant('2026-11-30') }, { requiredKeys: ['text'] })),
      tags: fc.uniqueArray(text, { maxLength: 3 }),
      said: list(
        fc.record({
          party: fc.integer({ min: -1, max: 3 }),
          startMs: ms,
          text: fc.oneof(text, fc.constant('[1, 2]'), fc.constant('{"a":1}')),
        }),
      ),
      crmRefs: list(fc.record({ object: fc.constant('Account'), id: fc.constant('001bm000004xYz3AAE') })),
      fields: list(
        fc.record({
          object: text,
          field: text,
          value: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)),
          quote: text,
        }),
      ),
      consent: text,
      repairs: fc.array(text, { minLength: 1, maxLength: 2 }),
      extra: fc.record({ kept: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown) }),
    },
    { requiredKeys: ['source', 'sourceId', 'kind', 'startedAt'] },
  )
  .map(({ lasted, said = [], ...given }) => {
    const count = given.parties?.length ?? 0;
    return Conversation.parse({
      ...given,
      ...(lasted === undefined ? {} : { endedAt: new Date(Date.parse(given.startedAt) + lasted).toISOString() }),
      segments: said
        .map((segment) => ({ ...segment, party: segment.party < count ? segment.party : -1 }))
        .sort((a, b) => a.startMs - b.startMs),
    });
  });

describe('a conversation as a vCon', () => {
  test('is read back as the same conversation, under the same key', () => {
    fc.assert(
      fc.property(any, (conversation) => {
        const part = parseVcon(JSON.parse(JSON.stringify(toVcon(conversation))));
        assert.equal(part.key, keyOf(conversation));
        assert.deepEqual(part.content, conversation);
      }),
      { numRuns: 500 },
    );
  });

  test('has the shape of the draft: every index names what is there, and everything inline says its encoding', () => {
    fc.assert(
      fc.property(any, (conversation) => {
        const vcon = toVcon(conversation);
        const { parties, dialog, analysis, attachments, uuid } = Vcon.parse(vcon);
        assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        for (const each of dialog) {
          for (const index of [each.parties ?? []].flat(2)) assert.ok(index < parties.length);
          assert.equal(each.type === 'incomplete', each.disposition !== undefined);
          if (each.type === 'text') assert.ok(each.body !== undefined && each.encoding && each.mediatype);
          if (each.type === 'incomplete') assert.equal(each.body, undefined);
        }
        for (const each of analysis) {
          assert.ok(each.vendor && each.encoding && each.mediatype);
          assert.ok([each.dialog ?? []].flat().every((index) => index < dialog.length));
        }
        for (const each of attachments) {
          assert.ok(each.purpose && each.encoding && (each.party ?? Infinity) < parties.length);
          assert.equal(each.dialog, 0);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('keeps the uuid that it came with, and has else one of its key, the same each time', () => {
    const uuid = '019a90c2-6d1e-8b7c-9f42-3b5d6a1c2e88';
    assert.equal(uuidOf({ source: 'vcon', sourceId: uuid }), uuid);
    assert.equal(uuidOf({ source: 'zoom', sourceId: '1' }), uuidOf({ source: 'zoom', sourceId: '1' }));
    assert.notEqual(uuidOf({ source: 'zoom', sourceId: '1' }), uuidOf({ source: 'gong', sourceId: '1' }));
  });

  test('puts what the draft knows where the draft has it, for readers who know only that', () => {
    const conversation = Conversation.parse({
      source: 'aircall',
      sourceId: '812',
      kind: 'call',
      title: 'First call',
      direction: 'inbound',
      startedAt: '2026-11-17T14:01:00Z',
      endedAt: '2026-11-17T14:02:30.500Z',
      parties: [
        { role: 'ours', name: 'Paul', email: 'paul@sealight.example' },
        { role: 'theirs', name: 'Astrid', phone: '+4791234567' },
      ],
      summary: 'They will meet.',
      segments: [{ party: 1, startMs: 1500, endMs: 2000, text: 'Hello?' }],
    });
    const vcon = toVcon(conversation) as Record<'parties' | 'dialog' | 'analysis', Record<string, unknown>[]>;
    assert.deepEqual(vcon.parties.slice(0, 2), [
      { name: 'Paul', mailto: 'paul@sealight.example', role: 'agent' },
      { name: 'Astrid', tel: '+4791234567', role: 'customer' },
    ]);
    assert.deepEqual(vcon.dialog, [
      { type: 'recording', start: '2026-11-17T14:01:00.000Z', duration: 90.5, parties: [0, 1], originator: 1 },
    ]);
    assert.deepEqual(
      vcon.analysis.map(({ type, body }) => [type, JSON.parse(String(body)) as unknown]),
      [
        ['summary', { summary: 'They will meet.' }],
        ['transcript', { segments: [{ party: 1, startMs: 1500, endMs: 2000, text: 'Hello?' }] }],
      ],
    );
  });

  test('calls nobody a customer where nobody is named as ours', () => {
    const conversation = Conversation.parse({
      ...{ source: 'vcon', sourceId: '1', kind: 'call', startedAt: '2026-11-17T14:01:00Z' },
      parties: [{ role: 'theirs', name: 'Paul' }],
    });
    const { parties } = toVcon(conversation) as { parties: unknown[] };
    assert.deepEqual(parties[0], { name: 'Paul' });
  });
});
