import type { FieldSchema, ObjectSchema, OrgSchema, PackageMetadata } from '../../metadata/types.ts';
import { MultipleMatches } from '../faults/errors.ts';
import {
  cannotInsert,
  cannotUpdate,
  entityIsDeleted,
  insufficientAccess,
  keyMissing,
  malformedId,
  noSuchColumn,
  notWritable,
  objectNotFound,
  recordNotFound,
} from '../faults/faults.ts';
import { systemAccess, type Access } from '../rights/access.ts';
import { rules } from '../rules/index.ts';
import type { Change, RuleOrg } from '../rules/rule.ts';
import type { Setup } from '../setup/setup.ts';
import { toId18 } from '../store/ids.ts';
import type { Address, RetrievedRecord, Value } from '../store/record.ts';
import type { Row, Store } from '../store/store.ts';
import type { OrgUser, Saved, Session, UpsertResult } from '../types.ts';
import { addressOf } from './address.ts';
import { checkMasters, checkReferences, checkRequired, checkUnique } from './checks.ts';
import { defaultRow, nameRecord, stampCreation, stampUpdate } from './defaults.ts';
import { deleteRecord } from './delete.ts';
import { readRecord } from './incoming.ts';
import { storedValue } from './values.ts';

/** What a session needs of its org; access and user are asked for anew each time, as assignments change them. */
export interface SessionOrg extends RuleOrg {
  readonly schema: OrgSchema;
  readonly metadata: PackageMetadata;
  readonly store: Store;
  readonly setup: Setup;
  accessOf(userId: string): Access;
  userOf(userId: string): OrgUser;
  /** Called when a write may have changed someone's access. */
  accessChanged(): void;
  readonly onSave: ((saved: Saved) => void) | null;
}

const changesAccess = new Set(['PermissionSetAssignment', 'User', 'PermissionSet', 'Profile']);

export class UserSession implements Session {
  readonly #org: SessionOrg;
  readonly #userId: string;
  #depth = 0;
  /** Whether the transaction under way wrote something that access hangs on. */
  #hasChangedAccess = false;

  readonly #isSystem: boolean;

  constructor(org: SessionOrg, userId: string, { isSystem = false } = {}) {
    this.#org = org;
    this.#userId = userId;
    this.#isSystem = isSystem;
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
    return this.#isSystem
      ? systemAccess(this.schema, this.#org.accessOf(this.#userId))
      : this.#org.accessOf(this.#userId);
  }

  transaction<T>(work: () => T): T {
    if (this.#depth === 0) this.#hasChangedAccess = false;
    this.#depth++;
    try {
      this.#org.store.author.userId = this.#userId;
      return this.#org.store.transaction(work);
    } catch (error) {
      // what it gave or took is taken back
      if (this.#hasChangedAccess) this.#org.accessChanged();
      throw error;
    } finally {
      this.#depth--;
    }
  }

  create(objectName: string, record: Record<string, unknown>): string {
    return this.transaction(() => {
      const object = this.#visible(objectName);
      if (!this.access.canCreate(object.name)) throw cannotInsert(object);
      const values = readRecord(this, this.#org.store, object, record);
      this.#refuseUnwritable(object, values, 'create');
      const now = this.#org.store.stamp();
      const next: Row = { ...defaultRow(object), ...values };
      next['Id'] = this.#org.newId(object);
      stampCreation(object, next, this.#userId, now);
      nameRecord(this.#org.store, object, next);
      checkReferences(this.#org.store, this.schema, object, values);
      checkMasters(this.access, object, next);
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
      checkRequired(next, [...object.fields.values()]);
      this.#org.setup.rules.check(change);
      checkUnique(this.#org.store, object, next, null);
      this.#org.store.insert(object, next);
      rules[object.name]?.after?.(change, this.#org);
      this.#noteWrite(object);
      this.#org.onSave?.({ session: this, object, id: next['Id'], old: null });
      return next['Id'];
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
      stampUpdate(object, next, this.#userId, now);
      nameRecord(this.#org.store, object, next);
      checkReferences(this.#org.store, this.schema, object, values);
      checkMasters(this.access, object, next);
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
      checkRequired(
        next,
        [...change.given].map((name) => object.fields.get(name.toLowerCase()) as FieldSchema),
      );
      this.#org.setup.rules.check(change);
      checkUnique(this.#org.store, object, next, old);
      this.#org.store.update(object, old['Id'] as string, changed(next, old));
      rules[object.name]?.after?.(change, this.#org);
      this.#noteWrite(object);
      this.#org.onSave?.({ session: this, object, id: next['Id'] as string, old });
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
    const id = typeof value === 'string' ? toId18(value) : null;
    if (id === null) throw malformedId(typeof value === 'string' ? value : JSON.stringify(value));
    this.update(object.name, id, record);
    return { id, created: false };
  }

  delete(objectName: string, id: string): void {
    this.transaction(() => {
      const object = this.#visible(objectName);
      const row = this.#existing(object, id);
      if (!this.access.canDelete(object.name)) throw insufficientAccess();
      checkMasters(this.access, object, row);
      deleteRecord(this.#org, this.schema, object, row, this.#userId);
      this.#noteWrite(object);
    });
  }

  get(objectName: string, id: string, fields?: string[]): RetrievedRecord {
    const object = this.#visible(objectName);
    const row = this.#existing(object, id);
    const result: RetrievedRecord = {};
    if (fields === undefined) {
      for (const field of object.fields.values()) {
        if (this.access.canRead(object.name, field.name)) result[field.name] = shown(object, field, row);
      }
      return result;
    }
    for (const name of fields) {
      const field = object.fields.get(name.toLowerCase());
      if (!field || !this.access.canRead(object.name, field.name)) throw noSuchColumn(object.name, name);
      result[field.name] = shown(object, field, row);
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
    const { access } = this;
    const refused = Object.keys(values).filter((name) =>
      operation === 'create' ? !access.canCreate(object.name, name) : !access.canEdit(object.name, name),
    );
    if (refused.length > 0) throw notWritable(refused);
  }

  #noteWrite(object: ObjectSchema): void {
    if (!changesAccess.has(object.name)) return;
    this.#hasChangedAccess = true;
    this.#org.accessChanged();
  }
}

function changed(next: Row, old: Row): Row {
  const changes: Row = {};
  for (const [name, value] of Object.entries(next)) {
    const stored = typeof value === 'boolean' ? Number(value) : value;
    if (stored !== old[name]) changes[name] = value;
  }
  return changes;
}

function shown(object: ObjectSchema, field: FieldSchema, row: Row): Value | Address {
  if (field.type === 'address') return addressOf(object, field, row);
  const value = row[field.name] ?? null;
  return field.type === 'boolean' ? Boolean(value) : value;
}
