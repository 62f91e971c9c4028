/**
 * Ingest jobs of Bulk API 2.0, from their creation to their results.
 * https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/bulk_api_2_0_ingest.htm
 */
import { OrgError } from '../error.ts';
import { API_VERSION, type OrgHttp } from '../http.ts';
import { readCsv } from './csv.ts';

const BASE = `/services/data/v${API_VERSION}/jobs/ingest`;
/** The first pause between two questions; it doubles up to a minute. */
const POLL_MS = 1000;
const ENDS = ['JobComplete', 'Failed', 'Aborted'];

export type BulkOperation = 'upsert' | 'update' | 'delete';

export interface JobWanted {
  object: string;
  operation: BulkOperation;
  /** `Id` where it is no upsert. */
  keyField: string;
}

export interface BulkJob {
  id: string;
  object: string;
  operation: string;
  /** Salesforce's word: Open, UploadComplete, InProgress, JobComplete, Failed, Aborted. */
  state: string;
  processed: number;
  failed: number;
  errorMessage?: string;
}

interface JobAnswer {
  id: string;
  object: string;
  operation: string;
  state: string;
  numberRecordsProcessed?: number;
  numberRecordsFailed?: number;
  errorMessage?: string;
}

export interface RowResult {
  /** The values of the row as it was sent, by column. */
  row: Record<string, string>;
  id?: string;
  created: boolean;
  error?: { code: string; message: string; fields: string[] };
}

function read(answer: unknown): BulkJob {
  const { id, object, operation, state, numberRecordsProcessed, numberRecordsFailed, errorMessage } =
    answer as JobAnswer;
  return {
    ...{ id, object, operation, state },
    processed: numberRecordsProcessed ?? 0,
    failed: numberRecordsFailed ?? 0,
    ...(errorMessage ? { errorMessage } : {}),
  };
}

/** An open job without data. */
export async function createJob(http: OrgHttp, { object, operation, keyField }: JobWanted): Promise<BulkJob> {
  const key = operation === 'upsert' ? { externalIdFieldName: keyField } : {};
  return read(await http.post(BASE, { object, operation, ...key, contentType: 'CSV', lineEnding: 'LF' }));
}

/** Gives a job its data and lets it begin. */
export async function startJob(http: OrgHttp, id: string, csv: string): Promise<BulkJob> {
  try {
    await http.send('PUT', `${BASE}/${id}/batches`, { csv });
    return read(await http.send('PATCH', `${BASE}/${id}`, { body: { state: 'UploadComplete' } }));
  } catch (error) {
    await abortJob(http, id);
    throw error;
  }
}

/** A job that nobody can abort any more is left to its end. */
async function abortJob(http: OrgHttp, id: string): Promise<void> {
  try {
    await http.send('PATCH', `${BASE}/${id}`, { body: { state: 'Aborted' } });
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
  }
}

/** Asks with growing pauses until a job is at its end; `onAnswer` hears every answer. */
export async function awaitJob(
  http: OrgHttp,
  id: string,
  onAnswer: (job: BulkJob) => Promise<void> | void = () => undefined,
): Promise<BulkJob> {
  for (let repetition = 0; ; repetition++) {
    const job = read(await http.get(`${BASE}/${id}`));
    await onAnswer(job);
    if (ENDS.includes(job.state)) return job;
    await http.pause(POLL_MS, repetition);
  }
}

/** What became of the rows that the org has dealt with. Those that it has not are in neither list. */
export async function resultsOf(http: OrgHttp, { id, processed, failed }: BulkJob): Promise<RowResult[]> {
  const get = async (name: string) =>
    readCsv((await http.send('GET', `${BASE}/${id}/${name}`, { accept: 'text/csv' })) as string);
  const saved = processed > failed ? await get('successfulResults') : [];
  const refused = failed > 0 ? await get('failedResults') : [];
  return [
    ...saved.map(({ sf__Id, sf__Created, ...row }) => ({ row, id: sf__Id, created: sf__Created === 'true' })),
    ...refused.map(({ sf__Error = '', sf__Id: _, ...row }) => ({ row, created: false, error: errorOf(sf__Error) })),
  ];
}

/** `CODE:the org's words:Field Field --` */
function errorOf(text: string): { code: string; message: string; fields: string[] } {
  const [, code, message, fields = ''] = /^([A-Z_]+):(.*):([^:]*?) ?--$/s.exec(text.trim()) ?? [];
  if (code === undefined || message === undefined) return { code: 'UNKNOWN_EXCEPTION', message: text, fields: [] };
  return { code, message, fields: fields.split(/[\s,]+/).filter(Boolean) };
}

/** Sees to it that jobs of a run that ended early change nothing any more: open ones are aborted, others awaited. */
export async function settleJobs(http: OrgHttp, ids: string[]): Promise<void> {
  for (const id of ids) {
    try {
      const { state } = read(await http.get(`${BASE}/${id}`));
      if (state === 'Open') await abortJob(http, id);
      else if (!ENDS.includes(state)) await awaitJob(http, id);
    } catch (error) {
      // kept for seven days only
      if (!(error instanceof OrgError) || error.code !== 'NOT_FOUND') throw error;
    }
  }
}
