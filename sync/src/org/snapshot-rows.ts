/** The fields that are read of each object, and rows as `match` wants them: every field there, absent as null. */
import { normaliseEmail } from '../match/address.ts';
import type { EventRow, LeadRow, NoteRow, OwnRow, TaskRow } from '../match/types.ts';
import { instantOf, type Row } from './query.ts';

export const USER_FIELDS = ['Id', 'Name', 'Email', 'IsActive', 'TimeZoneSidKey'];
export const ACCOUNT_FIELDS = ['Id', 'Name', 'OwnerId'];
/** What a match goes by of our own record. */
export const CONVERSATION_FIELDS = [
  ...['Id', 'Key__c', 'Activity_Id__c', 'Match_Status__c', 'Match_Rule__c', 'Match_Score__c'],
  ...['Account__c', 'Opportunity__c', 'Contact__c', 'Lead__c'],
];
export const CONTACT_FIELDS = ['Id', 'Name', 'Email', 'Phone', 'MobilePhone', 'AccountId'];
export const LEAD_FIELDS = [
  ...['Id', 'Name', 'Company', 'Email', 'Phone', 'MobilePhone', 'IsConverted'],
  ...['ConvertedContactId', 'ConvertedAccountId', 'ConvertedOpportunityId'],
];
export const DEAL_FIELDS = [
  ...['Id', 'Name', 'AccountId', 'OwnerId', 'StageName', 'Amount', 'CloseDate', 'IsClosed'],
  ...['CreatedDate', 'LastModifiedDate'],
];
export const ROLE_FIELDS = ['Id', 'OpportunityId', 'ContactId', 'Role', 'IsPrimary'];
/** Not its text: a query gives only the address of that. */
export const NOTE_FIELDS = ['Id', 'Title', 'CreatedById', 'LastModifiedById'];
export const NOTE_LINK_FIELDS = ['Id', 'ContentDocumentId', 'LinkedEntityId'];
const ACTIVITY_FIELDS = [
  ...['Id', 'Subject', 'OwnerId', 'WhoId', 'WhatId', 'AccountId', 'Description', 'Conversation_Key__c'],
  ...['CreatedById', 'LastModifiedById'],
  ...['Conversation_Link__c', 'Conversation_Provider__c', 'Conversation_Duration__c'],
  ...['Conversation_Topics__c', 'Conversation_Tags__c'],
];
export const EVENT_FIELDS = [...ACTIVITY_FIELDS, 'StartDateTime', 'EndDateTime', 'IsAllDayEvent', 'Location'];
export const TASK_FIELDS = [
  ...ACTIVITY_FIELDS,
  ...['CreatedDate', 'ActivityDate', 'Status', 'TaskSubtype'],
  ...['CallDurationInSeconds', 'CallType', 'CallObject'],
];

export function own(rows: Row[] | undefined): OwnRow[] {
  return (rows ?? []) as unknown as OwnRow[];
}

export function unique(rows: Row[] | undefined): Row[] {
  return [...new Map((rows ?? []).map((row) => [row.Id, row])).values()];
}

/** Fields that the integration user does not see are as good as empty. */
function withNulls<Fields extends string>(row: Row, fields: Fields[]): Row {
  return { ...Object.fromEntries(fields.map((field) => [field, null])), ...row };
}

export function asLead(row: Row): LeadRow {
  return { ...withNulls(row, LEAD_FIELDS), IsConverted: row.IsConverted === true } as unknown as LeadRow;
}

export function asEvent(row: Row): EventRow {
  return { ...withNulls(row, EVENT_FIELDS), attendeeEmails: [] } as unknown as EventRow;
}

export function asTask(row: Row): TaskRow {
  return withNulls(row, TASK_FIELDS) as unknown as TaskRow;
}

export function dealOfRole(opportunity: Row): Row {
  const { attributes: _, CreatedDate, LastModifiedDate, ...rest } = opportunity;
  const instant = (value: unknown) => (typeof value === 'string' ? instantOf(value) : value);
  return { ...rest, CreatedDate: instant(CreatedDate), LastModifiedDate: instant(LastModifiedDate) };
}

export function withInvitees(events: EventRow[], invitees: Row[]): EventRow[] {
  const byEvent = new Map<unknown, string[]>();
  for (const { EventId, Relation } of invitees) {
    const email = normaliseEmail((Relation as { Email?: string | null } | null)?.Email);
    if (email) byEvent.set(EventId, [...(byEvent.get(EventId) ?? []), email]);
  }
  return events.map((event) => ({ ...event, attendeeEmails: byEvent.get(event.Id) ?? [] }));
}

export function notesOf(notes: Row[], links: Row[]): NoteRow[] {
  return notes.map((note) => ({
    ...(note as unknown as Omit<NoteRow, 'links'>),
    links: links
      .filter(({ ContentDocumentId }) => ContentDocumentId === note.Id)
      .map(({ Id, LinkedEntityId }) => ({ Id: String(Id), LinkedEntityId: String(LinkedEntityId) })),
  }));
}
