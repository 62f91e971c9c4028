import AGAIN from '@salesforce/label/c.Receipt_Again';
import ASKING from '@salesforce/label/c.Receipt_Asking';
import CHANGE from '@salesforce/label/c.Receipt_Change';
import CONFIRM from '@salesforce/label/c.Receipt_Confirm';
import COUNT from '@salesforce/label/c.Receipt_Count';
import EMPTY from '@salesforce/label/c.Receipt_Empty';
import FAILED from '@salesforce/label/c.Receipt_Failed';
import FIELDS_ONE from '@salesforce/label/c.Receipt_Fields_One';
import FIELDS_OTHER from '@salesforce/label/c.Receipt_Fields_Other';
import FIELD_ASSIGNED from '@salesforce/label/c.Receipt_Field_Assigned';
import FIELD_DUE from '@salesforce/label/c.Receipt_Field_Due';
import FIELD_DURATION from '@salesforce/label/c.Receipt_Field_Duration';
import FIELD_END from '@salesforce/label/c.Receipt_Field_End';
import FIELD_NAME from '@salesforce/label/c.Receipt_Field_Name';
import FIELD_NOTES from '@salesforce/label/c.Receipt_Field_Notes';
import FIELD_PROVIDER from '@salesforce/label/c.Receipt_Field_Provider';
import FIELD_RECORDING from '@salesforce/label/c.Receipt_Field_Recording';
import FIELD_RELATED from '@salesforce/label/c.Receipt_Field_Related';
import FIELD_START from '@salesforce/label/c.Receipt_Field_Start';
import FIELD_SUBJECT from '@salesforce/label/c.Receipt_Field_Subject';
import FIELD_TAGS from '@salesforce/label/c.Receipt_Field_Tags';
import FIELD_TOPICS from '@salesforce/label/c.Receipt_Field_Topics';
import IS_CHANGED from '@salesforce/label/c.Receipt_Is_Changed';
import IS_CREATED from '@salesforce/label/c.Receipt_Is_Created';
import IS_DELETED from '@salesforce/label/c.Receipt_Is_Deleted';
import IS_LEFT from '@salesforce/label/c.Receipt_Is_Left';
import IS_REFUSED from '@salesforce/label/c.Receipt_Is_Refused';
import KEEP from '@salesforce/label/c.Receipt_Keep';
import LEFT_ONE from '@salesforce/label/c.Receipt_Left_One';
import LEFT_OTHER from '@salesforce/label/c.Receipt_Left_Other';
import LEAD from '@salesforce/label/c.Receipt_Lead';
import LINKED from '@salesforce/label/c.Receipt_Linked';
import LOADING from '@salesforce/label/c.Receipt_Loading';
import MORE_ONE from '@salesforce/label/c.Receipt_More_One';
import MORE_OTHER from '@salesforce/label/c.Receipt_More_Other';
import NAMED from '@salesforce/label/c.Receipt_Named';
import NEXT_STEPS from '@salesforce/label/c.Insights_Next_Steps';
import NO from '@salesforce/label/c.Receipt_No';
import NONE_TEXT from '@salesforce/label/c.Receipt_None_Text';
import NONE_TITLE from '@salesforce/label/c.Receipt_None_Title';
import NOTE from '@salesforce/label/c.Receipt_Note';
import NOTHING from '@salesforce/label/c.Receipt_Nothing';
import NOTHING_TAKEN from '@salesforce/label/c.Receipt_Nothing_Taken';
import OBJECT_ACCOUNT from '@salesforce/label/c.Receipt_Object_Account';
import OBJECT_CONTACT from '@salesforce/label/c.Receipt_Object_Contact';
import OBJECT_CONVERSATION from '@salesforce/label/c.Receipt_Object_Conversation';
import OBJECT_EVENT from '@salesforce/label/c.Receipt_Object_Event';
import OBJECT_LEAD from '@salesforce/label/c.Receipt_Object_Lead';
import OBJECT_OPPORTUNITY from '@salesforce/label/c.Receipt_Object_Opportunity';
import OBJECT_TASK from '@salesforce/label/c.Receipt_Object_Task';
import PLANNED from '@salesforce/label/c.Receipt_Planned';
import RECORDS_ONE from '@salesforce/label/c.Receipt_Records_One';
import RECORDS_OTHER from '@salesforce/label/c.Receipt_Records_Other';
import REFUSED from '@salesforce/label/c.Receipt_Refused';
import RENEWED from '@salesforce/label/c.Receipt_Renewed';
import STAYS from '@salesforce/label/c.Receipt_Stays';
import SUGGESTIONS from '@salesforce/label/c.Receipt_Suggestions';
import TAB_COMMENTS from '@salesforce/label/c.Insights_Tab_Comments';
import TAB_HIGHLIGHTS from '@salesforce/label/c.Insights_Tab_Highlights';
import TAB_PEOPLE from '@salesforce/label/c.Insights_Tab_People';
import TAB_QUESTIONS from '@salesforce/label/c.Insights_Tab_Questions';
import TAB_TOPICS from '@salesforce/label/c.Insights_Tab_Topics';
import TAKEN from '@salesforce/label/c.Receipt_Taken';
import TAKEN_OFF from '@salesforce/label/c.Receipt_Taken_Off';
import TAKE_BACK from '@salesforce/label/c.Receipt_Take_Back';
import TAKING from '@salesforce/label/c.Receipt_Taking';
import UNCHANGED from '@salesforce/label/c.Receipt_Unchanged';
import WHY from '@salesforce/label/c.Receipt_Why';
import WOULD from '@salesforce/label/c.Receipt_Would';
import WOULD_CHANGED from '@salesforce/label/c.Receipt_Would_Changed';
import WOULD_CREATED from '@salesforce/label/c.Receipt_Would_Created';
import WOULD_DELETED from '@salesforce/label/c.Receipt_Would_Deleted';
import WRITTEN from '@salesforce/label/c.Receipt_Written';
import YES from '@salesforce/label/c.Receipt_Yes';
import TRY_AGAIN from '@salesforce/label/c.Retry_Again';

