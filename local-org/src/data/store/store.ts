import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { DatabaseSync } from 'node:sqlite';
import type { FieldSchema, ObjectSchema, OrgSchema } from '../../metadata/types.ts';
import { recordIdFor } from './ids.ts';
import type { Value } from './record.ts';
import { beyondAscii, fold } from './text.ts';

/** A record as its table holds it: every column, booleans as 0 and 1. */
export type Row = Record<string, Value>;

/** One record as a transaction found it and left it; `before` is null where it was not there, `after` where it is gone. */
export interface RowWrite {
  object: ObjectSchema;
  id: string;
  before: Row | null;
  after: Row | null;
}

/** Told of what a transaction wrote to the objects it wants. */
export interface Watcher {
  wants(object: ObjectSchema): boolean;
  /** Inside the transaction: what it writes is kept or lost together with it. */
  committing(writes: RowWrite[]): void;
  committed(): void;
}

const quoted = (name: string): string => `"${name}"`;

/**
 * The records in SQLite: a table an sObject, a column a field.
 * WAL with `synchronous = FULL`: what was answered must survive a power cut as well as a kill, and at this org's size
 * the one sync a transaction costs is not felt.
 */
export class Store {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  #lastStamp = 0;
  #watcher: Watcher | null = null;
  #writes: RowWrite[] = [];
  /** Whose writes these are, and through which API: for change events. */
  readonly author = { userId: '', origin: '' };

