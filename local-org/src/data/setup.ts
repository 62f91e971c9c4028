/**
 * What an admin changes in Setup while the org runs, kept until the org ends or the changes are taken back: for tests of
 * clients that read describe once and go by it. Salesforce has all of it; the address it is reached at here is the local
 * org's own.
 */
import { userPermissions } from '../metadata/standard/permissions.ts';
import type {
  FieldSchema,
  ObjectSchema,
  OrgSchema,
  PackageMetadata,
  PermissionSetMetadata,
} from '../metadata/types.ts';
import { duplicatesDetected } from './faults.ts';
import type { Change } from './rules/rule.ts';
import type { Row, Store } from './store.ts';
import { type SwitchedOrg, Switches } from './switches.ts';
import type { Tokens } from './tokens.ts';
import { SalesforceError, type Value } from './types.ts';

export type FilterOperation = 'equals' | 'notEqual' | 'greaterThan' | 'lessThan' | 'contains';

/** A validation rule, with conditions as filters have them (all must hold) where Salesforce has a formula. */
export interface ValidationRule {
  object: string;
  name: string;
  filters: { field: string; operation: FilterOperation; value: Value }[];
  errorMessage: string;
  /** Where the message is shown; on the page's top where none is named. */
  errorDisplayField?: string;
}

/** A duplicate rule over an exact matching rule: records that agree in all these fields, none of them empty. */
export interface DuplicateRule {
  object: string;
  name: string;
  matchOn: string[];
  /** `Alert`: a caller who says `allowSave` may save all the same. */
  action: 'Block' | 'Alert';
}

/** A change of one field: its length, values that are no longer active, or its deletion. */
export interface FieldChange {
  object: string;
  field: string;
  length?: number;
  deactivate?: string[];
  deleted?: true;
}

/** What a permission set grants from now on. */
export interface PermissionChange {
  permissionSet: string;
  object: string;
  field?: string;
  read: boolean;
  edit: boolean;
  /** Of an object; as `edit` where it is left out. */
  create?: boolean;
}

/** A user permission that a permission set gives, or gives no longer. */
export interface UserPermissionChange {
  permissionSet: string;
  name: string;
  enabled: boolean;
}

interface SetupOrg extends SwitchedOrg {
  schema: OrgSchema;
  metadata: PackageMetadata;
  store: Store;
  readonly tokens: Tokens;
}

const ACTIVITIES = 'change the user permissions ActivitiesAccess, EditTask and EditEvent';
const GOVERNED_OTHERWISE: Record<string, string> = {
  task: ACTIVITIES,
  event: ACTIVITIES,
  contentnote: 'who may use notes is a matter of whether notes are on',
  opportunitycontactrole: 'it follows Opportunity',
};

export class Setup {
  readonly #org: SetupOrg;
  #validationRules: ValidationRule[] = [];
  #duplicateRules: DuplicateRule[] = [];
  #undo: (() => void)[] = [];
  /** How to undo changes of fields and permissions. */
  #undoMetadata: (() => void)[] = [];
  #allowSave = false;
  readonly switches: Switches;

  constructor(org: SetupOrg) {
    this.#org = org;
    this.switches = new Switches(org, (undo) => this.#undo.push(undo));
  }

  /** Runs with `Sforce-Duplicate-Rule-Header: allowSave=true`. */
  allowingSave<T>(allowed: boolean, work: () => T): T {
    const before = this.#allowSave;
    this.#allowSave = allowed;
    try {
      return work();
    } finally {
      this.#allowSave = before;
    }
  }

  changeField({ object: objectName, field: fieldName, length, deactivate, deleted }: FieldChange): void {
    const object = this.#object(objectName);
    const field = this.#field(object, fieldName);
    const fields = new Map(object.fields);
    if (deleted) fields.delete(field.name.toLowerCase());
    else
      fields.set(field.name.toLowerCase(), {
        ...field,
        ...(length === undefined ? {} : { length }),
        picklistValues: field.picklistValues.map((entry) =>
          deactivate?.includes(entry.value) ? { ...entry, active: false } : entry,
        ),
      });
    // a new object, because what is known of the old one is kept by it
    this.#org.schema.objects.set(object.name.toLowerCase(), { ...object, fields });
    this.#undoMetadata.push(() => this.#org.schema.objects.set(object.name.toLowerCase(), object));
    this.#org.accessChanged();
  }

  changePermission(change: PermissionChange): void {
    const { field, read, edit, create = edit } = change;
    const set = this.#permissionSet(change.permissionSet);
    const object = this.#object(change.object);
    if (field === undefined) {
      const key = object.name.toLowerCase();
      if (GOVERNED_OTHERWISE[key])
        throw new SalesforceError(
          400,
          'INVALID_INPUT',
          `${object.name} has no object permissions: ${GOVERNED_OTHERWISE[key]}.`,
        );
      const known = set.objects.get(key);
      set.objects.set(key, { read, create, edit, delete: edit, viewAll: false, modifyAll: false });
      this.#undoMetadata.push(() => (known ? set.objects.set(key, known) : set.objects.delete(key)));
    } else {
      const key = `${object.name}.${this.#field(object, field).name}`.toLowerCase();
      const known = set.fields.get(key);
      set.fields.set(key, { read, edit });
      this.#undoMetadata.push(() => (known ? set.fields.set(key, known) : set.fields.delete(key)));
    }
    this.#org.accessChanged();
  }

  changeUserPermission({ permissionSet, name, enabled }: UserPermissionChange): void {
    const set = this.#permissionSet(permissionSet);
    if (!userPermissions[name])
      throw new SalesforceError(404, 'NOT_FOUND', `The local org gives the user permission ${name} no meaning`);
    const before = set.userPermissions.has(name);
    this.#setUserPermission(set, name, enabled);
    this.#undoMetadata.push(() => this.#setUserPermission(set, name, before));
  }

  #setUserPermission(set: PermissionSetMetadata, name: string, enabled: boolean): void {
    if (enabled) set.userPermissions.add(name);
    else set.userPermissions.delete(name);
    const { store } = this.#org;
    const object = this.#object('PermissionSet');
    store.transaction(() => {
      for (const id of store.idsWhere(object, 'Name', set.name))
        store.update(object, id, { [`Permissions${name}`]: enabled });
    });
    this.#org.accessChanged();
  }

