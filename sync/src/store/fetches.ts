/** What providers must still be asked for: one row for each piece, until it is here or given up. */
import { and, asc, eq, lte, sql } from 'drizzle-orm';
import { integer, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

const fetches = pgTable(
  'fetches',
  {
    tenant: text('tenant').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    provider: text('provider').notNull(),
    at: instant('at'),
    /** Where it is, or the provider's id of it. */
    wanted: text('wanted').notNull(),
    sealedToken: text('sealed_token'),
    tries: integer('tries').notNull().default(0),
    dueAt: instant('due_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.key, table.name] })],
);

export type FetchRow = typeof fetches.$inferSelect;

/** The same piece told again is asked for anew, wherever it is now. */
export async function saveFetches(
  tx: Db,
  rows: Omit<FetchRow, 'tries' | 'dueAt' | 'createdAt'>[],
  now: string,
): Promise<void> {
  const at = new Date(now);
  for (const row of rows) {
    const fresh = { ...row, tries: 0, dueAt: at, createdAt: at };
    await tx
      .insert(fetches)
      .values(fresh)
      .onConflictDoUpdate({ target: [fetches.tenant, fetches.key, fetches.name], set: fresh });
  }
}

/** Takes what is due, and puts it off by the lease: whoever dies with it in hand leaves it to the next. */
export async function claimFetches(db: Db, now: string, leaseMs: number, limit: number): Promise<FetchRow[]> {
  return db.transaction(async (tx) => {
    const due = await tx
      .select({ tenant: fetches.tenant, key: fetches.key, name: fetches.name })
      .from(fetches)
      .where(lte(fetches.dueAt, new Date(now)))
      .orderBy(asc(fetches.dueAt))
      .limit(limit)
      .for('update', { skipLocked: true });
    const claimed: FetchRow[] = [];
    for (const { tenant, key, name } of due)
      claimed.push(
        ...(await tx
          .update(fetches)
          .set({ tries: sql`${fetches.tries} + 1`, dueAt: new Date(Date.parse(now) + leaseMs) })
          .where(and(eq(fetches.tenant, tenant), eq(fetches.key, key), eq(fetches.name, name)))
          .returning()),
      );
    return claimed;
  });
}

/** Only what was claimed: a piece that was told again meanwhile stays. */
const same = ({ tenant, key, name, tries, wanted }: FetchRow) =>
  and(
    eq(fetches.tenant, tenant),
    eq(fetches.key, key),
    eq(fetches.name, name),
    eq(fetches.tries, tries),
    eq(fetches.wanted, wanted),
  );

export async function endFetch(tx: Db, row: FetchRow): Promise<void> {
  await tx.delete(fetches).where(same(row));
}

export async function putOffFetch(tx: Db, row: FetchRow, until: Date): Promise<void> {
  await tx.update(fetches).set({ dueAt: until }).where(same(row));
}
