import { byDue, dateOf, nodesOf, toCommitment, valueOf, wordsOf } from 'c/conversationModel';
import type {
  Commitment,
  ConversationRowNode,
  Field,
  OpportunityAnswer,
  OpportunityNode,
  ParticipantNode,
  SuggestionNode,
  Viewer,
} from 'c/conversationModel';
import { toPage } from './list';
import type { ListPage, PersonChoice } from './list';

export interface DealChange {
  field: 'stage' | 'amount' | 'closeDate';
  then: string;
  now: string;
}
export interface DealPerson extends PersonChoice {
  contactId?: string;
  leadId?: string;
  /** Their contact role, without an id where they have none; absent where roles can't be read or they are no contact. */
  role?: { id?: string; words?: string };
}
export interface DealStory {
  total: number;
  /** How many of the last 90 days. */
  recent: number;
  lastAt?: string;
  changes: DealChange[];
  commitments: Commitment[];
  /** How many they are, counted fast: one with two addresses may count twice. */
  heads: number;
  /** As the org answers them: the part that shows them is loaded where there are some. */
  suggestions: SuggestionNode[];
  /** The last conversations with topics, newest first. */
  trend: ConversationRowNode[];
  page: ListPage;
}

export function toDealStory(answer: OpportunityAnswer, viewer: Viewer, now: number): DealStory {
  const { opportunity, list, recent, index, commitments, suggestions, trend, people } = answer.uiapi.query;
  const deal = nodesOf(opportunity)[0];
  const last = nodesOf(list)[0];
  const page = toPage(list, index);
  return {
    total: page.total,
    recent: recent?.totalCount ?? 0,
    lastAt: last ? valueOf(last.Started_At__c) : undefined,
    changes: deal && last ? changesSince(deal, last, viewer, now) : [],
    commitments: byDue(nodesOf(commitments).map(toCommitment)),
    heads: new Set(nodesOf(people).map(whoIs).filter(Boolean)).size,
    suggestions: nodesOf(suggestions),
    trend: nodesOf(trend).filter((node) => valueOf(node.Topics__c)),
    page,
  };
}

/** Only what differs, and only where both then and now are known. */
export function changesSince(
  deal: OpportunityNode,
  last: ConversationRowNode,
  viewer: Viewer,
  now: number,
): DealChange[] {
  const changes: DealChange[] = [];
  const compare = <T extends string | number>(
    field: DealChange['field'],
    then: Field<T> | undefined,
    current: Field<T> | undefined,
    words: (value: Field<T>) => string,
  ) => {
    const before = valueOf(then);
    const after = valueOf(current);
    if (then && current && before !== undefined && after !== undefined && before !== after)
      changes.push({ field, then: words(then), now: words(current) });
  };
  const yearOf = (field: Field<string> | undefined) => valueOf(field)?.slice(0, 4);
  const withYear = yearOf(last.Close_Date_Then__c) !== yearOf(deal.CloseDate);
  const day = (field: Field<string>) => dateOf(valueOf(field) ?? '', viewer, now, withYear);
  compare('stage', last.Stage_Then__c, deal.StageName, (field) => wordsOf(field) ?? '');
  compare('amount', last.Amount_Then__c, deal.Amount, (field) => wordsOf(field) ?? '');
  compare('closeDate', last.Close_Date_Then__c, deal.CloseDate, day);
  return changes;
}

/** Tells a participant from others best, first. */
export const TELLING = ['Contact__c', 'Lead__c', 'User__c', 'Email__c', 'Phone__c', 'Name'] as const;

function whoIs(node: ParticipantNode): string | undefined {
  const known = TELLING.find((field) => valueOf(node[field]));
  return known && valueOf(node[known]);
}
