/** How the shell presents each object: the choices that layouts and compact layouts make in a real org. */
export interface Presentation {
  icon: string;
  /** Key fields of the highlights panel, after the name. */
  highlights: string[];
  /** Columns of lists, after the name. */
  columns: string[];
  /** What "newest first" goes by. */
  newest: string;
}

const COMMON: Presentation = { icon: 'standard:record', highlights: [], columns: [], newest: 'LastModifiedDate' };

const OBJECTS: Record<string, Partial<Presentation>> = {
  Account: {
    icon: 'standard:account',
    highlights: ['Type', 'Industry', 'Phone', 'Website', 'OwnerId'],
    columns: ['Industry', 'Phone', 'Website', 'OwnerId'],
  },
  Contact: {
    icon: 'standard:contact',
    highlights: ['Title', 'AccountId', 'Phone', 'Email', 'OwnerId'],
    columns: ['Title', 'AccountId', 'Phone', 'Email'],
  },
  Lead: {
    icon: 'standard:lead',
    highlights: ['Title', 'Company', 'Phone', 'Email', 'Status'],
    columns: ['Company', 'Title', 'Email', 'Status', 'OwnerId'],
  },
  Opportunity: {
    icon: 'standard:opportunity',
    highlights: ['AccountId', 'StageName', 'CloseDate', 'Amount', 'OwnerId'],
    columns: ['AccountId', 'StageName', 'CloseDate', 'Amount', 'OwnerId'],
  },
  Event: {
    icon: 'standard:event',
    highlights: ['StartDateTime', 'EndDateTime', 'WhoId', 'WhatId', 'OwnerId'],
    columns: ['StartDateTime', 'WhoId', 'WhatId', 'OwnerId'],
    newest: 'StartDateTime',
  },
  Task: {
    icon: 'standard:task',
    highlights: ['ActivityDate', 'Status', 'WhoId', 'WhatId', 'OwnerId'],
    columns: ['ActivityDate', 'Status', 'WhoId', 'WhatId', 'OwnerId'],
    newest: 'CreatedDate',
  },
  OpportunityContactRole: { icon: 'standard:contact', columns: ['ContactId', 'Role', 'IsPrimary'] },
  User: { icon: 'standard:user', highlights: ['Title', 'Email', 'Phone', 'TimeZoneSidKey'] },
  Conversation__c: {
    icon: 'custom:custom71',
    highlights: ['Kind__c', 'Started_At__c', 'Account__c', 'Opportunity__c', 'Status__c'],
    columns: ['Kind__c', 'Started_At__c', 'Account__c', 'Opportunity__c', 'Status__c'],
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
