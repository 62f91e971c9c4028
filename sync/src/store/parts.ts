/** What providers said, piece by piece. */
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Part } from '../intake/types.ts';
import { ONCE_MORE } from './once-more.ts';
import { conversations, parts, type Db } from './schema.ts';

/**
 * Stores parts and marks their conversations as accepted: one more revision to deal with. An older copy of a part never
 * replaces a newer one. To be called inside the transaction that also queues the work. Returns the conversations' keys.
 */
export async function saveParts(
  tx: Db,
  tenant: string,
  given: Part[],
  lane: 'live' | 'backfill' = 'live',
): Promise<string[]> {
  // in one order, so that two transactions never wait for each other's rows
  const keys = [...new Set(given.map((part) => part.key))].sort(byBytes);
  if (keys.length === 0) return [];
  await tx
    .insert(conversations)
    .values(
      keys.map((key) => ({
        ...{ tenant, key, lane, state: 'accepted' as const },
        startedAt: startOf(given, key),
        waitingSince: sql`now()`,
      })),
    )
    .onConflictDoUpdate({
      target: [conversations.tenant, conversations.key],
      set: {
        ...ONCE_MORE,
        attempts: 0,
        startedAt: sql`coalesce(excluded.started_at, ${conversations.startedAt})`,
        lane: firstOfBoth,
        dueAt: null,
      },
    });
  await tx
    .insert(parts)
    .values(
      newestOfEach(given).map((part) => ({
        tenant,
        key: part.key,
        name: part.name,
        at: part.at ? new Date(part.at) : null,
        content: storable(part.content),
      })),
    )
    .onConflictDoUpdate({
      target: [parts.tenant, parts.key, parts.name],
      set: { at: sql`excluded.at`, content: sql`excluded.content`, receivedAt: sql`now()` },
      setWhere: sql`${parts.at} IS NULL OR excluded.at IS NULL OR ${parts.at} <= excluded.at`,
    });
  return keys;
}

/** What is open keeps its place where that is the better one. */
const firstOfBoth = sql`CASE
  WHEN ${conversations.doneRevision} = ${conversations.revision} THEN excluded.lane
  WHEN ${conversations.lane} = 'backfill' THEN excluded.lane
  ELSE ${conversations.lane}
END`;

function startOf(given: Part[], key: string): Date | null {
  const said = given.filter((part) => part.key === key).flatMap(({ content }) => content.startedAt ?? []);
  const last = said.at(-1);
  return last === undefined ? null : new Date(last);
}

/** As PostgreSQL's collation "C" has it. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** One statement may write a row only once, so copies of a part within one call are settled here, by the same rule. */
function newestOfEach(given: Part[]): Part[] {
  const newest = new Map<string, Part>();
  for (const part of given) {
    const id = JSON.stringify([part.key, part.name]);
    const known = newest.get(id);
    if (!known?.at || !part.at || Date.parse(known.at) <= Date.parse(part.at)) newest.set(id, part);
  }
  return [...newest.values()];
}

/** The parts of many conversations, in an order that does not depend on when they arrived. */
export async function readParts(db: Db, tenant: string, keys: string[]): Promise<Map<string, Part[]>> {
  const rows = await db
    .select()
    .from(parts)
    .where(and(eq(parts.tenant, tenant), inArray(parts.key, keys)))
    .orderBy(parts.key, parts.name);
  const found = new Map<string, Part[]>();
  for (const { key, name, at, content } of rows) {
    const list = found.get(key) ?? [];
    list.push({ key, name, ...(at ? { at: at.toISOString() } : {}), content });
    found.set(key, list);
  }
  return found;
}

/** PostgreSQL's JSON holds neither the NUL character nor half a surrogate pair. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(storable) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [storable(name), storable(item)])) as T;
}
