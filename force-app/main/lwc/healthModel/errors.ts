import type { Affected, ErrorList, ErrorType } from './types';

/** The org's words where all that is known of a type says the same: then they stand once, over the records. */
export function sharedMessage({ conversations }: ErrorType): string | undefined {
  const [first, ...rest] = conversations;
  return first && rest.every(({ message }) => message === first.message) ? first.message : undefined;
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
