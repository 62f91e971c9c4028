/**
 * Log-ins that are under way, to an org or to a mailbox: from the ticket to the end. Tickets, states and browsers are kept as
 * SHA-256, never as they are.
 */
import { and, desc, eq, gt, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import type { Db } from './schema.ts';

/** What is wrong, and what can be done about it: a code of theirs or the system's, and sentences in English. */
export interface Problem {
  code: string;
  message: string;
  fix: string;
}

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const loginColumns = () => ({
  ticketHash: text('ticket_hash').primaryKey(),
  tenant: text('tenant').notNull(),
  language: text('language'),
  /** Null until the ticket is used. */
  stateHash: text('state_hash'),
  browserHash: text('browser_hash'),
  sealedVerifier: text('sealed_verifier'),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  endedAt: instant('ended_at'),
  /** Why it came to nothing. */
  problem: jsonb('problem').$type<Problem>(),
});

/** What every table of log-ins has. */
const _anyLogins = pgTable('logins', loginColumns());
export type LoginTable = typeof _anyLogins;
type Login = typeof _anyLogins.$inferSelect;

const KEPT = sql`interval '1 day'`;

export interface UsedTicket {
  stateHash: string;
  browserHash: string;
  sealedVerifier: string;
  expiresAt: Date;
}

/** `most`: whoever asks for tickets without using them keeps no more than these. */
export function loginStore<Row extends Login>(table: LoginTable, most: number) {
  const isOpen = (now: Date) => and(isNull(table.endedAt), gt(table.expiresAt, now));
  return {
    /** Adds one by `insert`; those that are long over go, and of `whose` the oldest beyond `most`. */
    save: async (tx: Db, createdAt: Date, whose: SQL | undefined, insert: () => Promise<unknown>): Promise<void> => {
      await tx.delete(table).where(lt(table.createdAt, sql`${createdAt.toISOString()}::timestamptz - ${KEPT}`));
      await insert();
      const rest = await tx
        .select({ ticketHash: table.ticketHash })
        .from(table)
        .where(whose)
        .orderBy(desc(table.createdAt))
        .offset(most);
      for (const { ticketHash } of rest) await tx.delete(table).where(eq(table.ticketHash, ticketHash));
    },

    /** Whatever has become of it; undefined where there never was such a one, or it is long over. */
    find: async (db: Db, by: { ticketHash: string } | { stateHash: string }): Promise<Row | undefined> => {
      const where = 'ticketHash' in by ? eq(table.ticketHash, by.ticketHash) : eq(table.stateHash, by.stateHash);
      const [row] = await db.select().from(table).where(where).limit(1);
      return row as Row | undefined;
    },

    /** Uses the ticket up. False where it has been used, or its time is over. */
    useTicket: async (db: Db, ticketHash: string, now: Date, values: UsedTicket): Promise<boolean> => {
      const rows = await db
        .update(table)
        .set(values)
        .where(and(eq(table.ticketHash, ticketHash), isNull(table.stateHash), isOpen(now)))
        .returning({ tenant: table.tenant });
      return rows.length > 0;
    },

    /** Ends a log-in that came back. False where it has ended, or its time is over: it counts once. */
    end: async (db: Db, stateHash: string, now: Date): Promise<boolean> => {
      const rows = await db
        .update(table)
        .set({ endedAt: now, sealedVerifier: null })
        .where(and(eq(table.stateHash, stateHash), isOpen(now)))
        .returning({ tenant: table.tenant });
      return rows.length > 0;
    },

    fail: async (db: Db, stateHash: string, problem: Problem): Promise<void> => {
      await db.update(table).set({ problem }).where(eq(table.stateHash, stateHash));
    },

    /** Of `whose`: until when the one that was begun last may still come back, or why it came to nothing. */
    last: async (
      db: Db,
      whose: SQL | undefined,
      now: Date,
    ): Promise<{ waitingUntil: Date | null; problem: Problem | null }> => {
      const [last] = await db.select().from(table).where(whose).orderBy(desc(table.createdAt)).limit(1);
      const isWaiting = last && last.endedAt === null && last.expiresAt > now;
      return { waitingUntil: isWaiting ? last.expiresAt : null, problem: last?.problem ?? null };
    },
  };
}
