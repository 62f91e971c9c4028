/** One record's fields: who changed them since, which may be taken back, and what stays. */
import { toId18 } from '../../match/ids.ts';
import { timeInWords } from '../../match/words.ts';
import { same } from '../difference.ts';
import type { FieldValue, PlannedField, PlannedWrite, ReceiptEntry } from '../types.ts';
import { UNDO_RULES, type WrittenRecord } from './fold.ts';
import type { Row, UndoOrg, UndoStep } from './types.ts';

export const NOTE = 'ContentNote';
/** What a kept record of our own cannot be without, or what belongs to it whoever made it. */
const STAYS = new Set(['Name', 'OwnerId']);
export const LINK_FIELDS = [
  ...['Conversation_Key__c', 'Conversation_Link__c', 'Conversation_Provider__c', 'Conversation_Duration__c'],
  ...['Conversation_Topics__c', 'Conversation_Tags__c'],
];
/** Read of every record beside what was written to it. */
const ALWAYS = ['LastModifiedById', 'LastModifiedDate'];

export function isActivity(object: string): boolean {
  return object === 'Task' || object === 'Event';
}

/** Fields to read of a record before it is undone. A note's text is a file, which no query reads. */
export function fieldsToUndo({ object, fields }: WrittenRecord): string[] {
  if (object === NOTE) return ['Title', ...ALWAYS];
  return [...new Set([...fields.keys(), ...ALWAYS, ...(isActivity(object) ? [...LINK_FIELDS, 'Description'] : [])])];
}

/** Another's hand, in words; undefined where the last to change the record was the service. */
export function changedBy(row: Row, { self, names }: UndoOrg): string | undefined {
  const { LastModifiedById: by, LastModifiedDate: at } = row;
  if (typeof by !== 'string' || toId18(by) === toId18(self)) return undefined;
  const name = names?.get(toId18(by)) ?? 'somebody';
  return typeof at === 'string' ? `${name} on ${timeInWords(new Date(at).toISOString())}` : name;
}

function touchedFields(record: WrittenRecord, row: Row): string[] {
  return [...record.fields]
    .filter(([field, { last }]) => Object.hasOwn(row, field) && !same(row[field], last))
    .map(([field]) => field);
}

/** Why a record that the service made is not deleted; undefined where nobody changed it. */
export function reasonToKeep(record: WrittenRecord, row: Row, org: UndoOrg): string | undefined {
  const by = changedBy(row, org);
  const fields = touchedFields(record, row);
  if (!by && fields.length === 0) return undefined;
  const what = fields.length > 0 ? fields.join(', ') : 'It';
  return `${what} ${fields.length > 1 ? 'were' : 'was'} changed${by ? ` by ${by}` : ' since'}`;
}

export function mayWrite({ shapes }: UndoOrg, object: string, field: string): boolean {
  const fields = shapes?.[object];
  return !fields || (Object.hasOwn(fields, field) && fields[field]?.updateable === true);
}

/** The fields of one record as they were, where they still say what the service wrote. */
export function restoredFields(
  record: WrittenRecord,
  row: Row,
  org: UndoOrg,
  wants: (field: string) => boolean,
): { fields: PlannedField[]; left: PlannedField[] } {
  const fields: PlannedField[] = [];
  const left: PlannedField[] = [];
  const leave = (field: string, evidence: string) => {
    const value = (row[field] ?? null) as FieldValue;
    left.push({ field, before: value, after: value, rule: UNDO_RULES.left, evidence });
  };
  for (const [field, { first, last }] of record.fields) {
    if (!wants(field) || (isActivity(record.object) && field === 'Description')) continue;
    const before = (row[field] ?? null) as FieldValue;
    if (!Object.hasOwn(row, field)) {
      leave(field, `${field} is not visible to the integration user: left as it is.`);
    } else if (same(before, first)) {
      continue;
    } else if (!same(before, last)) {
      const by = changedBy(row, org);
      leave(
        field,
        by
          ? `${field} was changed since (last by ${by}): left as it is.`
          : `${field} was changed since: left as it is.`,
      );
    } else if (!mayWrite(org, record.object, field)) {
      leave(field, `The integration user may not write ${field}: left as it is.`);
    } else {
      fields.push({ field, before, after: first, rule: first === null ? UNDO_RULES.removed : UNDO_RULES.restored });
    }
  }
  return { fields, left };
}

export function entryOf(
  record: WrittenRecord,
  operation: ReceiptEntry['operation'],
  outcome: ReceiptEntry['outcome'],
  note: string,
): ReceiptEntry {
  const { object, id, key } = record;
  return { object, operation, ...(id ? { id } : {}), ...(key ? { key } : {}), fields: [], outcome, note };
}

export function deletion(record: WrittenRecord, row: Row): PlannedWrite {
  const fields = [...record.fields.keys()]
    .filter((field) => (row[field] ?? null) !== null)
    .map((field): PlannedField => ({ field, before: row[field] as FieldValue, after: null, rule: UNDO_RULES.removed }));
  const { object, id = '', key } = record;
  const keyField = isActivity(object) ? 'Conversation_Key__c' : 'Key__c';
  return { object, operation: 'delete', id, ...(key ? { key: { field: keyField, value: key } } : {}), fields };
}

export const GONE = 'It is gone, or the integration user no longer sees it: nothing to take back.';

export function undoUpdated(record: WrittenRecord, row: Row | undefined, org: UndoOrg): UndoStep {
  if (!row) return { entry: entryOf(record, 'update', 'skipped', GONE), left: [] };
  const { fields, left } = restoredFields(
    record,
    row,
    org,
    (field) => !record.object.endsWith('__c') || !STAYS.has(field),
  );
  const { object, id = '' } = record;
  if (fields.length > 0) return { write: { object, operation: 'update', id, fields }, left };
  if (left.length > 0)
    return { entry: { ...entryOf(record, 'update', 'skipped', 'Left as it is.'), fields: left }, left: [] };
  return { left: [] };
}
