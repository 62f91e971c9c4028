/**
 * What waits to be written, and what has been sent lately. Ages are reckoned by the database's own clock, which is the
 * same for every process.
 */
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, ne, or, sql, sum } from 'drizzle-orm';
import { rowsOf } from './migrate.ts';
import { tenantsWithVisitors } from './visitors.ts';
import { backfills, conversations, sendings, type Db, type Lane } from './schema.ts';

const isOpen = lt(conversations.doneRevision, conversations.revision);
const isDue = or(isNull(conversations.dueAt), lte(conversations.dueAt, sql`now()`));
/** In a row that an older version wrote, or that is in a batch, the time of the last change stands in. */
const since = sql`coalesce(${conversations.waitingSince}, ${conversations.updatedAt})`;

export interface Waiting {
  /** Conversations that live traffic has left to do now; the urgent ones among them. */
  live: number;
  urgent: number;
  /** How long the first of them has waited, in milliseconds. */
  oldestMs: number;
  backfill: number;
  /** Until the next that may not be tried yet. */
  nextDueInMs?: number;
}

export async function waitingOf(db: Db, tenant: string): Promise<Waiting> {
  const isLive = sql`${conversations.lane} <> 'backfill' AND (${conversations.dueAt} IS NULL OR ${conversations.dueAt} <= now())`;
  const answer: unknown = await db.execute(sql`
    SELECT
      count(*) FILTER (WHERE ${isLive})::integer AS live,
      count(*) FILTER (WHERE ${isLive} AND ${conversations.lane} = 'urgent')::integer AS urgent,
      coalesce(max(extract(epoch FROM now() - ${since})) FILTER (WHERE ${isLive}), 0)::float8 * 1000 AS "oldestMs",
      count(*) FILTER (WHERE ${conversations.lane} = 'backfill' AND (${conversations.dueAt} IS NULL OR ${conversations.dueAt} <= now()))::integer AS backfill,
      (min(extract(epoch FROM ${conversations.dueAt} - now())) FILTER (WHERE ${conversations.dueAt} > now()))::float8 * 1000 AS "nextDueInMs"
    FROM ${conversations}
    WHERE ${conversations.tenant} = ${tenant} AND ${isOpen}`);
  const [row] = rowsOf<Omit<Waiting, 'nextDueInMs'> & { nextDueInMs: number | null }>(answer);
  if (!row) return { live: 0, urgent: 0, oldestMs: 0, backfill: 0 };
  const { nextDueInMs, ...rest } = row;
  return { ...rest, ...(nextDueInMs === null ? {} : { nextDueInMs }) };
}

/** Keys of what is due in these lanes: urgent ones first, then those that have waited longest. */
export async function nextKeys(db: Db, tenant: string, lanes: Lane[], limit: number): Promise<string[]> {
  const rows = await db
    .select({ key: conversations.key })
    .from(conversations)
    .where(and(eq(conversations.tenant, tenant), isOpen, isDue, inArray(conversations.lane, lanes)))
    .orderBy(sql`CASE ${conversations.lane} WHEN 'urgent' THEN 0 WHEN 'live' THEN 1 ELSE 2 END`, asc(since))
    .limit(limit);
  return rows.map(({ key }) => key);
}

/** Keys of what has come while the tenant is held, and does not say so yet. */
export async function unheldKeys(db: Db, tenant: string, code: string, limit: number): Promise<string[]> {
  const rows = await db
    .select({ key: conversations.key })
    .from(conversations)
    .where(
      and(
        eq(conversations.tenant, tenant),
        isOpen,
        isDue,
        or(ne(conversations.state, 'parked'), isNull(conversations.errorCode), ne(conversations.errorCode, code)),
      ),
    )
    .orderBy(asc(since))
    .limit(limit);
  return rows.map(({ key }) => key);
}

export interface Sending {
  lane: 'live' | 'backfill';
  conversations: number;
  requests: number;
  /** How long ago, in milliseconds. */
  ageMs: number;
}

const KEPT = sql`now() - interval '25 hours'`;

export async function saveSending(db: Db, tenant: string, sending: Omit<Sending, 'ageMs'>): Promise<void> {
  await db.insert(sendings).values({ tenant, ...sending });
  await db.delete(sendings).where(and(eq(sendings.tenant, tenant), lt(sendings.at, KEPT)));
}

/** The latest, newest first. */
export async function lastSendings(db: Db, tenant: string, limit: number, lane?: Sending['lane']): Promise<Sending[]> {
  return db
    .select({
      lane: sendings.lane,
      conversations: sendings.conversations,
      requests: sendings.requests,
      ageMs: sql<number>`extract(epoch FROM now() - ${sendings.at})::float8 * 1000`,
    })
    .from(sendings)
    .where(and(eq(sendings.tenant, tenant), lane ? eq(sendings.lane, lane) : undefined))
    .orderBy(desc(sendings.at), desc(sendings.id))
    .limit(limit);
}

/** Requests of the last 24 hours by quarter of an hour, oldest first: when they leave the org's window. */
export async function requestsByAge(db: Db, tenant: string): Promise<{ ageMs: number; requests: number }[]> {
  const answer: unknown = await db.execute(sql`
    SELECT min(extract(epoch FROM now() - ${sendings.at}))::float8 * 1000 AS "ageMs", sum(${sendings.requests})::integer AS requests
    FROM ${sendings}
    WHERE ${sendings.tenant} = ${tenant} AND ${sendings.at} > now() - interval '24 hours'
    GROUP BY floor(extract(epoch FROM ${sendings.at}) / 900)
    ORDER BY 1 DESC`);
  return [...rowsOf<{ ageMs: number; requests: number }>(answer)];
}

/** Requests of the last hour. */
export async function requestsLastHour(db: Db, tenant: string): Promise<number> {
  const [row] = await db
    .select({ requests: sum(sendings.requests) })
    .from(sendings)
    .where(and(eq(sendings.tenant, tenant), gt(sendings.at, sql`now() - interval '1 hour'`)));
  return Number(row?.requests ?? 0);
}

/** Tenants with something left to do. */
export async function openTenants(db: Db): Promise<string[]> {
  const rows = await db.selectDistinct({ tenant: conversations.tenant }).from(conversations).where(isOpen);
  const filling = await db
    .selectDistinct({ tenant: backfills.tenant })
    .from(backfills)
    .where(inArray(backfills.state, ['waiting', 'running']));
  const visited = await tenantsWithVisitors(db);
  return [...new Set([...[...rows, ...filling].map(({ tenant }) => tenant), ...visited])];
}
