/** What a conversation says about fields of the customers' own records: proposed to people, or written and recorded. */
import type { Conversation } from '../../conversation/conversation.ts';
import type { SnapshotIndex } from '../../match/snapshot-index.ts';
import type { Match, OwnRow } from '../../match/types.ts';
import type { WantedChild } from '../records/child-writes.ts';
import { same, wanted } from '../difference.ts';
import { fieldValue } from './field-value.ts';
import { childKey, distinct, stableHash } from '../keys.ts';
import { modeOf, type Choices } from '../modes.ts';
import type { Remark, Shapes } from '../shapes.ts';
import { isSystemField } from './system-fields.ts';
import { plainText } from '../text/text.ts';
import type { FieldValue, HeldWrite, PlannedField, PlannedWrite } from '../types.ts';

type Fact = Conversation['fields'][number];

/** One fact that the org may take: where it goes, and what stands there. */
interface Filling {
  fact: Fact;
  recordId: string;
  before: FieldValue;
  value: FieldValue;
}

interface Row {
  key: string;
  row: OwnRow | undefined;
}

export interface CrmFilling {
  suggestions: WantedChild[];
  updates: PlannedWrite[];
  held: HeldWrite[];
}

export interface FillingInput {
  facts: Fact[];
  conversationKey: string;
  match: Match;
  index: SnapshotIndex;
  shapes: Shapes;
  choices: Choices;
  /** Suggestions that the conversation has already. */
  rows: OwnRow[];
  momentKeyAt: (ms: number) => string | undefined;
  remark: Remark;
}

/** The record that a field of an object stands for: the one that the conversation is linked to. */
function target(object: string, match: Match, index: SnapshotIndex) {
  switch (object) {
    case 'Opportunity':
      return { id: match.opportunityId, row: index.opportunities.get(match.opportunityId ?? '') };
    case 'Account':
      return { id: match.accountId, row: index.accounts.get(match.accountId ?? '') };
    case 'Contact':
      return { id: match.contactId, row: index.contacts.get(match.contactId ?? '') };
    case 'Lead':
      return { id: match.leadId, row: index.leads.get(match.leadId ?? '') };
    default:
      return undefined;
  }
}

const text = (value: FieldValue): string | null => (value === null ? null : plainText(String(value)));

/** The fact as the org would take it; nothing where it says so already, or can't. */
function fillingOf(fact: Fact, { match, index, shapes, remark }: FillingInput): Filling | undefined {
  const name = `${fact.object}.${fact.field}`;
  const record = target(fact.object, match, index);
  if (!record) {
    remark(`${name} was not suggested: only Account, Contact, Lead and Opportunity take suggestions.`);
    return undefined;
  }
  if (fact.value === null || plainText(String(fact.value)) === '') return undefined;
  if (!record.id) {
    remark(`${name} was not suggested: the conversation is linked to no ${fact.object}.`);
    return undefined;
  }
  if (isSystemField(fact.object, fact.field)) {
    remark(`${name} was not suggested: the org keeps this field itself.`);
    return undefined;
  }
  const shape = shapes.field(fact.object, fact.field);
  if (shapes.isDescribed(fact.object) && !shape) {
    remark(`${name} was not suggested: the integration user does not see it. Grant it read access to the field.`);
    return undefined;
  }
  if (shape && record.row && !Object.hasOwn(record.row, fact.field)) {
    remark(`${name} was not suggested: its value now was not read from the org.`);
    return undefined;
  }
  const checked = shape ? fieldValue(shape, fact.value) : { value: plainedValue(fact.value) };
  if ('refused' in checked) {
    remark(`${name} was not suggested: ${checked.refused}`);
    return undefined;
  }
  const before = (record.row?.[fact.field] ?? null) as FieldValue;
  if (same(before, checked.value) || same(text(before), text(checked.value))) return undefined;
  return { fact, recordId: record.id, before, value: checked.value };
}

const plainedValue = (value: FieldValue): FieldValue => (typeof value === 'string' ? plainText(value) : value);

const labelled = (label: string | undefined) => (label ? { label } : {});

const isOpen = (row: OwnRow | undefined) => row === undefined || row.Status__c === 'Proposed';
const isSameValue = (row: OwnRow | undefined, proposed: string | null) => same(row?.Proposed__c, proposed);

/** What a person decided about one value says nothing of another: that one gets a row of its own. */
function rowFor(id: string, proposed: string | null, input: FillingInput): Row {
  const at = (key: string): Row => ({ key, row: input.rows.find(({ Key__c }) => Key__c === key) });
  const first = at(childKey(input.conversationKey, 'suggestion', id));
  if (isOpen(first.row) || isSameValue(first.row, proposed)) return first;
  return at(childKey(input.conversationKey, 'suggestion', `${id}=${stableHash(proposed ?? '')}`));
}

