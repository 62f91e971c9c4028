import { toCommitment, toPerson, toSummary } from './card';
import type { Commitment, ConversationSummary } from './card';
import { dateOf } from './format';
import type { Viewer } from './format';
import { nodesOf, valueOf, wordsOf } from './nodes';
import type {
  ContactRoleNode,
  ConversationRowNode,
  Field,
  OpportunityAnswer,
  OpportunityNode,
  ParticipantNode,
} from './nodes';

export interface DealChange {
  field: 'stage' | 'amount' | 'closeDate';
  then: string;
  now: string;
}
export interface DealPerson {
  id: string;
  name: string;
  conversations: number;
  contactId?: string;
  leadId?: string;
  /** The role's words; `none` for a contact without one; absent where roles can't be read or the person is no contact. */
  role?: { words?: string };
}
export interface DealStory {
  total: number;
  lastAt?: string;
  changes: DealChange[];
  commitments: Commitment[];
  people: DealPerson[];
  rows: ConversationSummary[];
  hasMore: boolean;
}

export function toDealStory(answer: OpportunityAnswer, viewer: Viewer, now: number): DealStory {
  const { opportunity, latest, list, commitments, people } = answer.uiapi.query;
  const deal = nodesOf(opportunity)[0];
  const last = nodesOf(latest)[0];
  const rows = nodesOf(list).map(toSummary);
  return {
    total: latest?.totalCount ?? rows.length,
    lastAt: last ? valueOf(last.Started_At__c) : undefined,
    changes: deal && last ? changesSince(deal, last, viewer, now) : [],
    commitments: byDue(nodesOf(commitments).map(toCommitment)),
    people: peopleOf(
      nodesOf(people),
      deal?.OpportunityContactRoles ? nodesOf(deal.OpportunityContactRoles) : undefined,
    ),
    rows,
    hasMore: list?.pageInfo?.hasNextPage ?? false,
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

/** Soonest due first, the undated last. */
export function byDue(items: Commitment[]): Commitment[] {
  return [...items].sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

/** One entry a person, however often they took part; `roles` is undefined where the viewer can't read them. */
export function peopleOf(participants: ParticipantNode[], roles: ContactRoleNode[] | undefined): DealPerson[] {
  const roleOf = new Map((roles ?? []).map((role) => [valueOf(role.ContactId), wordsOf(role.Role)]));
  const found = new Map<string, DealPerson & { in: Set<string> }>();
  for (const node of participants) {
    const person = toPerson(node);
    const contactId = valueOf(node.Contact__c);
    const key = person.record?.id ?? person.email?.toLowerCase() ?? person.phone ?? person.name.toLowerCase();
    if (!key) continue;
    const entry = found.get(key) ?? {
      id: person.id,
      name: person.name,
      conversations: 0,
      contactId,
      leadId: valueOf(node.Lead__c),
      role: roles && contactId ? { words: roleOf.get(contactId) } : undefined,
      in: new Set<string>(),
    };
    entry.in.add(valueOf(node.Conversation__c) ?? node.Id);
    found.set(key, entry);
  }
  return [...found.values()]
    .map(({ in: conversations, ...person }) => ({ ...person, conversations: conversations.size }))
    .sort((a, b) => b.conversations - a.conversations || a.name.localeCompare(b.name));
}
