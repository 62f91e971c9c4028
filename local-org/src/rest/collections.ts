/** sObject Collections: up to 200 records a call, each with its own result. */
import { SalesforceError } from '../data/faults/errors.ts';
import { toId18 } from '../data/store/ids.ts';
import { query } from '../soql/query.ts';
import { fieldsOf, isObject, listIn, objectBody, recordError, typeOf, type Json, type RecordError } from './body.ts';
import { idsByKey, objectOf } from './records.ts';
import { ok, type Answer, type Call, type Resource } from './router.ts';

const MOST_RECORDS = 200;
const MOST_IDS = 2000;

export interface SaveResult {
  id?: string;
  success: boolean;
  errors: RecordError[];
  created?: boolean;
}

const ROLLED_BACK: RecordError = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
};

class TakenBack extends Error {}

function atMost(count: number, most: number): void {
  if (count > most)
    throw new SalesforceError(
      400,
      'EXCEEDED_ID_LIMIT',
      `record limit reached. cannot submit more than ${most} records into this call`,
    );
}

/** Saves each item in its own part of one transaction; with allOrNone one failure takes everything back. */
function saveEach<T>(
  call: Call,
  items: T[],
  allOrNone: boolean,
  save: (item: T) => SaveResult,
  more: (item: T) => Pick<SaveResult, 'created'> = () => ({}),
): Answer {
  const { session } = call;
  const results: SaveResult[] = [];
  const work = () => {
    for (const item of items)
      try {
        const fault = call.faults.forRecord(objectNameOf(call, item));
        if (fault) throw fault;
        results.push(session.transaction(() => save(item)));
      } catch (error) {
        results.push({ success: false, errors: [recordError(error)], ...more(item) });
      }
    if (allOrNone && results.some(({ success }) => !success)) throw new TakenBack();
  };
  try {
    session.transaction(work);
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    return ok(
      results.map(({ success, errors, created }) => ({
        success: false,
        errors: success ? [ROLLED_BACK] : errors,
        ...(created === undefined ? {} : { created }),
      })),
    );
  }
  return ok(results);
}

/** Of a record, or of an Id. */
function objectNameOf({ org }: Call, item: unknown): string | undefined {
  return isObject(item) ? org.schema.object(typeOf(item))?.name : org.schema.byPrefix(String(item))?.name;
}

function allOrNone(call: Call, asked: unknown): boolean {
  return call.allOrNone || asked === true || asked === 'true';
}

function saveRecords(
  call: Call,
  save: (record: Json) => SaveResult,
  more?: (record: Json) => Pick<SaveResult, 'created'>,
): Answer {
  const records = listIn(call.body, 'records');
  atMost(records.length, MOST_RECORDS);
  for (const record of records) typeOf(record);
  return saveEach(call, records, allOrNone(call, objectBody(call.body).allOrNone), save, more);
}

function create(call: Call): Answer {
  return saveRecords(call, (record) => {
    const id = call.session.create(typeOf(record), fieldsOf(record));
    return { id, success: true, errors: [] };
  });
}

function takeKey(record: Json, key: string): { value: unknown; fields: Json } {
  const fields = fieldsOf(record);
  const name = Object.keys(fields).find((sent) => sent.toLowerCase() === key.toLowerCase());
  if (name === undefined) return { value: undefined, fields };
  const { [name]: value, ...rest } = fields;
  return { value, fields: rest };
}

/** Refuses a key that an earlier record of the same call already named. */
function once(caseSensitive: boolean, refusal: (value: string) => SalesforceError): (value: unknown) => void {
  const seen = new Set<string>();
  return (value) => {
    const key = caseSensitive ? String(value) : String(value).toLowerCase();
    if (seen.has(key)) throw refusal(String(value));
    seen.add(key);
  };
}

function update(call: Call): Answer {
  const unseen = once(true, (id) => new SalesforceError(400, 'DUPLICATE_VALUE', `duplicate id in list: ${id}`, ['Id']));
  return saveRecords(call, (record) => {
    const { value, fields } = takeKey(record, 'id');
    if (typeof value !== 'string' || !value)
      throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', ['Id']);
    const id = toId18(value) ?? value;
    unseen(id);
    call.session.update(typeOf(record), id, fields);
    return { id, success: true, errors: [] };
  });
}

