/** Who is looking: language of the words, locale of the figures, and their time zone. */
export interface Viewer {
  language: string;
  locale: string;
  timeZone: string;
  currency: string;
}

const DAY_MS = 86_400_000;

const made = new Map<string, unknown>();

/** A browser takes longest to make a formatter: each is made once. */
function once<T>(kind: string, language: string, options: object, make: () => T): T {
  const key = kind + language + JSON.stringify(options);
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}

function datesIn(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once('date', locale, options, () => new Intl.DateTimeFormat(locale, options));
}

/** A figure in the viewer's locale. */
export function numberOf(value: number, viewer: Viewer, options: Intl.NumberFormatOptions = {}): string {
  const { locale } = viewer;
  return once('number', locale, options, () => new Intl.NumberFormat(locale, options)).format(value);
}

/** `17 Nov, 14:01` in the viewer's locale and time zone; the year only when it is not this one. */
export function dateTimeOf(instant: string, viewer: Viewer, now: number): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return datesIn(viewer.locale, {
    ...(sameYear(date, now, viewer.timeZone) ? {} : { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: viewer.timeZone,
  }).format(date);
}

/** `14:01` in the viewer's locale and time zone. */
export function timeOf(instant: string, viewer: Viewer): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return datesIn(viewer.locale, { hour: 'numeric', minute: '2-digit', timeZone: viewer.timeZone }).format(date);
}

/** The day of an instant in the viewer's time zone; the year when it is not this one, or always `withYear`. */
export function dayOf(instant: string, viewer: Viewer, now: number, withYear = false): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return datesIn(viewer.locale, {
    ...(sameYear(date, now, viewer.timeZone) && !withYear ? {} : { year: 'numeric' }),
    day: 'numeric',
    month: 'short',
    timeZone: viewer.timeZone,
  }).format(date);
}

/** A calendar date (`YYYY-MM-DD`): the same day in every time zone. */
export function dateOf(date: string, viewer: Viewer, now: number, withYear = false): string {
  return dayOf(`${date}T12:00:00Z`, { ...viewer, timeZone: 'UTC' }, now, withYear);
}

/** `40 min`, `1 hr 5 min`, `50 sec`. */
export function durationOf(seconds: number, viewer: Viewer): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    numberOf(value, viewer, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (seconds < 60) return unit(Math.round(seconds), 'second');
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = minutes % 60;
  return [unit(Math.floor(minutes / 60), 'hour'), ...(rest ? [unit(rest, 'minute')] : [])].join(' ');
}

/** A position in a recording: `4:10`, `1:02:33`. */
export function clockOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export function percentOf(share: number, viewer: Viewer): string {
  return numberOf(share, viewer, { style: 'percent' });
}

/** Whole calendar days from an instant to now, as the viewer's calendar counts them. */
export function daysSince(instant: string, viewer: Viewer, now: number): number {
  return Math.round(
    (dayNumber(new Date(now), viewer.timeZone) - dayNumber(new Date(instant), viewer.timeZone)) / DAY_MS,
  );
}

/** `3 days ago`, `yesterday`, `today`. */
export function agoOf(instant: string, viewer: Viewer, now: number): string {
  return new Intl.RelativeTimeFormat(viewer.language, { numeric: 'auto' }).format(
    -daysSince(instant, viewer, now),
    'day',
  );
}

/** Days a calendar date lies behind the viewer's today; 0 when it is today or ahead. */
export function daysOverdue(date: string, viewer: Viewer, now: number): number {
  const due = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(due) ? 0 : Math.max(0, Math.round((dayNumber(new Date(now), viewer.timeZone) - due) / DAY_MS));
}

export interface PluralTexts {
  one: string;
  other: string;
}

/** The form the language asks for, with the count in place of `{0}`. */
export function plural(count: number, texts: PluralTexts, viewer: Viewer): string {
  const { language } = viewer;
  const form = once('plural', language, {}, () => new Intl.PluralRules(language)).select(count);
  return fill(form === 'one' ? texts.one : texts.other, numberOf(count, viewer));
}

/** Puts values in place of `{0}`, `{1}`… */
export function fill(text: string, ...values: string[]): string {
  return text.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
}

function dayNumber(date: Date, timeZone: string): number {
  if (Number.isNaN(date.getTime())) return Number.NaN;
  const part = (type: string) => Number(parts.find((item) => item.type === type)?.value);
  const parts = datesIn('en', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(date);
  return Date.UTC(part('year'), part('month') - 1, part('day'));
}

function sameYear(date: Date, now: number, timeZone: string): boolean {
  const years = datesIn('en', { timeZone, year: 'numeric' });
  return years.format(date) === years.format(now);
}
