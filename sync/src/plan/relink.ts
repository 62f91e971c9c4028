/** The activity that a conversation leaves: what is ours goes with the conversation, what a person wrote stays. */
import type { EventRow, MatchChoice, Snapshot, TaskRow } from '../match/types.ts';
import { undoActivity } from './undo/activity.ts';
import type { WrittenRecord } from './undo/fold.ts';
import type { Row, UndoOrg } from './undo/types.ts';
import type { PlannedWrite } from './types.ts';

export interface LeftActivity {
  object: 'Event' | 'Task';
  id: string;
}

/** Activities that carry a conversation's key while the conversation is linked to another, or by choice to none. */
export function leftActivities(
  snapshot: Pick<Snapshot, 'events' | 'tasks' | 'conversations'>,
  key: string,
  choice?: MatchChoice,
): LeftActivity[] {
  const linked = choice?.activity === undefined ? linkedNow(snapshot, key) : (choice.activity?.id ?? null);
  if (linked === undefined) return [];
  const carriers = (object: LeftActivity['object'], rows: (EventRow | TaskRow)[]): LeftActivity[] =>
    rows.filter((row) => row.Conversation_Key__c === key && row.Id !== linked).map(({ Id }) => ({ object, id: Id }));
  return [...carriers('Event', snapshot.events), ...carriers('Task', snapshot.tasks)];
}

/** Undefined where nothing tells: an activity that is gone, or emptied, leaves the one with the key the link. */
function linkedNow({ conversations, events, tasks }: Parameters<typeof leftActivities>[0], key: string) {
  const id = conversations.find(({ Key__c }) => Key__c === key)?.Activity_Id__c;
  const isThere = typeof id === 'string' && [...events, ...tasks].some(({ Id }) => Id === id);
  return isThere ? id : undefined;
}

/** The write that lets go of an activity, and what it leaves as it is, in words. */
export function releaseActivity(
  left: LeftActivity,
  key: string,
  written: WrittenRecord | undefined,
  row: Row | undefined,
  org: UndoOrg,
): { write?: PlannedWrite; remarks: string[] } {
  const record: WrittenRecord = written ?? { ...left, created: false, deleted: false, fields: new Map() };
  const step = undoActivity({ ...record, id: left.id }, row, key, org);
  const what = `The ${left.object.toLowerCase()} ${left.id} that it was linked to before`;
  const remarks = [
    ...(step.note ? [`${what} stays. ${step.note}`] : []),
    ...(step.write?.operation === 'delete' ? [`${what} was made for it and untouched since: it was deleted.`] : []),
    ...[...step.left, ...(step.entry?.fields ?? [])].flatMap(({ evidence }) =>
      evidence ? [`${what}: ${evidence}`] : [],
    ),
  ];
  // one that was made for it and stays was somebody's by then: an undo later on has to know
  const isKept = record.created && step.write?.operation === 'update' ? { touched: true as const } : {};
  return { ...(step.write ? { write: { ...step.write, release: true, ...isKept } } : {}), remarks };
}
