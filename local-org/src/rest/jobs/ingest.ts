/**
 * Bulk API 2.0 ingest: `/jobs/ingest`.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0_ingest.htm
 */
import { NotImplementedHere, SalesforceError } from '../../data/faults/errors.ts';
import { objectBody } from '../body.ts';
import { objectOf } from '../records.ts';
import { NO_CONTENT, ok, type Answer, type Call, type Resource } from '../router.ts';
import { DELIMITERS, LINE_ENDINGS, writeCsv, type Delimiter, type LineEnding } from './csv.ts';
import { addJob, jobOf, listJobs, OPERATIONS, removeJob, setState, type Job, type Operation } from './job.ts';
import { start } from './process.ts';

const CSV = { 'content-type': 'text/csv;charset=UTF-8' };

function invalid(message: string, errorCode = 'INVALIDJOB'): SalesforceError {
  return new SalesforceError(400, errorCode, message);
}

/** One of a list, by its exact name. */
function choice<Name extends string>(given: unknown, names: readonly Name[], property: string, usual?: Name): Name {
  if (given === undefined && usual !== undefined) return usual;
  const found = names.find((name) => name === given);
  if (found) return found;
  throw invalid(`${property} is ${JSON.stringify(given)}: it must be one of ${names.join(', ')}`, 'JSON_PARSER_ERROR');
}

function create(call: Call): Answer {
  const body = objectBody(call.body);
  if (body.operation === 'hardDelete') throw new NotImplementedHere('hardDelete jobs of Bulk API 2.0');
  if (body.assignmentRuleId !== undefined) throw new NotImplementedHere('assignment rules of Bulk API 2.0 jobs');
  const operation: Operation = choice(body.operation, OPERATIONS, 'operation');
  if (typeof body.object !== 'string' || !body.object) throw invalid('The object of the job is missing.');
  const object = objectOf(call, body.object);
  choice(body.contentType, ['CSV'] as const, 'contentType', 'CSV');
  const job: Parameters<typeof addJob>[1] = {
    session: call.session,
    object: object.name,
    operation,
    columnDelimiter: choice(body.columnDelimiter, Object.keys(DELIMITERS) as Delimiter[], 'columnDelimiter', 'COMMA'),
    lineEnding: choice(body.lineEnding, Object.keys(LINE_ENDINGS) as LineEnding[], 'lineEnding', 'LF'),
    apiVersion: call.version,
    state: 'Open',
    table: { header: [], rows: [] },
    results: [],
    spent: 0,
  };
  const key = body.externalIdFieldName;
  if (operation === 'upsert') {
    const field = typeof key === 'string' ? object.fields.get(key.toLowerCase()) : undefined;
    if (!field || !(field.externalId || field.idLookup) || !call.session.access.canRead(object.name, field.name))
      throw invalid(`externalIdFieldName is ${JSON.stringify(key)}: it must be an external Id of ${object.name}`);
    job.externalIdFieldName = field.name;
  }
  return ok(told(addJob(call.org, job)));
}

/** A job as its creation and its changes are answered. */
function told(job: Job): Record<string, unknown> {
  return {
    id: job.id,
    operation: job.operation,
    object: job.object,
    createdById: job.session.user.Id,
    createdDate: job.createdDate,
    systemModstamp: job.systemModstamp,
    state: job.state,
    ...(job.externalIdFieldName ? { externalIdFieldName: job.externalIdFieldName } : {}),
    concurrencyMode: 'Parallel',
    contentType: 'CSV',
    apiVersion: Number(job.apiVersion),
    ...(job.state === 'Open' ? { contentUrl: `services/data/v${job.apiVersion}/jobs/ingest/${job.id}/batches` } : {}),
    lineEnding: job.lineEnding,
    columnDelimiter: job.columnDelimiter,
  };
}

function info(job: Job): Record<string, unknown> {
  const failed = job.results.filter(({ error }) => error !== undefined).length;
  return {
    ...told(job),
    jobType: 'V2Ingest',
    retries: 0,
    totalProcessingTime: Math.round(job.spent),
    apiActiveProcessingTime: Math.round(job.spent),
    apexProcessingTime: 0,
    numberRecordsProcessed: job.results.length,
    numberRecordsFailed: failed,
    ...(job.errorMessage ? { errorMessage: job.errorMessage } : {}),
  };
}

