import { dateOf, dateTimeOf, durationOf, fill, plural } from 'c/conversationModel';
import type { Viewer } from 'c/conversationModel';
import type { Read } from 'c/evidenceReader';
import { isCreation, isLeft, textOf } from './receipt';
import type { Known, Receipt, ReceiptEntry, ReceiptField, Value } from './receipt';
import { fieldWords, HIDDEN_FIELDS, kindWords, objectWords, words } from './words';

export interface Line {
  key: string;
  heading: string;
  icon: string;
  variant?: string;
  outcome: string;
  fields: { key: string; name: string; value: string }[];
  /** How many fields are not listed, in words. */
  more?: string;
  /** Reasons, in the viewer's language where the service's words are known, and refusals in the org's own. */
  notes: Note[];
}
export interface Note {
  text: string;
  lang?: string;
}

const LONGEST = 120;
const LINK = 'ContentDocumentLink';
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const SECONDS = /Duration/;

/** A line for each record of the customer's, and for each that was left or refused; what is alike stands together. */
export function linesOf(receipt: Receipt, known: Known, viewer: Viewer, now: number, read: Read): Line[] {
  const groups = new Map<string, ReceiptEntry[]>();
  for (const [index, entry] of receipt.entries.entries()) {
    if (entry.object === LINK && !entry.error) continue;
    const key = isQuiet(entry) ? `${entry.object} ${typeOf(entry, known)} ${outcomeOf(entry)}` : String(index);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].map(([key, entries]) => {
    const isGroup = kindWords[typeOf(entries[0], known)] !== undefined && isQuiet(entries[0]);
    return isGroup ? together(key, entries, known) : lineOf(key, entries[0], known, viewer, now, read);
  });
}

/** A part of the conversation of which nothing is to be said. */
function isQuiet(entry: ReceiptEntry): boolean {
  return isPart(entry) && !entry.note && !entry.error && !isLeft(entry);
}

function isPart({ object }: ReceiptEntry): boolean {
  return object.startsWith('Conversation_') && object !== 'Conversation__c';
}

function together(key: string, entries: ReceiptEntry[], known: Known): Line {
  const [first] = entries;
  const kind = kindWords[typeOf(first, known)];
  const count = String(entries.length);
  const heading = kind.includes('{0}') ? fill(kind, count) : fill(words.count, kind, count);
  return { key, heading, ...lookOf(first), fields: [], notes: [] };
}

function lineOf(key: string, entry: ReceiptEntry, known: Known, viewer: Viewer, now: number, read: Read): Line {
  const { object, id, fields, note, error } = entry;
  const name =
    (id && known.names[id]) ?? ['Text__c', 'Subject', 'Name'].map((each) => textOf(fields, each)).find(Boolean);
  const kind = objectWords[object] ?? (isPart(entry) ? '' : plainName(object));
  const told = isPart(entry) ? [] : fields.filter((field) => isTold(object, field));
  const untold = object === 'Conversation__c' ? fields.length - told.length : 0;
  return {
    key,
    heading: name ? fill(words.named, kind, cut(name)).trim() : kind,
    ...lookOf(entry),
    fields: told.map((field) => ({ key: field.field, ...fieldOf(field, known, viewer, now, read) })),
    more: untold > 0 ? plural(untold, told.length > 0 ? words.more : words.fields, viewer) : undefined,
    notes: [...(error ? [{ text: fill(words.refused, error.message) }] : []), ...(note ? read(note) : [])],
  };
}

function isTold(object: string, { field, label }: ReceiptField): boolean {
  if (object === 'Conversation__c') return fieldWords[field] !== undefined;
  return label !== undefined || !HIDDEN_FIELDS.has(field);
}

function fieldOf(
  change: ReceiptField,
  known: Known,
  viewer: Viewer,
  now: number,
  read: Read,
): { name: string; value: string } {
  const { field, before, after, rule, evidence, label } = change;
  const name = label ?? (field === 'Description' ? words.notes : (fieldWords[field] ?? plainName(field)));
  if (rule === 'left')
    return {
      name,
      value: fill(
        words.stays,
        read(evidence ?? '')
          .map(({ text }) => text)
          .join(' '),
      ),
    };
  if (field === 'Description')
    return { name, value: after === null || rule === 'removed' ? words.takenOff : words.renewed };
  const shown = (value: Value) => valueOf(field, value, known, viewer, now);
  if (before === null || before === '') return { name, value: shown(after) };
  return { name, value: fill(words.change, shown(before), shown(after)) };
}

function valueOf(field: string, value: Value, { names }: Known, viewer: Viewer, now: number): string {
  if (value === null || value === '') return words.empty;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number')
    return SECONDS.test(field) ? durationOf(value, viewer) : new Intl.NumberFormat(viewer.locale).format(value);
  if (names[value] !== undefined) return names[value];
  if (DAY.test(value)) return dateOf(value, viewer, now);
  if (INSTANT.test(value)) return dateTimeOf(value, viewer, now);
  return cut(value);
}

function lookOf(entry: ReceiptEntry): Pick<Line, 'icon' | 'variant' | 'outcome'> {
  switch (entry.outcome) {
    case 'failed':
      return { icon: 'utility:error', variant: 'error', outcome: words.wasRefused };
    case 'skipped':
      return { icon: 'utility:lock', outcome: words.wasLeft };
    case 'planned':
      return { icon: 'utility:clock', outcome: words.wouldBe[outcomeOf(entry)] };
    default:
      return { icon: 'utility:success', variant: 'success', outcome: words.was[outcomeOf(entry)] };
  }
}

function outcomeOf(entry: ReceiptEntry): 'created' | 'changed' | 'deleted' {
  if (entry.operation === 'delete') return 'deleted';
  return isCreation(entry) ? 'created' : 'changed';
}

function typeOf({ object, id, fields }: ReceiptEntry, { types }: Known): string {
  if (object !== 'Conversation_Moment__c') return object;
  return textOf(fields, 'Type__c') ?? types[id ?? ''] ?? object;
}

/** `Next_Step_Date__c` as a person reads it. */
function plainName(name: string): string {
  return name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])(?=[A-Z])/g, '$1 ');
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