  constructor(file: string) {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    this.database = new DatabaseSync(file);
    this.database.function('fold_text', { deterministic: true }, (text) =>
      typeof text === 'string' ? fold(text) : text,
    );
    this.database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32000',
    );
    this.database.exec(`
      CREATE TABLE IF NOT EXISTS "_setting" (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_sequence" (name TEXT PRIMARY KEY, next INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_token" (token TEXT PRIMARY KEY, userId TEXT NOT NULL UNIQUE) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_usage" (minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL) WITHOUT ROWID;
    `);
    this.#lastStamp = Number(this.setting('lastStamp') ?? 0);
  }

  statement(sql: string): StatementSync {
    const cached = this.#statements.get(sql);
    if (cached) return cached;
    const prepared = this.database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  setting(name: string): string | undefined {
    return this.statement('SELECT value FROM "_setting" WHERE name = ?').get(name)?.['value'] as string | undefined;
  }

  setSetting(name: string, value: string): void {
    this.statement('INSERT INTO "_setting" VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(
      name,
      value,
    );
  }

  nextInSequence(name: string): number {
    const row = this.statement(
      'INSERT INTO "_sequence" VALUES (?, 2) ON CONFLICT (name) DO UPDATE SET next = next + 1 RETURNING next - 1 AS value',
    ).get(name);
    return row?.['value'] as number;
  }

  newId(object: ObjectSchema, instance: string): string {
    return recordIdFor(object.keyPrefix, instance, this.nextInSequence(object.keyPrefix));
  }

  /** The time now in whole seconds, never before a time given earlier, even across restarts. */
  stamp(): string {
    const now = Math.floor(Date.now() / 1000);
    if (now > this.#lastStamp) {
      this.#lastStamp = now;
      this.setSetting('lastStamp', String(now));
    }
    return new Date(this.#lastStamp * 1000).toISOString();
  }

  transaction<T>(work: () => T): T {
    const savepoint = `level${this.#depth}`;
    const isOuter = this.#depth === 0;
    const known = this.#writes.length;
    this.database.exec(isOuter ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${savepoint}`);
    this.#depth++;
    let result: T;
    try {
      result = work();
      if (isOuter && this.#writes.length > 0) this.#watcher?.committing(this.#writes.splice(0));
      this.database.exec(isOuter ? 'COMMIT' : `RELEASE ${savepoint}`);
    } catch (error) {
      this.#writes.length = Math.min(known, this.#writes.length);
      this.database.exec(isOuter ? 'ROLLBACK' : `ROLLBACK TO ${savepoint}; RELEASE ${savepoint}`);
      throw error;
    } finally {
      this.#depth--;
    }
    if (isOuter) this.#watcher?.committed();
    return result;
  }

  /** One watcher at a time; the org's change events are it. */
  watch(watcher: Watcher): void {
    this.#watcher = watcher;
  }

  /** Runs a write, and notes what it did to a record that is watched. */
  #noted(object: ObjectSchema, id: string, write: () => void): void {
    if (this.#depth === 0 || !this.#watcher?.wants(object)) return write();
    const before = this.row(object, id) ?? null;
    write();
    this.#writes.push({ object, id, before, after: this.row(object, id) ?? null });
  }

  row(object: ObjectSchema, id: string): Row | undefined {
    return this.statement(`SELECT * FROM ${quoted(object.name)} WHERE Id = ?`).get(id) as Row | undefined;
  }

  /** Ids of the records, not deleted, whose field holds the value; at most `limit`. */
  idsWhere(object: ObjectSchema, field: string, value: Value, limit = -1): string[] {
    const alive = object.fields.has('isdeleted') ? ' AND IsDeleted = 0' : '';
    const column = quoted(field);
    // NOCASE knows ASCII letters only; the plain comparison keeps its index.
    const folded = typeof value === 'string' && beyondAscii(value) && !isExact(object.fields.get(field.toLowerCase()));
    const rows = this.statement(
      `SELECT Id FROM ${quoted(object.name)} WHERE ${folded ? `fold_text(${column})` : column} = ?${alive} LIMIT ?`,
    ).all(folded ? fold(value) : toSql(value), limit);
    return rows.map((row) => row['Id'] as string);
  }

  insert(object: ObjectSchema, row: Row): void {
    const columns = storedFields(object).map((field) => field.name);
    const sql = `INSERT INTO ${quoted(object.name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    this.#noted(object, row['Id'] as string, () =>
      this.statement(sql).run(...columns.map((column) => toSql(row[column] ?? null))),
    );
  }

  update(object: ObjectSchema, id: string, changes: Row): void {
    const columns = Object.keys(changes);
    if (columns.length === 0) return;
    const sql = `UPDATE ${quoted(object.name)} SET ${columns.map((column) => `${quoted(column)} = ?`).join(', ')} WHERE Id = ?`;
    this.#noted(object, id, () =>
      this.statement(sql).run(...columns.map((column) => toSql(changes[column] ?? null)), id),
    );
  }

  remove(object: ObjectSchema, id: string): void {
    this.#noted(object, id, () => this.statement(`DELETE FROM ${quoted(object.name)} WHERE Id = ?`).run(id));
  }

  /** Creates what the schema has and the database lacks. Fields that left the package keep their columns. */
  migrate(schema: OrgSchema): void {
    this.transaction(() => {
      for (const object of schema.objects.values()) {
        const existing = new Set(
          this.database
            .prepare(`SELECT name FROM pragma_table_info(?)`)
            .all(object.name)
            .map((row) => (row['name'] as string).toLowerCase()),
        );
        const fields = storedFields(object);
        if (existing.size === 0) {
          this.database.exec(`CREATE TABLE ${quoted(object.name)} (${fields.map(column).join(', ')})`);
        } else {
          for (const field of fields.filter((candidate) => !existing.has(candidate.name.toLowerCase()))) {
            this.database.exec(`ALTER TABLE ${quoted(object.name)} ADD COLUMN ${column(field)}`);
          }
        }
        for (const field of fields) this.#index(object, field);
      }
    });
    this.#statements.clear();
  }

  #index(object: ObjectSchema, field: FieldSchema): void {
    if (!isIndexed(field)) return;
    const unique = field.unique;
    const alive = object.fields.has('isdeleted') ? ' WHERE IsDeleted = 0' : '';
    this.database.exec(
      `CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS ${quoted(`${object.name}.${field.name}${unique ? '!' : ''}`)}` +
        ` ON ${quoted(object.name)} (${quoted(field.name)})${unique ? alive : ''}`,
    );
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }
}

const storedByObject = new WeakMap<ObjectSchema, FieldSchema[]>();

/** The fields with a column of their own: an address is kept as its parts. */
export function storedFields(object: ObjectSchema): FieldSchema[] {
  let fields = storedByObject.get(object);
  if (!fields) {
    fields = [...object.fields.values()].filter((field) => field.type !== 'address');
    storedByObject.set(object, fields);
  }
  return fields;
}

const alsoIndexed = new Set([
  'StartDateTime',
  'SystemModstamp',
  'CreatedDate',
  'ActivityDate',
  'Name',
  'Username',
  'Phone',
  'MobilePhone',
]);

/** What the platform indexes itself (Ids, lookups, names, external Ids, audit dates), and what matching looks people up by. */
const isIndexed = (field: FieldSchema): boolean =>
  field.type === 'reference' ||
  field.type === 'email' ||
  field.externalId ||
  field.unique ||
  alsoIndexed.has(field.name);

/** Whether a column's text is compared character by character. */
function isExact(field: FieldSchema | undefined): boolean {
  return !field || field.caseSensitive || ['id', 'reference', 'date', 'datetime', 'base64'].includes(field.type);
}

function column(field: FieldSchema): string {
  const name = quoted(field.name);
  if (field.type === 'id') return `${name} TEXT PRIMARY KEY COLLATE BINARY`;
  switch (field.type) {
    case 'boolean':
      return `${name} INTEGER NOT NULL DEFAULT ${field.defaultValue === true ? 1 : 0}`;
    case 'int':
      return `${name} INTEGER`;
    case 'double':
    case 'currency':
    case 'percent':
      return `${name} REAL`;
    default:
      return `${name} TEXT COLLATE ${isExact(field) ? 'BINARY' : 'NOCASE'}`;
  }
}

export function toSql(value: Value | undefined): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : (value ?? null);
}
