/** What stands in a list, of all that has been read. */
import type { ConversationSummary } from 'c/conversationModel';
import type { ListPage } from 'c/listModel';

/** Newest first; what is older than the last row shown waits until the list has come so far. */
export function mergeRows(
  rows: readonly ConversationSummary[],
  others: readonly ConversationSummary[],
  hasMore: boolean,
): readonly ConversationSummary[] {
  const at = ({ startedAt }: ConversationSummary) => startedAt ?? '';
  const known = new Set(rows.map(({ id }) => id));
  const last = rows.at(-1);
  const due = others.filter((row) => !known.has(row.id) && (!hasMore || !last || at(row) >= at(last)));
  return due.length === 0 ? rows : [...rows, ...due].sort((a, b) => at(b).localeCompare(at(a)));
}

/** One row a thread, where its newest email stands; it needs review where one of them does. */
export function foldThreads(rows: readonly ConversationSummary[], threads: ListPage['threads']): ConversationSummary[] {
  const folded = new Map<string, ConversationSummary>();
  for (const row of rows) {
    const key = row.threadKey ? `thread ${row.threadKey}` : row.id;
    const head = folded.get(key);
    const needsReview = head?.needsReview || row.needsReview;
    folded.set(key, row.threadKey ? { ...(head ?? row), emails: (head?.emails ?? 0) + 1, needsReview } : row);
  }
  return [...folded.values()].map((row) => {
    const { emails, threadKey = '' } = row;
    return emails ? { ...row, emails: Math.max(threads?.get(threadKey) ?? 0, emails) } : row;
  });
}
