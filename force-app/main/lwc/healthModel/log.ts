import type { Log, LogEntry } from './types';

/** The kinds of the log in groups that an admin asks for; as the service's filter takes them. */
export const LOG_GROUPS = {
  attention: ['failed', 'rejected', 'disconnected', 'drift'],
  waiting: ['parked', 'waiting', 'paused', 'resumed'],
  written: ['written', 'planned'],
  skipped: ['unchanged', 'ignored'],
  received: ['accepted'],
  people: ['relink', 'undo', 'undone', 'resync', 'settings', 'people', 'backfill', 'tried', 'emailDeleted', 'consent'],
  org: ['changed', 'connected'],
} as const;
export type LogGroup = keyof typeof LOG_GROUPS;

/** The `kind` to ask for; empty for everything. */
export function kindsOf(group: string): string {
  return group in LOG_GROUPS ? LOG_GROUPS[group as LogGroup].join(',') : '';
}

export type LogTone = 'error' | 'warning' | 'success' | 'quiet';
const TONES: Readonly<Record<string, LogTone>> = {
  failed: 'error',
  rejected: 'error',
  disconnected: 'error',
  drift: 'warning',
  parked: 'warning',
  paused: 'warning',
  waiting: 'warning',
  written: 'success',
};

export function toneOf(kind: string): LogTone {
  return TONES[kind] ?? 'quiet';
}

/** What is known with its first page read again: what is new comes in front, and pages read before stay. */
export function withNewer(known: Log, page: Log): Log {
  const ids = new Set(known.entries.map(({ id }) => id));
  // More came than a page holds: what lies between is not known, so the list begins anew.
  if (page.nextBefore !== null && !page.entries.some(({ id }) => ids.has(id))) return page;
  const nextBefore = known.entries.length > 0 ? known.nextBefore : page.nextBefore;
  return { entries: together(known.entries, page.entries), nextBefore };
}

export function withOlder(known: Log, page: Log): Log {
  return { entries: together(known.entries, page.entries), nextBefore: page.nextBefore };
}

function together(known: readonly LogEntry[], more: readonly LogEntry[]): LogEntry[] {
  const byId = new Map([...known, ...more].map((entry) => [entry.id, entry]));
  return [...byId.values()].sort((a, b) => b.id - a.id);
}
