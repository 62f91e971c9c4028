/** What is said of refusals, as far as visits have another mend than conversations have. */
import type { RecordReceipt } from '../../plan/types.ts';

const PEOPLES = new Set(['Account', 'Contact', 'Lead']);
const OTHERS = /Debrief_(?:CRM_Filling|Integration)/g;

/** A sentence that begins with the field it is about. Another permission set gives what visits write on people’s own records. */
export const ofVisits = (text: string): string =>
  PEOPLES.has(text.split('.', 1)[0] ?? '') ? text.replace(OTHERS, 'Debrief_Visitors') : text;

export const receiptOfVisit = (receipt: RecordReceipt): RecordReceipt => ({
  ...receipt,
  remarks: receipt.remarks.map(ofVisits),
  entries: receipt.entries.map((entry) =>
    entry.note && PEOPLES.has(entry.object)
      ? { ...entry, note: entry.note.replace(OTHERS, 'Debrief_Visitors') }
      : entry,
  ),
});
