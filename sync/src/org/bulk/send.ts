/** Stages of writes by Bulk API 2.0: what `sendRecords` does for a batch, for ten thousand conversations at once. */
import { toId18 } from '../../match/ids.ts';
import { sendRecords } from '../collections/send.ts';
import type { Place, RecordResult, RecordWrite } from '../record-write.ts';
import type { Describer } from '../describe.ts';
import { classifyRefusal } from '../error.ts';
import type { OrgHttp } from '../http.ts';
import { csvOf, isUnspeakable } from './csv.ts';
import { awaitJob, createJob, resultsOf, startJob, type BulkJob, type BulkOperation } from './ingest.ts';

/** A job takes six requests or more, and 2,000 records take two or three in composite requests. */
const WORTH_A_JOB = 2000;
/** Refused records that are mended and sent again one by one: should more be refused, something else is wrong. */
const MOST_AGAIN = 5000;

export interface BulkOptions {
  /** Hears of each job before it has data, and of every answer about it: keep the ids of those not at their end. */
  onProgress?: (job: BulkJob & { total: number }) => Promise<void> | void;
  /** Fewer records than this of one object and operation go by composite requests. */
  worthAJob?: number;
}

interface Group {
  object: string;
  operation: BulkOperation;
  keyField: string;
  positions: number[];
}

/** Writes that one job can take; undefined for those that only collections can. */
function groupOf(write: RecordWrite): Omit<Group, 'positions'> | undefined {
  const { object, operation, keyField, id } = write;
  if (isUnspeakable(write)) return undefined;
  if (operation === 'upsert') return keyField === undefined ? undefined : { object, operation, keyField };
  return id === undefined ? undefined : { object, operation, keyField: 'Id' };
}

/** The key of a row, as a result repeats it. */
function keyOf({ body, id }: RecordWrite, keyField: string): string {
  if (keyField === 'Id') return toId18(id ?? '');
  const key = body[keyField];
  return typeof key === 'string' ? key : JSON.stringify(key);
}

class BulkSender {
  readonly #http: OrgHttp;
  readonly #describer: Describer;
  readonly #stages: RecordWrite[][];
  readonly #options: BulkOptions;
  readonly results: RecordResult[][];

  constructor(http: OrgHttp, describer: Describer, stages: RecordWrite[][], options: BulkOptions) {
    this.#http = http;
    this.#describer = describer;
    this.#stages = stages;
    this.#options = options;
    this.results = stages.map((writes) => writes.map(() => ({ created: false })));
  }

  async send(): Promise<void> {
    for (let stage = 0; stage < this.#stages.length; stage++) {
      const writes = (this.#stages[stage] ?? []).map((write) => this.#withIds(write));
      const { groups, single } = this.#split(writes);
      // one job after the other: two that save children of one record wait for each other's locks
      for (const group of groups) await this.#carryOut(stage, writes, group);
      await this.#sendSingly(stage, writes, [...single, ...this.#again(stage)]);
    }
  }

  #split(writes: RecordWrite[]): { groups: Group[]; single: number[] } {
    const groups = new Map<string, Group>();
    const single: number[] = [];
    writes.forEach((write, position) => {
      const group = groupOf(write);
      if (!group) {
        single.push(position);
        return;
      }
      const name = `${group.object} ${group.operation} ${group.keyField}`;
      const known = groups.get(name) ?? { ...group, positions: [] };
      groups.set(name, known);
      known.positions.push(position);
    });
    const worth = this.#options.worthAJob ?? WORTH_A_JOB;
    const all = [...groups.values()];
    return {
      groups: all.filter(({ positions }) => positions.length >= worth),
      single: [...single, ...all.filter(({ positions }) => positions.length < worth).flatMap((each) => each.positions)],
    };
  }

  #result({ stage, position }: Place): RecordResult | undefined {
    return this.results[stage]?.[position];
  }

  #withIds({ idsOf, ...write }: RecordWrite): RecordWrite {
    if (!idsOf) return write;
    const body = { ...write.body };
    for (const [field, place] of Object.entries(idsOf)) {
      const id = this.#result(place)?.id;
      if (id !== undefined) body[field] = id;
    }
    return { ...write, body };
  }

  #set(stage: number, position: number, result: RecordResult): void {
    const results = this.results[stage];
    if (results) results[position] = result;
  }

  async #carryOut(stage: number, writes: RecordWrite[], { positions, ...wanted }: Group): Promise<void> {
    const rows = positions.flatMap((position) => writes[position] ?? []);
    const bare = wanted.operation === 'delete' ? rows.map((write) => ({ ...write, body: {} })) : rows;
    const sent = wanted.operation === 'update' ? bare.map(withoutKey) : bare;
    for (const file of csvOf(sent, wanted.keyField)) {
      const total = file.positions.length;
      const tell = async (job: BulkJob) => this.#options.onProgress?.({ ...job, total });
      const created = await createJob(this.#http, wanted);
      await tell(created);
      await startJob(this.#http, created.id, file.text);
      const job = await awaitJob(this.#http, created.id, tell);
      const open = new Map(
        file.positions.map((row) => [keyOf(rows[row]!, wanted.keyField), positions[row] ?? -1] as const),
      );
      for (const { row, ...result } of await resultsOf(this.#http, job)) {
        const given = row[wanted.keyField] ?? '';
        const key = wanted.keyField === 'Id' ? toId18(given) : given;
        const position = open.get(key);
        if (position === undefined) continue;
        open.delete(key);
        this.#set(stage, position, result);
      }
      for (const position of open.values()) this.#set(stage, position, { created: false, error: unprocessed(job) });
    }
  }

  /** What a repair, a wait or another look may still bring in. */
  #again(stage: number): number[] {
    const positions = (this.results[stage] ?? []).flatMap(({ error }, position) =>
      error && !['terminal', 'auth', 'quota'].includes(classifyRefusal(error)) ? [position] : [],
    );
    return positions.length <= MOST_AGAIN ? positions : [];
  }

  async #sendSingly(stage: number, writes: RecordWrite[], positions: number[]): Promise<void> {
    if (positions.length === 0) return;
    const [results] = await sendRecords(this.#http, this.#describer, [
      positions.flatMap((position) => writes[position] ?? []),
    ]);
    positions.forEach((position, order) => {
      const result = results?.[order];
      if (result) this.#set(stage, position, result);
    });
  }
}

function withoutKey(write: RecordWrite): RecordWrite {
  if (write.keyField === undefined) return write;
  const { [write.keyField]: _, ...body } = write.body;
  return { ...write, body };
}

function unprocessed({ state, errorMessage }: BulkJob): { code: string; message: string; fields: string[] } {
  const field = /Field name not found : (\S+)/.exec(errorMessage ?? '')?.[1];
  const words =
    errorMessage ?? (state === 'Aborted' ? 'Somebody aborted the job.' : 'The job ended before this record.');
  return {
    code: field ? 'INVALID_FIELD' : state === 'Aborted' ? 'BULK_JOB_ABORTED' : 'BULK_JOB_FAILED',
    message: words,
    fields: field ? [field] : [],
  };
}

/**
 * Sends stages of writes in their order, a job for each object and operation, and answers in it. Writes go by their keys
 * or Ids, so a run that ended early is repeated from a new reading of the org, once its jobs are settled. What a job
 * refused and a repair may mend goes again as `sendRecords` sends it.
 */
export async function sendByBulk(
  http: OrgHttp,
  describer: Describer,
  stages: RecordWrite[][],
  options: BulkOptions = {},
): Promise<RecordResult[][]> {
  const sender = new BulkSender(http, describer, stages, options);
  await sender.send();
  return sender.results;
}
