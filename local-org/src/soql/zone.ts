/** Local days of a time zone as instants. Days count from 1970-01-01 (UTC midnights / 86,400,000 ms). */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  let found = formats.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, found);
  }
  return found;
}

/** The wall clock of a zone at an instant, written as if it were UTC (ms). */
export function wallClock(instant: number, timeZone: string): number {
  const part = Object.fromEntries(
    format(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const whole = Date.UTC(
    part.year ?? 0,
    (part.month ?? 1) - 1,
    part.day,
    part.hour ?? 0,
    part.minute ?? 0,
    part.second ?? 0,
  );
  return whole + (((instant % 1000) + 1000) % 1000);
}

/** The instant (ms) at which a local day begins in the zone. */
export function startOfDay(day: number, timeZone: string): number {
  const wall = day * 86_400_000;
  const guess = wall - (wallClock(wall, timeZone) - wall);
  return wall - (wallClock(guess, timeZone) - guess);
}

export function localDay(instant: number, timeZone: string): number {
  return Math.floor(wallClock(instant, timeZone) / 86_400_000);
}

/** First day of the week in a locale: 0 Sunday … 6 Saturday. */
export function firstWeekday(locale: string): number {
  const tag = new Intl.Locale(locale.replaceAll('_', '-')) as Intl.Locale & { getWeekInfo(): { firstDay: number } };
  return tag.getWeekInfo().firstDay % 7;
}
