/** What a step `queryRecords` asks: its values are bound to what each field takes, and never become a part of the question. */
import type { FieldShape, OrgShapes } from '../match/types.ts';
import { fieldValue } from '../plan/filling/field-value.ts';
import { cut } from '../plan/text/text.ts';
import { WHERE_OPERATORS, type WhereOperator } from './definition.ts';
import type { Json } from './liquid.ts';
import { recordId } from './record-id.ts';
import { StepFailure } from './step.ts';

export interface BoundValue {
  /** How the value is written in SOQL: in quotes, or as it is (https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/). */
  kind: 'text' | 'number' | 'boolean' | 'date' | 'datetime' | 'null';
  value: string | number | boolean | null;
}

export interface Question {
  object: string;
  fields: string[];
  where: { field: string; op: WhereOperator; values: BoundValue[] }[];
  orderBy?: { field: string; direction: 'asc' | 'desc' };
  limit: number;
}

/** The step's input, before its values are bound. */
interface Asked extends Omit<Question, 'where'> {
  where: { field: string; op: WhereOperator; value: unknown }[];
}

const NUMBERS = new Set(['int', 'long', 'double', 'currency', 'percent']);
const API_NAME = /^[A-Za-z]\w{0,79}$/;
const TEXT_ONLY = new Set<WhereOperator>(['like']);
const IDS = new Set(['id', 'reference']);

function bound(field: string, given: unknown, shape: FieldShape, op: WhereOperator): BoundValue {
  if (given === null) return { kind: 'null', value: null };
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean')
    throw new StepFailure(`The condition on ${field} has no text, number, true or false for a value.`);
  if (TEXT_ONLY.has(op)) return { kind: 'text', value: String(given) };
  if (IDS.has(shape.type)) {
    const id = recordId(String(given));
    if (!id)
      throw new StepFailure(`The condition on ${field} has '${cut(String(given), 80)}', which is no Salesforce Id.`);
    return { kind: 'text', value: id };
  }
  const kind = NUMBERS.has(shape.type)
    ? 'number'
    : shape.type === 'boolean' || shape.type === 'date' || shape.type === 'datetime'
      ? shape.type
      : 'text';
  if (kind === 'text') return { kind, value: String(given) };
  // a formula is asked for like any other field
  const checked = fieldValue({ ...shape, calculated: false, precision: 0, digits: 0 }, given);
  if ('refused' in checked) throw new StepFailure(`The condition on ${field}: ${checked.refused}`);
  return { kind, value: checked.value };
}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean)
      : [value];

const isBlank = (value: unknown) =>
  typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;

/**
 * The question, with every name checked against what the integration user sees; or why nothing is asked. Throws a
 * `StepFailure` with what an admin has to mend.
 */
export function questionOf(input: Json, shapes: OrgShapes): Question | { nothing: string } {
  const { object, fields, where, orderBy, limit } = input as unknown as Asked;
  const shape = Object.hasOwn(shapes, object) ? shapes[object] : undefined;
  if (!API_NAME.test(object) || !shape)
    throw new StepFailure(
      `The org has no object ${object}, or the integration user does not see it: check its API name.`,
    );
  const shapeOf = (field: string): FieldShape => {
    const found = API_NAME.test(field) && Object.hasOwn(shape, field) ? shape[field] : undefined;
    if (!found)
      throw new StepFailure(
        `${object} has no field ${field}, or the integration user does not see it: check its API name, and grant it access to the field.`,
      );
    return found;
  };
  fields.forEach(shapeOf);
  if (orderBy) shapeOf(orderBy.field);
  const blank = where.find(({ value }) => isBlank(value));
  const conditions = where.map(({ field, op, value }) => {
    const of = shapeOf(field);
    if (!WHERE_OPERATORS.includes(op))
      throw new StepFailure(`The condition on ${field} has the operator ${String(op)}.`);
    const given = op === 'in' ? listOf(value) : [value];
    return { field, op, values: blank ? [] : given.map((each) => bound(field, each, of, op)) };
  });
  if (blank)
    return { nothing: `Nothing was asked: the condition on ${blank.field} has no value for this conversation.` };
  return { object, fields, where: conditions, ...(orderBy ? { orderBy } : {}), limit };
}
