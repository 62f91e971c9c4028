import type { FieldSchema, FieldType, PicklistValue } from '../types.ts';

/**
 * How a field departs from the usual (nillable, createable, updateable):
 * - `required`: not nillable. `readOnly`: set by the platform. `createOnly`, `updateOnly`: writable at that moment only.
 * - `defaulted`: not nillable, and filled in when a create leaves it out.
 * - `name`: the object's name field. `idLookup`: may serve as the key of an upsert.
 * - `calculated`: kept by the platform from other fields. `unfilterable`: not allowed in a WHERE clause.
 * - `cascade`: goes with the record it points to. `restrict`: that record can't be deleted while this one points to it.
 * - `caseSensitive`: compared exactly.
 * - `auditSettable`: read-only, but settable on create by who may set audit fields.
 */
export type Flag =
  | 'required'
  | 'readOnly'
  | 'createOnly'
  | 'updateOnly'
  | 'defaulted'
  | 'name'
  | 'idLookup'
  | 'calculated'
  | 'unfilterable'
  | 'cascade'
  | 'restrict'
  | 'unique'
  | 'caseSensitive'
  | 'auditSettable';

export interface StandardField extends FieldSchema {
  /** What the referenced objects call this relationship; null where a subquery can't use it. */
  children: string | null;
}

export interface StandardObject {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
  createable: boolean;
  updateable: boolean;
  deletable: boolean;
  fields: StandardField[];
}

const ungroupable = new Set<FieldType>([
  'textarea',
  'datetime',
  'double',
  'currency',
  'percent',
  'base64',
  'address',
  'multipicklist',
]);

/** A field with describe's usual values for its type; `changes` says what is particular to it. */
export function blankField(
  name: string,
  label: string,
  type: FieldType,
  changes: Partial<FieldSchema> = {},
): FieldSchema {
  const length = changes.length ?? 0;
  const long = type === 'textarea' && length > 255;
  return {
    name,
    label,
    type,
    custom: false,
    length,
    precision: 0,
    scale: 0,
    digits: 0,
    nillable: true,
    createable: true,
    updateable: true,
    filterable: !long && type !== 'base64',
    sortable: !long && type !== 'base64' && type !== 'address' && type !== 'multipicklist',
    groupable: type === 'textarea' ? !long : !ungroupable.has(type),
    unique: false,
    caseSensitive: false,
    externalId: false,
    idLookup: false,
    calculated: false,
    autoNumber: false,
    nameField: false,
    htmlFormatted: false,
    defaultedOnCreate: false,
    defaultValue: null,
    referenceTo: [],
    relationshipName: null,
    cascadeDelete: false,
    writeRequiresMasterRead: false,
    restrictedPicklist: false,
    picklistValues: [],
    inlineHelpText: null,
    ...changes,
  };
}

function field(
  name: string,
  label: string,
  type: FieldType,
  flags: Flag[],
  changes: Partial<StandardField> = {},
): StandardField {
  const has = (flag: Flag): boolean => flags.includes(flag);
  const readOnly = has('readOnly') || has('calculated') || has('auditSettable');
  return {
    children: null,
    ...blankField(name, label, type, {
      nillable: !has('required') && !has('defaulted'),
      createable: !readOnly && !has('updateOnly'),
      updateable: !readOnly && !has('createOnly'),
      calculated: has('calculated'),
      nameField: has('name'),
      idLookup: has('idLookup'),
      unique: has('unique'),
      caseSensitive: has('caseSensitive'),
      defaultedOnCreate: has('defaulted'),
      cascadeDelete: has('cascade'),
      ...(has('cascade') ? { deleteConstraint: 'Cascade' as const } : {}),
      ...(has('restrict') ? { deleteConstraint: 'Restrict' as const } : {}),
      ...(has('auditSettable') ? { createableAsAudit: true } : {}),
      ...(has('unfilterable') ? { filterable: false, sortable: false, groupable: false } : {}),
      ...changes,
    }),
    ...(changes.children === undefined ? {} : { children: changes.children }),
  };
}

export const text = (name: string, label: string, length: number, ...flags: Flag[]): StandardField =>
  field(name, label, 'string', flags, { length });

export const longText = (name: string, label: string, length: number, ...flags: Flag[]): StandardField =>
  field(name, label, 'textarea', flags, { length });

export const email = (name: string, label: string, length = 80, ...flags: Flag[]): StandardField =>
  field(name, label, 'email', flags, { length });

export const phone = (name: string, label: string, ...flags: Flag[]): StandardField =>
  field(name, label, 'phone', flags, { length: 40 });

export const url = (name: string, label: string, length = 255, ...flags: Flag[]): StandardField =>
  field(name, label, 'url', flags, { length });

export const checkbox = (name: string, label: string, ...flags: Flag[]): StandardField =>
  field(name, label, 'boolean', ['defaulted', ...flags], { defaultValue: false });

export const integer = (name: string, label: string, digits: number, ...flags: Flag[]): StandardField =>
  field(name, label, 'int', flags, { digits });

/** `precision` counts all digits, `scale` those after the point, as describe does. */
export const decimal = (
  name: string,
  label: string,
  precision: number,
  scale: number,
  ...flags: Flag[]
): StandardField => field(name, label, 'double', flags, { precision, scale });

export const currency = (
  name: string,
  label: string,
  precision: number,
  scale: number,
  ...flags: Flag[]
): StandardField => field(name, label, 'currency', flags, { precision, scale });

