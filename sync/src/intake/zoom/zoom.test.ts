import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { composed, isFault, refusalOf, request, spoken } from '../testing/told.ts';
import { IntakeError } from '../types.ts';
import { readVtt } from '../vtt.ts';
import { downloadFromZoom, isZoomAddress } from './download.ts';
import { zoom } from './zoom.ts';

const NOW = '2026-11-17T15:00:00Z';
const SECRET = 'secret-token-of-the-app';
const UUID = 'cN7l/1GRQWqbXQ4C+pT5Xg==';
const VTT = `WEBVTT

1
00:00:03.120 --> 00:00:05.900
Paul Marchand: Good morning, can you hear me?

2
00:00:06.000 --> 00:00:08.450
Astrid Halvorsen: Yes &amp; clearly.

3
00:00:09.000 --> 00:00:10.000
(silence)
`;
const files = [
  {
    id: 'f1',
    meeting_id: UUID,
    recording_start: '2026-11-17T14:01:12Z',
    recording_end: '2026-11-17T14:38:40Z',
    file_type: 'MP4',
    file_extension: 'MP4',
    file_size: 3_452_918,
    play_url: 'https://sealight.zoom.us/rec/play/abc',
    download_url: 'https://sealight.zoom.us/rec/webhook_download/abc',
    status: 'completed',
    recording_type: 'shared_screen_with_speaker_view',
  },
  {
    id: 'f2',
    meeting_id: UUID,
    recording_start: '2026-11-17T14:01:12Z',
    recording_end: '2026-11-17T14:38:40Z',
    file_type: 'TRANSCRIPT',
    file_extension: 'VTT',
    download_url: 'https://sealight.zoom.us/rec/webhook_download/def',
    status: 'completed',
    recording_type: 'audio_transcript',
  },
];
const recording = {
  uuid: UUID,
  id: 83920174551,
  account_id: 'acc',
  host_id: 'host',
  host_email: 'paul.marchand@sealight.example',
  topic: 'Telemetry demo – Halvorsen Marine',
  type: 8,
  start_time: '2026-11-17T14:01:12Z',
  timezone: 'Europe/Paris',
  duration: 37,
  total_size: 3_529_758,
  recording_count: 2,
  share_url: 'https://sealight.zoom.us/rec/share/xyz',
  recording_files: files.slice(0, 1),
};
const event = (name: string, object: object, after = 0) => ({
  event: name,
  event_ts: Date.parse(NOW) + after,
  payload: { account_id: 'acc', object },
  download_token: 'eyJ-token',
});
const completed = event('recording.completed', recording);
const transcribed = event('recording.transcript_completed', { ...recording, recording_files: files }, 60_000);
const summarized = event(
  'meeting.summary_completed',
  {
    meeting_host_id: 'host',
    meeting_host_email: 'paul.marchand@sealight.example',
    meeting_uuid: UUID,
    meeting_id: 83920174551,
    meeting_topic: 'Telemetry demo – Halvorsen Marine',
    meeting_start_time: '2026-11-17T14:01:12Z',
    meeting_end_time: '2026-11-17T14:38:40Z',
    summary_title: 'Meeting summary',
    summary_overview: 'Astrid wants three sensors by March.',
    summary_details: [{ label: 'Sensors', summary: 'Three hulls, one sensor each.' }],
    next_steps: ['Paul sends the offer by Friday.'],
  },
  90_000,
);

function signed(body: unknown, { secret = SECRET, at = NOW, raw = JSON.stringify(body) } = {}) {
  const timestamp = String(Date.parse(at) / 1000);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${raw}`).digest('hex')}`;
  return request(body, { 'x-zm-signature': signature, 'x-zm-request-timestamp': timestamp });
}

/** A server of answers by address, which remembers what it was asked. */
function stub(answers: Record<string, () => Response>) {
  const asked: { address: string; authorization: string | null }[] = [];
  const fetch = ((address: string, init?: RequestInit) => {
    asked.push({ address, authorization: new Headers(init?.headers).get('authorization') });
    assert.equal(init?.redirect, 'manual');
    return Promise.resolve(answers[address]?.() ?? new Response('', { status: 404 }));
  }) as typeof globalThis.fetch;
  return { fetch, asked };
}
const fetched = async (body: unknown, answers: Record<string, () => Response>) => {
  const { parts, fetches = [] } = zoom.parse(body, SECRET);
  const { fetch, asked } = stub(answers);
  for (const wanted of fetches) parts.push(...((await zoom.fetch?.(wanted, { fetch })) ?? []));
  return { parts, asked };
};

