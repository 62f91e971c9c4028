/** Queries with GROUP BY or aggregate functions: records of type AggregateResult. */
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { ObjectSchema } from '../metadata/types.ts';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { fieldColumn, functionColumn, type QueryColumn } from './columns.ts';
import { at, malformed } from './fault.ts';
import { filterSql, whereSql } from './filter.ts';
import { aggregateFunction, callKey, dateFunction, isAggregate, type FunctionCall } from './functions.ts';
import { listed, orderSql } from './order.ts';
import { filterTree } from './parse.ts';
import { rendered, type QueryRecord, type Row } from './render.ts';
import { quoted, Scope, type Operand, type Statement } from './scope.ts';
import { caseless } from './text.ts';

const MAX_GROUPS = 2000;

export function isAggregated(query: Query): boolean {
  return (
    query.groupBy !== undefined ||
    (query.fields ?? []).some((item) => item.type === 'FieldFunctionExpression' && isAggregate(item))
  );
}

/** `SELECT COUNT() FROM …`: the number alone, no records. */
export function isCountOnly({ fields = [], groupBy }: Query): boolean {
  const [only] = fields;
  const bare = fields.some(
    (item) =>
      item.type === 'FieldFunctionExpression' && item.functionName.toUpperCase() === 'COUNT' && !item.parameters.length,
  );
  if (bare && (fields.length > 1 || groupBy !== undefined))
    throw malformed('COUNT() stands alone: use COUNT(Id) beside other fields or with GROUP BY');
  return bare && only !== undefined;
}

export interface Aggregate {
  columns: QueryColumn[];
  run(): QueryRecord[];
}

/** Compiles the query; `run` answers it. */
export function aggregate(statement: Statement, object: ObjectSchema, query: Query): Aggregate {
  const scope = new Scope(statement, object, [], query.sObjectAlias);
  const grouped = new Map<string, Operand>();
  for (const item of listed(query.groupBy)) {
    const operand = 'fn' in item ? groupFunction(scope, item.fn) : scope.operand(item.field);
    if (operand.field && !operand.field.groupable)
      throw malformed(`${at(statement.soql, operand.path)}field '${operand.path}' can not be grouped in a query call`);
    grouped.set('fn' in item ? callKey(item.fn) : fieldKey(scope, item.field), operand);
  }
  if (!grouped.size && query.limit !== undefined)
    throw malformed('Non-grouped query that uses overall aggregate functions cannot also use LIMIT');

  const operandOf = (item: { field?: string; fn?: FunctionCall }): Operand => {
    if (item.fn && isAggregate(item.fn)) return aggregateFunction(scope, item.fn);
    const key = item.fn ? callKey(item.fn) : fieldKey(scope, item.field ?? '');
    const operand = grouped.get(key);
    const name = item.fn?.rawValue ?? item.field ?? '';
    if (!operand) throw malformed(`${at(statement.soql, name)}Ordered field must be grouped or aggregated: ${name}`);
    return operand;
  };

  const columns = selected(scope, query, grouped);
  const where = whereSql(scope, query.where);
  const having = query.having && filterSql(statement, filterTree(statement.soql, query.having), operandOf);
  if (having && !grouped.size) throw malformed('HAVING needs GROUP BY');
  const order = orderSql(statement, query.orderBy, operandOf);
  const groups = [...grouped.values()].map(caseless).join(', ');
  const sql = [
    `SELECT ${columns.map(({ operand }) => operand.sql).join(', ')}`,
    `FROM ${quoted(object.name)} ${scope.alias} ${scope.joins.join(' ')}`,
    where ? `WHERE ${where}` : '',
    groups ? `GROUP BY ${groups}` : '',
    having ? `HAVING ${having}` : '',
    order.length ? `ORDER BY ${order.join(', ')}` : '',
    `LIMIT ${Math.min(query.limit ?? MAX_GROUPS + 1, MAX_GROUPS + 1)} OFFSET ${query.offset ?? 0}`,
  ].join(' ');
  return {
    columns: columns.map(({ key, operand: { type, field }, call }) =>
      call === undefined ? fieldColumn(key, type, field) : functionColumn(key, type, call),
    ),
    run: () => records(statement.rows(sql), columns),
  };
}

function records(rows: Row[], columns: Column[]): QueryRecord[] {
  if (rows.length > MAX_GROUPS)
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    );
  return rows.map((row) => {
    const record: QueryRecord = { attributes: { type: 'AggregateResult' } };
    columns.forEach(({ key, operand }, n) => (record[key] = rendered(operand.type, row[n])));
    return record;
  });
}

function groupFunction(scope: Scope, call: FunctionCall): Operand {
  if (/^(ROLLUP|CUBE)$/i.test(call.functionName ?? ''))
    throw new NotImplementedHere(`GROUP BY ${call.functionName?.toUpperCase()} in SOQL`);
  return dateFunction(scope, call);
}

function fieldKey(scope: Scope, written: string): string {
  return scope.path(written).join('.').toLowerCase();
}

interface Column {
  key: string;
  operand: Operand;
  /** The function call that makes it. */
  call?: string;
}

function selected(scope: Scope, query: Query, grouped: Map<string, Operand>): Column[] {
  const { soql } = scope.statement;
  const columns: Column[] = [];
  let unnamed = 0;
  const add = (key: string, operand: Operand, call?: string) => {
    if (columns.some((column) => column.key.toLowerCase() === key.toLowerCase()))
      throw malformed(`${at(soql, operand.path)}duplicate alias: ${key}`);
    columns.push(call === undefined ? { key, operand } : { key, operand, call });
  };
  for (const item of query.fields ?? []) {
    if (item.type === 'Field' || item.type === 'FieldRelationship') {
      const written = item.type === 'Field' ? item.field : [...item.relationships, item.field].join('.');
      const operand = grouped.get(fieldKey(scope, written));
      scope.operand(written);
      if (!operand) throw malformed(`${at(soql, written)}Field must be grouped or aggregated: ${written}`);
      add(('alias' in item && item.alias) || (operand.field?.name ?? item.field), operand);
    } else if (item.type === 'FieldFunctionExpression') {
      const operand = isAggregate(item) ? aggregateFunction(scope, item) : grouped.get(callKey(item));
      if (!operand) {
        if (/^(toLabel|format|convertCurrency|grouping)$/i.test(item.functionName))
          throw new NotImplementedHere(`${item.functionName}() in an aggregate query`);
        if (item.functionName.toUpperCase() === 'FIELDS')
          throw malformed('The SOQL FIELDS function is not supported with GROUP BY or aggregates');
        throw malformed(`${at(soql, item.functionName)}Field must be grouped or aggregated: ${item.rawValue}`);
      }
      add(item.alias ?? `expr${unnamed++}`, operand, item.rawValue ?? item.functionName);
    } else {
      throw malformed(
        `${item.type === 'FieldSubquery' ? 'Subqueries are' : 'TYPEOF is'} not allowed in an aggregate query`,
      );
    }
  }
  return columns;
}
