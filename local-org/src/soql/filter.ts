/** Condition trees as SQL. Nulls follow SOQL: `!=`, NOT IN, EXCLUDES and NOT hold for them, every other operator fails. */
import type { LiteralType, Query } from '@jetstreamapp/soql-parser-js';
import type { FieldType } from '../metadata/types.ts';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { checkedDate, dateText, dayStartText, instantText, literalDays } from './dates.ts';
import { at, invalidField, malformed } from './fault.ts';
import { dateFunction, isAggregate } from './functions.ts';
import { toId18 } from '../data/store/ids.ts';
import type { Comparison, Filter } from './parse.ts';
import { filterTree } from './parse.ts';
import { listed } from './order.ts';
import { quoted, Scope, Statement, type Operand } from './scope.ts';
import { beyondAscii, fold } from '../data/store/text.ts';
import { likePattern, TEXT, unquote } from './text.ts';

export type OperandOf = (condition: Comparison) => Operand;

export function filterSql(statement: Statement, filter: Filter, operandOf: OperandOf): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return `(${filter.parts.map((part) => filterSql(statement, part, operandOf)).join(` ${filter.kind.toUpperCase()} `)})`;
    case 'not':
      return `NOT IFNULL(${filterSql(statement, filter.of, operandOf)}, 0)`;
    case 'compare':
      return comparisonSql(statement, operandOf(filter.condition), filter.condition);
  }
}

/** What a literal means for a field: null, a value as stored, or the days of a date literal. */
type Meaning =
  { kind: 'null' } | { kind: 'value'; value: string | number } | { kind: 'range'; from: string; to: string };

const NUMBERS = new Set<FieldType>(['int', 'double', 'currency', 'percent']);

function comparisonSql(statement: Statement, operand: Operand, condition: Comparison): string {
  const { soql } = statement;
  if (operand.field && !operand.field.filterable)
    throw invalidField(soql, operand.path, `field '${operand.path}' can not be filtered in a query call`);
  if (operand.type === 'address') throw new NotImplementedHere('filters on address fields in SOQL');
  const operator = condition.operator.toUpperCase();
  if (condition.valueQuery) return semiJoinSql(statement, operand, operator, condition.valueQuery);
  const literals = listed(condition.value);
  const typeAt = (n: number) =>
    Array.isArray(condition.literalType) ? condition.literalType[n] : condition.literalType;
  if (operator === 'LIKE') return likeSql(statement, operand, literals[0] ?? '', typeAt(0));
  const meanings = literals.map((literal, n) => meaning(statement, operand, literal, typeAt(n)));
  switch (operator) {
    case '=':
      return oneOf(statement, operand, meanings);
    case '!=':
    case '<>':
      return `NOT IFNULL(${oneOf(statement, operand, meanings)}, 0)`;
    case 'IN':
      return oneOf(statement, operand, meanings);
    case 'NOT IN':
      return `NOT IFNULL(${oneOf(statement, operand, meanings)}, 0)`;
    case 'INCLUDES':
    case 'EXCLUDES': {
      if (operand.type !== 'multipicklist') throw wrongOperator(statement, operand);
      const includes = includesSql(statement, operand, meanings);
      return operator === 'INCLUDES' ? includes : `NOT IFNULL(${includes}, 0)`;
    }
    default:
      return ordered(statement, operand, operator, meanings[0]!);
  }
}

function wrongOperator({ soql }: Statement, { path, type }: Operand): SalesforceError {
  return new SalesforceError(
    400,
    'INVALID_QUERY_FILTER_OPERATOR',
    `${at(soql, path)}invalid operator on ${type} field`,
  );
}

function mustBe({ soql }: Statement, { path }: Operand, type: string, quotes: boolean): SalesforceError {
  return invalidField(
    soql,
    path,
    `value of filter criterion for field '${path}' must be of type ${type} and should ${quotes ? '' : 'not '}be enclosed in quotes`,
  );
}

