/** Takes back what the service wrote, where nobody changed it since. Pure: the org's rows come in as they are now. */
import { toId18 } from '../../match/ids.ts';
import { isOwnChild } from '../keys.ts';
import { isAdopted } from '../records/org-comments.ts';
import type { PlannedField } from '../types.ts';
import { undoActivity } from './activity.ts';
import { UNDO_RULES, type WrittenRecord } from './fold.ts';
import { NOTE_LINK, undoNoteLink } from './note.ts';
import { changedBy, deletion, entryOf, GONE, isActivity, reasonToKeep, undoUpdated } from './record.ts';
import type { Row, UndoInput, UndoStep } from './types.ts';

const PARENT = 'Conversation__c';
const CHILDREN = new Set(['Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c']);

/** A row of ours that the service had deleted, made again. */
function recreation(record: WrittenRecord, conversationKey: string): UndoStep {
  if (!record.key || !CHILDREN.has(record.object))
    return { entry: entryOf(record, 'create', 'skipped', 'It was deleted and cannot be made again.'), left: [] };
  const fields = [...record.fields]
    .filter(([field, { first }]) => field !== 'Key__c' && field !== 'Moment__c' && field !== PARENT && first !== null)
    .map(([field, { first }]): PlannedField => ({ field, before: null, after: first, rule: UNDO_RULES.restored }));
  return {
    write: {
      object: record.object,
      operation: 'upsert',
      key: { field: 'Key__c', value: record.key },
      links: { [PARENT]: { object: PARENT, key: conversationKey } },
      fields,
    },
    left: [],
  };
}

/** Everything that would take a conversation out of the org again. Nothing to do: no steps. */
export function undo(input: UndoInput): UndoStep[] {
  const { key, written, children, rows } = input;
  const rowOf = ({ id }: WrittenRecord) => rows.get(toId18(id ?? ''));
  const open = written.filter((record) => !(record.created && record.deleted));
  const parent = open.find(({ object }) => object === PARENT);
  const parentRow = parent && rowOf(parent);
  const parentGoes = parent?.created === true && parentRow !== undefined && reasonToKeepParent() === undefined;
  const steps = open.flatMap((record): UndoStep | UndoStep[] => {
    const row = rowOf(record);
    if (isActivity(record.object)) return undoActivity(record, row, key, input);
    if (record.object === PARENT) return undoParent(record, row);
    if (record.object === NOTE_LINK) return undoNoteLink(record, open, input);
    if (record.deleted) return row || parentGoes ? { left: [] } : recreation(record, key);
    if (!record.created) return undoUpdated(record, row, input);
    if (CHILDREN.has(record.object) && parentGoes)
      return row
        ? {
            entry: {
              ...deletion(record, row),
              key: record.key,
              outcome: 'written',
              note: 'Went with its conversation.',
            },
            left: [],
          }
        : { left: [] };
    if (!row)
      return CHILDREN.has(record.object)
        ? { left: [] }
        : { entry: entryOf(record, 'delete', 'skipped', GONE), left: [] };
    const reason = reasonToKeep(record, row, input);
    if (!reason) return { write: deletion(record, row), left: [] };
    return { entry: entryOf(record, 'delete', 'skipped', `Kept as it is: ${reason}.`), left: [] };
  });
  return steps.filter(({ write, entry }) => write ?? entry);

  /** Deleting it takes everything beneath it: also what people wrote there. */
  function reasonToKeepParent(): string | undefined {
    if (!parent || !parentRow) return undefined;
    const own = reasonToKeep(parent, parentRow, input);
    if (own) return own;
    const known = new Map(open.map((record) => [record.id && toId18(record.id), record]));
    for (const { object, row } of children) {
      const id = toId18(String(row.Id));
      const record = known.get(id);
      const kind = object.replace(/^Conversation_|__c$/g, '').toLowerCase();
      const current = rows.get(id);
      const by = changedBy(current ?? row, input);
      // what people wrote and the service only gave its key, and what an earlier undo left to them, is theirs
      const ownKey = row.Key__c as string | null;
      const isOurKind = isOwnChild(key, ownKey) && !isAdopted(key, ownKey);
      const isOurs = isOurKind && (record ? record.created : !by);
      if (!isOurs) return `A ${kind} beneath it was ${isOurKind ? 'worked on' : 'added'} by ${by ?? 'somebody'}`;
      const reason = record && current && reasonToKeep(record, current, input);
      if (reason) return `A ${kind} beneath it is no longer as it was: ${reason}`;
    }
    return undefined;
  }

  function undoParent(record: WrittenRecord, row: Row | undefined): UndoStep {
    if (record.deleted) return { left: [] };
    if (!row) return { entry: entryOf(record, record.created ? 'delete' : 'update', 'skipped', GONE), left: [] };
    if (parentGoes) return { write: deletion(record, row), left: [] };
    const step = undoUpdated(record, row, input);
    const reason = record.created && reasonToKeepParent();
    if (!reason) return step;
    const note = `Kept under its key: ${reason}. The service’s fields were emptied.`;
    return step.entry ? { ...step, entry: { ...step.entry, note } } : { ...step, note };
  }
}
