/** A database server whose connections end at any moment, as at a restart or a failover. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'drizzle-orm';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { rowsOf } from './migrate.ts';
import { makeStore, type TestStore } from './testing/stores.ts';

let store: TestStore;
let database: Database;
/** Who ends the connections of the other. */
let server: Database;
before(async () => {
  store = await makeStore('postgresql');
  database = await openDatabase(store.where);
  server = await openDatabase(store.where);
});
after(async () => {
  await database.close();
  await server.close();
  await store.remove();
});

/** Of so many transactions at once, as many as succeed. */
async function pidsOf({ db }: Database, count: number): Promise<number[]> {
  const pids = Array.from({ length: count }, () =>
    db.transaction(async (tx) => {
      const answer: unknown = await tx.execute(
        sql`SELECT pg_backend_pid() AS pid FROM pg_sleep(${count > 1 ? 0.05 : 0})`,
      );
      return rowsOf<{ pid: number }>(answer)[0]?.pid ?? 0;
    }),
  );
  const done = await Promise.allSettled(pids);
  return [...new Set(done.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])))];
}

const killing = (pid: number) => sql`SELECT pg_terminate_backend(${pid})`;
const end = (pids: number[]) => Promise.all(pids.map((pid) => server.db.execute(killing(pid))));

test('connections that end cost what was asked on them, and never their place', async () => {
  const begin = () => database.db.transaction((tx) => tx.execute(sql`SELECT 1`)).catch(() => undefined);
  // some begin on a connection of which nobody knows yet that it is gone: more of them than a process has connections
  for (let round = 0; round < 60; round += 1) {
    const [pid] = await pidsOf(database, 1);
    if (pid === undefined) continue;
    if (round % 2 === 0) await database.db.transaction((tx) => tx.execute(killing(pid))).catch(() => undefined);
    else await end([pid]);
    await begin();
  }
  // what was lost last is noticed by now
  await pidsOf(database, 10);
  assert.equal((await pidsOf(database, 10)).length, 10);
});

test('who loses the connection of a lock learns it, and the next may begin', async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (go = resolve));
  let lost = false;
  const first = database.exclusively('tenant', async (isHeld) => {
    assert.equal(isHeld(), true);
    const answer: unknown = await server.db.execute(
      sql`SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted`,
    );
    await end(rowsOf<{ pid: number }>(answer).map(({ pid }) => pid));
    await gate;
    while (isHeld()) await new Promise((resolve) => setImmediate(resolve));
    lost = true;
  });
  await server.exclusively('tenant', (isHeld) => {
    assert.equal(isHeld(), true);
    go();
    return Promise.resolve();
  });
  await first;
  assert.equal(lost, true);
  await database.exclusively('tenant', () => Promise.resolve());
});
