/** One record of a plan on its way to the org: what is sent, and what its entry on the receipt says of the answer. */
import type { PlannedWrite, ReceiptEntry } from '../plan/types.ts';
import type { Place, RecordResult, RecordWrite, SObjectBody } from './record-write.ts';
import { mendOf } from './mends.ts';
import { noteContent } from './notes.ts';

export interface RecordJob {
  write: PlannedWrite;
  entry: ReceiptEntry;
}

export type Link = NonNullable<PlannedWrite['links']>[string];

/** How a lookup to another record of the same plan is sent: by its `Key__c`, or by the Id that an earlier stage gives it. */
export type Linked = 'byKey' | Place | undefined;

export function entryOf(write: PlannedWrite, outcome: ReceiptEntry['outcome']): ReceiptEntry {
  const { object, operation, id, key, fields } = write;
  return {
    ...{ object, operation, ...(id ? { id } : {}), ...(key ? { key: key.value } : {}), fields: [...fields] },
    ...(write.touched ? { touched: true as const } : {}),
    ...(id && operation === 'upsert' ? { existed: true as const } : {}),
    outcome,
  };
}

interface RecordOptions {
  linked: (link: Link) => Linked;
  /** What saving it locks beside itself. */
  lock?: string;
}

/** The record as JSON. */
export function recordOf({ write, entry }: RecordJob, { linked, lock }: RecordOptions): RecordWrite {
  const body: SObjectBody = {};
  const idsOf: Record<string, Place> = {};
  if (write.operation === 'upsert' && write.key) body[write.key.field] = write.key.value;
  for (const { field, after } of entry.fields)
    body[field] =
      write.object === 'ContentNote' && field === 'Content' && typeof after === 'string' ? noteContent(after) : after;
  for (const [field, link] of Object.entries(write.links ?? {})) {
    const place = linked(link);
    if (place === 'byKey') body[field.replace(/__c$/, '__r')] = { Key__c: link.key };
    else if (place) idsOf[field] = place;
  }
  return {
    object: write.object,
    operation: write.operation === 'create' ? 'upsert' : write.operation,
    ...(write.key && write.operation === 'upsert' ? { keyField: write.key.field } : {}),
    ...(write.id ? { id: write.id } : {}),
    body: write.operation === 'delete' ? {} : body,
    ...(Object.keys(idsOf).length > 0 ? { idsOf } : {}),
    ...(lock ? { lock } : {}),
  };
}

/** The org's answer on the entry: its Id, what was repaired or adopted, or its refusal with the mend. */
export function record({ entry }: RecordJob, result: RecordResult | undefined): void {
  if (result?.error) {
    // what is gone already need not be deleted
    const isGone = entry.operation === 'delete' && ['ENTITY_IS_DELETED', 'NOT_FOUND'].includes(result.error.code);
    entry.outcome = isGone ? 'skipped' : 'failed';
    entry.error = result.error;
    addNote(entry, isGone ? 'It was gone already.' : mendOf(result.error, entry.object));
    return;
  }
  entry.outcome = 'written';
  entry.id = result?.id ?? entry.id;
  addNote(entry, result?.adopted);
  for (const { field, after, what } of result?.repairs ?? []) {
    entry.fields = entry.fields.flatMap((planned) =>
      planned.field !== field ? [planned] : after === undefined ? [] : [{ ...planned, after }],
    );
    addNote(entry, `${entry.object}.${field} ${what}`);
  }
}

export function addNote(entry: ReceiptEntry, sentence: string | undefined): void {
  if (sentence) entry.note = entry.note ? `${entry.note} ${sentence}` : sentence;
}
