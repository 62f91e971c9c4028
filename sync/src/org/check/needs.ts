/**
 * What the service needs in an org, in one table: what it reads and writes of each object, and which of the package's
 * permission sets gives it. The permission sets and the plans are held to it by tests.
 */
import type { TenantSettings } from '../../plan/settings.ts';
import { isCustomers, writingOf } from '../../plan/settings.ts';

export type Level = 'mandatory' | 'recommended';
export type Need = Level | 'none';
export type ObjectRight = 'read' | 'edit' | 'create' | 'delete';

export const INTEGRATION = 'Debrief_Integration';
export const FILLING = 'Debrief_CRM_Filling';
export const CHANGES = 'Debrief_Changes';
/** The permission set of `permissionSetXml`, for what none of the package's own gives. */
export const MISSING_RIGHTS = 'Debrief_Missing_Rights';

export interface ObjectNeed {
  object: string;
  /** As seed and wizard call the row; the org's own label stands in where it is known. */
  label: string;
  rights: Record<ObjectRight, Need>;
  /** A user permission in whose place no object permission can be given: Object Reference, "Task" and "Event". */
  userPermissions?: Partial<Record<ObjectRight, string>>;
  /** That gives what is more than reading, where it is another one than usual. */
  permissionSet?: string;
  /** Nobody grants it: it is there with a feature, or follows its parent. */
  isUngranted?: true;
}

export interface FieldNeed {
  object: string;
  field: string;
  need: 'read' | 'edit';
  level: Level;
  permissionSet: string;
}

const rights = (read: Need, edit: Need, create: Need, remove: Need = 'none') => ({
  ...{ read, edit, create },
  delete: remove,
});
const MUST = 'mandatory';
const ALL = rights(MUST, MUST, MUST, MUST);
const CUSTOMERS = rights(MUST, 'recommended', 'none');
const activities = (edit: string) => ({ read: 'ActivitiesAccess', edit, create: edit, delete: edit });

/** In the order of the wizard's table. */
export const OBJECT_NEEDS: readonly ObjectNeed[] = [
  { object: 'Contact', label: 'Contacts', rights: CUSTOMERS },
  { object: 'Task', label: 'Activities', rights: ALL, userPermissions: activities('EditTask') },
  { object: 'Lead', label: 'Leads', rights: CUSTOMERS },
  { object: 'Opportunity', label: 'Opportunities', rights: CUSTOMERS },
  { object: 'Account', label: 'Accounts', rights: CUSTOMERS },
  {
    ...{ object: 'ContentNote', label: 'Notes', isUngranted: true },
    rights: rights('recommended', 'recommended', 'recommended', 'recommended'),
  },
  { object: 'Event', label: 'Events', rights: ALL, userPermissions: activities('EditEvent') },
  { object: 'Conversation__c', label: 'Conversations', rights: ALL },
  { object: 'Conversation_Moment__c', label: 'Conversation moments', rights: ALL },
  { object: 'Conversation_Participant__c', label: 'Conversation participants', rights: ALL },
  { object: 'Conversation_Suggestion__c', label: 'Conversation suggestions', rights: ALL },
];
/** The rows that the wizard shows. */
export const SHOWN_OBJECTS = ['Contact', 'Task', 'Lead', 'Opportunity', 'Account', 'ContentNote', 'Event'];
/** Beside those: read where the org has them. */
export const READ_BESIDES = [
  ...['User', 'OpportunityContactRole', 'OpportunityTeamMember', 'EventRelation', 'ContentDocumentLink'],
];

