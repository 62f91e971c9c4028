/** The state of each conversation: claimed by a batch, settled by what came of it. */
import { and, asc, count, eq, inArray, lt, ne, or, sql } from 'drizzle-orm';
import type { Conversation } from '../conversation/conversation.ts';
import type { Match } from '../match/types.ts';
import { conversations, type ConversationRecord, type Db, type State } from './schema.ts';

/** A worker that has been silent this long is taken for dead. */
const LEASE = sql`now() - interval '15 minutes'`;

export async function findConversation(db: Db, tenant: string, key: string): Promise<ConversationRecord | undefined> {
  const [row] = await db
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenant, tenant), eq(conversations.key, key)))
    .limit(1);
  return row;
}

/**
 * Marks conversations as processing and returns them as they stand. `busy` are in another worker's hands; what has
 * nothing left to do is in neither list.
 */
export async function claim(
  db: Db,
  tenant: string,
  keys: string[],
  worker: string,
): Promise<{ claimed: ConversationRecord[]; busy: string[] }> {
  return db.transaction(async (tx) => {
    const mine = and(eq(conversations.tenant, tenant), inArray(conversations.key, keys));
    const rows = await tx.select().from(conversations).where(mine).orderBy(asc(conversations.key)).for('update');
    const open = rows.filter((row) => row.doneRevision < row.revision);
    if (open.length === 0) return { claimed: [], busy: [] };
    const claimed = await tx
      .update(conversations)
      .set({ state: 'processing', claimedBy: worker, claimedAt: sql`now()`, updatedAt: sql`now()` })
      .where(
        and(
          eq(conversations.tenant, tenant),
          inArray(
            conversations.key,
            open.map((row) => row.key),
          ),
          or(
            ne(conversations.state, 'processing'),
            eq(conversations.claimedBy, worker),
            lt(conversations.claimedAt, LEASE),
          ),
        ),
      )
      .returning();
    const taken = new Set(claimed.map((row) => row.key));
    return { claimed, busy: open.filter((row) => !taken.has(row.key)).map((row) => row.key) };
  });
}

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
  synced?: boolean;
}

/** Ends a claim. A conversation that was told more meanwhile stays `accepted`, for its next batch. */
export async function settle(
  db: Db,
  record: Pick<ConversationRecord, 'tenant' | 'key' | 'revision'>,
  outcome: Settlement,
): Promise<void> {
  const { canonical, match, ids, error } = outcome;
  await db
    .update(conversations)
    .set({
      state: outcome.done
        ? sql`CASE WHEN ${conversations.revision} > ${record.revision} THEN 'accepted' ELSE ${outcome.state} END`
        : outcome.state,
      ...(outcome.done
        ? {
            doneRevision: record.revision,
            force: sql`${conversations.force} AND ${conversations.revision} > ${record.revision}`,
          }
        : {}),
      ...(canonical ? { canonical } : {}),
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
      claimedBy: null,
      claimedAt: null,
      updatedAt: sql`now()`,
    })
    .where(and(eq(conversations.tenant, record.tenant), eq(conversations.key, record.key)));
}

/** Asks for a conversation to be synced again, whatever its content hash says. False where there is none. */
export async function requestResync(tx: Db, tenant: string, key: string): Promise<boolean> {
  const rows = await tx
    .update(conversations)
    .set({
      state: sql`CASE WHEN ${conversations.state} = 'processing' THEN 'processing' ELSE 'accepted' END`,
      revision: sql`${conversations.revision} + 1`,
      force: true,
      attempts: 0,
      updatedAt: sql`now()`,
    })
    .where(and(eq(conversations.tenant, tenant), eq(conversations.key, key)))
    .returning({ key: conversations.key });
  return rows.length > 0;
}

/** Claims of a process that is no more: the embedded store has only one, so at its start none can be alive. */
export async function releaseClaims(db: Db): Promise<void> {
  await db
    .update(conversations)
    .set({ state: 'accepted', claimedBy: null, claimedAt: null })
    .where(eq(conversations.state, 'processing'));
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
