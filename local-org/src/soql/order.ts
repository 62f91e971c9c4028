import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import { invalidField } from './fault.ts';
import type { FunctionCall } from './functions.ts';
import { dateFunction } from './functions.ts';
import type { Operand, Scope, Statement } from './scope.ts';

export function listed<T>(clause: T | T[] | undefined): T[] {
  return clause === undefined ? [] : Array.isArray(clause) ? clause : [clause];
}

/** ORDER BY as SQL. Nulls come first unless the query says otherwise, in both directions. */
export function orderSql(
  statement: Statement,
  clause: OrderByClause | OrderByClause[] | undefined,
  operandOf: (item: { field?: string; fn?: FunctionCall }) => Operand,
): string[] {
  return listed(clause).map((item) => {
    const operand = operandOf(item);
    if (operand.field && !operand.field.sortable)
      throw invalidField(statement.soql, operand.path, `field '${operand.path}' can not be sorted in a query call`);
    return `${sortable(statement, operand)} ${item.order ?? 'ASC'} NULLS ${item.nulls ?? 'FIRST'}`;
  });
}

export function fieldOrder(scope: Scope): (item: { field?: string; fn?: FunctionCall }) => Operand {
  return (item) => (item.fn ? dateFunction(scope, item.fn) : scope.operand(item.field ?? ''));
}

/**
 * Picklists sort in the order of their values, unknown ones last.
 * https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_orderby.htm
 */
function sortable(statement: Statement, operand: Operand): string {
  const values = operand.type === 'picklist' ? operand.field?.picklistValues : undefined;
  if (values?.length) {
    const list = statement.bind(JSON.stringify(values.map(({ value }) => value)));
    const rank = `(SELECT key FROM json_each(${list}) WHERE value = ${operand.sql} COLLATE NOCASE)`;
    return `CASE WHEN ${operand.sql} IS NOT NULL THEN IFNULL(${rank}, ${values.length}) END`;
  }
  const text = !operand.column && !operand.caseSensitive && operand.type !== 'boolean';
  return text ? `${operand.sql} COLLATE NOCASE` : operand.sql;
}
