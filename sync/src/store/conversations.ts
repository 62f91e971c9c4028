/** The state of each conversation: claimed by a batch, settled by what came of it. */
import { and, asc, count, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Conversation } from '../conversation/conversation.ts';
import type { Match } from '../match/types.ts';
import type { Intent } from '../plan/interrupted.ts';
import { storable } from './parts.ts';
import { FOR_A_PERSON } from './once-more.ts';
import { conversations, type ConversationRecord, type Db, type State } from './schema.ts';

export async function findConversation(db: Db, tenant: string, key: string): Promise<ConversationRecord | undefined> {
  // PostgreSQL's text holds no NUL, so no key has one
  if (key.includes('\0')) return undefined;
  const [row] = await db
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenant, tenant), eq(conversations.key, key)))
    .limit(1);
  return row;
}

/** Those of the keys that there are conversations of. */
export async function existingKeys(db: Db, tenant: string, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .select({ key: conversations.key })
    .from(conversations)
    .where(and(eq(conversations.tenant, tenant), inArray(conversations.key, keys.map(storable))));
  return rows.map(({ key }) => key);
}

/**
 * Marks the conversations that have something left to do as processing, and returns them as they stand. To be called
 * while no other batch of the tenant runs: whoever is marked as their holder is no more, and can settle nothing.
 */
export async function claim(db: Db, tenant: string, keys: string[], batch: string): Promise<ConversationRecord[]> {
  return db.transaction(async (tx) => {
    const open = and(
      eq(conversations.tenant, tenant),
      inArray(conversations.key, keys),
      lt(conversations.doneRevision, conversations.revision),
    );
    const rows = await tx
      .select({ key: conversations.key })
      .from(conversations)
      .where(open)
      .orderBy(inByteOrder)
      .for('update');
    if (rows.length === 0) return [];
    const locked = rows.map(({ key }) => key);
    return tx
      .update(conversations)
      .set({
        state: 'processing',
        claimedBy: batch,
        claimedAt: sql`now()`,
        waitingSince: null,
        dueAt: null,
        updatedAt: sql`now()`,
      })
      .where(and(eq(conversations.tenant, tenant), inArray(conversations.key, locked)))
      .returning();
  });
}

/** The order of `byBytes`, whatever the database's collation is: rows are always locked in it. */
const inByteOrder = sql`${conversations.key} COLLATE "C"`;

export interface Settlement {
  state: Exclude<State, 'processing'>;
  /** False keeps the conversation open for another try. */
  done: boolean;
  canonical?: Conversation;
  syncedHash?: string | null;
  match?: Match;
  ids?: Partial<Record<'conversationId' | 'activityId', string>>;
  waitingFor?: string | null;
  error?: { code: string; message: string } | null;
  attempts?: number;
  /** With `done: false`: not to be tried again before so many milliseconds have passed. */
  retryInMs?: number;
  synced?: boolean;
  /** The org says what a person chose, so the choice has served. */
  isChosen?: boolean;
  /** A receipt is kept with it, so the intent has served. */
  isReceipted?: boolean;
}

type Claimed = Pick<ConversationRecord, 'tenant' | 'key' | 'claimedBy'>;

const isClaimedBy = ({ tenant, key, claimedBy }: Claimed) =>
  and(eq(conversations.tenant, tenant), eq(conversations.key, key), eq(conversations.claimedBy, claimedBy ?? ''));

/**
 * Keeps what a batch is about to write. Returns the keys of those that another batch has claimed since, which must not be
 * written any more.
 */
export async function saveIntents(db: Db, intents: { record: Claimed; intent: Intent }[]): Promise<Set<string>> {
  const lost = new Set<string>();
  if (intents.length === 0) return lost;
  await db.transaction(async (tx) => {
    for (const { record, intent } of intents) {
      const rows = await tx
        .update(conversations)
        .set({ intent: storable(intent) })
        .where(isClaimedBy(record))
        .returning({ key: conversations.key });
      if (rows.length === 0) lost.add(record.key);
    }
  });
  return lost;
}

