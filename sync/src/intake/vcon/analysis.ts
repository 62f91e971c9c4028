/** What a vCon's analysis says, type by type: summary, transcript, topics, sentiment, report and their common names. */
import type { Conversation } from '../../conversation/conversation.ts';
import { asRecord, contentOf, numberIn, textIn } from './body.ts';
import { MAKER, OWN_LISTS } from './own-schema.ts';
import type { Vcon, VconAnalysis } from './schema.ts';
import { languageOf, readTranscript, type SpeakerOf } from './transcript.ts';

type Said = Pick<
  Conversation,
  'topics' | 'highlights' | 'questions' | 'actionItems' | 'nextSteps' | 'comments' | 'tags' | 'segments'
> & { summary?: string; notes?: string; language?: string; extra: Record<string, unknown> };

/** Names that producers use for one and the same type. */
const TYPES: Record<string, string> = {
  summary: 'summary',
  abstract: 'summary',
  transcript: 'transcript',
  transcription: 'transcript',
  wtf_transcription: 'transcript',
  topics: 'topics',
  topic: 'topics',
  sentiment: 'sentiment',
  report: 'report',
  highlights: 'highlights',
  key_moments: 'highlights',
  action_items: 'action_items',
  actions: 'action_items',
  next_steps: 'next_steps',
  questions: 'questions',
  notes: 'notes',
  comments: 'comments',
  tags: 'tags',
};

/** Topics and moments carry seconds (`start`) or milliseconds (`startMs`). */
function times(record: Record<string, unknown>): { startMs?: number; endMs?: number } {
  const read = (inMs: string[], inSec: string[]) => {
    const value = numberIn(record, ...inMs) ?? (numberIn(record, ...inSec) ?? NaN) * 1000;
    return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
  };
  const startMs = read(['startMs', 'start_ms'], ['start', 'start_time', 'time']);
  const endMs = read(['endMs', 'end_ms'], ['end', 'end_time']);
  return { ...(startMs === undefined ? {} : { startMs }), ...(endMs === undefined ? {} : { endMs }) };
}

/** A list of texts or of objects, also where it stands one level down under a telling name, or one a line. */
function entries(body: unknown, ...names: string[]): { text: string; record: Record<string, unknown> }[] {
  const outer = asRecord(body);
  const found: unknown = outer
    ? [...names, 'items', 'results', 'content'].map((name) => outer[name]).find((value) => value !== undefined)
    : body;
  const list: unknown[] = Array.isArray(found)
    ? (found as unknown[])
    : typeof found === 'string'
      ? found.split(/\n|;/).map((line) => line.replace(/^\s*[-*•]\s*/, ''))
      : [];
  return list.flatMap((item) => {
    if (typeof item === 'string') return item.trim() ? [{ text: item.trim(), record: {} }] : [];
    const record = asRecord(item);
    const text = record && textIn(record, 'text', 'name', 'topic', 'title', 'label', 'content', 'description', 'tag');
    return record && text ? [{ text, record }] : [];
  });
}

function proseOf(body: unknown, ...names: string[]): string | undefined {
  if (typeof body === 'string') return body.trim() || undefined;
  const record = asRecord(body);
  if (!record) return undefined;
  return textIn(record, ...names, 'summary', 'text', 'content', 'body', 'abstract', 'description');
}

function speakerIn(
  record: Record<string, unknown>,
  speakerOf: SpeakerOf,
  names: (string | undefined)[],
): string | undefined {
  const label = record.party ?? record.speaker;
  return names[speakerOf(label)] ?? (typeof label === 'string' ? label : undefined);
}

export interface AnalysisContext {
  speakerOf: SpeakerOf;
  names: (string | undefined)[];
  /** Where each dialog starts, in milliseconds from the start of the conversation. */
  dialogStart(index: number | undefined): number;
}

type Add = (said: Said, body: unknown, offsetMs: number, context: AnalysisContext) => void;