describe('Zoom', () => {
  test('says a meeting in three events, whatever their order, with the transcript fetched by the event’s token', async () => {
    const { parts, asked } = await fetched(transcribed, { [files[1]?.download_url ?? '']: () => new Response(VTT) });
    assert.deepEqual(asked, [{ address: files[1]?.download_url, authorization: 'Bearer eyJ-token' }]);
    const all = [completed, summarized].flatMap((body) => zoom.parse(body, SECRET).parts).concat(parts);
    const conversation = composed(all);
    assert.deepEqual(composed([...all].reverse()), conversation);
    assert.deepEqual(spoken(conversation), {
      source: 'zoom',
      sourceId: UUID,
      kind: 'meeting',
      status: 'ready',
      provider: 'Zoom',
      title: 'Telemetry demo – Halvorsen Marine',
      link: 'https://sealight.zoom.us/rec/share/xyz',
      startedAt: '2026-11-17T14:01:12.000Z',
      endedAt: '2026-11-17T14:38:40.000Z',
      durationSec: 2248,
      owner: { email: 'paul.marchand@sealight.example' },
      conferenceUrl: 'https://zoom.us/j/83920174551',
      parties: [
        { role: 'ours', name: 'Paul Marchand', email: 'paul.marchand@sealight.example' },
        { role: 'theirs', name: 'Astrid Halvorsen' },
      ],
      segments: [
        { party: 0, startMs: 3120, endMs: 5900, text: 'Good morning, can you hear me?' },
        { party: 1, startMs: 6000, endMs: 8450, text: 'Yes & clearly.' },
        { party: -1, startMs: 9000, endMs: 10_000, text: '(silence)' },
      ],
      summary: 'Astrid wants three sensors by March.',
      notes: 'Sensors\nThree hulls, one sensor each.',
      nextSteps: ['Paul sends the offer by Friday.'],
      extra: { zoomMeetingId: '83920174551' },
    });
  });

  test('knows occurrences of a recurring meeting by their uuid: the number is the same for all of them', () => {
    const next = { ...recording, uuid: 'another==', start_time: '2026-11-24T14:00:00Z' };
    const keys = [recording, next].flatMap((each) => zoom.parse(event('recording.completed', each)).parts[0]?.key);
    assert.deepEqual(keys, [`zoom:${UUID}`, 'zoom:another==']);
  });

  test('counts a duration without files’ ends in minutes', () => {
    const [part] = zoom.parse(event('recording.completed', { ...recording, recording_files: [] })).parts;
    assert.deepEqual([part?.content.durationSec, part?.content.endedAt], [37 * 60, '2026-11-17T14:38:12.000Z']);
  });

  test('may have its transcript forwarded in the event: nothing is fetched then', () => {
    const told = zoom.parse(event('recording.transcript_completed', { ...recording, transcript: VTT }));
    assert.equal(told.fetches, undefined);
    assert.equal(composed(told.parts).segments.length, 3);
    const bad = event('recording.transcript_completed', { ...recording, transcript: 'hello' });
    assert.match(refusalOf(() => zoom.parse(bad)).message, /WEBVTT/);
  });

  test('follows what a person edited in the summary', () => {
    const object = {
      ...summarized.payload.object,
      edited_summary: { summary_overview: 'Four sensors.', next_steps: [] },
    };
    const [part] = zoom.parse(event('meeting.summary_updated', object)).parts;
    assert.deepEqual([part?.content.summary, part?.content.nextSteps], ['Four sensors.', []]);
  });

  test('answers the check of an address with the token, hashed with the secret', () => {
    const body = {
      event: 'endpoint.url_validation',
      event_ts: 1_700_000_000_000,
      payload: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw' },
    };
    const encryptedToken = createHmac('sha256', SECRET).update('qgg8vlvZRS6UYooatFL8Aw').digest('hex');
    assert.deepEqual(zoom.parse(body, SECRET), {
      parts: [],
      answer: { plainToken: 'qgg8vlvZRS6UYooatFL8Aw', encryptedToken },
    });
  });

  test('is known by the signature of the very bytes, within five minutes', () => {
    zoom.verify(signed(completed), SECRET, NOW);
    const fault = (given: ReturnType<typeof request>, now = NOW) =>
      refusalOf(() => zoom.verify(given, SECRET, now)).title;
    assert.equal(fault(request(completed)), 'Signature missing');
    assert.equal(fault(signed(completed, { secret: 'another' })), 'Wrong signature');
    assert.equal(fault({ ...signed(completed), rawBody: Buffer.from(JSON.stringify(transcribed)) }), 'Wrong signature');
    assert.equal(fault(signed(completed, { raw: JSON.stringify(completed, null, 1) })), 'Wrong signature');
    for (const at of ['2026-11-17T14:54:59Z', '2026-11-17T15:05:01Z'])
      assert.equal(fault(signed(completed, { at })), 'Signature too old');
    zoom.verify(signed(completed, { at: '2026-11-17T14:55:00Z' }), SECRET, NOW);
  });

  test('never has another host asked, by the event or by a redirect, and never without https', async () => {
    for (const address of ['https://zoom.us/rec/1', 'https://us02web.zoom.us/rec/1', 'https://ssrweb.zoom.us/a?b=c'])
      assert.ok(isZoomAddress(address), address);
    const strange = [
      'http://zoom.us/rec/1',
      'https://zoom.us.evil.example/rec',
      'https://evil.example/zoom.us',
      'https://evilzoom.us/rec',
      'https://zoom.us@evil.example/',
      'https://user:pass@zoom.us/rec',
      'https://zoom.us:8443/rec',
      'https://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'nonsense',
    ];
    for (const address of strange) {
      assert.ok(!isZoomAddress(address), address);
      const body = event('recording.transcript_completed', {
        ...recording,
        recording_files: [{ ...files[1], download_url: address }],
      });
      assert.equal(refusalOf(() => zoom.parse(body)).errors[0]?.pointer, '/payload/object/recording_files');
      // within a redirect it would be a path of Zoom's
      if (!URL.canParse(address)) continue;
      const { fetch, asked } = stub({
        'https://zoom.us/1': () => new Response('', { status: 302, headers: { location: address } }),
      });
      await assert.rejects(downloadFromZoom('https://zoom.us/1', 't', fetch), isFault('refused'));
      assert.equal(asked.length, 1);
    }
  });

  test('has a transcript fetched through Zoom’s own redirects, and told apart: dead tokens, not there yet, too large', async () => {
    const { fetch } = stub({
      'https://zoom.us/1': () => new Response('', { status: 302, headers: { location: 'https://ssrweb.zoom.us/2' } }),
      'https://ssrweb.zoom.us/2': () => new Response(VTT),
      'https://zoom.us/old': () => new Response('', { status: 401 }),
      'https://zoom.us/round': () => new Response('', { status: 302, headers: { location: 'https://zoom.us/round' } }),
      'https://zoom.us/huge': () => new Response('x'.repeat(21 * 1024 * 1024)),
    });
    assert.equal(await downloadFromZoom('https://zoom.us/1', 't', fetch), VTT);
    await assert.rejects(downloadFromZoom('https://zoom.us/old', 't', fetch), isFault('access'));
    await assert.rejects(downloadFromZoom('https://zoom.us/nothing', 't', fetch), isFault('passing'));
    for (const address of ['round', 'huge'])
      await assert.rejects(downloadFromZoom(`https://zoom.us/${address}`, 't', fetch), isFault('refused'));
  });

  test('is told what is wrong, with a pointer', () => {
    const fault = (body: unknown) => {
      const { status, errors } = refusalOf(() => zoom.parse(body));
      return [status, errors[0]?.pointer];
    };
    assert.deepEqual(fault('text'), [400, '']);
    assert.deepEqual(fault({ event: 'recording.completed' }), [400, '/payload']);
    assert.deepEqual(fault(event('recording.completed', { ...recording, duration: -1 })), [
      422,
      '/payload/object/duration',
    ]);
    assert.deepEqual(fault(event('recording.completed', { ...recording, start_time: 'now' })), [
      422,
      '/payload/object/start_time',
    ]);
    assert.match(zoom.parse(event('meeting.started', {})).ignored ?? '', /meeting.started/);
  });

  test('of any shape is read, ignored or refused, and nothing else happens', () => {
    const bodies = [completed, transcribed, summarized];
    const keys = [...Object.keys(recording), ...Object.keys(summarized.payload.object), 'transcript'];
    fc.assert(
      fc.property(
        fc.constantFrom(...bodies),
        fc.dictionary(fc.constantFrom(...keys), fc.jsonValue()),
        (body, change) => {
          try {
            zoom.parse(event(body.event, { ...body.payload.object, ...change }), SECRET);
          } catch (error) {
            assert.ok(error instanceof IntakeError, String(error));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('WebVTT', () => {
  test('is read with hours or without, notes and settings left out, voices in tags, and a name that is none', () => {
    const cues = readVtt(
      '\uFEFFWEBVTT - made by hand\r\n\r\nNOTE nothing\r\n\r\n01:02.500 --> 01:03.000 align:start\r\n<v Jane Roe>On <b>time</b>\r\nagain</v>\r\n\r\n01:00:00.000 --> 00:59:59.000\r\nhttps://a.example: is that it\r\n',
    );
    assert.deepEqual(cues, [
      { startMs: 62_500, endMs: 63_000, speaker: 'Jane Roe', text: 'On time again' },
      { startMs: 3_600_000, text: 'https://a.example: is that it' },
    ]);
  });

  test('of any text is cues in order or a refusal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cues = readVtt(`WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n${text}\n\n00:00:00.500 --> 00:00:03.000\nEnd`);
        assert.ok(cues.every(({ startMs }, index) => index === 0 || startMs >= (cues[index - 1]?.startMs ?? 0)));
      }),
    );
  });
});
