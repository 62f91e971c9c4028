import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { composeConversation } from '../../conversation/compose.ts';
import { IntakeError } from '../types.ts';
import { aircall } from './aircall.ts';

const ENDED = 1_794_000_000;
const paul = { id: 7, name: 'Paul Marchand', email: 'paul@sealight.example' };
const call = {
  id: 812,
  direct_link: 'https://api.aircall.io/v1/calls/812',
  direction: 'outbound',
  status: 'done',
  missed_call_reason: null,
  started_at: ENDED - 72,
  answered_at: ENDED - 60,
  ended_at: ENDED,
  duration: 72,
  raw_digits: '+47 912 34 567',
  recording: 'https://media.example/signed?X=1',
  asset: 'https://assets.example/calls/812/recording',
  voicemail: null,
  user: paul,
  contact: { id: 3, first_name: 'Astrid', last_name: 'Halvorsen', emails: [] },
  number: { id: 9, name: 'Sales', digits: '+33 1 99 00 41 20' },
  participants: [
    { id: 7, name: 'Paul Marchand', type: 'user' },
    { phone_number: '+47 912 34 567', type: 'external' },
  ],
  comments: [],
  tags: [],
};
const event = (name: string, data: object, after = 30) => ({
  resource: 'call',
  event: name,
  timestamp: ENDED + after,
  token: 'secret',
  data,
});
const comment = (id: number, content: string) => ({ id, content, posted_at: ENDED + id, posted_by: paul });
const utterances = [
  { start_time: 1.5, end_time: 2, text: 'Hello?', participant_type: 'external', phone_number: '+47 912 34 567' },
  { start_time: 2.25, end_time: 4, text: 'It is Paul.', participant_type: 'internal', user_id: 7 },
];
const EVENTS = [
  event('call.ended', call),
  event('call.tagged', { ...call, tags: [{ id: 1, name: 'Demo' }] }, 35),
  event('call.commented', { ...call, tags: [{ id: 1, name: 'Demo' }], comments: [comment(90, 'Good one.')] }, 90),
  event(
    'call.commented',
    { ...call, tags: [{ id: 1, name: 'Demo' }], comments: [comment(90, 'Good one.'), comment(91, 'Sent.')] },
    91,
  ),
  event('transcription.created', { id: 1, call_id: 812, type: 'call', content: { language: 'en', utterances } }, 60),
  event('summary.created', { id: 2, call_id: '812', content: 'They will meet.' }, 61),
  event('topics.created', { id: 3, call_id: 812, content: ['Demo', 'Price'] }, 62),
  event('action_item.created', { id: 4, call_id: 812, content: 'Send the invitation' }, 63),
  event('action_item.created', { id: 5, call_id: 812, content: ['Bring Maya'] }, 63),
  event('sentiment.created', { id: 812, call_id: 812, participants: [{ type: 'external', value: 'POSITIVE' }] }, 64),
];
const parts = (bodies: object[]) => bodies.flatMap((body) => aircall.parse(body).parts);
const compose = (bodies: object[]) => composeConversation(parts(bodies));

function refusalOf(act: () => unknown): IntakeError {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof IntakeError, String(error));
    return error;
  }
  return assert.fail('it was taken');
}
const verify = (body: unknown, secret = 'secret') =>
  aircall.verify({ headers: {}, query: {}, rawBody: Buffer.from(''), body }, secret, '2026-11-17T14:00:00Z');

