/** Mailboxes that are followed: their sealed tokens, how far they were read, and what is wrong. Never a word of an email. */
import { and, asc, eq, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Provider } from '../email/mailbox/types.ts';
import type { Db } from './schema.ts';

/** `needsUser`: only a new consent mends it. `detail` is the provider's own word, where it said one. */
export interface MailboxProblem {
  code: string;
  detail: string;
  needsUser: boolean;
  /** RFC 3339 UTC. */
  since: string;
}

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const mailboxes = pgTable(
  'mailboxes',
  {
    tenant: text('tenant').notNull(),
    /** The address of the user in the org who gave consent; lower case, as `mailbox`. */
    owner: text('owner').notNull(),
    mailbox: text('mailbox').notNull(),
    provider: text('provider').$type<Provider>().notNull(),
    /** Another one with each consent: what was begun under one does not go on under the next. */
    grantId: text('grant_id').notNull(),
    clientId: text('client_id').notNull(),
    sealedTokens: text('sealed_tokens').notNull(),
    /** Counts renewals of the tokens. */
    revision: integer('revision').notNull().default(1),
    renewingUntil: instant('renewing_until'),
    connectedAt: instant('connected_at').notNull(),
    /** How far it was read, in the provider's client's own words; null before the first time. */
    cursor: text('cursor'),
    syncedAt: instant('synced_at'),
    /** When emails whose people were not in the CRM were last asked for again. */
    againAt: instant('again_at'),
    problem: jsonb('problem').$type<MailboxProblem>(),
    tries: integer('tries').notNull().default(0),
    /** Null where only its user can mend what is wrong. */
    dueAt: instant('due_at'),
    holder: text('holder'),
    heldUntil: instant('held_until'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.owner] })],
);
export type MailboxRecord = typeof mailboxes.$inferSelect;

/** One consent of one mailbox: what is done under it stops with it. */
export type Granted = Pick<MailboxRecord, 'tenant' | 'owner' | 'grantId'>;

const of = ({ tenant, owner, grantId }: Granted) =>
  and(eq(mailboxes.tenant, tenant), eq(mailboxes.owner, owner), eq(mailboxes.grantId, grantId));

export async function readMailbox(db: Db, tenant: string, owner: string): Promise<MailboxRecord | undefined> {
  const [row] = await db
    .select()
    .from(mailboxes)
    .where(and(eq(mailboxes.tenant, tenant), eq(mailboxes.owner, owner)))
    .limit(1);
  return row;
}

export async function mailboxOf(db: Db, tenant: string, mailbox: string): Promise<MailboxRecord | undefined> {
  const [row] = await db
    .select()
    .from(mailboxes)
    .where(and(eq(mailboxes.tenant, tenant), eq(mailboxes.mailbox, mailbox)))
    .limit(1);
  return row;
}

/** Whether one of the addresses is followed for anybody, of whichever tenant. */
export async function isFollowed(db: Db, addresses: string[]): Promise<boolean> {
  if (addresses.length === 0) return false;
  const rows = await db
    .select({ mailbox: mailboxes.mailbox })
    .from(mailboxes)
    .where(inArray(mailboxes.mailbox, addresses))
    .limit(1);
  return rows.length > 0;
}

export async function listMailboxes(db: Db, tenant: string): Promise<MailboxRecord[]> {
  return db.select().from(mailboxes).where(eq(mailboxes.tenant, tenant)).orderBy(asc(mailboxes.owner));
}

type NewMailbox = Pick<
  MailboxRecord,
  'tenant' | 'owner' | 'mailbox' | 'provider' | 'grantId' | 'clientId' | 'sealedTokens' | 'connectedAt'
>;

/**
 * Puts a consent in the place of the one before; where it is the same mailbox, it goes on from where it stood. False, and
 * nothing is changed, where another user of the org has the mailbox.
 */
export async function putMailbox(tx: Db, values: NewMailbox): Promise<boolean> {
  const { tenant, owner, mailbox, provider } = values;
  const holder = await mailboxOf(tx, tenant, mailbox);
  if (holder && holder.owner !== owner) return false;
  const before = await readMailbox(tx, tenant, owner);
  const goesOn = before?.mailbox === mailbox && before.provider === provider;
  const row = {
    ...values,
    ...{ revision: 1, renewingUntil: null, problem: null, tries: 0, holder: null, heldUntil: null },
    ...{ cursor: goesOn ? before.cursor : null, syncedAt: goesOn ? before.syncedAt : null, againAt: null },
    dueAt: values.connectedAt,
  };
  await tx
    .insert(mailboxes)
    .values(row)
    .onConflictDoUpdate({ target: [mailboxes.tenant, mailboxes.owner], set: row });
  return true;
}

