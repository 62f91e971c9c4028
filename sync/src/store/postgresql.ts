/** A PostgreSQL server as the store: connections that may be cut at any time, and locks that go with theirs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import type { Database } from './database.ts';

/** Tenants at work at once in a process: each needs a connection for its lock. */
const MOST_LOCKS = 4;
/** Tells our advisory locks from others' on the same database. */
const LOCK_CLASS = 4_081_002;
const CLOSING_MS = 5000;

export function openPostgres(url: string): Database {
  const pool = openPool({ connectionString: url, max: 10, connectionTimeoutMillis: 30_000 });
  // apart from the others: whoever holds a lock needs one of those to go on
  const locks = openPool({ connectionString: url, max: MOST_LOCKS });
  return {
    db: drizzle({ client: pool }),
    connection: { kind: 'postgresql', url },
    async exclusively(name, work) {
      const session = await locks.connect();
      let isFree = false;
      let isLost = false;
      const lose = () => void (isLost = true);
      session.once('end', lose);
      try {
        await session.query('SELECT pg_advisory_lock($1::integer, hashtext($2))', [LOCK_CLASS, name]);
        try {
          return await work(() => !isLost);
        } finally {
          const freed = session.query('SELECT pg_advisory_unlock($1::integer, hashtext($2))', [LOCK_CLASS, name]);
          isFree = await freed.then(
            () => true,
            () => false,
          );
        }
      } finally {
        session.off('end', lose);
        // a connection that is gone has taken its lock with it
        session.release(!isFree);
      }
    },
    // what is still being asked is not waited for longer
    close: async () => {
      await Promise.race([Promise.all([pool.end(), locks.end()]), sleep(CLOSING_MS, undefined, { ref: false })]);
    },
  };
}

/** Connections that are lost cost what they were doing, and nothing else: neither the process nor their place. */
function openPool(config: PoolConfig): Pool {
  const pool = new Pool({ ...config, application_name: 'debrief-sync', keepAlive: true });
  const inUse = new Set<PoolClient>();
  pool.on('acquire', (client) => void inUse.add(client));
  pool.on('release', (_error, client) => void inUse.delete(client));
  // what was asked on it is refused with the same error; an error event that nobody hears ends the process
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    client.once('end', () => {
      // a transaction whose BEGIN fails does not give its connection back
      if (!inUse.has(client)) return;
      client.release(true);
      client.release = () => undefined;
    });
  });
  return pool;
}
