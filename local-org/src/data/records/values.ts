import type { FieldSchema } from '../../metadata/types.ts';
import {
  badEmail,
  badPicklistValue,
  malformedReference,
  outsideRange,
  tooLong,
  wrongReference,
  wrongType,
} from '../faults/faults.ts';
import { toId18 } from '../store/ids.ts';
import type { Value } from '../store/record.ts';

/** What the org keeps for a JSON value of a field: text trimmed, empty text null, numbers rounded to scale, times in UTC. */
export function storedValue(field: FieldSchema, given: unknown, objectOf: (id: string) => string | undefined): Value {
  if (given === null || given === undefined) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      return booleanValue(field, given);
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      return numberValue(field, given);
    case 'date':
      return dateValue(field, given);
    case 'datetime':
      return dateTimeValue(field, given);
    case 'id':
    case 'reference':
      return referenceValue(field, given, objectOf);
    case 'base64':
      return base64Value(field, given);
    case 'textarea':
      return textValue(field, given, false);
    case 'email':
      return emailValue(field, given);
    case 'picklist':
      return picklistValue(field, given);
    case 'multipicklist':
      return multipicklistValue(field, given);
    default:
      return textValue(field, given, true);
  }
}

function textValue(field: FieldSchema, given: unknown, trim: boolean): string | null {
  if (typeof given !== 'string') throw wrongType('string', field, given);
  const text = trim ? given.trim() : given;
  if (text === '') return null;
  if (field.length > 0 && text.length > field.length) throw tooLong(field, text);
  return text;
}

function booleanValue(field: FieldSchema, given: unknown): boolean {
  if (typeof given === 'boolean') return given;
  if (given === 'true' || given === 'false') return given === 'true';
  throw wrongType('boolean', field, given);
}

function numberValue(field: FieldSchema, given: unknown): number | null {
  if (given === '') return null;
  const value =
    typeof given === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(given) ? Number(given) : given;
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw wrongType(field.type === 'int' ? 'int' : 'double', field, given);
  if (field.type === 'int') {
    if (!Number.isInteger(value)) throw wrongType('int', field, given);
    if (Math.abs(value) >= 10 ** (field.digits || 9)) throw outsideRange(field, value);
    return value;
  }
  const rounded = roundHalfUp(value, field.scale);
  if (Math.abs(rounded) >= 10 ** (field.precision - field.scale)) throw outsideRange(field, value);
  return rounded;
}

function roundHalfUp(value: number, scale: number): number {
  // The exponent form shifts the decimal point exactly, where a multiplication would not.
  const shifted = Number(`${Math.abs(value)}e${scale}`);
  if (!Number.isFinite(shifted)) return value;
  return Math.sign(value) * Number(`${Math.round(shifted)}e-${scale}`);
}

function dateValue(field: FieldSchema, given: unknown): string | null {
  if (given === '') return null;
  if (typeof given !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(given) || !isCalendarDate(given))
    throw wrongType('date', field, given);
  return given;
}

function isCalendarDate(text: string): boolean {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

const dateTimeForm = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/;

/** Kept to the second, as the platform does. */
function dateTimeValue(field: FieldSchema, given: unknown): string | null {
  if (given === '') return null;
  const match = typeof given === 'string' ? dateTimeForm.exec(given) : null;
  if (!match || !isCalendarDate(match[1] as string)) throw wrongType('datetime', field, given);
  const zone = (match[5] as string).replace(/^([+-]\d{2})(\d{2})$/, '$1:$2');
  const time = new Date(`${match[1]}T${match[2]}${match[3] ?? ':00'}${zone}`);
  if (Number.isNaN(time.getTime())) throw wrongType('datetime', field, given);
  return time.toISOString();
}

function referenceValue(
  field: FieldSchema,
  given: unknown,
  objectOf: (id: string) => string | undefined,
): string | null {
  if (given === '') return null;
  if (typeof given !== 'string') throw wrongType('reference', field, given);
  const id = toId18(given);
  if (id === null) throw malformedReference(field, given);
  const object = objectOf(id);
  if (object === undefined || !field.referenceTo.includes(object)) throw wrongReference(field, given);
  return id;
}

function base64Value(field: FieldSchema, given: unknown): string | null {
  if (given === '') return null;
  if (typeof given !== 'string' || !/^[A-Za-z0-9+/\r\n]*={0,2}\s*$/.test(given))
    throw wrongType('base64Binary', field, given);
  return given.replace(/\s+/g, '');
}

// Salesforce Help, "Email Address Format": no spaces, one @, a dotted domain.
const emailForm =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

function emailValue(field: FieldSchema, given: unknown): string | null {
  const text = textValue(field, given, true);
  if (text === null) return null;
  if (!emailForm.test(text) || text.includes('..') || text.startsWith('.') || text.includes('.@'))
    throw badEmail(field, text);
  return text;
}

function picklistValue(field: FieldSchema, given: unknown): string | null {
  const text = textValue(field, given, true);
  if (text !== null && field.restrictedPicklist && !allows(field, text)) throw badPicklistValue(field, text);
  return text;
}

function multipicklistValue(field: FieldSchema, given: unknown): string | null {
  const text = textValue(field, given, true);
  if (text === null) return null;
  const values = [
    ...new Set(
      text
        .split(';')
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    ),
  ];
  const bad = field.restrictedPicklist ? values.find((value) => !allows(field, value)) : undefined;
  if (bad !== undefined) throw badPicklistValue(field, bad);
  // The platform returns the values in the order of the list, whatever the order they came in.
  const order = new Map(field.picklistValues.map((entry, index) => [entry.value, index]));
  return values.sort((a, b) => (order.get(a) ?? Infinity) - (order.get(b) ?? Infinity)).join(';');
}

const allows = (field: FieldSchema, value: string): boolean =>
  field.picklistValues.some((entry) => entry.active && entry.value === value);
