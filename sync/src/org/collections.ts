import type { FieldValue } from '../plan/types.ts';
import { pack, referenceTo, sendPack, type Subanswer, type Subrequest } from './composite.ts';
import { classify, errorOfAnswer, OrgError } from './error.ts';
import { retryOf } from './fault-table.ts';
import { API_VERSION, type OrgHttp } from './http.ts';

/** sObject Collections take 200 records a call, and at most ten runs of one object ("Create Multiple Records"). */
const MOST_RECORDS = 200;
const MOST_OBJECTS = 10;
/** A call with more than this is split: an org answers many small ones sooner than one it has to give up. */
const MOST_BYTES = 4_000_000;

export type SObjectBody = Record<string, FieldValue | Record<string, string>>;

/** Which record of which stage. */
export interface Place {
  stage: number;
  position: number;
}

/** One record's write, as the org is to get it. */
export interface RecordWrite {
  object: string;
  /** An upsert with an Id is sent as the update, and one without as the creation, that it is. */
  operation: 'upsert' | 'update' | 'delete';
  /** The external Id field of an upsert. */
  keyField?: string;
  id?: string;
  body: SObjectBody;
  /** Fields that hold the Id of a record of an earlier stage; left out where that one could not be written. */
  idsOf?: Record<string, Place>;
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

type Kind = 'update' | 'create' | 'upsert' | 'delete';

interface Item {
  write: RecordWrite;
  place: Place;
  kind: Kind;
}

interface Call {
  kind: Kind;
  items: Item[];
  /** Text that looks like a composite reference cannot be sent inside one. */
  isAlone: boolean;
}

/** Sends stages of writes in their order, and repeats those records that may succeed the next time. */
class Sender {
  readonly #http: OrgHttp;
  readonly #stages: RecordWrite[][];
  readonly results: RecordResult[][];
  /** Creations whose key is there already: sent again by their key. */
  readonly #byKey = new Set<RecordWrite>();

  constructor(http: OrgHttp, stages: RecordWrite[][]) {
    this.#http = http;
    this.#stages = stages;
    this.results = stages.map((writes) => writes.map(() => ({ created: false })));
  }

