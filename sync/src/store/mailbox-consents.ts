/** Whose mailboxes may be read: given or withdrawn by their users, with the time and by whom. No row: never given. */
import { and, eq, inArray } from 'drizzle-orm';
import { boolean, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

export const mailboxConsents = pgTable(
  'mailbox_consents',
  {
    tenant: text('tenant').notNull(),
    /** Lower case. */
    mailbox: text('mailbox').notNull(),
    granted: boolean('granted').notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date' }).notNull(),
    by: text('by'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.mailbox] })],
);
export type ConsentRecord = typeof mailboxConsents.$inferSelect;

/** True where that is news. */
export async function saveConsent(tx: Db, consent: ConsentRecord): Promise<boolean> {
  const before = await readConsent(tx, consent.tenant, consent.mailbox);
  const { granted, at, by } = consent;
  await tx
    .insert(mailboxConsents)
    .values(consent)
    .onConflictDoUpdate({
      target: [mailboxConsents.tenant, mailboxConsents.mailbox],
      set: { granted, at, by },
    });
  return (before?.granted ?? false) !== granted;
}

export async function readConsent(db: Db, tenant: string, mailbox: string): Promise<ConsentRecord | undefined> {
  const [row] = await db
    .select()
    .from(mailboxConsents)
    .where(and(eq(mailboxConsents.tenant, tenant), eq(mailboxConsents.mailbox, mailbox)))
    .limit(1);
  return row;
}

/**
 * Those of the mailboxes (lower case) that may be read. `hold`: to be called in the transaction that keeps something of
 * them, so that a withdrawal waits for its end, and is seen by whoever comes after.
 */
export async function consentedOf(db: Db, tenant: string, mailboxes: string[], hold = false): Promise<Set<string>> {
  if (mailboxes.length === 0) return new Set();
  const query = db
    .select({ mailbox: mailboxConsents.mailbox })
    .from(mailboxConsents)
    .where(
      and(
        eq(mailboxConsents.tenant, tenant),
        inArray(mailboxConsents.mailbox, mailboxes),
        eq(mailboxConsents.granted, true),
      ),
    );
  const rows = await (hold ? query.for('share') : query);
  return new Set(rows.map(({ mailbox }) => mailbox));
}

/** Every mailbox that was ever given or withdrawn. */
export async function allConsents(db: Db, tenant: string): Promise<ConsentRecord[]> {
  return db.select().from(mailboxConsents).where(eq(mailboxConsents.tenant, tenant));
}
