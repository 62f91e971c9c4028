import { byText } from '../match/ids.ts';
import { pack, referenceTo, sendPack, type Subanswer, type Subrequest } from './composite.ts';
import { adopt, isAdoptable } from './adopt.ts';
import type { Describer } from './describe.ts';
import { classifyRefusal, errorOfAnswer, OrgError } from './error.ts';
import { retryOf, type FaultClass } from './fault-table.ts';
import { API_VERSION, type OrgHttp } from './http.ts';
import { rowsOfKeys } from './known-rows.ts';
import type { Place, RecordResult, RecordWrite, Repair, SObjectBody } from './record-write.ts';
import { culpritsOf, repaired, repairsOf } from './repair.ts';

/** sObject Collections take 200 records a call, and at most ten runs of one object ("Create Multiple Records"). */
const MOST_RECORDS = 200;
const MOST_OBJECTS = 10;
/** A call with more than this is split: an org answers many small ones sooner than one it has to give up. */
const MOST_BYTES = 4_000_000;

interface CollectionAnswer {
  id?: string | null;
  success: boolean;
  created?: boolean;
  errors?: { statusCode?: string; errorCode?: string; message?: string; fields?: string[] }[];
}

type Kind = 'update' | 'create' | 'delete';

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
  readonly #describer: Describer;
  readonly #stages: RecordWrite[][];
  readonly results: RecordResult[][];
  readonly #echoed = new Set<string>();
  readonly #repairs = new Map<string, Repair[]>();
  #mostRecords = MOST_RECORDS;

  constructor(http: OrgHttp, describer: Describer, stages: RecordWrite[][]) {
    this.#http = http;
    this.#describer = describer;
    this.#stages = stages.map((writes) => [...writes]);
    this.results = stages.map((writes) => writes.map(() => ({ created: false })));
  }

  async send(): Promise<void> {
    const { tries, waitMs } = retryOf('contention');
    let places = this.#stages.flatMap((writes, stage) => writes.map((_, position): Place => ({ stage, position })));
    let waits = 0;
    while (places.length > 0) {
      await this.#once(places);
      places = await this.#again(places, waits + 1 < tries);
      if (!places.some((place) => isPassing(this.#faultOf(place)))) continue;
      await this.#http.pause(waitMs, waits);
      waits += 1;
      // fewer records hold fewer locks, and the next try is not refused whole for one of them
      this.#mostRecords = Math.max(1, Math.ceil(MOST_RECORDS / 2 ** waits));
    }
    await this.#adopt();
    for (const [name, repairs] of this.#repairs) {
      const { stage, position } = placeNamed(name);
      const result = this.results[stage]?.[position];
      if (result && !result.error) result.repairs = repairs;
    }
  }

  #result({ stage, position }: Place): RecordResult {
    return this.results[stage]?.[position] ?? { created: false };
  }

  #faultOf(place: Place): FaultClass | undefined {
    const { error } = this.#result(place);
    return error && classifyRefusal(error);
  }

  #write({ stage, position }: Place): RecordWrite | undefined {
    return this.#stages[stage]?.[position];
  }

  /** The records that are to be sent again, mended where they could be; each for one reason once, but for waiting. */
  async #again(places: Place[], mayWait: boolean): Promise<Place[]> {
    const refused = places.filter((place) => this.#result(place).error !== undefined);
    await this.#takeByKey(refused.filter((place) => this.#faultOf(place) === 'identity'));
    await this.#repair(refused.filter((place) => this.#faultOf(place) === 'repairable'));
    this.#leaveOutCulprits(refused.filter((place) => this.#faultOf(place) === 'terminal'));
    const open: Place[] = [];
    for (const place of refused) {
      const name = nameOf(place);
      const fault = this.#faultOf(place);
      const isBeneath = open.some(({ stage }) => stage < place.stage);
      const isMended = fault === undefined;
      const mayPass = isPassing(fault) && mayWait;
      // told that another one was refused: it goes again without that one, or after it
      const isAlone = fault === 'echo' && !isBeneath && !this.#echoed.has(name) && !isOrphan(this.#result(place));
      const isEcho = isAlone || (fault === 'echo' && isBeneath);
      if (isAlone) this.#echoed.add(name);
      if (isMended || mayPass || isEcho) open.push(place);
    }
    return open;
  }

  /** A creation whose key has come into the org becomes the change of that row, unless people have decided there. */
  async #takeByKey(places: Place[]): Promise<void> {
    const found = places.flatMap((place) => {
      const write = this.#write(place);
      const isNew = write?.keyField !== undefined && kindOf(write) === 'create';
      return write && isNew && this.#result(place).error?.code === 'DUPLICATE_VALUE' ? [{ place, write }] : [];
    });
    if (found.length === 0) return;
    const rows = await rowsOfKeys(
      this.#http,
      found.map(({ write }) => write),
    );
    for (const { place, write } of found) {
      const row = rows.get(write);
      if (!row || row.isDecided) continue;
      // a row keeps its conversation: naming it in a change is refused
      const { Conversation__r: _parent, ...body } = write.body;
      this.#replace(place, { ...write, id: row.id, body });
    }
  }

  /** The org is described anew first: what it said an hour ago is what led here. */
  async #repair(places: Place[]): Promise<void> {
    const fresh = places.filter((place) => !this.#repairs.has(nameOf(place)));
    if (fresh.length === 0) return;
    this.#describer.forget();
    const shapes = await this.#describer.of(fresh.flatMap((place) => this.#write(place)?.object ?? []));
    for (const place of fresh) {
      const write = this.#write(place);
      const { error } = this.#result(place);
      if (!write || !error) continue;
      this.#sendRepaired(place, write, repairsOf(write, error, shapes[write.object]));
    }
  }

  #leaveOutCulprits(places: Place[]): void {
    for (const place of places) {
      const write = this.#write(place);
      const { error } = this.#result(place);
      if (write && error && !this.#repairs.has(nameOf(place)))
        this.#sendRepaired(place, write, culpritsOf(write, error));
    }
  }

  #sendRepaired(place: Place, write: RecordWrite, repairs: Repair[]): void {
    // with nothing left to say there is nothing to send
    const mended = repaired(write, repairs);
    if (repairs.length === 0 || Object.keys(mended.body).length === 0) return;
    this.#repairs.set(nameOf(place), repairs);
    this.#replace(place, mended);
  }

  /** People and companies that a duplicate rule knows already. */
  async #adopt(): Promise<void> {
    for (const [stage, writes] of this.#stages.entries())
      for (const [position, write] of writes.entries()) {
        if (this.#result({ stage, position }).error?.code !== 'DUPLICATES_DETECTED' || !isAdoptable(write)) continue;
        const result = await adopt(this.#http, this.#describer, write);
        const target = this.results[stage];
        if (result && target) target[position] = result;
      }
  }

  /** Another write in place of a refused one, which is as good as never sent. */
  #replace({ stage, position }: Place, write: RecordWrite): void {
    const writes = this.#stages[stage];
    const results = this.results[stage];
    if (writes) writes[position] = write;
    if (results) results[position] = { created: false };
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
      return [{ write, place, kind: kindOf(write) }];
    });
    const isFree = ({ kind, write }: Item) => kind === 'update' && write.idsOf === undefined;
    const calls = chunk(items.filter(isFree), this.#mostRecords);
    for (let stage = 0; stage < this.#stages.length; stage++)
      calls.push(
        ...chunk(
          items.filter((item) => item.place.stage === stage && !isFree(item)),
          this.#mostRecords,
        ),
      );
    return calls;
  }

  #subrequest({ kind, items }: Call, refer: (place: Place) => string | undefined): Subrequest {
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
    const isKeyed = kind !== 'create' || items.every(({ write }) => write.keyField !== undefined);
    const method = kind === 'create' ? 'POST' : 'PATCH';
    return { method, path: '/composite/sobjects', body: { allOrNone: false, records }, isHeavy: true, isKeyed };
  }

  async #sendAlone(call: Call): Promise<Subanswer> {
    const { method, path, body, isKeyed } = this.#subrequest(call, () => undefined);
    const address = `/services/data/v${API_VERSION}${path}`;
    try {
      return { status: 200, body: await this.#http.send(method, address, { body, isKeyed }) };
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

function chunk(items: Item[], mostRecords: number): Call[] {
  const groups = Map.groupBy(items, ({ kind, write }) =>
    JSON.stringify(write.body).includes('@{') ? `alone ${kind}` : kind,
  );
  return [...groups].flatMap(([group, members]) => {
    const kind = members[0]?.kind ?? 'update';
    const isAlone = group.startsWith('alone ');
    const calls: Call[] = [];
    let objects = new Set<string>();
    let bytes = 0;
    const byLock = members.toSorted((a, b) => byText(a.write.lock ?? '', b.write.lock ?? ''));
    const byObject = [...Map.groupBy(byLock, ({ write }) => write.object).values()].flat();
    for (const item of byObject) {
      const size = JSON.stringify(item.write.body).length;
      let current = calls.at(-1);
      if (
        !current ||
        current.items.length >= mostRecords ||
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

function nameOf({ stage, position }: Place): string {
  return `${stage}/${position}`;
}

function placeNamed(name: string): Place {
  const [stage = 0, position = 0] = name.split('/').map(Number);
  return { stage, position };
}

function isPassing(fault: FaultClass | undefined): boolean {
  return fault === 'contention' || fault === 'transient';
}

/** Its parent is not there: sending it again without sending the parent changes nothing. */
function isOrphan({ error }: RecordResult): boolean {
  return error?.code === 'INVALID_FIELD';
}

/**
 * Sends stages of writes in their order, packed together, and answers in it. What the table of faults calls passing is
 * tried again with growing pauses and in smaller calls; what can be repaired by a new describe is; a creation whose key
 * has come into the org meanwhile becomes the change of that record: sending the same twice is sending it once.
 */
export async function sendRecords(
  http: OrgHttp,
  describer: Describer,
  stages: RecordWrite[][],
): Promise<RecordResult[][]> {
  const sender = new Sender(http, describer, stages);
  await sender.send();
  return sender.results;
}
