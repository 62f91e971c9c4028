/** Opens the store: PostgreSQL where an address is given, else PGlite in a folder. */
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import type { Database } from './database.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { openPostgres } from './postgresql.ts';
import type { Db } from './schema.ts';

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
      db: drizzle({ client: pglite }) as unknown as Db,
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

function oneAfterTheOther(): Database['exclusively'] {
  const last = new Map<string, Promise<unknown>>();
  return (name, work) => {
    const begin = () => work(() => true);
    const mine = (last.get(name) ?? Promise.resolve()).then(begin, begin);
    last.set(name, mine);
    return mine;
  };
}
