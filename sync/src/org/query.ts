import type { OrgShapes } from '../match/types.ts';
import { bodyOf, sendComposite, type Subanswer, type Subrequest } from './composite.ts';
import { OrgError } from './error.ts';
import type { OrgHttp } from './http.ts';

const TO_VERSION = /^.*\/services\/data\/v[\d.]+/;

export type Row = Record<string, unknown>;

export interface Query<Name extends string = string> {
  /** Rows of several queries of one name come together. */
  name: Name;
  object: string;
  soql: string;
  /** An org may lack what it asks for; then there are no rows. */
  isOptional?: boolean;
  /** Deleted records too, while the org still has them (`queryAll`). */
  withDeleted?: boolean;
  /** Its subqueries: their rows come under names of their own, and no longer in the rows that they belong to. */
  children?: { name: Name; object: string; relationship: string }[];
}

interface Page {
  records: Row[];
  done: boolean;
  nextRecordsUrl?: string;
}

/** Runs queries together, five a request, and follows their further pages the same way. */
export async function runQueries<Name extends string>(
  http: OrgHttp,
  queries: Query<Name>[],
  shapes: OrgShapes,
): Promise<Map<Name, Row[]>> {
  const rows = new Map<Name, Row[]>(
    queries
      .flatMap(({ name, children = [] }) => [name, ...children.map((child) => child.name)])
      .map((name) => [name, []]),
  );
  let open = queries.map((query) => ({
    query,
    path: `/${query.withDeleted ? 'queryAll' : 'query'}?q=${encodeURIComponent(query.soql)}`,
  }));
  while (open.length > 0) {
    const answers = await sendComposite(
      http,
      open.map(({ path }): Subrequest => ({ method: 'GET', path, isHeavy: true })),
    );
    const next: typeof open = [];
    const take = (query: Query<Name>, page: Page) => {
      const list = rows.get(query.name);
      for (const record of page.records) {
        for (const { name, object, relationship } of query.children ?? []) {
          const below = record[relationship] as Page | null | undefined;
          if (below) take({ name, object, soql: '' }, below);
          delete record[relationship];
        }
        list?.push(normalise(record, query.object, shapes));
      }
      if (!page.done && page.nextRecordsUrl) next.push({ query, path: page.nextRecordsUrl.replace(TO_VERSION, '') });
    };
    answers.forEach((answer, position) => {
      const asked = open[position];
      if (!asked) return;
      const { query } = asked;
      let page: Page;
      try {
        page = bodyOf(answer) as Page;
      } catch (error) {
        if (query.isOptional && error instanceof OrgError && error.fault !== 'auth' && error.fault !== 'transient')
          return;
        throw error;
      }
      take(query, page);
    });
    open = next;
  }
  return rows;
}

const MOST_ROWS = 2000;
/** How an answer writes a date-time: the REST API gives no other text this form. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/;

/** Rows of one statement, page after page, no more than `most`. */
export async function readQuery(http: OrgHttp, soql: string, most = MOST_ROWS): Promise<Row[]> {
  const rows: Row[] = [];
  let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`;
  while (path !== undefined && rows.length < most) {
    const [answer]: Subanswer[] = await sendComposite(http, [{ method: 'GET', path, isHeavy: true }]);
    if (!answer) break;
    const page = bodyOf(answer) as Page;
    rows.push(...page.records.map(plainRow));
    path = page.done ? undefined : page.nextRecordsUrl?.replace(TO_VERSION, '');
  }
  return rows.slice(0, most);
}

/** Without what describes the answer, in the row and in the rows that it names. */
function plainRow(record: Row): Row {
  return Object.fromEntries(
    Object.entries(record)
      .filter(([field]) => field !== 'attributes')
      .map(([field, value]) => [field, plainValue(value)]),
  );
}

function plainValue(value: unknown): unknown {
  if (typeof value === 'string') return INSTANT.test(value) ? instantOf(value) : value;
  if (Array.isArray(value)) return value.map(plainValue);
  return typeof value === 'object' && value !== null ? plainRow(value as Row) : value;
}

/** `2026-11-17T14:01:00.000+0000` as RFC 3339 UTC. */
export function instantOf(value: string): string {
  const time = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(time) ? value : new Date(time).toISOString();
}

function normalise(record: Row, object: string, shapes: OrgShapes): Row {
  const row: Row = {};
  for (const [field, value] of Object.entries(record)) {
    if (field === 'attributes') continue;
    const isInstant = typeof value === 'string' && shapes[object]?.[field]?.type === 'datetime';
    row[field] = isInstant ? instantOf(value) : value;
  }
  return row;
}

/** Statements of one name and the same SELECT become one, while it stays short: fewer of the five a request. */
export function joinQueries<Name extends string>(queries: Query<Name>[]): Query<Name>[] {
  const joined: Query<Name>[] = [];
  for (const query of queries) {
    const last = joined.at(-1);
    const [head = '', where = ''] = atWhere(query.soql);
    const [lastHead, lastWhere = ''] = last ? atWhere(last.soql) : [];
    if (last && head === lastHead && lastWhere.length + where.length < 90_000)
      last.soql = `${head}${lastWhere} OR (${where})`;
    else joined.push({ ...query, soql: `${head}(${where})` });
  }
  return joined;
}

function atWhere(soql: string): [string, string] {
  const at = soql.indexOf(' WHERE ') + ' WHERE '.length;
  return [soql.slice(0, at), soql.slice(at)];
}
