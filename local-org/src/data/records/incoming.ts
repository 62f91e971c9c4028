import type { FieldSchema, ObjectSchema } from '../../metadata/types.ts';
import { MultipleMatches, SalesforceError } from '../faults/errors.ts';
import { foreignKeyNotFound, noSuchColumn } from '../faults/faults.ts';
import type { Value } from '../store/record.ts';
import type { Row, Store } from '../store/store.ts';
import type { Session } from '../types.ts';
import { storedValue } from './values.ts';

/** A client's JSON as columns: names put right, values checked, parents named by external Id resolved. */
export function readRecord(session: Session, store: Store, object: ObjectSchema, record: Record<string, unknown>): Row {
  const values: Row = {};
  for (const [name, given] of Object.entries(record)) {
    if (name === 'attributes') continue;
    const field = object.fields.get(name.toLowerCase());
    if (field) {
      if (!session.access.canRead(object.name, field.name)) throw noSuchColumn(object.name, name);
      // An address is written through its parts; the session refuses it by name.
      values[field.name] =
        field.type === 'address' ? null : storedValue(field, given, (id) => session.schema.byPrefix(id)?.name);
      continue;
    }
    const reference = referenceNamed(object, name);
    if (!reference || !session.access.canRead(object.name, reference.name)) throw noSuchColumn(object.name, name);
    values[reference.name] = resolveParent(session, store, reference, name, given);
  }
  return values;
}

function referenceNamed(object: ObjectSchema, relationship: string): FieldSchema | undefined {
  for (const field of object.fields.values()) {
    if (field.relationshipName?.toLowerCase() === relationship.toLowerCase()) return field;
  }
  return undefined;
}

/** REST API Developer Guide, "Insert or Update (Upsert) a Record Using an External ID": `{"Parent__r": {"Key__c": "…"}}`. */
function resolveParent(
  session: Session,
  store: Store,
  reference: FieldSchema,
  relationship: string,
  given: unknown,
): Value {
  if (given === null) return null;
  if (typeof given !== 'object' || Array.isArray(given)) {
    throw new SalesforceError(
      400,
      'JSON_PARSER_ERROR',
      `${relationship} must be an object that names its parent by an external Id`,
      [reference.name],
    );
  }
  const parent = given as Record<string, unknown>;
  const keys = Object.entries(parent).filter(([name]) => name !== 'attributes');
  const target = parentObject(session, reference, parent);
  const [key, ...more] = keys;
  if (!target || !key || more.length > 0) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `${relationship} must name its parent by exactly one external Id field`,
      [reference.name],
    );
  }
  const field = target.fields.get(key[0].toLowerCase());
  if (!field || !(field.externalId || field.idLookup) || !session.access.canRead(target.name, field.name)) {
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `Field name provided, ${key[0]} is not an External ID or indexed field for ${target.name}`,
    );
  }
  const value = storedValue(field, key[1], (id) => session.schema.byPrefix(id)?.name);
  const ids = value === null ? [] : store.idsWhere(target, field.name, value, 10);
  if (ids.length > 1) throw new MultipleMatches(field.label, ids);
  if (ids[0] === undefined) throw foreignKeyNotFound(String(key[1]), field.name, target.name);
  return ids[0];
}

function parentObject(
  session: Session,
  reference: FieldSchema,
  parent: Record<string, unknown>,
): ObjectSchema | undefined {
  const attributes = parent['attributes'] as { type?: unknown } | undefined;
  const named = typeof attributes?.type === 'string' ? attributes.type : undefined;
  const target = named ?? (reference.referenceTo.length === 1 ? reference.referenceTo[0] : undefined);
  return target !== undefined && reference.referenceTo.some((name) => name.toLowerCase() === target.toLowerCase())
    ? session.schema.object(target)
    : undefined;
}
