import { fieldLevelSecurity, governingField } from '../../metadata/field-security.ts';
import type {
  FieldSchema,
  ObjectAccess,
  OrgSchema,
  PermissionSetMetadata,
  TabVisibility,
} from '../../metadata/types.ts';
import type { ProfileAccess } from './profiles.ts';

/** What one user may do, from the profile and the permission sets assigned. */
export interface Access {
  canRead(object: string, field?: string): boolean;
  canCreate(object: string, field?: string): boolean;
  canEdit(object: string, field?: string): boolean;
  canDelete(object: string): boolean;
  /** Every record of the object, whoever it is shared with. */
  canViewAll(object: string): boolean;
  hasUserPermission(name: string): boolean;
  hasCustomPermission(name: string): boolean;
  /** `Visible`: in the navigation of apps; `Available`: only by its address; `None`: not at all. */
  tab(name: string): TabVisibility;
}

const nothing: ObjectAccess = {
  read: false,
  create: false,
  edit: false,
  delete: false,
  viewAll: false,
  modifyAll: false,
};

/** Objects that every user may read and none but an administrator may write. */
const openToRead = new Set([
  'user',
  'organization',
  'profile',
  'permissionset',
  'permissionsetassignment',
  'opportunitystage',
  'customnotificationtype',
]);

/** Objects that every user may use: notes are as visible as the records they are linked to. */
const openToUse = new Set(['contentnote', 'contentdocument', 'contentversion', 'contentdocumentlink']);

type Right = 'read' | 'create' | 'edit' | 'delete';

/**
 * What a profile and the assigned permission sets allow together: rights only ever add up.
 * @param off objects of features that are off in this org, in lower case
 */
export function accessOf(
  schema: OrgSchema,
  profile: ProfileAccess,
  sets: PermissionSetMetadata[],
  off: ReadonlySet<string> = new Set(),
): Access {
  const userPermissions = new Set([...profile.userPermissions, ...sets.flatMap((set) => [...set.userPermissions])]);
  const customPermissions = new Set(sets.flatMap((set) => [...set.customPermissions]));
  const everything = profile.everything || userPermissions.has('ModifyAllData');
  const objectCache = new Map<string, ObjectAccess>();
  const fieldCache = new Map<string, { read: boolean; edit: boolean }>();

  function objectAccess(name: string): ObjectAccess {
    const key = name.toLowerCase();
    let access = objectCache.get(key);
    if (!access) {
      access = computeObject(key);
      objectCache.set(key, access);
    }
    return access;
  }

  function computeObject(key: string): ObjectAccess {
    const object = schema.object(key);
    if (!object || off.has(key)) return nothing;
    const possible = { create: object.createable, edit: object.updateable, delete: object.deletable };
    if (everything) return { read: true, ...possible, viewAll: true, modifyAll: true };
    if (openToUse.has(key)) return { ...nothing, read: true, ...possible };
    if (openToRead.has(key)) {
      const assigns = key === 'permissionsetassignment' && userPermissions.has('AssignPermissionSets');
      return { ...nothing, read: true, create: assigns, edit: assigns, delete: assigns };
    }
    // Object Reference, Task and Event: user permissions, not object permissions, govern activities.
    if (key === 'task' || key === 'event') {
      const edit = userPermissions.has(key === 'task' ? 'EditTask' : 'EditEvent');
      const read = userPermissions.has('ActivitiesAccess');
      return { ...nothing, read, create: read && edit, edit: read && edit, delete: read && edit };
    }
    // Object Reference, EmailMessage: access goes by the task, and there is no object permission of its own
    if (key === 'emailmessage') {
      const { read, edit } = objectAccess('Task');
      return { ...nothing, read, create: edit, edit, delete: edit };
    }
    if (key === 'eventrelation') return followingEdit(objectAccess('Event'));
    if (key === 'opportunitycontactrole') return followingEdit(objectAccess('Opportunity'));
    const granted = [profile.objects.get(key), ...sets.map((set) => set.objects.get(key))].filter(
      (entry) => entry !== undefined,
    );
    const any = (right: keyof ObjectAccess): boolean => granted.some((entry) => entry[right]);
    return {
      read: any('read'),
      create: any('create'),
      edit: any('edit'),
      delete: any('delete'),
      viewAll: any('viewAll'),
      modifyAll: any('modifyAll'),
    };
  }

  function fieldAccess(objectName: string, fieldName: string): { read: boolean; edit: boolean } {
    const key = `${objectName}.${fieldName}`.toLowerCase();
    let access = fieldCache.get(key);
    if (!access) {
      access = computeField(key);
      fieldCache.set(key, access);
    }
    return access;
  }

  function computeField(key: string): { read: boolean; edit: boolean } {
    const [objectName = '', fieldName = ''] = key.split('.');
    const object = schema.object(objectName);
    const field = object?.fields.get(fieldName);
    if (!object || !field) return { read: false, edit: false };
    if (everything || !fieldLevelSecurity(object, field)) return { read: true, edit: true };
    if (!field.custom && profile.standardFields) return { read: true, edit: true };
    const governing = `${objectName}.${governingField(object, field).name}`.toLowerCase();
    const granted = sets.map((set) => set.fields.get(governing)).filter((entry) => entry !== undefined);
    return { read: granted.some((entry) => entry.read), edit: granted.some((entry) => entry.edit) };
  }

  const isCreateable = (field: FieldSchema): boolean =>
    field.createable || (field.createableAsAudit === true && userPermissions.has('CreateAuditFields'));

  const may = (right: Right, object: string, field: string | undefined): boolean => {
    if (!objectAccess(object)[right]) return false;
    if (field === undefined) return true;
    const described = schema.object(object)?.fields.get(field.toLowerCase());
    if (!described) return false;
    if (right === 'create' && !isCreateable(described)) return false;
    if (right === 'edit' && !described.updateable) return false;
    return fieldAccess(object, field)[right === 'read' ? 'read' : 'edit'];
  };

  return {
    canRead: (object, field) => may('read', object, field),
    canCreate: (object, field) => may('create', object, field),
    canEdit: (object, field) => may('edit', object, field),
    canDelete: (object) => objectAccess(object).delete,
    canViewAll: (object) => userPermissions.has('ViewAllData') || objectAccess(object).viewAll,
    hasUserPermission: (name) => userPermissions.has(name),
    hasCustomPermission: (name) => customPermissions.has(name),
    tab: (name) => tabVisibility(name, profile, sets),
  };
}