function meaning(statement: Statement, operand: Operand, literal: string, type: LiteralType | undefined): Meaning {
  if (type === 'NULL') return { kind: 'null' };
  if (type === 'APEX_BIND_VARIABLE') throw malformed(`${at(statement.soql, literal)}unexpected token: ':'`);
  const days = type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL';
  if (TEXT.has(operand.type)) {
    if (type !== 'STRING') throw mustBe(statement, operand, 'string', true);
    const value = unquote(literal);
    return value === '' ? { kind: 'null' } : { kind: 'value', value };
  }
  if (NUMBERS.has(operand.type)) {
    if (type?.endsWith('CURRENCY_PREFIX')) throw new NotImplementedHere('amounts with a currency code in SOQL');
    if (type !== 'INTEGER' && type !== 'DECIMAL') throw mustBe(statement, operand, 'double', false);
    return { kind: 'value', value: Number(literal) };
  }
  switch (operand.type) {
    case 'id':
    case 'reference': {
      if (type !== 'STRING') throw mustBe(statement, operand, 'string', true);
      const text = unquote(literal);
      if (text === '') return { kind: 'null' };
      const value = toId18(text);
      if (value) return { kind: 'value', value };
      throw new SalesforceError(
        400,
        'INVALID_QUERY_FILTER_OPERATOR',
        `${at(statement.soql, operand.path)}invalid ID field: ${text}`,
      );
    }
    case 'boolean':
      if (type !== 'BOOLEAN') throw mustBe(statement, operand, 'boolean', false);
      return { kind: 'value', value: literal.toUpperCase() === 'TRUE' ? 1 : 0 };
    case 'date':
      if (type === 'DATE') return { kind: 'value', value: checkedDate(literal) };
      if (!days) throw mustBe(statement, operand, 'date', false);
      break;
    case 'datetime':
      if (type === 'DATETIME') return { kind: 'value', value: instantText(literal) };
      if (!days) throw mustBe(statement, operand, 'dateTime', false);
      break;
    default:
      throw new NotImplementedHere(`filters on ${operand.type} fields in SOQL`);
  }
  const range = literalDays(literal, statement.clock);
  return operand.type === 'date'
    ? { kind: 'range', from: dateText(range.from), to: dateText(range.to) }
    : { kind: 'range', from: dayStartText(range.from, statement.clock), to: dayStartText(range.to, statement.clock) };
}

function collated(operand: Operand): string {
  return operand.column || operand.caseSensitive || !TEXT.has(operand.type)
    ? operand.sql
    : `${operand.sql} COLLATE NOCASE`;
}