const READ: Record<string, Add> = {
  summary: (said, body) => {
    const text = proseOf(body);
    if (text) said.summary = said.summary ? `${said.summary}\n${text}` : text;
    const record = asRecord(body);
    if (record) addLists(said, record);
  },
  transcript: (said, body, offsetMs, { speakerOf }) => {
    said.segments.push(...readTranscript(body, speakerOf, offsetMs));
    const language = languageOf(body);
    if (language && !said.language) said.language = language.slice(0, 35);
  },
  topics: (said, body) => {
    for (const { text, record } of entries(body, 'topics'))
      said.topics.push({ name: text.slice(0, 255), ...times(record) });
  },
  sentiment: (said, body) => {
    if (body !== undefined) said.extra.sentiment = body;
  },
  report: (said, body) => {
    const record = asRecord(body);
    if (record) addLists(said, record);
    const text = proseOf(body, 'report', 'notes');
    if (text) said.notes = said.notes ? `${said.notes}\n\n${text}` : text;
    else if (body !== undefined && !record) said.extra.report = body;
  },
  highlights: (said, body, _offset, { speakerOf, names }) => {
    for (const { text, record } of entries(body, 'highlights', 'key_moments')) {
      const speaker = speakerIn(record, speakerOf, names);
      said.highlights.push({ text, ...times(record), ...(speaker ? { speaker } : {}) });
    }
  },
  questions: (said, body, _offset, { speakerOf, names }) => {
    for (const { text, record } of entries(body, 'questions')) {
      const speaker = speakerIn(record, speakerOf, names);
      said.questions.push({ text, ...times(record), ...(speaker ? { speaker } : {}) });
    }
  },
  action_items: (said, body) => {
    for (const { text, record } of entries(body, 'action_items', 'actions'))
      said.actionItems.push(action(text, record));
  },
  next_steps: (said, body) => {
    said.nextSteps.push(...entries(body, 'next_steps').map(({ text }) => text));
  },
  notes: (said, body) => {
    const text = proseOf(body, 'notes');
    if (text) said.notes = said.notes ? `${said.notes}\n\n${text}` : text;
  },
  comments: (said, body) => {
    for (const [index, { text, record }] of entries(body, 'comments').entries()) {
      const author = textIn(record, 'author', 'name', 'by');
      const at = textIn(record, 'at', 'created_at', 'date');
      const { startMs } = times(record);
      said.comments.push({
        id: textIn(record, 'id', 'uuid') ?? String(index),
        ...(author ? { author } : {}),
        ...(at && !Number.isNaN(Date.parse(at)) ? { at: new Date(at).toISOString() } : {}),
        text,
        ...(startMs === undefined ? {} : { startMs }),
      });
    }
  },
  tags: (said, body) => {
    said.tags.push(...entries(body, 'tags').map(({ text }) => text.slice(0, 255)));
  },
};

function action(text: string, record: Record<string, unknown>): Conversation['actionItems'][number] {
  const owner = textIn(record, 'owner', 'assignee', 'responsible');
  const due = textIn(record, 'due', 'due_date', 'deadline')?.slice(0, 10);
  return { text, ...(owner ? { owner } : {}), ...(due && /^\d{4}-\d\d-\d\d$/.test(due) ? { due } : {}) };
}

/** Lists that producers put beside the prose of a summary or report. */
function addLists(said: Said, record: Record<string, unknown>): void {
  if (Array.isArray(record.topics)) READ.topics?.(said, record.topics, 0, NOBODY);
  if (Array.isArray(record.next_steps)) READ.next_steps?.(said, record.next_steps, 0, NOBODY);
  const actions = record.action_items ?? record.actions;
  if (Array.isArray(actions)) READ.action_items?.(said, actions, 0, NOBODY);
  if (Array.isArray(record.highlights)) READ.highlights?.(said, record.highlights, 0, NOBODY);
}
const NOBODY: AnalysisContext = { speakerOf: () => -1, names: [], dialogStart: () => 0 };

const OWN_FIELDS = {
  topics: 'topics',
  highlights: 'highlights',
  questions: 'questions',
  action_items: 'actionItems',
  next_steps: 'nextSteps',
  comments: 'comments',
  transcript: 'segments',
} as const;

/** Lists that this service wrote are taken as they are. */
function addOwn(said: Said, { vendor, schema }: VconAnalysis, type: string | undefined, body: unknown): boolean {
  if (vendor !== MAKER || schema !== OWN_LISTS || !type || !Object.hasOwn(OWN_FIELDS, type)) return false;
  const field = OWN_FIELDS[type as keyof typeof OWN_FIELDS];
  const list = asRecord(body)?.[type === 'transcript' ? 'segments' : type];
  if (Array.isArray(list)) for (const item of list) (said[field] as unknown[]).push(item);
  return true;
}

/** Types that are not known are left to `extra.analysis`, by name only: their bodies may be of any size. */
export function readAnalysis(vcon: Vcon, context: AnalysisContext): Said {
  const said: Said = {
    topics: [],
    highlights: [],
    questions: [],
    actionItems: [],
    nextSteps: [],
    comments: [],
    tags: [],
    segments: [],
    extra: {},
  };
  const unknown: string[] = [];
  for (const [index, analysis] of vcon.analysis.entries()) {
    const type =
      TYPES[
        analysis.type
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, '_')
      ];
    const add = type === undefined ? undefined : READ[type];
    if (!add) {
      unknown.push(analysis.type);
      continue;
    }
    const dialog = Array.isArray(analysis.dialog) ? analysis.dialog[0] : analysis.dialog;
    const body = contentOf(analysis, `/analysis/${index}`);
    if (!addOwn(said, analysis, type, body)) add(said, body, context.dialogStart(dialog), context);
  }
  if (unknown.length > 0) said.extra.analysis = [...new Set(unknown)];
  return said;
}
