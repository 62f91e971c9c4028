import HEALTH_ONLY_ADMINS_TEXT from '@salesforce/label/c.Health_Only_Admins_Text';
import HEALTH_REFRESH from '@salesforce/label/c.Health_Refresh';
import STATE_LOADING from '@salesforce/label/c.State_Loading';
import BACK from '@salesforce/label/c.Workflow_Back';
import CALL_ENDED from '@salesforce/label/c.Workflow_Call_Ended';
import CHANGED from '@salesforce/label/c.Workflow_Changed';
import EMAIL_RECEIVED from '@salesforce/label/c.Workflow_Email_Received';
import INTRO from '@salesforce/label/c.Workflow_Intro';
import LAST_RUN from '@salesforce/label/c.Workflow_Last_Run';
import MEETING_ENDED from '@salesforce/label/c.Workflow_Meeting_Ended';
import NEVER_RAN from '@salesforce/label/c.Workflow_Never_Ran';
import NEW from '@salesforce/label/c.Workflow_New';
import NONE from '@salesforce/label/c.Workflow_None';
import OFF_NOW from '@salesforce/label/c.Workflow_Off_Now';
import ON_NOW from '@salesforce/label/c.Workflow_On_Now';
import ONLY_ADMINS from '@salesforce/label/c.Workflow_Only_Admins';
import OPEN from '@salesforce/label/c.Workflow_Open';
import OWN from '@salesforce/label/c.Workflow_Own';
import PLAIN from '@salesforce/label/c.Workflow_Plain';
import READY from '@salesforce/label/c.Workflow_Ready';
import STATE_CANCELLED from '@salesforce/label/c.Workflow_State_Cancelled';
import STATE_DONE from '@salesforce/label/c.Workflow_State_Done';
import STATE_FAILED from '@salesforce/label/c.Workflow_State_Failed';
import STATE_RUNNING from '@salesforce/label/c.Workflow_State_Running';
import STATE_WAITING from '@salesforce/label/c.Workflow_State_Waiting';
import SWITCH from '@salesforce/label/c.Workflow_Switch';
import SWITCH_OFF from '@salesforce/label/c.Workflow_Switch_Off';
import SWITCH_ON from '@salesforce/label/c.Workflow_Switch_On';
import TITLE from '@salesforce/label/c.Workflow_Title';

export const words = {
  healthOnlyAdminsText: HEALTH_ONLY_ADMINS_TEXT,
  healthRefresh: HEALTH_REFRESH,
  stateLoading: STATE_LOADING,
  changed: CHANGED,
  back: BACK,
  callEnded: CALL_ENDED,
  emailReceived: EMAIL_RECEIVED,
  intro: INTRO,
  lastRun: LAST_RUN,
  meetingEnded: MEETING_ENDED,
  neverRan: NEVER_RAN,
  new: NEW,
  none: NONE,
  offNow: OFF_NOW,
  onNow: ON_NOW,
  onlyAdmins: ONLY_ADMINS,
  open: OPEN,
  own: OWN,
  plain: PLAIN,
  ready: READY,
  stateCancelled: STATE_CANCELLED,
  stateDone: STATE_DONE,
  stateFailed: STATE_FAILED,
  stateRunning: STATE_RUNNING,
  stateWaiting: STATE_WAITING,
  switch: SWITCH,
  switchOff: SWITCH_OFF,
  switchOn: SWITCH_ON,
  title: TITLE,
};
