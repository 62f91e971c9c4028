/** Emails that a user has deleted: a hash keeps each from coming back, and the receipt says what went. No content. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { json, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { emails } from './emails.ts';
import { rowsOf } from './migrate.ts';
import { activity, conversationLinks, conversations, parts, receipts, type Db } from './schema.ts';

/** What became of one record that the email had in the org. */
export interface DeletedRecord {
  object: string;
  id: string;
  what: 'deleted' | 'released' | 'failed';
  /** The org's own words, where it refused. */
  error?: { code: string; message: string };
}

/** Says nothing of the email but that it was here. */
export interface DeletionReceipt {
  /** RFC 3339 UTC. */
  at: string;
  by?: string;
  /** `planned`: a dry run. `nothing`: it was not here. */
  outcome: 'deleted' | 'planned' | 'nothing' | 'failed';
  records: DeletedRecord[];
  /** In sentences. */
  remarks: string[];
}

export const deletedEmails = pgTable(
  'deleted_emails',
  {
    tenant: text('tenant').notNull(),
    /** SHA-256 of the Message-ID, in hexadecimal. */
    hash: text('hash').notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
    by: text('by'),
    receipt: json('receipt').$type<DeletionReceipt>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.hash] })],
);

export async function deletedHashes(db: Db, tenant: string, hashes: string[]): Promise<Set<string>> {
  if (hashes.length === 0) return new Set();
  const rows = await db
    .select({ hash: deletedEmails.hash })
    .from(deletedEmails)
    .where(and(eq(deletedEmails.tenant, tenant), inArray(deletedEmails.hash, hashes)));
  return new Set(rows.map(({ hash }) => hash));
}

export async function findDeletion(db: Db, tenant: string, hash: string): Promise<DeletionReceipt | undefined> {
  const [row] = await db
    .select({ receipt: deletedEmails.receipt })
    .from(deletedEmails)
    .where(and(eq(deletedEmails.tenant, tenant), eq(deletedEmails.hash, hash)))
    .limit(1);
  return row?.receipt;
}

/** The first receipt stays: who deletes again has nothing left to delete. */
export async function saveDeletion(tx: Db, tenant: string, hash: string, receipt: DeletionReceipt): Promise<void> {
  await tx
    .insert(deletedEmails)
    .values({ tenant, hash, at: new Date(receipt.at), by: receipt.by ?? null, receipt })
    .onConflictDoNothing();
}

const NAME = /^[a-z_]+$/;

/**
 * Takes out everything that the store has of some conversations, whichever room keeps it: every table that has a tenant
 * and the key of a conversation, under either name that it has.
 */
export async function forgetConversations(tx: Db, tenant: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  for (const table of [parts, receipts, conversationLinks, activity, emails, conversations])
    await tx.delete(table).where(and(eq(table.tenant, tenant), inArray(table.key, keys)));
  const answer: unknown = await tx.execute(sql`
    SELECT c.table_name AS table, c.column_name AS column FROM information_schema.columns c
    WHERE c.table_schema = current_schema() AND c.column_name IN ('conversation', 'conversation_key', 'key')
      AND EXISTS (SELECT 1 FROM information_schema.columns t WHERE t.table_schema = c.table_schema AND t.table_name = c.table_name AND t.column_name = 'tenant')`);
  for (const { table, column } of rowsOf<{ table: string; column: string }>(answer)) {
    if (!NAME.test(table) || !NAME.test(column)) continue;
    const list = sql.join(
      keys.map((key) => sql`${key}`),
      sql`, `,
    );
    await tx.execute(
      sql`DELETE FROM ${sql.identifier(table)} WHERE tenant = ${tenant} AND ${sql.identifier(column)} IN (${list})`,
    );
  }
}
