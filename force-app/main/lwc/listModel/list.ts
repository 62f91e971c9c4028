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
/** What a list's filters tell. */
export interface Chosen {
  filters: ListFilters;
  /** As the org filters; absent where nothing is chosen. */
  where?: object;
  /** Of those that the scope leaves out. */
  others: readonly OtherRow[];
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

const RECENT_DAYS = 90;

/** Those of the last 90 days, today included. */
export function sinceRecent(scope: object): object {
  return { and: [scope, { Started_At__c: { gte: { range: { last_n_days: RECENT_DAYS } } } }] };
}

/** As many rows as App Builder allows, whatever it was given. */
export function rowsOf(pageSize: unknown): number {
  return Math.min(50, Math.max(1, Math.floor(Number(pageSize) || 5)));
}
