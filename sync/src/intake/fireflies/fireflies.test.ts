import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { standIn } from '../testing/stand-in.ts';
import { composed, isFault, refusalOf, request, spoken } from '../testing/told.ts';
import { IntakeError } from '../types.ts';
import { fireflies, firefliesSource } from './fireflies.ts';

const transcript = {
  id: 'ASxwZxCstx',
  title: 'Halvorsen weekly',
  date: Date.parse('2026-11-17T14:01:00Z'),
  duration: 35.98,
  transcript_url: 'https://app.fireflies.ai/view/ASxwZxCstx',
  meeting_link: 'https://meet.google.com/abc-defg-hij',
  organizer_email: 'paul@sealight.example',
  user: { email: 'paul@sealight.example', name: 'Paul Marchand' },
  participants: ['paul@sealight.example', 'astrid.halvorsen@halvorsen-marine.example,maya@sealight.example'],
  meeting_attendees: [{ displayName: 'Paul Marchand', email: 'paul@sealight.example', name: null, phoneNumber: null }],
  speakers: [
    { id: 0, name: 'Paul Marchand' },
    { id: 1, name: 'Astrid Halvorsen' },
    { id: 2, name: 'Notetaker' },
  ],
  sentences: [
    {
      index: 0,
      speaker_name: 'Paul Marchand',
      speaker_id: 0,
      text: 'Good morning.',
      start_time: 0.64,
      end_time: 1.5,
      ai_filters: {},
    },
    {
      index: 1,
      speaker_name: 'Astrid Halvorsen',
      speaker_id: 1,
      text: 'How long is the lead time?',
      start_time: 2,
      end_time: 4.25,
      ai_filters: { question: 'How long is the lead time?', task: null },
    },
  ],
  summary: {
    overview: 'They agreed on dates.',
    keywords: ['sensors', 'dates'],
    action_items: '**Paul Marchand**\nSend the cable list (12:34)\n\n**Unassigned**\nBook the quay (1:02:03)\n',
    topics_discussed: ['Lead time'],
    shorthand_bullet: null,
    bullet_gist: '- Three hulls\n- March',
  },
};
const range = { from: '2026-11-17T00:00:00Z', to: '2026-11-18T00:00:00Z' };
const access = { FIREFLIES_API_KEY: 'key' };

