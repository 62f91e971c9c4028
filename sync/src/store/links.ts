/** By what conversations are found when something in the org changes, without asking the org about them. */
import { and, eq, gte, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { MatchCause } from '../match/types.ts';
import { storable } from './parts.ts';
import { ONCE_MORE } from './once-more.ts';
import { conversationLinks, conversations, type Db, type LinkKind } from './schema.ts';

export interface Link {
  kind: LinkKind;
  value: string;
}

/** What the last match of a conversation stands on, in place of what stood there. */
export async function saveLinks(tx: Db, tenant: string, key: string, links: Link[]): Promise<void> {
  await tx.delete(conversationLinks).where(and(eq(conversationLinks.tenant, tenant), eq(conversationLinks.key, key)));
  if (links.length === 0) return;
  await tx
    .insert(conversationLinks)
    .values(links.map((link) => ({ tenant, key, ...storable(link) })))
    .onConflictDoNothing();
}

const CHUNK = 500;

/**
 * Keys by `kind value`, of conversations that began at `since` or later and that a run may match anew: not locked by a
 * person, not taken back.
 */
export async function findByLinks(db: Db, tenant: string, links: Link[], since: Date): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const byKind = Map.groupBy(links, ({ kind }) => kind);
  for (const [kind, some] of byKind)
    for (let from = 0; from < some.length; from += CHUNK) {
      const values = some.slice(from, from + CHUNK).map(({ value }) => storable(value));
      const rows = await db
        .select({ key: conversationLinks.key, value: conversationLinks.value })
        .from(conversationLinks)
        .innerJoin(
          conversations,
          and(eq(conversations.tenant, conversationLinks.tenant), eq(conversations.key, conversationLinks.key)),
        )
        .where(
          and(
            eq(conversationLinks.tenant, tenant),
            eq(conversationLinks.kind, kind),
            inArray(conversationLinks.value, values),
            gte(conversations.startedAt, since),
            isOpenToRules(),
          ),
        );
      for (const { key, value } of rows) found.set(`${kind} ${value}`, [...(found.get(`${kind} ${value}`) ?? []), key]);
    }
  return found;
}

function isOpenToRules(): SQL | undefined {
  return and(
    isNull(conversations.undoneAt),
    or(sql`${conversations.match} IS NULL`, sql`${conversations.match} ->> 'status' <> 'Locked'`),
    sql`${conversations.choice} IS NULL`,
  );
}

/** Causes that a conversation waits with; a burst is told by its first ones. */
const MOST_CAUSES = 20;

/**
 * Asks for conversations to be matched again, in `waitMs` at the earliest, so that a burst of changes is one run. What
 * else they wait for is not held up: a conversation that has something to do already keeps its time.
 */
export async function requestAgain(
  tx: Db,
  tenant: string,
  causes: Map<string, MatchCause[]>,
  waitMs: number,
): Promise<void> {
  const keys = [...causes.keys()];
  if (keys.length === 0) return;
  const rows = await tx
    .select({ key: conversations.key, again: conversations.again })
    .from(conversations)
    .where(and(eq(conversations.tenant, tenant), inArray(conversations.key, keys)))
    .orderBy(sql`${conversations.key} COLLATE "C"`)
    .for('update');
  for (const { key, again } of rows)
    await tx
      .update(conversations)
      .set({
        ...ONCE_MORE,
        force: true,
        again: storable([...(again ?? []), ...(causes.get(key) ?? [])].slice(0, MOST_CAUSES)),
        dueAt: sql`CASE WHEN ${conversations.doneRevision} < ${conversations.revision} THEN ${conversations.dueAt} ELSE now() + ${waitMs} * interval '1 millisecond' END`,
      })
      .where(and(eq(conversations.tenant, tenant), eq(conversations.key, key)));
}
