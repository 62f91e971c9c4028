import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { IntakeError } from '../types.ts';
import { parseVcon } from './vcon.ts';

const START = '2026-11-17T14:01:00Z';
const vcon = {
  vcon: '0.4.0',
  uuid: '019a90c2-6d1e-8b7c-9f42-3b5d6a1c2e88',
  created_at: START,
  updated_at: '2026-11-17T15:00:00+01:00',
  subject: 'Pricing review',
  parties: [
    { name: 'Paul Marchand', mailto: 'mailto:paul@sealight.example', role: 'host' },
    { name: 'Astrid Halvorsen', mailto: 'astrid@halvorsen-marine.example' },
  ],
  dialog: [{ type: 'recording', start: START, duration: 90.5, parties: [0, [1]], url: 'https://meet.example/r/1' }],
};
const read = (more: object) => parseVcon({ ...vcon, ...more }).content;
const analysis = (type: string, body: unknown, more: object = {}) =>
  read({ analysis: [{ type, vendor: 'x', dialog: 0, body, ...more }] });

function refusalOf(item: unknown): IntakeError {
  try {
    parseVcon(item);
  } catch (error) {
    assert.ok(error instanceof IntakeError, String(error));
    return error;
  }
  return assert.fail('it was taken');
}

describe('a vCon', () => {
  test('becomes one part with its own time', () => {
    const part = parseVcon(vcon);
    assert.equal(part.key, `vcon:${vcon.uuid}`);
    assert.equal(part.at, '2026-11-17T14:00:00.000Z');
    const { kind, title, startedAt, endedAt, durationSec, owner, direction, link, parties } = part.content;
    assert.deepEqual(
      { kind, title, startedAt, endedAt, durationSec, owner, direction, link },
      {
        kind: 'meeting',
        title: 'Pricing review',
        startedAt: '2026-11-17T14:01:00.000Z',
        endedAt: '2026-11-17T14:02:30.500Z',
        durationSec: 90.5,
        owner: { email: 'paul@sealight.example' },
        direction: 'outbound',
        link: 'https://meet.example/r/1',
      },
    );
    assert.deepEqual(
      parties?.map(({ role, email }) => [role, email]),
      [
        ['ours', 'paul@sealight.example'],
        ['theirs', 'astrid@halvorsen-marine.example'],
      ],
    );
  });

  test('is told by the name of who recorded it, where it says so', () => {
    assert.deepEqual(
      [{}, { source: 'northbeam' }, { provider: 'Northbeam' }].map((more) => read(more).provider),
      ['vCon', undefined, 'Northbeam'],
    );
  });

  test('is read in every version there is, with null for absent and unknown keys', () => {
    for (const version of ['0.0.1', '0.0.2', '0.3.0', '0.4.0', undefined, null])
      assert.equal(read({ vcon: version, analysis: null, group: [], redacted: {}, x: 1 }).title, 'Pricing review');
    assert.match(refusalOf({ ...vcon, vcon: '2.0' }).message, /version/);
  });

  test('is a call over telephone numbers, a chat of texts, an email by its mark, else a meeting', () => {
    const tel = [{ tel: 'tel:+15551234567', role: 'agent' }, { tel: '+4791234567' }];
    assert.equal(read({ parties: tel }).kind, 'call');
    assert.equal(read({ parties: tel }).parties?.[0]?.phone, '+15551234567');
    assert.equal(read({ parties: [...tel, vcon.parties[1]] }).kind, 'meeting');
    const texts = [
      { type: 'text', start: START, parties: 1, body: 'Is it waterproof?', encoding: 'none' },
      { type: 'text', start: '2026-11-17T14:01:07Z', parties: [0], body: 'SVA2Nw', encoding: 'base64url' },
    ];
    const chat = read({ dialog: texts });
    assert.equal(chat.kind, 'chat');
    assert.deepEqual(chat.segments, [
      { party: 1, startMs: 0, text: 'Is it waterproof?' },
      { party: 0, startMs: 7000, text: 'IP67' },
    ]);
    assert.equal(read({ dialog: [{ ...texts[0], mediatype: 'message/rfc822' }] }).kind, 'email');
  });

  test('that nobody answered is not recorded, and a transfer is no talk of its own', () => {
    const missed = { type: 'incomplete', start: START, disposition: 'no-answer', parties: [1, 0] };
    const content = read({ dialog: [missed] });
    assert.deepEqual([content.status, content.direction], ['notRecorded', 'inbound']);
    const transfer = { type: 'transfer', start: '2026-11-17T13:00:00Z', transferor: 0 };
    assert.equal(read({ dialog: [transfer, ...vcon.dialog] }).startedAt, '2026-11-17T14:01:00.000Z');
  });

  test('has its transcript read in the shapes of several vendors', () => {
    const want = [
      { party: 0, startMs: 1000, endMs: 2500, text: 'Good morning.' },
      { party: 1, startMs: 3000, endMs: 4000, text: 'Hello Paul.' },
    ];
    const wtf = {
      transcript: { text: 'Good morning. Hello Paul.', language: 'en-GB' },
      segments: [
        { id: 0, start: 1, end: 2.5, text: 'Good morning.', speaker: 'Paul Marchand' },
        { id: 1, start: 3, end: 4, text: 'Hello Paul.', speaker: 1 },
      ],
    };
    const deepgram = {
      results: {
        channels: [{ alternatives: [{ transcript: 'Good morning. Hello Paul.' }] }],
        utterances: [
          { start: 3, end: 4, transcript: 'Hello Paul.', speaker: 1 },
          { start: 1, end: 2.5, transcript: 'Good morning.', speaker: 0 },
        ],
      },
    };
    const strolid = [
      { party: 0, start: 1, duration: 1.5, message: 'Good morning.' },
      { party: 1, timestamps: [3, 4], text: 'Hello Paul.' },
    ];
    assert.deepEqual(analysis('wtf_transcription', wtf).segments, want);
    assert.equal(analysis('transcript', wtf).language, 'en-GB');
    assert.deepEqual(analysis('transcript', JSON.stringify(deepgram), { encoding: 'json' }).segments, want);
    assert.deepEqual(analysis('transcript', JSON.stringify(strolid), { encoding: 'none' }).segments, want);
    const encoded = Buffer.from(JSON.stringify(wtf)).toString('base64url');
    assert.deepEqual(analysis('transcript', encoded, { encoding: 'base64url' }).segments, want);
    assert.deepEqual(analysis('transcript', '[0:00:01] Paul: Good morning.\nNobody: Who is this?').segments, [
      { party: 0, startMs: 1000, text: 'Good morning.' },
      { party: -1, startMs: 1000, text: 'Nobody: Who is this?' },
    ]);
  });

  test('has the transcript of a later dialog start where that dialog starts', () => {
    const dialog = [
      ...vcon.dialog,
      { type: 'recording', start: '2026-11-17T14:03:00Z', duration: 10, parties: [0, 1] },
    ];
    const body = [{ speaker: 1, start: 2, text: 'Back again.' }];
    const content = read({ dialog, analysis: [{ type: 'transcript', vendor: 'x', dialog: 1, body }] });
    assert.equal(content.segments?.[0]?.startMs, 122_000);
    assert.equal(content.durationSec, 130);
  });

  test('has its other analysis read as text, JSON text or JSON', () => {
    for (const body of ['All agreed.', { summary: 'All agreed.' }, '{"text":"All agreed."}'])
      assert.equal(analysis('summary', body).summary, 'All agreed.');
    assert.deepEqual(analysis('topics', ['Price', { topic: 'Coverage', start: 4, end: 9.5 }]).topics, [
      { name: 'Price' },
      { name: 'Coverage', startMs: 4000, endMs: 9500 },
    ]);
    const report = {
      summary: 'Long.',
      action_items: [{ text: 'Quote', assignee: 'Paul', due_date: '2026-11-20T00:00:00Z' }],
    };
    const { notes, actionItems } = analysis('report', report);
    assert.deepEqual([notes, actionItems], ['Long.', [{ text: 'Quote', owner: 'Paul', due: '2026-11-20' }]]);
    assert.deepEqual(analysis('sentiment', { overall: 'positive' }).extra, { sentiment: { overall: 'positive' } });
    assert.deepEqual(analysis('redacted_audio', { a: 1 }).extra, { analysis: ['redacted_audio'] });
  });

  test('has tags and its meeting in its attachments', () => {
    const attachments = [
      { purpose: 'tags', encoding: 'json', body: '["stage:demo","north"]' },
      {
        type: 'meeting',
        body: { title: 'Planned title', link: 'https://notes.example/1', ical_uid: 'u@x', scheduled_start: START },
      },
      { type: 'brochure', body: 'AAAA', encoding: 'base64url', mediatype: 'application/pdf' },
    ];
    const { tags, title, link, iCalUid, scheduledStart } = read({ attachments });
    assert.deepEqual(
      [tags, title, link, iCalUid, scheduledStart],
      [['stage:demo', 'north'], 'Planned title', 'https://notes.example/1', 'u@x', '2026-11-17T14:01:00.000Z'],
    );
  });

  test('is refused when signed, encrypted, or made with an extension that must be known', () => {
    assert.match(refusalOf({ payload: 'e30', signatures: [{ signature: 'x' }] }).message, /signed \(JWS\)/);
    assert.match(refusalOf({ protected: 'e30', ciphertext: 'x', iv: 'x', tag: 'x' }).message, /encrypted \(JWE\)/);
    assert.match(refusalOf('eyJh.eyJi.c2ln').message, /signed/);
    assert.equal(refusalOf({ ...vcon, critical: ['private'] }).errors[0]?.pointer, '/critical');
  });

  test('is refused with a pointer into it', () => {
    const pointer = (more: object) => refusalOf({ ...vcon, ...more }).errors[0]?.pointer;
    assert.equal(pointer({ uuid: undefined }), '/uuid');
    assert.equal(pointer({ dialog: [{ type: 'recording', start: 'now' }] }), '/dialog/0/start');
    assert.equal(pointer({ parties: {} }), '/parties');
    assert.equal(pointer({ dialog: [], created_at: undefined }), '/dialog');
    assert.equal(pointer({ analysis: [{ type: 'topics', body: '{"a":', encoding: 'json' }] }), '/analysis/0/body');
  });

  test('of any shape is either read or refused, and nothing else happens', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(vcon), 'analysis', 'attachments'), fc.jsonValue()),
        (more) => {
          for (const item of [more, { ...vcon, ...more }])
            try {
              parseVcon(item);
            } catch (error) {
              assert.ok(error instanceof IntakeError && error.status === 422, String(error));
            }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('whose analysis is of any shape is never an accident', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'summary',
          'transcript',
          'topics',
          'report',
          'comments',
          'action_items',
          'highlights',
          'sentiment',
        ),
        fc.jsonValue(),
        (type, body) => {
          try {
            analysis(type, body);
          } catch (error) {
            assert.ok(error instanceof IntakeError, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
