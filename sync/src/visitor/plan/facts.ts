/** What a visit says of a person or company, as fields of the org. */
import type { FieldShape } from '../../match/types.ts';
import { toSecond } from '../../plan/difference.ts';
import type { FieldValue } from '../../plan/types.ts';
import { nameOf } from '../names.ts';
import type { Said } from '../said.ts';
import { lastSeenOf, sessionsOf } from '../sessions.ts';
import type { FactName } from '../settings.ts';
import { UTM } from '../utm.ts';

const instant = (ms: number | undefined): string | undefined =>
  ms === undefined ? undefined : toSecond(new Date(ms).toISOString());

/** Undefined where it was not said. */
export function factOf(said: Said, name: FactName): FieldValue | undefined {
  const { company, person, pieces, utm, link } = said;
  const named = nameOf(person);
  const sessions = sessionsOf(pieces);
  const facts: Record<FactName, FieldValue | undefined> = {
    link,
    lastSeen: instant(lastSeenOf(pieces)),
    firstSeen: instant(sessions[0]?.start),
    sessions: sessions.length > 0 ? sessions.length : undefined,
    'utm.source': utm.source?.[1],
    'utm.medium': utm.medium?.[1],
    'utm.campaign': utm.campaign?.[1],
    'utm.content': utm.content?.[1],
    'company.name': company.name,
    'company.domain': company.domain,
    'company.link': company.link,
    'person.name': named && [named.firstName, named.lastName].filter(Boolean).join(' '),
    'person.firstName': named?.firstName,
    'person.lastName': named?.lastName,
    'person.email': person.email,
    'person.phone': person.phone,
    'person.title': person.title,
  };
  return facts[name];
}

/** As a field of that type takes it. */
export function asFieldValue(value: FieldValue, shape: FieldShape | undefined): FieldValue {
  const type = shape?.type ?? 'string';
  if (type === 'date' && typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? value.slice(0, 10) : value;
  if (/^(double|int|currency|percent|long)$/.test(type)) return Number.isFinite(Number(value)) ? Number(value) : value;
  return type === 'datetime' || typeof value === 'string' ? value : String(value);
}

/** The package's own fields of a contact or lead. What was not said stays out: it empties nothing. */
export function personFields(said: Said): Record<string, FieldValue> {
  const fields: Record<string, FieldValue | undefined> = {
    Visitor_Link__c: factOf(said, 'link'),
    Visitor_Last_Seen__c: factOf(said, 'lastSeen'),
    Visitor_Sessions__c: factOf(said, 'sessions'),
    ...Object.fromEntries(
      UTM.map((name) => [`Visitor_UTM_${name[0]?.toUpperCase()}${name.slice(1)}__c`, factOf(said, `utm.${name}`)]),
    ),
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, FieldValue] => entry[1] !== undefined),
  );
}
