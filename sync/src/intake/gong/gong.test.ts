import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { standIn } from '../testing/stand-in.ts';
import { composed, isFault, refusalOf, request, spoken } from '../testing/told.ts';
import { IntakeError } from '../types.ts';
import { gong, gongSource } from './gong.ts';

const salesforce = (objectType: string, objectId: string) => ({
  system: 'Salesforce',
  objects: [{ objectType, objectId, fields: [{ name: 'Name', value: 'x' }], timing: 'Now' }],
});
const call = {
  metaData: {
    id: '7782342274025937895',
    url: 'https://app.gong.io/call?id=7782342274025937895',
    title: 'Halvorsen Marine – pricing',
    scheduled: '2026-11-17T15:00:00+01:00',
    started: '2026-11-17T15:03:37.041977+01:00',
    duration: 2159,
    primaryUserId: '234599484848423',
    direction: 'Conference',
    system: 'Zoom',
    scope: 'External',
    media: 'Video',
    language: 'eng',
    workspaceId: '623457276584334',
    meetingUrl: 'https://zoom.us/j/83920174551',
    isPrivate: false,
  },
  context: [salesforce('Opportunity', '006bm000001Abc9AAC'), salesforce('Account', '001bm000004xYz3AAE')],
  parties: [
    {
      id: '56825452554556',
      emailAddress: 'paul@sealight.example',
      name: 'Paul Marchand',
      title: 'Account Executive',
      userId: '234599484848423',
      speakerId: '6432345678555530067',
      context: [],
      affiliation: 'Internal',
      phoneNumber: null,
      methods: ['Invitee', 'Attendee'],
    },
    {
      id: '2',
      emailAddress: 'astrid@halvorsen-marine.example',
      name: 'Astrid Halvorsen',
      speakerId: '77',
      context: [
        salesforce('Contact', '003bm000002Rst1AAB'),
        { system: 'HubSpot', objects: [{ objectType: 'Contact', objectId: 51 }] },
      ],
      affiliation: 'External',
    },
    { id: '3', name: 'Somebody', affiliation: 'Unknown', phoneNumber: 'anonymous' },
  ],
  content: {
    topics: [
      { name: 'Pricing', duration: 420 },
      { name: 'Small talk', duration: 0 },
    ],
    trackers: [
      {
        id: 'k',
        name: 'Competitors',
        count: 2,
        type: 'KEYWORD',
        occurrences: [{ startTime: 32.56, speakerId: '77' }],
        phrases: [],
      },
      { id: 'l', name: 'Legal', count: 0, occurrences: [] },
    ],
    pointsOfInterest: {
      actionItems: [
        {
          snippet: 'I will send the offer',
          snippetStartTime: 26,
          snippetEndTime: 34,
          speakerId: '6432345678555530067',
        },
      ],
    },
    brief: 'Astrid asked for three sensors.',
    outline: [{ section: 'Sensors', startTime: 60.5, duration: 120, items: [{ text: 'Three hulls', startTime: 61 }] }],
    highlights: [
      { title: 'Next steps', items: [{ text: 'Send the offer', startTimes: [2100] }] },
      { title: 'Key moments', items: [{ text: 'Budget is there', startTimes: [300.25, 400] }] },
    ],
    keyPoints: [{ text: 'March is the date' }],
    callOutcome: { id: '1', category: 'ANSWERED', name: 'Meeting booked' },
  },
  interaction: { questions: { companyCount: 5, nonCompanyCount: 2 }, speakers: [{ id: '1', talkTime: 145 }] },
  collaboration: {
    publicComments: [
      {
        id: '6843152929075440037',
        audioStartTime: 12.5,
        audioEndTime: 14,
        commenterUserId: '234599484848423',
        comment: 'Ask @[Jane Roe](7744111777663220493) about this',
        posted: '2026-11-17T17:30:00+01:00',
        duringCall: false,
      },
    ],
  },
};
const transcript = {
  callId: call.metaData.id,
  transcript: [
    { speakerId: '6432345678555530067', topic: null, sentences: [{ start: 460, end: 1500, text: 'Good morning.' }] },
    { speakerId: '77', topic: 'Small talk', sentences: [{ start: 1600, end: 2400, text: 'Hello Paul.' }] },
    { speakerId: '404', sentences: [{ start: 2500, end: 2600, text: 'Who is this?' }] },
  ],
};
const page = (calls: unknown[], more: object = {}) => ({
  requestId: 'r',
  records: { totalRecords: calls.length },
  calls,
  ...more,
});
const range = { from: '2026-11-17T00:00:00Z', to: '2026-11-18T00:00:00Z' };
const access = { GONG_ACCESS_KEY: 'key', GONG_ACCESS_KEY_SECRET: 'secret' };
const withId = (id: string) => ({ ...call, metaData: { ...call.metaData, id } });

