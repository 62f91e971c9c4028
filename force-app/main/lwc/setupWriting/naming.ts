import { fill } from 'c/conversationModel';
import { objectName, writingName } from 'c/setupWords';
import { words } from './words';

/** Labels of the fields that were read so far, by `Object Field`. */
export type FieldLabels = Readonly<Record<string, string>>;

const NAMES: Readonly<Record<string, string>> = {
  writing: words.overallName,
  loggedCalls: words.loggedCalls,
  noteOnDeal: words.noteOnDeal,
  dealTie: words.dealTie,
  peopleOrder: words.peopleOrder,
  defaultCountry: words.country,
};
const VALUES: Readonly<Record<string, string>> = {
  'dealTie off': words.dealTieOff,
  'dealTie lastModified': words.dealTieLastModified,
  'dealTie newest': words.dealTieNewest,
  'dealTie oldest': words.dealTieOldest,
  'dealTie mostRoles': words.dealTieMostRoles,
  'peopleOrder contactFirst': words.contactFirst,
  'peopleOrder leadFirst': words.leadFirst,
  'loggedCalls enrich': words.enrich,
  'loggedCalls linkOnly': words.linkOnly,
  'noteOnDeal true': words.yes,
  'noteOnDeal false': words.no,
};

/** What a choice is called: a setting, an object, a field, or a mapping. */
export function choiceName(key: string, labels: FieldLabels): string {
  const [kind, object = '', field = ''] = key.split(' ');
  const label = labels[`${object} ${field}`] ?? field;
  if (kind === 'object') return objectName(object);
  if (kind === 'field') return fill(words.fieldName, objectName(object), label);
  if (kind === 'mapping') return fill(words.mappingName, objectName(object), label);
  return NAMES[key] ?? (key === 'apiReservePercent' ? words.reserve : key);
}

/** What was chosen, in words. */
export function choiceValue(key: string, value: string | undefined, labels: FieldLabels): string {
  const [kind, object = ''] = key.split(' ');
  if (value === undefined) return kind === 'mapping' ? words.none : words.usualValue;
  if (kind === 'mapping') return labels[`${object} ${value}`] ?? value;
  return VALUES[`${key} ${value}`] ?? writingName(value);
}
