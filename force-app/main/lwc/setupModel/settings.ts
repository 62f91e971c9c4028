import { faultOf, isConflict } from './faults';
import type { Call, Settings, SyncFault, Writing } from './types';

/**
 * The settings that this page changes as one flat map, so that a change, a difference and a fault each have one name:
 * `writing`, `object Opportunity`, `field Opportunity Amount`, `mapping Opportunity NextStep`.
 */
export type Choices = Readonly<Record<string, string>>;
/** Settings as they were read, and what the admin has made of them without saving. */
export interface KeptChoices {
  settings: Settings;
  mine: Choices;
}

const PLAIN = [
  'writing',
  'loggedCalls',
  'noteOnDeal',
  'dealTie',
  'peopleOrder',
  'defaultCountry',
  'apiReservePercent',
] as const;
type Plain = (typeof PLAIN)[number];
const isPlain = (name: string): name is Plain => PLAIN.includes(name as Plain);

/** Customers' records are only suggested unless an admin says otherwise; the service has the same rule. */
const SUGGESTED = new Set(['Account', 'Contact', 'Lead', 'Opportunity']);
export function usualWriting(object: string): Writing {
  return SUGGESTED.has(object) ? 'suggest' : 'on';
}

export const objectKey = (object: string) => `object ${object}`;
export const fieldKey = (object: string, field: string) => `field ${object} ${field}`;
export const mappingKey = (object: string, field: string) => `mapping ${object} ${field}`;

export function choicesOf(settings: Settings): Choices {
  const choices: Record<string, string> = {};
  for (const name of PLAIN) choices[name] = String(settings[name]);
  for (const { object, writing, fields } of settings.objects) {
    if (writing !== usualWriting(object)) choices[objectKey(object)] = writing;
    for (const each of fields) choices[fieldKey(object, each.field)] = each.writing;
  }
  for (const { object, field, toField } of settings.fieldMapping) choices[mappingKey(object, field)] = toField;
  return choices;
}

/** The whole document with these choices; what this page does not show stays as it was read. */
export function settingsWith(settings: Settings, choices: Choices): Settings {
  const objects = new Map<string, Settings['objects'][number]>();
  const entryOf = (object: string) => {
    const known = objects.get(object) ?? { object, writing: usualWriting(object), fields: [] };
    objects.set(object, known);
    return known;
  };
  const fieldMapping: Settings['fieldMapping'] = [];
  const plain: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(choices)) {
    const [kind, object = '', field = ''] = key.split(' ');
    if (isPlain(key)) plain[key] = typed(settings[key], value);
    else if (kind === 'object') entryOf(object).writing = value as Writing;
    else if (kind === 'field') entryOf(object).fields.push({ field, writing: value as Writing });
    else fieldMapping.push({ object, field, toField: value });
  }
  return { ...settings, ...plain, objects: [...objects.values()], fieldMapping };
}

function typed(model: string | number | boolean, value: string): string | number | boolean {
  if (typeof model === 'boolean') return value === 'true';
  return typeof model === 'number' ? Number(value) : value;
}

/** A choice set, or taken away. */
export function choose(choices: Choices, key: string, value: string | undefined): Choices {
  const others = Object.entries(choices).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

/** Names of the choices that differ. */
export function changedKeys(from: Choices, to: Choices): string[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].filter((key) => from[key] !== to[key]).sort();
}

export interface Conflict {
  key: string;
  mine: string | undefined;
  theirs: string | undefined;
}
export interface Merge {
  /** Their settings with my changes to what they left alone. */
  merged: Choices;
  /** What they changed. */
  theirs: string[];
  /** What we both changed, and differently: theirs is kept, mine is offered again. */
  conflicts: Conflict[];
}

/** Three ways: what was read, what I made of it, and what somebody else has saved since. */
export function mergeChoices(base: Choices, mine: Choices, theirs: Choices): Merge {
  const changed = changedKeys(base, theirs);
  let merged = theirs;
  const conflicts: Conflict[] = [];
  for (const key of changedKeys(base, mine)) {
    if (mine[key] === theirs[key]) continue;
    if (changed.includes(key)) conflicts.push({ key, mine: mine[key], theirs: theirs[key] });
    else merged = choose(merged, key, mine[key]);
  }
  return { merged, theirs: changed, conflicts };
}

export type SaveAnswer =
  | { kind: 'saved'; settings: Settings }
  | { kind: 'changed'; settings: Settings; merge: Merge }
  | { kind: 'refused'; fault: SyncFault; faults: Record<string, string>; rest: string };

/** Saves the choices. Where somebody else was first nothing is saved, and both changes come back merged. */
export async function saveChoices(call: Call, read: Settings, mine: Choices): Promise<SaveAnswer> {
  const wanted = settingsWith(read, mine);
  try {
    return { kind: 'saved', settings: (await call('putSettings', { body: JSON.stringify(wanted) })) as Settings };
  } catch (thrown) {
    const fault = faultOf(thrown);
    if (!isConflict(fault)) return { kind: 'refused', fault, ...faultsByKey(fault.message, wanted) };
  }
  try {
    const settings = (await call('getSettings')) as Settings;
    return { kind: 'changed', settings, merge: mergeChoices(choicesOf(read), mine, choicesOf(settings)) };
  } catch (thrown) {
    const fault = faultOf(thrown);
    return { kind: 'refused', fault, faults: {}, rest: fault.message };
  }
}

const POINTER = `(?:objects|fieldMapping)(?:/\\w+)+|${PLAIN.join('|')}`;
const NAMED = new RegExp(`(?:^|(?<=[.!?]) )/?(${POINTER}) (.*?)(?=(?<=[.!?]) /?(?:${POINTER}) |$)`, 'gs');

/** The service names each fault by a JSON pointer into what was sent; `rest` is what stands before them. */
export function faultsByKey(message: string, sent: Settings): { faults: Record<string, string>; rest: string } {
  const faults: Record<string, string> = {};
  const rest = message.replace(NAMED, (_, pointer: string, detail: string) => {
    const key = keyAt(pointer, sent);
    faults[key] = [faults[key], detail.trim()].filter(Boolean).join(' ');
    return '';
  });
  return { faults, rest: rest.trim() };
}

function keyAt(pointer: string, { objects, fieldMapping }: Settings): string {
  const [root, index, part, position] = pointer.split('/');
  if (root === 'objects') {
    const { object = '', fields = [] } = objects[Number(index)] ?? {};
    const field = part === 'fields' ? fields[Number(position)]?.field : undefined;
    return field ? fieldKey(object, field) : objectKey(object);
  }
  if (root === 'fieldMapping') {
    const { object = '', field = '' } = fieldMapping[Number(index)] ?? {};
    return mappingKey(object, field);
  }
  return root;
}
