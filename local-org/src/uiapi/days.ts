import type { OrgUser } from '../data/types.ts';
import { type Clock, dateText, dayStartText, literalDays } from '../soql/dates.ts';

/** `{ value }`, `{ literal }` or `{ range }`. */
export interface DateOperand {
  value?: string | null;
  literal?: string | null;
  /** `last_n_days` and the like. */
  range?: Record<string, number | null> | null;
}

/** The names of https://developer.salesforce.com/docs/platform/graphql/guide/filter-dates.html, which are SOQL's own. */
const UNITS = ['WEEK', 'MONTH', 'QUARTER', 'FISCAL_QUARTER', 'YEAR', 'FISCAL_YEAR'];
export const DATE_LITERALS = [
  ...['YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS'],
  ...UNITS.flatMap((unit) => [`LAST_${unit}`, `THIS_${unit}`, `NEXT_${unit}`]),
];
export const DATE_RANGES = ['DAY', ...UNITS].flatMap((unit) =>
  ['last', 'next'].map((way) => `${way}_n_${unit.toLowerCase()}s`),
);

/** A literal or a range as [from, to): days, or instants in the user's time zone. Null for a plain value. */
export function dayRange(
  user: Pick<OrgUser, 'TimeZoneSidKey' | 'LocaleSidKey'>,
  instants: boolean,
  { literal, range }: DateOperand,
  now = new Date(),
): [string, string] | null {
  const [way, count] = Object.entries(range ?? {}).find(([, given]) => typeof given === 'number') ?? [];
  const named = literal ?? (way === undefined ? null : `${way}:${count}`);
  if (named === null) return null;
  const clock: Clock = { now: now.getTime(), timeZone: user.TimeZoneSidKey, locale: user.LocaleSidKey };
  const { from, to } = literalDays(named, clock);
  const text = (day: number) => (instants ? dayStartText(day, clock) : dateText(day));
  return [text(from), text(to)];
}
