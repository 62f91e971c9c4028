import ACCOUNT from '@salesforce/label/c.Link_Field_Account';
import ACCOUNT_OF_DEAL from '@salesforce/label/c.Link_Account_Of_Deal';
import ACTIVITY from '@salesforce/label/c.Link_Activity';
import BACK from '@salesforce/label/c.Link_Back';
import CHANGED_SINCE from '@salesforce/label/c.Link_Changed_Since';
import CHANGE_LINE from '@salesforce/label/c.Link_Change_Line';
import CHOOSE_FIRST from '@salesforce/label/c.Link_Choose_First';
import CLOSE from '@salesforce/label/c.Link_Close';
import CONTACT from '@salesforce/label/c.Link_Field_Contact';
import CONVERSATION from '@salesforce/label/c.Link_Object_Conversation';
import CREATED from '@salesforce/label/c.Link_Record_Created';
import DEAL from '@salesforce/label/c.Link_Deal';
import DELETED from '@salesforce/label/c.Link_Record_Deleted';
import DONE_LINKED from '@salesforce/label/c.Link_Done_Linked';
import DONE_NONE from '@salesforce/label/c.Link_Done_None';
import DONE_RULES from '@salesforce/label/c.Link_Done_Rules';
import EVENT from '@salesforce/label/c.Link_Object_Event';
import GIVE_BACK from '@salesforce/label/c.Link_Give_Back';
import HELD from '@salesforce/label/c.Link_Held';
import KEEP_ACTIVITY from '@salesforce/label/c.Link_Keep_Activity';
import LEAD from '@salesforce/label/c.Link_Field_Lead';
import LINK from '@salesforce/label/c.Link_And_Lock';
import NAME from '@salesforce/label/c.Link_Field_Name';
import NOTHING from '@salesforce/label/c.Link_Nothing';
import NOTHING_CHANGES from '@salesforce/label/c.Link_Nothing_Changes';
import NO_ACTIVITY from '@salesforce/label/c.Link_No_Activity';
import NO_DEAL from '@salesforce/label/c.Link_No_Deal';
import OTHER_RECORD from '@salesforce/label/c.Link_Other_Record';
import OTHERS_ONE from '@salesforce/label/c.Link_Others_One';
import OTHERS_OTHER from '@salesforce/label/c.Link_Others_Other';
import PREVIEW from '@salesforce/label/c.Link_Preview';
import PREVIEW_TITLE from '@salesforce/label/c.Link_Preview_Title';
import RELATED_TO from '@salesforce/label/c.Link_Field_Related_To';
import RULES from '@salesforce/label/c.Link_Rules';
import RULES_HELP from '@salesforce/label/c.Link_Rules_Help';
import TASK from '@salesforce/label/c.Link_Object_Task';
import UNDO from '@salesforce/label/c.Link_Undo';
import UNDONE from '@salesforce/label/c.Link_Undone';
import WORKING from '@salesforce/label/c.Link_Working';

export const words = {
  accountOfDeal: ACCOUNT_OF_DEAL,
  activity: ACTIVITY,
  back: BACK,
  changedSince: CHANGED_SINCE,
  changeLine: CHANGE_LINE,
  chooseFirst: CHOOSE_FIRST,
  close: CLOSE,
  created: CREATED,
  deal: DEAL,
  deleted: DELETED,
  doneLinked: DONE_LINKED,
  doneNone: DONE_NONE,
  doneRules: DONE_RULES,
  giveBack: GIVE_BACK,
  held: HELD,
  keepActivity: KEEP_ACTIVITY,
  link: LINK,
  noActivity: NO_ACTIVITY,
  noDeal: NO_DEAL,
  nothing: NOTHING,
  nothingChanges: NOTHING_CHANGES,
  otherRecord: OTHER_RECORD,
  othersOne: OTHERS_ONE,
  othersOther: OTHERS_OTHER,
  preview: PREVIEW,
  previewTitle: PREVIEW_TITLE,
  rules: RULES,
  rulesHelp: RULES_HELP,
  undo: UNDO,
  undone: UNDONE,
  working: WORKING,
};

export const FIELD_WORDS = {
  account: ACCOUNT,
  activity: ACTIVITY,
  contact: CONTACT,
  deal: DEAL,
  lead: LEAD,
  name: NAME,
  relatedTo: RELATED_TO,
};

export const OBJECT_WORDS: Readonly<Record<string, string>> = {
  Conversation__c: CONVERSATION,
  Event: EVENT,
  Opportunity: DEAL,
  Task: TASK,
};
