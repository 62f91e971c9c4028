/** A receipt as a person reads it: what it was matched to and why, then every record, field by field. */
import { quantity, timeInWords } from '../match/words.ts';
import { cut, oneLine } from './text/text.ts';
import type { FieldValue, PlannedField, Receipt, ReceiptEntry } from './types.ts';
import { UNDO_RULES } from './undo/fold.ts';

const LONGEST_VALUE = 100;

const OUTCOME: Record<Receipt['outcome'], string> = {
  written: 'Written to the org',
  unchanged: 'Nothing to write: the org already says all of it',
  planned: 'Not written, because the settings hold it back: this is what would be written',
  failed: 'Not wholly written: the org refused a part',
};
const ACTION = { relink: 'Linked by a person', undo: 'Taken back by a person' } as const;

const OPERATION: Record<ReceiptEntry['operation'], string> = {
  create: 'created',
  update: 'changed',
  upsert: 'changed',
  delete: 'deleted',
};

/** Why a field has its value, where the rule's own name does not say it. */
const RULES: Record<string, string> = {
  content: 'from the conversation',
  digest: 'the digest of the conversation',
  dealThen: 'the deal as it stood then',
  owner: 'whose conversation it is',
  suggestion: 'from the conversation',
  crmFilling: 'said in the conversation',
  noteOnDeal: 'the notes of the conversation, on its deal',
  synced: 'the time of this run',
  gone: 'the conversation no longer says it',
  error: 'the org’s refusal',
  [UNDO_RULES.restored]: 'as it was before',
  [UNDO_RULES.removed]: 'taken back',
};
const FIELDS: Record<string, string> = { WhoId: 'Name (who)', WhatId: 'Related to (what)', OwnerId: 'Owner' };

function fieldName(field: string): string {
  return FIELDS[field] ?? field.replace(/__c$/, '').replaceAll('_', ' ');
}

function shown(value: FieldValue): string {
  if (value === null || value === '') return 'nothing';
  return typeof value === 'string' ? `“${cut(oneLine(value), LONGEST_VALUE)}”` : String(value);
}

function change({ field, before, after, rule, evidence }: PlannedField): string {
  if (rule === UNDO_RULES.left) return `    ${fieldName(field)}: ${shown(after)}. ${evidence ?? 'Left as it is.'}`;
  const values = before === null ? shown(after) : `${shown(before)} → ${shown(after)}`;
  return `    ${fieldName(field)}: ${values} (${RULES[rule] ?? rule})`;
}

function outcomeOf({ outcome, operation, fields }: ReceiptEntry): string {
  const isNew = operation === 'upsert' && fields.length > 0 && fields.every(({ before }) => before === null);
  const done = isNew ? 'created' : OPERATION[operation];
  switch (outcome) {
    case 'written':
      return done;
    case 'planned':
      return `would be ${done}`;
    case 'failed':
      return 'refused';
    case 'skipped':
      return 'left as it is';
  }
}

function entryInWords(entry: ReceiptEntry): string[] {
  const { object, id, fields, note, error } = entry;
  return [
    `  ${[object.replace(/__c$/, '').replaceAll('_', ' '), id].filter(Boolean).join(' ')}: ${outcomeOf(entry)}`,
    ...(error ? [`    The org says: ${error.message} (${[error.code, ...error.fields].join(', ')})`] : []),
    ...(note ? [`    ${note}`] : []),
    ...fields.map(change),
  ];
}

/** Plain text, in English; times in UTC. Values are cut to a hundred characters: the JSON receipt has them whole. */
export function receiptInWords({ key, at, action, outcome, match, entries, remarks, requests }: Receipt): string {
  const records = entries.length > 0 ? `, ${quantity(entries.length, 'record')}` : '';
  const asked = requests > 0 ? `; its batch took ${quantity(requests, 'request')}` : '';
  const sections: string[][] = [
    [
      `${key}: ${match.status}`,
      `${action ? `${ACTION[action]}. ` : ''}${OUTCOME[outcome]} on ${timeInWords(at)}${records}${asked}.`,
    ],
    ['Why', ...match.evidence.split('\n').map((line) => `  ${line}`)],
    ...(remarks.length > 0 ? [['Mended or left out', ...remarks.map((remark) => `  ${remark}`)]] : []),
    ...(entries.length > 0 ? [['Records', ...entries.flatMap(entryInWords)]] : []),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