describe('Fireflies', () => {
  test('says a meeting in minutes, milliseconds and seconds, each as what it is', () => {
    const { parts } = fireflies.parse({ data: { transcript } });
    assert.deepEqual(spoken(composed(parts)), {
      source: 'fireflies',
      sourceId: 'ASxwZxCstx',
      kind: 'meeting',
      status: 'ready',
      provider: 'Fireflies',
      title: 'Halvorsen weekly',
      link: 'https://app.fireflies.ai/view/ASxwZxCstx',
      conferenceUrl: 'https://meet.google.com/abc-defg-hij',
      startedAt: '2026-11-17T14:01:00.000Z',
      endedAt: '2026-11-17T14:36:58.800Z',
      durationSec: 2158.8,
      owner: { email: 'paul@sealight.example' },
      parties: [
        { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
        { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid.halvorsen@halvorsen-marine.example' },
        { role: 'ours', email: 'maya@sealight.example' },
        { role: 'theirs', name: 'Notetaker' },
      ],
      summary: 'They agreed on dates.',
      topics: [{ name: 'Lead time' }],
      highlights: [{ text: 'Three hulls' }, { text: 'March' }],
      actionItems: [{ text: 'Send the cable list', owner: 'Paul Marchand' }, { text: 'Book the quay' }],
      questions: [{ text: 'How long is the lead time?', startMs: 2000, endMs: 4250, speaker: 'Astrid Halvorsen' }],
      tags: ['sensors', 'dates'],
      segments: [
        { party: 0, startMs: 640, endMs: 1500, text: 'Good morning.' },
        { party: 1, startMs: 2000, endMs: 4250, text: 'How long is the lead time?' },
      ],
    });
  });

  test('takes nobody for a colleague who shares a public mail service', () => {
    const mails = { user: { email: 'paul@gmail.example' }, participants: ['paul@gmail.com', 'astrid@gmail.com'] };
    const given = {
      ...transcript,
      ...mails,
      organizer_email: 'paul@gmail.com',
      user: { email: 'paul@gmail.com' },
      meeting_attendees: [],
      speakers: [],
      sentences: [],
    };
    assert.deepEqual(
      composed(fireflies.parse(given).parts).parties.map(({ role }) => role),
      ['ours', 'theirs'],
    );
  });

  test('tells by a webhook, in both versions, that a transcript is to be fetched', () => {
    assert.deepEqual(
      fireflies.parse({ meetingId: 'A1', eventType: 'Transcription completed', clientReferenceId: 'x' }).fetches,
      [{ key: 'fireflies:A1', name: 'whole', from: 'A1' }],
    );
    const at = '2026-11-17T15:00:00.000Z';
    assert.deepEqual(
      fireflies.parse({ event: 'meeting.summarized', timestamp: Date.parse(at), meeting_id: 'A1' }).fetches,
      [{ key: 'fireflies:A1', name: 'whole', from: 'A1', at }],
    );
    assert.match(fireflies.parse({ event: 'meeting.bot_joined', meeting_id: 'A1' }).ignored ?? '', /bot_joined/);
    assert.equal(refusalOf(() => fireflies.parse({ hello: 1 })).status, 400);
    assert.equal(refusalOf(() => fireflies.parse({ event: 'meeting.transcribed' })).errors[0]?.pointer, '/meeting_id');
  });

  test('is known by the signature of the body, or by the secret of who forwards', () => {
    const body = { meetingId: 'A1', eventType: 'Transcription completed' };
    const hex = createHmac('sha256', 'right').update(JSON.stringify(body)).digest('hex');
    for (const signature of [hex, `sha256=${hex}`])
      fireflies.verify(request(body, { 'x-hub-signature': signature }), 'right', '');
    fireflies.verify(request(body, { 'x-debrief-secret': 'right' }), 'right', '');
    const fault = (headers: Record<string, string>) =>
      refusalOf(() => fireflies.verify(request(body, headers), 'right', '')).title;
    assert.equal(fault({}), 'Signature missing');
    assert.equal(fault({ 'x-hub-signature': `sha256=${hex.replace(/^./, 'x')}` }), 'Wrong signature');
    assert.equal(fault({ 'x-hub-signature': 'sha256=x', 'x-debrief-secret': 'right' }), 'Wrong signature');
  });

  test('is asked for one transcript by its id, and told apart: not there yet, too many requests, no access', async () => {
    const errors: (object | undefined)[] = [
      undefined,
      { code: 'object_not_found' },
      { code: 'too_many_requests', extensions: { metadata: { retryAfter: 1 } } },
      { extensions: { code: 'auth_failed' } },
      { code: 'bad_request' },
    ];
    const server = await standIn((_, count) => {
      const error = errors[count - 1];
      return { body: error ? { errors: [error] } : { data: { transcript } } };
    });
    try {
      const api = server.open(firefliesSource, access);
      const ask = () =>
        fireflies.fetch?.(
          { key: 'fireflies:ASxwZxCstx', name: 'whole', from: 'ASxwZxCstx', at: range.to },
          { fetch: globalThis.fetch, api },
        ) ?? assert.fail();
      assert.deepEqual(
        (await ask()).map(({ key, at }) => [key, at]),
        [['fireflies:ASxwZxCstx', range.to]],
      );
      assert.equal(server.asked[0]?.headers.authorization, 'Bearer key');
      assert.deepEqual(server.asked[0].body.variables, { id: 'ASxwZxCstx' });
      for (const fault of ['passing', 'later', 'access', 'refused'] as const)
        await assert.rejects(ask(), isFault(fault));
    } finally {
      await server.close();
    }
    await assert.rejects(
      fireflies.fetch?.({ key: 'k', name: 'whole', from: 'x' }, { fetch: globalThis.fetch }) ?? assert.fail(),
      /FIREFLIES_API_KEY/,
    );
  });

  test('is pulled fifty at a time until a page is not full', async () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ ...transcript, id: `t${index}`, sentences: [] }));
    const server = await standIn(({ body }) => {
      const { skip } = body.variables as { skip: number };
      return {
        body: {
          data: {
            transcripts:
              skip === 0
                ? many
                : [
                    { ...transcript, id: 'last' },
                    { id: 'bad', date: 'x' },
                  ],
          },
        },
      };
    });
    try {
      const api = server.open(firefliesSource, access);
      const first = await firefliesSource.pull(range, undefined, api);
      assert.deepEqual([first.parts.length, first.next], [50, '50']);
      const second = await firefliesSource.pull(range, first.next, api);
      assert.deepEqual(
        [second.parts[0]?.key, second.refused[0]?.key, second.next],
        ['fireflies:last', 'fireflies:bad', undefined],
      );
      assert.deepEqual(server.asked[0]?.body.variables, { fromDate: range.from, toDate: range.to, limit: 50, skip: 0 });
    } finally {
      await server.close();
    }
  });

  test('of any shape is read or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(transcript)), fc.jsonValue()), (change) => {
        for (const body of [{ ...transcript, ...change }, { data: { transcript: change } }, change])
          try {
            fireflies.parse(body);
          } catch (error) {
            assert.ok(error instanceof IntakeError, String(error));
          }
      }),
      { numRuns: 200 },
    );
  });
});
