/** What a person decided about a conversation: what to link it to, or that all of it is taken back. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { MatchChoice } from '../match/types.ts';
import { FOR_A_PERSON } from './once-more.ts';
import { storable } from './parts.ts';
import { conversations, type ConversationRecord, type Db } from './schema.ts';

/** Keeps a choice until the org says it too, and opens the conversation for a batch, also one that was undone. */
export async function saveChoice(tx: Db, tenant: string, key: string, choice: MatchChoice): Promise<boolean> {
  const rows = await tx
    .update(conversations)
    .set({ ...FOR_A_PERSON, choice: storable(choice), undoneAt: null })
    .where(and(eq(conversations.tenant, tenant), eq(conversations.key, key)))
    .returning({ key: conversations.key });
  return rows.length > 0;
}

/** Opens conversations for a batch as a resync does, but none that was undone. Returns their keys. */
export async function reopen(tx: Db, tenant: string, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return [];
  const rows = await tx
    .update(conversations)
    .set({ ...FOR_A_PERSON, lane: 'live' })
    .where(and(eq(conversations.tenant, tenant), inArray(conversations.key, keys), isNull(conversations.undoneAt)))
    .returning({ key: conversations.key });
  return rows.map(({ key }) => key);
}

/**
 * The conversation is in the org no more, whatever had been told about it till `record` was read; a record of it that
 * had to stay keeps its Id here. What is told later is kept, and waits for a resync or relink.
 */
export async function settleUndone(
  tx: Db,
  record: Pick<ConversationRecord, 'tenant' | 'key' | 'revision'>,
  left: { conversationId?: string; error?: { code: string; message: string } },
): Promise<void> {
  await tx
    .update(conversations)
    .set({
      state: sql`CASE WHEN ${conversations.revision} > ${record.revision} THEN 'accepted' ELSE 'undone' END`,
      doneRevision: record.revision,
      force: sql`${conversations.force} AND ${conversations.revision} > ${record.revision}`,
      undoneAt: sql`now()`,
      choice: null,
      intent: null,
      syncedHash: null,
      match: null,
      conversationId: left.conversationId ?? null,
      activityId: null,
      accountId: null,
      opportunityId: null,
      contactId: null,
      leadId: null,
      waitingFor: null,
      errorCode: left.error?.code ?? null,
      errorMessage: left.error?.message ?? null,
      attempts: 0,
      claimedBy: null,
      claimedAt: null,
      waitingSince: null,
      dueAt: null,
      updatedAt: sql`now()`,
    })
    .where(and(eq(conversations.tenant, record.tenant), eq(conversations.key, record.key)));
}