export const percent = (
  name: string,
  label: string,
  precision: number,
  scale: number,
  ...flags: Flag[]
): StandardField => field(name, label, 'percent', flags, { precision, scale });

export const date = (name: string, label: string, ...flags: Flag[]): StandardField => field(name, label, 'date', flags);

export const dateTime = (name: string, label: string, ...flags: Flag[]): StandardField =>
  field(name, label, 'datetime', flags);

export const binary = (name: string, label: string, ...flags: Flag[]): StandardField =>
  field(name, label, 'base64', flags);

/** A value as `API name`, `API name=Label`, with a leading `*` for the default. */
export function picklistValues(values: string[]): PicklistValue[] {
  return values.map((entry) => {
    const [value, label] = entry.replace(/^\*/, '').split('=') as [string, string?];
    return { value, label: label ?? value, active: true, defaultValue: entry.startsWith('*') };
  });
}

const withDefault = (values: string[]): Partial<StandardField> => {
  const picklist = picklistValues(values);
  return { picklistValues: picklist, defaultValue: picklist.find((entry) => entry.defaultValue)?.value ?? null };
};

/** How to address someone; shorter than other picklists. */
export const salutation = (values: string[]): StandardField =>
  field('Salutation', 'Salutation', 'picklist', [], { length: 40, ...withDefault(values) });

/** Accepts values beyond its list, as most standard picklists do. */
export const picklist = (name: string, label: string, values: string[], ...flags: Flag[]): StandardField =>
  field(name, label, 'picklist', flags, { length: 255, ...withDefault(values) });

/** Takes only the values of its list. */
export const restrictedPicklist = (name: string, label: string, values: string[], ...flags: Flag[]): StandardField =>
  field(name, label, 'picklist', flags, { length: 40, restrictedPicklist: true, ...withDefault(values) });

export const combobox = (name: string, label: string, values: string[], ...flags: Flag[]): StandardField =>
  field(name, label, 'combobox', flags, { length: 255, picklistValues: picklistValues(values) });

const geocodeAccuracies = [
  'Address', 'NearAddress', 'Block', 'Street', 'ExtendedZip=Extended Zip', 'Zip', 'Neighborhood', 'City', 'County', 'State',
  'Unknown',
]; // prettier-ignore

/** An address: its parts, and the compound field that reads them as one. API Developer Guide, "Address Compound Fields". */
export const address = (prefix: string, label: string): StandardField[] => {
  const parts = [
    longText(`${prefix}Street`, `${label}Street`, 255),
    text(`${prefix}City`, `${label}City`, 40),
    text(`${prefix}State`, `${label}State/Province`, 80),
    text(`${prefix}PostalCode`, `${label}Zip/Postal Code`, 20),
    text(`${prefix}Country`, `${label}Country`, 80),
    decimal(`${prefix}Latitude`, `${label}Latitude`, 18, 15),
    decimal(`${prefix}Longitude`, `${label}Longitude`, 18, 15),
    restrictedPicklist(`${prefix}GeocodeAccuracy`, `${label}Geocode Accuracy`, geocodeAccuracies),
  ];
  const compoundFieldName = `${prefix}Address`;
  const whole = field(compoundFieldName, `${label}Address`, 'address', ['readOnly']);
  return [...parts.map((part) => ({ ...part, compoundFieldName })), whole];
};

/** `relationship` is the name from child to parent, `children` the one from parent to its children. */
export const lookup = (
  name: string,
  label: string,
  referenceTo: string | string[],
  relationship: string | null,
  children: string | null = null,
  ...flags: Flag[]
): StandardField =>
  field(name, label, 'reference', flags, {
    length: 18,
    referenceTo: typeof referenceTo === 'string' ? [referenceTo] : referenceTo,
    relationshipName: relationship,
    children,
  });

export const owner = (label = 'Owner ID'): StandardField =>
  lookup('OwnerId', label, 'User', 'Owner', null, 'defaulted');

export const recordId = (label: string): StandardField =>
  field('Id', label, 'id', ['readOnly', 'defaulted', 'idLookup'], { length: 18 });

/**
 * Who and when, on nearly every object: Object Reference, "System Fields". `auditSettable` on the objects of Salesforce
 * Help, "Create Audit Fields".
 */
export const audit = (...flags: Flag[]): StandardField[] => [
  dateTime('CreatedDate', 'Created Date', 'readOnly', 'defaulted', ...flags),
  lookup('CreatedById', 'Created By ID', 'User', 'CreatedBy', null, 'readOnly', 'defaulted', ...flags),
  dateTime('LastModifiedDate', 'Last Modified Date', 'readOnly', 'defaulted', ...flags),
  lookup('LastModifiedById', 'Last Modified By ID', 'User', 'LastModifiedBy', null, 'readOnly', 'defaulted', ...flags),
  dateTime('SystemModstamp', 'System Modstamp', 'readOnly', 'defaulted'),
];

export const isDeleted = (): StandardField => checkbox('IsDeleted', 'Deleted', 'readOnly');

export const viewed = (): StandardField[] => [
  dateTime('LastViewedDate', 'Last Viewed Date', 'readOnly'),
  dateTime('LastReferencedDate', 'Last Referenced Date', 'readOnly'),
];

interface Naming {
  name: string;
  label: string;
  labelPlural: string;
  keyPrefix: string;
}

export function standardObject(
  naming: Naming,
  fields: StandardField[],
  may: { createable?: boolean; updateable?: boolean; deletable?: boolean } = {},
): StandardObject {
  return { ...naming, createable: true, updateable: true, deletable: true, ...may, fields };
}
