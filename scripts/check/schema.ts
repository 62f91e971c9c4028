import { standardObjects } from '../../local-org/src/metadata/standard/index.ts';
import { SECURED } from '../../local-org/src/metadata/field-security.ts';
import type { MetadataFile, PackageSource } from './source.ts';
import { childOf, descendantsOf, isTrue, textOf } from './xml.ts';

export interface Field {
  name: string;
  custom: boolean;
  /** As the Metadata API calls it for a custom field, as describe does for a standard one. */
  type: string;
  required: boolean;
  masterDetail: boolean;
  /** Formulas, roll-ups, auto-numbers and what the platform keeps. */
  readOnly: boolean;
  length: number;
  referenceTo: string[];
  relationshipName: string | undefined;
  picklist: string[] | undefined;
  /** Whether field-level security applies: not to required fields, names, Ids and audit fields. */
  permissionable: boolean;
  file: MetadataFile | undefined;
}

export interface ObjectModel {
  name: string;
  custom: boolean;
  /** By name in lower case. */
  fields: Map<string, Field>;
  /** Objects that point here, by the name a query gives their rows: `Conversation_Moments__r`. */
  children: Map<string, string>;
  file: MetadataFile | undefined;
}

/** The objects and fields that the package's metadata may name: its own, and the standard ones it builds on. */
export interface Schema {
  objects: Map<string, ObjectModel>;
  object(name: string): ObjectModel | undefined;
  field(object: string, name: string): Field | undefined;
}

const SYSTEM = [
  'Id',
  'IsDeleted',
  'CreatedDate',
  'CreatedById',
  'LastModifiedDate',
  'LastModifiedById',
  'SystemModstamp',
];
const KEPT = [...SYSTEM, 'OwnerId', 'Name', 'LastActivityDate', 'LastViewedDate', 'LastReferencedDate'];

export function buildSchema(source: PackageSource): Schema {
  const objects = new Map<string, ObjectModel>();
  for (const object of standardObjects) {
    const fields = object.fields.map((field): Field => {
      const readOnly = !field.updateable && !field.createable;
      const required = !field.nillable && field.type !== 'boolean' && !readOnly;
      return {
        name: field.name,
        custom: false,
        type: field.type,
        required,
        masterDetail: false,
        readOnly,
        length: field.length,
        referenceTo: field.referenceTo,
        relationshipName: field.relationshipName ?? undefined,
        picklist: field.picklistValues.length > 0 ? field.picklistValues.map(({ value }) => value) : undefined,
        permissionable: SECURED[object.name]?.has(field.name) ?? false,
        file: undefined,
      };
    });
    objects.set(object.name.toLowerCase(), {
      name: object.name,
      custom: false,
      fields: byName(fields),
      children: new Map(),
      file: undefined,
    });
  }
  for (const file of source.of('CustomObject')) {
    if (objects.has(file.name.toLowerCase())) continue;
    const child = source
      .of('CustomField')
      .some(({ object, root }) => object === file.name && isMaster(textOf(root, 'type')));
    const names = child ? KEPT.filter((name) => name !== 'OwnerId') : KEPT;
    objects.set(file.name.toLowerCase(), {
      name: file.name,
      custom: true,
      fields: byName(names.map(systemField)),
      children: new Map(),
      file,
    });
  }
  for (const file of source.of('CustomField')) {
    // a field of Activity is a field of both of its kinds
    const targets = file.object === 'Activity' ? ['task', 'event'] : [(file.object ?? '').toLowerCase()];
    for (const target of targets) objects.get(target)?.fields.set(file.name.toLowerCase(), customField(file));
  }
  for (const { name, fields } of standardObjects)
    for (const { referenceTo, children } of fields)
      for (const parent of children ? referenceTo : [])
        if (children) objects.get(parent.toLowerCase())?.children.set(children, name);
  for (const { root, object = '' } of source.of('CustomField')) {
    const relationship = textOf(root, 'relationshipName');
    const parent = objects.get((textOf(root, 'referenceTo') ?? '').toLowerCase());
    if (relationship) parent?.children.set(`${relationship}__r`, object);
  }
  return {
    objects,
    object: (name) => objects.get(name.toLowerCase()),
    field: (object, name) => objects.get(object.toLowerCase())?.fields.get(name.toLowerCase()),
  };
}

function byName(fields: Field[]): Map<string, Field> {
  return new Map(fields.map((field) => [field.name.toLowerCase(), field]));
}

export function isMaster(type: string | undefined): boolean {
  return type === 'MasterDetail';
}

function systemField(name: string): Field {
  const reference = name.endsWith('ById') || name === 'OwnerId';
  return {
    name,
    custom: false,
    type: reference ? 'reference' : name === 'Id' ? 'id' : name === 'Name' ? 'string' : 'datetime',
    required: name === 'Name',
    masterDetail: false,
    readOnly: name !== 'Name' && name !== 'OwnerId',
    length: name === 'Name' ? 80 : 18,
    referenceTo: reference ? ['User'] : [],
    relationshipName: reference ? name.replace(/Id$/, '') : undefined,
    picklist: undefined,
    permissionable: false,
    file: undefined,
  };
}

function customField(file: MetadataFile): Field {
  const { root } = file;
  const type = textOf(root, 'type') ?? '';
  const required = isTrue(root, 'required');
  const set = childOf(root, 'valueSet');
  const referenceTo = textOf(root, 'referenceTo');
  return {
    name: file.name,
    custom: true,
    type,
    required,
    masterDetail: isMaster(type),
    readOnly: type === 'AutoNumber' || type === 'Summary' || childOf(root, 'formula') !== undefined,
    length: Number(textOf(root, 'length') ?? 0),
    referenceTo: referenceTo ? [referenceTo] : [],
    relationshipName: file.name.replace(/__c$/, '__r'),
    picklist: set && descendantsOf(set, 'value').map((value) => textOf(value, 'fullName') ?? ''),
    permissionable: !required && !isMaster(type),
    file,
  };
}
