/** What receipts know, completed by what the org says: Ids that no receipt knows, activities that carry the key. */
import { toId18 } from '../../match/ids.ts';
import type { OwnRow, Snapshot } from '../../match/types.ts';
import type { WrittenRecord } from './fold.ts';
import type { Row, UndoInput } from './types.ts';

/** Everything of a conversation that is to be taken back. */
export function recordsToUndo(written: WrittenRecord[], snapshot: Snapshot, key: string): WrittenRecord[] {
  return withCarriers(together(named(written, snapshot)), snapshot, key);
}

/** Rows beneath the conversation's own record. */
export function childrenOf({ moments, participants, suggestions }: Snapshot): UndoInput['children'] {
  const rows = (object: string, list: OwnRow[]) => list.map((row): { object: string; row: Row } => ({ object, row }));
  return [
    ...rows('Conversation_Moment__c', moments),
    ...rows('Conversation_Participant__c', participants),
    ...rows('Conversation_Suggestion__c', suggestions),
  ];
}

/** Ids that no receipt knows, because a run was interrupted: the org knows them by their keys. */
function named(written: WrittenRecord[], snapshot: Snapshot): WrittenRecord[] {
  const own: Record<string, OwnRow[]> = {
    Conversation__c: snapshot.conversations,
    Conversation_Moment__c: snapshot.moments,
    Conversation_Participant__c: snapshot.participants,
    Conversation_Suggestion__c: snapshot.suggestions,
  };
  const activities: Record<string, { Id: string; Conversation_Key__c: string | null }[]> = {
    Event: snapshot.events,
    Task: snapshot.tasks,
  };
  return written.map((record) => {
    if (record.id || !record.key) return record;
    const row =
      own[record.object]?.find(({ Key__c }) => Key__c === record.key) ??
      activities[record.object]?.find(({ Conversation_Key__c }) => Conversation_Key__c === record.key);
    return row ? { ...record, id: row.Id } : record;
  });
}

/** One record is one, although a receipt knew it by its key and the next by its Id. */
function together(records: WrittenRecord[]): WrittenRecord[] {
  const byId = new Map<string, WrittenRecord>();
  return records.flatMap((record) => {
    const known = byId.get(record.id ?? '');
    if (!known) {
      const copy = { ...record, fields: new Map(record.fields) };
      if (record.id) byId.set(record.id, copy);
      return [copy];
    }
    known.created ||= record.created;
    if (record.touched) known.touched = true;
    known.deleted = record.deleted;
    known.key ??= record.key;
    for (const [field, { first, last, made }] of record.fields)
      known.fields.set(field, { first, made, ...known.fields.get(field), last });
    return [];
  });
}

/** Activities that carry the key although no receipt says so: what is ours on them goes all the same. */
function withCarriers(written: WrittenRecord[], { events, tasks }: Snapshot, key: string): WrittenRecord[] {
  const known = new Set(written.map(({ id }) => id && toId18(id)));
  const carriers = (object: string, rows: { Id: string; Conversation_Key__c: string | null }[]) =>
    rows
      .filter(({ Id, Conversation_Key__c }) => Conversation_Key__c === key && !known.has(Id))
      .map(({ Id }): WrittenRecord => ({ object, id: Id, created: false, deleted: false, fields: new Map() }));
  return [...written, ...carriers('Event', events), ...carriers('Task', tasks)];
}
