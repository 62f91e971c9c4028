/** Transcripts as vendors put them into a vCon's analysis. Times in them are seconds unless their name says ms. */
import type { Conversation } from '../../conversation/conversation.ts';
import { asRecord, numberIn, textIn } from './body.ts';

type Segment = Conversation['segments'][number];

/** Says which party a transcript's speaker is: by index, name, or channel. */
export type SpeakerOf = (speaker: unknown) => number;

function milliseconds(record: Record<string, unknown>, inMs: string[], inSec: string[]): number | undefined {
  const ms = numberIn(record, ...inMs);
  const seconds = numberIn(record, ...inSec);
  const value = ms ?? (seconds === undefined ? undefined : seconds * 1000);
  return value === undefined || value < 0 ? undefined : Math.round(value);
}

/** The list of spoken pieces, wherever the vendor keeps it. */
function listIn(body: unknown, depth = 0): unknown[] | undefined {
  if (Array.isArray(body)) return body as unknown[];
  const record = asRecord(body);
  if (!record || depth > 4) return undefined;
  // in order: WTF and Whisper, Deepgram and AssemblyAI, others
  for (const name of ['segments', 'utterances', 'monologues', 'messages', 'items', 'turns', 'sentences'])
    if (Array.isArray(record[name]) && record[name].length > 0) return record[name] as unknown[];
  for (const name of ['transcript', 'results', 'result', 'content', 'transcription', 'paragraphs']) {
    const found = listIn(record[name], depth + 1);
    if (found) return found;
  }
  const channels = Array.isArray(record.channels) ? (record.channels as unknown[]) : [];
  for (const channel of channels) {
    const alternatives = asRecord(channel)?.alternatives;
    const found = Array.isArray(alternatives) ? listIn(alternatives[0], depth + 1) : undefined;
    if (found) return found;
  }
  return undefined;
}

function spoken(record: Record<string, unknown>): string | undefined {
  const text = textIn(record, 'text', 'transcript', 'message', 'body', 'content');
  if (text) return text;
  const pieces = [record.sentences, record.elements, record.words].find((list) => Array.isArray(list)) as
    unknown[] | undefined;
  const words = pieces?.flatMap((piece) => {
    const word = asRecord(piece);
    return (word && textIn(word, 'text', 'punctuated_word', 'word', 'value')) ?? [];
  });
  return words && words.length > 0 ? words.join(' ') : undefined;
}

function segmentOf(item: unknown, speakerOf: SpeakerOf, offsetMs: number): Segment | undefined {
  const record = asRecord(item);
  if (!record) return undefined;
  const text = spoken(record);
  if (text === undefined) return undefined;
  const timestamps = Array.isArray(record.timestamps) ? (record.timestamps as unknown[]) : [];
  const own = { ...record, t0: record.t0 ?? timestamps[0], t1: record.t1 ?? timestamps[1] };
  const start = milliseconds(own, ['startMs', 'start_ms'], ['start', 'start_time', 'startTime', 'ts', 't0', 'begin']);
  const length = milliseconds(own, ['durationMs'], ['duration']);
  const end =
    milliseconds(own, ['endMs', 'end_ms'], ['end', 'end_time', 'endTime', 't1']) ??
    (start !== undefined && length !== undefined ? start + length : undefined);
  const speaker = record.party ?? record.speaker ?? record.speaker_name ?? record.role ?? record.channel;
  const startMs = offsetMs + (start ?? 0);
  return {
    party: speakerOf(speaker),
    startMs,
    ...(end !== undefined && offsetMs + end >= startMs ? { endMs: offsetMs + end } : {}),
    text,
  };
}

/** `[0:12:34] Paul: text`, `Paul: text`, or a line as it is. */
function fromPlainText(text: string, speakerOf: SpeakerOf, offsetMs: number): Segment[] {
  let last = offsetMs;
  return text.split('\n').flatMap((line) => {
    const found = /^\s*(?:\[?(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:\.\d+)?\]?\s*)?(?:([^:\n]{1,60}):\s+)?(.+)$/.exec(line);
    if (!found) return [];
    const [, hours, minutes, seconds, speaker, said = ''] = found;
    const known = speaker === undefined ? -1 : speakerOf(speaker.trim());
    if (minutes !== undefined)
      last = offsetMs + ((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
    const words = speaker !== undefined && known === -1 ? `${speaker}: ${said}` : said;
    return words.trim() ? [{ party: known, startMs: last, text: words.trim() }] : [];
  });
}

/** Segments in order of time. `offsetMs` is where the transcript's dialog starts in the conversation. */
export function readTranscript(body: unknown, speakerOf: SpeakerOf, offsetMs: number): Segment[] {
  const list = listIn(body);
  if (list) {
    const segments = list.flatMap((item) => segmentOf(item, speakerOf, offsetMs) ?? []);
    if (segments.length > 0) return segments.sort((a, b) => a.startMs - b.startMs);
  }
  const record = asRecord(body);
  const nested = record && asRecord(record.transcript);
  const text =
    typeof body === 'string'
      ? body
      : record && (textIn(record, 'transcript', 'text') ?? (nested && textIn(nested, 'text', 'transcript')));
  return text ? fromPlainText(text, speakerOf, offsetMs) : [];
}

/** The language that a transcript says it is in (BCP 47). */
export function languageOf(body: unknown): string | undefined {
  const record = asRecord(body);
  if (!record) return undefined;
  const own = textIn(record, 'language', 'language_code', 'detected_language');
  return own ?? languageOf(record.transcript) ?? languageOf(record.metadata);
}
