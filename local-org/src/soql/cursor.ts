/** Open query results: the Ids that remain to be fetched, by locator. */
import { randomBytes } from 'node:crypto';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org } from '../data/types.ts';

export interface Cursor {
  id: string;
  userId: string;
  soql: string;
  allRows: boolean;
  /** The relationships down to the subquery whose records these are; none for the query itself. */
  path: string[];
  ids: string[];
  expires: number;
}

/** https://developer.salesforce.com/docs/atlas.en-us.salesforce_app_limits_cheatsheet.meta — query cursors live two days. */
const LIFETIME = 2 * 24 * 60 * 60 * 1000;
const MOST_PER_USER = 50;

const cursors = new WeakMap<Org, Map<string, Cursor>>();

function cursorsOf(org: Org): Map<string, Cursor> {
  const known = cursors.get(org);
  if (known) return known;
  const map = new Map<string, Cursor>();
  cursors.set(org, map);
  return map;
}

export function openCursor(org: Org, now: number, cursor: Omit<Cursor, 'id' | 'expires'>): Cursor {
  const map = cursorsOf(org);
  const mine: Cursor[] = [];
  for (const known of map.values()) {
    if (known.expires <= now) map.delete(known.id);
    else if (known.userId === cursor.userId) mine.push(known);
  }
  if (mine.length >= MOST_PER_USER) map.delete(mine[0]!.id);
  const id = `01g${randomBytes(12).toString('hex').slice(0, 15).toUpperCase()}`;
  const opened = { ...cursor, id, expires: now + LIFETIME };
  map.set(id, opened);
  return opened;
}

/** The cursor of a locator `01g…-2000` and the place in it. Throws INVALID_QUERY_LOCATOR. */
export function cursorAt(org: Org, userId: string, locator: string, now: number): { cursor: Cursor; position: number } {
  const [, id = '', place = ''] = /^(01g\w+)-(\d+)$/.exec(locator) ?? [];
  const cursor = cursorsOf(org).get(id);
  const position = Number(place);
  if (!cursor || cursor.userId !== userId || cursor.expires <= now || position > cursor.ids.length)
    throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return { cursor, position };
}
