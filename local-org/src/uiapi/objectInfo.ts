import type { Session } from '../data/types.ts';
import { fieldLabels, objectLabels } from '../data/describe/labels.ts';
import type { FieldSchema, FieldType, ObjectSchema } from '../metadata/types.ts';
import { MASTER_RECORD_TYPE } from './picklistValues.ts';
import { objectNamed } from './records.ts';
import { isPolymorphic, readableFields } from './supported.ts';

/** UI API's own names of data types. */
const DATA_TYPES: Record<FieldType, string> = {
  id: 'Reference',
  reference: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  boolean: 'Boolean',
  int: 'Int',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  email: 'Email',
  phone: 'Phone',
  url: 'Url',
  address: 'Address',
  combobox: 'ComboBox',
  base64: 'Base64',
};

function fieldInfo(session: Session, object: ObjectSchema, field: FieldSchema) {
  const labels = fieldLabels(session, object, field);
  return {
    apiName: field.name,
    label: labels.label,
    dataType: DATA_TYPES[field.type],
    length: field.length,
    precision: field.precision,
    scale: field.scale,
    calculated: field.calculated,
    createable: field.createable && session.access.canCreate(object.name, field.name),
    updateable: field.updateable && session.access.canEdit(object.name, field.name),
    custom: field.custom,
    filterable: field.filterable,
    sortable: field.sortable,
    htmlFormatted: field.htmlFormatted,
    inlineHelpText: labels.help,
    nameField: field.nameField,
    required: !field.nillable && !field.defaultedOnCreate && field.createable,
    unique: field.unique,
    externalId: field.externalId,
    reference: field.type === 'reference',
    referenceToInfos: field.referenceTo.map((apiName) => ({
      apiName,
      nameFields: [...(session.schema.object(apiName)?.fields.values() ?? [])]
        .filter(({ nameField }) => nameField)
        .map(({ name }) => name),
    })),
    relationshipName: field.relationshipName,
    polymorphicForeignKey: isPolymorphic(object, field),
  };
}

/** https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_object_info.htm */
export function objectInfo(session: Session, apiName: string) {
  const object = objectNamed(session, apiName);
  const { access } = session;
  return {
    apiName: object.name,
    ...objectLabels(session, object),
    keyPrefix: object.keyPrefix,
    custom: object.custom,
    defaultRecordTypeId: MASTER_RECORD_TYPE,
    queryable: object.queryable,
    createable: object.createable && access.canCreate(object.name),
    updateable: object.updateable && access.canEdit(object.name),
    deletable: object.deletable && access.canDelete(object.name),
    nameFields: [...object.fields.values()].filter(({ nameField }) => nameField).map(({ name }) => name),
    fields: Object.fromEntries(
      readableFields(session, object).map((field) => [field.name, fieldInfo(session, object, field)]),
    ),
    childRelationships: object.childRelationships
      .filter(({ childSObject, relationshipName }) => relationshipName && access.canRead(childSObject))
      .map(({ childSObject, field, relationshipName }) => ({
        childObjectApiName: childSObject,
        fieldName: field,
        relationshipName,
      })),
  };
}
