/** The note on the deal: it goes with what was taken back, or stays with its person, on the deal where it stood first. */
import { toId18 } from '../../match/ids.ts';
import type { FieldValue, PlannedField } from '../types.ts';
import { UNDO_RULES, type WrittenRecord } from './fold.ts';
import { entryOf, NOTE, reasonToKeep } from './record.ts';
import type { UndoInput, UndoStep } from './types.ts';

export const NOTE_LINK = 'ContentDocumentLink';
const DEAL = 'LinkedEntityId';

/** Where a link led first, if the service has moved it since: read too, as a deal that is gone takes no note back. */
export function movedFrom({ object, fields }: WrittenRecord): string | undefined {
  const deal = object === NOTE_LINK ? fields.get(DEAL) : undefined;
  const isMoved = deal !== undefined && deal.last !== null && deal.made !== deal.last;
  return isMoved && typeof deal.made === 'string' ? toId18(deal.made) : undefined;
}

/** A link cannot be read by its Id: it goes and stays with its note. */
export function undoNoteLink(record: WrittenRecord, open: WrittenRecord[], input: UndoInput): UndoStep[] {
  const note = open.find(({ object, key }) => object === NOTE && key === record.key);
  const row = input.rows.get(toId18(note?.id ?? ''));
  const skipped = (sentence: string): UndoStep[] => [
    { entry: entryOf(record, 'delete', 'skipped', sentence), left: [] },
  ];
  if (!note || record.deleted) return skipped('The note stays on the deal that it was moved to.');
  if (!row) return [];
  if (note.created && !reasonToKeep(note, row, input))
    return [{ entry: entryOf(record, 'delete', 'written', 'Went with its note.'), left: [] }];
  const from = movedFrom(record);
  if (!from || !record.id || !note.id) return skipped('Kept with its note.');
  if (!input.rows.has(from)) return skipped('Kept with its note: the deal where it stood first is gone.');
  const now = record.fields.get(DEAL)?.last ?? null;
  const field = (name: string, before: FieldValue, after: FieldValue): PlannedField => ({
    ...{ field: name, before, after, rule: after === null ? UNDO_RULES.removed : UNDO_RULES.restored },
  });
  return [
    {
      write: {
        ...{ object: NOTE_LINK, operation: 'create', key: { field: DEAL, value: input.key } },
        fields: [field('ContentDocumentId', null, note.id), field(DEAL, null, from), field('ShareType', null, 'V')],
      },
      left: [],
      note: 'A person edited the note, so it stays, on the deal where it stood first.',
    },
    { write: { object: NOTE_LINK, operation: 'delete', id: record.id, fields: [field(DEAL, now, null)] }, left: [] },
  ];
}
