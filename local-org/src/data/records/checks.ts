import type { FieldSchema, ObjectSchema, OrgSchema } from '../../metadata/types.ts';
import { SalesforceError } from '../faults/errors.ts';
import {
  convertedLead,
  duplicateValue,
  insufficientMasterAccess,
  invalidCrossReference,
  requiredMissing,
} from '../faults/faults.ts';
import type { Access } from '../rights/access.ts';
import type { Row, Store } from '../store/store.ts';

/** What must hold between a record and the rest of the org before it is written. */

export function checkRequired(next: Row, fields: FieldSchema[]): void {
  const missing = fields.filter((field) => {
    const value = next[field.name] ?? null;
    return value === null && !field.nillable && field.type !== 'boolean' && (field.createable || field.updateable);
  });
  if (missing.length > 0) throw requiredMissing(missing.map((field) => field.name));
}

export function checkReferences(store: Store, schema: OrgSchema, object: ObjectSchema, values: Row): void {
  for (const [name, value] of Object.entries(values)) {
    const field = object.fields.get(name.toLowerCase());
    if (field?.type === 'reference' && typeof value === 'string') checkReference(store, schema, object, field, value);
  }
}

function checkReference(store: Store, schema: OrgSchema, object: ObjectSchema, field: FieldSchema, id: string): void {
  const target = schema.byPrefix(id);
  const columns = ['IsDeleted', 'IsActive', 'IsConverted'].filter((column) => target?.fields.has(column.toLowerCase()));
  const row = target
    ? store.statement(`SELECT ${['Id', ...columns].join(', ')} FROM "${target.name}" WHERE Id = ?`).get(id)
    : undefined;
  if (!row) throw invalidCrossReference(field.name);
  if (row['IsDeleted']) throw new SalesforceError(400, 'ENTITY_IS_DELETED', 'entity is deleted', [field.name]);
  if (field.name === 'OwnerId' && !row['IsActive']) {
    throw new SalesforceError(
      400,
      'INACTIVE_OWNER_OR_USER',
      `operation performed with inactive user [${id.slice(0, 15)}] as owner of ${object.label.toLowerCase()}`,
      ['OwnerId'],
    );
  }
  if (field.name === 'WhoId' && row['IsConverted']) throw convertedLead();
}

/**
 * Who writes a detail needs access to its master: edit, or read where the field says so. Metadata API Developer Guide,
 * CustomField, `writeRequiresMasterRead`.
 */
export function checkMasters(access: Access, object: ObjectSchema, row: Row): void {
  for (const field of mastersOf(object)) {
    const master = field.referenceTo[0] ?? '';
    const id = row[field.name];
    const enough = field.writeRequiresMasterRead ? access.canRead(master) : access.canEdit(master);
    if (typeof id === 'string' && !enough) throw insufficientMasterAccess(id);
  }
}

const mastersByObject = new WeakMap<ObjectSchema, FieldSchema[]>();

function mastersOf(object: ObjectSchema): FieldSchema[] {
  let fields = mastersByObject.get(object);
  if (!fields) {
    fields = [...object.fields.values()].filter((field) => field.custom && field.cascadeDelete);
    mastersByObject.set(object, fields);
  }
  return fields;
}

export function checkUnique(store: Store, object: ObjectSchema, next: Row, old: Row | null): void {
  for (const field of uniqueFields(object)) {
    const value = next[field.name] ?? null;
    if (value === null || (old && old[field.name] === value)) continue;
    const holder = store.idsWhere(object, field.name, value, 2).find((id) => id !== next['Id']);
    if (holder !== undefined) throw duplicateValue(field.name, holder);
  }
}

const uniqueByObject = new WeakMap<ObjectSchema, FieldSchema[]>();

function uniqueFields(object: ObjectSchema): FieldSchema[] {
  let fields = uniqueByObject.get(object);
  if (!fields) {
    fields = [...object.fields.values()].filter((field) => field.unique);
    uniqueByObject.set(object, fields);
  }
  return fields;
}
