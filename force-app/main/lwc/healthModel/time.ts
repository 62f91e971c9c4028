import { dateTimeOf, dayOf } from 'c/conversationModel';
import type { Viewer } from 'c/conversationModel';

/** `16:40` on the viewer's today, `26 Nov, 09:10` on any other day; in their locale and time zone. */
export function whenOf(instant: string, viewer: Viewer, now: number): string {
  const isToday = dayOf(instant, viewer, now) === dayOf(new Date(now).toISOString(), viewer, now);
  return isToday ? timeOf(instant, viewer) : dateTimeOf(instant, viewer, now);
}

function timeOf(instant: string, { locale, timeZone }: Viewer): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return date.toLocaleTimeString(locale, { hour: 'numeric', minute: '2-digit', timeZone });
}

export function countOf(count: number, { locale }: Viewer): string {
  return new Intl.NumberFormat(locale).format(count);
}
