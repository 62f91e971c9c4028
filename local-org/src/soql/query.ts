/** SOQL over the local org, answered as Salesforce's REST API does. */
import type { Org, Session } from '../data/types.ts';
import { aggregate, isAggregated, isCountOnly } from './aggregate.ts';
import { functionColumn, type QueryColumn, type QueryColumns } from './columns.ts';
import { cursorAt, openCursor } from './cursor.ts';
import { parseSoql } from './parse.ts';
import type { QueryRecord } from './render.ts';
import { Statement } from './scope.ts';
import type { Paging } from './paging.ts';
import { Select } from './select.ts';
import { prepareConnection } from './text.ts';
import { wallClock } from './zone.ts';

export interface QueryOptions {
  /** Deleted records too, as `queryAll` and `ALL ROWS` do. */
  allRows?: boolean;
  /** Records a page, child records among them: 200 to 2,000, default 2,000. */
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

interface Run {
  org: Org;
  session: Session;
  soql: string;
  allRows: boolean;
  now: number;
}

function pagingOf({ org, session, soql, allRows, now }: Run, options: QueryOptions): Paging {
  const version = options.version ?? VERSION;
  const size = Math.min(MOST, Math.max(LEAST, options.batchSize ?? MOST));
  return {
    version,
    size,
    more(path, ids, taken) {
      const cursor = openCursor(org, now, { userId: session.user.Id, soql, allRows, path, ids });
      return `/services/data/v${version}/query/${cursor.id}-${taken}`;
    },
  };
}

function statementFor({ org, session, soql, allRows, now }: Run): Statement {
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
  const run = { org, session, soql, allRows: written || options.allRows === true, now: options.now ?? Date.now() };
  const paging = pagingOf(run, options);
  const statement = statementFor(run);
  const object = statement.object(parsed.sObject!);
  if (isCountOnly(parsed)) {
    const select = new Select(statement, object, { ...parsed, fields: [] }, paging);
    return { totalSize: select.count(), done: true, records: [] };
  }
  if (isAggregated(parsed)) {
    const records = aggregate(statement, object, parsed).run();
    return { totalSize: records.length, done: true, records };
  }
  const select = new Select(statement, object, parsed, paging);
  const { records, more } = select.first();
  if (!more) return { totalSize: records.length, done: true, records };
  const ids = select.ids();
  return { totalSize: ids.length, done: false, nextRecordsUrl: paging.more([], ids, records.length), records };
}

/** The columns that the query's records have; nothing is read. Throws what `query` throws. */
export function queryColumns(org: Org, session: Session, soql: string): QueryColumns {
  const { query: parsed, allRows } = parseSoql(soql);
  const run = { org, session, soql, allRows, now: Date.now() };
  const statement = statementFor(run);
  const object = statement.object(parsed.sObject!);
  let columnMetadata: QueryColumn[];
  if (isCountOnly(parsed)) columnMetadata = [functionColumn('count', 'int', 'count()')];
  else if (isAggregated(parsed)) columnMetadata = aggregate(statement, object, parsed).columns;
  else columnMetadata = new Select(statement, object, parsed, pagingOf(run, {})).columns;
  return {
    columnMetadata,
    entityName: object.name,
    groupBy: parsed.groupBy !== undefined,
    idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'),
    keyPrefix: object.keyPrefix,
  };
}

/** The next page of a result or of a record's children, by the locator at the end of `nextRecordsUrl`. */
export function queryMore(org: Org, session: Session, locator: string, options: QueryOptions = {}): QueryResult {
  const now = options.now ?? Date.now();
  const { cursor, position } = cursorAt(org, session.user.Id, locator, now);
  const { soql, allRows, ids } = cursor;
  const run = { org, session, soql, allRows, now };
  const paging = pagingOf(run, options);
  const statement = statementFor(run);
  const parsed = parseSoql(soql).query;
  const select = new Select(statement, statement.object(parsed.sObject!), parsed, paging).at(cursor.path);
  const { records, taken } = select.page(ids.slice(position, position + paging.size));
  const end = position + taken;
  const done = end === ids.length;
  return {
    totalSize: ids.length,
    done,
    ...(done ? {} : { nextRecordsUrl: `/services/data/v${paging.version}/query/${cursor.id}-${end}` }),
    records,
  };
}
