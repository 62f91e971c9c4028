/** Fields and objects as Salesforce's own pages call them. */

/** Object Reference, "Task" and "Event": labels in an English org. */
const ACTIVITY: Record<string, string> = {
  Subject: 'Subject',
  OwnerId: 'Assigned To',
  WhoId: 'Name',
  WhatId: 'Related To',
  StartDateTime: 'Start',
  EndDateTime: 'End',
  ActivityDate: 'Due Date',
  Status: 'Status',
  TaskSubtype: 'Task Subtype',
  CallType: 'Call Type',
  CallDurationInSeconds: 'Call Duration',
  CallObject: 'Call Object Identifier',
  Conversation_Duration__c: 'Conversation duration (seconds)',
};

/** Of what visits write on people. */
const PERSON: Record<string, string> = {
  FirstName: 'First Name',
  LastName: 'Last Name',
  MobilePhone: 'Mobile',
  LeadSource: 'Lead Source',
  OwnerId: 'Owner',
  Visitor_Created__c: 'Created from a website visit',
  Visitor_Last_Seen__c: 'Last seen on the website',
  Visitor_Link__c: 'Website visits',
  Visitor_Sessions__c: 'Website sessions',
  Visitor_UTM_Campaign__c: 'UTM campaign',
  Visitor_UTM_Content__c: 'UTM content',
  Visitor_UTM_Medium__c: 'UTM medium',
  Visitor_UTM_Source__c: 'UTM source',
};

/** Labels of the package's own fields that are not their names in plain letters. */
const LABELS: Record<string, Record<string, string>> = {
  Event: { ...ACTIVITY, Description: 'Description' },
  Task: { ...ACTIVITY, Description: 'Comments' },
  Conversation__c: {
    OwnerId: 'Owner',
    Duration__c: 'Duration (seconds)',
    Quoted__c: 'Quoted text',
    Thread_Key__c: 'Thread',
  },
  Conversation_Moment__c: { Start__c: 'Start (seconds)', End__c: 'End (seconds)' },
  Conversation_Participant__c: { Talk_Seconds__c: 'Talk time (seconds)', Email_Role__c: 'Role in the email' },
  Conversation_Suggestion__c: { Chosen__c: 'Chosen value', Proposed__c: 'Proposed value', Before__c: 'Value before' },
  ContentNote: { Title: 'Title', Content: 'Body' },
  ContentDocumentLink: { ContentDocumentId: 'Note', LinkedEntityId: 'Record', ShareType: 'Access' },
  Account: {
    Name: 'Account Name',
    AnnualRevenue: 'Annual Revenue',
    NumberOfEmployees: 'Employees',
    OwnerId: 'Owner',
    Visitor_Created__c: 'Created from a website visit',
    Visitor_Link__c: 'Website visits',
  },
  Contact: PERSON,
  Lead: { ...PERSON, Status: 'Lead Status' },
  Opportunity: {
    Name: 'Opportunity Name',
    StageName: 'Stage',
    CloseDate: 'Close Date',
    NextStep: 'Next Step',
    LeadSource: 'Lead Source',
    Probability: 'Probability (%)',
  },
};

const OBJECTS: Record<string, string> = {
  ContentNote: 'Note',
  ContentDocumentLink: 'Link of the note',
};

export function objectLabel(object: string): string {
  return OBJECTS[object] ?? object.replace(/__c$/, '').replaceAll('_', ' ');
}

/** The package's labels are its fields' names in plain letters; what a customer named otherwise is told by describe. */
export function fieldLabel(object: string, field: string): string {
  return LABELS[object]?.[field] ?? plainName(field);
}

/** `Match_Rule__c` as `Match rule`. A field without an ending is Salesforce's own and keeps its name. */
function plainName(field: string): string {
  if (!field.endsWith('__c')) return field;
  const [first = '', ...rest] = field.slice(0, -3).split('_');
  return [first, ...rest.map((word) => (word === 'Id' ? word : word.toLowerCase()))].join(' ');
}
