import type { ConversationSummary } from 'c/conversationModel';
import type { ListPage } from 'c/listModel';

/** What has been read of a list. */
export interface Pages {
  base: ListPage;
  /** What followed it. */
  extra?: ListPage;
}

export function rowsOf({ base, extra }: Pages): ConversationSummary[] {
  return joined(base.rows, extra?.rows ?? []);
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
