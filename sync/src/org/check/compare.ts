/** What the integration user has, held against what the service needs. */
import type { FieldNeed, Level, Need, ObjectNeed, ObjectRight } from './needs.ts';
import { CHANGES, FILLING, INTEGRATION, SHOWN_OBJECTS, USER_NEEDS } from './needs.ts';
import type { Survey, SurveyedObject } from './survey.ts';

export interface RightNeeded {
  need: Need;
  /** Null where it is not known. */
  has: boolean | null;
}

export interface PermissionRow {
  object: string;
  label: string;
  read: RightNeeded;
  edit: RightNeeded;
  create: RightNeeded;
}

export interface FieldRow {
  object: string;
  field: string;
  label: string;
  need: 'read' | 'edit';
  level: Level;
  has: boolean;
}

export interface Missing {
  /** Which of the package's permission sets gives it; `Debrief_Missing_Rights` where none does. */
  permissionSet: string;
  kind: 'object' | 'field' | 'user';
  /** Empty for a user permission that is not about an object. */
  object: string;
  field: string;
  /** `read`, `edit`, `create`, `delete`, `viewAll`, or the name of a user permission. */
  right: string;
  label: string;
  level: Level;
}

export interface Comparison {
  permissions: PermissionRow[];
  fields: FieldRow[];
  missing: Missing[];
}

const RIGHTS = ['read', 'edit', 'create', 'delete'] as const;
const FLAG = { read: 'queryable', edit: 'updateable', create: 'createable', delete: 'deletable' } as const;

/** The org's own label in words; `CallType` where the org does not show the field. */
const labelOf = (object: SurveyedObject | undefined, field: string) => object?.fields[field]?.label ?? field;

export function compare(survey: Survey, objectNeeds: ObjectNeed[], fieldNeeds: FieldNeed[]): Comparison {
  const has = (object: string, right: ObjectRight) => survey.objects[object]?.[FLAG[right]] ?? false;
  const missing = new Map<string, Missing>();
  const miss = (each: Missing) => {
    const name = [each.kind, each.object, each.field, each.right].join(' ');
    const known = missing.get(name);
    if (!known || known.level === 'recommended') missing.set(name, each);
  };
  for (const need of objectNeeds) {
    const { object, label, rights, userPermissions, isUngranted } = need;
    for (const right of RIGHTS) {
      const level = rights[right];
      if (level === 'none' || has(object, right) || isUngranted) continue;
      const permission = userPermissions?.[right];
      if (permission)
        miss({
          ...{ permissionSet: INTEGRATION, kind: 'user', object: '', field: '', right: permission, level },
          label: USER_NEEDS.find(({ name }) => name === permission)?.label ?? permission,
        });
      else
        miss({
          ...{ permissionSet: setOf(need, right), kind: 'object', object, field: '', right, level },
          label: survey.objects[object]?.label ?? label,
        });
    }
  }
  for (const { name, label, level, permissionSet } of USER_NEEDS)
    if (survey.userPermissions?.[name] === false)
      miss({ ...{ permissionSet, kind: 'user', object: '', field: '', right: name, level }, label });
  const fields = fieldNeeds.map((need): FieldRow => {
    const { object, field, level } = need;
    const found = survey.objects[object]?.fields[field];
    const isThere = need.need === 'read' ? found !== undefined : (found?.updateable ?? false);
    const label = labelOf(survey.objects[object], field);
    if (!isThere)
      miss({ ...{ permissionSet: need.permissionSet, kind: 'field', object, field, right: need.need, label, level } });
    return { ...{ object, field, label, need: need.need, level }, has: isThere };
  });
  return { permissions: rowsOf(objectNeeds, has), fields, missing: [...missing.values()] };
}

/** The rows while nothing is known. */
export function unknownRows(objectNeeds: ObjectNeed[]): PermissionRow[] {
  return rowsOf(objectNeeds, () => null);
}

function rowsOf(
  objectNeeds: ObjectNeed[],
  has: (object: string, right: ObjectRight) => boolean | null,
): PermissionRow[] {
  return SHOWN_OBJECTS.flatMap((object) => {
    const need = objectNeeds.find((each) => each.object === object);
    if (!need) return [];
    const right = (name: ObjectRight): RightNeeded => ({ need: need.rights[name], has: has(object, name) });
    return [{ object, label: need.label, read: right('read'), edit: right('edit'), create: right('create') }];
  });
}

function setOf({ object, permissionSet }: ObjectNeed, right: ObjectRight): string {
  if (permissionSet && right !== 'read') return permissionSet;
  const isCustomers = ['Account', 'Contact', 'Lead', 'Opportunity'].includes(object);
  return isCustomers && right !== 'read' ? FILLING : INTEGRATION;
}

/** What change events take besides: Salesforce delivers those of an object to who may view all its records. */
export function viewAllMissing(label: string): Missing {
  return {
    ...{ permissionSet: CHANGES, kind: 'object', object: 'Opportunity', field: '', right: 'viewAll', label },
    level: 'recommended',
  };
}
