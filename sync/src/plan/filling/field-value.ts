/** Whether a field of the org takes a value exactly as it was said: nothing is cut, rounded or guessed. */
import { isIdOf, objectOfId, toId18 } from '../../match/ids.ts';
import type { FieldShape } from '../../match/types.ts';
import { toSecond } from '../difference.ts';
import { cut, oneLine, plainText } from '../text/text.ts';
import type { FieldValue } from '../types.ts';

export type Checked = { value: FieldValue } | { refused: string };

/** Object Reference, "Primitive Data Types": dates from 1700 to 4000, whole numbers of 32 bits. */
const FIRST_YEAR = 1700;
const LAST_YEAR = 4000;
const LARGEST_INT = 2_147_483_647;

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(?:\.\d+)?$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?Z?$/;
const EMAIL = /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/;
const RECORD_ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

const named = (value: unknown): string => `'${cut(String(value), 80)}'`;
const refuse = (sentence: string): Checked => ({ refused: sentence });

type Check = (value: string | number | boolean, shape: FieldShape) => Checked;

const boolean: Check = (value) => {
  if (typeof value === 'boolean') return { value };
  if (value === 'true' || value === 'false') return { value: value === 'true' };
  return refuse(`${named(value)} is neither true nor false; send one of the two.`);
};

/** Text is a number only where it is one to the letter: no separators, units or currencies. */
function numberOf(value: string | number | boolean): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !DECIMAL.test(value.trim())) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const NO_NUMBER = 'is not a number; send digits with a point and nothing else, for example 12000 or 12000.50.';

const whole: Check = (value, { digits }) => {
  const number = typeof value === 'string' && !WHOLE.test(value.trim()) ? undefined : numberOf(value);
  if (number === undefined || !Number.isInteger(number))
    return refuse(`${named(value)} is not a whole number; send digits and nothing else, for example 12000.`);
  const most = Math.min(LARGEST_INT, digits ? 10 ** digits - 1 : LARGEST_INT);
  if (Math.abs(number) > most) return refuse(`${named(value)} is more than the field holds, which is ${most}.`);
  return { value: number === 0 ? 0 : number };
};

const decimal: Check = (value, { precision, scale = 0 }) => {
  const number = numberOf(value);
  if (number === undefined) return refuse(`${named(value)} ${NO_NUMBER}`);
  if (typeof value === 'string' && value.replace(/\D/g, '').replace(/^0+/, '').length > 15)
    return refuse(`${named(value)} has more digits than a number can hold exactly.`);
  if (!precision) return { value: number === 0 ? 0 : number };
  const text = Math.abs(number).toString();
  const [integer = '', decimals = ''] = text.split('.');
  const most = Math.max(precision - scale, 0);
  if (text.includes('e+') || (integer !== '0' && integer.length > most))
    return refuse(`${named(value)} has more than the ${most} digits before the point that the field holds.`);
  if (text.includes('e') || decimals.length > scale)
    return refuse(`${named(value)} has more than the ${scale} decimals that the field keeps; send it rounded.`);
  return { value: number === 0 ? 0 : number };
};

function isDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  if (!year || Number(year) < FIRST_YEAR || Number(year) > LAST_YEAR) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

const date: Check = (value) => {
  const text = String(value).trim();
  if (typeof value === 'string' && isDay(text)) return { value: text };
  return refuse(`${named(value)} is not a date; send it as YYYY-MM-DD, for example 2026-03-31.`);
};

const instant: Check = (value) => {
  const text = String(value).trim();
  const [, day = ''] = INSTANT.exec(text) ?? [];
  if (typeof value === 'string' && isDay(day) && !Number.isNaN(Date.parse(text))) return { value: toSecond(text) };
  return refuse(
    `${named(value)} is not a point in time; send it with its time zone, for example 2026-03-31T09:00:00Z.`,
  );
};

const time: Check = (value) => {
  const [, hour, minute, second = '00', thousandth = ''] = TIME.exec(String(value).trim()) ?? [];
  if (typeof value === 'string' && hour && minute)
    return { value: `${hour}:${minute}:${second}.${thousandth.padEnd(3, '0')}Z` };
  return refuse(`${named(value)} is not a time of day; send it as HH:MM:SS, for example 09:30:00.`);
};

