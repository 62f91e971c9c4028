/** What an undo's receipt says besides what was written: what was left, each with its reason. */
import type { PlannedWrite, Receipt, ReceiptEntry } from '../types.ts';
import type { UndoStep } from './types.ts';

export function withSteps(receipt: Receipt, steps: UndoStep[]): Receipt {
  const entries = steps.map(({ write, entry, left, note }): ReceiptEntry => {
    if (!write) return entry as ReceiptEntry;
    const made = receipt.entries.find((each) => each.object === write.object && isOf(each, write)) ?? {
      ...{ object: write.object, operation: write.operation, fields: write.fields, outcome: 'planned' as const },
      ...(write.id ? { id: write.id } : {}),
    };
    return {
      ...made,
      fields: [...made.fields, ...left],
      ...(note ? { note: made.note ? `${note} ${made.note}` : note } : {}),
    };
  });
  return { ...receipt, entries };
}

function isOf(entry: ReceiptEntry, write: PlannedWrite): boolean {
  return write.id ? entry.id === write.id : entry.key === write.key?.value;
}