/**
 * Ends a claim. A conversation that was told more meanwhile stays `accepted`, for its next batch. Changes nothing where
 * another batch has claimed it since, and returns false.
 */
export async function settle(
  db: Db,
  record: Claimed & Pick<ConversationRecord, 'revision'>,
  outcome: Settlement,
): Promise<boolean> {
  const { canonical, match, ids, error } = outcome;
  const rows = await db
    .update(conversations)
    .set({
      state: outcome.done
        ? sql`CASE WHEN ${conversations.revision} > ${record.revision} THEN 'accepted' ELSE ${outcome.state} END`
        : outcome.state,
      ...(outcome.done
        ? {
            doneRevision: record.revision,
            force: sql`${conversations.force} AND ${conversations.revision} > ${record.revision}`,
            again: sql`CASE WHEN ${conversations.revision} > ${record.revision} THEN ${conversations.again} END`,
            lane: sql`CASE WHEN ${conversations.revision} > ${record.revision} THEN ${conversations.lane} ELSE 'live' END`,
          }
        : { waitingSince: sql`coalesce(${conversations.waitingSince}, now())`, dueAt: dueIn(outcome.retryInMs) }),
      ...(canonical ? { canonical, startedAt: new Date(canonical.startedAt) } : {}),
      ...(outcome.syncedHash !== undefined ? { syncedHash: outcome.syncedHash } : {}),
      ...(match
        ? {
            match,
            accountId: match.accountId ?? null,
            opportunityId: match.opportunityId ?? null,
            contactId: match.contactId ?? null,
            leadId: match.leadId ?? null,
          }
        : {}),
      ...(ids?.conversationId ? { conversationId: ids.conversationId } : {}),
      ...(ids?.activityId ? { activityId: ids.activityId } : {}),
      ...(outcome.waitingFor !== undefined ? { waitingFor: outcome.waitingFor } : {}),
      ...(error !== undefined ? { errorCode: error?.code ?? null, errorMessage: error?.message ?? null } : {}),
      ...(outcome.attempts !== undefined ? { attempts: outcome.attempts } : {}),
      ...(outcome.synced ? { syncedAt: sql`now()` } : {}),
      ...(outcome.isReceipted ? { intent: null } : {}),
      ...(outcome.isChosen ? { choice: null } : {}),
      claimedBy: null,
      claimedAt: null,
      updatedAt: sql`now()`,
    })
    .where(isClaimedBy(record))
    .returning({ key: conversations.key });
  return rows.length > 0;
}

function dueIn(ms: number | undefined) {
  return ms === undefined ? null : sql`now() + ${Math.round(ms)} * interval '1 millisecond'`;
}

/** Asks for a conversation to be synced again, whatever its content hash says. False where there is none. */
export async function requestResync(tx: Db, tenant: string, key: string): Promise<boolean> {
  const rows = await tx
    .update(conversations)
    .set({ ...FOR_A_PERSON, undoneAt: null })
    .where(and(eq(conversations.tenant, tenant), eq(conversations.key, key)))
    .returning({ key: conversations.key });
  return rows.length > 0;
}

/** Every conversation with something left to do, of one tenant or of all, oldest first. */
export async function openConversations(db: Db, tenant?: string): Promise<{ tenant: string; key: string }[]> {
  return db
    .select({ tenant: conversations.tenant, key: conversations.key })
    .from(conversations)
    .where(
      and(
        lt(conversations.doneRevision, conversations.revision),
        tenant === undefined ? undefined : eq(conversations.tenant, tenant),
      ),
    )
    .orderBy(asc(conversations.updatedAt));
}

export async function countByState(db: Db): Promise<{ tenant: string; state: State; count: number }[]> {
  return db
    .select({ tenant: conversations.tenant, state: conversations.state, count: count() })
    .from(conversations)
    .groupBy(conversations.tenant, conversations.state);
}
