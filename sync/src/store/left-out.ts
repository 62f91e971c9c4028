/** Reps whose conversations are kept and not written. Addresses are in lower case. */
import { and, eq } from 'drizzle-orm';
import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

export const leftOut = pgTable(
  'left_out',
  {
    tenant: text('tenant').notNull(),
    email: text('email').notNull(),
    leftBy: text('left_by'),
    leftAt: timestamp('left_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.email] })],
);

export async function leftOutReps(db: Db, tenant: string): Promise<Set<string>> {
  const rows = await db.select({ email: leftOut.email }).from(leftOut).where(eq(leftOut.tenant, tenant));
  return new Set(rows.map(({ email }) => email));
}

/** False where it was so already. */
export async function saveLeftOut(tx: Db, tenant: string, email: string, is: boolean, by?: string): Promise<boolean> {
  const rows = is
    ? await tx
        .insert(leftOut)
        .values({ tenant, email, leftBy: by ?? null })
        .onConflictDoNothing()
        .returning({ email: leftOut.email })
    : await tx
        .delete(leftOut)
        .where(and(eq(leftOut.tenant, tenant), eq(leftOut.email, email)))
        .returning({ email: leftOut.email });
  return rows.length > 0;
}
