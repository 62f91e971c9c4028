import { NotImplementedHere } from '../data/faults/errors.ts';
import { malformed } from './fault.ts';
import { firstWeekday, localDay, startOfDay } from './zone.ts';

/** Who asks, and when: date literals are days of the user's zone and weeks of the user's locale. */
export interface Clock {
  now: number;
  timeZone: string;
  locale: string;
}

/** A half-open range of local days, counted from 1970-01-01. */
export interface DayRange {
  from: number;
  to: number;
}

const DAY = 86_400_000;

function dayOf(year: number, month: number): number {
  return Date.UTC(year, month, 1) / DAY;
}

/**
 * The days that a date literal means.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_dateformats.htm
 */
export function literalDays(literal: string, clock: Clock): DayRange {
  const [name = '', count] = literal.toUpperCase().split(':');
  const today = localDay(clock.now, clock.timeZone);
  if (count !== undefined) return counted(name, Number(count), today, clock);
  switch (name) {
    case 'TODAY':
      return { from: today, to: today + 1 };
    case 'YESTERDAY':
      return { from: today - 1, to: today };
    case 'TOMORROW':
      return { from: today + 1, to: today + 2 };
    case 'LAST_90_DAYS':
      return { from: today - 90, to: today + 1 };
    case 'NEXT_90_DAYS':
      return { from: today + 1, to: today + 91 };
  }
  const match = /^(LAST|THIS|NEXT)_(?:FISCAL_)?(WEEK|MONTH|QUARTER|YEAR)$/.exec(name);
  if (!match) throw malformed(`unexpected token: '${literal}'`);
  const shift = { LAST: -1, THIS: 0, NEXT: 1 }[match[1] as 'LAST' | 'THIS' | 'NEXT'];
  return units(match[2] as Unit, shift, shift + 1, today, clock);
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

function counted(name: string, count: number, today: number, clock: Clock): DayRange {
  if (!Number.isInteger(count) || count < 0) throw malformed(`invalid date literal: '${name}:${count}'`);
  const match =
    /^(?:(LAST|NEXT)_N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S|N_(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO)$/.exec(
      name,
    );
  if (!match) throw new NotImplementedHere(`the date literal ${name}`);
  if (match[3]) return units(match[3] as Unit, -count, 1 - count, today, clock);
  const unit = match[2] as Unit;
  if (match[1] === 'NEXT') return units(unit, 1, count + 1, today, clock);
  // LAST_N_DAYS includes today; the longer units end before the current one
  return units(unit, -count, unit === 'DAY' ? 1 : 0, today, clock);
}

/** From the start of the unit `from` units from now up to the start of the one `to` units from now. */
function units(unit: Unit, from: number, to: number, today: number, clock: Clock): DayRange {
  const date = new Date(today * DAY);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const start = (shift: number): number => {
    switch (unit) {
      case 'DAY':
        return today + shift;
      case 'WEEK':
        return today - ((date.getUTCDay() - firstWeekday(clock.locale) + 7) % 7) + 7 * shift;
      case 'MONTH':
        return dayOf(year, month + shift);
      case 'QUARTER':
        return dayOf(year, Math.floor(month / 3) * 3 + 3 * shift);
      case 'YEAR':
        return dayOf(year + shift, 0);
    }
  };
  return { from: start(from), to: start(to) };
}

/** A day as `YYYY-MM-DD`. */
export function dateText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** The first instant of a local day, as stored. */
export function dayStartText(day: number, clock: Clock): string {
  return new Date(startOfDay(day, clock.timeZone)).toISOString();
}

/** A date-time literal as stored: UTC, milliseconds. */
export function instantText(literal: string): string {
  const instant = Date.parse(literal.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(instant)) throw malformed(`invalid date-time: ${literal}`);
  return new Date(instant).toISOString();
}

/** A date literal `YYYY-MM-DD`, checked to be a day of the calendar. */
export function checkedDate(literal: string): string {
  const instant = Date.parse(`${literal}T00:00:00Z`);
  if (Number.isNaN(instant) || dateText(instant / DAY) !== literal) throw malformed(`invalid date: ${literal}`);
  return literal;
}