function fitting(text: string, { length }: FieldShape): Checked {
  if (length > 0 && text.length > length)
    return refuse(`the value has ${text.length} characters and the field holds ${length}; send a shorter one.`);
  return { value: text };
}

const NO_TEXT = (value: unknown) => refuse(`${named(value)} is no text; send it in quotes.`);

const line: Check = (value, shape) =>
  typeof value === 'boolean' ? NO_TEXT(value) : fitting(oneLine(String(value)), shape);
const lines: Check = (value, shape) =>
  typeof value === 'boolean' ? NO_TEXT(value) : fitting(plainText(String(value)), shape);

const email: Check = (value, shape) => {
  const text = oneLine(String(value));
  if (typeof value !== 'string' || !EMAIL.test(text))
    return refuse(`${named(value)} is not an email address; send one, for example jane@acme.example.`);
  return fitting(text, shape);
};

const url: Check = (value, shape) => {
  const text = oneLine(String(value));
  if (typeof value !== 'string' || text.includes(' ') || !text.includes('.'))
    return refuse(`${named(value)} is not a web address; send one, for example https://acme.example.`);
  return fitting(text, shape);
};

const valuesOf = ({ values, picklist }: FieldShape) => values ?? picklist ?? undefined;

function lacking(value: unknown, values: string[]): Checked {
  const some = values.slice(0, 5).map(named).join(', ');
  return refuse(
    `its picklist has no value ${named(value)}; send one of its values as they are written${some ? ` (${some}${values.length > 5 ? ', …' : ''})` : ''}.`,
  );
}

/** Also where the picklist is not restricted: a value that nobody can choose on the page is not the org's word. */
const picklist: Check = (value, shape) => {
  const text = plainText(String(value));
  const values = valuesOf(shape);
  if (typeof value === 'boolean') return NO_TEXT(value);
  return values && !values.includes(text) ? lacking(text, values) : fitting(text, shape);
};

/** Values stand in the picklist's own order, as the org gives them back. */
const multipicklist: Check = (value, shape) => {
  if (typeof value === 'boolean') return NO_TEXT(value);
  const given = plainText(String(value))
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const values = valuesOf(shape);
  const unknown = values && given.find((each) => !values.includes(each));
  if (values && unknown !== undefined) return lacking(unknown, values);
  const chosen = values ? values.filter((each) => given.includes(each)) : [...new Set(given)];
  return fitting(chosen.join(';'), shape);
};

const reference: Check = (value, { referenceTo = [] }) => {
  const text = String(value).trim();
  const objects = referenceTo.join(' or ') || 'the object it refers to';
  const wrong = refuse(`${named(value)} is not the Id of a record of ${objects}; send its 18 characters.`);
  if (typeof value !== 'string' || !RECORD_ID.test(text)) return wrong;
  if (text.length === 18 && toId18(text.slice(0, 15)) !== text) return wrong;
  const object = objectOfId(text);
  if (object && referenceTo.length > 0 && !(referenceTo.includes(object) && isIdOf(object, text))) return wrong;
  return { value: toId18(text) };
};

const CHECKS: Record<string, Check> = {
  boolean,
  int: whole,
  long: whole,
  double: decimal,
  currency: decimal,
  percent: decimal,
  date,
  datetime: instant,
  time,
  string: line,
  combobox: line,
  encryptedstring: line,
  phone: line,
  textarea: lines,
  email,
  url,
  picklist,
  multipicklist,
  reference,
};

/**
 * A value as the API writes it, or a clause that says why the field does not take it and how to mend that. Emptying a
 * field is not a fact about it: null and blank text are refused.
 */
export function fieldValue(shape: FieldShape, value: FieldValue): Checked {
  if (value === null || (typeof value === 'string' && plainText(value) === ''))
    return refuse('no value was given; leave the fact out, or send a value.');
  if (shape.calculated) return refuse('the org works it out itself; send the fields it is worked out from.');
  const check = Object.hasOwn(CHECKS, shape.type) ? CHECKS[shape.type] : undefined;
  if (!check) return refuse(`fields of the type ${shape.type} can't be filled; choose another field.`);
  return check(value, shape);
}
