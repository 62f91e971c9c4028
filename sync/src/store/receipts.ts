/** Receipts, kept as they were made. */
import { and, desc, eq } from 'drizzle-orm';
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
