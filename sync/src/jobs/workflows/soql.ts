/** A question as SOQL. Names come checked against the org's describe; values are literals, whatever they say. */
import { literal } from '../../org/soql.ts';
import type { BoundValue, Question } from '../../workflow/query-records.ts';

function valueOf({ kind, value }: BoundValue): string {
  if (kind === 'text') return literal(String(value));
  // date-times go without milliseconds, and neither is in quotes: "Date Formats and Date Literals in WHERE"
  if (kind === 'datetime') return String(value).replace('.000Z', 'Z');
  return String(value);
}

const OPERATORS = { like: 'LIKE', in: 'IN' } as const;

export function soqlOf({ object, fields, where, orderBy, limit }: Question): string {
  const names = [...new Set(['Id', ...fields])].join(', ');
  const conditions = where.map(({ field, op, values }) => {
    const list = values.map(valueOf);
    const operator = op in OPERATORS ? OPERATORS[op as keyof typeof OPERATORS] : op;
    return `${field} ${operator} ${op === 'in' ? `(${list.join(', ')})` : (list[0] ?? 'null')}`;
  });
  return [
    `SELECT ${names} FROM ${object}`,
    ...(conditions.length > 0 ? [`WHERE ${conditions.join(' AND ')}`] : []),
    ...(orderBy ? [`ORDER BY ${orderBy.field} ${orderBy.direction.toUpperCase()} NULLS LAST`] : []),
    `LIMIT ${limit}`,
  ].join(' ');
}
