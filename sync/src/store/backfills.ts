/** Backfills: which conversations each has still to do, is doing and has done. All of it survives a kill. */
import { and, asc, desc, eq, gte, inArray, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm';
import { rowsOf } from './migrate.ts';
import { ONCE_MORE } from './once-more.ts';
import { backfills, conversations, type BackfillState, type Db } from './schema.ts';

export type BackfillRecord = typeof backfills.$inferSelect;

export interface Progress {
  /** All that the backfill has to do, as far as it is known. */
  total: number;
  done: number;
  failed: number;
}

export async function createBackfill(
  db: Db,
  tenant: string,
  { from, to, provider }: { from: Date; to: Date; provider?: string },
): Promise<BackfillRecord> {
  const [row] = await db
    .insert(backfills)
    .values({
      ...{ tenant, fromAt: from, toAt: to, state: 'waiting' },
      ...(provider ? { provider, step: 'pull' } : { step: 'write' }),
    })
    .returning();
  if (!row) throw new Error('The store kept no backfill.');
  return row;
}

export async function findBackfill(db: Db, tenant: string, id: number): Promise<BackfillRecord | undefined> {
  const [row] = await db
    .select()
    .from(backfills)
    .where(and(eq(backfills.tenant, tenant), eq(backfills.id, id)))
    .limit(1);
  return row;
}

/** Newest first. */
export async function listBackfills(db: Db, tenant: string, limit: number): Promise<BackfillRecord[]> {
  return db.select().from(backfills).where(eq(backfills.tenant, tenant)).orderBy(desc(backfills.id)).limit(limit);
}

/** The one that runs. One at a time. */
export async function runningBackfill(db: Db, tenant: string): Promise<BackfillRecord | undefined> {
  const [row] = await db
    .select()
    .from(backfills)
    .where(and(eq(backfills.tenant, tenant), eq(backfills.state, 'running')))
    .orderBy(asc(backfills.id))
    .limit(1);
  return row;
}

/** Begins the one that has waited longest. To be called where none runs. */
export async function beginBackfill(tx: Db, tenant: string): Promise<BackfillRecord | undefined> {
  const [first] = await tx
    .select({ id: backfills.id })
    .from(backfills)
    .where(and(eq(backfills.tenant, tenant), eq(backfills.state, 'waiting')))
    .orderBy(asc(backfills.id))
    .limit(1);
  if (!first) return undefined;
  const [begun] = await tx
    .update(backfills)
    .set({ state: 'running', startedAt: sql`coalesce(${backfills.startedAt}, now())`, finishedAt: null })
    .where(and(eq(backfills.id, first.id), eq(backfills.state, 'waiting')))
    .returning();
  return begun;
}

/** In its range, there before it began, and neither its own already nor taken back by a person. */
function isAhead({ id, tenant, fromAt, toAt, provider, startedAt }: BackfillRecord): SQL | undefined {
  return and(
    eq(conversations.tenant, tenant),
    gte(conversations.startedAt, fromAt),
    lt(conversations.startedAt, toAt),
    or(isNull(conversations.backfillId), ne(conversations.backfillId, id)),
    sql`${conversations.state} <> 'undone'`,
    startedAt ? lte(conversations.createdAt, startedAt) : undefined,
    provider ? sql`starts_with(${conversations.key}, ${`${provider}:`})` : undefined,
  );
}

/** Makes the next conversations of the range the backfill's own: each is planned and written once more. */
export async function takeAhead(db: Db, backfill: BackfillRecord, limit: number): Promise<number> {
  return db.transaction(async (tx) => {
    const rows = await tx
      .select({ key: conversations.key })
      .from(conversations)
      .where(isAhead(backfill))
      .orderBy(asc(conversations.startedAt), asc(conversations.key))
      .limit(limit)
      // whoever holds a row now is met at the next page
      .for('update', { skipLocked: true });
    await takeKeys(
      tx,
      backfill,
      rows.map(({ key }) => key),
      { again: true },
    );
    return rows.length;
  });
}

/** Makes these the backfill's own. `again`: they have one more thing to do, though nothing new was said of them. */
export async function takeKeys(
  tx: Db,
  { id, tenant }: Pick<BackfillRecord, 'id' | 'tenant'>,
  keys: string[],
  { again }: { again: boolean },
): Promise<void> {
  if (keys.length === 0) return;
  const isClosed = sql`${conversations.doneRevision} = ${conversations.revision}`;
  await tx
    .update(conversations)
    .set({
      backfillId: id,
      backfillRevision: again ? ONCE_MORE.revision : sql`${conversations.revision}`,
      ...(again
        ? {
            ...{ ...ONCE_MORE, force: true, attempts: 0, dueAt: null },
            lane: sql`CASE WHEN ${isClosed} THEN 'backfill' ELSE ${conversations.lane} END`,
          }
        : {}),
    })
    .where(and(eq(conversations.tenant, tenant), inArray(conversations.key, keys)));
}

/** Counts of one that runs; those of one that has ended are kept in its row. */
export async function progressOf(db: Db, backfill: BackfillRecord): Promise<Progress & { ahead: number }> {
  const isOver = sql`${conversations.doneRevision} >= ${conversations.backfillRevision}`;
  const answer: unknown = await db.execute(sql`
    SELECT count(*)::integer AS own,
      count(*) FILTER (WHERE ${isOver} AND ${conversations.state} <> 'failed')::integer AS done,
      count(*) FILTER (WHERE ${isOver} AND ${conversations.state} = 'failed')::integer AS failed
    FROM ${conversations}
    WHERE ${conversations.tenant} = ${backfill.tenant} AND ${conversations.backfillId} = ${backfill.id}`);
  const [{ own, done, failed } = { own: 0, done: 0, failed: 0 }] =
    rowsOf<Record<'own' | 'done' | 'failed', number>>(answer);
  const counted: unknown = await db.execute(
    sql`SELECT count(*)::integer AS ahead FROM ${conversations} WHERE ${isAhead(backfill)}`,
  );
  const [{ ahead } = { ahead: 0 }] = rowsOf<{ ahead: number }>(counted);
  return { total: own + ahead, done, failed, ahead };
}

/** `requests` are added to those so far. */
export async function updateBackfill(
  db: Db,
  id: number,
  values: Partial<Pick<BackfillRecord, 'message' | 'attempts' | 'cursor'>> & { requests?: number },
): Promise<void> {
  const { requests, ...rest } = values;
  await db
    .update(backfills)
    .set({ ...rest, ...(requests ? { requests: sql`${backfills.requests} + ${requests}` } : {}) })
    .where(eq(backfills.id, id));
}

/** The pull has come so far; without a next cursor it is over. False where another has come further. */
export async function movePull(tx: Db, { id, cursor }: BackfillRecord, next: string | undefined): Promise<boolean> {
  const rows = await tx
    .update(backfills)
    .set({ cursor: next ?? null, attempts: 0, message: null, ...(next === undefined ? { step: 'write' } : {}) })
    .where(
      and(
        eq(backfills.id, id),
        eq(backfills.step, 'pull'),
        eq(backfills.state, 'running'),
        cursor === null ? isNull(backfills.cursor) : eq(backfills.cursor, cursor),
      ),
    )
    .returning({ id: backfills.id });
  return rows.length > 0;
}

/** Ends it with the counts as they stand. False where it had ended. */
export async function endBackfill(
  db: Db,
  backfill: BackfillRecord,
  state: Exclude<BackfillState, 'waiting' | 'running'>,
  message: string | null = null,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const { total, done, failed } = await progressOf(tx, backfill);
    const rows = await tx
      .update(backfills)
      .set({ state, message, total, done, failed, finishedAt: sql`now()` })
      .where(and(eq(backfills.id, backfill.id), inArray(backfills.state, ['waiting', 'running'])))
      .returning({ id: backfills.id });
    if (rows.length === 0) return false;
    if (state !== 'done') await giveBack(tx, backfill);
    return true;
  });
}

