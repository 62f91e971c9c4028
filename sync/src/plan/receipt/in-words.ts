/** Receipts as a person reads them: what became of the conversation and why, then every record, field by field. */
import { toId18 } from '../../match/ids.ts';
import { dayInWords, listInWords, quantity, quoted } from '../../match/words.ts';
import { withoutDigest } from '../text/digest.ts';
import { cut, oneLine } from '../text/text.ts';
import type { Match } from '../../match/types.ts';
import type { FieldValue, PlannedField, Receipt, ReceiptEntry, RecordReceipt } from '../types.ts';
import { isCreation, UNDO_RULES } from '../undo/fold.ts';
import { fieldLabel, objectLabel } from './labels.ts';
import { namesIn } from './names.ts';
import { matchRulesInWords, ruleInWords } from './rules.ts';

const LONGEST_VALUE = 100;

/** What is known from all receipts of a conversation: names by Id, and labels by object and field. */
interface Known {
  names: Record<string, string>;
  labels: Map<string, string>;
  title?: string;
  /** What rows beneath a conversation were called when they were made, by Id. */
  made: Map<string, string>;
}

const OUTCOME: Record<Receipt['outcome'], (when: string) => string> = {
  written: (when) => `Written to Salesforce on ${when}`,
  unchanged: (when) => `Nothing to write on ${when}: Salesforce already says all of it`,
  planned: (when) => `Not written on ${when}, because the settings hold it back; this is what would be written`,
  failed: (when) => `Not wholly written on ${when}, because Salesforce refused a part`,
};

function statusInWords({ match, outcome }: Receipt): string {
  switch (match.status) {
    case 'Matched':
      return match.activity.id
        ? 'Matched: its activity was already in Salesforce.'
        : 'Matched: it is a record of its own, and no activity is made for it.';
    case 'Created':
      return `Created: Salesforce had no activity for it, so one ${outcome === 'planned' ? 'would be' : 'was'} made.`;
    case 'Needs review':
      return 'Needs review: a person has to choose; the candidates are below.';
    case 'Locked':
      return 'Locked: a person chose what it is linked to, and no later run changes that.';
  }
}

/** Done and held back, under the words that the receipt uses. */
const DONE: Record<ReceiptEntry['operation'], string> = {
  create: 'created',
  update: 'changed',
  upsert: 'changed',
  delete: 'deleted',
};

/** Internals that the service keeps for itself on a record. */
const HIDDEN = new Set(['Match_Candidates__c', 'Note_Mark__c', 'ShareType']);
/** What the heading of a record says already. */
const IN_HEADING: Record<string, string[]> = {
  Conversation_Moment__c: ['Type__c', 'Text__c'],
  Conversation_Participant__c: ['Name'],
  Conversation_Suggestion__c: ['Object__c', 'Record_Id__c', 'Field__c'],
  Conversation__c: ['Name'],
};

function labelOf(object: string, field: string, { labels }: Known): string {
  return labels.get(`${object}.${field}`) ?? fieldLabel(object, field);
}