function upload(call: Call, { id = '' }): Answer {
  const job = jobOf(call.org, call.session, id);
  if (job.state !== 'Open')
    throw invalid(`Upload not allowed: the job is ${job.state}, and data is added to an open one`, 'INVALIDJOBSTATE');
  if (job.csv !== undefined)
    throw invalid('A job takes one upload: create another job for more data', 'INVALIDJOBSTATE');
  if (typeof call.body !== 'string' || call.body === '')
    throw invalid('The upload has no CSV: send it as text/csv', 'CLIENTINPUTERROR');
  job.csv = call.body;
  return { status: 201 };
}

function change(call: Call, { id = '' }): Answer {
  const job = jobOf(call.org, call.session, id);
  const state = choice(objectBody(call.body).state, ['UploadComplete', 'Aborted'] as const, 'state');
  if (job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted' || job.state === state)
    throw invalid(`The job is ${job.state} and cannot become ${state}`, 'INVALIDJOBSTATE');
  if (state === 'Aborted') {
    setState(job, state);
    return ok(told(job));
  }
  if (job.state !== 'Open') throw invalid(`The job is ${job.state} and cannot become ${state}`, 'INVALIDJOBSTATE');
  if (job.csv === undefined) throw invalid('Found no data to process: upload the CSV first', 'INVALIDJOBSTATE');
  setState(job, state);
  start(call.org, job, call.faults, (error) => call.report(error));
  return ok(told(job));
}

function remove(call: Call, { id = '' }): Answer {
  const job = jobOf(call.org, call.session, id);
  if (job.state === 'Open' || job.state === 'InProgress')
    throw invalid(`The job is ${job.state}: abort it before it is deleted`, 'INVALIDJOBSTATE');
  removeJob(call.org, job);
  return NO_CONTENT;
}

function list(call: Call): Answer {
  if (call.query.has('queryLocator')) throw new NotImplementedHere('queryLocator: all jobs come at once');
  return ok({ done: true, nextRecordsUrl: null, records: listJobs(call.org, call.session).map(told) });
}

function results(pick: (job: Job) => string[][]): Resource['methods'] {
  return {
    GET: (call, { id = '' }) => {
      const job = jobOf(call.org, call.session, id);
      return { status: 200, headers: CSV, body: writeCsv(pick(job), job.columnDelimiter, job.lineEnding) };
    },
  };
}

/** Rows whose result is of one kind, with that in front. */
function withResults(
  { table, results: all }: Job,
  header: string[],
  pick: (result: Job['results'][number]) => string[] | undefined,
): string[][] {
  const lines = all.flatMap((result, row) => {
    const columns = pick(result);
    return columns ? [[...columns, ...table.header.map((_, column) => table.rows[row]?.[column] ?? '')]] : [];
  });
  return [[...header, ...table.header], ...lines];
}

export const ingest: Resource[] = [
  { path: '/jobs/ingest', methods: { GET: list, POST: create } },
  {
    path: '/jobs/ingest/:id',
    methods: {
      GET: (call, { id = '' }) => ok(info(jobOf(call.org, call.session, id))),
      PATCH: change,
      DELETE: remove,
    },
  },
  { path: '/jobs/ingest/:id/batches', methods: { PUT: upload } },
  {
    path: '/jobs/ingest/:id/successfulResults',
    methods: results((job) =>
      withResults(job, ['sf__Id', 'sf__Created'], ({ id, created, error }) =>
        error === undefined ? [id, String(created)] : undefined,
      ),
    ),
  },
  {
    path: '/jobs/ingest/:id/failedResults',
    methods: results((job) =>
      withResults(job, ['sf__Id', 'sf__Error'], ({ id, error }) => (error === undefined ? undefined : [id, error])),
    ),
  },
  {
    path: '/jobs/ingest/:id/unprocessedrecords',
    methods: results(({ table, results: done }) => [table.header, ...table.rows.slice(done.length)]),
  },
];
