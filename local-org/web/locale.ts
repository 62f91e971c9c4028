import type { OrgUser } from '../src/data/types.ts';
import { calendarData } from './calendar.ts';

/** `en_GB` → `en-GB`. */
export const tag = (code: string) => code.replaceAll('_', '-');

/** The reader's language as the pages have it: `fr`, `en`. */
export const languageOf = (user: OrgUser) => tag(user.LanguageLocaleKey);

const RIGHT_TO_LEFT = /^(ar|he|iw|fa|ur)\b/;
export const directionOf = (user: OrgUser) => (RIGHT_TO_LEFT.test(user.LanguageLocaleKey) ? 'rtl' : 'ltr');

/** A locale's pattern in the letters that the base components read: `dd/MM/yyyy`. */
function datePattern(locale: string, options: Intl.DateTimeFormatOptions): string {
  // a day and an hour of one digit, afternoon: shows padding and the 12-hour clock
  const parts = new Intl.DateTimeFormat(locale, {
    ...options,
    numberingSystem: 'latn',
    calendar: 'gregory',
    timeZone: 'UTC',
  }).formatToParts(new Date(Date.UTC(2026, 2, 4, 15, 6, 7)));
  const twelveHours = parts.some(({ type }) => type === 'dayPeriod');
  return parts
    .map(({ type, value }) => {
      const padded = value.length > 1;
      switch (type) {
        case 'year':
          return 'yyyy';
        case 'month':
          if (!/^\d+$/.test(value)) return value.length > 4 ? 'MMMM' : 'MMM';
          return padded ? 'MM' : 'M';
        case 'day':
          return padded ? 'dd' : 'd';
        case 'hour':
          return twelveHours ? 'h' : padded ? 'HH' : 'H';
        case 'minute':
          return 'mm';
        case 'second':
          return 'ss';
        case 'dayPeriod':
          return 'a';
        default:
          return value.replaceAll('\u202f', ' ');
      }
    })
    .join('');
}

function firstDayOfWeek(locale: string): number {
  // in every engine of today, not yet in TypeScript's library
  const info = (new Intl.Locale(locale) as { getWeekInfo?: () => { firstDay: number } }).getWeekInfo?.();
  // Sunday is 1 here, 7 in Intl
  return ((info?.firstDay ?? 7) % 7) + 1;
}

/** Values of `@salesforce/i18n/*` for a user: https://developer.salesforce.com/docs/platform/lwc/guide/create-i18n.html */
export function internationalization(user: OrgUser, currency: string): Record<string, unknown> {
  const locale = tag(user.LocaleSidKey);
  const numbers = new Intl.NumberFormat(locale).formatToParts(-12345.6);
  const part = (type: Intl.NumberFormatPartTypes) => numbers.find((one) => one.type === type)?.value ?? '';
  const symbol = new Intl.NumberFormat(locale, { style: 'currency', currency })
    .formatToParts(1)
    .find(({ type }) => type === 'currency')?.value;
  const date = (style: 'short' | 'medium' | 'long', time?: 'short' | 'medium') => {
    const day: Intl.DateTimeFormatOptions =
      style === 'short'
        ? { year: 'numeric', month: 'numeric', day: 'numeric' }
        : { year: 'numeric', month: style === 'medium' ? 'short' : 'long', day: 'numeric' };
    const clock: Intl.DateTimeFormatOptions = time
      ? { hour: 'numeric', minute: '2-digit', ...(time === 'medium' ? { second: '2-digit' } : {}) }
      : {};
    return datePattern(locale, { ...day, ...clock });
  };
  return {
    lang: languageOf(user),
    locale,
    dir: directionOf(user),
    timeZone: user.TimeZoneSidKey,
    currency,
    firstDayOfWeek: firstDayOfWeek(locale),
    calendarData: calendarData(locale),
    'number.decimalSeparator': part('decimal'),
    'number.groupingSeparator': part('group') || ' ',
    'number.currencySymbol': symbol ?? currency,
    'dateTime.shortDateFormat': date('short'),
    'dateTime.mediumDateFormat': date('medium'),
    'dateTime.longDateFormat': date('long'),
    'dateTime.shortTimeFormat': datePattern(locale, { hour: 'numeric', minute: '2-digit' }),
    'dateTime.mediumTimeFormat': datePattern(locale, { hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    'dateTime.shortDateTimeFormat': date('short', 'short'),
    'dateTime.mediumDateTimeFormat': date('medium', 'medium'),
    'dateTime.longDateTimeFormat': date('long', 'medium'),
  };
}