  /** Ends every token of a user, for good: Salesforce Help, "Manage Current OAuth Connected App Sessions". */
  revokeTokens(userId: string): void {
    this.#org.tokens.revokeAllOf(userId);
  }

  addValidationRule(rule: ValidationRule): void {
    const object = this.#object(rule.object);
    for (const { field } of rule.filters) this.#field(object, field);
    this.#validationRules.push(rule);
  }

  addDuplicateRule(rule: DuplicateRule): void {
    const object = this.#object(rule.object);
    for (const field of rule.matchOn) this.#field(object, field);
    this.#duplicateRules.push(rule);
  }

  /** Takes every change back. */
  reset(): void {
    this.#validationRules = [];
    this.#duplicateRules = [];
    for (const undo of [...this.#undo.splice(0), ...this.#undoMetadata.splice(0)].reverse()) undo();
    this.#org.accessChanged();
  }

  /** The org has new metadata, without the changes made to the old. */
  metadataReplaced(): void {
    this.#undoMetadata = [];
  }

  /** Apex Developer Guide, "Triggers and Order of Execution": validation rules, then duplicate rules, then the save. */
  check(change: Change): void {
    for (const rule of this.#validationRules)
      if (isOf(rule, change) && rule.filters.every((filter) => holds(change.next, filter)))
        throw new SalesforceError(
          400,
          'FIELD_CUSTOM_VALIDATION_EXCEPTION',
          rule.errorMessage,
          rule.errorDisplayField ? [rule.errorDisplayField] : [],
        );
    for (const rule of this.#duplicateRules) if (isOf(rule, change)) this.#refuseDuplicate(rule, change);
  }

  #refuseDuplicate(rule: DuplicateRule, { object, next, old }: Change): void {
    if (rule.action === 'Alert' && this.#allowSave) return;
    const wanted = rule.matchOn.map((field) => ({ field, value: next[field] ?? null }));
    if (wanted.some(({ value }) => value === null)) return;
    if (old && wanted.every(({ field, value }) => old[field] === value)) return;
    const [first, ...rest] = wanted;
    if (!first) return;
    const ids = this.#org.store
      .idsWhere(object, first.field, first.value)
      .filter((id) => id !== next['Id'])
      .filter((id) => {
        const row = this.#org.store.row(object, id);
        return rest.every(({ field, value }) => row?.[field] === value);
      });
    if (ids.length > 0) throw duplicatesDetected(object.name, rule, ids);
  }

  #permissionSet(name: string): PermissionSetMetadata {
    const set = this.#org.metadata.permissionSets.get(name);
    if (!set) throw new SalesforceError(404, 'NOT_FOUND', `The org has no permission set ${name}`);
    return set;
  }

  #object(name: string): ObjectSchema {
    const object = this.#org.schema.object(name);
    if (!object) throw new SalesforceError(404, 'NOT_FOUND', `The org has no object ${name}`);
    return object;
  }

  #field(object: ObjectSchema, name: string): FieldSchema {
    const field = object.fields.get(name.toLowerCase());
    if (!field) throw new SalesforceError(404, 'NOT_FOUND', `${object.name} has no field ${name}`);
    return field;
  }
}

function isOf(rule: { object: string }, { object }: Change): boolean {
  return rule.object.toLowerCase() === object.name.toLowerCase();
}

function holds(row: Row, { field, operation, value }: ValidationRule['filters'][number]): boolean {
  const current = row[field] ?? null;
  const asked = typeof value === 'boolean' ? Number(value) : value;
  const given = typeof current === 'boolean' ? Number(current) : current;
  switch (operation) {
    case 'equals':
      return given === asked;
    case 'notEqual':
      return given !== asked;
    case 'contains':
      return typeof given === 'string' && given.includes(String(asked));
    case 'greaterThan':
      return given !== null && asked !== null && given > asked;
    case 'lessThan':
      return given !== null && asked !== null && given < asked;
  }
}
