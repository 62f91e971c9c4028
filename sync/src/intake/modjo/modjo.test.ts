import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { standIn } from '../testing/stand-in.ts';
import { composed, isFault, refusalOf, request, spoken } from '../testing/told.ts';
import { IntakeError } from '../types.ts';
import { modjo, modjoSource } from './modjo.ts';

const call = {
  callId: 104211,
  providerCallId: '812004471',
  title: 'Démo capteurs – Halvorsen Marine',
  startDate: '2026-11-17T14:01:00.000Z',
  duration: 2159,
  provider: 'Aircall',
  language: 'fr',
  callCrmId: '00Tbm00000CallTAAS',
  relations: {
    recording: { url: 'https://storage.modjo.ai/calls/104211.mp3' },
    summary: { content: 'Astrid veut trois capteurs.' },
    highlights: { content: '- Trois coques\n- Budget confirmé' },
    speakers: [
      {
        speakerId: 1,
        userId: 7,
        name: 'Paul Marchand',
        email: 'paul@sealight.example',
        phoneNumber: null,
        type: 'user',
      },
      {
        speakerId: 2,
        contactId: 51,
        name: 'Astrid Halvorsen',
        email: null,
        phoneNumber: '+47 912 34 567',
        type: 'contact',
      },
    ],
    users: [
      { userId: 7, name: 'Paul Marchand', email: 'paul@sealight.example', isOwner: true },
      { userId: 8, firstName: 'Maya', lastName: 'Lind', email: 'maya@sealight.example' },
    ],
    contacts: [
      {
        contactId: 51,
        contactCrmId: '003bm000002Rst1AAB',
        firstName: 'Astrid',
        lastName: 'Halvorsen',
        email: 'astrid@halvorsen-marine.example',
        phoneNumber: '+47 912 34 567',
      },
    ],
    account: { accountId: 3, accountCrmId: '001bm000004xYz3AAE', name: 'Halvorsen Marine' },
    deal: { dealId: 4, dealCrmId: '006bm000001Abc9AAC', name: 'Sensors', stage: 'Proposal', amount: 12_000 },
    tags: [{ name: 'Démo' }],
    comments: [
      {
        commentId: 9,
        content: 'Bien joué',
        startTime: 12.5,
        createdAt: '2026-11-17T16:00:00Z',
        user: { firstName: 'Maya', lastName: 'Lind' },
      },
    ],
    notes: 'Rappeler lundi',
    transcript: [
      { startTime: 1.25, endTime: 3, speakerId: 1, content: 'Bonjour Astrid.', topics: [] },
      { startTime: 3.5, endTime: 9, speakerId: 2, content: 'Bonjour Paul.', topics: [{ topicId: 1, name: 'Prix' }] },
      { startTime: 9.5, endTime: 12, speakerId: 2, content: 'Combien ?', topics: [{ topicId: 1, name: 'Prix' }] },
      { startTime: 13, endTime: 14, speakerId: 3, content: 'Merci.', topics: [] },
    ],
  },
};
const page = (values: unknown[], pagination: object = {}) => ({
  pagination: { page: 1, perPage: 50, totalValues: values.length, lastPage: 1, ...pagination },
  values,
});
const range = { from: '2026-11-17T00:00:00Z', to: '2026-11-18T00:00:00Z' };