/** What was only asked for again is as it was before; what is new is written like anything else that comes in. */
async function giveBack(tx: Db, { id, tenant }: BackfillRecord): Promise<void> {
  const own = and(
    eq(conversations.tenant, tenant),
    eq(conversations.backfillId, id),
    eq(conversations.lane, 'backfill'),
    lt(conversations.doneRevision, conversations.revision),
    ne(conversations.state, 'processing'),
  );
  await tx
    .update(conversations)
    .set({
      ...{ revision: sql`${conversations.doneRevision}`, force: false, lane: 'live', waitingSince: null, dueAt: null },
      state: sql`CASE
        WHEN ${conversations.waitingFor} IS NOT NULL THEN 'parked'
        WHEN ${conversations.syncedHash} IS NULL AND ${conversations.errorCode} IS NOT NULL THEN 'failed'
        ELSE 'synced'
      END`,
      ...{ backfillId: null, backfillRevision: null, updatedAt: sql`now()` },
    })
    .where(
      and(own, sql`${conversations.doneRevision} > 0`, eq(conversations.revision, conversations.backfillRevision)),
    );
  await tx
    .update(conversations)
    .set({ lane: 'live', updatedAt: sql`now()` })
    .where(own);
}

/** One that was ended goes on where it stood. False where it had not ended, or is done. */
export async function resumeBackfill(db: Db, tenant: string, id: number): Promise<boolean> {
  const rows = await db
    .update(backfills)
    .set({ state: 'waiting', message: null, attempts: 0, finishedAt: null })
    .where(and(eq(backfills.tenant, tenant), eq(backfills.id, id), inArray(backfills.state, ['cancelled', 'failed'])))
    .returning({ id: backfills.id });
  return rows.length > 0;
}
