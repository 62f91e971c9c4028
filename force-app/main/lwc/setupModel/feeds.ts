import { faultOf, isConflict } from './faults';
import type { Call, SyncFault } from './types';

/** What is chosen for emails. */
export interface EmailSettings {
  on: boolean;
  neverSubjects: string[];
  blocked: string[];
  revision: number;
}

export const VISITOR_OBJECTS = ['Account', 'Lead', 'Contact', 'Event', 'ContentNote'] as const;
export type VisitorObject = (typeof VISITOR_OBJECTS)[number];

export interface Segment {
  name: string;
  when: { customer?: boolean; stages?: string[]; ownerIds?: string[] };
  notify: { owner: boolean; userIds: string[]; channels: ('inApp' | 'slack')[] };
}
export interface VisitorMapping {
  object: string;
  from: string;
  toField: string;
}

/** What is chosen for website visitors. */
export interface VisitorSettings {
  on: boolean;
  writing: Record<VisitorObject, 'off' | 'on'>;
  ownerId: string | null;
  leadSource: string | null;
  leadStatus: string | null;
  overwriteNames: boolean;
  fieldMapping: VisitorMapping[];
  segments: Segment[];
  leaveOutCustomers: boolean;
  revision: number;
}

export type FeedName = 'emails' | 'workflows' | 'visitors';
/** Whether each feed is on; absent: not known. */
export type Feeds = Partial<Record<FeedName, boolean>>;

/** What every feed's settings have. */
export interface FeedSettings {
  on: boolean;
  revision: number;
}

/** The settings of a feed as they were read, and what an admin has made of them. */
export interface FeedDraft<Settings extends FeedSettings = FeedSettings> {
  read: Settings;
  mine: Settings;
}

/** What the page keeps of a draft while another step is open: undefined where nothing is to be saved. */
export function unsaved<Settings extends FeedSettings>(
  draft: FeedDraft<Settings> | undefined,
): FeedDraft<Settings> | undefined {
  return draft && changedSettings(draft.read, draft.mine).length > 0 ? draft : undefined;
}

export const FEED_OPERATIONS = {
  emails: { get: 'getEmailSettings', put: 'putEmailSettings' },
  visitors: { get: 'getVisitorSettings', put: 'putVisitorSettings' },
} as const;
export type FeedAnswer<Settings> =
  | { kind: 'saved'; settings: Settings }
  /** Somebody else was first: my changes on top of theirs, and the names of what both changed. */
  | { kind: 'changed'; settings: Settings; merged: Settings; both: string[] }
  | { kind: 'refused'; fault: SyncFault };

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Names of the settings that differ, the count of changes aside. */
export function changedSettings<Settings extends FeedSettings>(
  from: Settings,
  to: Settings,
): (keyof Settings & string)[] {
  const names = Object.keys(to) as (keyof Settings & string)[];
  return names.filter((name) => name !== 'revision' && !same(from[name], to[name]));
}

/** What the service refused, each fault at the name that its setting has on the page instead of its JSON pointer. */
export function refusalOf(message: string, names: Readonly<Record<string, string>>): string {
  const pointer = new RegExp(`(?:^|(?<=[.!?]) )/?(${Object.keys(names).join('|')})(?:/\\w+)* `, 'g');
  const [, ...told] = message.split(pointer);
  if (told.length === 0) return message;
  return told.map((part, index) => (index % 2 === 0 ? `${names[part]}:` : part.trim())).join(' ');
}

/** Saves what an admin has made of the settings that were read. Never over somebody else's change. */
export async function saveFeed<Settings extends FeedSettings>(
  call: Call,
  operations: { get: string; put: string },
  read: Settings,
  mine: Settings,
): Promise<FeedAnswer<Settings>> {
  try {
    const body = JSON.stringify({ ...mine, revision: read.revision });
    return { kind: 'saved', settings: (await call(operations.put, { body })) as Settings };
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (!isConflict(fault)) return { kind: 'refused', fault };
  }
  try {
    const theirs = (await call(operations.get)) as Settings;
    const ours = changedSettings(read, mine);
    const both = ours.filter((name) => !same(read[name], theirs[name]) && !same(mine[name], theirs[name]));
    const merged = { ...theirs };
    for (const name of ours) if (!both.includes(name)) merged[name] = mine[name];
    return { kind: 'changed', settings: theirs, merged, both };
  } catch (thrown) {
    return { kind: 'refused', fault: faultOf(thrown) };
  }
}

/** Lines of a text box: trimmed, none empty, none twice. */
export function linesIn(text: string): string[] {
  return [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
}
