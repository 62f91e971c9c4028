/** What the org says now of everything that a few visits touch, in few requests. */
import { indexSnapshot, type SnapshotIndex } from '../../match/snapshot-index.ts';
import { objectOfId } from '../../match/ids.ts';
import type { OrgShapes } from '../../match/types.ts';
import { anyOf, chunked, isIn, literal } from '../../org/soql.ts';
import type { Org } from '../../org/types.ts';
import type { AccountRow } from '../../visitor/account.ts';
import type { CrmAccount, CrmDeal, CrmPerson, Owner } from '../../visitor/crm.ts';
import { writtenForms } from '../../visitor/domain.ts';
import { asConversation } from '../../visitor/person.ts';
import type { EventRow, OrgRecord } from '../../visitor/plan/types.ts';
import type { VisitorSettings } from '../../visitor/settings.ts';
import type { Tenant } from '../tenant.ts';
import type { Visit } from './types.ts';

/** Patterns with leading wildcards are slow: fewer of them a statement. */
const MOST_PATTERNS = 20;
const OBJECTS = ['Account', 'Contact', 'Lead', 'Opportunity', 'Event', 'ContentNote', 'ContentDocumentLink', 'User'];

export interface Reading {
  shapes: OrgShapes;
  index: SnapshotIndex;
}

export async function readPeople(org: Org, tenant: Tenant, visits: Visit[], now: string): Promise<Reading> {
  const { match } = tenant.settings;
  const asked = visits.map(({ record, said }) => asConversation(record.id, said, record, now));
  const snapshot = await org.snapshot(asked, { ...match, peopleOrder: 'contactFirst' }, { isToMatch: true });
  return { shapes: await org.shapesOf(OBJECTS), index: indexSnapshot(snapshot) };
}

/** Fields that the integration user sees: a statement with another one fails whole. */
function select(shapes: OrgShapes, object: string, fields: string[]): string {
  const shape = shapes[object] ?? {};
  return [...new Set(fields)]
    .filter((field) => Object.hasOwn(shape, field.replace(/^Owner\..*/, 'OwnerId')))
    .join(', ');
}

const mapped = ({ fieldMapping }: VisitorSettings, object: string): string[] =>
  fieldMapping.filter((each) => each.object === object).map(({ toField }) => toField);

/** By the domain of their website, or by Id. */
export async function readAccounts(
  org: Org,
  shapes: OrgShapes,
  settings: VisitorSettings,
  { domains, ids }: { domains: string[]; ids: string[] },
): Promise<AccountRow[]> {
  const fields = [
    ...['Id', 'Name', 'Website', 'Website_Domain__c', 'OwnerId', 'Owner.Name', 'Type'],
    ...['Visitor_Created__c', 'Visitor_Link__c', ...mapped(settings, 'Account')],
  ];
  const head = `SELECT ${select(shapes, 'Account', fields)} FROM Account WHERE `;
  const has = (field: string) => Object.hasOwn(shapes.Account ?? {}, field);
  const forms = domains.flatMap(writtenForms);
  const statements = [
    ...chunked(forms, 2000, MOST_PATTERNS).map((some) =>
      anyOf([
        ...(has('Website') ? some.map((form) => `Website LIKE ${literal(`%${form}%`)}`) : []),
        ...(has('Website_Domain__c') ? [isIn('Website_Domain__c', some)] : []),
      ]),
    ),
    ...chunked(ids, head.length).map((some) => isIn('Id', some)),
  ];
  const rows = new Map<string, AccountRow>();
  for (const where of statements)
    if (where) for (const row of await org.query(head + where)) rows.set(String(row.Id), row as AccountRow);
  return [...rows.values()];
}

const PERSON = [
  ...['Id', 'Name', 'FirstName', 'LastName', 'Email', 'Phone', 'MobilePhone', 'OwnerId', 'Owner.Name', 'Company'],
  ...['Visitor_Created__c', 'Visitor_Link__c', 'Visitor_Last_Seen__c', 'Visitor_Sessions__c'],
  ...['Visitor_UTM_Source__c', 'Visitor_UTM_Medium__c', 'Visitor_UTM_Campaign__c', 'Visitor_UTM_Content__c'],
];

/** Contacts and leads by Id. */
export async function readRecords(
  org: Org,
  shapes: OrgShapes,
  settings: VisitorSettings,
  ids: string[],
): Promise<Map<string, OrgRecord>> {
  const rows = new Map<string, OrgRecord>();
  for (const object of ['Contact', 'Lead']) {
    const head = `SELECT ${select(shapes, object, [...PERSON, ...mapped(settings, object)])} FROM ${object} WHERE `;
    for (const some of chunked(
      ids.filter((id) => objectOfId(id) === object),
      head.length,
    ))
      for (const row of await org.query(head + (isIn('Id', some) ?? ''))) rows.set(String(row.Id), row as OrgRecord);
  }
  return rows;
}

export interface AccountFacts {
  deals: Map<string, CrmDeal[]>;
  contacts: Map<string, number>;
}

/** The name of whoever is to own what visits make: asked once for an org. */
const ownerNames = new WeakMap<Org, Record<string, string>>();

export async function readOwners(org: Org, { ownerId }: VisitorSettings): Promise<Record<string, string>> {
  const known = ownerNames.get(org);
  if (!ownerId || known?.[ownerId]) return known ?? {};
  const name = (await org.rows([{ object: 'User', id: ownerId, fields: ['Name'] }])).get(ownerId)?.Name;
  const names = typeof name === 'string' ? { [ownerId]: name } : {};
  ownerNames.set(org, names);
  return names;
}

