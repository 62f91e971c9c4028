import type { Conversation } from '../conversation/conversation.ts';
import { actualSpan, scheduledSpan, type Span } from '../match/times.ts';
import { dateTimeLiteral } from './soql.ts';
import { CALL_WINDOW_MS, EVENT_WINDOW_MS } from '../match/limits.ts';

/** A statement with more than this many spans takes the org longer than reading what lies between them. */
const MOST_WINDOWS = 40;
const DAY_MS = 86_400_000;

/** Joins spans that overlap, then those closest to each other, until few enough are left. */
export function mergeWindows(spans: Span[], most = MOST_WINDOWS): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  while (merged.length > most) {
    let closest = 1;
    for (let index = 2; index < merged.length; index++) if (gap(merged, index) < gap(merged, closest)) closest = index;
    const [removed] = merged.splice(closest, 1);
    const before = merged[closest - 1];
    if (removed && before) before.end = Math.max(before.end, removed.end);
  }
  return merged;
}

function gap(spans: Span[], index: number): number {
  return (spans[index]?.start ?? 0) - (spans[index - 1]?.end ?? 0);
}

/** When an event has to start to be looked at. */
export function eventWindows(conversations: Conversation[]): Span[] {
  const starts = conversations
    .filter(({ kind }) => kind === 'meeting')
    .flatMap((conversation) => [actualSpan(conversation), scheduledSpan(conversation)])
    .filter((span) => span !== undefined);
  return mergeWindows(starts.map(({ start }) => ({ start: start - EVENT_WINDOW_MS, end: start + EVENT_WINDOW_MS })));
}

/** When a call's Task has to be created. */
export function callWindows(conversations: Conversation[]): Span[] {
  return mergeWindows(
    conversations
      .filter(({ kind }) => kind === 'call')
      .map(actualSpan)
      .map(({ start, end }) => ({ start: start - CALL_WINDOW_MS, end: end + CALL_WINDOW_MS })),
  );
}

/** The days, in any time zone, of calls that may have been logged late. */
export function callDays(conversations: Conversation[]): string[] {
  const days = conversations
    .filter(({ kind }) => kind === 'call')
    .flatMap(({ startedAt }) => [-DAY_MS, 0, DAY_MS].map((offset) => Date.parse(startedAt) + offset))
    .map((time) => new Date(time).toISOString().slice(0, 10));
  return [...new Set(days)].sort();
}

/** A condition that a date-time field lies in a span. */
export function within(field: string, { start, end }: Span): string {
  return `(${field} >= ${dateTimeLiteral(start)} AND ${field} <= ${dateTimeLiteral(end)})`;
}
