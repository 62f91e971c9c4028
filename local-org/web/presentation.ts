/** How the shell presents each object: the choices that layouts and compact layouts make in a real org. */
export interface Presentation {
  icon: string;
  /** Key fields of the highlights panel, after the name. */
  highlights: string[];
  /** Columns of lists, after the name. */
  columns: string[];
  /** Fields of the detail panel in their order, as the object's layout in a new org has them; null: every field. */
  details: string[] | null;
  /** What "newest first" goes by. */
  newest: string;
}

const COMMON: Presentation = {
  icon: 'standard:record',
  highlights: [],
  columns: [],
  details: null,
  newest: 'LastModifiedDate',
};

const OBJECTS: Record<string, Partial<Presentation>> = {
  Account: {
    icon: 'standard:account',
    highlights: ['Type', 'Industry', 'Phone', 'Website', 'OwnerId'],
    columns: ['Industry', 'Phone', 'Website', 'OwnerId'],
    details: [
      'Name',
      'ParentId',
      'OwnerId',
      'Type',
      'Industry',
      'Phone',
      'Fax',
      'Website',
      'NumberOfEmployees',
      'AnnualRevenue',
      'AccountNumber',
      'AccountSource',
      'Rating',
      'BillingAddress',
      'ShippingAddress',
      'Description',
    ],
  },
  Contact: {
    icon: 'standard:contact',
    highlights: ['Title', 'AccountId', 'Phone', 'Email', 'OwnerId'],
    columns: ['Title', 'AccountId', 'Phone', 'Email'],
    details: [
      'Name',
      'AccountId',
      'Title',
      'Department',
      'ReportsToId',
      'Phone',
      'MobilePhone',
      'Email',
      'OwnerId',
      'LeadSource',
      'MailingAddress',
      'Description',
    ],
  },
  Lead: {
    icon: 'standard:lead',
    highlights: ['Title', 'Company', 'Phone', 'Email', 'Status'],
    columns: ['Company', 'Title', 'Email', 'Status', 'OwnerId'],
    details: [
      'Name',
      'Company',
      'Title',
      'Phone',
      'MobilePhone',
      'Email',
      'Website',
      'Status',
      'LeadSource',
      'Industry',
      'Rating',
      'NumberOfEmployees',
      'OwnerId',
      'Address',
      'Description',
    ],
  },
  Opportunity: {
    icon: 'standard:opportunity',
    highlights: ['AccountId', 'StageName', 'CloseDate', 'Amount', 'OwnerId'],
    columns: ['AccountId', 'StageName', 'CloseDate', 'Amount', 'OwnerId'],
    details: [
      'Name',
      'AccountId',
      'OwnerId',
      'CloseDate',
      'StageName',
      'Probability',
      'Amount',
      'ExpectedRevenue',
      'ForecastCategoryName',
      'NextStep',
      'Type',
      'LeadSource',
      'Description',
    ],
  },
  Event: {
    icon: 'standard:event',
    highlights: ['StartDateTime', 'EndDateTime', 'WhoId', 'WhatId', 'OwnerId'],
    columns: ['StartDateTime', 'WhoId', 'WhatId', 'OwnerId'],
    details: [
      'Subject',
      'OwnerId',
      'WhoId',
      'WhatId',
      'StartDateTime',
      'EndDateTime',
      'DurationInMinutes',
      'Location',
      'Type',
      'IsAllDayEvent',
      'IsPrivate',
      'ShowAs',
      'Description',
    ],
    newest: 'StartDateTime',
  },
  Task: {
    icon: 'standard:task',
    highlights: ['ActivityDate', 'Status', 'WhoId', 'WhatId', 'OwnerId'],
    columns: ['ActivityDate', 'Status', 'WhoId', 'WhatId', 'OwnerId'],
    details: [
      'Subject',
      'OwnerId',
      'ActivityDate',
      'Status',
      'Priority',
      'WhoId',
      'WhatId',
      'CallType',
      'CallDurationInSeconds',
      'CallDisposition',
      'Description',
    ],
    newest: 'ActivityDate',
  },
  OpportunityContactRole: { icon: 'standard:contact', columns: ['ContactId', 'Role', 'IsPrimary'] },
  User: { icon: 'standard:user', highlights: ['Title', 'Email', 'Phone', 'TimeZoneSidKey'] },
  Conversation__c: {
    icon: 'custom:custom71',
    highlights: ['Kind__c', 'Started_At__c', 'Account__c', 'Opportunity__c', 'Status__c'],
    columns: ['Kind__c', 'Started_At__c', 'Account__c', 'Opportunity__c', 'Status__c'],
    details: [
      'Title__c',
      'Kind__c',
      'Direction__c',
      'Status__c',
      'Started_At__c',
      'Ended_At__c',
      'Duration__c',
      'Provider__c',
      'Link__c',
      'Consent__c',
      'Opportunity__c',
      'Account__c',
      'Contact__c',
      'Lead__c',
      'Stage_Then__c',
      'Amount_Then__c',
      'Close_Date_Then__c',
      'Match_Status__c',
      'OwnerId',
      'Last_Synced_At__c',
      'Last_Error__c',
      'Topics__c',
      'Tags__c',
      'Match_Evidence__c',
      'Summary__c',
      'Next_Steps__c',
      'Notes__c',
      'Body__c',
    ],
    newest: 'Started_At__c',
  },
  Conversation_Moment__c: { icon: 'standard:timeslot', columns: ['Type__c', 'Text__c', 'Author__c'] },
  Conversation_Participant__c: { icon: 'standard:people', columns: ['Side__c', 'Email__c', 'Contact__c'] },
  Conversation_Suggestion__c: {
    icon: 'standard:einstein_replies',
    columns: ['Field__c', 'Proposed__c', 'Status__c'],
  },
};

export function presentationOf(object: string): Presentation {
  return { ...COMMON, ...OBJECTS[object] };
}

/** A title that says more than the record's own name, where the object has one. */
export const TITLE_FIELDS: Record<string, string> = {
  Conversation__c: 'Title__c',
  Event: 'Subject',
  Task: 'Subject',
};
