/** How far the org's changes were followed, by whom, and what was last known of the records that changed. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import { storable } from './parts.ts';
import { changeCursors, changeFollowers, orgRecords, type Db, type FollowState } from './schema.ts';

/** The cursor of the poll, beside those of the topics. */
export const POLL = 'poll';

export async function readCursor(db: Db, tenant: string, topic: string): Promise<string | undefined> {
  const [row] = await db
    .select({ place: changeCursors.place })
    .from(changeCursors)
    .where(and(eq(changeCursors.tenant, tenant), eq(changeCursors.topic, topic)))
    .limit(1);
  return row?.place;
}

/** To be called in the transaction that queues what came before that place. */
export async function saveCursor(tx: Db, tenant: string, topic: string, place: string): Promise<void> {
  await tx
    .insert(changeCursors)
    .values({ tenant, topic, place })
    .onConflictDoUpdate({
      target: [changeCursors.tenant, changeCursors.topic],
      set: { place, at: sql`now()` },
    });
}

export async function dropCursor(db: Db, tenant: string, topic: string): Promise<void> {
  await db.delete(changeCursors).where(and(eq(changeCursors.tenant, tenant), eq(changeCursors.topic, topic)));
}

/** One process follows a tenant at a time. True where it is, or becomes, `holder`; its hold lasts so many seconds. */
export async function holdFollowing(db: Db, tenant: string, holder: string, seconds: number): Promise<boolean> {
  const until = sql`now() + ${seconds} * interval '1 second'`;
  const rows = await db
    .insert(changeFollowers)
    .values({ tenant, holder, heldUntil: until as never })
    .onConflictDoUpdate({
      target: changeFollowers.tenant,
      set: { holder, heldUntil: until },
      setWhere: sql`${changeFollowers.holder} IS NULL OR ${changeFollowers.holder} = ${holder} OR ${changeFollowers.heldUntil} < now()`,
    })
    .returning({ holder: changeFollowers.holder });
  return rows.some((row) => row.holder === holder);
}

/** To be called in the transaction that keeps a place: until its end nobody else becomes the holder. */
export async function isFollowing(tx: Db, tenant: string, holder: string): Promise<boolean> {
  const rows = await tx
    .select({ holder: changeFollowers.holder })
    .from(changeFollowers)
    .where(and(eq(changeFollowers.tenant, tenant), eq(changeFollowers.holder, holder)))
    .for('share');
  return rows.length > 0;
}

export async function releaseFollowing(db: Db, tenant: string, holder: string): Promise<void> {
  await db
    .update(changeFollowers)
    .set({ holder: null, heldUntil: null })
    .where(and(eq(changeFollowers.tenant, tenant), eq(changeFollowers.holder, holder)));
}

export async function saveFollowState(db: Db, tenant: string, state: FollowState): Promise<void> {
  await db
    .update(changeFollowers)
    .set({ state: storable(state) })
    .where(eq(changeFollowers.tenant, tenant));
}

export async function readFollowState(db: Db, tenant: string): Promise<FollowState | undefined> {
  const [row] = await db
    .select({ state: changeFollowers.state })
    .from(changeFollowers)
    .where(eq(changeFollowers.tenant, tenant))
    .limit(1);
  return row?.state ?? undefined;
}

export interface KnownRecord {
  facts: Record<string, unknown>;
  /** The last change that was dealt with. */
  changedAt?: Date;
}

const CHUNK = 500;

export async function readRecords(db: Db, tenant: string, ids: string[]): Promise<Map<string, KnownRecord>> {
  const known = new Map<string, KnownRecord>();
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await db
      .select()
      .from(orgRecords)
      .where(and(eq(orgRecords.tenant, tenant), inArray(orgRecords.id, ids.slice(from, from + CHUNK))));
    for (const { id, facts, changedAt } of rows) known.set(id, { facts, ...(changedAt ? { changedAt } : {}) });
  }
  return known;
}

/** What a batch read of records that were not known; what is known is kept, as its change may not have been dealt with. */
export async function rememberRead(db: Db, tenant: string, records: Map<string, KnownRecord['facts']>): Promise<void> {
  const rows = [...records].map(([id, facts]) => ({ tenant, id, facts: storable(facts) }));
  for (let from = 0; from < rows.length; from += CHUNK)
    await db
      .insert(orgRecords)
      .values(rows.slice(from, from + CHUNK))
      .onConflictDoNothing();
}

/** What changes said, as they are dealt with. */
export async function saveChanged(tx: Db, tenant: string, records: Map<string, Required<KnownRecord>>): Promise<void> {
  const rows = [...records].map(([id, { facts, changedAt }]) => ({ tenant, id, facts: storable(facts), changedAt }));
  for (let from = 0; from < rows.length; from += CHUNK)
    await tx
      .insert(orgRecords)
      .values(rows.slice(from, from + CHUNK))
      .onConflictDoUpdate({
        target: [orgRecords.tenant, orgRecords.id],
        set: { facts: sql`excluded.facts`, changedAt: sql`excluded.changed_at` },
      });
}
