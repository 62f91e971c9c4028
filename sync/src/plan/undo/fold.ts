/** What receipts say was written, record by record: what stood there first, and what the service left there last. */
import { same } from '../difference.ts';
import type { FieldValue, Receipt, ReceiptEntry } from '../types.ts';

export interface WrittenField {
  first: FieldValue;
  last: FieldValue;
  /** What the service put there first. */
  made: FieldValue;
}

export interface WrittenRecord {
  object: string;
  /** 18 characters; unknown where a run was interrupted before its receipt. */
  id?: string;
  /** The value of its external Id. */
  key?: string;
  /** The service made it. */
  created: boolean;
  /** The service deleted it, and has not made it again since. */
  deleted: boolean;
  /** Somebody changed it between two runs. */
  touched?: true;
  fields: Map<string, WrittenField>;
}

/** Names of what an undo did to a field; `left` means that nothing was written. */
export const UNDO_RULES = { restored: 'restored', removed: 'removed', left: 'left' } as const;

/** A field that every new record of an object gets and no later write changes from empty: it tells a new one. */
const AT_CREATION: Record<string, string> = {
  Conversation__c: 'Kind__c',
  Conversation_Moment__c: 'Type__c',
  Conversation_Participant__c: 'Side__c',
  Conversation_Suggestion__c: 'Field__c',
};

export function isCreation({ object, operation, fields, existed }: ReceiptEntry): boolean {
  if (existed) return false;
  if (operation !== 'upsert') return operation === 'create';
  const telling = AT_CREATION[object];
  // an activity that is there is updated by its Id; only a new one goes by its key
  if (telling === undefined) return object === 'Task' || object === 'Event';
  return fields.some(({ field, before }) => field === telling && before === null);
}

/** `receipts` from the oldest to the newest. Only what the org took counts. */
export function foldReceipts(receipts: Receipt[]): WrittenRecord[] {
  const records: WrittenRecord[] = [];
  const byId = new Map<string, WrittenRecord>();
  const byKey = new Map<string, WrittenRecord>();
  for (const entry of receipts.flatMap(({ entries }) => entries)) {
    if (entry.outcome !== 'written') continue;
    const { object, id, key, operation } = entry;
    const name = key === undefined ? undefined : `${object} ${key}`;
    const named = byKey.get(name ?? '');
    // under one key there may be one record after another
    const isSame = named && (!named.id || !id || named.id === id || named.deleted);
    let record = byId.get(id ?? '') ?? (isSame ? named : undefined);
    if (!record) {
      record = { object, created: isCreation(entry), deleted: false, fields: new Map() };
      // a new activity gets its key by the upsert itself, which lists no field for it
      if (record.created && key !== undefined && (object === 'Event' || object === 'Task'))
        record.fields.set('Conversation_Key__c', { first: null, last: key, made: key });
      records.push(record);
    }
    if (id) {
      record.id = id;
      byId.set(id, record);
    }
    if (name) {
      record.key = key;
      byKey.set(name, record);
    }
    record.deleted = operation === 'delete';
    if (entry.touched) record.touched = true;
    for (const { field, before, after, rule } of entry.fields) {
      // made again under its key, a row has it again: no creation lists that field
      if (rule === UNDO_RULES.left || (rule === 'gone' && field === 'Key__c')) continue;
      const known = record.fields.get(field);
      if (known) {
        // what a person put there between two runs is what stood there first
        if (!same(before, known.last)) known.first = before;
        known.last = after;
      } else record.fields.set(field, { first: before, last: after, made: after });
    }
  }
  return records;
}

/** Receipts since the last undo that the org took wholly, from the oldest to the newest. `receipts` newest first. */
export function sinceLastUndo(receipts: Receipt[]): Receipt[] {
  const end = receipts.findIndex(
    ({ action, outcome }) => action === 'undo' && outcome !== 'failed' && outcome !== 'planned',
  );
  return (end < 0 ? receipts : receipts.slice(0, end)).toReversed();
}
