/** The set-up as it stood at the last daily check, for telling what has changed since. Times are the caller's clock. */
import { and, eq, lte } from 'drizzle-orm';
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

/** What is remembered of a check, by its id. */
export type KnownStates = Record<string, { state: string; code: string; detail: string[] }>;

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const healthChecks = pgTable('health_checks', {
  tenant: text('tenant').primaryKey(),
  nextAt: instant('next_at').notNull(),
  checkedAt: instant('checked_at'),
  states: jsonb('states').$type<KnownStates>(),
  /** Before the last change: what an admin is told the differences to. */
  referenceAt: instant('reference_at'),
  reference: jsonb('reference').$type<KnownStates>(),
  /** Change → when admins were last told of it (RFC 3339 UTC). */
  told: jsonb('told').$type<Record<string, string>>().notNull().default({}),
});

export type HealthRecord = typeof healthChecks.$inferSelect;

export async function readHealth(db: Db, tenant: string): Promise<HealthRecord | undefined> {
  const [row] = await db.select().from(healthChecks).where(eq(healthChecks.tenant, tenant)).limit(1);
  return row;
}

/** Puts the tenant's first check at that time, where none is put yet. */
export async function beginHealth(db: Db, tenant: string, nextAt: Date): Promise<void> {
  await db.insert(healthChecks).values({ tenant, nextAt }).onConflictDoNothing();
}

/** True for the one process whose turn it is; the next is at `nextAt`. */
export async function takeTurn(db: Db, tenant: string, now: Date, nextAt: Date): Promise<boolean> {
  const rows = await db
    .update(healthChecks)
    .set({ nextAt })
    .where(and(eq(healthChecks.tenant, tenant), lte(healthChecks.nextAt, now)))
    .returning({ tenant: healthChecks.tenant });
  return rows.length > 0;
}

export async function saveHealth(db: Db, tenant: string, values: Partial<Omit<HealthRecord, 'tenant'>>): Promise<void> {
  await db.update(healthChecks).set(values).where(eq(healthChecks.tenant, tenant));
}