/** Deals and the number of contacts, by account. */
export async function readFacts(org: Org, shapes: OrgShapes, accountIds: string[]): Promise<AccountFacts> {
  const facts: AccountFacts = { deals: new Map(), contacts: new Map() };
  if (accountIds.length === 0) return facts;
  if (shapes.Opportunity) {
    const fields = [
      ...['Id', 'Name', 'AccountId', 'Amount', 'CloseDate', 'StageName', 'LastActivityDate', 'IsClosed', 'IsWon'],
      ...['OwnerId', 'Owner.Name', 'CurrencyIsoCode'],
    ];
    const head = `SELECT ${select(shapes, 'Opportunity', fields)} FROM Opportunity WHERE `;
    for (const some of chunked(accountIds, head.length))
      for (const row of await org.query(`${head}${isIn('AccountId', some)} ORDER BY CloseDate DESC`)) {
        const account = String(row.AccountId);
        facts.deals.set(account, [...(facts.deals.get(account) ?? []), dealOf(row)]);
      }
  }
  if (Object.hasOwn(shapes.Contact ?? {}, 'AccountId')) {
    const head = 'SELECT AccountId, COUNT(Id) contacts FROM Contact WHERE ';
    for (const some of chunked(accountIds, head.length))
      for (const row of await org.query(`${head}${isIn('AccountId', some)} GROUP BY AccountId`))
        facts.contacts.set(String(row.AccountId), Number(row.contacts));
  }
  return facts;
}

/** Events of these people that begin at these times, and titles of notes on them. */
export async function readTimeline(
  org: Org,
  shapes: OrgShapes,
  { people, starts, noted }: { people: string[]; starts: string[]; noted: string[] },
): Promise<{ events: EventRow[]; notes: Map<string, Map<string, string>> }> {
  const notes = new Map<string, Map<string, string>>();
  const events: EventRow[] = [];
  if (people.length > 0 && starts.length > 0 && Object.hasOwn(shapes.Event ?? {}, 'WhoId')) {
    const times = [...new Set(starts)].map((start) => `${start.slice(0, 19)}Z`).join(',');
    const head = `SELECT Id, Subject, StartDateTime, WhoId FROM Event WHERE StartDateTime IN (${times}) AND `;
    for (const some of chunked(people, head.length))
      events.push(...((await org.query(head + (isIn('WhoId', some) ?? ''))) as unknown as EventRow[]));
  }
  if (noted.length > 0 && shapes.ContentDocumentLink) {
    const head = 'SELECT LinkedEntityId, ContentDocumentId, ContentDocument.Title FROM ContentDocumentLink WHERE ';
    for (const some of chunked(noted, head.length))
      for (const row of await org.query(head + (isIn('LinkedEntityId', some) ?? ''))) {
        const title = (row.ContentDocument as { Title?: unknown } | null)?.Title;
        const person = String(row.LinkedEntityId);
        if (typeof title === 'string')
          notes.set(person, (notes.get(person) ?? new Map<string, string>()).set(title, String(row.ContentDocumentId)));
      }
  }
  return { events, notes };
}

/** Of these notes, those that somebody else has changed since they were made. */
export async function readTouched(org: Org, ids: string[]): Promise<Set<string>> {
  const fields = ['CreatedById', 'LastModifiedById'];
  const rows = await org.rows(ids.map((id) => ({ object: 'ContentNote', id, fields })));
  // a note that is gone is not made again
  return new Set(ids.filter((id) => rows.get(id)?.CreatedById !== rows.get(id)?.LastModifiedById || !rows.has(id)));
}

/** Whether somebody of us has an address of one of these domains. */
export async function ownDomainsAmong(org: Org, domains: string[]): Promise<Set<string>> {
  const own = new Set<string>();
  for (const some of chunked(domains, 200, MOST_PATTERNS)) {
    const where = anyOf(some.map((domain) => `Email LIKE ${literal(`%${domain}`)}`)) ?? '';
    const soql = `SELECT Email FROM User WHERE IsActive = true AND UserType = 'Standard' AND ${where}`;
    for (const { Email } of await org.query(soql)) {
      const email = typeof Email === 'string' ? Email.toLowerCase() : '';
      for (const domain of some) if (email.endsWith(`@${domain}`) || email.endsWith(`.${domain}`)) own.add(domain);
    }
  }
  return own;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const ownerOf = (row: Record<string, unknown>): Owner => ({
  id: textOf(row.OwnerId) ?? '',
  name: ((row.Owner as { Name?: unknown } | null | undefined)?.Name as string | undefined) ?? null,
});

function dealOf(row: Record<string, unknown>): CrmDeal {
  return {
    id: String(row.Id),
    name: String(row.Name),
    amount: typeof row.Amount === 'number' ? row.Amount : null,
    currency: textOf(row.CurrencyIsoCode),
    closeDate: String(row.CloseDate),
    stage: String(row.StageName),
    lastActivity: textOf(row.LastActivityDate),
    owner: ownerOf(row),
    isClosed: row.IsClosed === true,
    isWon: row.IsWon === true,
  };
}

export function crmAccountOf(row: AccountRow, contacts: number | undefined): CrmAccount {
  return {
    ...{ id: row.Id, name: row.Name, website: textOf(row.Website), contacts: contacts ?? 0 },
    ...{ owner: ownerOf(row), type: textOf(row.Type) },
  };
}

export function crmPersonOf(object: 'Contact' | 'Lead', row: OrgRecord): CrmPerson {
  return { object, id: row.Id, name: textOf(row.Name) ?? '', email: textOf(row.Email), owner: ownerOf(row) };
}
