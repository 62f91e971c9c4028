import type { FieldFunctionExpression, FunctionExp } from '@jetstreamapp/soql-parser-js';
import type { FieldType } from '../metadata/types.ts';
import { NotImplementedHere } from '../data/faults/errors.ts';
import { invalidField, malformed } from './fault.ts';
import type { Operand, Scope } from './scope.ts';
import { caseless } from './text.ts';

export type FunctionCall = FunctionExp | FieldFunctionExpression;

/** Calls are the same whatever their case and spaces. */
export function callKey(call: FunctionCall): string {
  return (call.rawValue ?? '').replace(/\s+/g, '').toLowerCase();
}

const AGGREGATES = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export function isAggregate(call: FunctionCall): boolean {
  return AGGREGATES.has((call.functionName ?? '').toUpperCase());
}

/** A part of a date as SQL over the text `d` (`YYYY-MM-DD…`). Fiscal years begin in January here. */
const DATE_PARTS: Record<string, (d: string) => string> = {
  CALENDAR_YEAR: (d) => `CAST(substr(${d}, 1, 4) AS INTEGER)`,
  CALENDAR_QUARTER: (d) => `((CAST(substr(${d}, 6, 2) AS INTEGER) + 2) / 3)`,
  CALENDAR_MONTH: (d) => `CAST(substr(${d}, 6, 2) AS INTEGER)`,
  DAY_IN_MONTH: (d) => `CAST(substr(${d}, 9, 2) AS INTEGER)`,
  DAY_IN_WEEK: (d) => `(CAST(strftime('%w', substr(${d}, 1, 10)) AS INTEGER) + 1)`,
  DAY_IN_YEAR: (d) => `CAST(strftime('%j', substr(${d}, 1, 10)) AS INTEGER)`,
  WEEK_IN_MONTH: (d) => `((CAST(substr(${d}, 9, 2) AS INTEGER) + 6) / 7)`,
  WEEK_IN_YEAR: (d) => `((CAST(strftime('%j', substr(${d}, 1, 10)) AS INTEGER) + 6) / 7)`,
};
DATE_PARTS.FISCAL_YEAR = DATE_PARTS.CALENDAR_YEAR!;
DATE_PARTS.FISCAL_QUARTER = DATE_PARTS.CALENDAR_QUARTER!;
DATE_PARTS.FISCAL_MONTH = DATE_PARTS.CALENDAR_MONTH!;
const INSTANT_PARTS: Record<string, (d: string) => string> = {
  HOUR_IN_DAY: (d) => `CAST(substr(${d}, 12, 2) AS INTEGER)`,
  DAY_ONLY: (d) => `substr(${d}, 1, 10)`,
};

/**
 * A date function as an operand. Without convertTimezone() date-times count in UTC.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_date_functions.htm
 */
export function dateFunction(scope: Scope, call: FunctionCall): Operand {
  const name = (call.functionName ?? '').toUpperCase();
  const part = DATE_PARTS[name] ?? INSTANT_PARTS[name];
  if (!part) throw new NotImplementedHere(`${call.functionName}() in SOQL`);
  const { operand, sql } = dateArgument(scope, call);
  if (operand.type !== 'datetime' && (operand.type !== 'date' || INSTANT_PARTS[name]))
    throw invalidField(scope.statement.soql, operand.path, `field ${operand.path} does not support function ${name}`);
  const type: FieldType = name === 'DAY_ONLY' ? 'date' : 'int';
  return { sql: part(sql), type, path: call.rawValue ?? name, field: null, column: false, caseSensitive: true };
}

function dateArgument(scope: Scope, call: FunctionCall): { operand: Operand; sql: string } {
  const [argument] = call.parameters ?? [];
  if (typeof argument === 'string') {
    const operand = scope.operand(argument);
    return { operand, sql: operand.sql };
  }
  const inner = argument?.parameters?.[0];
  if (argument?.functionName?.toLowerCase() !== 'converttimezone' || typeof inner !== 'string')
    throw malformed(`unexpected token: '${call.rawValue}'`);
  const operand = scope.operand(inner);
  if (operand.type !== 'datetime')
    throw invalidField(scope.statement.soql, inner, 'convertTimezone() needs a date-time field');
  return { operand, sql: `soql_local(${operand.sql}, ${scope.statement.bind(scope.statement.clock.timeZone)})` };
}

const NUMBERS = new Set<FieldType>(['int', 'double', 'currency', 'percent']);

/** COUNT(x), SUM(x)… as an operand. `COUNT()` is not one: it is a query of its own. */
export function aggregateFunction(scope: Scope, call: FunctionCall): Operand {
  const name = (call.functionName ?? '').toUpperCase();
  const [argument] = call.parameters ?? [];
  if (typeof argument !== 'string') throw malformed(`unexpected token: '${call.rawValue}'`);
  const inner = scope.operand(argument);
  const refuse = () => malformed(`field ${argument} does not support aggregate operator ${name}`);
  const result = { path: call.rawValue ?? name, field: null, column: false, caseSensitive: inner.caseSensitive };
  if (inner.field && !aggregatable(name, inner)) throw refuse();
  if (name === 'COUNT') return { ...result, sql: `COUNT(${inner.sql})`, type: 'int' };
  if (name === 'COUNT_DISTINCT') return { ...result, sql: `COUNT(DISTINCT ${caseless(inner)})`, type: 'int' };
  return { ...result, sql: `${name}(${inner.sql})`, type: name === 'AVG' ? 'double' : inner.type };
}

function aggregatable(name: string, { type, field }: Operand): boolean {
  if (type === 'address' || type === 'base64' || (type === 'textarea' && !field?.filterable)) return false;
  if (name === 'SUM' || name === 'AVG') return NUMBERS.has(type);
  if (name === 'MIN' || name === 'MAX') return type !== 'boolean' && type !== 'multipicklist';
  return name === 'COUNT' || (type !== 'boolean' && type !== 'multipicklist');
}
