/** Which visitor makes the account of a domain: one at a time, whatever the number of processes. */
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

const visitorDomains = pgTable(
  'visitor_domains',
  {
    tenant: text('tenant').notNull(),
    domain: text('domain').notNull(),
    holder: text('holder'),
    heldUntil: timestamp('held_until', { withTimezone: true, mode: 'date' }),
    /** That was made for it. */
    accountId: text('account_id'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.domain] })],
);

/** Longer than an org takes for a request: who has died by then writes nothing any more. */
const HELD = sql`now() + interval '150 seconds'`;

/** True where it is the visitor's to make: nobody else is about to. */
export async function claimDomain(db: Db, tenant: string, domain: string, visitor: string): Promise<boolean> {
  const rows = await db
    .insert(visitorDomains)
    .values({ tenant, domain, holder: visitor, heldUntil: HELD })
    .onConflictDoUpdate({
      target: [visitorDomains.tenant, visitorDomains.domain],
      set: { holder: visitor, heldUntil: HELD },
      setWhere: or(
        isNull(visitorDomains.holder),
        eq(visitorDomains.holder, visitor),
        lt(visitorDomains.heldUntil, sql`now()`),
      )!,
    })
    .returning({ domain: visitorDomains.domain });
  return rows.length > 0;
}

/** With the account that was made, where one was. */
export async function releaseDomain(
  db: Db,
  tenant: string,
  domain: string,
  visitor: string,
  accountId?: string,
): Promise<void> {
  await db
    .update(visitorDomains)
    .set({ holder: null, heldUntil: null, ...(accountId ? { accountId } : {}) })
    .where(
      and(eq(visitorDomains.tenant, tenant), eq(visitorDomains.domain, domain), eq(visitorDomains.holder, visitor)),
    );
}

/** Accounts that earlier visits made, by domain. */
export async function accountsMade(db: Db, tenant: string, domains: string[]): Promise<Map<string, string>> {
  if (domains.length === 0) return new Map();
  const rows = await db
    .select()
    .from(visitorDomains)
    .where(and(eq(visitorDomains.tenant, tenant), inArray(visitorDomains.domain, domains)));
  return new Map(rows.flatMap(({ domain, accountId }) => (accountId ? [[domain, accountId] as const] : [])));
}