export const STANDARD_TAB = 'standard-';

/**
 * Salesforce Help, "Tab Settings": the most permissive setting of the profile and the permission sets. No profile of this
 * org opens a tab that was deployed, an administrator's neither.
 */
function tabVisibility(name: string, profile: ProfileAccess, sets: PermissionSetMetadata[]): TabVisibility {
  const settings = new Set(sets.map(({ tabs }) => tabs.get(name)));
  if (settings.has('Visible') || (profile.standardTabs && name.startsWith(STANDARD_TAB))) return 'Visible';
  return settings.has('Available') ? 'Available' : 'None';
}

/** System context: every object and field that can be read or written at all, with the user's own other permissions. */
export function systemAccess(schema: OrgSchema, user: Access): Access {
  const described = (object: string, field?: string) => {
    const found = schema.object(object);
    return { object: found, field: field === undefined ? undefined : found?.fields.get(field.toLowerCase()) };
  };
  const may = (right: 'createable' | 'updateable', objectName: string, name?: string): boolean => {
    const { object, field } = described(objectName, name);
    return (object?.[right] ?? false) && (name === undefined || (field?.[right] ?? false));
  };
  return {
    canRead: (objectName, name) => {
      const { object, field } = described(objectName, name);
      return object !== undefined && (name === undefined || field !== undefined);
    },
    canCreate: (object, field) => may('createable', object, field),
    canEdit: (object, field) => may('updateable', object, field),
    canDelete: (object) => described(object).object?.deletable ?? false,
    canViewAll: () => true,
    hasUserPermission: (name) => user.hasUserPermission(name),
    hasCustomPermission: (name) => user.hasCustomPermission(name),
    tab: (name) => user.tab(name),
  };
}

/** Contact roles and attendees are part of their deal or event: who edits that, edits them. */
const followingEdit = (parent: ObjectAccess): ObjectAccess => ({
  ...nothing,
  read: parent.read,
  viewAll: parent.viewAll,
  create: parent.edit,
  edit: parent.edit,
  delete: parent.edit,
});
