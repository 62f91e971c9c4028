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

const DAY_FORMATS = new Map<string, Intl.DateTimeFormat | undefined>();

/** Making a format takes a hundred times as long as using it. Undefined for a zone that there is not. */
function dayFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!DAY_FORMATS.has(timeZone)) {
    const format = () =>
      new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    try {
      DAY_FORMATS.set(timeZone, format());
    } catch {
      DAY_FORMATS.set(timeZone, undefined);
    }
  }
  return DAY_FORMATS.get(timeZone);
}

/** The day (`YYYY-MM-DD`) on which an instant falls in a time zone; UTC where the zone is unknown. */
export function dayIn(instant: string, timeZone: string | null | undefined): string {
  return (timeZone && dayFormat(timeZone)?.format(Date.parse(instant))) || instant.slice(0, 10);
}
