import { fieldLevelSecurity, governingField, isRequired } from './field-security.ts';
import { audit, date, isDeleted, owner, recordId, viewed } from './standard/define.ts';
import type { StandardField } from './standard/define.ts';
import { standardObjects } from './standard/index.ts';
import type { SourceObject } from './source/objects.ts';
import type { SourcePackage } from './source/package.ts';
import { MetadataError } from './source/xml.ts';
import type { FieldSchema, ObjectSchema, OrgSchema } from './types.ts';

interface Draft extends Omit<ObjectSchema, 'fields'> {
  fields: Map<string, StandardField>;
}

/**
 * Merges the standard objects with a package's own.
 * `keyPrefix` gives a custom object its three characters; the same object must get the same ones for ever.
 * @throws MetadataError where the package refers to an object or field that does not exist.
 */
export function buildSchema(source: SourcePackage, keyPrefix: (customObject: string) => string): OrgSchema {
  const drafts = new Map<string, Draft>();
  for (const standard of standardObjects) {
    drafts.set(standard.name.toLowerCase(), {
      ...standard,
      custom: false,
      queryable: true,
      fields: new Map(standard.fields.map((field) => [field.name.toLowerCase(), { ...field }])),
      childRelationships: [],
    });
  }
  for (const object of source.objects) {
    if (object.definition) drafts.set(object.name.toLowerCase(), customObject(object, keyPrefix(object.name)));
  }
  for (const object of source.objects) addFields(object, drafts);
  relateActivities(drafts);
  relateChildren(drafts);
  const schema = orgSchema(drafts);
  checkPermissionSets(source, schema);
  return schema;
}

function customObject(object: SourceObject, prefix: string): Draft {
  const { label, labelPlural, nameField, allowsActivities } = object.definition as NonNullable<
    SourceObject['definition']
  >;
  const detail = object.fields.some((field) => field.cascadeDelete);
  const fields = [
    recordId('Record ID'),
    ...(detail ? [] : [owner()]),
    isDeleted(),
    nameField,
    ...audit('auditSettable'),
    ...(allowsActivities ? [date('LastActivityDate', 'Last Activity Date', 'readOnly')] : []),
    ...viewed(),
  ];
  return {
    name: object.name,
    label,
    labelPlural,
    keyPrefix: prefix,
    custom: true,
    createable: true,
    updateable: true,
    deletable: true,
    queryable: true,
    allowsActivities,
    fields: new Map(fields.map((field) => [field.name.toLowerCase(), field])),
    childRelationships: [],
  };
}

function addFields(object: SourceObject, drafts: Map<string, Draft>): void {
  // Metadata API Developer Guide, CustomField: custom fields of Activity stand on Task and Event alike.
  const targets = object.name === 'Activity' ? ['task', 'event'] : [object.name.toLowerCase()];
  for (const name of targets) {
    const draft = drafts.get(name);
    if (!draft) throw new MetadataError(`objects/${object.name}`, 'this object does not exist in the local org');
    for (const field of object.fields) {
      const missing = field.referenceTo.find((target) => !drafts.has(target.toLowerCase()));
      if (missing) {
        throw new MetadataError(
          `objects/${object.name}/fields/${field.name}.field-meta.xml`,
          `refers to ${missing}, which does not exist`,
        );
      }
      draft.fields.set(field.name.toLowerCase(), { ...field });
    }
  }
}

/** Custom objects that allow activities may be the WhatId of a Task or Event; any of them may carry notes. */
function relateActivities(drafts: Map<string, Draft>): void {
  const custom = [...drafts.values()].filter((draft) => draft.custom);
  const extend = (object: string, field: string, names: string[]): void => {
    const found = drafts.get(object)?.fields.get(field);
    if (found) found.referenceTo = [...found.referenceTo, ...names];
  };
  const related = custom.filter((draft) => draft.allowsActivities).map((draft) => draft.name);
  extend('task', 'whatid', related);
  extend('event', 'whatid', related);
  extend(
    'contentdocumentlink',
    'linkedentityid',
    custom.map((draft) => draft.name),
  );
}

function relateChildren(drafts: Map<string, Draft>): void {
  for (const child of drafts.values()) {
    for (const field of child.fields.values()) {
      for (const target of field.referenceTo) {
        drafts.get(target.toLowerCase())?.childRelationships.push({
          childSObject: child.name,
          field: field.name,
          relationshipName: field.children,
          cascadeDelete: field.cascadeDelete,
        });
      }
    }
  }
}

function orgSchema(drafts: Map<string, Draft>): OrgSchema {
  const objects = new Map<string, ObjectSchema>();
  const prefixes = new Map<string, ObjectSchema>();
  for (const [name, draft] of [...drafts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const fields = new Map<string, FieldSchema>();
    for (const [key, { children: _children, ...field }] of draft.fields) fields.set(key, field);
    const object: ObjectSchema = { ...draft, fields };
    objects.set(name, object);
    if (!prefixes.has(draft.keyPrefix)) prefixes.set(draft.keyPrefix, object);
  }
  return {
    objects,
    object: (name) => objects.get(name.toLowerCase()),
    byPrefix: (id) => prefixes.get(id.slice(0, 3)),
  };
}

function checkPermissionSets(source: SourcePackage, schema: OrgSchema): void {
  for (const set of source.metadata.permissionSets.values()) {
    const file = source.permissionSetFiles.get(set.name) ?? set.name;
    for (const object of set.objects.keys()) {
      if (!schema.object(object))
        throw new MetadataError(file, `grants the object ${object}, which does not exist in the local org`);
      if (object === 'task' || object === 'event') {
        throw new MetadataError(
          file,
          `objectPermissions can't name ${object}: grant EditTask, EditEvent and ActivitiesAccess instead`,
        );
      }
    }
    for (const name of set.fields.keys()) {
      const [object = '', field = ''] = name.split('.');
      const found = schema.object(object)?.fields.get(field);
      if (!found) throw new MetadataError(file, `grants the field ${name}, which does not exist in the local org`);
      if (isRequired(found)) {
        throw new MetadataError(
          file,
          `grants ${name}, but a required field can't be granted: whoever reads the object sees it`,
        );
      }
      const governing = governingField(schema.object(object) as ObjectSchema, found);
      if (governing !== found)
        throw new MetadataError(file, `grants ${name}: grant ${object}.${governing.name} instead`);
      if (!fieldLevelSecurity(schema.object(object) as ObjectSchema, found)) {
        throw new MetadataError(
          file,
          `grants ${name}, which has no field-level security: whoever reads the object sees it`,
        );
      }
    }
  }
}
