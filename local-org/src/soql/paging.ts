/** Pages of an answer, and of the child lists in it: a page holds so many records, children counted. */
import type { QueryRecord } from './render.ts';

/**
 * How the answer is cut into pages.
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/headers_queryoptions.htm — child records count.
 */
export interface Paging {
  /** API version in the addresses. */
  version: string;
  /** Records a page, child records among them. */
  size: number;
  /** The address of what follows the first `taken` records of a list; `path` is the way to its relationship. */
  more: (path: string[], ids: string[], taken: number) => string;
}

/** One parent's children, as an answer shows them. */
interface ChildList {
  totalSize: number;
  done: boolean;
  nextRecordsUrl?: string;
  records: QueryRecord[];
}

/** A query or a subquery of it: where it stands, and the subqueries beneath it by the key of their relationship. */
export interface Level {
  readonly path: string[];
  readonly paging: Paging;
  readonly children: { key: string; select: Level }[];
}

/** The first records that fit a page with their children; of one that is larger than a page, its first children. */
export function fitting(level: Level, records: QueryRecord[]): QueryRecord[] {
  if (level.children.length === 0) return records;
  let room = level.paging.size;
  const kept: QueryRecord[] = [];
  for (const record of records) {
    const size = sizeOf(level, record);
    if (kept.length > 0 && size > room) break;
    if (size > room) shorten(level, record, room - 1);
    room -= size;
    kept.push(record);
  }
  return kept;
}

function sizeOf(level: Level, record: QueryRecord): number {
  return level.children.reduce((sum, { key, select }) => {
    const list = record[key] as ChildList | null;
    return sum + (list?.records ?? []).reduce((below, child) => below + sizeOf(select, child), 0);
  }, 1);
}

function shorten(level: Level, record: QueryRecord, most: number): void {
  let room = most;
  for (const { key, select } of level.children) {
    const list = record[key] as ChildList | null;
    if (!list) continue;
    const kept = list.records.slice(0, Math.max(0, room));
    room -= kept.length;
    if (kept.length < list.records.length) record[key] = cut(select, list, kept);
  }
}

function cut(level: Level, { totalSize, nextRecordsUrl, records }: ChildList, kept: QueryRecord[]): ChildList {
  const next = nextRecordsUrl
    ? nextRecordsUrl.replace(/-\d+$/, `-${kept.length}`)
    : level.paging.more(level.path, records.map(idOf), kept.length);
  return { totalSize, done: false, nextRecordsUrl: next, records: kept };
}

/** One parent's children: their first page, and the way to the rest. */
export function listed(level: Level, children: QueryRecord[] | undefined): ChildList | null {
  if (!children) return null;
  const list = { totalSize: children.length, done: true, records: children };
  return children.length <= level.paging.size ? list : cut(level, list, children.slice(0, level.paging.size));
}

export function idOf({ attributes }: QueryRecord): string {
  return attributes.url!.slice(attributes.url!.lastIndexOf('/') + 1);
}
