import type { Session } from '../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { beyondAscii, fold } from '../data/store/text.ts';
import { type DateOperand, dayRange } from './days.ts';
import { checkJoins, joinOf } from './joins.ts';
import { isPolymorphic } from './supported.ts';

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

/** A day or a span of days compares as a whole: `gt: TODAY` begins tomorrow. */
function dateCondition(
  session: Session,
  column: string,
  field: FieldSchema,
  operator: string,
  operand: DateOperand,
): Condition {
  const span = dayRange(session.user, field.type === 'datetime', operand);
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
      return beyondAscii(String(operand))
        ? { sql: `fold_text(${column}) LIKE ? ESCAPE '\\'`, parameters: [fold(String(operand))] }
        : { sql: `${column} LIKE ? ESCAPE '\\'`, parameters: [String(operand)] };
    default:
      return { sql: `${column} ${COMPARISONS[operator] ?? '='} ?`, parameters: [stored(field, operand)] };
  }
}

/** Null logic as with a list: what is empty is in no query, and outside of every one. */
function joinCondition(
  session: Session,
  object: ObjectSchema,
  column: string,
  operand: Record<string, unknown>,
  wanted: boolean,
): Condition {
  const inner = 'j';
  const join = joinOf(session, object, operand);
  const found = `${inner}.${quoted(join.field.name)}`;
  const where = whereCondition(session, join.object, inner, join.where);
  const alive = join.object.fields.has('isdeleted') ? `AND coalesce(${inner}."IsDeleted", 0) = 0` : '';
  const sql = `${column} IN (SELECT ${found} FROM ${quoted(join.object.name)} ${inner} WHERE ${found} IS NOT NULL ${alive} AND ${where.sql})`;
  return { sql: wanted ? sql : `NOT coalesce(${sql}, 0)`, parameters: where.parameters };
}

function fieldCondition(
  session: Session,
  object: ObjectSchema,
  column: string,
  field: FieldSchema,
  operators: Record<string, unknown>,
): Condition {
  const isDate = field.type === 'date' || field.type === 'datetime';
  const each = Object.entries(operators).map(([operator, operand]) => {
    if ((operator === 'inq' || operator === 'ninq') && operand !== null)
      return joinCondition(session, object, column, operand as Record<string, unknown>, operator === 'inq');
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
  object: ObjectSchema,
  alias: string,
  field: FieldSchema,
  filter: Record<string, unknown>,
): Condition {
  const targets = isPolymorphic(object, field)
    ? Object.entries(filter)
    : [[field.referenceTo[0] ?? '', filter] as const];
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
export function filterCondition(
  session: Session,
  object: ObjectSchema,
  alias: string,
  where: Record<string, unknown>,
): Condition {
  checkJoins(where);
  return whereCondition(session, object, alias, where);
}

function whereCondition(
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
      return [
        fieldCondition(session, object, `${alias}.${quoted(field.name)}`, field, value as Record<string, unknown>),
      ];
    const parent = [...object.fields.values()].find(({ relationshipName }) => relationshipName === key);
    return parent ? [parentCondition(session, object, alias, parent, value as Record<string, unknown>)] : [];
  });
  return join(each, 'AND');
}
