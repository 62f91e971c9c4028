import type { FieldSchema, ObjectSchema } from '../../metadata/types.ts';
import { DuplicatesDetected, SalesforceError } from './errors.ts';

/** The platform's faults in its own codes and texts: SOAP API Developer Guide, "Core Data Types", StatusCode. */

export const noSuchColumn = (object: string, field: string): SalesforceError =>
  new SalesforceError(400, 'INVALID_FIELD', `No such column '${field}' on sobject of type ${object}`);

export const notWritable = (fields: string[]): SalesforceError =>
  new SalesforceError(
    400,
    'INVALID_FIELD_FOR_INSERT_UPDATE',
    `Unable to create/update fields: ${fields.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    fields,
  );

export const requiredMissing = (fields: string[]): SalesforceError =>
  new SalesforceError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${fields.join(', ')}]`, fields);

export const tooLong = (field: FieldSchema, value: string): SalesforceError =>
  new SalesforceError(
    400,
    'STRING_TOO_LONG',
    `${field.label}: data value too large: ${value} (max length=${field.length})`,
    [field.name],
  );

export const badPicklistValue = (field: FieldSchema, value: string): SalesforceError =>
  new SalesforceError(
    400,
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    `${field.label}: bad value for restricted picklist field: ${value}`,
    [field.name],
  );

export const badEmail = (field: FieldSchema, value: string): SalesforceError =>
  new SalesforceError(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);

export const malformedReference = (field: FieldSchema, value: string): SalesforceError =>
  new SalesforceError(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [field.name]);

export const wrongReference = (field: FieldSchema, value: string): SalesforceError =>
  new SalesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${value}`, [
    field.name,
  ]);

export const malformedId = (value: string): SalesforceError =>
  new SalesforceError(400, 'MALFORMED_ID', `bad id ${value}`, ['Id']);

export const invalidCrossReference = (field: string): SalesforceError =>
  new SalesforceError(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field]);

export const entityIsDeleted = (): SalesforceError =>
  new SalesforceError(404, 'ENTITY_IS_DELETED', 'entity is deleted');

export const recordNotFound = (id: string): SalesforceError =>
  new SalesforceError(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${id}`);

export const objectNotFound = (): SalesforceError =>
  new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');

export const duplicateValue = (field: string, id: string): SalesforceError =>
  new SalesforceError(
    400,
    'DUPLICATE_VALUE',
    `duplicate value found: ${field} duplicates value on record with id: ${id}`,
  );

/** REST API Developer Guide, "Duplicate Rule Header": without `includeRecordDetails` the Ids of the records, no fields. */
export function duplicatesDetected(
  object: string,
  rule: { name: string; action: 'Block' | 'Alert' },
  ids: string[],
): DuplicatesDetected {
  return new DuplicatesDetected({
    allowSave: rule.action === 'Alert',
    duplicateRule: rule.name,
    duplicateRuleEntityType: object,
    errorMessage: 'Use one of these records?',
    matchResults: [
      {
        entityType: object,
        errors: [],
        matchEngine: 'ExactMatchEngine',
        matchRecords: ids.map((Id) => ({
          additionalInformation: [],
          fieldDiffs: [],
          matchConfidence: 100,
          record: { attributes: { type: object, url: `/services/data/v67.0/sobjects/${object}/${Id}` }, Id },
        })),
        rule: rule.name,
        size: ids.length,
        success: true,
      },
    ],
  });
}

export const outsideRange = (field: FieldSchema, value: number): SalesforceError =>
  new SalesforceError(
    400,
    'NUMBER_OUTSIDE_VALID_RANGE',
    `${field.label}: value outside of valid range on numeric field: ${value}`,
    [field.name],
  );

function jsonToken(value: unknown): string {
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'number') return Number.isInteger(value) ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT';
  if (typeof value === 'boolean') return value ? 'VALUE_TRUE' : 'VALUE_FALSE';
  return typeof value === 'string' ? 'VALUE_STRING' : 'START_OBJECT';
}

/** A JSON value of the wrong kind for its field. REST adds where in the body it stands. */
export function wrongType(kind: string, field: FieldSchema, value: unknown): SalesforceError {
  const scalar = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  const shown = scalar ? ` value ${value}` : '';
  const token = jsonToken(value);
  return new SalesforceError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${kind} from ${token}${shown} or request may be missing a required field`,
    [field.name],
  );
}

export const cannotInsert = (object: ObjectSchema): SalesforceError =>
  new SalesforceError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be inserted: ${object.label}`);

export const cannotUpdate = (object: ObjectSchema): SalesforceError =>
  new SalesforceError(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be updated: ${object.label}`);

export const insufficientAccess = (): SalesforceError =>
  new SalesforceError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');

export const insufficientMasterAccess = (id: string): SalesforceError =>
  new SalesforceError(
    400,
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    `insufficient access rights on cross-reference id: ${id.slice(0, 15)}`,
  );

export const foreignKeyNotFound = (value: string, field: string, object: string): SalesforceError =>
  new SalesforceError(
    400,
    'INVALID_FIELD',
    `Foreign key external ID: ${value} not found for field ${field} in entity ${object}`,
  );

export const keyMissing = (field: string): SalesforceError =>
  new SalesforceError(400, 'MISSING_ARGUMENT', `${field} not specified`);

export const integrity = (message: string, fields: string[]): SalesforceError =>
  new SalesforceError(400, 'FIELD_INTEGRITY_EXCEPTION', message, fields);

export const convertedLead = (): SalesforceError =>
  new SalesforceError(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead');
