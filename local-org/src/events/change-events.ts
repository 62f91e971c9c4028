/** Change Data Capture: which objects are selected, and the events of what was committed to them, kept for 72 hours. */
import { createHash, randomUUID } from 'node:crypto';
import type { ObjectSchema, OrgSchema } from '../metadata/types.ts';
import type { Row, RowWrite, Store } from '../data/store/store.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import { CHANGE_TYPES, eventSchemaOf, type ChangeType } from './avro-schema.ts';

export interface ChangeEvent {
  /** Position in the org's stream. */
  n: number;
  entity: string;
  at: number;
  changeType: ChangeType;
  recordIds: string[];
  changeOrigin: string;
  transactionKey: string;
  sequenceNumber: number;
  commitUser: string;
  /** Under the object's field names; empty for a deletion or a gap. */
  values: Row;
  changedFields: string[];
  nulledFields: string[];
}

/** https://developer.salesforce.com/docs/platform/pub-sub-api/guide/event-message-durability.html */
const KEPT_MS = 72 * 3_600_000;
const CHECKS = 1000;
const SETTING = 'changeDataCapture';
/** Objects whose changes this org can tell. */
const CAPTURABLE = ['Opportunity', 'OpportunityContactRole', 'Contact', 'Lead', 'Account'];
/** Written with every change, and no change by themselves. */
const STAMPS = new Set(['SystemModstamp', 'IsDeleted']);

export class ChangeEvents {
  readonly #store: Store;
  readonly #org: { readonly schema: OrgSchema };
  readonly #salt: string;
  readonly #listeners = new Set<() => void>();
  #selected: Set<string>;
  #hasNews = false;

  constructor(store: Store, org: { readonly schema: OrgSchema }, organizationId: string, atFirst: string[]) {
    this.#store = store;
    this.#org = org;
    this.#salt = organizationId;
    store.database.exec(
      `CREATE TABLE IF NOT EXISTS "_event" (n INTEGER PRIMARY KEY AUTOINCREMENT, entity TEXT NOT NULL, at INTEGER NOT NULL, event TEXT NOT NULL);
       CREATE INDEX IF NOT EXISTS "_event.at" ON "_event" (at)`,
    );
    const known = store.setting(SETTING);
    this.#selected = new Set(known === undefined ? [] : (JSON.parse(known) as string[]));
    if (known === undefined) this.select(atFirst);
    store.watch({
      wants: (object) => this.#selected.has(object.name),
      committing: (writes) => this.#capture(writes),
      committed: () => this.#announce(),
    });
  }

  /** What can be selected here. */
  get selectable(): string[] {
    return CAPTURABLE.filter((name) => this.object(name));
  }

