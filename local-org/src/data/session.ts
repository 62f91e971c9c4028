import type { FieldSchema, ObjectSchema, OrgSchema, PackageMetadata } from '../metadata/types.ts';
import { deleteRecord } from './delete.ts';
import {
  cannotInsert,
  cannotUpdate,
  convertedLead,
  duplicateValue,
  entityIsDeleted,
  insufficientAccess,
  invalidCrossReference,
  keyMissing,
  malformedId,
  noSuchColumn,
  notWritable,
  objectNotFound,
  recordNotFound,
  requiredMissing,
} from './faults.ts';
import { toId18 } from './ids.ts';
import { readRecord } from './incoming.ts';
import { rules } from './rules/index.ts';
import type { Change, RuleOrg } from './rules/rule.ts';
import type { Row, Store } from './store.ts';
import type { Access, OrgUser, Session, SObject, UpsertResult, Value } from './types.ts';
import { MultipleMatches, NotImplementedHere, SalesforceError } from './types.ts';
import { storedValue } from './values.ts';

/** What a session needs of its org; access and user are asked for anew each time, as assignments change them. */
export interface SessionOrg extends RuleOrg {
  readonly schema: OrgSchema;
  readonly metadata: PackageMetadata;
  readonly store: Store;
  accessOf(userId: string): Access;
  userOf(userId: string): OrgUser;
  /** Called when a write may have changed someone's access. */
  accessChanged(): void;
}

const changesAccess = new Set(['PermissionSetAssignment', 'User', 'PermissionSet', 'Profile']);

export class UserSession implements Session {
  readonly #org: SessionOrg;
  readonly #userId: string;

  constructor(org: SessionOrg, userId: string) {
    this.#org = org;
    this.#userId = userId;
  }

  get user(): OrgUser {
    return this.#org.userOf(this.#userId);
  }
  get schema(): OrgSchema {
    return this.#org.schema;
  }
  get metadata(): PackageMetadata {
    return this.#org.metadata;
  }
  get access(): Access {
    return this.#org.accessOf(this.#userId);
  }

  transaction<T>(work: () => T): T {
    try {
      return this.#org.store.transaction(work);
    } catch (error) {
      this.#org.accessChanged();
      throw error;
    }
  }

