/** Records by Id and by external Id: `/sobjects/…`. */
import type { SQLInputValue } from 'node:sqlite';
import type { FieldSchema, ObjectSchema } from '../metadata/types.ts';
import { MultipleMatches, NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import { toId18 } from '../data/store/ids.ts';
import { beyondAscii, fold } from '../data/store/text.ts';
import { query, type QueryRecord } from '../soql/query.ts';
import { fieldsOf, objectBody } from './body.ts';
import { NO_CONTENT, notFound, ok, type Answer, type Call, type Resource } from './router.ts';

/** The object of an address: unknown, hidden and unreadable ones are not found. */
export function objectOf(call: Call, name: string): ObjectSchema {
  const object = call.org.schema.object(name);
  if (!object || !call.session.access.canRead(object.name)) throw notFound();
  return object;
}

/** One record as REST shows it: all the fields that the user may read, or those named. */
export function readRecord(call: Call, object: ObjectSchema, id: string, fields?: string[]): QueryRecord {
  call.session.get(object.name, id, fields ?? ['Id']);
  const selected = fields
    ? [...new Map(fields.map((name) => [name.toLowerCase(), name])).values()].join(', ')
    : 'FIELDS(ALL)';
  const soql = `SELECT ${selected} FROM ${object.name} WHERE Id = '${toId18(id)}' LIMIT 1`;
  const [record] = query(call.org, call.session, soql, { version: call.version }).records;
  if (!record) throw notFound();
  return record;
}

function namedFields(call: Call): string[] | undefined {
  const fields = call.query
    .get('fields')
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return fields?.length ? fields : undefined;
}

function keyField(call: Call, object: ObjectSchema, name: string): FieldSchema {
  const field = object.fields.get(name.toLowerCase());
  if (field && (field.externalId || field.idLookup) && call.session.access.canRead(object.name, field.name))
    return field;
  throw new SalesforceError(
    404,
    'NOT_FOUND',
    `Provided external ID field does not exist or is not accessible: ${name}`,
  );
}

/** The records whose key holds the value, the deleted left out. */
export function idsByKey(call: Call, object: ObjectSchema, field: FieldSchema, value: string): string[] {
  const alive = object.fields.has('isdeleted') ? 'AND "IsDeleted" = 0' : '';
  const folded = field.type !== 'id' && !field.caseSensitive && beyondAscii(value);
  const key: SQLInputValue =
    field.type === 'id' ? toId18(value) : ['double', 'int'].includes(field.type) ? Number(value) : value;
  const column = folded ? `fold_text("${field.name}")` : `"${field.name}"`;
  return call.org.database
    .prepare(`SELECT "Id" FROM "${object.name}" WHERE ${column} = ? ${alive} ORDER BY "Id"`)
    .all(folded ? fold(value) : key)
    .map(({ Id }) => String(Id));
}

function url(call: Call, object: ObjectSchema, id: string): string {
  return `/services/data/v${call.version}/sobjects/${object.name}/${id}`;
}

/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/dome_upsert.htm — several matches: 300 with their addresses. */
function severalMatches(call: Call, object: ObjectSchema, ids: string[]): Answer {
  return ok(
    ids.map((id) => url(call, object, id)),
    300,
  );
}

function onlyMatch(call: Call, object: ObjectSchema, key: string, value: string, use: (id: string) => Answer): Answer {
  const ids = idsByKey(call, object, keyField(call, object, key), value);
  if (ids.length > 1) return severalMatches(call, object, ids);
  if (!ids[0]) throw notFound();
  return use(ids[0]);
}

function refuseTraversal(object: ObjectSchema, key: string): void {
  if (!object.fields.has(key.toLowerCase()) && toId18(key))
    throw new NotImplementedHere('records by relationship (/sobjects/{object}/{id}/{relationship})');
}

function upsert(call: Call, { object: name = '', key = '', value = '' }): Answer {
  const object = objectOf(call, name);
  refuseTraversal(object, key);
  const field = keyField(call, object, key);
  const fields = fieldsOf(objectBody(call.body));
  const same = Object.keys(fields).find((sent) => sent.toLowerCase() === key.toLowerCase());
  if (same)
    throw new SalesforceError(
      400,
      'INVALID_FIELD',
      `The ${field.name} field should not be specified in the sobject data.`,
      [field.name],
    );
  try {
    const { id, created } = call.session.upsert(object.name, field.name, value, fields);
    const body = { id, success: true, errors: [], created };
    return created ? ok(body, 201, { location: url(call, object, id) }) : ok(body);
  } catch (error) {
    if (error instanceof MultipleMatches) return severalMatches(call, object, error.ids);
    throw error;
  }
}

function create(call: Call, { object: name = '' }): Answer {
  const object = objectOf(call, name);
  const id = call.session.create(object.name, fieldsOf(objectBody(call.body)));
  return ok({ id, success: true, errors: [] }, 201, { location: url(call, object, id) });
}

export const records: Resource[] = [
  {
    path: '/sobjects/:object/:id',
    methods: {
      GET: (call, { object = '', id = '' }) => ok(readRecord(call, objectOf(call, object), id, namedFields(call))),
      PATCH: (call, { object = '', id = '' }) => {
        call.session.update(objectOf(call, object).name, id, fieldsOf(objectBody(call.body)));
        return NO_CONTENT;
      },
      DELETE: (call, { object = '', id = '' }) => {
        call.session.delete(objectOf(call, object).name, id);
        return NO_CONTENT;
      },
      // a POST to …/Id creates, as by an external Id without a value
      POST: (call, { object = '', id = '' }) => {
        if (id.toLowerCase() !== 'id') throw notFound();
        return create(call, { object });
      },
    },
  },
  {
    path: '/sobjects/:object/:key/:value',
    methods: {
      GET: (call, { object: name = '', key = '', value = '' }) => {
        const object = objectOf(call, name);
        refuseTraversal(object, key);
        return onlyMatch(call, object, key, value, (id) => ok(readRecord(call, object, id, namedFields(call))));
      },
      PATCH: upsert,
      POST: upsert,
      DELETE: (call, { object: name = '', key = '', value = '' }) => {
        const object = objectOf(call, name);
        return onlyMatch(call, object, key, value, (id) => {
          call.session.delete(object.name, id);
          return NO_CONTENT;
        });
      },
    },
  },
];

export const creation: Resource['methods'] = { POST: create };
