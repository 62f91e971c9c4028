import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { apiValue, displayValue } from './display.ts';
import { type Row, Rows } from './rows.ts';
import { inUiApi } from './supported.ts';

interface FieldRepresentation {
  displayValue: string | null;
  value: unknown;
}
/** https://developer.salesforce.com/docs/atlas.en-us.uiapi.meta/uiapi/ui_api_responses_record.htm */
export interface RecordRepresentation {
  apiName: string;
  id: string;
  fields: Record<string, FieldRepresentation>;
  childRelationships: Record<string, never>;
  lastModifiedById: string | null;
  lastModifiedDate: string | null;
  recordTypeInfo: null;
  systemModstamp: string | null;
}

/** Task and Event among others: INVALID_TYPE, 400. */
export function refuseUnsupported(object: ObjectSchema): void {
  if (!inUiApi(object))
    throw new SalesforceError(400, 'INVALID_TYPE', `Object ${object.name} is not supported in UI API`);
}

/** The object of a name that a client gives; 404 where the viewer may not read it. */
export function objectNamed(session: Session, apiName: string): ObjectSchema {
  const object = session.schema.object(apiName);
  if (!object || !session.access.canRead(object.name))
    throw new SalesforceError(
      404,
      'INVALID_TYPE',
      `Object ${apiName} does not exist, or you do not have access to it.`,
    );
  refuseUnsupported(object);
  return object;
}

export function objectOf(session: Session, id: string): ObjectSchema {
  const object = session.schema.byPrefix(id);
  if (!object || !/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id))
    throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  refuseUnsupported(object);
  return object;
}

/** Walks `Account.Owner.Name` from a row and puts it into the nested representation. */
function place(
  rows: Rows,
  row: Row,
  into: Record<string, FieldRepresentation>,
  path: string[],
  required: boolean,
): void {
  const [step = '', ...rest] = path;
  const { object } = row;
  const field =
    rest.length === 0
      ? object.fields.get(step.toLowerCase())
      : [...object.fields.values()].find(
          ({ relationshipName }) => relationshipName?.toLowerCase() === step.toLowerCase(),
        );
  if (!field || !rows.session.access.canRead(object.name, field.name)) {
    if (!required) return;
    const fieldName = `${object.name}.${step}`;
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `No such column '${step}' on entity '${object.name}'. Check ${fieldName}.`,
      [fieldName],
    );
  }
  if (rest.length === 0) into[field.name] = representation(rows, row, field);
  else placeParent(rows, row, into, field, rest, required);
}

function placeParent(
  rows: Rows,
  row: Row,
  into: Record<string, FieldRepresentation>,
  field: FieldSchema,
  rest: string[],
  required: boolean,
): void {
  const name = field.relationshipName ?? field.name;
  const id = row.values[field.name];
  const target = typeof id === 'string' ? rows.session.schema.byPrefix(id) : undefined;
  const parent = target && typeof id === 'string' ? rows.get(target, id) : null;
  if (!parent) {
    into[name] = { displayValue: null, value: null };
    return;
  }
  const known = into[name]?.value as RecordRepresentation | undefined;
  const value = known ?? shell(rows, parent);
  into[name] = { displayValue: rows.nameOf(parent), value };
  place(rows, parent, value.fields, rest, required);
}

function representation(rows: Rows, row: Row, field: FieldSchema): FieldRepresentation {
  if (field.type === 'address' || field.type === 'base64')
    throw new NotImplementedHere(`${row.object.name}.${field.name} in UI API: name the fields that it is made of`);
  const value = rows.value(row, field);
  return {
    displayValue: displayValue(rows.session, row.object, field, value, rows.currency()),
    value: apiValue(field, value),
  };
}

function shell(rows: Rows, row: Row): RecordRepresentation {
  const text = (name: string) => (typeof row.values[name] === 'string' ? row.values[name] : null);
  return {
    apiName: row.object.name,
    id: String(row.values['Id']),
    fields: {},
    childRelationships: {},
    lastModifiedById: text('LastModifiedById'),
    lastModifiedDate: text('LastModifiedDate'),
    recordTypeInfo: null,
    systemModstamp: text('SystemModstamp'),
  };
}

/** @param fields `Account.Name`, `Contact.Account.Name`; `optional` ones are left out where the user may not read them */
export function readRecord(
  org: Org,
  session: Session,
  id: string,
  fields: string[],
  optional: string[],
): RecordRepresentation {
  const object = objectOf(session, id);
  if (!session.access.canRead(object.name))
    throw new SalesforceError(
      403,
      'INSUFFICIENT_ACCESS',
      'You do not have the level of access necessary to perform the operation you requested.',
    );
  const rows = new Rows(org, session);
  const [row] = rows.find(object, { where: { Id: { eq: id } }, limit: 1, offset: 0 });
  if (!row) throw new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
  const answer = shell(rows, row);
  for (const [names, required] of [
    [fields, true],
    [optional, false],
  ] as const)
    for (const name of names) {
      const [first = '', ...path] = name.split('.');
      if (first.toLowerCase() !== object.name.toLowerCase() || path.length === 0)
        throw new SalesforceError(
          400,
          'ILLEGAL_QUERY_PARAMETER_VALUE',
          `Field ${name} is not a field of ${object.name}. Write ${object.name}.<field>.`,
        );
      place(rows, row, answer.fields, path, required);
    }
  return answer;
}