  create(objectName: string, record: Record<string, unknown>): string {
    return this.transaction(() => {
      const object = this.#visible(objectName);
      if (!this.access.canCreate(object.name)) throw cannotInsert(object);
      const values = readRecord(this, this.#org.store, object, record);
      this.#refuseUnwritable(object, values, 'create');
      const now = this.#org.store.stamp();
      const next: Row = { ...defaults(object), ...values };
      next['Id'] = this.#org.newId(object);
      stampCreation(object, next, this.#userId, now);
      this.#nameIt(object, next);
      this.#checkReferences(object, values);
      const change: Change = {
        operation: 'create',
        object,
        next,
        old: null,
        given: new Set(Object.keys(values)),
        userId: this.#userId,
        now,
      };
      rules[object.name]?.before?.(change, this.#org);
      requireFields(next, [...object.fields.values()]);
      this.#checkUnique(object, next, null);
      this.#org.store.insert(object, next);
      rules[object.name]?.after?.(change, this.#org);
      this.#noteWrite(object);
      return next['Id'] as string;
    });
  }

  update(objectName: string, id: string, record: Record<string, unknown>): void {
    this.transaction(() => {
      const object = this.#visible(objectName);
      const old = this.#existing(object, id);
      if (!object.updateable) throw cannotUpdate(object);
      if (!this.access.canEdit(object.name)) throw insufficientAccess();
      const values = readRecord(this, this.#org.store, object, record);
      if (values['Id'] !== undefined && values['Id'] !== old['Id']) throw malformedId(String(values['Id']));
      delete values['Id'];
      this.#refuseUnwritable(object, values, 'update');
      const now = this.#org.store.stamp();
      const next: Row = { ...old, ...values };
      if (object.fields.has('lastmodifieddate'))
        Object.assign(next, { LastModifiedDate: now, LastModifiedById: this.#userId });
      next['SystemModstamp'] = now;
      this.#nameIt(object, next);
      this.#checkReferences(object, values);
      const change: Change = {
        operation: 'update',
        object,
        next,
        old,
        given: new Set(Object.keys(values)),
        userId: this.#userId,
        now,
      };
      rules[object.name]?.before?.(change, this.#org);
      requireFields(
        next,
        [...change.given].map((name) => object.fields.get(name.toLowerCase()) as FieldSchema),
      );
      this.#checkUnique(object, next, old);
      this.#org.store.update(object, old['Id'] as string, changed(next, old));
      rules[object.name]?.after?.(change, this.#org);
      this.#noteWrite(object);
    });
  }

  upsert(objectName: string, externalIdField: string, value: unknown, record: Record<string, unknown>): UpsertResult {
    return this.transaction(() => {
      const object = this.#visible(objectName);
      const field = object.fields.get(externalIdField.toLowerCase());
      if (!field || !(field.externalId || field.idLookup) || !this.access.canRead(object.name, field.name)) {
        throw recordNotFound(externalIdField);
      }
      const rest = Object.fromEntries(
        Object.entries(record).filter(([name]) => name.toLowerCase() !== field.name.toLowerCase()),
      );
      if (field.type === 'id') return this.#upsertById(object, value, rest);
      const key = storedValue(field, value, (id) => this.schema.byPrefix(id)?.name);
      if (key === null) throw keyMissing(field.name);
      const matches = this.#org.store.idsWhere(object, field.name, key, 10);
      if (matches.length > 1) throw new MultipleMatches(field.label, matches);
      const [match] = matches;
      if (match === undefined) return { id: this.create(object.name, { ...rest, [field.name]: key }), created: true };
      this.update(object.name, match, rest);
      return { id: match, created: false };
    });
  }

  #upsertById(object: ObjectSchema, value: unknown, record: Record<string, unknown>): UpsertResult {
    if (value === null || value === undefined || value === '')
      return { id: this.create(object.name, record), created: true };
    const id = toId18(String(value));
    if (id === null) throw malformedId(String(value));
    this.update(object.name, id, record);
    return { id, created: false };
  }

  delete(objectName: string, id: string): void {
    this.transaction(() => {
      const object = this.#visible(objectName);
      const row = this.#existing(object, id);
      if (!this.access.canDelete(object.name)) throw insufficientAccess();
      deleteRecord(this.#org, this.schema, object, row, this.#userId);
      this.#noteWrite(object);
    });
  }

  get(objectName: string, id: string, fields?: string[]): SObject {
    const object = this.#visible(objectName);
    const row = this.#existing(object, id);
    const result: SObject = {};
    if (fields === undefined) {
      for (const field of object.fields.values()) {
        if (this.access.canRead(object.name, field.name)) result[field.name] = shown(field, row[field.name] ?? null);
      }
      return result;
    }
    for (const name of fields) {
      const field = object.fields.get(name.toLowerCase());
      if (!field || !this.access.canRead(object.name, field.name)) throw noSuchColumn(object.name, name);
      result[field.name] = shown(field, row[field.name] ?? null);
    }
    return result;
  }

  #visible(name: string): ObjectSchema {
    const object = this.schema.object(name);
    if (!object || !this.access.canRead(object.name)) throw objectNotFound();
    return object;
  }

  #existing(object: ObjectSchema, given: string): Row {
    const id = toId18(given);
    if (id === null) throw malformedId(given);
    const row = this.#org.store.row(object, id);
    if (!row) throw recordNotFound(given);
    if (row['IsDeleted']) throw entityIsDeleted();
    return row;
  }

  #refuseUnwritable(object: ObjectSchema, values: Row, operation: 'create' | 'update'): void {
    const may = operation === 'create' ? this.access.canCreate : this.access.canEdit;
    const refused = Object.keys(values).filter((name) => !may(object.name, name));
    if (refused.length > 0) throw notWritable(refused);
  }

  /** Custom objects: an omitted text name becomes the record's Id, an auto-number the next in its pattern. */
  #nameIt(object: ObjectSchema, next: Row): void {
    if (!object.custom) return;
    const name = object.fields.get('name');
    if (name?.autoNumber && next['Name'] === null) next['Name'] = this.#autoNumber(object, name);
    for (const field of object.fields.values()) {
      if (field.autoNumber && field !== name && (next[field.name] ?? null) === null)
        next[field.name] = this.#autoNumber(object, field);
    }
    next['Name'] ??= (next['Id'] as string).slice(0, 15);
  }

  #autoNumber(object: ObjectSchema, field: FieldSchema): string {
    const sequence = this.#org.store.nextInSequence(`${object.name}.${field.name}`);
    const pattern = field.displayFormat ?? '{0}';
    return pattern
      .replace(/\{(0+)\}/, (_match, zeros: string) => String(sequence).padStart(zeros.length, '0'))
      .replace(/\{(?!0)[^}]*\}/, (date) => {
        throw new NotImplementedHere(`auto-number formats with ${date}`);
      });
  }

  #checkReferences(object: ObjectSchema, values: Row): void {
    for (const [name, value] of Object.entries(values)) {
      const field = object.fields.get(name.toLowerCase());
      if (field?.type === 'reference' && typeof value === 'string') this.#checkReference(object, field, value);
    }
  }

  #checkReference(object: ObjectSchema, field: FieldSchema, id: string): void {
    const target = this.schema.byPrefix(id);
    const columns = ['IsDeleted', 'IsActive', 'IsConverted'].filter((column) =>
      target?.fields.has(column.toLowerCase()),
    );
    const row = target
      ? this.#org.store.statement(`SELECT ${['Id', ...columns].join(', ')} FROM "${target.name}" WHERE Id = ?`).get(id)
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

  #checkUnique(object: ObjectSchema, next: Row, old: Row | null): void {
    for (const field of uniqueFields(object)) {
      const value = next[field.name] ?? null;
      if (value === null || (old && old[field.name] === value)) continue;
      const [holder] = this.#org.store.idsWhere(object, field.name, value, 2).filter((id) => id !== next['Id']);
      if (holder !== undefined) throw duplicateValue(field.name, holder);
    }
  }

  #noteWrite(object: ObjectSchema): void {
    if (changesAccess.has(object.name)) this.#org.accessChanged();
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

const defaultsByObject = new WeakMap<ObjectSchema, Row>();
function defaults(object: ObjectSchema): Row {
  let row = defaultsByObject.get(object);
  if (!row) {
    row = Object.fromEntries(
      [...object.fields.values()].map((field) => [
        field.name,
        field.defaultValue ?? (field.type === 'boolean' ? false : null),
      ]),
    );
    defaultsByObject.set(object, row);
  }
  return row;
}

function stampCreation(object: ObjectSchema, next: Row, userId: string, now: string): void {
  if (object.fields.has('ownerid')) next['OwnerId'] ??= userId;
  next['SystemModstamp'] = now;
  if (!object.fields.has('createddate')) return;
  Object.assign(next, { CreatedDate: now, CreatedById: userId, LastModifiedDate: now, LastModifiedById: userId });
}

function requireFields(next: Row, fields: FieldSchema[]): void {
  const missing = fields.filter((field) => {
    const value = next[field.name] ?? null;
    return value === null && !field.nillable && field.type !== 'boolean' && (field.createable || field.updateable);
  });
  if (missing.length > 0) throw requiredMissing(missing.map((field) => field.name));
}

function changed(next: Row, old: Row): Row {
  const changes: Row = {};
  for (const [name, value] of Object.entries(next)) {
    const stored = typeof value === 'boolean' ? Number(value) : value;
    if (stored !== old[name]) changes[name] = value;
  }
  return changes;
}

function shown(field: FieldSchema, value: Value): Value {
  return field.type === 'boolean' ? Boolean(value) : value;
}