describe('Gong', () => {
  test('says a call whole, in seconds, with its transcript in milliseconds', () => {
    const { parts } = gong.parse(page([call], { callTranscripts: [transcript] }));
    assert.deepEqual(spoken(composed(parts)), {
      source: 'gong',
      sourceId: '7782342274025937895',
      kind: 'meeting',
      status: 'ready',
      provider: 'Gong',
      title: 'Halvorsen Marine – pricing',
      link: 'https://app.gong.io/call?id=7782342274025937895',
      language: 'en',
      scheduledStart: '2026-11-17T14:00:00.000Z',
      startedAt: '2026-11-17T14:03:37.041Z',
      endedAt: '2026-11-17T14:39:36.041Z',
      durationSec: 2159,
      conferenceUrl: 'https://zoom.us/j/83920174551',
      owner: { email: 'paul@sealight.example' },
      summary: 'Astrid asked for three sensors.',
      parties: [
        { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
        { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid@halvorsen-marine.example' },
        { role: 'theirs', name: 'Somebody' },
      ],
      topics: [{ name: 'Sensors', startMs: 60_500, endMs: 180_500 }, { name: 'Pricing' }],
      highlights: [{ text: 'Budget is there', startMs: 300_250 }, { text: 'March is the date' }],
      nextSteps: ['Send the offer'],
      comments: [
        {
          id: '6843152929075440037',
          author: 'Paul Marchand',
          at: '2026-11-17T16:30:00.000Z',
          text: 'Ask @Jane Roe about this',
          startMs: 12_500,
        },
      ],
      actionItems: [{ text: 'I will send the offer', owner: 'Paul Marchand' }],
      tags: ['Competitors'],
      segments: [
        { party: 0, startMs: 460, endMs: 1500, text: 'Good morning.' },
        { party: 1, startMs: 1600, endMs: 2400, text: 'Hello Paul.' },
        { party: -1, startMs: 2500, endMs: 2600, text: 'Who is this?' },
      ],
      crmRefs: [
        { object: 'Opportunity', id: '006bm000001Abc9AAC' },
        { object: 'Account', id: '001bm000004xYz3AAE' },
        { object: 'Contact', id: '003bm000002Rst1AAB' },
      ],
      extra: {
        gongSystem: 'Zoom',
        outcome: 'Meeting booked',
        questions: { companyCount: 5, nonCompanyCount: 2 },
        trackers: [{ name: 'Competitors', count: 2, startMs: [32_560] }],
      },
    });
  });

  test('has calls over the telephone, with their direction', () => {
    const metaData = { ...call.metaData, direction: 'Inbound', media: 'Audio', meetingUrl: null, language: 'und' };
    const { kind, direction, language } = composed(gong.parse({ ...call, metaData }).parts);
    assert.deepEqual([kind, direction, language], ['call', 'inbound', undefined]);
  });

  test('keeps what is private in Gong out of Salesforce, and says so', () => {
    const secret = { ...call, metaData: { ...call.metaData, id: '2', isPrivate: true } };
    const told = gong.parse(page([secret, call]));
    assert.deepEqual([told.parts.length, told.ignored], [1, 'gong: a call that is private in Gong is left out.']);
  });

  test('may be posted by an automation rule, by who shows the secret; its tests are left alone', () => {
    assert.equal(gong.parse({ callData: call, isTest: false }).parts[0]?.key, 'gong:7782342274025937895');
    assert.match(gong.parse({ callData: call, isTest: true }).ignored ?? '', /test/);
    const fault = (headers: Record<string, string>) =>
      refusalOf(() => gong.verify(request(call, headers), 'right', '')).title;
    assert.deepEqual([fault({}), fault({ 'x-debrief-secret': 'wrong' })], ['Secret missing', 'Wrong secret']);
    gong.verify(request(call, { 'x-debrief-secret': 'right' }), 'right', '');
  });

  test('is told what is wrong, with a pointer; ids that JSON numbers cannot hold are not guessed at', () => {
    const fault = (body: unknown) => {
      const { status, errors } = refusalOf(() => gong.parse(body));
      return [status, errors[0]?.pointer];
    };
    assert.deepEqual(fault({}), [400, '/calls']);
    assert.deepEqual(fault(page([withId('1'), { ...call, metaData: { ...call.metaData, duration: -3 } }])), [
      422,
      '/calls/1/metaData/duration',
    ]);
    assert.deepEqual(fault({ ...call, metaData: { ...call.metaData, started: 'soon' } }), [422, '/metaData/started']);
    assert.equal(fault({ ...call, metaData: { ...call.metaData, id: 2 ** 60 } })[0], 422);
  });

  test('is pulled page by page with its transcripts; one bad call keeps nothing else away', async () => {
    const bad = { ...withId('3'), parties: 'none' };
    const server = await standIn(({ path, body }) => {
      if (path === '/v2/calls/transcript')
        return { body: { records: {}, callTranscripts: [transcript, { callId: 1, transcript: 7 }] } };
      return { body: body.cursor === 'two' ? page([withId('2'), bad]) : page([call], { records: { cursor: 'two' } }) };
    });
    try {
      const api = server.open(gongSource, access);
      const first = await gongSource.pull(range, undefined, api);
      assert.deepEqual([first.parts.length, first.next], [1, 'two']);
      assert.equal(composed(first.parts).segments.length, 3);
      const second = await gongSource.pull(range, first.next, api);
      assert.deepEqual([second.parts[0]?.key, second.next], ['gong:2', undefined]);
      assert.deepEqual(second.refused.map(({ key, errors }) => [key, errors[0]?.pointer]).at(-1), [
        'gong:3',
        '/calls/1/parties',
      ]);
      const [list, texts] = server.asked;
      assert.equal(list?.headers.authorization, `Basic ${Buffer.from('key:secret').toString('base64')}`);
      assert.deepEqual(list?.body.filter, { fromDateTime: range.from, toDateTime: range.to });
      assert.deepEqual(texts?.body, { filter: { callIds: [call.metaData.id] } });
    } finally {
      await server.close();
    }
  });

  test('answers 404 where a range has no calls: that is an empty page', async () => {
    const server = await standIn(() => ({
      status: 404,
      body: { requestId: 'r', errors: ['No calls found corresponding to the provided filters'] },
    }));
    try {
      const pulled = await gongSource.pull(range, undefined, server.open(gongSource, access));
      assert.deepEqual(pulled, { parts: [], refused: [], ignored: [] });
      assert.equal(server.asked.length, 1);
    } finally {
      await server.close();
    }
    const wrong = await standIn(() => ({ status: 404, body: { errors: ['Not an address'] } }));
    try {
      await assert.rejects(gongSource.pull(range, undefined, wrong.open(gongSource, access)), isFault('refused'));
    } finally {
      await wrong.close();
    }
  });

  test('of any shape is read or refused, and nothing else happens', () => {
    const places = ['metaData', 'context', 'parties', 'content', 'interaction', 'collaboration'];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...places), fc.jsonValue()), (change) => {
        for (const body of [{ ...call, ...change }, page([{ ...call, ...change }]), change])
          try {
            gong.parse(body);
          } catch (error) {
            assert.ok(error instanceof IntakeError, String(error));
          }
      }),
      { numRuns: 200 },
    );
  });
});
