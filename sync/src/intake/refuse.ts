/** Faults of zod, told to the sender: a JSON pointer to the field, and how to mend it in words. */
import { z } from 'zod';
import { IntakeError } from './types.ts';

export interface FieldFault {
  pointer: string;
  detail: string;
}

/** As many as help; a list of ten thousand faults helps nobody. */
const MOST_FAULTS = 20;

/** RFC 6901. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function nameOf(path: readonly PropertyKey[]): string {
  const name = [...path].reverse().find((step) => typeof step === 'string');
  return name === undefined ? 'the conversation' : String(name);
}

/** What a value is, never what it says. */
function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return `a ${typeof value}`;
}

const EXPECTED: Record<string, string> = {
  string: 'a text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list, [ … ]',
  object: 'an object, { … }',
  record: 'an object, { … }',
  nonoptional: 'a value',
};

const FORMATS: Record<string, string> = {
  datetime: 'a time such as 2026-11-17T14:01:00Z (RFC 3339, with its offset)',
  date: 'a date such as 2026-11-17',
};

/** The value at a path; undefined where there is none. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    input,
  );
}

function mend(issue: z.core.$ZodIssue, input: unknown): string {
  const name = nameOf(issue.path);
  switch (issue.code) {
    case 'invalid_type': {
      const value = valueAt(input, issue.path);
      const expected = EXPECTED[issue.expected] ?? issue.expected;
      return value === undefined
        ? `${name} is missing: give ${expected}`
        : `${name} is ${kindOf(value)}: it must be ${expected}`;
    }
    case 'invalid_value':
      return valueAt(input, issue.path) === undefined
        ? `${name} is missing: give one of ${issue.values.map(String).join(', ')}`
        : `${name} must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? issue.message.startsWith('Invalid')
          ? `${name} has the wrong form`
          : `${name}: ${issue.message}`
        : `${name} must be ${FORMATS[issue.format] ?? `in the form of ${issue.format}`}`;
    case 'too_big':
      if (issue.origin === 'array') return `${name} has more than ${issue.maximum} entries: send at most that many`;
      if (issue.origin === 'string') return `${name} is longer than ${issue.maximum} characters: shorten it`;
      return `${name} must be at most ${issue.maximum}`;
    case 'too_small':
      if (issue.origin === 'string') return `${name} is empty: give at least ${issue.minimum} character`;
      return `${name} must be at least ${issue.minimum}`;
    case 'invalid_union': {
      const value = valueAt(input, issue.path);
      const kinds = issue.errors.flatMap(([first]) =>
        first?.code === 'invalid_type' ? (EXPECTED[first.expected] ?? first.expected) : [],
      );
      const expected = kinds.length > 0 ? [...new Set(kinds)].join(' or ') : 'a value in one of its forms';
      const formats = issue.errors.flatMap(([first]) =>
        first?.code === 'invalid_format' ? (FORMATS[first.format] ?? []) : [],
      );
      if (value === undefined) return `${name} is missing: give ${formats[0] ?? expected}`;
      return formats[0] && typeof value === 'string'
        ? `${name} must be ${formats[0]}`
        : `${name} is ${kindOf(value)}: it must be ${expected}`;
    }
    default:
      return issue.message;
  }
}

export function faultsOf(error: z.ZodError, input: unknown): FieldFault[] {
  return error.issues
    .slice(0, MOST_FAULTS)
    .map((issue) => ({ pointer: pointerTo(issue.path), detail: mend(issue, input) }));
}

/** A 422 that lists what is wrong, field by field. */
export function refusal(what: string, errors: FieldFault[]): IntakeError {
  const [first] = errors;
  const rest = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new IntakeError(422, `${what} cannot be read`, `${first?.detail ?? 'It has the wrong form'}${rest}.`, errors);
}

/** Parses, or throws the 422. */
export function parseOrRefuse<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refusal(what, faultsOf(result.error, input));
}
