/** Emails that are kept, by mailbox and thread, and those of which only the Message-ID is, for some days. */
import { and, asc, count, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { byBytes } from './parts.ts';
import type { Db } from './schema.ts';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const emails = pgTable(
  'emails',
  {
    tenant: text('tenant').notNull(),
    /** Of the conversation that it is. */
    key: text('key').notNull(),
    /** Lower case; an email has a row for each mailbox that gave it. */
    mailbox: text('mailbox').notNull(),
    /** As the key holds it. */
    messageId: text('message_id').notNull(),
    threadId: text('thread_id').notNull(),
    takenAt: instant('taken_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.key, table.mailbox] })],
);
export type EmailRecord = typeof emails.$inferSelect;

export const unmatchedEmails = pgTable(
  'unmatched_emails',
  {
    tenant: text('tenant').notNull(),
    mailbox: text('mailbox').notNull(),
    messageId: text('message_id').notNull(),
    /** The mailbox's own id, to fetch it again. */
    providerId: text('provider_id'),
    since: instant('since').notNull(),
    until: instant('until').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.mailbox, table.messageId] })],
);
export type UnmatchedRecord = typeof unmatchedEmails.$inferSelect;

/**
 * Held until the transaction ends: who keeps emails shares it, who deletes one has it alone, so that no email is kept that
 * is deleted meanwhile.
 */
export async function lockEmails(tx: Db, tenant: string, kind: 'share' | 'alone'): Promise<void> {
  const name = `debrief emails ${tenant}`;
  await tx.execute(
    kind === 'alone'
      ? sql`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`
      : sql`SELECT pg_advisory_xact_lock_shared(hashtextextended(${name}, 0))`,
  );
}

export async function saveEmails(tx: Db, given: EmailRecord[]): Promise<void> {
  if (given.length === 0) return;
  // in one order, so that two that keep the same never wait for each other
  const sorted = given.toSorted((a, b) => byBytes(a.key, b.key) || byBytes(a.mailbox, b.mailbox));
  await tx.insert(emails).values(sorted).onConflictDoNothing();
  for (const { tenant, mailbox, messageId } of sorted)
    await tx
      .delete(unmatchedEmails)
      .where(
        and(
          eq(unmatchedEmails.tenant, tenant),
          eq(unmatchedEmails.mailbox, mailbox),
          eq(unmatchedEmails.messageId, messageId),
        ),
      );
}

/** Message-ID → its thread, of those that are kept. */
export async function threadsOf(db: Db, tenant: string, messageIds: string[]): Promise<Map<string, string>> {
  if (messageIds.length === 0) return new Map();
  const rows = await db
    .selectDistinct({ messageId: emails.messageId, threadId: emails.threadId })
    .from(emails)
    .where(and(eq(emails.tenant, tenant), inArray(emails.messageId, messageIds)));
  return new Map(rows.map(({ messageId, threadId }) => [messageId, threadId]));
}

/** An id that is kept already keeps its end. */
export async function saveUnmatched(tx: Db, given: UnmatchedRecord[]): Promise<void> {
  if (given.length > 0) await tx.insert(unmatchedEmails).values(given).onConflictDoNothing();
}

/** Those that are not over, the oldest first. */
export async function readUnmatched(db: Db, tenant: string, now: Date): Promise<UnmatchedRecord[]> {
  return db
    .select()
    .from(unmatchedEmails)
    .where(and(eq(unmatchedEmails.tenant, tenant), gt(unmatchedEmails.until, now)))
    .orderBy(asc(unmatchedEmails.since));
}

/** How many were over; of one mailbox: all of them. */
export async function dropUnmatched(
  db: Db,
  tenant: string,
  which: { until: Date } | { mailbox: string },
): Promise<number> {
  const rows = await db
    .delete(unmatchedEmails)
    .where(
      and(
        eq(unmatchedEmails.tenant, tenant),
        'until' in which ? lte(unmatchedEmails.until, which.until) : eq(unmatchedEmails.mailbox, which.mailbox),
      ),
    )
    .returning({ messageId: unmatchedEmails.messageId });
  return rows.length;
}

/** Emails that mailboxes have given, by mailbox. */
export async function keptByMailbox(db: Db, tenant: string): Promise<Map<string, number>> {
  const rows = await db
    .select({ mailbox: emails.mailbox, count: count() })
    .from(emails)
    .where(eq(emails.tenant, tenant))
    .groupBy(emails.mailbox);
  return new Map(rows.map(({ mailbox, count: kept }) => [mailbox, kept]));
}

/** Keys of what this mailbox gave; `shared` are those that another one gave, too. */
export async function keysOfMailbox(
  db: Db,
  tenant: string,
  mailbox: string,
): Promise<{ own: string[]; shared: string[] }> {
  const rows = await db
    .select({
      key: emails.key,
      others: sql<number>`(SELECT count(*) FROM emails other WHERE other.tenant = ${emails.tenant} AND other.key = ${emails.key} AND other.mailbox <> ${emails.mailbox})::integer`,
    })
    .from(emails)
    .where(and(eq(emails.tenant, tenant), eq(emails.mailbox, mailbox)));
  const keys = (isShared: boolean) => rows.filter(({ others }) => others > 0 === isShared).map(({ key }) => key);
  return { own: keys(false), shared: keys(true) };
}

/** The mailbox gave them no more; who else did still has. */
export async function dropOfMailbox(tx: Db, tenant: string, mailbox: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.delete(emails).where(and(eq(emails.tenant, tenant), eq(emails.mailbox, mailbox), inArray(emails.key, keys)));
}