function suggestion(
  { fact, recordId, before, value }: Filling,
  { key, row }: Row,
  status: string,
  input: FillingInput,
) {
  // what stood there when it was first proposed: a change of the record since is the page's to tell
  const stoodBefore = status === 'Proposed' && isSameValue(row, text(value)) ? {} : { Before__c: text(before) };
  return {
    key,
    momentKey: fact.startMs === undefined ? undefined : input.momentKeyAt(fact.startMs),
    isTriedAgain: status === 'Applied' && row?.Status__c === 'Failed',
    fields: wanted(
      {
        Object__c: fact.object,
        Record_Id__c: recordId,
        Field__c: fact.field,
        Proposed__c: text(value),
        ...stoodBefore,
        Quote__c: plainText(fact.quote),
        Status__c: status,
        ...(row?.Status__c === 'Failed' ? { Error__c: null } : {}),
      },
      'suggestion',
    ),
  } satisfies WantedChild;
}

/** Writes without a suggestion beside them could not tell a person's later choice from an older state. */
function recordingMode(choices: Choices) {
  const modes = ['Key__c', 'Proposed__c', 'Status__c'].map((field) =>
    modeOf(choices, 'Conversation_Suggestion__c', field),
  );
  return modes.find(({ writing }) => writing !== 'on') ?? modeOf(choices, 'Conversation_Suggestion__c');
}

function addTo<W extends PlannedWrite>(writes: W[], write: W, isSameWrite: (other: W) => boolean): void {
  const other = writes.find(isSameWrite);
  if (!other) {
    writes.push(write);
    return;
  }
  other.fields.push(...write.fields);
  if (write.suggestionKeys) other.suggestionKeys = [...(other.suggestionKeys ?? []), ...write.suggestionKeys];
}

/**
 * Nobody's decision is taken here: a value that a person rejected, or changed after it was written, is not written
 * again. What is suggested is written with the rights of the one who accepts it: the integration user only has to see
 * the field.
 */
export function crmFilling(input: FillingInput): CrmFilling {
  const { facts, shapes, choices, remark } = input;
  const filling: CrmFilling = { suggestions: [], updates: [], held: [] };
  const number = distinct();
  facts.forEach((fact, position) => {
    const { object, field } = fact;
    const name = `${object}.${field}`;
    const id = number(name);
    const found = fillingOf(fact, input);
    if (!found) return;
    const { recordId, before, value } = found;
    const planned: PlannedField = {
      field,
      before,
      after: value,
      rule: 'crmFilling',
      ...(fact.quote ? { evidence: plainText(fact.quote) } : {}),
      ...labelled(shapes.field(object, field)?.label),
    };
    const mode = modeOf(choices, object, field);
    const row = rowFor(id, text(value), input);
    const recording = recordingMode(choices);
    const lack = mode.writing === 'off' ? mode : mode.writing === 'on' && recording.writing !== 'on' ? recording : null;
    if (lack) {
      const held: HeldWrite = {
        object,
        operation: 'update',
        id: recordId,
        fields: [planned],
        writing: 'off',
        note: lack.note,
      };
      addTo(filling.held, held, (other) => other.id === recordId && other.note === held.note);
      // what was proposed before stays as it is
      if (row.row) filling.suggestions.push({ key: row.key, fields: {} });
      return;
    }
    // what describe has not checked is left to people
    const mayWrite = shapes.field(object, field)?.updateable === true;
    if (mode.writing !== 'on' || !mayWrite) {
      if (mode.writing === 'on')
        remark(
          `${name} was suggested, not written: the integration user may not edit it. Assign it the permission set Debrief_CRM_Filling, and grant it edit access to the field.`,
        );
      filling.suggestions.push(suggestion(found, row, 'Proposed', input));
      return;
    }
    const isSaidAgain = facts.slice(position + 1).some((other) => other.object === object && other.field === field);
    if (isSaidAgain) {
      remark(`${name} is said more than once: the last value counts.`);
      return;
    }
    const status = row.row?.Status__c;
    if (isSameValue(row.row, text(value)) && !isOpen(row.row) && status !== 'Failed') return;
    filling.suggestions.push(suggestion(found, row, 'Applied', input));
    addTo(
      filling.updates,
      { object, operation: 'update', id: recordId, suggestionKeys: [row.key], fields: [planned] },
      (other) => other.id === recordId,
    );
  });
  return filling;
}
