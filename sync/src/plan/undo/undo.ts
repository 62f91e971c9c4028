/** Takes back what the service wrote, where nobody changed it since. Pure: the org's rows come in as they are now. */
import { toId18 } from '../../match/ids.ts';
import type { OrgShapes } from '../../match/types.ts';
import { timeInWords } from '../../match/words.ts';
import { same } from '../difference.ts';
import { withoutDigest } from '../text/digest.ts';
import { isOwnChild } from '../keys.ts';
import { UNDO_RULES, type WrittenRecord } from './fold.ts';
import type { FieldValue, PlannedField, PlannedWrite, ReceiptEntry } from '../types.ts';

export type Row = Record<string, unknown>;

/** What the org says now. */
export interface UndoOrg {
  /** By 18-character Id; what is gone or unseen is absent. */
  rows: Map<string, Row>;
  /** The user the service acts as: who else touched a record is somebody. */
  self: string;
  /** Names of users by Id, for the sentences. */
  names?: Map<string, string>;
  shapes?: OrgShapes;
}

export interface UndoInput extends UndoOrg {
  /** The conversation's key. */
  key: string;
  written: WrittenRecord[];
  /** Rows beneath the conversation's own record, as the org has them: people write there too. */
  children: { object: string; row: Row }[];
}

/** One record's undo: what is written, and what the receipt says besides. */
export interface UndoStep {
  write?: PlannedWrite;
  /** The entry of a record that nothing is written to: it stays, is gone already, or goes with its parent. */
  entry?: ReceiptEntry;
  /** Fields that are left as they are, each with the reason as its evidence. */
  left: PlannedField[];
  note?: string;
}

const PARENT = 'Conversation__c';
const NOTE = 'ContentNote';
const NOTE_LINK = 'ContentDocumentLink';
const CHILDREN = new Set(['Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c']);
/** What a kept record cannot be without, or what belongs to it whoever made it. */
const STAYS = new Set(['Name', 'OwnerId']);
const LINK_FIELDS = [
  ...['Conversation_Key__c', 'Conversation_Link__c', 'Conversation_Provider__c', 'Conversation_Duration__c'],
  ...['Conversation_Topics__c', 'Conversation_Tags__c'],
];
/** Read of every record beside what was written to it. */
const ALWAYS = ['LastModifiedById', 'LastModifiedDate'];

function isActivity(object: string): boolean {
  return object === 'Task' || object === 'Event';
}

/** Fields to read of a record before it is undone. A note's text is a file, which no query reads. */
export function fieldsToUndo({ object, fields }: WrittenRecord): string[] {
  if (object === NOTE) return ['Title', ...ALWAYS];
  return [...new Set([...fields.keys(), ...ALWAYS, ...(isActivity(object) ? [...LINK_FIELDS, 'Description'] : [])])];
}

/** Another's hand, in words; undefined where the last to change the record was the service. */
function changedBy(row: Row, { self, names }: UndoOrg): string | undefined {
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
function reasonToKeep(record: WrittenRecord, row: Row, org: UndoOrg): string | undefined {
  const by = changedBy(row, org);
  const fields = touchedFields(record, row);
  if (!by && fields.length === 0) return undefined;
  const what = fields.length > 0 ? fields.join(', ') : 'It';
  return `${what} ${fields.length > 1 ? 'were' : 'was'} changed${by ? ` by ${by}` : ' since'}`;
}

function mayWrite({ shapes }: UndoOrg, object: string, field: string): boolean {
  const fields = shapes?.[object];
  return !fields || (Object.hasOwn(fields, field) && fields[field]?.updateable === true);
}

/** The fields of one record as they were, where they still say what the service wrote. */
function restoredFields(
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

function entryOf(
  record: WrittenRecord,
  operation: ReceiptEntry['operation'],
  outcome: ReceiptEntry['outcome'],
  note: string,
): ReceiptEntry {
  const { object, id, key } = record;
  return { object, operation, ...(id ? { id } : {}), ...(key ? { key } : {}), fields: [], outcome, note };
}

function deletion(record: WrittenRecord, row: Row): PlannedWrite {
  const fields = [...record.fields.keys()]
    .filter((field) => (row[field] ?? null) !== null)
    .map((field): PlannedField => ({ field, before: row[field] as FieldValue, after: null, rule: UNDO_RULES.removed }));
  const { object, id = '', key } = record;
  const keyField = isActivity(object) ? 'Conversation_Key__c' : 'Key__c';
  return { object, operation: 'delete', id, ...(key ? { key: { field: keyField, value: key } } : {}), fields };
}

const GONE = 'It is gone, or the integration user no longer sees it: nothing to take back.';

/** Takes the service's own off an activity; one that it made and nobody touched goes altogether. */
export function undoActivity(record: WrittenRecord, row: Row | undefined, key: string, org: UndoOrg): UndoStep {
  if (!row) return { entry: entryOf(record, record.created ? 'delete' : 'update', 'skipped', GONE), left: [] };
  const reason = record.created ? reasonToKeep(record, row, org) : undefined;
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

function undoUpdated(record: WrittenRecord, row: Row | undefined, org: UndoOrg): UndoStep {
  if (!row) return { entry: entryOf(record, 'update', 'skipped', GONE), left: [] };
  const { fields, left } = restoredFields(record, row, org, (field) => !STAYS.has(field));
  const { object, id = '' } = record;
  if (fields.length > 0) return { write: { object, operation: 'update', id, fields }, left };
  if (left.length > 0)
    return { entry: { ...entryOf(record, 'update', 'skipped', 'Left as it is.'), fields: left }, left: [] };
  return { left: [] };
}

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
  const steps = open.map((record): UndoStep => {
    const row = rowOf(record);
    if (isActivity(record.object)) return undoActivity(record, row, key, input);
    if (record.object === PARENT) return undoParent(record, row);
    if (record.object === NOTE_LINK) return undoNoteLink(record);
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
      if (!record && !isOwnChild(key, row.Key__c as string | null))
        return `A ${kind} beneath it was added by ${changedBy(rows.get(id) ?? row, input) ?? 'somebody'}`;
      const current = rows.get(id);
      const reason = record && current && reasonToKeep(record, current, input);
      if (reason) return `A ${kind} beneath it is no longer as it was: ${reason}`;
    }
    return undefined;
  }

  /** A link cannot be read by its Id: it goes and stays with its note. */
  function undoNoteLink(record: WrittenRecord): UndoStep {
    const note = open.find(({ object, key: name }) => object === NOTE && name === record.key);
    const noteRow = note && rowOf(note);
    if (!note || record.deleted)
      return {
        entry: entryOf(record, 'update', 'skipped', 'The note stays on the deal that it was moved to.'),
        left: [],
      };
    if (!noteRow) return { left: [] };
    const goes = note.created && !reasonToKeep(note, noteRow, input);
    return goes
      ? { entry: entryOf(record, 'delete', 'written', 'Went with its note.'), left: [] }
      : { entry: entryOf(record, 'delete', 'skipped', 'Kept with its note.'), left: [] };
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
