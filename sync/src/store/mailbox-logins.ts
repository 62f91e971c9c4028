/** Log-ins to mailboxes that are under way. Tickets, states and browsers are kept as SHA-256, never as they are. */
import { and, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Provider } from '../email/mailbox/types.ts';
import type { Db } from './schema.ts';

/** Why a log-in came to nothing: a code, and the sentences that its page said, in English. */
export interface LoginProblem {
  code: string;
  message: string;
  fix: string;
}

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const mailboxLogins = pgTable('mailbox_logins', {
  ticketHash: text('ticket_hash').primaryKey(),
  tenant: text('tenant').notNull(),
  /** The address of the user in the org who began it; lower case. */
  owner: text('owner').notNull(),
  /** A code goes to the provider only that was asked for it. */
  provider: text('provider').$type<Provider>().notNull(),
  language: text('language'),
  /** Null until the ticket is used. */
  stateHash: text('state_hash'),
  browserHash: text('browser_hash'),
  sealedVerifier: text('sealed_verifier'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
  problem: jsonb('problem').$type<LoginProblem>(),
});
export type MailboxLogin = typeof mailboxLogins.$inferSelect;

const KEPT = sql`interval '1 day'`;
/** Whoever asks for tickets without using them keeps no more than these. */
const MOST = 5;

export async function saveMailboxLogin(
  tx: Db,
  login: Pick<MailboxLogin, 'ticketHash' | 'tenant' | 'owner' | 'provider' | 'language' | 'createdAt' | 'expiresAt'>,
): Promise<void> {
  await tx
    .delete(mailboxLogins)
    .where(lt(mailboxLogins.createdAt, sql`${login.createdAt.toISOString()}::timestamptz - ${KEPT}`));
  await tx.insert(mailboxLogins).values(login);
  const rest = await tx
    .select({ ticketHash: mailboxLogins.ticketHash })
    .from(mailboxLogins)
    .where(ofOwner(login.tenant, login.owner))
    .orderBy(desc(mailboxLogins.createdAt))
    .offset(MOST);
  for (const { ticketHash } of rest) await tx.delete(mailboxLogins).where(eq(mailboxLogins.ticketHash, ticketHash));
}

const ofOwner = (tenant: string, owner: string) =>
  and(eq(mailboxLogins.tenant, tenant), eq(mailboxLogins.owner, owner));

/** Whatever has become of it; undefined where there never was such a ticket, or it is long over. */
export async function mailboxLoginOf(
  db: Db,
  by: { ticketHash: string } | { stateHash: string },
): Promise<MailboxLogin | undefined> {
  const where =
    'ticketHash' in by ? eq(mailboxLogins.ticketHash, by.ticketHash) : eq(mailboxLogins.stateHash, by.stateHash);
  const [row] = await db.select().from(mailboxLogins).where(where).limit(1);
  return row;
}

/** Uses the ticket up. False where it has been used, or its time is over. */
export async function useMailboxTicket(
  db: Db,
  ticketHash: string,
  now: Date,
  values: { stateHash: string; browserHash: string; sealedVerifier: string; expiresAt: Date },
): Promise<boolean> {
  const rows = await db
    .update(mailboxLogins)
    .set(values)
    .where(
      and(
        eq(mailboxLogins.ticketHash, ticketHash),
        isNull(mailboxLogins.stateHash),
        isNull(mailboxLogins.endedAt),
        gt(mailboxLogins.expiresAt, now),
      ),
    )
    .returning({ tenant: mailboxLogins.tenant });
  return rows.length > 0;
}

/** Ends a log-in that came back. False where it has ended, or its time is over: it counts once. */
export async function endMailboxLogin(db: Db, stateHash: string, now: Date): Promise<boolean> {
  const rows = await db
    .update(mailboxLogins)
    .set({ endedAt: now, sealedVerifier: null })
    .where(and(eq(mailboxLogins.stateHash, stateHash), isNull(mailboxLogins.endedAt), gt(mailboxLogins.expiresAt, now)))
    .returning({ tenant: mailboxLogins.tenant });
  return rows.length > 0;
}

export async function failMailboxLogin(db: Db, stateHash: string, problem: LoginProblem): Promise<void> {
  await db.update(mailboxLogins).set({ problem }).where(eq(mailboxLogins.stateHash, stateHash));
}

/** What was begun before leads nowhere any more. */
export async function dropMailboxLogins(tx: Db, tenant: string, owner: string): Promise<void> {
  await tx.delete(mailboxLogins).where(ofOwner(tenant, owner));
}

/** Until when the log-in that was begun last may still come back, or why it came to nothing. */
export async function lastMailboxLogin(
  db: Db,
  tenant: string,
  owner: string,
  now: Date,
): Promise<{ waitingUntil: Date | null; problem: LoginProblem | null }> {
  const [last] = await db
    .select()
    .from(mailboxLogins)
    .where(ofOwner(tenant, owner))
    .orderBy(desc(mailboxLogins.createdAt))
    .limit(1);
  const isOpen = last && last.endedAt === null && last.expiresAt > now;
  return { waitingUntil: isOpen ? last.expiresAt : null, problem: last?.problem ?? null };
}
