import type { Affected, ErrorList, ErrorType } from './types';

export interface MessageGroup {
  /** The org's own words. */
  message: string;
  conversations: Affected[];
}

/** Conversations that were refused in the same words stand together, the newest first. */
export function groupsOf({ conversations, fix }: ErrorType): MessageGroup[] {
  const groups = new Map<string, Affected[]>();
  for (const each of conversations) {
    // The service puts its mend behind the org's words: the page shows that once, in the viewer's language.
    const message = each.message.endsWith(` — ${fix}`) ? each.message.slice(0, -` — ${fix}`.length) : each.message;
    groups.set(message, [...(groups.get(message) ?? []), each]);
  }
  return [...groups].map(([message, same]) => ({ message, conversations: same }));
}

export interface RecordLink {
  id: string;
  objectApiName: 'Conversation__c' | 'Event' | 'Task' | 'Opportunity';
}

/** The records that show an affected conversation; tasks have the key prefix 00T. */
export function linksOf({ conversationId, activityId, opportunityId }: Affected): RecordLink[] {
  return [
    ...(conversationId ? [{ id: conversationId, objectApiName: 'Conversation__c' } as const] : []),
    ...(activityId
      ? [{ id: activityId, objectApiName: activityId.startsWith('00T') ? 'Task' : 'Event' } as const]
      : []),
    ...(opportunityId ? [{ id: opportunityId, objectApiName: 'Opportunity' } as const] : []),
  ];
}

/** What somebody can mend first, then what goes on by itself; each as the service orders it. */
export function inOrder({ types }: ErrorList): ErrorType[] {
  return [...types.filter(({ retryable }) => retryable), ...types.filter(({ retryable }) => !retryable)];
}

/** What there is more of than at the time before: for saying so. */
export function newErrors(before: ErrorList | undefined, now: ErrorList): number {
  return before ? Math.max(0, now.total - before.total) : 0;
}
