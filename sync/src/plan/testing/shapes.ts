/** For tests: what an org tells the integration user about the fields that a plan may name. */
import type { FieldShape, OrgShapes } from '../../match/types.ts';

const TEXT: FieldShape = { type: 'string', length: 255, createable: true, updateable: true, picklist: null };
const shape = (more: Partial<FieldShape>): FieldShape => ({ ...TEXT, ...more });
const fields = (names: string, more: Partial<FieldShape> = {}) =>
  Object.fromEntries(names.split(' ').map((name) => [name, shape(more)]));

const LONG = { type: 'textarea', length: 32_000 };
const ID = { type: 'reference', length: 18 };
const AT = { type: 'datetime', length: 0 };
const NUMBER = { type: 'double', length: 0, precision: 18, scale: 2 };
/** A row keeps the record that it stands beneath. */
const PARENT = { Conversation__c: shape({ ...ID, updateable: false }) };

const ACTIVITY = {
  ...fields('Subject Location Conversation_Key__c Conversation_Link__c Conversation_Provider__c'),
  ...fields('Conversation_Topics__c Conversation_Tags__c'),
  ...fields('OwnerId WhoId WhatId', ID),
  ...fields('Conversation_Duration__c', NUMBER),
  Description: shape(LONG),
};

export const SHAPES: OrgShapes = {
  Event: { ...ACTIVITY, ...fields('StartDateTime EndDateTime', AT) },
  Task: {
    ...ACTIVITY,
    ...fields('Status ActivityDate TaskSubtype CallType CallObject'),
    CallDurationInSeconds: shape(NUMBER),
  },
  Conversation__c: {
    ...fields('Title__c Kind__c Status__c Provider__c Link__c Direction__c Language__c Consent__c Key__c'),
    ...fields(
      'Match_Status__c Match_Rule__c Stage_Then__c Close_Date_Then__c Activity_Id__c Note_Id__c Note_Mark__c Thread_Key__c',
    ),
    ...fields('Summary__c Notes__c Next_Steps__c Body__c Quoted__c Topics__c Tags__c Last_Error__c', LONG),
    ...fields('Match_Candidates__c Match_Evidence__c', LONG),
    ...fields('Duration__c Match_Score__c Amount_Then__c', NUMBER),
    ...fields('Started_At__c Ended_At__c Last_Synced_At__c', AT),
    ...fields('OwnerId Account__c Opportunity__c Contact__c Lead__c', ID),
    Name: shape({ length: 80 }),
  },
  Conversation_Moment__c: {
    ...PARENT,
    ...fields('Type__c Speaker__c Author__c Due__c Key__c Task_Id__c'),
    ...fields('Start__c End__c', NUMBER),
    Text__c: shape(LONG),
    Done__c: shape({ type: 'boolean', length: 0 }),
  },
  Conversation_Participant__c: {
    ...PARENT,
    ...fields('Name Email__c Phone__c', { length: 80 }),
    ...fields('Side__c Key__c Email_Role__c'),
    ...fields('Contact__c Lead__c User__c', ID),
    Talk_Seconds__c: shape(NUMBER),
  },
  Conversation_Suggestion__c: {
    ...PARENT,
    ...fields('Object__c Record_Id__c Field__c Status__c Key__c Moment__c Error__c'),
    ...fields('Proposed__c Before__c Quote__c', LONG),
  },
  ContentNote: { Title: shape({}), Content: shape({ type: 'base64', length: 0 }) },
  ContentDocumentLink: fields('ContentDocumentId LinkedEntityId ShareType', { updateable: false }),
  Opportunity: {
    ...fields('Name NextStep StageName'),
    Amount: shape({ ...NUMBER, type: 'currency' }),
  },
  Account: fields('Industry'),
};

export const without = (shapes: OrgShapes, object: string, ...names: string[]): OrgShapes => ({
  ...shapes,
  [object]: Object.fromEntries(Object.entries(shapes[object] ?? {}).filter(([name]) => !names.includes(name))),
});

export const readOnly = (shapes: OrgShapes, object: string, ...names: string[]): OrgShapes => ({
  ...shapes,
  [object]: Object.fromEntries(
    Object.entries(shapes[object] ?? {}).map(([name, each]) => [
      name,
      names.includes(name) ? { ...each, createable: false, updateable: false } : each,
    ]),
  ),
});
