import { setTimeout as sleep } from 'node:timers/promises';
import type { FieldValue } from '../plan/types.ts';
import { sendComposite, type Subrequest } from './composite.ts';
import { classify, errorOfAnswer } from './error.ts';
import { backoffMs, retryOf } from './fault-table.ts';
import type { OrgHttp } from './http.ts';

/** sObject Collections take 200 records a call. */
const MOST_RECORDS = 200;
/** A call with more than this is split: an org answers many small ones sooner than one it has to give up. */
const MOST_BYTES = 4_000_000;

export type SObjectBody = Record<string, FieldValue | Record<string, string>>;

/** One record's write, as the org is to get it. */
export interface RecordWrite {
  object: string;
  operation: 'upsert' | 'update' | 'delete';
  /** The external Id field of an upsert. */
  keyField?: string;
  id?: string;
  body: SObjectBody;
}

export interface RecordResult {
  id?: string;
  created: boolean;
  error?: { code: string; message: string; fields: string[] };
}

interface CollectionAnswer {
  id?: string | null;
  success: boolean;
  created?: boolean;
  errors?: { statusCode?: string; errorCode?: string; message?: string; fields?: string[] }[];
}

/** Records that one call can take: of one operation, and for an upsert of one object and key. */
function callOf({ operation, object, keyField }: RecordWrite): string {
  return operation === 'upsert' ? `${operation} ${object} ${keyField}` : operation;
}

function chunk(writes: RecordWrite[]): number[][] {
  const open = new Map<string, { positions: number[]; bytes: number }>();
  const chunks: number[][] = [];
  writes.forEach((write, position) => {
    const call = callOf(write);
    const size = JSON.stringify(write.body).length;
    let current = open.get(call);
    if (!current || current.positions.length === MOST_RECORDS || current.bytes + size > MOST_BYTES) {
      current = { positions: [], bytes: 0 };
      open.set(call, current);
      chunks.push(current.positions);
    }
    current.positions.push(position);
    current.bytes += size;
  });
  return chunks;
}

function subrequest(writes: RecordWrite[]): Subrequest {
  const [first] = writes;
  if (first?.operation === 'delete') {
    const ids = writes.map(({ id }) => id).join(',');
    return { method: 'DELETE', path: `/composite/sobjects?ids=${ids}&allOrNone=false`, isHeavy: true };
  }
  const records = writes.map(({ object, id, operation, body }) => ({
    attributes: { type: object },
    ...(operation === 'update' ? { id } : {}),
    ...body,
  }));
  const path =
    first?.operation === 'upsert' ? `/composite/sobjects/${first.object}/${first.keyField}` : '/composite/sobjects';
  return { method: 'PATCH', path, body: { allOrNone: false, records }, isHeavy: true };
}

function resultOf(answer: CollectionAnswer | undefined): RecordResult {
  if (answer?.success) return { id: answer.id ?? undefined, created: answer.created === true };
  const [error] = answer?.errors ?? [];
  return {
    created: false,
    error: {
      code: error?.statusCode ?? error?.errorCode ?? 'UNKNOWN_EXCEPTION',
      message: error?.message ?? 'The org gave no reason.',
      fields: error?.fields ?? [],
    },
  };
}

async function sendOnce(http: OrgHttp, stages: RecordWrite[][]): Promise<RecordResult[][]> {
  const results = stages.map((writes): RecordResult[] => writes.map(() => ({ created: false })));
  const calls = stages.flatMap((writes, stage) => chunk(writes).map((positions) => ({ stage, positions })));
  const answers = await sendComposite(
    http,
    calls.map(({ stage, positions }) => subrequest(positions.flatMap((position) => stages[stage]?.[position] ?? []))),
  );
  answers.forEach(({ status, body }, index) => {
    const call = calls[index];
    if (!call) return;
    const target = results[call.stage] ?? [];
    call.positions.forEach((position, order) => {
      if (status >= 200 && status < 300) {
        target[position] = resultOf((body as CollectionAnswer[])[order]);
      } else {
        const { code, message, fields } = errorOfAnswer(status, body);
        target[position] = { created: false, error: { code, message, fields } };
      }
    });
  });
  return results;
}

/**
 * Sends stages of writes in their order, packed together. Records that lost a race for a lock are tried again with
 * growing pauses, those of one stage before those of the next.
 */
export async function sendRecords(http: OrgHttp, stages: RecordWrite[][]): Promise<RecordResult[][]> {
  const results = await sendOnce(http, stages);
  const { tries, waitMs } = retryOf('contention');
  for (let attempt = 1; attempt < tries; attempt++) {
    const locked = results.map((stage) =>
      stage.flatMap(({ error }, position) => (error && isWorthRepeating(error.code) ? [position] : [])),
    );
    if (locked.every((positions) => positions.length === 0)) break;
    await sleep(backoffMs(waitMs, attempt - 1));
    const again = await sendOnce(
      http,
      locked.map((positions, stage) => positions.flatMap((position) => stages[stage]?.[position] ?? [])),
    );
    locked.forEach((positions, stage) =>
      positions.forEach((position, order) => {
        const result = again[stage]?.[order];
        const target = results[stage];
        if (result && target) target[position] = result;
      }),
    );
  }
  return results;
}

function isWorthRepeating(code: string): boolean {
  const fault = classify(code);
  return fault === 'contention' || fault === 'transient' || fault === 'echo';
}
