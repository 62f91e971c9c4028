/** What has to be told in the org after it refused a part of a plan: rows that were written as if it had not. */
import type { Plan, PlannedField, ReceiptEntry } from '../plan/types.ts';
import type { RecordWrite } from './record-write.ts';
import type { RecordJob } from './entries.ts';

const PARENT = 'Conversation__c';
const SUGGESTION = 'Conversation_Suggestion__c';
const LONGEST_ERROR = 4096;
const NOTE_FIELDS = new Set(['Note_Id__c', 'Note_Mark__c']);

export interface Job extends RecordJob {
  plan: Plan;
}

const isWritten = ({ entry }: Job): boolean => entry.outcome === 'written' && entry.id !== undefined;
const isFailed = ({ entry }: Job): boolean => entry.outcome === 'failed';

function change({ object, id }: ReceiptEntry, body: RecordWrite['body']): RecordWrite {
  return { object, operation: 'update', id, body };
}

function replaceField(entry: ReceiptEntry, field: PlannedField): void {
  entry.fields = [...entry.fields.filter((other) => other.field !== field.field), field];
}

/** A suggestion whose write was refused, whole or for its field alone, is `Failed` with the org's own words. */
export function failedSuggestions(jobs: Job[]): RecordWrite[] {
  return jobs.flatMap(({ plan, write, entry }): RecordWrite[] => {
    const refused = write.fields.flatMap(({ field }, at) => {
      const isLeftOut = entry.outcome === 'written' && !entry.fields.some((other) => other.field === field);
      return entry.outcome === 'failed' || isLeftOut ? (write.suggestionKeys?.[at] ?? []) : [];
    });
    return refused.flatMap((key) => {
      const row = jobs.find((job) => job.plan === plan && job.write.object === SUGGESTION && job.entry.key === key);
      if (!row || !isWritten(row)) return [];
      const message = (entry.error?.message ?? entry.note ?? 'The org left the field out.').slice(0, LONGEST_ERROR);
      const before = (field: string) => row.write.fields.find((other) => other.field === field)?.before ?? null;
      const fields: PlannedField[] = [
        { field: 'Status__c', before: before('Status__c'), after: 'Failed', rule: 'error' },
        { field: 'Error__c', before: before('Error__c'), after: message, rule: 'error' },
      ];
      for (const field of fields) replaceField(row.entry, field);
      return [change(row.entry, { Status__c: 'Failed', Error__c: message })];
    });
  });
}

/** A note that was not written, or not put on its deal, is asked for again: its mark goes back to what it was. */
export function unmarkedNotes(jobs: Job[]): RecordWrite[] {
  const notes = jobs.filter(({ write }) => write.object === 'ContentNote' || write.object === 'ContentDocumentLink');
  for (const job of notes) {
    const isNoteRefused = notes.some(
      (note) => note.plan === job.plan && note.write.object === 'ContentNote' && isFailed(note),
    );
    if (isFailed(job) && job.write.object === 'ContentDocumentLink' && isNoteRefused) {
      job.entry.outcome = 'skipped';
      job.entry.note = 'The note itself was refused.';
      delete job.entry.error;
    }
  }
  const plans = new Set(notes.filter(isFailed).map(({ plan }) => plan));
  return jobs.flatMap((job): RecordWrite[] => {
    if (job.write.object !== PARENT || !plans.has(job.plan) || !isWritten(job)) return [];
    const kept = job.write.fields.filter(({ field }) => NOTE_FIELDS.has(field));
    if (kept.length === 0) return [];
    const names = new Set(kept.map(({ field }) => field));
    job.entry.fields = job.entry.fields.filter(({ field }) => !names.has(field));
    return [change(job.entry, Object.fromEntries(kept.map(({ field, before }) => [field, before])))];
  });
}

/** One call takes a record once: what is to be told of it goes together. */
export function together(writes: RecordWrite[]): RecordWrite[] {
  const byId = new Map<string | undefined, RecordWrite>();
  for (const write of writes) {
    const other = byId.get(write.id);
    byId.set(write.id, other ? { ...other, body: { ...other.body, ...write.body } } : write);
  }
  return [...byId.values()];
}
