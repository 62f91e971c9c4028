/** What a run leaves of the links in the org: the next one tells a person's change from its own by it. */
import type { SnapshotIndex } from '../match/snapshot-index.ts';
import type { Left, Match } from '../match/types.ts';
import type { FieldValue, PlannedWrite, ReceiptEntry } from './types.ts';

const id = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The links as they are, and as `writes` make them. */
export function leftAfter(match: Match, key: string, index: SnapshotIndex, writes: PlannedWrite[]): Left {
  const { object, id: activityId } = match.activity;
  const row = (object === 'Event' ? index.events : index.tasks).get(activityId ?? '');
  const activity = writes.find((write) => write.object === object && !write.release && write.operation !== 'delete');
  const record = writes.find((write) => write.object === 'Conversation__c');
  const after = (write: PlannedWrite | undefined, field: string, now: unknown): string | null => {
    const planned = write?.fields.find((each) => each.field === field);
    return id(planned ? planned.after : now);
  };
  const whatId = after(activity, 'WhatId', row?.WhatId);
  const isPlaced = activity?.fields.some(({ field }) => field === 'WhatId') || match.left?.placed === whatId;
  return {
    placed: isPlaced ? whatId : null,
    whatId,
    whoId: after(activity, 'WhoId', row?.WhoId),
    opportunityId: after(record, 'Opportunity__c', index.conversationByKey.get(key)?.Opportunity__c),
  };
}

const LINKS = [
  ['whatId', 'WhatId'],
  ['whoId', 'WhoId'],
  ['opportunityId', 'Opportunity__c'],
] as const;

/** The match with what the org took of it: a write that was refused, whole or for one field, left what was there. */
export function withLeft(match: Match, writes: PlannedWrite[], entries: ReceiptEntry[]): Match {
  if (!match.left) return match;
  const left = { ...match.left };
  writes.forEach((write, at) => {
    const entry = entries[at];
    if (write.release || !['Event', 'Task', 'Conversation__c'].includes(write.object)) return;
    for (const [name, field] of LINKS) {
      const planned = write.fields.find((each) => each.field === field);
      const isTaken = entry?.outcome === 'written' && entry.fields.some((each) => each.field === field);
      if (!planned || isTaken) continue;
      left[name] = id(planned.before satisfies FieldValue);
      if (name === 'whatId') left.placed = null;
    }
  });
  return { ...match, left };
}
