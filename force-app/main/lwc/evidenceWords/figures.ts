import type { Viewer } from 'c/conversationModel';
import type { Figures } from './grammar';

/** The service's sentences name no year: in this one every day of the calendar is found. */
const LEAP_YEAR = 2024;
/** As the service has them. */
const MONTHS = Array.from({ length: 12 }, (_, month) =>
  new Date(Date.UTC(LEAP_YEAR, month)).toLocaleString('en', { month: 'long', timeZone: 'UTC' }),
);

/** Figures, days and times as the viewer writes them. `hidden` are the words that stand for a name not to be told. */
export function figuresFor({ locale, timeZone }: Viewer, now: number, hidden: string): Figures {
  const written = (date: Date, zone: string, options: Intl.DateTimeFormatOptions = {}) =>
    date.toLocaleString(locale, { day: 'numeric', month: 'long', timeZone: zone, ...options });
  return {
    text: (text) => text,
    api: (text) => (/^\w+$/.test(text) ? text : undefined),
    hidden: (text) => (text === hidden ? text : undefined),
    count: (text) => (/^\d+$/.test(text) ? text : undefined),
    score(text) {
      if (!/^\d\.\d\d$/.test(text)) return undefined;
      return new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(Number(text));
    },
    day(text) {
      const date = dateIn(LEAP_YEAR, text);
      return date && written(date, 'UTC');
    },
    time(text) {
      const [, day = '', clock = ''] = /^(.+), ([0-2]\d:[0-5]\d) UTC$/.exec(text) ?? [];
      const date = nearest(day, clock, now);
      return date && written(date, timeZone, { hour: 'numeric', minute: '2-digit' });
    },
  };
}

/** `3 March` in a year; undefined where that has no such day. */
function dateIn(year: number, day: string, clock = '00:00'): Date | undefined {
  const [, number = '', name = ''] = /^(\d{1,2}) ([A-Z][a-z]+)$/.exec(day) ?? [];
  const [hour, minute] = clock.split(':').map(Number);
  const date = new Date(Date.UTC(year, MONTHS.indexOf(name), Number(number), hour, minute));
  return MONTHS[date.getUTCMonth()] === name && date.getUTCDate() === Number(number) ? date : undefined;
}

/** The day of that name that is nearest to now: it tells whether the clocks were put forward then. */
function nearest(day: string, clock: string, now: number): Date | undefined {
  const year = new Date(now).getUTCFullYear();
  const apart = (date: Date) => Math.abs(date.getTime() - now);
  // a 29 February may be up to four years away
  return [year, year - 1, year + 1, year - 2, year - 3, year - 4]
    .flatMap((each) => dateIn(each, day, clock) ?? [])
    .sort((a, b) => apart(a) - apart(b))[0];
}
