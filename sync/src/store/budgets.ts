/** The org's daily API requests as it last told them, and why a tenant is held. Every process reads and writes the same row. */
import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { budgets, type Db } from './schema.ts';

export interface BudgetRecord {
  usage?: { used: number; max: number };
  /** How old that is, in milliseconds. */
  readAgeMs?: number;
  parked?: { since: Date; reason: 'reserve' | 'limit'; asks: number; nextAskAt: Date; nextAskInMs: number };
  pausedSince?: Date;
}

export async function readBudget(db: Db, tenant: string): Promise<BudgetRecord> {
  const [row] = await db
    .select({
      budget: budgets,
      readAgeMs: sql<number | null>`extract(epoch FROM now() - ${budgets.readAt})::float8 * 1000`,
      nextAskInMs: sql<number | null>`extract(epoch FROM ${budgets.nextAskAt} - now())::float8 * 1000`,
    })
    .from(budgets)
    .where(eq(budgets.tenant, tenant))
    .limit(1);
  if (!row) return {};
  const { used, max, parkedSince, reason, asks, nextAskAt, pausedSince } = row.budget;
  return {
    ...(used !== null && max !== null ? { usage: { used, max }, readAgeMs: row.readAgeMs ?? 0 } : {}),
    ...(parkedSince && reason
      ? {
          parked: {
            ...{ since: parkedSince, reason, asks },
            ...{ nextAskAt: nextAskAt ?? parkedSince, nextAskInMs: row.nextAskInMs ?? 0 },
          },
        }
      : {}),
    ...(pausedSince ? { pausedSince } : {}),
  };
}

async function put(db: Db, tenant: string, values: Partial<typeof budgets.$inferInsert> | Record<string, unknown>) {
  await db
    .insert(budgets)
    .values({ tenant, ...values })
    .onConflictDoUpdate({ target: budgets.tenant, set: values });
}

/** Keeps what the org's last answer said. */
export async function saveUsage(db: Db, tenant: string, { used, max }: { used: number; max: number }): Promise<void> {
  await put(db, tenant, { used, max, readAt: sql`now()` });
}

/** Parks the tenant, or puts off when the org is asked again. */
export async function savePark(
  db: Db,
  tenant: string,
  { reason, asks, nextAskInMs }: { reason: 'reserve' | 'limit'; asks: number; nextAskInMs: number },
): Promise<void> {
  const next = sql`now() + ${Math.round(nextAskInMs)} * interval '1 millisecond'`;
  await db
    .insert(budgets)
    .values({ tenant, parkedSince: sql`now()`, reason, asks, nextAskAt: next })
    .onConflictDoUpdate({
      target: budgets.tenant,
      set: { parkedSince: sql`coalesce(${budgets.parkedSince}, now())`, reason, asks, nextAskAt: next },
    });
}

export async function endPark(db: Db, tenant: string): Promise<void> {
  await put(db, tenant, { parkedSince: null, reason: null, asks: 0, nextAskAt: null });
}

export async function savePause(db: Db, tenant: string, paused: boolean): Promise<void> {
  await db
    .insert(budgets)
    .values({ tenant, ...(paused ? { pausedSince: sql`now()` } : {}) })
    .onConflictDoUpdate({
      target: budgets.tenant,
      set: { pausedSince: paused ? sql`coalesce(${budgets.pausedSince}, now())` : null },
    });
}

/** A parked tenant's org is asked at the next look. */
export async function askNow(db: Db, tenant: string): Promise<void> {
  await db
    .update(budgets)
    .set({ nextAskAt: sql`now()`, asks: 0 })
    .where(and(eq(budgets.tenant, tenant), isNotNull(budgets.parkedSince)));
}
