/** A run that ended between the org's write and its receipt: what it had written is told on the receipt of the next. */
import type { Match, Snapshot } from '../match/types.ts';
import { same } from './difference.ts';
import type { Plan, PlannedField, PlannedWrite, Receipt, ReceiptEntry } from './types.ts';

/** What a run is about to write; kept before it does. */
export interface Intent {
  match: Match;
  writes: PlannedWrite[];
  /** What runs before it wrote and no receipt says yet. */
  done: ReceiptEntry[];
  /** When it began to write. */
  at?: string;
}

const REMARK = 'An earlier run was interrupted before its receipt was kept: this one says what both wrote.';

function isSameRecord(a: PlannedWrite, b: PlannedWrite): boolean {
  return a.object === b.object && (a.key ? a.key.value === b.key?.value : a.id === b.id);
}

/**
 * The fields of an intent that the org has taken since: by its rows where they were read, else by what a plan that was
 * made afterwards no longer asks for.
 */
export function writtenSince({ writes, done }: Intent, plan: Plan, snapshot?: Snapshot): ReceiptEntry[] {
  const found = writes.flatMap((write): ReceiptEntry[] => {
    const { object, operation, key } = write;
    const rows = snapshot && rowsOf(snapshot, object);
    const row = rows && rowOf(write, rows, snapshot);
    const fields = rows ? fieldsTaken(write, row) : fieldsNotAskedFor(write, plan);
    const id = write.id ?? row?.Id;
    if (fields.length === 0) return [];
    return [
      {
        ...{ object, operation, ...(id ? { id } : {}), ...(key ? { key: key.value } : {}), fields },
        ...(write.touched ? { touched: true as const } : {}),
        ...(write.id && operation === 'upsert' ? { existed: true as const } : {}),
        outcome: 'written',
      },
    ];
  });
  return [...done, ...found];
}

type Rows = readonly ({ Id: string } & Record<string, unknown>)[];

function rowsOf(snapshot: Snapshot, object: string): Rows | undefined {
  const lists: Record<string, Rows | undefined> = {
    ...{ Event: snapshot.events, Task: snapshot.tasks, Conversation__c: snapshot.conversations },
    ...{ Conversation_Moment__c: snapshot.moments, Conversation_Participant__c: snapshot.participants },
    ...{ Conversation_Suggestion__c: snapshot.suggestions, ContentNote: snapshot.notes?.map((note) => ({ ...note })) },
    ...{ Account: snapshot.accounts, Contact: snapshot.contacts, Lead: snapshot.leads },
    Opportunity: snapshot.opportunities,
  };
  return lists[object];
}

/** A note has no key: the conversation's own record holds its Id. */
function rowOf({ object, id, key }: PlannedWrite, rows: Rows, { conversations }: Snapshot) {
  if (id) return rows.find((row) => row.Id === id);
  if (object !== 'ContentNote') return rows.find((row) => key !== undefined && row[key.field] === key.value);
  const noteId = conversations.find(({ Key__c }) => Key__c === key?.value)?.Note_Id__c;
  return rows.find((row) => row.Id === noteId);
}

function fieldsTaken({ operation, fields }: PlannedWrite, row: Rows[number] | undefined): PlannedField[] {
  if (operation === 'delete') return row ? [] : fields;
  // what is not read again was written with the rest of the record
  return row ? fields.filter(({ field, after }) => !Object.hasOwn(row, field) || same(row[field], after)) : [];
}

function fieldsNotAskedFor(write: PlannedWrite, plan: Plan): PlannedField[] {
  const open = plan.writes.find((other) => isSameRecord(write, other));
  const isMissing = open !== undefined && (open.operation === 'delete' || (open.operation === 'upsert' && !open.id));
  if (isMissing) return [];
  return write.fields.filter(({ field, after }) => {
    const still = open?.fields.find((other) => other.field === field);
    return still === undefined || same(still.before, after);
  });
}

/** `remark` says why one run did not do it all; without it, the run before ended too soon. */
export function withInterrupted(receipt: Receipt, done: ReceiptEntry[], remark?: string): Receipt {
  const remarks = [...receipt.remarks, ...(remark ? [remark] : done.length > 0 ? [REMARK] : [])];
  if (done.length === 0) return { ...receipt, remarks };
  return {
    ...receipt,
    outcome: receipt.outcome === 'unchanged' ? 'written' : receipt.outcome,
    entries: [...done, ...receipt.entries],
    remarks,
  };
}
