import { byDue, dateOf, nodesOf, toCommitment, toPerson, valueOf, wordsOf } from 'c/conversationModel';
import type {
  Commitment,
  ContactRoleNode,
  ConversationRowNode,
  Field,
  OpportunityAnswer,
  OpportunityNode,
  ParticipantNode,
  SuggestionNode,
  Viewer,
} from 'c/conversationModel';
import { toPage, topicsOf } from './list';
import type { ListPage, PersonChoice, Topic } from './list';

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
  readonly people: DealPerson[];
  /** How many they are, counted fast: one with two addresses may count twice. */
  heads: number;
  /** Contact roles of people who took part in none. */
  readonly silentRoles: number;
  readonly topics: Topic[];
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
  const roles = deal?.OpportunityContactRoles ? nodesOf(deal.OpportunityContactRoles) : undefined;
  // hundreds of rows that the first conversation does not wait for
  let heard: DealPerson[] | undefined;
  let found: Topic[] | undefined;
  return {
    total: page.total,
    recent: recent?.totalCount ?? 0,
    lastAt: last ? valueOf(last.Started_At__c) : undefined,
    changes: deal && last ? changesSince(deal, last, viewer, now) : [],
    commitments: byDue(nodesOf(commitments).map(toCommitment)),
    heads: new Set(nodesOf(people).map(whoIs).filter(Boolean)).size,
    get people() {
      return (heard ??= peopleOf(nodesOf(people), roles));
    },
    get silentRoles() {
      const contacts = new Set(this.people.map(({ contactId }) => contactId));
      return new Set(roles?.map(({ ContactId }) => valueOf(ContactId)).filter((id) => id && !contacts.has(id))).size;
    },
    get topics() {
      return (found ??= topicsOf(nodesOf(index)));
    },
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

/** One entry a person, however often they took part; `roles` is undefined where the viewer can't read them. */
export function peopleOf(participants: ParticipantNode[], roles: ContactRoleNode[] | undefined): DealPerson[] {
  const roleOf = new Map(
    (roles ?? []).map((role) => [valueOf(role.ContactId), { id: role.Id, words: wordsOf(role.Role) }]),
  );
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
      where: whereOf(node),
      role: roles && contactId ? (roleOf.get(contactId) ?? {}) : undefined,
      in: new Set<string>(),
    };
    entry.in.add(valueOf(node.Conversation__c) ?? node.Id);
    found.set(key, entry);
  }
  return [...found.values()]
    .map(({ in: conversations, ...person }) => ({ ...person, conversations: conversations.size }))
    .sort((a, b) => b.conversations - a.conversations || a.name.localeCompare(b.name));
}

/** Tells a participant from others best, first. */
const TELLING = ['Contact__c', 'Lead__c', 'User__c', 'Email__c', 'Phone__c', 'Name'] as const;

function whoIs(node: ParticipantNode): string | undefined {
  const known = TELLING.find((field) => valueOf(node[field]));
  return known && valueOf(node[known]);
}

/** What finds the same person among the participants of any conversation. */
function whereOf(node: ParticipantNode): object {
  const known = TELLING.find((field) => valueOf(node[field])) ?? 'Name';
  return { [known]: { eq: valueOf(node[known]) ?? '' } };
}
