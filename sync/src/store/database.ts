/** Opens the store: PostgreSQL where an address is given, else PGlite in a folder. */
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import type { Db } from './schema.ts';

export interface Database {
  db: Db;
  /** What the queue needs to share this database. */
  connection: { kind: 'embedded'; pglite: PGlite } | { kind: 'postgresql'; url: string };
  /**
   * Runs `work` while nobody else, in this process or in another on the same database, runs any of the same name. The
   * lock goes with its holder, however that ends.
   */
  exclusively: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  close(): Promise<void>;
}

/** Tenants at work at once in a process: each needs a connection for its lock. */
const MOST_LOCKS = 4;
/** Tells our advisory locks from others' on the same database. */
const LOCK_CLASS = 4_081_002;

/** Throws a sentence that names the mend; the address may hold a password and is never in it. */
export async function openDatabase(where: { url?: string; folder: string }): Promise<Database> {
  const database = where.url ? openPostgres(where.url) : await openEmbedded(where.folder);
  try {
    await migrate(database.db);
  } catch (error) {
    await database.close();
    const code = (error as { code?: string }).code ?? (error as { cause?: { code?: string } }).cause?.code;
    if (where.url && code && /^(E[A-Z]+|28|3D|CONNECT)/.test(code))
      throw new Error(`The database of DATABASE_URL cannot be used (${code}): check its address, user and password.`);
    throw error;
  }
  return database;
}

async function openEmbedded(folder: string): Promise<Database> {
  const unlock = lockFolder(folder);
  try {
    const pglite = await PGlite.create(path.join(folder, 'pglite'));
    return {
      db: drizzlePglite({ client: pglite }) as unknown as Db,
      connection: { kind: 'embedded', pglite },
      exclusively: oneAfterTheOther(),
      close: async () => {
        await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openPostgres(url: string): Database {
  const client = postgres(url, { max: 10, onnotice: () => undefined });
  // apart from the others: whoever holds a lock needs one of those to go on
  const locks = postgres(url, { max: MOST_LOCKS, onnotice: () => undefined });
  return {
    db: drizzlePostgres({ client }),
    connection: { kind: 'postgresql', url },
    async exclusively(name, work) {
      const session = await locks.reserve();
      try {
        await session`SELECT pg_advisory_lock(${LOCK_CLASS}::integer, hashtext(${name}))`;
        try {
          return await work();
        } finally {
          // a connection that is gone has taken its lock with it
          await session`SELECT pg_advisory_unlock(${LOCK_CLASS}::integer, hashtext(${name}))`.catch(() => undefined);
        }
      } finally {
        session.release();
      }
    },
    close: async () => {
      await Promise.all([client.end({ timeout: 5 }), locks.end({ timeout: 5 })]);
    },
  };
}

function oneAfterTheOther(): Database['exclusively'] {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    return mine;
  };
}
