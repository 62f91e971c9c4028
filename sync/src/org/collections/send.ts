/** Sends records by sObject Collections, and those that may succeed the next time again. */
import { adopt, isAdoptable } from '../adopt.ts';
import type { Describer } from '../describe.ts';
import { classifyRefusal } from '../error.ts';
import { retryOf, type FaultClass } from '../fault-table.ts';
import type { OrgHttp } from '../http.ts';
import { rowsOfKeys } from '../known-rows.ts';
import type { Place, RecordResult, RecordWrite, Repair } from '../record-write.ts';
import { culpritsOf, repaired, repairsOf } from '../repair.ts';
import { callsOf, kindOf, MOST_RECORDS } from './calls.ts';
import { sendOnce } from './once.ts';

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
      await sendOnce(this.#http, callsOf(this.#stages, places, this.#mostRecords), this.results);
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
