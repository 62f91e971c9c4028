/** Names of people and companies as an org wants them, and honest ones where none was said. */
import { oneLine } from '../plan/text/text.ts';
import type { Person } from './said.ts';

export interface PersonName {
  firstName?: string;
  lastName: string;
}

/** What stands where Salesforce asks for a text and nobody has said one. Salesforce's own tools write the same. */
export const NOT_PROVIDED = '[not provided]';

/** As it was said; undefined where it was not. The last word of a whole name is the last name. */
export function nameOf({ name, firstName, lastName }: Person): PersonName | undefined {
  const first = oneLine(firstName);
  const last = oneLine(lastName);
  if (last) return { ...(first ? { firstName: first } : {}), lastName: last };
  const words = oneLine(name).split(' ').filter(Boolean);
  // "Roe, Jane"
  const comma = oneLine(name).split(/\s*,\s*/);
  if (comma.length === 2 && comma[0] && comma[1]) return { firstName: comma[1], lastName: comma[0] };
  const end = words.pop();
  if (end === undefined) return first ? { lastName: first } : undefined;
  const before = first || words.join(' ');
  return { ...(before ? { firstName: before } : {}), lastName: end };
}

/** A last name for a lead whose name nobody has said: what is before the @ of the address, or the number. */
export function standInName({ email, phone }: Person): PersonName {
  return { lastName: email?.split('@', 1)[0] || phone || NOT_PROVIDED };
}