function upsert(call: Call, { object: name = '', key = '' }): Answer {
  const object = objectOf(call, name);
  const field = object.fields.get(key.toLowerCase());
  if (!field || !(field.externalId || field.idLookup))
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `Provided external ID field does not exist or is not accessible: ${key}`,
    );
  const unseen = once(
    field.caseSensitive,
    (value) => new SalesforceError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [field.name]),
  );
  const save = (record: Json): SaveResult => {
    if (typeOf(record).toLowerCase() !== object.name.toLowerCase())
      throw new SalesforceError(
        400,
        'INVALID_TYPE',
        `The record is of type ${typeOf(record)}, but the address says ${object.name}`,
      );
    const { value, fields } = takeKey(record, field.name);
    if (value === undefined || value === null || value === '')
      throw new SalesforceError(400, 'MISSING_ARGUMENT', `${field.name} not specified`, [field.name]);
    unseen(value);
    const { id, created } = call.session.upsert(object.name, field.name, value, fields);
    return { id, success: true, errors: [], created };
  };
  // a refused record too says whether it would have been created, as jsforce's own tests expect
  const wouldCreate = (record: Json) => {
    const { value } = takeKey(record, field.name);
    const key = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return { created: !key || idsByKey(call, object, field, key).length === 0 };
  };
  return saveRecords(call, save, wouldCreate);
}

function idsIn(value: unknown, most: number): string[] {
  const list = typeof value === 'string' ? value.split(',') : value;
  if (!Array.isArray(list) || list.length === 0 || !list.every((id) => typeof id === 'string'))
    throw new SalesforceError(400, 'MISSING_ARGUMENT', "The parameter 'ids', a list of record Ids, is missing.", [
      'ids',
    ]);
  atMost(list.length, most);
  return list.map((id: string) => id.trim());
}

function remove(call: Call): Answer {
  const ids = idsIn(call.query.get('ids'), MOST_RECORDS);
  return saveEach(call, ids, allOrNone(call, call.query.get('allOrNone')), (sent) => {
    const id = toId18(sent);
    const object = id && call.org.schema.byPrefix(id);
    if (!object) throw new SalesforceError(400, 'MALFORMED_ID', `malformed id ${sent}`, ['Id']);
    call.session.delete(object.name, id);
    return { id, success: true, errors: [] };
  });
}

/** Records by Id in the order of the Ids; null where there is none. */
function retrieve(call: Call, { object: name = '' }): Answer {
  const object = objectOf(call, name);
  const sent = call.method === 'POST' ? objectBody(call.body) : Object.fromEntries(call.query);
  const ids = idsIn(sent.ids, MOST_IDS).map((id) => toId18(id));
  const wanted = typeof sent.fields === 'string' ? sent.fields.split(',') : sent.fields;
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw new SalesforceError(400, 'MISSING_ARGUMENT', "The parameter 'fields', a list of fields, is missing.", [
      'fields',
    ]);
  const fields = [
    ...new Map(wanted.map((field) => [String(field).trim().toLowerCase(), String(field).trim()])).values(),
  ];
  for (const field of fields)
    if (!/^[\w.]+$/.test(field))
      throw new SalesforceError(400, 'INVALID_FIELD', `No such column '${field}' on sobject of type ${object.name}`);
  const list = ids.flatMap((id) => (id ? [`'${id}'`] : []));
  const soql = `SELECT ${fields.join(', ')} FROM ${object.name} WHERE Id IN (${list.join(', ')})`;
  const records = list.length ? query(call.org, call.session, soql, { version: call.version }).records : [];
  const byId = new Map(records.map((record) => [record.attributes.url?.split('/').at(-1), record]));
  return ok(ids.map((id) => (id ? (byId.get(id) ?? null) : null)));
}

/** Whether a collection's answer has a record that failed. */
export function hasFailure(body: unknown): boolean {
  return Array.isArray(body) && body.some((result) => isObject(result) && result.success === false);
}

export const collections: Resource[] = [
  { path: '/composite/sobjects', heavy: true, methods: { POST: create, PATCH: update, DELETE: remove } },
  { path: '/composite/sobjects/:object/:key', heavy: true, methods: { PATCH: upsert } },
  { path: '/composite/sobjects/:object', heavy: true, methods: { GET: retrieve, POST: retrieve } },
];