describe('Aircall', () => {
  test('says a whole call in its events', () => {
    const result = compose(EVENTS);
    assert.ok('conversation' in result);
    const { conversation } = result;
    assert.deepEqual(
      {
        ...conversation,
        parties: conversation.parties.map(({ role, name, email, phone }) => [role, name, email, phone].join('|')),
        comments: conversation.comments.map(({ id, author, text }) => [id, author, text].join('|')),
        segments: conversation.segments.map(({ party, startMs, endMs, text }) =>
          [party, startMs, endMs, text].join('|'),
        ),
      },
      {
        source: 'aircall',
        sourceId: '812',
        kind: 'call',
        status: 'ready',
        provider: 'Aircall',
        link: 'https://assets.example/calls/812/recording',
        language: 'en',
        direction: 'outbound',
        startedAt: new Date((ENDED - 60) * 1000).toISOString(),
        endedAt: new Date(ENDED * 1000).toISOString(),
        durationSec: 60,
        owner: { email: 'paul@sealight.example' },
        parties: ['ours|Paul Marchand|paul@sealight.example|', 'theirs|Astrid Halvorsen||+47 912 34 567'],
        summary: 'They will meet.',
        topics: [{ name: 'Demo' }, { name: 'Price' }],
        actionItems: [{ text: 'Send the invitation' }, { text: 'Bring Maya' }],
        comments: ['90|Paul Marchand|Good one.', '91|Paul Marchand|Sent.'],
        tags: ['Demo'],
        segments: ['1|1500|2000|Hello?', '0|2250|4000|It is Paul.'],
        nextSteps: [],
        highlights: [],
        questions: [],
        crmRefs: [],
        fields: [],
        extra: { sentiment: [{ side: 'theirs', value: 'POSITIVE' }] },
      },
    );
  });

  test('may say it in any order, and more than once', () => {
    const want = compose(EVENTS);
    fc.assert(
      fc.property(fc.shuffledSubarray([...EVENTS, ...EVENTS], { minLength: EVENTS.length * 2 }), (bodies) => {
        assert.deepEqual(compose(bodies), want);
      }),
    );
  });

  test('is waited for until the call has ended', () => {
    const running = { ...call, ended_at: null, status: 'answered', tags: [{ id: 1, name: 'Demo' }] };
    const early = [event('call.tagged', running, -20), ...EVENTS.slice(4)];
    assert.deepEqual(compose(early), { missing: ['startedAt'] });
    assert.ok('conversation' in compose([...early, EVENTS[0] ?? {}]));
  });

  test('may withhold the number, miss the call, or leave the contact out', () => {
    const anonymous = {
      ...call,
      direction: 'inbound',
      raw_digits: 'anonymous',
      contact: null,
      answered_at: null,
      asset: null,
      recording: null,
      participants: null,
    };
    const result = compose([event('call.ended', anonymous)]);
    assert.ok('conversation' in result);
    const { parties, status, link, durationSec } = result.conversation;
    assert.deepEqual(
      [parties[1], status, link, durationSec],
      [{ role: 'theirs', name: 'Anonymous caller' }, 'notRecorded', undefined, 72],
    );
  });

  test('has events that say nothing here: they are ignored, with the reason', () => {
    for (const name of ['contact.updated', 'made.up', 'constructor'])
      assert.match(aircall.parse(event(name, call)).ignored ?? '', new RegExp(`${name} says nothing`));
    for (const name of ['call.created', 'call.answered', 'call.hungup', 'call.transferred'])
      assert.match(aircall.parse(event(name, call)).ignored ?? '', new RegExp(`${name} is waited out: call.ended`));
    assert.deepEqual(aircall.parse(event('call.created', call)).parts, []);
  });

  test('may be a voicemail that somebody is assigned to, and be archived', () => {
    const missed = { ...call, direction: 'inbound', user: null, answered_at: null, participants: null };
    const left = { ...missed, voicemail: 'https://media.example/voicemail?X=1', asset: null, recording: null };
    const assigned = { ...left, assigned_to: { id: 8, name: 'Maya Lind', email: 'maya@sealight.example' } };
    const result = compose([
      event('call.ended', missed),
      event('call.voicemail_left', left, 40),
      event('call.assigned', assigned, 50),
      event('call.archived', { ...assigned, tags: [{ id: 1, name: 'Done' }] }, 60),
    ]);
    assert.ok('conversation' in result);
    const { status, link, owner, parties, tags } = result.conversation;
    assert.deepEqual(
      [status, link, owner, tags],
      ['ready', left.voicemail, { email: 'maya@sealight.example' }, ['Done']],
    );
    assert.equal(parties[0]?.name, 'Maya Lind');
  });

  test('that was deleted there is kept here, and the receipt will say so', () => {
    const result = compose([...EVENTS, event('call.deleted', { id: 812 }, 900)]);
    assert.ok('conversation' in result);
    const { summary, repairs } = result.conversation;
    assert.equal(summary, 'They will meet.');
    assert.match(repairs?.[0] ?? '', /deleted there.*stays/);
  });

  test('that ends before it was answered is mended and said, and a webinar’s audience is cut to what is kept', () => {
    const turned = { ...call, ended_at: ENDED - 65 };
    const people = Array.from({ length: 700 }, (_, at) => ({ type: 'external', name: `Person ${at}` }));
    const result = compose([event('call.ended', { ...turned, participants: people })]);
    assert.ok('conversation' in result);
    const { startedAt, endedAt, durationSec, parties, repairs } = result.conversation;
    assert.deepEqual([endedAt, durationSec, parties.length], [startedAt, 0, 500]);
    assert.match(repairs?.join() ?? '', /ended_at is before.*first 500 are kept/);
  });

  test('is known by the token of its webhook', () => {
    verify(EVENTS[0]);
    for (const body of [{ ...EVENTS[0], token: undefined }, { token: 7 }, null, 'text'])
      assert.deepEqual(
        [refusalOf(() => verify(body)).status, refusalOf(() => verify(body)).title],
        [401, 'Token missing'],
      );
    for (const secret of ['secre', 'secret ', 'another one that is longer'])
      assert.deepEqual([refusalOf(() => verify(EVENTS[0], secret)).title], ['Wrong token']);
  });

  test('is told what is wrong: 400 for no event at all, 422 with a pointer for a bad field', () => {
    const fault = (body: unknown) => {
      const { status, errors } = refusalOf(() => aircall.parse(body));
      return [status, errors[0]?.pointer];
    };
    assert.deepEqual(fault([1]), [400, '']);
    assert.deepEqual(fault({ event: 'call.ended' }), [400, '/data']);
    assert.deepEqual(fault(event('call.ended', { ...call, id: undefined })), [422, '/data/id']);
    assert.deepEqual(fault(event('call.ended', { ...call, ended_at: 'now' })), [422, '/data/ended_at']);
    assert.deepEqual(fault(event('summary.created', { call_id: 812 })), [422, '/data/content']);
  });

  test('of any shape is read, ignored or refused, and nothing else happens', () => {
    const name = fc.constantFrom(...EVENTS.map((body) => body.event));
    const changed = fc.dictionary(fc.constantFrom(...Object.keys(call), 'call_id', 'content'), fc.jsonValue());
    fc.assert(
      fc.property(name, changed, (kind, change) => {
        try {
          aircall.parse(event(kind, { ...call, ...change }));
        } catch (error) {
          assert.ok(error instanceof IntakeError, String(error));
        }
      }),
      { numRuns: 300 },
    );
  });
});
