/** The accounts and deals that activities, people and conversations name, with who takes part in them. */
import type { Conversation } from '../conversation/conversation.ts';
import { objectOfId } from '../match/ids.ts';
import type {
  AccountRow,
  ContactRoleRow,
  ContactRow,
  MatchSettings,
  OpportunityRow,
  Snapshot,
  TeamMemberRow,
} from '../match/types.ts';
import type { OrgHttp } from './http.ts';
import { factsOf, referencesOf } from './named.ts';
import { joinQueries, runQueries, type Row } from './query.ts';
import {
  ACCOUNT_FIELDS,
  CONTACT_FIELDS,
  DEAL_FIELDS,
  dealOfRole,
  NOTE_FIELDS,
  NOTE_LINK_FIELDS,
  notesOf,
  ROLE_FIELDS,
  unique,
  withInvitees,
} from './snapshot-rows.ts';
import { isIn } from './soql.ts';
import type { Statements } from './statements.ts';

/** Closed deals are read for the runner-up's sake, and not for ever. */
const CLOSED_DAYS = 90;
const DAY_MS = 86_400_000;

type Found = Pick<Snapshot, 'conversations' | 'contacts' | 'leads' | 'events' | 'tasks'>;
type Read = Pick<
  Snapshot,
  'accounts' | 'contacts' | 'opportunities' | 'contactRoles' | 'teamMembers' | 'events' | 'notes'
>;

export async function readAccountsAndDeals(
  http: OrgHttp,
  statements: Statements,
  asked: { conversations: Conversation[]; settings: MatchSettings },
  found: Found,
): Promise<Read> {
  const { conversations } = asked;
  const activities: Row[] = [...found.events, ...found.tasks];
  const named = [
    ...activities.flatMap(({ WhoId, WhatId, AccountId }) => [WhoId, WhatId, AccountId]),
    ...found.contacts.map(({ AccountId }) => AccountId),
    ...found.leads.flatMap((lead) => [lead.ConvertedContactId, lead.ConvertedAccountId, lead.ConvertedOpportunityId]),
    ...found.conversations.flatMap((row) => [row.Account__c, row.Contact__c, row.Opportunity__c]),
    ...['Account', 'Contact', 'Opportunity'].flatMap((object) => referencesOf(object, conversations)),
  ];
  const idsOf = (object: string) => [
    ...new Set(named.filter((id): id is string => typeof id === 'string' && objectOfId(id) === object)),
  ];
  const accountIds = idsOf('Account');
  const seen = new Set(found.contacts.map(({ Id }) => Id));
  const moreContacts = idsOf('Contact').filter((id) => !seen.has(id));
  const contactIds = [...seen, ...moreContacts];
  const dealFields = [...DEAL_FIELDS, ...factsOf('Opportunity', asked)];
  const through = statements
    .select('Opportunity', dealFields)
    .split(', ')
    .map((field) => `Opportunity.${field}`);
  const earliest = Math.min(...conversations.map(({ startedAt }) => Date.parse(startedAt)));
  const since = new Date(earliest - CLOSED_DAYS * DAY_MS).toISOString().slice(0, 10);
  const recent = `(IsClosed = false OR CloseDate >= ${since})`;
  const noteIds = found.conversations.flatMap(({ Note_Id__c }) => (typeof Note_Id__c === 'string' ? Note_Id__c : []));
  const roleSelect = [statements.select('OpportunityContactRole', ROLE_FIELDS), ...through].join(', ');
  const rows = await runQueries(
    http,
    [
      ...statements.of('accounts', 'Account', [...ACCOUNT_FIELDS, ...factsOf('Account', asked)], accountIds, (chunk) =>
        isIn('Id', chunk),
      ),
      ...statements.of(
        'contacts',
        'Contact',
        [...CONTACT_FIELDS, ...factsOf('Contact', asked)],
        moreContacts,
        (chunk) => isIn('Id', chunk),
      ),
      ...joinQueries([
        ...statements.of('deals', 'Opportunity', dealFields, accountIds, (chunk) => {
          const accounts = isIn('AccountId', chunk);
          return accounts && `(${accounts} AND ${recent})`;
        }),
        ...statements.of('deals', 'Opportunity', dealFields, idsOf('Opportunity'), (chunk) => isIn('Id', chunk)),
      ]),
      ...statements
        .of('roles', 'OpportunityContactRole', ROLE_FIELDS, contactIds, (chunk) => isIn('ContactId', chunk))
        .map((query) => ({ ...query, soql: query.soql.replace(/^SELECT .*? FROM/, `SELECT ${roleSelect} FROM`) })),
      ...statements.of(
        'team',
        'OpportunityTeamMember',
        ['OpportunityId', 'UserId'],
        accountIds,
        (chunk) => isIn('Opportunity.AccountId', chunk),
        { isOptional: true },
      ),
      ...statements
        .of(
          'invitees',
          'EventRelation',
          ['EventId'],
          found.events.map(({ Id }) => Id),
          (chunk) => isIn('EventId', chunk),
          { isOptional: true },
        )
        .map((query) => ({ ...query, soql: query.soql.replace('EventId FROM', 'EventId, Relation.Email FROM') })),
      ...statements.of('notes', 'ContentNote', NOTE_FIELDS, noteIds, (chunk) => isIn('Id', chunk)),
      ...statements.of('noteLinks', 'ContentDocumentLink', NOTE_LINK_FIELDS, noteIds, (chunk) =>
        isIn('ContentDocumentId', chunk),
      ),
    ],
    statements.shapes,
  );
  const roles = rows.get('roles') ?? [];
  const dealsOfRoles = roles.flatMap(({ Opportunity }) => (Opportunity ? [dealOfRole(Opportunity as Row)] : []));
  return {
    accounts: unique(rows.get('accounts')) as unknown as AccountRow[],
    contacts: [...found.contacts, ...(unique(rows.get('contacts')) as unknown as ContactRow[])],
    opportunities: unique([...(rows.get('deals') ?? []), ...dealsOfRoles]) as unknown as OpportunityRow[],
    contactRoles: roles.map(({ Opportunity: _, ...role }) => role) as unknown as ContactRoleRow[],
    teamMembers: (rows.get('team') ?? []) as unknown as TeamMemberRow[],
    events: withInvitees(found.events, rows.get('invitees') ?? []),
    notes: notesOf(rows.get('notes') ?? [], rows.get('noteLinks') ?? []),
  };
}
