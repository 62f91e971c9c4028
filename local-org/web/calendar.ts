/** Names of months and days in a locale, as the base components read them: `@salesforce/i18n/calendarData`. */

type Width = 'wide' | 'abbreviated' | 'narrow';
type Names = Record<Width, Record<string, string>>;

const WIDTHS: [Width, 'long' | 'short' | 'narrow'][] = [
  ['wide', 'long'],
  ['abbreviated', 'short'],
  ['narrow', 'narrow'],
];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function names(keys: string[], nameOf: (index: number, style: 'long' | 'short' | 'narrow') => string): Names {
  const named = WIDTHS.map(([width, style]) => [
    width,
    Object.fromEntries(keys.map((key, index) => [key, nameOf(index, style)])),
  ]);
  return Object.fromEntries(named) as Names;
}

/** What a part is called within a date: some languages say it otherwise alone. */
function partOf(locale: string, options: Intl.DateTimeFormatOptions, date: number, type: string): string {
  const parts = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).formatToParts(date);
  return parts.find((part) => part.type === type)?.value ?? '';
}

export function calendarData(locale: string) {
  const months = names(
    Array.from({ length: 12 }, (_, index) => String(index + 1)),
    (index, month) => partOf(locale, { month, day: 'numeric', year: 'numeric' }, Date.UTC(2026, index, 15), 'month'),
  );
  // 4 January 2026 is a Sunday
  const days = names(DAYS, (index, weekday) => partOf(locale, { weekday }, Date.UTC(2026, 0, 4 + index), 'weekday'));
  const dayPeriods = names(['am', 'pm'], (index) =>
    partOf(locale, { hour: 'numeric', hour12: true }, Date.UTC(2026, 0, 4, 1 + 12 * index), 'dayPeriod'),
  );
  const both = (all: Names) => ({ format: all, 'stand-alone': all });
  return { gregorian: { months: both(months), days: both(days), dayPeriods: both(dayPeriods) } };
}
