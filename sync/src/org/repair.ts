/**
 * What can be mended in a record that the org refused because a field is not what it was when the org was described: a
 * text is cut, a field is left out. Goes by a describe that has just been read anew.
 */
import type { FieldShape } from '../match/types.ts';
import { writerOf } from '../plan/settings.ts';
import { cut, cutAtLine } from '../plan/text/text.ts';
import type { RecordWrite, Repair } from './record-write.ts';

interface Refusal {
  code: string;
  message: string;
  fields: string[];
}

/** A part of these is worse than nothing. */
const WHOLE_OR_NOTHING = new Set(['url', 'email', 'phone', 'id', 'reference', 'date', 'datetime']);
/** Longest part of a value that a sentence quotes. */
const QUOTED = 80;

function leftOut(field: string, why: string): Repair {
  return { field, what: `was left out: ${why}` };
}

function shortened(field: string, value: string, length: number, type: string | undefined): Repair {
  if (WHOLE_OR_NOTHING.has(type ?? ''))
    return leftOut(field, `the org holds ${length} characters of it and the value has ${value.length}.`);
  const after = value.includes('\n') ? cutAtLine(value, length) : cut(value, length);
  return { field, after, what: `was cut from ${value.length} to ${length} characters, all that the org holds.` };
}

/** What describe says is wrong with one field's value; undefined where nothing is. */
function byDescribe(
  { object, field, value, isNew }: { object: string; field: string; value: unknown; isNew: boolean },
  shape: FieldShape | undefined,
): Repair | undefined {
  if (!shape) return leftOut(field, 'the org no longer has it, or does not show it to the integration user.');
  if (!(isNew ? shape.createable : shape.updateable))
    return leftOut(field, `the integration user may not write it. Assign it the permission set ${writerOf(object)}.`);
  if (typeof value !== 'string') return undefined;
  if (shape.picklist) {
    const values = shape.type === 'multipicklist' ? value.split(';') : [value];
    const allowed = values.filter((each) => shape.picklist?.includes(each));
    if (allowed.length === values.length) return undefined;
    const bad = values.find((each) => !allowed.includes(each)) ?? value;
    const why = `its picklist has no active value '${cut(bad, QUOTED)}'.`;
    return allowed.length > 0
      ? { field, after: allowed.join(';'), what: `was written without '${cut(bad, QUOTED)}': ${why}` }
      : leftOut(field, why);
  }
  return shape.length > 0 && value.length > shape.length
    ? shortened(field, value, shape.length, shape.type)
    : undefined;
}

/** What the refusal itself names, where describe has nothing against it. */
function byRefusal(field: string, value: unknown, { code, message }: Refusal, type: string | undefined): Repair {
  const length = Number(/max length=(\d+)/.exec(message)?.[1] ?? 0);
  return code === 'STRING_TOO_LONG' && length > 0 && typeof value === 'string'
    ? shortened(field, value, length, type)
    : leftOut(field, `the org refuses it: ${cut(message, 255)}`);
}

/**
 * The repairs of a refused record, or none where nothing that could be left out is to blame. The record's key, and the
 * conversation that a row belongs to, are never left out.
 */
export function repairsOf(
  { object, body, keyField, id, operation }: RecordWrite,
  refusal: Refusal,
  shape: Record<string, FieldShape> | undefined,
): Repair[] {
  const isNew = operation === 'upsert' && id === undefined;
  const fields = Object.keys(body).filter((field) => field !== keyField && field !== 'Conversation__r');
  const nameOf = (field: string) => field.replace(/__r$/, '__c');
  const shapeOf = (field: string) => (shape && Object.hasOwn(shape, nameOf(field)) ? shape[nameOf(field)] : undefined);
  const found = shape
    ? fields.flatMap((field) => byDescribe({ object, field, value: body[field], isNew }, shapeOf(field)) ?? [])
    : [];
  if (found.length > 0) return found;
  const column = /No such column '(\w+)'/.exec(refusal.message)?.[1];
  const named = new Set([...refusal.fields, ...(column ? [column] : [])]);
  return fields
    .filter((field) => named.has(field) || named.has(nameOf(field)))
    .map((field) => byRefusal(field, body[field], refusal, shapeOf(field)?.type));
}

/** Records of customers that are changed field by field: one refused field does not keep the others from being written. */
const FIELD_BY_FIELD = new Set(['Account', 'Contact', 'Lead', 'Opportunity']);

/** The fields that a refusal of a customer's record names, while others of it could go without them. */
export function culpritsOf({ object, operation, body }: RecordWrite, refusal: Refusal): Repair[] {
  const fields = Object.keys(body);
  const culprits = fields.filter((field) => refusal.fields.includes(field));
  if (!FIELD_BY_FIELD.has(object) || operation !== 'update') return [];
  if (culprits.length === 0 || culprits.length === fields.length) return [];
  return culprits.map((field) => leftOut(field, `the org refuses it: ${cut(refusal.message, 255)}`));
}

export function repaired(write: RecordWrite, repairs: Repair[]): RecordWrite {
  const body = { ...write.body };
  for (const { field, after } of repairs)
    if (after === undefined) delete body[field];
    else body[field] = after;
  return { ...write, body };
}
