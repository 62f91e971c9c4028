/** The notes of a conversation as a Salesforce note (ContentNote) on its deal. */
import type { Conversation } from '../../conversation/conversation.ts';
import type { Match, NoteRow, OwnRow } from '../../match/types.ts';
import { stableHash } from '../keys.ts';
import type { Remark, Shapes } from '../shapes.ts';
import { cut, plainText } from '../text/text.ts';
import { titleOf } from '../text/title.ts';
import type { FieldValue, PlannedField, PlannedWrite } from '../types.ts';

const NOTE = 'ContentNote';
const LINK = 'ContentDocumentLink';
const TITLE_LENGTH = 255;
const RULE = 'noteOnDeal';

export interface DealNote {
  writes: PlannedWrite[];
  /** What the conversation's own record keeps of it: `Note_Id__c`, `Note_Mark__c`. */
  fields: PlannedField[];
  links: NonNullable<PlannedWrite['links']>;
}

const NOTHING: DealNote = { writes: [], fields: [], links: {} };

const planned = (field: string, before: FieldValue, after: FieldValue): PlannedField => ({
  field,
  before,
  after,
  rule: RULE,
});

/** The deal that a note was put on, and a print of what it said: a note's text can't be read back by query. */
function markOf(deal: string | undefined, title: string, text: string): string {
  return `${deal ?? '-'}:${stableHash(`${title}\n${text}`)}`;
}

function readMark(mark: unknown): { deal?: string; print?: string } {
  const [deal, print] = typeof mark === 'string' ? mark.split(':') : [];
  return { ...(deal && deal !== '-' ? { deal } : {}), ...(print ? { print } : {}) };
}

export interface NoteInput {
  conversation: Conversation;
  key: string;
  match: Match;
  row: OwnRow | undefined;
  notes: NoteRow[];
  shapes: Shapes;
  remark: Remark;
}

/**
 * One note a conversation: made when it has notes and a deal, changed and moved with them, deleted when its notes are
 * gone. A note that a person edited keeps its text; one that a person deleted is not made again.
 */
export function dealNote(input: NoteInput): DealNote {
  const { conversation, key, match, row, shapes, remark } = input;
  const text = plainText(conversation.notes);
  const title = cut(titleOf(conversation), TITLE_LENGTH);
  const deal = match.opportunityId;
  const noteId = typeof row?.Note_Id__c === 'string' && row.Note_Id__c !== '' ? row.Note_Id__c : undefined;
  if (!noteId && (text === '' || !deal)) return NOTHING;
  const lack = missing(shapes);
  if (lack) {
    if (text !== '') remark(`The notes were not written as a note on the deal: ${lack}`);
    return NOTHING;
  }
  const note = input.notes.find(({ Id }) => Id === noteId);
  if (noteId && !note) {
    if (text !== '') remark('The note on the deal was deleted in the org; it is not made again.');
    return NOTHING;
  }
  return note ? changed(input, note, title, text) : made(key, deal ?? '', title, text, row);
}

/** Salesforce Help, "Set Up Notes": objects of the notes are absent while they are switched off. */
function missing(shapes: Shapes): string | undefined {
  if (!shapes.isDescribed('Conversation__c')) return undefined;
  if (!shapes.isDescribed(NOTE) || !shapes.isDescribed(LINK))
    return 'notes are off in this org, or the integration user does not see them. In Setup, Notes Settings, enable Notes.';
  if (
    !shapes.field('Conversation__c', 'Note_Id__c')?.updateable ||
    !shapes.field('Conversation__c', 'Note_Mark__c')?.updateable
  )
    return 'the integration user may not write Conversation__c.Note_Id__c and Note_Mark__c. Assign it the permission set Debrief_Integration.';
  return undefined;
}

function linkTo(deal: string, key: string, noteId?: string): PlannedWrite {
  return {
    object: LINK,
    operation: 'create',
    key: { field: 'LinkedEntityId', value: key },
    ...(noteId ? {} : { links: { ContentDocumentId: { object: NOTE, key } } }),
    fields: [
      ...(noteId ? [planned('ContentDocumentId', null, noteId)] : []),
      planned('LinkedEntityId', null, deal),
      planned('ShareType', null, 'V'),
    ],
  };
}

function made(key: string, deal: string, title: string, text: string, row: OwnRow | undefined): DealNote {
  const mark = markOf(deal, title, text);
  const before = (row?.Note_Mark__c ?? null) as FieldValue;
  return {
    writes: [
      {
        object: NOTE,
        operation: 'create',
        key: { field: 'Note_Id__c', value: key },
        fields: [planned('Title', null, title), planned('Content', null, text)],
      },
      linkTo(deal, key),
    ],
    fields: before === mark ? [] : [planned('Note_Mark__c', before, mark)],
    links: { Note_Id__c: { object: NOTE, key } },
  };
}

function changed({ key, match, row, remark }: NoteInput, note: NoteRow, title: string, text: string): DealNote {
  const deal = match.opportunityId;
  const mark = row?.Note_Mark__c as FieldValue;
  const { deal: dealBefore, print } = readMark(mark);
  const isEdited = note.LastModifiedById !== note.CreatedById;
  const keyOfNote = { field: 'Note_Id__c', value: key };
  const before = plainText(row?.Notes__c as string | null) || null;

  if (text === '') {
    if (!isEdited)
      return {
        writes: [
          {
            object: NOTE,
            operation: 'delete',
            id: note.Id,
            key: keyOfNote,
            fields: [planned('Title', note.Title, null), planned('Content', before, null)],
          },
        ],
        fields: [planned('Note_Id__c', note.Id, null), planned('Note_Mark__c', mark ?? null, null)],
        links: {},
      };
    remark('The note on the deal was edited by a person; it stays, although the conversation has no notes any more.');
    return NOTHING;
  }

  const writes: PlannedWrite[] = [];
  const wantedMark = markOf(deal, title, text);
  if (mark === wantedMark) return NOTHING;
  const isNewText = print !== readMark(wantedMark).print;
  if (isNewText && isEdited) remark('The note on the deal was edited by a person; its text was left as it is.');
  else if (isNewText)
    writes.push({
      object: NOTE,
      operation: 'update',
      id: note.Id,
      key: keyOfNote,
      fields: [
        ...(note.Title === title ? [] : [planned('Title', note.Title, title)]),
        planned('Content', before, text),
      ],
    });
  if (deal !== dealBefore) {
    const old = note.links.find(({ LinkedEntityId }) => LinkedEntityId === dealBefore);
    if (old)
      writes.push({
        object: LINK,
        operation: 'delete',
        id: old.Id,
        fields: [planned('LinkedEntityId', old.LinkedEntityId, null)],
      });
    if (deal && !note.links.some(({ LinkedEntityId }) => LinkedEntityId === deal))
      writes.push(linkTo(deal, key, note.Id));
  }
  return { writes, fields: [planned('Note_Mark__c', mark ?? null, wantedMark)], links: {} };
}
