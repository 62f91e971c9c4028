/** A run that ended between the org's write and its receipt: what it had written is told on the receipt of the next. */
import type { Match } from '../match/types.ts';
import { same } from './difference.ts';
import type { Plan, PlannedWrite, Receipt, ReceiptEntry } from './types.ts';

/** What a run is about to write; kept before it does. */
export interface Intent {
  match: Match;
  writes: PlannedWrite[];
  /** What runs before it wrote and no receipt says yet. */
  done: ReceiptEntry[];
}

const REMARK = 'An earlier run was interrupted before its receipt was kept: this one says what both wrote.';

function isSameRecord(a: PlannedWrite, b: PlannedWrite): boolean {
  return a.object === b.object && (a.key ? a.key.value === b.key?.value : a.id === b.id);
}

/** The fields of an intent that the org has taken since: a plan made afterwards no longer asks for them. */
export function writtenSince({ writes, done }: Intent, plan: Plan): ReceiptEntry[] {
  const found = writes.flatMap((write): ReceiptEntry[] => {
    const open = plan.writes.find((other) => isSameRecord(write, other));
    const isMissing = open !== undefined && (open.operation === 'delete' || (open.operation === 'upsert' && !open.id));
    const fields = write.fields.filter(({ field, after }) => {
      const still = open?.fields.find((other) => other.field === field);
      return still === undefined || same(still.before, after);
    });
    if (isMissing || fields.length === 0) return [];
    const { object, operation, id, key } = write;
    return [
      { object, operation, ...(id ? { id } : {}), ...(key ? { key: key.value } : {}), fields, outcome: 'written' },
    ];
  });
  return [...done, ...found];
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
