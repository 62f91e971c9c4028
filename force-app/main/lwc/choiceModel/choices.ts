import { namesOf, nodesOf, toPerson, valueOf, wordsOf } from 'c/conversationModel';
import type { ContactRoleNode, ConversationRowNode, OpportunityAnswer, ParticipantNode } from 'c/conversationModel';
import { TELLING } from 'c/listModel';
import type { DealPerson, Topic } from 'c/listModel';

/** What is counted over all conversations of a deal. */
export interface DealChoices {
  topics: Topic[];
  people: DealPerson[];
  /** Contact roles of people who took part in none. */
  silentRoles: number;
}

export function choicesOf(answer: OpportunityAnswer): DealChoices {
  const { opportunity, index, people: participants } = answer.uiapi.query;
  const { OpportunityContactRoles: told } = nodesOf(opportunity)[0] ?? {};
  const roles = told ? nodesOf(told) : undefined;
  const people = peopleOf(nodesOf(participants), roles);
  const contacts = new Set(people.map(({ contactId }) => contactId));
  const silent = (roles ?? []).map(({ ContactId }) => valueOf(ContactId)).filter((id) => id && !contacts.has(id));
  return { topics: topicsOf(nodesOf(index)), people, silentRoles: new Set(silent).size };
}

/** The topics of these conversations, the most frequent first; the same word in other letters is the same topic. */
export function topicsOf(nodes: readonly ConversationRowNode[]): Topic[] {
  const found = new Map<string, Topic>();
  for (const node of nodes)
    for (const name of new Set(namesOf(node.Topics__c))) {
      const topic = found.get(name.toLowerCase()) ?? { name, ids: [] };
      if (topic.ids.at(-1) !== node.Id) topic.ids.push(node.Id);
      found.set(name.toLowerCase(), topic);
    }
  return [...found.values()].sort((a, b) => b.ids.length - a.ids.length || a.name.localeCompare(b.name));
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

/** What finds the same person among the participants of any conversation. */
function whereOf(node: ParticipantNode): object {
  const known = TELLING.find((field) => valueOf(node[field])) ?? 'Name';
  return { [known]: { eq: valueOf(node[known]) ?? '' } };
}
