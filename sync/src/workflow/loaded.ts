/** What `load` gives to templates: a conversation and its links, under the names that admins know. No transcript, no quotes. */
import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { toId18 } from '../match/ids.ts';
import type { Match } from '../match/types.ts';
import type { Trigger } from './definition.ts';
import type { Json } from './liquid.ts';

export interface LoadInput {
  conversation: Conversation;
  match: Match;
  /** The rep whose conversation it is, as the org has them. */
  owner?: { id: string; name?: string; email?: string; timeZone?: string };
  /** The org's own time zone, where the rep's is not known. */
  timeZone?: string;
  conversationId?: string;
}

const NAMES = { call: 'call', meeting: 'meeting', email: 'email', chat: 'chat' } as const;

/** Whom a provider's words about a record are for. */
const SERVICE = 'SALESFORCE';

/** When a conversation was over: RFC 3339 UTC. */
export function endOf({ startedAt, endedAt, durationSec }: Conversation): string {
  if (endedAt) return endedAt;
  return new Date(Date.parse(startedAt) + (durationSec ?? 0) * 1000).toISOString();
}

/** What a conversation that is ready sets off; undefined where nothing does. */
export function triggerOf(conversation: Conversation): Trigger | undefined {
  const { kind, status = 'ready', direction } = conversation;
  if (status !== 'ready') return undefined;
  if (kind === 'call') return 'CALL_ENDED';
  if (kind === 'meeting') return 'MEETING_ENDED';
  return kind === 'email' && direction === 'inbound' ? 'EMAIL_RECEIVED' : undefined;
}

/** The members that `load` adds to `json`. */
export function loaded({ conversation, match, owner, timeZone, conversationId }: LoadInput): Json {
  const { kind, title, summary, startedAt, durationSec, link, language, direction, provider } = conversation;
  const opportunityId = match.opportunityId ? toId18(match.opportunityId) : null;
  const ids = (object: 'contactId' | 'leadId') =>
    [...new Set([match[object], ...match.people.map((person) => person[object])])].filter((id) => id !== undefined);
  const parties = conversation.parties.map(({ role, name, email, phone }, position) => {
    const person = match.people.find(({ party }) => party === position);
    const { contactId = null, leadId = null, accountId = null, userId = null } = person ?? {};
    return {
      role,
      name: name ?? null,
      email: email ?? null,
      phone: phone ?? null,
      contactId,
      leadId,
      accountId,
      userId,
    };
  });
  const linked = (type: string, list: (string | undefined)[]) =>
    list.flatMap((id) => (id ? [{ type, service: SERVICE, externalId: toId18(id) }] : []));
  const said = {
    key: keyOf(conversation),
    ...{ kind, provider: provider ?? null, title: title ?? null, summary: summary ?? null },
    ...{ startedAt, endedAt: endOf(conversation), durationSec: durationSec ?? null },
    ...{ link: link ?? null, language: language ?? null, direction: direction ?? null },
    owner: {
      ...{ id: owner?.id ?? match.assigneeId ?? match.ownerId ?? null, name: owner?.name ?? null },
      email: owner?.email ?? conversation.owner?.email ?? null,
    },
    parties,
    actionItems: conversation.actionItems.map((item) => ({
      ...{ title: item.text, description: '', dueDate: item.due ?? null, owner: item.owner ?? null },
    })),
    nextSteps: conversation.nextSteps,
    topics: conversation.topics.map(({ name }) => name),
    tags: conversation.tags,
    salesforceOpportunityId: opportunityId,
    salesforceAccountId: match.accountId ?? null,
    salesforceContactId: match.contactId ?? null,
    salesforceLeadId: match.leadId ?? null,
    salesforceConversationId: conversationId ?? null,
    externalServiceObjects: [
      ...linked('DEAL', [match.opportunityId]),
      ...linked('ACCOUNT', [match.accountId]),
      ...linked('CONTACT', ids('contactId')),
      ...linked('LEAD', ids('leadId')),
    ],
  };
  return {
    [NAMES[kind]]: said,
    conversation: said,
    opportunityId,
    dealRoom: { salesforceOpportunityId: opportunityId },
    timeZone: owner?.timeZone ?? timeZone ?? 'UTC',
  };
}
