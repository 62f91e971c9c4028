/**
 * What an admin changes in Setup while the org runs, kept until the org ends or the changes are taken back: for tests of
 * clients that read describe once and go by it. Salesforce has all of it; the address it is reached at here is the local
 * org's own.
 */
import { userPermissions } from '../../metadata/standard/permissions.ts';
import type {
  FieldSchema,
  ObjectSchema,
  OrgSchema,
  PackageMetadata,
  PermissionSetMetadata,
  TabVisibility,
} from '../../metadata/types.ts';
import { SalesforceError } from '../faults/errors.ts';
import { STANDARD_TAB } from '../rights/access.ts';
import type { Tokens } from '../rights/tokens.ts';
import { SaveRules } from '../rules/save-rules.ts';
import type { Store } from '../store/store.ts';
import { type SwitchedOrg, Switches } from './switches.ts';

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

/** What a permission set says of a tab from now on. */
export interface TabChange {
  permissionSet: string;
  tab: string;
  visibility: TabVisibility;
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
  #undo: (() => void)[] = [];
  /** How to undo changes of fields and permissions. */
  #undoMetadata: (() => void)[] = [];
  readonly rules: SaveRules;
  readonly switches: Switches;

  constructor(org: SetupOrg) {
    this.#org = org;
    this.rules = new SaveRules(org);
    this.switches = new Switches(org, (undo) => this.#undo.push(undo));
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

  changeTab({ permissionSet, tab, visibility }: TabChange): void {
    const set = this.#permissionSet(permissionSet);
    if (!tab.startsWith(STANDARD_TAB) && !this.#org.metadata.tabs.some(({ name }) => name === tab))
      throw new SalesforceError(404, 'NOT_FOUND', `The org has no tab ${tab}`);
    const known = set.tabs.get(tab);
    set.tabs.set(tab, visibility);
    this.#undoMetadata.push(() => (known ? set.tabs.set(tab, known) : set.tabs.delete(tab)));
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

  /** Takes every change back. */
  reset(): void {
    this.rules.clear();
    for (const undo of [...this.#undo.splice(0), ...this.#undoMetadata.splice(0)].reverse()) undo();
    this.#org.accessChanged();
  }

  /** The org has new metadata, without the changes made to the old. */
  metadataReplaced(): void {
    this.#undoMetadata = [];
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