/** User permissions, beside those that stand in for object permissions of activities. */
export const USER_NEEDS: readonly { name: string; label: string; level: Level; permissionSet: string }[] = [
  { name: 'ApiEnabled', label: 'API Enabled', level: 'mandatory', permissionSet: INTEGRATION },
  { name: 'ActivitiesAccess', label: 'Access Activities', level: 'mandatory', permissionSet: INTEGRATION },
  { name: 'EditTask', label: 'Edit Tasks', level: 'mandatory', permissionSet: INTEGRATION },
  { name: 'EditEvent', label: 'Edit Events', level: 'mandatory', permissionSet: INTEGRATION },
  // for telling admins in Salesforce what has changed in the set-up
  {
    ...{ name: 'SendCustomNotifications', label: 'Send Custom Notifications' },
    ...{ level: 'recommended', permissionSet: INTEGRATION },
  },
];

const words = (text: string) => text.split(/\s+/).filter(Boolean);

/** Written by plans and read back. */
const EDITED: Record<string, string[]> = {
  Conversation__c: words(
    `Account__c Activity_Id__c Amount_Then__c Body__c Close_Date_Then__c Consent__c Contact__c Direction__c Duration__c
     Ended_At__c Key__c Kind__c Language__c Last_Error__c Last_Synced_At__c Lead__c Link__c Match_Candidates__c Match_Evidence__c
     Match_Rule__c Match_Score__c Match_Status__c Next_Steps__c Note_Id__c Note_Mark__c Notes__c Opportunity__c
     Provider__c Quoted__c Stage_Then__c Started_At__c Status__c Summary__c Tags__c Thread_Key__c Title__c Topics__c`,
  ),
  Conversation_Moment__c: words('Author__c Done__c Due__c End__c Key__c Speaker__c Start__c Text__c Type__c'),
  Conversation_Participant__c: words(
    'Contact__c Email__c Email_Role__c Key__c Lead__c Phone__c Side__c Talk_Seconds__c User__c',
  ),
  Conversation_Suggestion__c: words(
    `Before__c Decided_At__c Decided_By__c Error__c Field__c Key__c Moment__c Object__c Proposed__c Quote__c
     Record_Id__c Status__c`,
  ),
  Event: words(
    `Conversation_Duration__c Conversation_Key__c Conversation_Link__c Conversation_Provider__c Conversation_Tags__c
     Conversation_Topics__c Description Location WhatId WhoId`,
  ),
  Task: words(
    `ActivityDate Conversation_Duration__c Conversation_Key__c Conversation_Link__c Conversation_Provider__c
     Conversation_Tags__c Conversation_Topics__c Description WhatId WhoId`,
  ),
};

/** Read to link a conversation, and to leave in place what people made of it. */
const READ: Record<string, string[]> = {
  Contact: words('AccountId Email MobilePhone Phone'),
  Conversation_Moment__c: ['Task_Id__c'],
  Event: ['IsAllDayEvent'],
  Lead: words('Email MobilePhone Phone'),
  Opportunity: words('AccountId Amount'),
};

/** Read to show a person beside a suggestion what the record says now. */
const COMPARED: Record<string, string[]> = {
  Account: words('Phone Website'),
  Contact: words('HomePhone OtherPhone Title'),
  Lead: words('Title Website'),
  Opportunity: ['NextStep'],
};

/** Filled without asking, where an admin lets it. */
const FILLED: Record<string, string[]> = {
  Account: words('AnnualRevenue Description Industry NumberOfEmployees Phone Type Website'),
  Contact: words('Department Description LeadSource MobilePhone Phone Title'),
  Lead: words('AnnualRevenue Description Industry LeadSource MobilePhone NumberOfEmployees Phone Rating Title Website'),
  Opportunity: words('Amount Description LeadSource NextStep Probability TotalOpportunityQuantity Type'),
};

/**
 * Written without a grant: required fields, names, owners and the call's details have no field-level security, so a
 * permission set that names them is refused (Metadata API Developer Guide, "PermissionSetFieldPermissions").
 */
const OPEN: Record<string, string[]> = {
  Conversation__c: ['Name', 'OwnerId'],
  Conversation_Moment__c: ['Name', 'Conversation__c'],
  Conversation_Participant__c: ['Name', 'Conversation__c'],
  Conversation_Suggestion__c: ['Name', 'Conversation__c'],
  ContentNote: ['Title', 'Content'],
  ContentDocumentLink: words('ContentDocumentId LinkedEntityId ShareType'),
  Event: words('EndDateTime OwnerId StartDateTime Subject'),
  Task: words('CallDurationInSeconds CallObject CallType OwnerId Status Subject TaskSubtype'),
};

