/** Fields of a record that a visit changes: only those that differ, never over what a person typed. */
import { normaliseEmail, toE164 } from '../../match/address.ts';
import { quoted } from '../../match/words.ts';
import { differences, same, wanted, type WantedFields } from '../../plan/difference.ts';
import type { FieldValue, PlannedField } from '../../plan/types.ts';
import { nameOf } from '../names.ts';
import { asFieldValue, factOf, personFields } from './facts.ts';
import type { OrgRecord, VisitInput } from './types.ts';

type Mapped = 'Account' | 'Lead' | 'Contact';

/** Names are people's: a mapping reaches them on records that are made, and where the setting says so. */
const NAMES = new Set(['Name', 'FirstName', 'LastName', 'Company', 'Email', 'Phone', 'Website']);

/** What the mapping of the settings asks for. */
export function mappedFields(input: VisitInput, object: Mapped, isNew: boolean): WantedFields {
  const { settings, said, shapes } = input;
  const fields = settings.fieldMapping.filter(
    (each) => each.object === object && (isNew || settings.overwriteNames || !NAMES.has(each.toField)),
  );
  return Object.fromEntries(
    fields.flatMap(({ from, toField }) => {
      const value = factOf(said, from);
      if (value === undefined) return [];
      return [[toField, { value: asFieldValue(value, shapes.field(object, toField)), rule: 'fieldMapping' }]];
    }),
  );
}

/** A person's name, address and number, where they are ours to change, and the package's own fields. */
export function personChanges(input: VisitInput, object: 'Contact' | 'Lead', row: OrgRecord): PlannedField[] {
  const { said, shapes } = input;
  const fields: WantedFields = {
    ...wanted(personFields(said), 'visit'),
    ...nameChange(input, row),
    ...emailChange(input, row),
    ...phoneChange(input, row),
    ...mappedFields(input, object, false),
  };
  // an older visit that comes late is no news
  const seen = row.Visitor_Last_Seen__c;
  const isOlder = typeof seen === 'string' && Date.parse(seen) > Date.parse(String(fields.Visitor_Last_Seen__c?.value));
  if (isOlder) delete fields.Visitor_Last_Seen__c;
  return differences(object, fields, row, shapes);
}

/** Whether a value may give way: it is empty, or it is the one that the service wrote. */
export function isOurs({ written }: VisitInput, row: OrgRecord, field: string): boolean {
  const value = (row[field] ?? null) as FieldValue;
  if (same(value, null)) return true;
  const known = written.fields[row.Id];
  return known !== undefined && Object.hasOwn(known, field) && same(known[field], value);
}

function nameChange(input: VisitInput, row: OrgRecord): WantedFields {
  const { said, settings, remark } = input;
  const name = nameOf(said.person);
  if (!name) return {};
  const whole = [name.firstName, name.lastName].filter(Boolean).join(' ');
  const isSame = (field: string, value: string | undefined) => fold(row[field]) === fold(value);
  const now = [row.FirstName, row.LastName].filter(Boolean).join(' ');
  if (fold(now) === fold(whole)) return {};
  if (settings.overwriteNames)
    return wanted(
      { ...(name.firstName ? { FirstName: name.firstName } : {}), LastName: name.lastName },
      'overwriteNames',
    );
  const isFree = isOurs(input, row, 'LastName') && isOurs(input, row, 'FirstName');
  // a first name completes the last name that is there; beside another one it would name nobody
  if (isFree || (isSame('LastName', name.lastName) && isOurs(input, row, 'FirstName') && name.firstName))
    return wanted({ ...(name.firstName ? { FirstName: name.firstName } : {}), LastName: name.lastName }, 'visit');
  remark(
    `The name ${quoted(now)} stays: the visitor says another one, and names that people typed are not overwritten.`,
  );
  return {};
}

const fold = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** A change that the visitor made is a change here: from an address that was theirs. Any other is people's own. */
function emailChange({ said, remark }: VisitInput, row: OrgRecord): WantedFields {
  const { email } = said.person;
  const now = normaliseEmail(row.Email as string | null);
  if (!email || now === email) return {};
  if (now === undefined || said.former.emails.includes(now)) return wanted({ Email: email }, 'visit');
  remark('The email address stays: the visitor uses another one, and the one that is there was not theirs before.');
  return {};
}

function phoneChange(input: VisitInput, row: OrgRecord): WantedFields {
  const { said, country, remark } = input;
  const { phone } = said.person;
  if (!phone) return {};
  const numberOf = (field: string) => toE164(row[field] as string | null, country);
  if (numberOf('Phone') === phone || numberOf('MobilePhone') === phone) return {};
  for (const field of ['Phone', 'MobilePhone'])
    if (said.former.phones.includes(numberOf(field) ?? '')) return wanted({ [field]: phone }, 'visit');
  if (same(row.Phone, null)) return wanted({ Phone: phone }, 'visit');
  remark('The phone number stays: the visitor says another one, and the one that is there was not theirs before.');
  return {};
}
