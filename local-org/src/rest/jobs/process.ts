/** Carries out a closed job, 200 rows at a time, with what else the org has to do in between. */
import { toId18 } from '../../data/store/ids.ts';
import { SalesforceError } from '../../data/faults/errors.ts';
import type { Org } from '../../data/types.ts';
import type { FieldSchema, ObjectSchema } from '../../metadata/types.ts';
import type { Faults } from '../faults.ts';
import { readCsv, UnreadableCsv } from './csv.ts';
import { setState, type Job, type RowResult } from './job.ts';

/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/how_requests_are_processed.htm — chunks of 200 are saved together. */
const AT_ONCE = 200;
const NOTHING = '#N/A';

type Place = (record: Record<string, unknown>, value: string) => void;

/** How a column's values get into a record. Throws for one that the object has not. */
function placeOf(object: ObjectSchema, column: string): Place {
  const [path = '', type] = column.split(':').reverse();
  const [relationship = '', key] = path.split('.');
  if (key !== undefined) {
    const reference = [...object.fields.values()].find(
      ({ relationshipName }) => relationshipName?.toLowerCase() === relationship.toLowerCase(),
    );
    if (!reference) throw notFound(column);
    return (record, value) => {
      if (value === '') return;
      const named = { ...(type === undefined ? {} : { attributes: { type } }), [key]: value };
      record[relationship] = value === NOTHING ? null : named;
    };
  }
  const field = object.fields.get(path.toLowerCase());
  if (!field || type !== undefined) throw notFound(column);
  return (record, value) => {
    // an empty value leaves the field as it is
    if (value !== '') record[field.name] = value === NOTHING ? null : typed(field, value);
  };
}

function notFound(column: string): UnreadableCsv {
  return new UnreadableCsv(`InvalidBatch : Field name not found : ${column}`);
}

function typed(field: FieldSchema, value: string): string | number | boolean {
  if (field.type === 'boolean' && /^(true|false|1|0)$/i.test(value)) return /^(true|1)$/i.test(value);
  const isNumber = ['int', 'double', 'currency', 'percent'].includes(field.type);
  return isNumber && /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value) ? Number(value) : value;
}

function failure(error: unknown): string {
  if (!(error instanceof SalesforceError)) throw error;
  return `${error.errorCode}:${error.message}:${error.fields.join(' ')} --`;
}

function missing(name: string): SalesforceError {
  return new SalesforceError(400, 'MISSING_ARGUMENT', `${name} not specified`, [name]);
}

/** Refuses what an earlier row of the same chunk has named. */
function once(isExact: boolean, refusal: (value: string) => SalesforceError): (value: string) => void {
  const seen = new Set<string>();
  return (value) => {
    const key = isExact ? value : value.toLowerCase();
    if (seen.has(key)) throw refusal(value);
    seen.add(key);
  };
}

type Save = (record: Record<string, unknown>) => RowResult;

/** A saver for one chunk of rows. */
function saver(job: Job, object: ObjectSchema): Save {
  const { session, operation } = job;
  if (operation === 'insert') return (record) => ({ id: session.create(object.name, record), created: true });
  if (operation === 'upsert') {
    const key = object.fields.get((job.externalIdFieldName ?? '').toLowerCase())!;
    const unseen = once(
      key.caseSensitive,
      (value) => new SalesforceError(400, 'DUPLICATE_VALUE', `Duplicate external id specified: ${value}`, [key.name]),
    );
    return ({ [key.name]: value, ...record }) => {
      if (typeof value !== 'string' && typeof value !== 'number') throw missing(key.name);
      unseen(String(value));
      return session.upsert(object.name, key.name, value, record);
    };
  }
  const unseen = once(true, (id) => new SalesforceError(400, 'DUPLICATE_VALUE', `duplicate id in list: ${id}`, ['Id']));
  return ({ Id, ...record }) => {
    if (typeof Id !== 'string') throw missing('Id');
    const id = toId18(Id) ?? Id;
    unseen(id);
    if (operation === 'update') session.update(object.name, id, record);
    else session.delete(object.name, id);
    return { id, created: false };
  };
}

function saveChunk(job: Job, object: ObjectSchema, places: Place[], faults: Faults): void {
  const save = saver(job, object);
  const from = job.results.length;
  const results: RowResult[] = [];
  job.session.transaction(() => {
    for (const row of job.table.rows.slice(from, from + AT_ONCE))
      try {
        const fault = faults.forRecord(object.name);
        if (fault) throw fault;
        const record: Record<string, unknown> = {};
        places.forEach((place, column) => place(record, row[column] ?? ''));
        results.push(job.session.transaction(() => save(record)));
      } catch (error) {
        results.push({ id: '', created: false, error: failure(error) });
      }
  });
  job.results.push(...results);
}

/** Begins to carry out a job and returns; the job's state tells how far it is. */
export function start(org: Org, job: Job, faults: Faults, report: (error: unknown) => void): void {
  const fail = (message: string) => {
    job.errorMessage = message;
    setState(job, 'Failed');
  };
  const object = org.schema.object(job.object);
  if (!object) return fail(`InvalidBatch : ${job.object} is no object of this org`);
  let places: Place[] = [];
  const guarded = (work: () => boolean) => () => {
    // the server may have been closed meanwhile
    if (!org.database.isOpen || job.state === 'Aborted') return;
    const began = performance.now();
    try {
      // https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_event_fields_header.htm
      if (org.fromApi(`com/salesforce/api/rest/${job.apiVersion}`, work)) setImmediate(step);
    } catch (error) {
      fail(error instanceof UnreadableCsv ? error.message : 'InternalServerError : the local org’s log says more');
      if (!(error instanceof UnreadableCsv)) report(error);
    } finally {
      job.spent += performance.now() - began;
    }
  };
  const step = guarded(() => {
    saveChunk(job, object, places, faults);
    if (job.results.length < job.table.rows.length) return true;
    setState(job, 'JobComplete');
    return false;
  });
  setImmediate(
    guarded(() => {
      setState(job, 'InProgress');
      job.table = readCsv(job.csv ?? '', job.columnDelimiter, job.lineEnding);
      places = job.table.header.map((column) => placeOf(object, column.trim()));
      return true;
    }),
  );
}
