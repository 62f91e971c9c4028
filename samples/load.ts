/** The sample data, moved to the weeks before now. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { shift, weeksToMove } from './shift.ts';

/** A record as it stands in `org.json`: API fields, `@name` and `@user:alias` where an Id belongs. */
export interface SampleRecord {
  attributes: { type: string; referenceId: string };
  [field: string]: unknown;
}

export interface SampleConversation {
  file: string;
  provider: 'debrief' | 'vcon' | 'aircall';
  contentType: string;
  /** The bodies to post, one request each, in this order. */
  bodies: unknown[];
}

/**
 * One step of `story.json`: a conversation comes in, action items of one are ticked, a person changes a deal, or the
 * website tells of its visitors.
 */
export type StoryStep =
  | { post: string }
  | { done: string[]; of: string }
  | { change: string; to: Record<string, string | number> }
  | { visits: string };

export interface Samples {
  records: SampleRecord[];
  conversations: SampleConversation[];
  story: StoryStep[];
  /** Bodies of `POST /v1/visitors`. */
  visitors: object[];
}

export interface Expected {
  file: string;
  activity: { object: 'Event' | 'Task'; decision: 'enrich' | 'create'; reference: string | null };
  /** Reference ids; null where nothing may be linked. */
  opportunity: string | null;
  account: string | null;
  contact: string | null;
  lead: string | null;
  status: 'Matched' | 'Created' | 'Needs review';
}

const folder = import.meta.dirname;
const read = (...names: string[]): unknown => JSON.parse(readFileSync(path.join(folder, ...names), 'utf8'));

/** What each conversation must become, by key. */
export function readExpected(): Record<string, Expected> {
  return read('expected.json') as Record<string, Expected>;
}

function providerOf(content: unknown): SampleConversation['provider'] {
  if (Array.isArray(content)) return 'aircall';
  return typeof content === 'object' && content !== null && 'vcon' in content ? 'vcon' : 'debrief';
}

/** Everything with its dates moved by whole weeks: the newest conversation lies within the seven days before `now`. */
export function readSamples(now: Date): Samples {
  const { monday } = read('anchor.json') as { monday: string };
  const files = readdirSync(path.join(folder, 'conversations'))
    .filter((file) => file.endsWith('.json'))
    .sort();
  const contents = files.map((file) => ({ file, content: read('conversations', file) }));
  const weeks = weeksToMove(contents, monday, now);
  const { records } = read('org.json') as { records: SampleRecord[] };
  const { visitors } = read('visits.json') as { visitors: object[] };
  const { steps } = read('story.json') as { steps: StoryStep[] };
  return {
    records: shift(records, weeks),
    story: shift(steps, weeks),
    visitors: shift(visitors, weeks),
    conversations: contents.map(({ file, content }) => {
      const provider = providerOf(content);
      const moved = shift(content, weeks);
      return {
        file,
        provider,
        contentType: provider === 'vcon' ? 'application/vcon+json' : 'application/json',
        bodies: Array.isArray(moved) ? (moved as unknown[]) : [moved],
      };
    }),
  };
}
