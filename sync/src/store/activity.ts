/** The log that an admin reads: what came in, what became of it, and why something was skipped. Never content. */
import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import { activity, type Db } from './schema.ts';

export const ACTIVITY_KINDS = [
  'accepted',
  'rejected',
  'ignored',
  'resync',
  'relink',
  'undo',
  'undone',
  'settings',
  'people',
  'changed',
  'waiting',
  'written',
  'planned',
  'unchanged',
  'parked',
  'paused',
  'resumed',
  'backfill',
  'failed',
  'disconnected',
  'connected',
  'drift',
  'tried',
  'emailDeleted',
  'consent',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

export interface ActivityEntry {
  kind: ActivityKind;
  key?: string;
  message: string;
}

export async function logActivity(db: Db, tenant: string, entries: ActivityEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await db.insert(activity).values(entries.map((entry) => ({ tenant, ...entry })));
}

export interface ActivityQuery {
  limit: number;
  /** Only entries older than this one. */
  before?: number;
  key?: string;
  /** Only entries of these kinds. */
  kinds?: ActivityKind[];
}

/** Newest first. */
export async function readActivity(
  db: Db,
  tenant: string,
  { limit, before, key, kinds }: ActivityQuery,
): Promise<(ActivityEntry & { id: number; at: Date })[]> {
  if (key?.includes('\0')) return [];
  const rows = await db
    .select()
    .from(activity)
    .where(
      and(
        eq(activity.tenant, tenant),
        before === undefined ? undefined : lt(activity.id, before),
        key === undefined ? undefined : eq(activity.key, key),
        kinds === undefined ? undefined : inArray(activity.kind, kinds),
      ),
    )
    .orderBy(desc(activity.id))
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    kind: row.kind as ActivityKind,
    message: row.message,
    ...(row.key === null ? {} : { key: row.key }),
  }));
}
