import type { ConversationSummary } from 'c/conversationModel';
import type { ListPage, OtherRow } from 'c/listModel';
import { foldThreads, mergeRows } from './rows';

/** What has been read of a list. */
export interface Pages {
  base: ListPage;
  /** What followed it. */
  extra?: ListPage;
}

export const NOTHING: ListPage = { rows: [], total: 0 };

/** All that stands in the list so far, a row a thread, with the others in their places and without those that are gone. */
export function listed(
  pages: Pages,
  others: readonly OtherRow[],
  goneIds: readonly string[],
  threads: ListPage['threads'],
): ConversationSummary[] {
  const { base, extra } = pages;
  const all = mergeRows(joined(base.rows, extra?.rows ?? []), others, cursorOf(pages) !== undefined);
  return foldThreads(
    all.filter(({ id }) => !goneIds.includes(id)),
    threads,
  );
}

/** Where the next page begins; undefined after the last one. */
export function cursorOf({ base, extra }: Pages): string | undefined {
  return (extra ?? base).cursor;
}

export function followedBy({ base, extra }: Pages, page: ListPage): Pages {
  return { base, extra: { ...page, rows: joined(extra?.rows ?? [], page.rows) } };
}

/** A conversation that a page repeats, because others came meanwhile, stands once. */
function joined(rows: readonly ConversationSummary[], more: readonly ConversationSummary[]): ConversationSummary[] {
  const known = new Set(rows.map(({ id }) => id));
  return [...rows, ...more.filter(({ id }) => !known.has(id))];
}