describe('Modjo', () => {
  test('says a call whole, in seconds, with the records of the CRM that it knows', () => {
    assert.deepEqual(spoken(composed(modjo.parse(page([call])).parts)), {
      source: 'modjo',
      sourceId: '104211',
      kind: 'call',
      status: 'ready',
      provider: 'Modjo (Aircall)',
      title: 'Démo capteurs – Halvorsen Marine',
      link: 'https://app.modjo.ai/call-details/104211',
      language: 'fr',
      startedAt: '2026-11-17T14:01:00.000Z',
      endedAt: '2026-11-17T14:36:59.000Z',
      durationSec: 2159,
      owner: { email: 'paul@sealight.example' },
      parties: [
        { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
        { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid@halvorsen-marine.example', phone: '+47 912 34 567' },
        { role: 'ours', name: 'Maya Lind', email: 'maya@sealight.example' },
      ],
      summary: 'Astrid veut trois capteurs.',
      notes: 'Rappeler lundi',
      highlights: [{ text: 'Trois coques' }, { text: 'Budget confirmé' }],
      topics: [{ name: 'Prix', startMs: 3500, endMs: 12_000 }],
      comments: [{ id: '9', author: 'Maya Lind', at: '2026-11-17T16:00:00.000Z', text: 'Bien joué', startMs: 12_500 }],
      tags: ['Démo'],
      segments: [
        { party: 0, startMs: 1250, endMs: 3000, text: 'Bonjour Astrid.' },
        { party: 1, startMs: 3500, endMs: 9000, text: 'Bonjour Paul.' },
        { party: 1, startMs: 9500, endMs: 12_000, text: 'Combien ?' },
        { party: -1, startMs: 13_000, endMs: 14_000, text: 'Merci.' },
      ],
      crmRefs: [
        { object: 'Task', id: '00Tbm00000CallTAAS' },
        { object: 'Account', id: '001bm000004xYz3AAE' },
        { object: 'Opportunity', id: '006bm000001Abc9AAC' },
        { object: 'Contact', id: '003bm000002Rst1AAB' },
      ],
      extra: { phoneCallId: '812004471', recording: 'https://storage.modjo.ai/calls/104211.mp3' },
    });
  });

  test('has meetings by what recorded them, times without an offset in UTC, and ids of another CRM left out', () => {
    const { relations: _, ...bare } = call;
    const meeting = { ...bare, provider: 'google-meet', startDate: '2026-11-17T14:01:00', callCrmId: '5120043' };
    const { kind, startedAt, crmRefs, parties } = composed(modjo.parse(meeting).parts);
    assert.deepEqual([kind, startedAt, crmRefs, parties], ['meeting', '2026-11-17T14:01:00.000Z', [], []]);
  });

  test('is taken from who shows the secret, and told what is wrong with a pointer', () => {
    assert.equal(refusalOf(() => modjo.verify(request(call), 'right', '')).status, 401);
    modjo.verify(request(call, { 'x-debrief-secret': 'right' }), 'right', '');
    const fault = (body: unknown) => {
      const { status, errors } = refusalOf(() => modjo.parse(body));
      return [status, errors[0]?.pointer];
    };
    assert.deepEqual(fault([]), [400, '/values']);
    assert.deepEqual(fault(page([call, { ...call, duration: -1 }])), [422, '/values/1/duration']);
    assert.deepEqual(fault({ ...call, startDate: '17/11/2026' }), [422, '/startDate']);
  });

  test('is pulled page by page, and a call that cannot be read is told beside the others', async () => {
    const server = await standIn(({ body }) => {
      const { page: number } = body.pagination as { page: number };
      if (number === 1) return { body: page([call, { callId: 5, startDate: 'soon' }], { nextPage: 2, lastPage: 2 }) };
      // the last page names a next one that is not there
      return { body: page([{ ...call, callId: 2 }], { page: 2, nextPage: 3, lastPage: 2 }) };
    });
    try {
      const api = server.open(modjoSource, { MODJO_API_KEY: 'key' });
      const first = await modjoSource.pull(range, undefined, api);
      assert.deepEqual([first.parts.map(({ key }) => key), first.next], [['modjo:104211'], '2']);
      assert.deepEqual(
        first.refused.map(({ key, errors }) => [key, errors[0]?.pointer]),
        [['modjo:5', '/values/1/startDate']],
      );
      const second = await modjoSource.pull(range, first.next, api);
      assert.deepEqual([second.parts[0]?.key, second.next], ['modjo:2', undefined]);
      const [asked] = server.asked;
      assert.deepEqual([asked?.path, asked?.headers['x-api-key']], ['/v1/calls/exports', 'key']);
      assert.deepEqual(asked?.body.filters, { callStartDateRange: { start: range.from, end: range.to } });
    } finally {
      await server.close();
    }
  });

  test('is asked for less where its export refuses the further relations, and that is said', async () => {
    const server = await standIn(({ body }) =>
      'notes' in (body.relations as object) ? { status: 400, body: {} } : { body: page([call]) },
    );
    try {
      const { parts, ignored } = await modjoSource.pull(
        range,
        undefined,
        server.open(modjoSource, { MODJO_API_KEY: 'key' }),
      );
      assert.equal(parts.length, 1);
      assert.match(ignored[0] ?? '', /does not give notes/);
    } finally {
      await server.close();
    }
    const strange = await standIn(() => ({ body: 'hello' }));
    try {
      const api = strange.open(modjoSource, { MODJO_API_KEY: 'key' });
      await assert.rejects(modjoSource.pull(range, undefined, api), isFault('refused'));
    } finally {
      await strange.close();
    }
  });

  test('of any shape is read or refused, and nothing else happens', () => {
    const inside = [...Object.keys(call.relations), 'topics', 'leads'];
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(call)), fc.jsonValue()),
        fc.dictionary(fc.constantFrom(...inside), fc.jsonValue()),
        (change, relations) => {
          for (const body of [
            { ...call, ...change },
            page([{ ...call, relations: { ...call.relations, ...relations } }]),
          ])
            try {
              modjo.parse(body);
            } catch (error) {
              assert.ok(error instanceof IntakeError, String(error));
            }
        },
      ),
      { numRuns: 200 },
    );
  });
});
