import { fieldLabels } from '../data/describe/labels.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Session } from '../data/types.ts';
import { objectNamed } from './records.ts';

/** Every object's own record type where it has no others. */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

const notThere = (message: string) => new SalesforceError(404, 'NOT_FOUND', message);

/**
 * The active values of a picklist with labels in the user's language; nothing here depends on another field.
 * https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_picklist_values.htm
 */
export function picklistValues(session: Session, objectName: string, recordTypeId: string, fieldName: string) {
  const object = objectNamed(session, objectName);
  if (recordTypeId.slice(0, 15) !== MASTER_RECORD_TYPE.slice(0, 15))
    throw notThere(`There is no record type ${recordTypeId} of ${object.name}.`);
  const field = object.fields.get(fieldName.toLowerCase());
  if (!field || !session.access.canRead(object.name, field.name))
    throw notThere(`${object.name} has no field ${fieldName}, or you can't read it.`);
  if (field.type !== 'picklist' && field.type !== 'multipicklist')
    throw new SalesforceError(400, 'INVALID_INPUT', `${object.name}.${field.name} is no picklist.`);
  const labels = fieldLabels(session, object, field);
  const shown = field.picklistValues
    .filter(({ active }) => active)
    .map(({ value, defaultValue }) => ({
      isDefault: defaultValue,
      shown: { attributes: null, label: labels.value(value), validFor: [], value },
    }));
  return {
    controllerValues: {},
    defaultValue: shown.find(({ isDefault }) => isDefault)?.shown ?? null,
    values: shown.map((each) => each.shown),
  };
}
