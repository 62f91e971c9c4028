import { fieldLevelSecurity } from '../../metadata/field-security.ts';
import type { FieldSchema, FieldType, ObjectSchema } from '../../metadata/types.ts';
import type { Session } from '../types.ts';
import { fieldLabels } from './labels.ts';

/** One entry of `fields` in an object's describe: REST API Developer Guide, "sObject Describe". */
export interface FieldDescribe {
  aggregatable: boolean;
  aiPredictionField: boolean;
  autoNumber: boolean;
  byteLength: number;
  calculated: boolean;
  calculatedFormula: string | null;
  cascadeDelete: boolean;
  caseSensitive: boolean;
  compoundFieldName: string | null;
  controllerName: string | null;
  createable: boolean;
  custom: boolean;
  defaultValue: string | number | boolean | null;
  defaultValueFormula: string | null;
  defaultedOnCreate: boolean;
  dependentPicklist: boolean;
  deprecatedAndHidden: boolean;
  digits: number;
  displayLocationInDecimal: boolean;
  encrypted: boolean;
  externalId: boolean;
  extraTypeInfo: string | null;
  filterable: boolean;
  filteredLookupInfo: null;
  formulaTreatNullNumberAsZero: boolean;
  groupable: boolean;
  highScaleNumber: boolean;
  htmlFormatted: boolean;
  idLookup: boolean;
  inlineHelpText: string | null;
  label: string;
  length: number;
  mask: null;
  maskType: null;
  name: string;
  nameField: boolean;
  namePointing: boolean;
  nillable: boolean;
  permissionable: boolean;
  picklistValues: { active: boolean; defaultValue: boolean; label: string; validFor: null; value: string }[];
  polymorphicForeignKey: boolean;
  precision: number;
  queryByDistance: boolean;
  referenceTargetField: null;
  referenceTo: string[];
  relationshipName: string | null;
  relationshipOrder: number | null;
  restrictedDelete: boolean;
  restrictedPicklist: boolean;
  scale: number;
  searchPrefilterable: boolean;
  soapType: string;
  sortable: boolean;
  type: FieldType;
  unique: boolean;
  updateable: boolean;
  writeRequiresMasterRead: boolean;
}

const soapTypes: Partial<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
  base64: 'xsd:base64Binary',
  address: 'urn:address',
};

const nameParts = new Set(['FirstName', 'LastName', 'Salutation']);

export function describeField(session: Session, object: ObjectSchema, field: FieldSchema): FieldDescribe {
  const labels = fieldLabels(session, object, field);
  const polymorphic = field.referenceTo.length > 1;
  const soapType = soapTypes[field.type] ?? 'xsd:string';
  return {
    aggregatable: field.filterable && field.type !== 'boolean' && field.type !== 'address',
    aiPredictionField: false,
    autoNumber: field.autoNumber,
    byteLength: soapType === 'xsd:string' ? field.length * 3 : field.length,
    calculated: field.calculated,
    calculatedFormula: null,
    cascadeDelete: field.cascadeDelete,
    caseSensitive: field.caseSensitive,
    compoundFieldName: compoundName(object, field),
    controllerName: null,
    createable: session.access.canCreate(object.name, field.name),
    custom: field.custom,
    defaultValue: field.type === 'boolean' ? field.defaultValue === true : null,
    defaultValueFormula: defaultFormula(field),
    defaultedOnCreate: field.defaultedOnCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.digits,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: field.type === 'textarea' ? (field.htmlFormatted ? 'richtextarea' : 'plaintextarea') : null,
    filterable: field.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: field.groupable,
    highScaleNumber: false,
    htmlFormatted: field.htmlFormatted,
    idLookup: field.idLookup,
    inlineHelpText: labels.help,
    label: labels.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.nameField,
    namePointing: polymorphic,
    nillable: field.nillable,
    permissionable: fieldLevelSecurity(object, field),
    picklistValues: field.picklistValues.map(({ active, defaultValue, value }) => ({
      active,
      defaultValue,
      label: labels.value(value),
      validFor: null,
      value,
    })),
    polymorphicForeignKey: polymorphic,
    precision: field.precision,
    queryByDistance: field.type === 'address',
    referenceTargetField: null,
    referenceTo: field.referenceTo,
    relationshipName: field.relationshipName,
    relationshipOrder: field.custom && field.cascadeDelete ? 0 : null,
    restrictedDelete: field.deleteConstraint === 'Restrict',
    restrictedPicklist: field.restrictedPicklist,
    scale: field.scale,
    searchPrefilterable: field.type === 'reference',
    soapType,
    sortable: field.sortable,
    type: field.type,
    unique: field.unique,
    updateable: session.access.canEdit(object.name, field.name),
    writeRequiresMasterRead: field.writeRequiresMasterRead,
  };
}

function compoundName(object: ObjectSchema, field: FieldSchema): string | null {
  if (field.compoundFieldName) return field.compoundFieldName;
  return nameParts.has(field.name) && ['Contact', 'Lead', 'User'].includes(object.name) ? 'Name' : null;
}

function defaultFormula(field: FieldSchema): string | null {
  if (!field.custom || field.defaultValue === null || field.picklistValues.length > 0) return null;
  return typeof field.defaultValue === 'string' ? JSON.stringify(field.defaultValue) : String(field.defaultValue);
}