/** Whether a plan may write the field: the table's own answer, for its tests. */
export function isWritten(object: string, field: string): boolean {
  return [EDITED, FILLED, OPEN].some((table) => table[object]?.includes(field));
}

const listed = (table: Record<string, string[]>, more: Pick<FieldNeed, 'need' | 'level' | 'permissionSet'>) =>
  Object.entries(table).flatMap(([object, fields]) => fields.map((field): FieldNeed => ({ object, field, ...more })));

/** What the package's permission sets are made of. */
export const FIELD_NEEDS: readonly FieldNeed[] = [
  ...listed(EDITED, { need: 'edit', level: 'mandatory', permissionSet: INTEGRATION }),
  ...listed(READ, { need: 'read', level: 'mandatory', permissionSet: INTEGRATION }),
  ...listed(COMPARED, { need: 'read', level: 'recommended', permissionSet: INTEGRATION }),
  ...listed(FILLED, { need: 'edit', level: 'recommended', permissionSet: FILLING }),
];

/** The objects that this tenant's settings make more of: what is to be written without asking has to be editable. */
export function objectNeedsOf(settings: TenantSettings): ObjectNeed[] {
  return OBJECT_NEEDS.map((need) => {
    const isWrittenTo =
      need.object === 'ContentNote' ? settings.noteOnDeal : isCustomers(need.object) && isOn(settings, need.object);
    if (!isWrittenTo) return need;
    const raised = Object.entries(need.rights).map(([right, level]) => [right, level === 'none' ? level : MUST]);
    return { ...need, rights: Object.fromEntries(raised) as ObjectNeed['rights'] };
  });
}

function isOn(settings: TenantSettings, object: string): boolean {
  const fields = settings.objects.find((each) => each.object === object)?.fields ?? [];
  return [undefined, ...fields.map(({ field }) => field)].some((field) => writingOf(settings, object, field) === 'on');
}

/** The package's own fields, and those that an admin chose by the settings. */
export function fieldNeedsOf(settings: TenantSettings): FieldNeed[] {
  const needs = new Map<string, FieldNeed>();
  const add = (need: FieldNeed) => {
    const name = `${need.object}.${need.field}`;
    const known = needs.get(name);
    if (!known) needs.set(name, need);
    else {
      const level = known.level === 'mandatory' || need.level === 'mandatory' ? 'mandatory' : 'recommended';
      const isMore = known.need === 'read' && need.need === 'edit';
      // to be read it must be, to be written it should be: two needs of one field stay two
      if (isMore && known.level !== need.level) needs.set(`${name} to write`, need);
      else needs.set(name, { ...(isMore ? need : known), level });
    }
  };
  for (const need of FIELD_NEEDS) add(need);
  const { iCalUidField } = settings.match;
  const chosen = (object: string, field: string, need: FieldNeed['need']): FieldNeed => ({
    ...{ object, field, need, level: 'mandatory' },
    permissionSet:
      FIELD_NEEDS.find((each) => each.object === object && each.field === field && each.need === need)?.permissionSet ??
      MISSING_RIGHTS,
  });
  if (iCalUidField) add(chosen('Event', iCalUidField, 'read'));
  const fields = [
    ...settings.objects.flatMap(({ object, fields }) => fields.map(({ field }) => ({ object, field }))),
    ...settings.fieldMapping.map(({ object, toField }) => ({ object, field: toField })),
  ];
  for (const { object, field } of fields) {
    const writing = isCustomers(object) ? writingOf(settings, object, field) : 'off';
    if (writing !== 'off') add(chosen(object, field, writing === 'on' ? 'edit' : 'read'));
  }
  return [...needs.values()];
}
