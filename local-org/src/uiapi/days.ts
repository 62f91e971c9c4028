const DAY = 86_400_000;

interface Span {
  literal?: string | null;
  range?: { last_n_days?: number | null; next_n_days?: number | null } | null;
}

/** Days from today: [first, the one after the last]. */
function offsets({ literal, range }: Span): [number, number] | null {
  switch (literal) {
    case 'YESTERDAY':
      return [-1, 0];
    case 'TODAY':
      return [0, 1];
    case 'TOMORROW':
      return [1, 2];
    case 'LAST_90_DAYS':
      return [-90, 1];
    case 'NEXT_90_DAYS':
      return [1, 91];
  }
  if (typeof range?.last_n_days === 'number') return [-range.last_n_days, 1];
  if (typeof range?.next_n_days === 'number') return [1, range.next_n_days + 1];
  return null;
}

/** The calendar day now in a time zone, `YYYY-MM-DD`. */
export function today(timeZone: string, now = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(now);
}

const plusDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The instant at which a day begins in a time zone, daylight saving included. */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const shown = (instant: number) => {
    const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
      instant,
    );
    return Date.parse(`${text.replace(' ', 'T')}Z`);
  };
  let instant = midnight - (shown(midnight) - midnight);
  instant -= shown(instant) - midnight;
  return new Date(instant).toISOString();
}

/**
 * A literal or a range as [from, to): days, or instants in the user's time zone. Null for a plain value. The spans:
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function dayRange(timeZone: string, instants: boolean, span: Span, now = new Date()): [string, string] | null {
  const days = offsets(span);
  if (!days) return null;
  const [from, to] = days.map((offset) => plusDays(today(timeZone, now), offset)) as [string, string];
  return instants ? [startOfDay(from, timeZone), startOfDay(to, timeZone)] : [from, to];
}
