/** What is ours on an activity, taken off; one that the service made and nobody touched goes altogether. */
import { same } from '../difference.ts';
import { withoutDigest } from '../text/digest.ts';
import type { FieldValue, PlannedField } from '../types.ts';
import { UNDO_RULES, type WrittenRecord } from './fold.ts';
import { deletion, entryOf, GONE, LINK_FIELDS, mayWrite, reasonToKeep, restoredFields } from './record.ts';
import type { Row, UndoOrg, UndoStep } from './types.ts';

/** What is ours on an activity: the fields of the link and the marked block, never a person's text around it. */
function activityFields(record: WrittenRecord, row: Row, key: string, org: UndoOrg): PlannedField[] {
  const fields: PlannedField[] = [];
  const known = record.fields.get('Description');
  const description = typeof row.Description === 'string' ? row.Description : null;
  const cleaned = known && same(description, known.last) ? known.first : withoutDigest(description);
  const rest = typeof cleaned === 'string' ? withoutDigest(cleaned) : cleaned;
  if (!same(description, rest) && mayWrite(org, record.object, 'Description'))
    fields.push({ field: 'Description', before: description, after: rest, rule: UNDO_RULES.removed });
  // link fields that no receipt knows are ours all the same while the activity carries our key
  if (row.Conversation_Key__c === key)
    for (const field of LINK_FIELDS) {
      const before = (row[field] ?? null) as FieldValue;
      if (before !== null && !record.fields.has(field) && mayWrite(org, record.object, field))
        fields.push({ field, before, after: null, rule: UNDO_RULES.removed });
    }
  return fields;
}

/** Later notes were written around a person's words, so the record alone does not tell that somebody was there. */
function wordsOn({ Description }: Row): string | undefined {
  const around = withoutDigest(typeof Description === 'string' ? Description : null);
  return around === null ? undefined : 'somebody wrote in its Description';
}

function handOn({ touched }: WrittenRecord): string | undefined {
  return touched ? 'somebody changed it between two runs' : undefined;
}

/** Takes the service's own off an activity; one that it made and nobody touched goes altogether. */
export function undoActivity(record: WrittenRecord, row: Row | undefined, key: string, org: UndoOrg): UndoStep {
  if (!row) return { entry: entryOf(record, record.created ? 'delete' : 'update', 'skipped', GONE), left: [] };
  const reason = record.created ? (reasonToKeep(record, row, org) ?? wordsOn(row) ?? handOn(record)) : undefined;
  if (record.created && !reason) return { write: deletion(record, row), left: [] };
  // an activity that people work with keeps its subject, time, owner and links
  const own = new Set(LINK_FIELDS);
  const { fields, left } = restoredFields(record, row, org, (field) => !record.created || own.has(field));
  const all = [...fields, ...activityFields(record, row, key, org)];
  const note = reason && `Kept: ${reason}. Only what the service knows it by and its notes were taken off.`;
  const { object, id = '' } = record;
  if (all.length === 0)
    return left.length > 0 || note
      ? {
          entry: {
            ...entryOf(record, 'update', 'skipped', note ?? 'Nothing of the service is left on it.'),
            fields: left,
          },
          left: [],
        }
      : { left: [] };
  return { write: { object, operation: 'update', id, fields: all }, left, ...(note ? { note } : {}) };
}

/** The same for an activity whose deletion the org refused: what is ours is taken off, and the rest stays. */
export function emptyActivity(record: WrittenRecord, row: Row, key: string, org: UndoOrg): UndoStep {
  return undoActivity(
    { ...record, created: false, fields: new Map([...record.fields].filter(([field]) => LINK_FIELDS.includes(field))) },
    row,
    key,
    org,
  );
}
