/** SOQL over the local org, answered as Salesforce's REST API does. */
import type { Org, Session } from '../data/types.ts';
import { aggregate, isAggregated, isCountOnly } from './aggregate.ts';
import { cursorAt, openCursor } from './cursor.ts';
import { parseSoql } from './parse.ts';
import type { QueryRecord } from './render.ts';
import { Statement } from './scope.ts';
import { Select } from './select.ts';
import { prepareConnection } from './text.ts';
import { wallClock } from './zone.ts';

export interface QueryOptions {
  /** Deleted records too, as `queryAll` and `ALL ROWS` do. */
  allRows?: boolean;
  /** Records a page: 200 to 2,000, default 2,000. */
  batchSize?: number;
  /** API version in the addresses of the answer. */
  version?: string;
  /** What time it is (ms); the clock by default. Date literals count from it. */
  now?: number;
}

export interface QueryResult {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: QueryRecord[];
}

export type { QueryRecord };

const MOST = 2000;
const LEAST = 200;
const VERSION = '67.0';

function batchOf(options: QueryOptions): number {
  return Math.min(MOST, Math.max(LEAST, options.batchSize ?? MOST));
}

function statementFor(org: Org, session: Session, soql: string, allRows: boolean, now: number): Statement {
  prepareConnection(org.database, wallClock);
  const { TimeZoneSidKey: timeZone, LocaleSidKey: locale } = session.user;
  return new Statement({ org, session, soql, allRows, clock: { now, timeZone, locale } });
}

/**
 * Runs a query as the session's user. Throws `SalesforceError`: MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD,
 * INVALID_QUERY_FILTER_OPERATOR, NUMBER_OUTSIDE_VALID_RANGE; NOT_IMPLEMENTED for what the local org leaves out.
 */
export function query(org: Org, session: Session, soql: string, options: QueryOptions = {}): QueryResult {
  const { query: parsed, allRows: written } = parseSoql(soql);
  const allRows = written || options.allRows === true;
  const now = options.now ?? Date.now();
  const statement = statementFor(org, session, soql, allRows, now);
  const object = statement.object(parsed.sObject!);
  if (isCountOnly(parsed)) {
    const select = new Select(statement, object, { ...parsed, fields: [] }, VERSION);
    return { totalSize: select.count(), done: true, records: [] };
  }
  if (isAggregated(parsed)) {
    const records = aggregate(statement, object, parsed);
    return { totalSize: records.length, done: true, records };
  }
  const version = options.version ?? VERSION;
  const select = new Select(statement, object, parsed, version);
  const batch = batchOf(options);
  const { records, more } = select.first(batch);
  if (!more) return { totalSize: records.length, done: true, records };
  const cursor = openCursor(org, now, { userId: session.user.Id, soql, allRows, ids: select.ids() });
  return {
    totalSize: cursor.ids.length,
    done: false,
    nextRecordsUrl: `/services/data/v${version}/query/${cursor.id}-${batch}`,
    records,
  };
}

/** The next page of a result, by the locator at the end of `nextRecordsUrl`. */
export function queryMore(org: Org, session: Session, locator: string, options: QueryOptions = {}): QueryResult {
  const now = options.now ?? Date.now();
  const { cursor, position } = cursorAt(org, session.user.Id, locator, now);
  const version = options.version ?? VERSION;
  const statement = statementFor(org, session, cursor.soql, cursor.allRows, now);
  const parsed = parseSoql(cursor.soql).query;
  const select = new Select(statement, statement.object(parsed.sObject!), parsed, version);
  const end = Math.min(position + batchOf(options), cursor.ids.length);
  const records = select.page(cursor.ids.slice(position, end));
  const done = end === cursor.ids.length;
  return {
    totalSize: cursor.ids.length,
    done,
    ...(done ? {} : { nextRecordsUrl: `/services/data/v${version}/query/${cursor.id}-${end}` }),
    records,
  };
}