/** The row as it was; undefined where there was none. */
export async function dropMailbox(tx: Db, tenant: string, owner: string): Promise<MailboxRecord | undefined> {
  const [row] = await tx
    .delete(mailboxes)
    .where(and(eq(mailboxes.tenant, tenant), eq(mailboxes.owner, owner)))
    .returning();
  return row;
}

/** True for the one process that may read it now; the hold ends by itself after so many seconds. */
export async function holdMailbox(db: Db, granted: Granted, holder: string, seconds: number): Promise<boolean> {
  const rows = await db
    .update(mailboxes)
    .set({ holder, heldUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(
      and(of(granted), or(isNull(mailboxes.holder), eq(mailboxes.holder, holder), lt(mailboxes.heldUntil, sql`now()`))),
    )
    .returning({ owner: mailboxes.owner });
  return rows.length > 0;
}

/** To be called where no other process can be reading: what one that has died held is free at once. */
export async function releaseMailboxes(db: Db): Promise<void> {
  await db.update(mailboxes).set({ holder: null, heldUntil: null, renewingUntil: null });
}

/** Those of the tenant that are to be read now and that nobody reads. */
export async function dueMailboxes(db: Db, tenant: string, now: Date, most: number): Promise<MailboxRecord[]> {
  return db
    .select()
    .from(mailboxes)
    .where(
      and(
        eq(mailboxes.tenant, tenant),
        lte(mailboxes.dueAt, now),
        or(isNull(mailboxes.holder), lt(mailboxes.heldUntil, sql`now()`)),
      ),
    )
    .orderBy(asc(mailboxes.dueAt))
    .limit(most);
}

/**
 * Keeps how far it was read. To be called in the transaction that keeps what was read: false where the consent is another
 * by now, or another process reads it, and then nothing of that transaction may stay.
 */
export async function moveCursor(tx: Db, granted: Granted, holder: string, cursor: string): Promise<boolean> {
  const rows = await tx
    .update(mailboxes)
    .set({ cursor })
    .where(and(of(granted), eq(mailboxes.holder, holder)))
    .returning({ owner: mailboxes.owner });
  return rows.length > 0;
}

/** Ends a turn, and says when the next one is due. */
export async function endTurn(
  db: Db,
  granted: Granted,
  holder: string,
  values: Partial<Pick<MailboxRecord, 'syncedAt' | 'againAt' | 'problem' | 'tries' | 'dueAt'>>,
): Promise<void> {
  await db
    .update(mailboxes)
    .set({ ...values, holder: null, heldUntil: null })
    .where(and(of(granted), eq(mailboxes.holder, holder)));
}

/** Is due at once; those too that only their user can mend, as that may have been done. */
export async function askAtOnce(db: Db, tenant: string, now: Date, owner?: string): Promise<void> {
  await db
    .update(mailboxes)
    .set({ dueAt: now })
    .where(and(eq(mailboxes.tenant, tenant), ...(owner === undefined ? [] : [eq(mailboxes.owner, owner)])));
}

/** The emails that waited for their people are asked for again with the next turn, which is due at once. */
export async function askAgain(db: Db, tenant: string, now: Date): Promise<void> {
  await db
    .update(mailboxes)
    .set({ againAt: null, dueAt: now })
    .where(and(eq(mailboxes.tenant, tenant), sql`${mailboxes.dueAt} IS NOT NULL`));
}

/** True for the one process that may renew the tokens now. */
export async function claimTokens(
  db: Db,
  mailbox: Granted & Pick<MailboxRecord, 'revision'>,
  seconds: number,
): Promise<boolean> {
  const rows = await db
    .update(mailboxes)
    .set({ renewingUntil: sql`now() + make_interval(secs => ${seconds})` })
    .where(
      and(
        of(mailbox),
        eq(mailboxes.revision, mailbox.revision),
        or(isNull(mailboxes.renewingUntil), lt(mailboxes.renewingUntil, sql`now()`)),
      ),
    )
    .returning({ owner: mailboxes.owner });
  return rows.length > 0;
}

/** Keeps renewed tokens, or only ends the turn of renewing. False where the consent is another by now. */
export async function keepTokens(
  db: Db,
  mailbox: Granted & Pick<MailboxRecord, 'revision'>,
  sealedTokens?: string,
): Promise<boolean> {
  const rows = await db
    .update(mailboxes)
    .set({ renewingUntil: null, ...(sealedTokens ? { sealedTokens, revision: mailbox.revision + 1 } : {}) })
    .where(and(of(mailbox), eq(mailboxes.revision, mailbox.revision)))
    .returning({ owner: mailboxes.owner });
  return rows.length > 0;
}
