import type { Session } from '../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { dayRange } from './days.ts';

type Parameter = string | number | null;
/** A condition over a table's alias, with its parameters in order. */
export interface Condition {
  sql: string;
  parameters: Parameter[];
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

const COMPARISONS: Record<string, string> = { lt: '<', gt: '>', lte: '<=', gte: '>=' };

const join = (conditions: Condition[], word: 'AND' | 'OR'): Condition => ({
  sql: conditions.length === 0 ? '1' : `(${conditions.map(({ sql }) => sql).join(` ${word} `)})`,
  parameters: conditions.flatMap(({ parameters }) => parameters),
});

/** Fifteen characters find a record as eighteen do. */
function idPrefix(field: FieldSchema, value: unknown): boolean {
  return (field.type === 'id' || field.type === 'reference') && typeof value === 'string' && value.length === 15;
}

function stored(field: FieldSchema, value: unknown): Parameter {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (field.type === 'datetime') return new Date(value as string).toISOString();
  return value as Parameter;
}

/** SOQL's null logic: `ne` finds empty fields too, comparisons never do. */
function equals(column: string, field: FieldSchema, value: unknown, wanted: boolean): Condition {
  const parameter = stored(field, value);
  const empty = field.type === 'boolean' ? '0' : `${column} IS NULL`;
  if (parameter === null) return { sql: wanted ? empty : `NOT (${empty})`, parameters: [] };
  const left = idPrefix(field, value) ? `substr(${column}, 1, 15)` : column;
  return wanted
    ? { sql: `${left} = ?`, parameters: [parameter] }
    : { sql: `(${left} <> ? OR ${column} IS NULL)`, parameters: [parameter] };
}

function oneOf(column: string, field: FieldSchema, values: unknown[], wanted: boolean): Condition {
  const each = values.map((value) => equals(column, field, value, wanted));
  if (each.length === 0) return { sql: wanted ? '0' : '1', parameters: [] };
  return join(each, wanted ? 'OR' : 'AND');
}

function multiPicklist(column: string, values: unknown[], wanted: boolean): Condition {
  const each = values.map((value) => ({ sql: `';' || ${column} || ';' LIKE ?`, parameters: [`%;${String(value)};%`] }));
  const some = join(each, 'OR');
  return wanted ? some : { sql: `NOT coalesce(${some.sql}, 0)`, parameters: some.parameters };
}

interface DateOperand {
  value?: string | null;
  literal?: string | null;
  range?: { last_n_days?: number | null; next_n_days?: number | null } | null;
}

/** A day or a span of days compares as a whole: `gt: TODAY` begins tomorrow. */
function dateCondition(
  session: Session,
  column: string,
  field: FieldSchema,
  operator: string,
  operand: DateOperand,
): Condition {
  const span = dayRange(session.user.TimeZoneSidKey, field.type === 'datetime', operand);
  if (!span) return plainCondition(column, field, operator, operand.value);
  const [from, to] = span;
  switch (operator) {
    case 'eq':
      return { sql: `(${column} >= ? AND ${column} < ?)`, parameters: [from, to] };
    case 'ne':
      return { sql: `(${column} < ? OR ${column} >= ? OR ${column} IS NULL)`, parameters: [from, to] };
    case 'lt':
      return { sql: `${column} < ?`, parameters: [from] };
    case 'lte':
      return { sql: `${column} < ?`, parameters: [to] };
    case 'gt':
      return { sql: `${column} >= ?`, parameters: [to] };
    default:
      return { sql: `${column} >= ?`, parameters: [from] };
  }
}

function plainCondition(column: string, field: FieldSchema, operator: string, operand: unknown): Condition {
  switch (operator) {
    case 'eq':
      return equals(column, field, operand, true);
    case 'ne':
      return equals(column, field, operand, false);
    case 'in':
      return oneOf(column, field, (operand ?? []) as unknown[], true);
    case 'nin':
      return oneOf(column, field, (operand ?? []) as unknown[], false);
    case 'includes':
      return multiPicklist(column, (operand ?? []) as unknown[], true);
    case 'excludes':
      return multiPicklist(column, (operand ?? []) as unknown[], false);
    case 'like':
      return { sql: `${column} LIKE ? ESCAPE '\\'`, parameters: [String(operand)] };
    default:
      return { sql: `${column} ${COMPARISONS[operator] ?? '='} ?`, parameters: [stored(field, operand)] };
  }
}

function fieldCondition(
  session: Session,
  column: string,
  field: FieldSchema,
  operators: Record<string, unknown>,
): Condition {
  const isDate = field.type === 'date' || field.type === 'datetime';
  const each = Object.entries(operators).map(([operator, operand]) => {
    if (!isDate || operand === null) return plainCondition(column, field, operator, operand);
    if (Array.isArray(operand)) {
      const all = operand.map((one) =>
        dateCondition(session, column, field, operator === 'in' ? 'eq' : 'ne', (one ?? {}) as DateOperand),
      );
      return join(all, operator === 'in' ? 'OR' : 'AND');
    }
    return dateCondition(session, column, field, operator, operand as DateOperand);
  });
  return join(each, 'AND');
}

/** The parents' side: the filter of each object that the field may point to. */
function parentCondition(
  session: Session,
  alias: string,
  field: FieldSchema,
  filter: Record<string, unknown>,
): Condition {
  const targets =
    field.referenceTo.length > 1 ? Object.entries(filter) : [[field.referenceTo[0] ?? '', filter] as const];
  const inner = `${alias}p`;
  const each = targets.map(([name, targetFilter]) => {
    const target = session.schema.object(name);
    if (!target) return { sql: '0', parameters: [] };
    const condition = whereCondition(session, target, inner, targetFilter as Record<string, unknown>);
    return {
      sql: `EXISTS (SELECT 1 FROM ${quoted(target.name)} ${inner} WHERE ${inner}."Id" = ${alias}.${quoted(field.name)} AND ${condition.sql})`,
      parameters: condition.parameters,
    };
  });
  return join(each, 'OR');
}

/** A `where` argument, already checked against the schema, as SQL over `alias`. */
export function whereCondition(
  session: Session,
  object: ObjectSchema,
  alias: string,
  where: Record<string, unknown>,
): Condition {
  const each = Object.entries(where).flatMap(([key, value]): Condition[] => {
    if (value === null || value === undefined) return [];
    if (key === 'and' || key === 'or')
      return [
        join(
          (value as Record<string, unknown>[]).map((one) => whereCondition(session, object, alias, one)),
          key === 'and' ? 'AND' : 'OR',
        ),
      ];
    if (key === 'not') {
      const inner = whereCondition(session, object, alias, value as Record<string, unknown>);
      return [{ sql: `NOT coalesce(${inner.sql}, 0)`, parameters: inner.parameters }];
    }
    const field = object.fields.get(key.toLowerCase());
    if (field)
      return [fieldCondition(session, `${alias}.${quoted(field.name)}`, field, value as Record<string, unknown>)];
    const parent = [...object.fields.values()].find(({ relationshipName }) => relationshipName === key);
    return parent ? [parentCondition(session, alias, parent, value as Record<string, unknown>)] : [];
  });
  return join(each, 'AND');
}