/** True where the value is one of those meant. */
function oneOf(statement: Statement, operand: Operand, meanings: Meaning[]): string {
  const parts: string[] = [];
  const plain: (string | number)[] = [];
  const folded: string[] = [];
  for (const item of meanings) {
    if (item.kind === 'null') parts.push(`${operand.sql} IS NULL`);
    else if (item.kind === 'range')
      parts.push(`(${operand.sql} >= ${statement.bind(item.from)} AND ${operand.sql} < ${statement.bind(item.to)})`);
    else if (typeof item.value === 'string' && !operand.caseSensitive && beyondAscii(item.value))
      folded.push(fold(item.value));
    else plain.push(item.value);
  }
  const list = (values: (string | number)[]) =>
    values.length === 1
      ? `= ${statement.bind(values[0]!)}`
      : `IN (SELECT value FROM json_each(${statement.bind(JSON.stringify(values))}))`;
  if (plain.length) parts.push(`${collated(operand)} ${list(plain)}`);
  if (folded.length) parts.push(`soql_fold(${operand.sql}) ${list(folded)}`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(' OR ')})`;
}

function ordered(statement: Statement, operand: Operand, operator: string, item: Meaning): string {
  if (operand.type === 'boolean' || operand.type === 'multipicklist') throw wrongOperator(statement, operand);
  if (item.kind === 'null') return '0';
  if (item.kind === 'value') return `${collated(operand)} ${operator} ${statement.bind(item.value)}`;
  const upper = operator === '>' || operator === '<=';
  return `${operand.sql} ${operator.startsWith('>') ? '>=' : '<'} ${statement.bind(upper ? item.to : item.from)}`;
}

function likeSql(statement: Statement, operand: Operand, literal: string, type: LiteralType | undefined): string {
  if (!TEXT.has(operand.type) || operand.type === 'multipicklist') throw wrongOperator(statement, operand);
  if (type !== 'STRING') throw mustBe(statement, operand, 'string', true);
  const pattern = likePattern(literal);
  return beyondAscii(pattern)
    ? `soql_fold(${operand.sql}) LIKE ${statement.bind(fold(pattern))} ESCAPE '\\'`
    : `${operand.sql} LIKE ${statement.bind(pattern)} ESCAPE '\\'`;
}

/** `INCLUDES ('a;b', 'c')`: both a and b, or c. */
function includesSql(statement: Statement, operand: Operand, meanings: Meaning[]): string {
  const alternatives = meanings.map((item) => {
    if (item.kind !== 'value') return `${operand.sql} IS NULL`;
    const all = String(item.value)
      .split(';')
      .map((value) => `instr(';' || soql_fold(${operand.sql}) || ';', ${statement.bind(`;${fold(value)};`)}) > 0`);
    return `(${all.join(' AND ')})`;
  });
  return `(${alternatives.join(' OR ')})`;
}

// https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_comparisonoperators.htm
export const NO_SEMI_JOIN: ReadonlySet<string> = new Set([
  'ActivityHistory',
  'Attachment',
  'Event',
  'EventAttendee',
  'Note',
  'OpenActivity',
  'Task',
]);

function semiJoinSql(statement: Statement, operand: Operand, operator: string, query: Query): string {
  const { soql } = statement;
  if (operator !== 'IN' && operator !== 'NOT IN') throw malformed('a sub-select needs IN or NOT IN');
  if (operand.type !== 'id' && operand.type !== 'reference')
    throw malformed(`The left operand '${operand.path}' cannot have a semi join: it must be of type ID/reference`);
  const inner = statement.object(query.sObject ?? '');
  if (NO_SEMI_JOIN.has(inner.name))
    throw malformed(`Entity '${inner.name}' is not supported for semi join inner selects`);
  const [field] = query.fields ?? [];
  if (query.fields?.length !== 1 || (field?.type !== 'Field' && field?.type !== 'FieldRelationship'))
    throw malformed(`${at(soql, query.sObject ?? '')}The inner select of a semi join must have exactly one field`);
  if (query.groupBy || query.orderBy || query.limit !== undefined || query.offset !== undefined)
    throw malformed('GROUP BY, ORDER BY, LIMIT and OFFSET are not allowed in semi join inner selects');
  const scope = new Scope(statement, inner, [], query.sObjectAlias);
  const written = field.type === 'FieldRelationship' ? [...field.relationships, field.field].join('.') : field.field;
  const selected = scope.operand(written);
  if (selected.type !== 'id' && selected.type !== 'reference')
    throw malformed(`The inner select field '${written}' must be of type ID/reference`);
  const where = whereSql(scope, query.where);
  const select = `SELECT ${selected.sql} FROM ${quoted(inner.name)} ${scope.alias} ${scope.joins.join(' ')} WHERE ${selected.sql} IS NOT NULL${where ? ` AND ${where}` : ''}`;
  const test = `${operand.sql} IN (${select})`;
  return operator === 'IN' ? test : `NOT IFNULL(${test}, 0)`;
}

/** WHERE of a query over its own fields, deleted records left out; empty where there is nothing to test. */
export function whereSql(scope: Scope, where: Query['where']): string {
  const { statement } = scope;
  const operandOf = (condition: Comparison) => {
    if (!condition.fn) return scope.operand(condition.field ?? '');
    if (isAggregate(condition.fn))
      throw malformed(`Aggregate function ${condition.fn.rawValue} is not allowed in WHERE`);
    return dateFunction(scope, condition.fn);
  };
  const parts: string[] = [];
  if (!statement.allRows && scope.object.fields.has('isdeleted')) parts.push(`${scope.alias}."IsDeleted" = 0`);
  if (where) parts.push(filterSql(statement, filterTree(statement.soql, where), operandOf));
  return parts.join(' AND ');
}