export const words = {
  again: AGAIN,
  asking: ASKING,
  change: CHANGE,
  confirm: CONFIRM,
  count: COUNT,
  empty: EMPTY,
  failed: FAILED,
  keep: KEEP,
  lead: LEAD,
  linked: LINKED,
  loading: LOADING,
  named: NAMED,
  no: NO,
  noneText: NONE_TEXT,
  noneTitle: NONE_TITLE,
  nothing: NOTHING,
  nothingTaken: NOTHING_TAKEN,
  notes: FIELD_NOTES,
  planned: PLANNED,
  refused: REFUSED,
  renewed: RENEWED,
  stays: STAYS,
  takeBack: TAKE_BACK,
  taken: TAKEN,
  takenOff: TAKEN_OFF,
  taking: TAKING,
  tryAgain: TRY_AGAIN,
  unchanged: UNCHANGED,
  wasLeft: IS_LEFT,
  wasRefused: IS_REFUSED,
  why: WHY,
  would: WOULD,
  written: WRITTEN,
  yes: YES,
  fields: { one: FIELDS_ONE, other: FIELDS_OTHER },
  more: { one: MORE_ONE, other: MORE_OTHER },
  records: { one: RECORDS_ONE, other: RECORDS_OTHER },
  left: { one: LEFT_ONE, other: LEFT_OTHER },
  was: { created: IS_CREATED, changed: IS_CHANGED, deleted: IS_DELETED },
  wouldBe: { created: WOULD_CREATED, changed: WOULD_CHANGED, deleted: WOULD_DELETED },
};

/** Parts of a conversation, several of a kind together. */
export const kindWords: Readonly<Record<string, string>> = {
  Highlight: TAB_HIGHLIGHTS,
  Topic: TAB_TOPICS,
  Comment: TAB_COMMENTS,
  Question: TAB_QUESTIONS,
  'Action item': NEXT_STEPS,
  Conversation_Participant__c: TAB_PEOPLE,
  Conversation_Suggestion__c: SUGGESTIONS,
};

export const objectWords: Readonly<Record<string, string>> = {
  Account: OBJECT_ACCOUNT,
  Contact: OBJECT_CONTACT,
  ContentNote: NOTE,
  Conversation__c: OBJECT_CONVERSATION,
  Event: OBJECT_EVENT,
  Lead: OBJECT_LEAD,
  Opportunity: OBJECT_OPPORTUNITY,
  Task: OBJECT_TASK,
};

/** Where the service's answer has no label of the org's own. */
export const fieldWords: Readonly<Record<string, string>> = {
  Account__c: OBJECT_ACCOUNT,
  ActivityDate: FIELD_DUE,
  CallDurationInSeconds: FIELD_DURATION,
  Contact__c: OBJECT_CONTACT,
  Conversation_Duration__c: FIELD_DURATION,
  Conversation_Link__c: FIELD_RECORDING,
  Conversation_Provider__c: FIELD_PROVIDER,
  Conversation_Tags__c: FIELD_TAGS,
  Conversation_Topics__c: FIELD_TOPICS,
  EndDateTime: FIELD_END,
  Lead__c: OBJECT_LEAD,
  Opportunity__c: OBJECT_OPPORTUNITY,
  OwnerId: FIELD_ASSIGNED,
  StartDateTime: FIELD_START,
  Subject: FIELD_SUBJECT,
  WhatId: FIELD_RELATED,
  WhoId: FIELD_NAME,
};

/** What systems know a record by, and what says itself. */
export const HIDDEN_FIELDS: ReadonlySet<string> = new Set([
  'CallObject',
  'CallType',
  'Conversation_Key__c',
  'Note_Mark__c',
  'ShareType',
  'Status',
  'TaskSubtype',
]);
