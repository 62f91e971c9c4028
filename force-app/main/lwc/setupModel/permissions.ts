import type { FieldRow, Health, Missing, Need, PermissionRow, Right } from './types';

export const RIGHTS = ['read', 'edit', 'create'] as const;
export type RightName = (typeof RIGHTS)[number];

/** `needed` and `recommended` are missing; `extra` is there without being needed. */
export type Mark = 'yes' | 'needed' | 'recommended' | 'notNeeded' | 'unknown';

export function markOf({ need, has }: Right): Mark {
  if (has === true) return 'yes';
  if (need === 'none') return 'notNeeded';
  if (has === null) return 'unknown';
  return need === 'mandatory' ? 'needed' : 'recommended';
}

/** What the viewer may do with an object: from `getObjectInfo`, or from user permissions for activities. */
export interface ViewerRights {
  read: boolean | null;
  edit: boolean | null;
  create: boolean | null;
  /** The fields that they see, by API name; absent for activities, which UI API does not describe. */
  fields?: Readonly<Record<string, { updateable: boolean; label?: string }>>;
}

export interface Cell {
  right: RightName;
  mark: Mark;
}
export interface RightsRow {
  object: string;
  label: string;
  user: Cell[];
  viewer: Cell[];
  fields: { field: string; label: string; need: 'read' | 'edit'; user: Mark; viewer: Mark }[];
}

/** What people work with first. */
const ORDER = ['Opportunity', 'Account', 'Contact', 'Lead', 'Event', 'Task', 'ContentNote'];
const placeOf = ({ object }: PermissionRow): number => (ORDER.includes(object) ? ORDER.indexOf(object) : ORDER.length);

export function rightsTable(health: Health, viewer: Readonly<Record<string, ViewerRights>>): RightsRow[] {
  const rows = [...health.permissions].sort((one, other) => placeOf(one) - placeOf(other));
  return rows.map((row) => ({
    object: row.object,
    label: row.label,
    user: RIGHTS.map((right) => ({ right, mark: markOf(row[right]) })),
    viewer: RIGHTS.map((right) => ({ right, mark: viewerMark(row, right, viewer[row.object]) })),
    fields: health.fields
      .filter(({ object }) => object === row.object)
      .map((field) => fieldOf(field, viewer[row.object])),
  }));
}

/** Nothing is needed of the viewer: what they lack they only do not see. */
function viewerMark(row: PermissionRow, right: RightName, rights: ViewerRights | undefined): Mark {
  const has = rights?.[right] ?? null;
  if (has === null) return 'unknown';
  return has ? 'yes' : 'notNeeded';
}

function fieldOf({ field, label, need, level, has }: FieldRow, rights: ViewerRights | undefined) {
  const wanted: Need = level;
  return { field, label, need, user: markOf({ need: wanted, has }), viewer: viewerFieldMark(field, need, rights) };
}

function viewerFieldMark(field: string, need: 'read' | 'edit', rights: ViewerRights | undefined): Mark {
  if (rights?.read === false) return 'notNeeded';
  if (!rights?.fields) return 'unknown';
  const seen = rights.fields[field];
  return seen && (need === 'read' || seen.updateable) ? 'yes' : 'notNeeded';
}

/** Rights alike in one line: `labels` names the object or permission, or the fields of an object. */
export interface MissingLine extends Pick<Missing, 'kind' | 'object' | 'right' | 'level'> {
  labels: string[];
}

export function missingLines(missing: readonly Missing[]): MissingLine[] {
  const lines = new Map<string, MissingLine>();
  for (const { kind, object, right, level, label } of missing) {
    const key = kind === 'field' ? [object, right, level].join(' ') : [kind, object, right].join(' ');
    const line = lines.get(key) ?? { kind, object, right, level, labels: [] };
    line.labels.push(label);
    lines.set(key, line);
  }
  return [...lines.values()];
}

export interface MissingGroup {
  permissionSet: string;
  mandatory: boolean;
  items: Missing[];
}

/** What is missing, by the permission set that grants it; what is mandatory first. */
export function missingGroups(missing: readonly Missing[]): MissingGroup[] {
  const groups = new Map<string, Missing[]>();
  for (const item of missing) groups.set(item.permissionSet, [...(groups.get(item.permissionSet) ?? []), item]);
  return [...groups]
    .map(([permissionSet, items]) => ({
      permissionSet,
      mandatory: items.some(({ level }) => level === 'mandatory'),
      items,
    }))
    .sort((a, b) => Number(b.mandatory) - Number(a.mandatory));
}
