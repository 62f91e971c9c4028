/** What a tenant's settings keep from being written: off, suggest and on, per object and field. */
import { isCustomers, writingOf, type TenantSettings } from './settings.ts';
import type { HeldWrite, PlannedField, PlannedWrite, Writing } from './types.ts';

const PARENT = 'Conversation__c';
const KEY = 'Key__c';
const OWN = new Set([PARENT, 'Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c']);
/** Without these a record can't be made, or can't be found again. */
const NEEDED: Record<string, string[]> = {
  Event: ['Conversation_Key__c', 'StartDateTime', 'EndDateTime'],
  Task: ['Conversation_Key__c'],
  ContentNote: ['Title', 'Content'],
  ContentDocumentLink: ['ContentDocumentId', 'LinkedEntityId', 'ShareType'],
};

export type Choices = Pick<TenantSettings, 'writing' | 'objects'>;

/** With writing off the plan says what would be written if it were on. */
export function choicesOf(settings: TenantSettings): Choices {
  return { writing: settings.writing === 'off' ? 'on' : settings.writing, objects: settings.objects };
}

/** A mode, and the setting that says so. */
export interface Held {
  writing: Writing;
  note: string;
}

function noteOf(choices: Choices, object: string, field: string | undefined, writing: Writing): string {
  const chosen = choices.objects.find((each) => each.object === object);
  const own = field === undefined ? undefined : chosen?.fields.find((each) => each.field === field);
  const isOfField = own !== undefined && own.writing === writing;
  const isOfObject = !own && (chosen?.writing === writing || (!chosen && isCustomers(object)));
  const what = isOfField ? `${own.field} of ${object}` : isOfObject ? object : 'writing';
  return `${writing === 'off' ? 'Not written' : 'Left to people'}: ${what} is set to ${writing}.`;
}

/**
 * Debrief's own records are written from `suggest` on, and nothing beneath a conversation that is not. One whose key is
 * not written could not be found again.
 */
export function modeOf(choices: Choices, object: string, field?: string): Held {
  const writing = writingOf(choices, object, field);
  if (OWN.has(object)) {
    if (writing === 'off') return { writing, note: noteOf(choices, object, field, writing) };
    if (object !== PARENT) return modeOf(choices, PARENT);
    return field === KEY ? { writing: 'on', note: '' } : modeOf(choices, PARENT, KEY);
  }
  return { writing, note: writing === 'on' ? '' : noteOf(choices, object, field, writing) };
}

/** A write, or some of its fields, under the setting that holds it back. */
export function hold(write: PlannedWrite, { writing, note }: Held, fields: PlannedField[]): HeldWrite {
  const { object, operation, id, key } = write;
  return {
    ...{ object, operation },
    ...(id ? { id } : {}),
    ...(key ? { key } : {}),
    fields,
    writing: writing === 'off' ? 'off' : 'suggest',
    note,
  };
}

interface Parted {
  write?: PlannedWrite;
  held: HeldWrite[];
}

/** The part of a write that may be written, and the rest under the settings that hold it back. */
function part(write: PlannedWrite, choices: Choices): Parted {
  const whole = modeOf(choices, write.object);
  const isNew = write.operation === 'create' || (write.operation === 'upsert' && !write.id);
  if (isNew || write.operation === 'delete') {
    const needed = isNew ? (NEEDED[write.object] ?? [KEY]) : [];
    const lack = [whole, ...needed.map((field) => modeOf(choices, write.object, field))].find(
      ({ writing }) => writing !== 'on',
    );
    if (lack) return { held: [hold(write, lack, write.fields)] };
    if (!isNew) return { write, held: [] };
  }
  const groups = Map.groupBy(write.fields, ({ field }) => modeOf(choices, write.object, field).note);
  const held = [...groups].flatMap(([note, fields]) => {
    const [first] = fields;
    return note === '' || !first ? [] : [hold(write, modeOf(choices, write.object, first.field), fields)];
  });
  const fields = groups.get('') ?? [];
  const links = Object.entries(write.links ?? {}).filter(
    ([field]) => modeOf(choices, write.object, field).writing === 'on',
  );
  const { links: _, ...rest } = write;
  const isEmpty = fields.length === 0 && links.length === 0 && !isNew;
  return isEmpty
    ? { held }
    : { write: { ...rest, ...(links.length > 0 ? { links: Object.fromEntries(links) } : {}), fields }, held };
}

const nameOf = (object: string, key: string | undefined) => `${object} ${key}`;

function withoutLinksTo(notMade: Set<string>, write: PlannedWrite): PlannedWrite[] {
  if (!write.links) return [write];
  const links = Object.entries(write.links).filter(([, { object, key }]) => !notMade.has(nameOf(object, key)));
  const { links: _, ...rest } = write;
  if (links.length > 0) return [{ ...rest, links: Object.fromEntries(links) }];
  return write.id && write.fields.length === 0 ? [] : [rest];
}

/** What the settings let through of some writes, with no link to a record that is not made. */
export function holdBack(writes: PlannedWrite[], choices: Choices): { writes: PlannedWrite[]; held: HeldWrite[] } {
  const parts = writes.map((write) => part(write, choices));
  const held = parts.flatMap((each) => each.held);
  const made = new Set(parts.flatMap(({ write }) => (write ? [nameOf(write.object, write.key?.value)] : [])));
  const notMade = new Set(
    held
      .filter(({ id }) => !id)
      .map(({ object, key }) => nameOf(object, key?.value))
      .filter((name) => !made.has(name)),
  );
  return { writes: parts.flatMap(({ write }) => (write ? withoutLinksTo(notMade, write) : [])), held };
}