  get selected(): string[] {
    return [...this.#selected];
  }

  /** Setup's "Change Data Capture": the objects whose changes are told, on their own channels and on `/data/ChangeEvents`. */
  select(entities: string[]): void {
    const names = entities.map((entity) => {
      const name = CAPTURABLE.find((each) => each.toLowerCase() === entity.toLowerCase());
      if (name === undefined || !this.#org.schema.object(name))
        throw new SalesforceError(
          400,
          'INVALID_INPUT',
          `Change Data Capture of ${entity} is not implemented here: choose from ${CAPTURABLE.join(', ')}.`,
        );
      return name;
    });
    this.#selected = new Set(names);
    this.#store.setSetting(SETTING, JSON.stringify(names));
  }

  isSelected(entity: string): boolean {
    return this.#selected.has(entity);
  }

  object(entity: string): ObjectSchema | undefined {
    return this.#org.schema.object(entity);
  }

  /** The schema with this id, of whatever object. */
  schemaById(id: string): ReturnType<typeof eventSchemaOf> | undefined {
    return CAPTURABLE.flatMap((name) => this.#org.schema.object(name) ?? [])
      .map((object) => eventSchemaOf(object))
      .find((schema) => schema.id === id);
  }

  /** Called after each commit that made events. Returns how to stop listening. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Events after a position, oldest first; of one entity, or of all that are selected. */
  after(n: number, entity: string | null, limit: number): ChangeEvent[] {
    const where = entity === null ? '' : ' AND entity = ?';
    const rows = this.#store
      .statement(`SELECT n, event FROM "_event" WHERE n > ? AND at > ?${where} ORDER BY n LIMIT ?`)
      .all(n, Date.now() - KEPT_MS, ...(entity === null ? [] : [entity]), limit);
    return rows.map((row) => ({ ...(JSON.parse(row['event'] as string) as ChangeEvent), n: row['n'] as number }));
  }

  /** The position of the newest event, whether or not it is still kept. */
  get latest(): number {
    const row = this.#store.statement(`SELECT seq FROM sqlite_sequence WHERE name = '_event'`).get();
    return Number(row?.['seq'] ?? 0);
  }

  /** Eight bytes, opaque to clients and of this org only; public clients read them as one safe integer. */
  replayId(n: number): Buffer {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64BE(BigInt(n * CHECKS + this.#check(n)));
    return bytes;
  }

  /** Undefined where the id is none of this org's, or its event is kept no longer. */
  position(replayId: Uint8Array): number | undefined {
    if (replayId.length !== 8) return undefined;
    const value = Number(Buffer.from(replayId).readBigUInt64BE());
    const n = Math.floor(value / CHECKS);
    if (value % CHECKS !== this.#check(n)) return undefined;
    return n >= this.#purgedUpTo() && n <= this.latest ? n : undefined;
  }

  #check(n: number): number {
    return createHash('sha256').update(`${this.#salt} ${n}`).digest().readUInt16BE() % CHECKS;
  }

  /** Events up to here are gone. */
  #purgedUpTo(): number {
    const first = this.#store.statement('SELECT min(n) AS n FROM "_event" WHERE at > ?').get(Date.now() - KEPT_MS)?.[
      'n'
    ];
    return first === null || first === undefined ? this.latest : (first as number) - 1;
  }

  /** For tests: as if the events kept were all older than 72 hours, and one more had followed them. */
  expire(): void {
    this.#store.transaction(() => {
      this.#store.database.exec('DELETE FROM "_event"');
      this.#store.database.exec(`UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = '_event'`);
    });
  }

  /** For tests: an event that says only that something happened. */
  gap(changeType: string, entity: string, recordIds: string[]): void {
    const type = CHANGE_TYPES.find((each) => each === changeType && each.startsWith('GAP_'));
    if (!type)
      throw new SalesforceError(
        400,
        'INVALID_INPUT',
        'changeType must be GAP_CREATE, GAP_UPDATE, GAP_DELETE, GAP_UNDELETE or GAP_OVERFLOW.',
      );
    if (!this.#selected.has(entity)) throw new SalesforceError(400, 'INVALID_INPUT', `${entity} is not selected.`);
    this.#store.transaction(() => {
      this.#add({
        entity,
        changeType: type,
        // https://developer.salesforce.com/docs/atlas.en-us.change_data_capture.meta/change_data_capture/cdc_other_events_overflow.htm
        recordIds:
          type === 'GAP_OVERFLOW'
            ? [`${this.#org.schema.object(entity)?.keyPrefix ?? '000'}000000000000AAA`]
            : recordIds,
        transactionKey: randomUUID(),
        sequenceNumber: 1,
        values: {},
        changedFields: [],
        nulledFields: [],
      });
    });
    this.#announce();
  }

  #capture(writes: RowWrite[]): void {
    const transactionKey = randomUUID();
    let sequenceNumber = 0;
    for (const { object, id, before, after } of together(writes)) {
      const change = changeOf(object, before, after);
      if (!change) continue;
      sequenceNumber += 1;
      this.#add({ entity: object.name, recordIds: [id], transactionKey, sequenceNumber, ...change });
    }
  }

  #add(event: Omit<ChangeEvent, 'n' | 'at' | 'changeOrigin' | 'commitUser'>): void {
    const at = Date.now();
    const { userId, origin } = this.#store.author;
    const whole: Omit<ChangeEvent, 'n'> = { ...event, at, changeOrigin: origin, commitUser: userId };
    this.#store.statement('DELETE FROM "_event" WHERE at <= ?').run(at - KEPT_MS);
    this.#store
      .statement('INSERT INTO "_event" (entity, at, event) VALUES (?, ?, ?)')
      .run(event.entity, at, JSON.stringify(whole));
    this.#hasNews = true;
  }

  #announce(): void {
    if (!this.#hasNews) return;
    this.#hasNews = false;
    for (const listener of this.#listeners) listener();
  }
}

/** Several writes of a transaction to one record are one change. */
function together(writes: RowWrite[]): RowWrite[] {
  const byId = new Map<string, RowWrite>();
  for (const write of writes) {
    const known = byId.get(write.id);
    byId.set(write.id, known ? { ...known, after: write.after } : write);
  }
  return [...byId.values()];
}

type Change = Pick<ChangeEvent, 'changeType' | 'values' | 'changedFields' | 'nulledFields'>;

function changeOf(object: ObjectSchema, before: Row | null, after: Row | null): Change | undefined {
  const isThere = (row: Row | null): row is Row => row !== null && !row['IsDeleted'];
  const nothing = { changedFields: [], nulledFields: [] };
  if (!isThere(before) && isThere(after))
    return { changeType: before ? 'UNDELETE' : 'CREATE', values: after, ...nothing };
  if (isThere(before) && !isThere(after)) return { changeType: 'DELETE', values: {}, ...nothing };
  if (!isThere(before) || !isThere(after)) return undefined;
  const changed = [...object.fields.values()]
    .map(({ name }) => name)
    .filter((name) => !STAMPS.has(name) && (before[name] ?? null) !== (after[name] ?? null));
  const meaningful = changed.filter((name) => name !== 'LastModifiedDate' && name !== 'LastModifiedById');
  if (meaningful.length === 0) return undefined;
  const told = [...new Set([...changed, 'LastModifiedDate'])];
  return {
    changeType: 'UPDATE',
    values: Object.fromEntries(told.map((name) => [name, after[name] ?? null])),
    changedFields: told,
    nulledFields: changed.filter((name) => (after[name] ?? null) === null),
  };
}
