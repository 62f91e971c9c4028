/** Receipts, kept as they were made. */
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Match } from '../match/types.ts';
import type { Receipt } from '../plan/types.ts';
import { storable } from './parts.ts';
import { receipts, type Db } from './schema.ts';

export async function saveReceipt(db: Db, tenant: string, receipt: Receipt): Promise<void> {
  const { key, at, outcome } = receipt;
  await db.insert(receipts).values({ tenant, key, at: new Date(at), outcome, receipt: storable(receipt) });
}

/** Newest first. */
export async function receiptsOf(db: Db, tenant: string, key: string, limit: number): Promise<Receipt[]> {
  const rows = await db
    .select({ receipt: receipts.receipt })
    .from(receipts)
    .where(and(eq(receipts.tenant, tenant), eq(receipts.key, key)))
    .orderBy(desc(receipts.id))
    .limit(limit);
  return rows.map((row) => row.receipt);
}

/**
 * By key, the match that the org last took. A run that only planned or that failed leaves it unknown, except where what
 * failed was to keep a person's relink.
 */
export async function lastMatches(db: Db, tenant: string, keys: string[]): Promise<Map<string, Match>> {
  if (keys.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([receipts.key], {
      key: receipts.key,
      outcome: receipts.outcome,
      // the rest of a receipt is long, and is for people
      match: sql<Match>`${receipts.receipt} -> 'match'`,
      action: sql<string | null>`${receipts.receipt} ->> 'action'`,
    })
    .from(receipts)
    .where(and(eq(receipts.tenant, tenant), inArray(receipts.key, keys), ne(receipts.outcome, 'unchanged')))
    .orderBy(receipts.key, desc(receipts.id));
  return new Map(
    rows.flatMap(({ key, outcome, match, action }): [string, Match][] => {
      // what was taken back is no match
      if (action === 'undo') return [];
      // a relink that is kept is the org's own by now
      if (outcome === 'written') return [[key, { ...match, relinked: undefined, chosen: undefined }]];
      return outcome === 'failed' && match.relinked ? [[key, match]] : [];
    }),
  );
}
