import ADDRESS from '@salesforce/label/c.Health_Address';
import BROKEN from '@salesforce/label/c.Health_State_Broken';
import CONNECTED from '@salesforce/label/c.Health_State_Connected';
import LAST_SYNC from '@salesforce/label/c.Health_Last_Sync';
import NEW_TAB from '@salesforce/label/c.Health_New_Tab';
import NOT_CONNECTED from '@salesforce/label/c.Health_State_Not_Connected';
import NOT_CONNECTED_TEXT from '@salesforce/label/c.Health_Not_Connected_Text';
import NO_SYNC from '@salesforce/label/c.Health_No_Sync';
import ORGANIZATION from '@salesforce/label/c.Health_Organization';
import PAUSE from '@salesforce/label/c.Health_Pause';
import PAUSED from '@salesforce/label/c.Health_State_Paused';
import PAUSED_DONE from '@salesforce/label/c.Health_Paused_Done';
import PAUSED_SINCE from '@salesforce/label/c.Health_Paused_Since';
import PAUSED_TEXT from '@salesforce/label/c.Health_Paused_Text';
import PAUSE_KEEP from '@salesforce/label/c.Health_Pause_Keep';
import PAUSE_TEXT from '@salesforce/label/c.Health_Pause_Text';
import PAUSE_TITLE from '@salesforce/label/c.Health_Pause_Title';
import RESUME from '@salesforce/label/c.Health_Resume';
import RESUMED_DONE from '@salesforce/label/c.Health_Resumed_Done';
import RESUME_KEEP from '@salesforce/label/c.Health_Resume_Keep';
import RESUME_NONE from '@salesforce/label/c.Health_Resume_None';
import RESUME_ONE from '@salesforce/label/c.Health_Resume_One';
import RESUME_OTHER from '@salesforce/label/c.Health_Resume_Other';
import RESUME_TITLE from '@salesforce/label/c.Health_Resume_Title';
import SANDBOX from '@salesforce/label/c.Health_Organization_Sandbox';
import USER from '@salesforce/label/c.Health_User';
import WAITING from '@salesforce/label/c.Health_Waiting';
import WAITING_FOR_LOGIN from '@salesforce/label/c.Health_State_Waiting';
import WAITING_NONE from '@salesforce/label/c.Health_Waiting_None';
import WAITING_ONE from '@salesforce/label/c.Health_Waiting_One';
import WAITING_OTHER from '@salesforce/label/c.Health_Waiting_Other';

export const words = {
  address: ADDRESS,
  broken: BROKEN,
  connected: CONNECTED,
  lastSync: LAST_SYNC,
  newTab: NEW_TAB,
  noSync: NO_SYNC,
  notConnected: NOT_CONNECTED,
  notConnectedText: NOT_CONNECTED_TEXT,
  organization: ORGANIZATION,
  pause: PAUSE,
  paused: PAUSED,
  pausedDone: PAUSED_DONE,
  pausedSince: PAUSED_SINCE,
  pausedText: PAUSED_TEXT,
  pauseKeep: PAUSE_KEEP,
  pauseText: PAUSE_TEXT,
  pauseTitle: PAUSE_TITLE,
  resume: RESUME,
  resumedDone: RESUMED_DONE,
  resumeKeep: RESUME_KEEP,
  resumeNone: RESUME_NONE,
  resumeOne: RESUME_ONE,
  resumeOther: RESUME_OTHER,
  resumeTitle: RESUME_TITLE,
  sandbox: SANDBOX,
  user: USER,
  waiting: WAITING,
  waitingForLogin: WAITING_FOR_LOGIN,
  waitingNone: WAITING_NONE,
  waitingOne: WAITING_ONE,
  waitingOther: WAITING_OTHER,
};
