import CHECK_AGAIN from '@salesforce/label/c.Setup_Check_Again';
import COPIED from '@salesforce/label/c.Setup_Copied';
import COPY_BY_HAND from '@salesforce/label/c.Setup_Copy_By_Hand';
import COPY_FOR_ADMIN from '@salesforce/label/c.Setup_Copy_For_Admin';
import CREATE from '@salesforce/label/c.Setup_Create';
import DELETE from '@salesforce/label/c.Setup_Delete';
import EDIT from '@salesforce/label/c.Setup_Edit';
import LOADING from '@salesforce/label/c.Setup_Loading';
import NEW_TAB from '@salesforce/label/c.Setup_New_Tab';
import OBJECT_ACCOUNT from '@salesforce/label/c.Setup_Object_Account';
import OBJECT_CONTACT from '@salesforce/label/c.Setup_Object_Contact';
import OBJECT_CONTENT_NOTE from '@salesforce/label/c.Setup_Object_Content_Note';
import OBJECT_CONVERSATION from '@salesforce/label/c.Setup_Object_Conversation';
import OBJECT_EVENT from '@salesforce/label/c.Setup_Object_Event';
import OBJECT_LEAD from '@salesforce/label/c.Setup_Object_Lead';
import OBJECT_MOMENT from '@salesforce/label/c.Setup_Object_Moment';
import OBJECT_NOTE_LINK from '@salesforce/label/c.Setup_Object_Note_Link';
import OBJECT_OPPORTUNITY from '@salesforce/label/c.Setup_Object_Opportunity';
import OBJECT_PARTICIPANT from '@salesforce/label/c.Setup_Object_Participant';
import OBJECT_SUGGESTION from '@salesforce/label/c.Setup_Object_Suggestion';
import OBJECT_TASK from '@salesforce/label/c.Setup_Object_Task';
import OFF from '@salesforce/label/c.Setup_Off';
import ON from '@salesforce/label/c.Setup_On';
import OPEN_SETUP from '@salesforce/label/c.Setup_Open_Setup';
import READ from '@salesforce/label/c.Setup_Read';
import SHOW_MORE from '@salesforce/label/c.Setup_Show_More';
import STATE_ADVICE from '@salesforce/label/c.Setup_State_Advice';
import STATE_DONE from '@salesforce/label/c.Setup_State_Done';
import STATE_NEEDS from '@salesforce/label/c.Setup_State_Needs';
import STATE_OFF from '@salesforce/label/c.Setup_State_Off';
import STATE_WAITING from '@salesforce/label/c.Setup_State_Waiting';
import STEP_API from '@salesforce/label/c.Setup_Step_Api';
import STEP_CHANGES from '@salesforce/label/c.Setup_Step_Changes';
import STEP_CONNECT from '@salesforce/label/c.Setup_Step_Connect';
import STEP_NOTES from '@salesforce/label/c.Setup_Step_Notes';
import STEP_EMAILS from '@salesforce/label/c.Setup_Step_Emails';
import STEP_PEOPLE from '@salesforce/label/c.Setup_Step_People';
import STEP_PERMISSIONS from '@salesforce/label/c.Setup_Step_Permissions';
import STEP_SUMMARY from '@salesforce/label/c.Setup_Step_Summary';
import STEP_TRY from '@salesforce/label/c.Setup_Step_Try';
import STEP_VISITORS from '@salesforce/label/c.Setup_Step_Visitors';
import STEP_WORKFLOWS from '@salesforce/label/c.Setup_Step_Workflows';
import STEP_WRITING from '@salesforce/label/c.Setup_Step_Writing';
import SUGGEST from '@salesforce/label/c.Setup_Suggest';
import VIEW_ALL from '@salesforce/label/c.Setup_View_All';

/** Words that several steps share. */
export const words = {
  stateDone: STATE_DONE,
  stateNeeds: STATE_NEEDS,
  stateAdvice: STATE_ADVICE,
  stateWaiting: STATE_WAITING,
  stateOff: STATE_OFF,
  stepConnect: STEP_CONNECT,
  stepPermissions: STEP_PERMISSIONS,
  stepApi: STEP_API,
  stepNotes: STEP_NOTES,
  stepChanges: STEP_CHANGES,
  stepPeople: STEP_PEOPLE,
  stepWriting: STEP_WRITING,
  stepTry: STEP_TRY,
  stepEmails: STEP_EMAILS,
  stepWorkflows: STEP_WORKFLOWS,
  stepVisitors: STEP_VISITORS,
  stepSummary: STEP_SUMMARY,
  openSetup: OPEN_SETUP,
  newTab: NEW_TAB,
  copyForAdmin: COPY_FOR_ADMIN,
  copied: COPIED,
  copyByHand: COPY_BY_HAND,
  checkAgain: CHECK_AGAIN,
  off: OFF,
  suggest: SUGGEST,
  on: ON,
  read: READ,
  edit: EDIT,
  create: CREATE,
  objectAccount: OBJECT_ACCOUNT,
  objectContact: OBJECT_CONTACT,
  objectLead: OBJECT_LEAD,
  objectOpportunity: OBJECT_OPPORTUNITY,
  objectTask: OBJECT_TASK,
  objectEvent: OBJECT_EVENT,
  objectContentNote: OBJECT_CONTENT_NOTE,
  objectConversation: OBJECT_CONVERSATION,
  objectMoment: OBJECT_MOMENT,
  objectParticipant: OBJECT_PARTICIPANT,
  objectSuggestion: OBJECT_SUGGESTION,
  objectNoteLink: OBJECT_NOTE_LINK,
  loading: LOADING,
  showMore: SHOW_MORE,
  delete: DELETE,
  viewAll: VIEW_ALL,
};
