import { namesOf, nodesOf, toSummary, valueOf } from 'c/conversationModel';
import type { Connection, ConversationRowNode, ConversationSummary } from 'c/conversationModel';

export interface ListPage {
  rows: ConversationSummary[];
  /** How many there are, on this page and beyond. */
  total: number;
  /** Where the next page begins; absent after the last one. */
  cursor?: string;
  /** How many emails each thread has, by its key. */
  threads?: ReadonlyMap<string, number>;
}
export interface Topic {
  name: string;
  /** Ids of the conversations about it. */
  ids: string[];
}
/** What was chosen; an empty text stands for everything. */
export interface ListFilters {
  kind: string;
  topic: string;
  person: string;
  text: string;
}
/** A person as a filter: `where` finds them among a conversation's participants. */
export interface PersonChoice {
  id: string;
  name: string;
  conversations: number;
  where: object;
}
/** A conversation that the org's paged list leaves out: filtered and put into its place here. */
export interface OtherRow extends ConversationSummary {
  tags: string[];
}

/** `index` are all that the list pages through. */
export function toPage(
  list: Connection<ConversationRowNode> | null | undefined,
  index?: Connection<ConversationRowNode> | null,
): ListPage {
  const rows = nodesOf(list).map(toSummary);
  const { hasNextPage, endCursor } = list?.pageInfo ?? {};
  return {
    rows,
    total: list?.totalCount ?? rows.length,
    cursor: (hasNextPage && endCursor) || undefined,
    threads: threadsOf(index),
  };
}

function threadsOf(index: Connection<ConversationRowNode> | null | undefined): ListPage['threads'] {
  const threads = new Map<string, number>();
  for (const { Thread_Key__c } of nodesOf(index)) {
    const key = valueOf(Thread_Key__c);
    if (key) threads.set(key, (threads.get(key) ?? 0) + 1);
  }
  return threads.size > 0 ? threads : undefined;
}

/** One row a thread, where its newest email stands; it needs review where one of them does. */
export function foldThreads(
  rows: readonly ConversationSummary[],
  threads: ListPage['threads'] = new Map(),
): ConversationSummary[] {
  const folded = new Map<string, ConversationSummary>();
  for (const row of rows) {
    const key = row.threadKey ? `thread ${row.threadKey}` : row.id;
    const head = folded.get(key) ?? row;
    if (!row.threadKey) folded.set(key, row);
    else
      folded.set(key, {
        ...head,
        emails: head === row ? 1 : (head.emails ?? 0) + 1,
        needsReview: head.needsReview || row.needsReview,
      });
  }
  const sizeOf = ({ threadKey = '', emails = 0 }: ConversationSummary) => Math.max(threads.get(threadKey) ?? 0, emails);
  return [...folded.values()].map((row) => (row.emails ? { ...row, emails: sizeOf(row) } : row));
}

/** What tells a row from others and stays when its thread gets another email. */
export function rowKeyOf({ id, emails, threadKey }: ConversationSummary): string {
  return emails && threadKey ? threadKey : id;
}

/** Twice as many are read as are shown: replies fold away, and what *Show more* adds is there. */
export function readOf(rows: number): number {
  return 2 * rows;
}

export function toOtherRow(node: ConversationRowNode): OtherRow {
  return { ...toSummary(node), tags: namesOf(node.Tags__c) };
}

/** Those whose participants fit, as a semi-join: the org allows it at the top of a filter only. */
export function takingPart(participant: object): object {
  return { Id: { inq: { Conversation_Participant__c: participant, ApiName: 'Conversation__c' } } };
}

/** Newest first; what is older than the last row shown waits until the list has come so far. */
export function mergeRows(
  rows: readonly ConversationSummary[],
  others: readonly ConversationSummary[],
  hasMore: boolean,
): ConversationSummary[] {
  const at = ({ startedAt }: ConversationSummary) => startedAt ?? '';
  const known = new Set(rows.map(({ id }) => id));
  const last = rows.at(-1);
  const due = others.filter((row) => !known.has(row.id) && (!hasMore || !last || at(row) >= at(last)));
  return due.length === 0 ? [...rows] : [...rows, ...due].sort((a, b) => at(b).localeCompare(at(a)));
}

const RECENT_DAYS = 90;

/** Those of the last 90 days, today included. */
export function sinceRecent(scope: object): object {
  return { and: [scope, { Started_At__c: { gte: { range: { last_n_days: RECENT_DAYS } } } }] };
}

/** As many rows as App Builder allows, whatever it was given. */
export function rowsOf(pageSize: unknown): number {
  return Math.min(50, Math.max(1, Math.floor(Number(pageSize) || 5)));
}
