import type { FieldSchema, ObjectSchema } from '../../metadata/types.ts';
import { integrity } from '../faults/faults.ts';
import type { Row, Store } from '../store/store.ts';
import { storedFields } from '../store/store.ts';

/** What the platform fills in: default values, who and when, names. */

const byObject = new WeakMap<ObjectSchema, Row>();

/** Every column of the object with its default; copy it before changing it. */
export function defaultRow(object: ObjectSchema): Row {
  let row = byObject.get(object);
  if (!row) {
    const value = (field: FieldSchema) => field.defaultValue ?? (field.type === 'boolean' ? false : null);
    row = Object.fromEntries(storedFields(object).map((field) => [field.name, value(field)]));
    byObject.set(object, row);
  }
  return row;
}

export function stampCreation(object: ObjectSchema, next: Row, userId: string, now: string): void {
  if (object.fields.has('ownerid')) next['OwnerId'] ??= userId;
  next['SystemModstamp'] = now;
  if (!object.fields.has('createddate')) return;
  // Given only where the user may set audit fields.
  const stamp = { CreatedDate: now, CreatedById: userId, LastModifiedDate: now, LastModifiedById: userId };
  for (const [name, value] of Object.entries(stamp)) next[name] ??= value;
  if (String(next['LastModifiedDate']) < String(next['CreatedDate'])) {
    throw integrity(`Last Modified Date(${next['LastModifiedDate']}) before Create Date(${next['CreatedDate']}).`, [
      'LastModifiedDate',
    ]);
  }
}

export function stampUpdate(object: ObjectSchema, next: Row, userId: string, now: string): void {
  next['SystemModstamp'] = now;
  if (object.fields.has('lastmodifieddate')) Object.assign(next, { LastModifiedDate: now, LastModifiedById: userId });
}

/** Custom objects: auto-numbers take the next in their pattern, and a record without a name is named by its Id. */
export function nameRecord(store: Store, object: ObjectSchema, next: Row): void {
  if (!object.custom) return;
  for (const field of autoNumbers(object)) {
    if ((next[field.name] ?? null) !== null) continue;
    const sequence = String(store.nextInSequence(`${object.name}.${field.name}`));
    next[field.name] = (field.displayFormat ?? '{0}').replace(/\{(0+)\}/, (_pattern, zeros: string) =>
      sequence.padStart(zeros.length, '0'),
    );
  }
  next['Name'] ??= (next['Id'] as string).slice(0, 15);
}

const numbersByObject = new WeakMap<ObjectSchema, FieldSchema[]>();

function autoNumbers(object: ObjectSchema): FieldSchema[] {
  let fields = numbersByObject.get(object);
  if (!fields) {
    fields = [...object.fields.values()].filter((field) => field.autoNumber);
    numbersByObject.set(object, fields);
  }
  return fields;
}