  async send(): Promise<void> {
    const { tries, waitMs } = retryOf('contention');
    let places = this.#stages.flatMap((writes, stage) => writes.map((_, position): Place => ({ stage, position })));
    for (let attempt = 0; attempt < tries && places.length > 0; attempt++) {
      if (attempt > 0 && places.some((place) => hasToWait(this.#result(place))))
        await this.#http.pause(waitMs, attempt - 1);
      await this.#once(places);
      places = this.#again(places);
    }
  }

  #result({ stage, position }: Place): RecordResult {
    return this.results[stage]?.[position] ?? { created: false };
  }

  #again(places: Place[]): Place[] {
    const open: Place[] = [];
    for (const place of places) {
      const { error } = this.#result(place);
      const write = this.#stages[place.stage]?.[place.position];
      if (!error || !write) continue;
      if (error.code === 'DUPLICATE_VALUE' && kindOf(write) === 'create' && !this.#byKey.has(write)) {
        this.#byKey.add(write);
        open.push(place);
      } else if (isWorthRepeating(error.code) || open.some(({ stage }) => stage < place.stage)) {
        // what stands beneath a record that was not written fails with it
        open.push(place);
      }
    }
    return open;
  }

  async #once(places: Place[]): Promise<void> {
    let packed: Call[] = [];
    const flush = async () => {
      const subrequests = packed.map((call) => ({ ...this.#subrequest(call, () => undefined), call }));
      packed = [];
      for (const each of pack(subrequests)) {
        const calls = each.map(({ call }) => call);
        const refer = referrer(calls);
        const answers = await sendPack(
          this.#http,
          calls.map((call) => this.#subrequest(call, refer)),
        );
        answers.forEach((answer, at) => calls[at] && this.#note(calls[at], answer));
      }
    };
    for (const call of this.#calls(places)) {
      if (!call.isAlone) {
        packed.push(call);
        continue;
      }
      await flush();
      this.#note(call, await this.#sendAlone(call));
    }
    await flush();
  }

  /** Updates may all go first, mixed as they are; the rest goes stage by stage, creations of several objects together. */
  #calls(places: Place[]): Call[] {
    const items = places.flatMap((place): Item[] => {
      const write = this.#stages[place.stage]?.[place.position];
      if (!write) return [];
      return [{ write, place, kind: this.#byKey.has(write) ? 'upsert' : kindOf(write) }];
    });
    const isFree = ({ kind, write }: Item) => kind === 'update' && write.idsOf === undefined;
    const calls = chunk(items.filter(isFree));
    for (let stage = 0; stage < this.#stages.length; stage++)
      calls.push(...chunk(items.filter((item) => item.place.stage === stage && !isFree(item))));
    return calls;
  }

  #subrequest({ kind, items }: Call, refer: (place: Place) => string | undefined): Subrequest {
    const [first] = items;
    if (kind === 'delete') {
      const ids = items.map(({ write }) => write.id).join(',');
      return { method: 'DELETE', path: `/composite/sobjects?ids=${ids}&allOrNone=false`, isHeavy: true };
    }
    const records = items.map(({ write }) => {
      const body: SObjectBody = { ...write.body };
      if (kind === 'update' && write.keyField) delete body[write.keyField];
      for (const [field, place] of Object.entries(write.idsOf ?? {})) {
        const id = refer(place) ?? this.#result(place).id;
        if (id !== undefined) body[field] = id;
      }
      return { attributes: { type: write.object }, ...(kind === 'update' ? { id: write.id } : {}), ...body };
    });
    const path =
      kind === 'upsert' ? `/composite/sobjects/${first?.write.object}/${first?.write.keyField}` : '/composite/sobjects';
    return { method: kind === 'create' ? 'POST' : 'PATCH', path, body: { allOrNone: false, records }, isHeavy: true };
  }

  async #sendAlone(call: Call): Promise<Subanswer> {
    const { method, path, body } = this.#subrequest(call, () => undefined);
    const address = `/services/data/v${API_VERSION}${path}`;
    try {
      return { status: 200, body: await this.#http.send(method, address, { body }) };
    } catch (error) {
      if (!(error instanceof OrgError) || ['auth', 'quota', 'transient'].includes(error.fault)) throw error;
      const { code, message, fields, status } = error;
      return { status, body: [{ errorCode: code, message, fields }] };
    }
  }

  #note({ kind, items }: Call, { status, body }: Subanswer): void {
    items.forEach(({ place }, order) => {
      const target = this.results[place.stage];
      if (!target) return;
      if (status >= 200 && status < 300) {
        target[place.position] = resultOf((body as CollectionAnswer[])[order], kind);
      } else {
        const { code, message, fields } = errorOfAnswer(status, body);
        target[place.position] = { created: false, error: { code, message, fields } };
      }
    });
  }
}

function kindOf({ operation, id }: RecordWrite): Kind {
  return operation === 'upsert' ? (id === undefined ? 'create' : 'update') : operation;
}

/** Composite Subrequest: `@{reference[n].field}` indexes the list that an earlier part answered with. */
function referrer(calls: Call[]): (place: Place) => string | undefined {
  const references = new Map<string, string>();
  calls.forEach(({ items }, at) =>
    items.forEach(({ place: { stage, position } }, order) =>
      references.set(`${stage}/${position}`, `@{${referenceTo(at)}[${order}].id}`),
    ),
  );
  return ({ stage, position }) => references.get(`${stage}/${position}`);
}

function chunk(items: Item[]): Call[] {
  const groups = Map.groupBy(items, ({ kind, write }) => {
    const group = kind === 'upsert' ? `${kind} ${write.object} ${write.keyField}` : kind;
    return JSON.stringify(write.body).includes('@{') ? `alone ${group}` : group;
  });
  return [...groups].flatMap(([group, members]) => {
    const kind = members[0]?.kind ?? 'update';
    const isAlone = group.startsWith('alone ');
    const calls: Call[] = [];
    let objects = new Set<string>();
    let bytes = 0;
    const byObject = [...Map.groupBy(members, ({ write }) => write.object).values()].flat();
    for (const item of byObject) {
      const size = JSON.stringify(item.write.body).length;
      let current = calls.at(-1);
      if (
        !current ||
        current.items.length === MOST_RECORDS ||
        bytes + size > MOST_BYTES ||
        (objects.size === MOST_OBJECTS && !objects.has(item.write.object))
      ) {
        current = { kind, items: [], isAlone };
        calls.push(current);
        objects = new Set();
        bytes = 0;
      }
      current.items.push(item);
      objects.add(item.write.object);
      bytes += size;
    }
    return calls;
  });
}

function resultOf(answer: CollectionAnswer | undefined, kind: Kind): RecordResult {
  if (answer?.success) return { id: answer.id ?? undefined, created: kind === 'create' || answer.created === true };
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

function isWorthRepeating(code: string): boolean {
  return ['contention', 'transient', 'echo'].includes(classify(code));
}

function hasToWait({ error }: RecordResult): boolean {
  return error !== undefined && ['contention', 'transient'].includes(classify(error.code));
}

/**
 * Sends stages of writes in their order, packed together, and answers in it. Records that lost a race for a lock are
 * tried again with growing pauses, those of one stage before those of the next. A creation whose key has come into the
 * org meanwhile becomes the change of that record: sending the same twice is sending it once.
 */
export async function sendRecords(http: OrgHttp, stages: RecordWrite[][]): Promise<RecordResult[][]> {
  const sender = new Sender(http, stages);
  await sender.send();
  return sender.results;
}