/** Names of objects and fields in a sentence, as Salesforce's pages call them; what nobody knows a label of stays. */
function plainly(sentence: string, known: Known): string {
  return sentence
    .replace(/\b([A-Z][A-Za-z]+(?:_[A-Za-z]+)*(?:__c)?)\.([A-Z][A-Za-z_]*[a-z](?:__c)?)\b/g, (_, object, field) => {
      const label = labelOf(object as string, field as string, known);
      return `${objectLabel(object as string)} ${label}${label === field ? '' : ` (${field as string})`}`;
    })
    .replace(/(?<![\w(])[A-Z][A-Za-z]*(?:_[A-Za-z]+)*__c\b/g, (name) => fieldLabel('', name))
    .replace(/\bDebrief_(CRM_Filling|Integration|Changes|Admin|Rep)\b/g, (name) => `“${name.replaceAll('_', ' ')}”`);
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

const withYear = (instant: string) => `${dayInWords(instant)} ${instant.slice(0, 4)}`;

function shown(value: FieldValue, { names }: Known): string {
  if (value === null || value === '') return 'empty';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  const name = names[toId18(value)];
  if (name !== undefined) return quoted(name);
  if (DATE.test(value)) return withYear(value);
  if (TIME.test(value)) return `${withYear(value)}, ${value.slice(11, 16)} UTC`;
  return `“${cut(oneLine(value), LONGEST_VALUE)}”`;
}

function valueOf(object: string, field: string, value: FieldValue, match: Receipt['match'], known: Known): string {
  if (typeof value !== 'string') return shown(value, known);
  if (field === 'Match_Rule__c') return matchRulesInWords(value) || 'empty';
  if (field === 'Match_Evidence__c' && value === match.evidence) return 'the sentences above';
  return shown(value, known);
}

function fieldInWords(entry: ReceiptEntry, change: PlannedField, match: Receipt['match'], known: Known): string {
  const { object } = entry;
  const { field, before, after, rule, evidence } = change;
  const label = labelOf(object, field, known);
  const value = (each: FieldValue) => valueOf(object, field, each, match, known);
  if (rule === UNDO_RULES.left) {
    const why = plainly(evidence ?? 'Left as it is.', known);
    const begins = [field, label, fieldLabel(object, field)].find((name) => why.startsWith(`${name} `));
    return `    ${label}: ${value(after)} stays. ${begins ? `It${why.slice(begins.length)}` : why}`;
  }
  if (rule === 'digest' && before !== null && after !== null)
    return `    ${label}: the notes in short were ${hasDigest(before) ? 'renewed between their marks' : 'put beneath it'} (what people wrote stays)`;
  if (rule === 'adopted') return `    ${ruleInWords(object, change, match)}.`;
  if (rule === 'synced') return `    ${label}: ${value(after)} (the time of this run)`;
  const values = before === null && isNew(entry) ? value(after) : `${value(before)} → ${value(after)}`;
  const reason =
    rule === 'crmFilling' && evidence
      ? `said in the conversation: “${cut(oneLine(evidence), LONGEST_VALUE)}”`
      : ruleInWords(object, change, match);
  return `    ${label}: ${values}${reason ? ` (${reason})` : ''}`;
}

function hasDigest(text: FieldValue): boolean {
  return typeof text === 'string' && withoutDigest(text) !== text;
}

function isNew(entry: ReceiptEntry): boolean {
  return entry.operation !== 'delete' && isCreation(entry);
}

function done(entry: ReceiptEntry): string {
  return isNew(entry) ? 'created' : DONE[entry.operation];
}

function outcomeOf(entry: ReceiptEntry): string {
  switch (entry.outcome) {
    case 'written':
      return done(entry);
    case 'planned':
      return `would be ${done(entry)}`;
    case 'failed':
      return 'refused';
    case 'skipped':
      return LEFT;
  }
}

/** `Highlight 'We pay in thirty days.'`, `Suggestion for Next Step of 'Acme – Renewal'`, `Task 'Call with Jane'`. */
function heading(entry: ReceiptEntry, known: Known): string {
  const { object, id, fields } = entry;
  const said = (field: string): string | undefined => {
    const found = fields.find((each) => each.field === field);
    const value = found?.after ?? found?.before;
    return typeof value === 'string' ? value : undefined;
  };
  const named = known.names[toId18(id ?? '')] ?? said('Text__c') ?? said('Title__c') ?? said('Subject') ?? said('Name');
  const name = named === undefined ? '' : ` ${quoted(cut(oneLine(named), LONGEST_VALUE))}`;
  const place = id ? ` (${id})` : '';
  const made = isNew(entry) ? undefined : known.made.get(id ?? '');
  if (made !== undefined) return made;
  switch (object) {
    case 'Conversation_Moment__c':
      return `${said('Type__c') ?? 'Moment'}${name}${place}`;
    case 'Conversation_Participant__c':
      return `Participant${name}${place}`;
    case 'Conversation_Suggestion__c': {
      const of = said('Object__c');
      const field = said('Field__c');
      const record = known.names[toId18(said('Record_Id__c') ?? '')];
      const what = of && field ? ` for ${labelOf(of, field, known)} of ${record ? quoted(record) : of}` : '';
      return `Suggestion${what}${place}`;
    }
    default:
      return `${objectLabel(object)}${name}${place}`;
  }
}

function entryInWords(entry: ReceiptEntry, match: Receipt['match'], known: Known): string[] {
  const { object, fields, note, error, operation, outcome } = entry;
  const quiet = new Set([...HIDDEN, ...(IN_HEADING[object] ?? [])]);
  // what a deleted record said is in the JSON receipt
  const isShort = operation === 'delete' && outcome !== 'failed';
  const told = fields.filter(({ field }) => (isNew(entry) ? !quiet.has(field) : !HIDDEN.has(field)));
  const at =
    error && error.fields.length > 0 ? ` (${listInWords(error.fields.map((f) => labelOf(object, f, known)))})` : '';
  return [
    `  ${heading(entry, known)}: ${outcomeOf(entry)}`,
    ...(error ? [`    Salesforce says: ${error.message}${at} [${error.code}]`] : []),
    ...(note ? [`    ${plainly(note, known)}`] : []),
    ...(isShort ? [] : told.map((change) => fieldInWords(entry, change, match, known))),
  ];
}

const LEFT = 'left as it is';
const HELD = 'held back by the settings';
const ORDER = [
  ...['created', 'changed', 'deleted', 'would be created', 'would be changed', 'would be deleted'],
  ...[HELD, 'refused', LEFT],
];

/** `3 records created and 1 changed`. */
function count(entries: ReceiptEntry[], outcome: Receipt['outcome']): string {
  const isHeld = (entry: ReceiptEntry) => entry.outcome === 'planned' && outcome !== 'planned';
  const groups = Map.groupBy(entries, (entry) => (isHeld(entry) ? HELD : outcomeOf(entry)));
  const known = ORDER.filter((each) => groups.has(each));
  const parts = known.map((each, at) => {
    const number = groups.get(each)?.length ?? 0;
    const done = each === LEFT && number > 1 ? 'left as they are' : each;
    return at === 0 ? `${quantity(number, 'record')} ${done}` : `${number} ${done}`;
  });
  return listInWords(parts);
}

/** Of what is no conversation: only which records were written, and what for. */
const NO_MATCH: Match = {
  ...{ status: 'Matched', rule: '', score: 0, evidence: '', people: [], dealRule: '', dealCandidates: [] },
  activity: { object: 'Task', decision: 'none', candidates: [] },
};

function receiptInWords(receipt: Receipt | RecordReceipt, known: Known): string {
  const { key, at, outcome, entries, remarks, requests } = receipt;
  const whole = 'match' in receipt ? receipt : undefined;
  const { action, match = NO_MATCH } = whole ?? {};
  const evidence = whole ? match.evidence.split('\n') : ('evidence' in receipt && receipt.evidence) || [];
  const when = `${withYear(at)}, ${at.slice(11, 16)} UTC`;
  const counted = entries.length > 0 ? `: ${count(entries, outcome)}` : '';
  const asked =
    whole && requests > 0 ? ` The batch that it was in took ${quantity(requests, 'request')} to Salesforce.` : '';
  const isUndo = action === 'undo';
  const did = isUndo
    ? outcome === 'planned'
      ? `Asked on ${when} what taking it back would do`
      : outcome === 'unchanged'
        ? `Nothing was there to take back on ${when}`
        : `Taken back by a person on ${when}`
    : whole || outcome !== 'planned'
      ? OUTCOME[outcome](when)
      : `Not written on ${when}; this is what would be written`;
  const failed = isUndo && outcome === 'failed' ? ' Salesforce refused a part.' : '';
  const sections: string[][] = [
    [
      known.title === undefined ? key : `${known.title} (${key})`,
      ...(isUndo || !whole ? [] : [`${action === 'relink' ? 'Linked by a person. ' : ''}${statusInWords(whole)}`]),
      `${did}${counted}.${failed}${asked}`,
    ],
    ...(evidence.length > 0
      ? [[isUndo ? 'It had been linked for these reasons' : 'Why', ...evidence.map((line) => `  ${line}`)]]
      : []),
    ...(remarks.length > 0 ? [['Mended or left out', ...remarks.map((remark) => `  ${plainly(remark, known)}`)]] : []),
    ...(entries.length > 0
      ? [
          [
            isUndo || !whole
              ? 'Records'
              : 'Records (a value without a reason in brackets is what the conversation says)',
            ...entries.flatMap((entry) => entryInWords(entry, match, known)),
          ],
        ]
      : []),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/**
 * Receipts of one conversation, or of one visitor or step, the newest first, as plain text in English; times in UTC. Values are cut to a hundred
 * characters: the JSON receipt has them whole.
 */
export function receiptsInWords(receipts: (Receipt | RecordReceipt)[]): string {
  const known: Known = { names: {}, labels: new Map(), made: new Map() };
  for (const receipt of receipts.toReversed()) {
    Object.assign(known.names, namesIn(receipt));
    const id = 'match' in receipt ? (receipt.conversationId ?? '') : '';
    known.title = known.names[toId18(id)] ?? known.title;
    for (const { object, fields } of receipt.entries)
      for (const { field, label } of fields) if (label) known.labels.set(`${object}.${field}`, label);
  }
  for (const entry of receipts.flatMap(({ entries }) => entries))
    if (entry.id && entry.object in IN_HEADING && isNew(entry)) known.made.set(entry.id, heading(entry, known));
  return receipts.map((receipt) => receiptInWords(receipt, known)).join('\n—\n\n');
}
