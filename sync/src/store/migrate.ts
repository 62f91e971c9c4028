/** Applies `migrations/*.sql` in the order of their numbers, each once and wholly. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Db } from './schema.ts';

export interface Migration {
  name: string;
  statements: string[];
  /** SHA-256 of the file: an applied migration that was edited afterwards is refused. */
  hash: string;
}

/** One number for all processes that share a database, so that only one of them migrates at a time. */
const LOCK = 4_081_001;

export function readMigrations(folder = path.join(import.meta.dirname, 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      return {
        name: file.slice(0, -'.sql'.length),
        statements: text
          .split(/;[ \t]*\r?\n/)
          .map((statement) => statement.trim())
          .filter(Boolean),
        hash: createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex'),
      };
    });
}

/** Returns the names of the migrations that it applied. */
export async function migrate(db: Db, migrations = readMigrations()): Promise<string[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`SELECT pg_advisory_xact_lock(${sql.raw(String(LOCK))})`);
    await tx.execute(
      sql`CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`,
    );
    const answer: unknown = await tx.execute(sql`SELECT name, hash FROM migrations`);
    const applied = new Map(rowsOf<{ name: string; hash: string }>(answer).map((row) => [row.name, row.hash]));
    const unknown = [...applied.keys()].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0)
      throw new Error(`The store is newer than this service: it has ${unknown.join(', ')}. Start a newer version.`);

    const done: string[] = [];
    for (const { name, statements, hash } of migrations) {
      if (applied.has(name)) {
        if (applied.get(name) !== hash)
          throw new Error(`Migration ${name} was changed after it was applied: add a new one instead.`);
        continue;
      }
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`INSERT INTO migrations (name, hash) VALUES (${name}, ${hash})`);
      done.push(name);
    }
    return done;
  });
}

/** Rows of a raw statement, which both drivers wrap. */
export function rowsOf<T>(answer: unknown): T[] {
  return (answer as { rows: T[] }).rows;
}
