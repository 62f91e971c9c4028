/** Records written through UI API, as the viewer. */
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import type { ObjectSchema } from '../metadata/types.ts';
import { RecordFault } from './recordFault.ts';
import { objectOf, readRecord, type RecordRepresentation, objectNamed } from './records.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_requests_record_input.htm */
interface RecordInput {
  apiName?: string;
  fields: Record<string, unknown>;
  allowSaveOnDuplicate: boolean;
}

const TAKEN = new Set(['apiName', 'fields', 'allowSaveOnDuplicate']);

export function recordInput(body: Record<string, unknown>): RecordInput {
  const { apiName, fields, allowSaveOnDuplicate } = body;
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
    throw new SalesforceError(400, 'MISSING_ARGUMENT', 'The request body needs fields: { "<field>": <value> }.');
  const left = Object.keys(body).find((name) => !TAKEN.has(name) && body[name]);
  if (left) throw new NotImplementedHere(`${left} of a record input`);
  return {
    ...(typeof apiName === 'string' ? { apiName } : {}),
    fields: fields as Record<string, unknown>,
    allowSaveOnDuplicate: allowSaveOnDuplicate === true,
  };
}

/**
 * Refuses with 412 where the record has been changed since: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/intro_rest_conditional_requests.htm
 * ("weak validation": by LastModifiedDate, whole seconds; a value that is no date is a 400). Only the status is documented.
 */
function refuseStale(session: Session, object: ObjectSchema, id: string, since: string): void {
  const known = Date.parse(since);
  if (Number.isNaN(known))
    throw new SalesforceError(400, 'INVALID_INPUT', `If-Unmodified-Since is no date: ${since.slice(0, 100)}`);
  const { LastModifiedDate: modified } = session.get(object.name, id, ['LastModifiedDate']);
  if (typeof modified === 'string' && Date.parse(modified) > known)
    throw new SalesforceError(412, 'PRECONDITION_FAILED', `The record has been modified since ${since}.`);
}

const written = (org: Org, session: Session, object: ObjectSchema, id: string, fields: Record<string, unknown>) =>
  readRecord(org, session, id, Object.keys(fields).map((name) => `${object.name}.${name}`), []); // prettier-ignore

/** Answers the record with the fields that were written: so do create and update. */
export function createRecord(org: Org, session: Session, body: Record<string, unknown>): RecordRepresentation {
  const { apiName, fields, allowSaveOnDuplicate } = recordInput(body);
  if (!apiName) throw new SalesforceError(400, 'MISSING_ARGUMENT', 'The request body needs apiName.');
  const object = objectNamed(session, apiName);
  const id = RecordFault.around(object, 'create', () =>
    org.setup.rules.allowingSave(allowSaveOnDuplicate, () => session.create(object.name, fields)),
  );
  return written(org, session, object, id, fields);
}

/** @param since the header If-Unmodified-Since */
export function updateRecord(
  org: Org,
  session: Session,
  id: string,
  body: Record<string, unknown>,
  since: string | undefined,
): RecordRepresentation {
  const { fields, allowSaveOnDuplicate } = recordInput(body);
  const object = objectOf(session, id);
  session.transaction(() => {
    if (since !== undefined) refuseStale(session, object, id, since);
    RecordFault.around(object, 'update', () =>
      org.setup.rules.allowingSave(allowSaveOnDuplicate, () => session.update(object.name, id, fields)),
    );
  });
  return written(org, session, object, id, fields);
}

export function deleteRecord(session: Session, id: string): void {
  const object = objectOf(session, id);
  session.delete(object.name, id);
}
