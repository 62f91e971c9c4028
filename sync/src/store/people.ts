/** Reps as the providers name them, and whose Salesforce user each is where somebody said so by hand. */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { UserAlias } from '../match/types.ts';
import { rowsOf } from './migrate.ts';
import { byBytes } from './parts.ts';
import { conversations, userMatches, type Db } from './schema.ts';

/** Matches made by hand, in one order: they are part of the settings that a plan's fingerprint is made of. */
export async function userAliases(db: Db, tenant: string): Promise<UserAlias[]> {
  const rows = await db
    .select({ email: userMatches.email, userId: userMatches.userId })
    .from(userMatches)
    .where(eq(userMatches.tenant, tenant))
    .orderBy(asc(userMatches.email));
  return rows.sort((a, b) => byBytes(a.email, b.email));
}

/** Null takes the match away. `email` is in lower case. */
export async function saveUserMatch(
  tx: Db,
  tenant: string,
  { email, userId, by }: { email: string; userId: string | null; by?: string },
): Promise<void> {
  if (userId === null) {
    await tx.delete(userMatches).where(and(eq(userMatches.tenant, tenant), eq(userMatches.email, email)));
    return;
  }
  const match = { userId, matchedBy: by ?? null, matchedAt: sql`now()` };
  await tx
    .insert(userMatches)
    .values({ tenant, email, ...match })
    .onConflictDoUpdate({ target: [userMatches.tenant, userMatches.email], set: match });
}

export interface SeenRep {
  /** Lower case. */
  email: string;
  /** As a provider last gave it. */
  name: string | null;
  /** Conversations since then. */
  conversations: number;
  /** When the latest of them began. */
  lastSeen: Date;
}

const startedAt = sql`(${conversations.canonical} ->> 'startedAt')::timestamptz`;

/** Owners and our own parties of conversations that began since then, the most present first. */
export async function seenReps(db: Db, tenant: string, since: Date): Promise<SeenRep[]> {
  const answer: unknown = await db.execute(sql`
    WITH recent AS (
      SELECT ${conversations.key} AS key, ${conversations.canonical} AS canonical, ${startedAt} AS started
      FROM ${conversations}
      WHERE ${conversations.tenant} = ${tenant} AND ${conversations.canonical} IS NOT NULL
        AND ${startedAt} >= ${since.toISOString()}::timestamptz
    ), seen AS (
      SELECT key, started, lower(trim(canonical -> 'owner' ->> 'email')) AS email, NULL AS name FROM recent
      UNION ALL
      SELECT key, started, lower(trim(party ->> 'email')), nullif(trim(party ->> 'name'), '')
      FROM recent, jsonb_array_elements(canonical -> 'parties') AS party
      WHERE party ->> 'role' = 'ours'
    )
    SELECT email, (array_agg(name ORDER BY started DESC) FILTER (WHERE name IS NOT NULL))[1] AS name,
      count(DISTINCT key)::integer AS conversations, to_char(max(started) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last
    FROM seen WHERE email LIKE '%_@_%'
    GROUP BY email ORDER BY conversations DESC, email COLLATE "C"`);
  return rowsOf<{ email: string; name: string | null; conversations: number; last: string }>(answer).map(
    ({ last, ...rep }) => ({ ...rep, lastSeen: new Date(last) }),
  );
}

/** Keys of a rep's conversations that began since then and that nobody took back. */
export async function conversationsOfRep(db: Db, tenant: string, email: string, since: Date): Promise<string[]> {
  const answer: unknown = await db.execute(sql`
    SELECT ${conversations.key} AS key FROM ${conversations}
    WHERE ${conversations.tenant} = ${tenant} AND ${conversations.undoneAt} IS NULL
      AND ${conversations.canonical} IS NOT NULL AND ${startedAt} >= ${since.toISOString()}::timestamptz
      AND (lower(trim(${conversations.canonical} -> 'owner' ->> 'email')) = ${email} OR EXISTS (
        SELECT 1 FROM jsonb_array_elements(${conversations.canonical} -> 'parties') AS party
        WHERE party ->> 'role' = 'ours' AND lower(trim(party ->> 'email')) = ${email}))`);
  return rowsOf<{ key: string }>(answer).map(({ key }) => key);
}
