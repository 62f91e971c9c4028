import type { Conversation } from '../conversation/conversation.ts';

export interface Span {
  start: number;
  end: number;
}

/** When it really took place, in milliseconds. Without an end or a duration it lasted no time at all. */
export function actualSpan(conversation: Conversation): Span {
  const start = Date.parse(conversation.startedAt);
  const end = conversation.endedAt
    ? Date.parse(conversation.endedAt)
    : start + Math.round((conversation.durationSec ?? 0) * 1000);
  return { start, end: Math.max(start, end) };
}

/** Seconds, as the provider said or as start and end say; undefined where neither does. */
export function durationSeconds(conversation: Conversation): number | undefined {
  if (conversation.durationSec !== undefined) return Math.round(conversation.durationSec);
  const { start, end } = actualSpan(conversation);
  return end > start ? Math.round((end - start) / 1000) : undefined;
}

/** The calendar's times where the provider gave them. */
export function scheduledSpan(conversation: Conversation): Span | undefined {
  if (!conversation.scheduledStart) return undefined;
  const start = Date.parse(conversation.scheduledStart);
  return { start, end: conversation.scheduledEnd ? Date.parse(conversation.scheduledEnd) : start };
}

/** The day (`YYYY-MM-DD`) on which an instant falls in a time zone; UTC where the zone is unknown. */
export function dayIn(instant: string, timeZone: string | null | undefined): string {
  if (!timeZone) return instant.slice(0, 10);
  try {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return parts.format(new Date(instant));
  } catch {
    return instant.slice(0, 10);
  }
}
