import BACK from '@salesforce/label/c.Rules_Back';
import CANCEL from '@salesforce/label/c.Rules_Cancel';
import CHANGED from '@salesforce/label/c.Rules_Changed';
import COMPARE from '@salesforce/label/c.Rules_Compare';
import COMPARED from '@salesforce/label/c.Rules_Compared';
import COMPARING from '@salesforce/label/c.Rules_Comparing';
import CONFIRM from '@salesforce/label/c.Rules_Confirm';
import CONFIRM_TEXT from '@salesforce/label/c.Rules_Confirm_Text';
import CONFLICT from '@salesforce/label/c.Rules_Conflict';
import COUNT_ONE from '@salesforce/label/c.Rules_Count_One';
import COUNT_OTHER from '@salesforce/label/c.Rules_Count_Other';
import DAYS from '@salesforce/label/c.Rules_Days';
import DAYS_ONE from '@salesforce/label/c.Rules_Days_One';
import DAYS_OTHER from '@salesforce/label/c.Rules_Days_Other';
import INTRO from '@salesforce/label/c.Rules_Intro';
import LOADING from '@salesforce/label/c.State_Loading';
import MOVES_NONE from '@salesforce/label/c.Rules_Moves_None';
import MOVES_ONE from '@salesforce/label/c.Rules_Moves_One';
import MOVES_OTHER from '@salesforce/label/c.Rules_Moves_Other';
import NO_CONVERSATIONS from '@salesforce/label/c.Rules_No_Conversations';
import NO_CONVERSATIONS_TEXT from '@salesforce/label/c.Rules_No_Conversations_Text';
import ONLY_ADMINS from '@salesforce/label/c.Rules_Only_Admins';
import ONLY_ADMINS_TEXT from '@salesforce/label/c.Rules_Only_Admins_Text';
import REQUESTS_ONE from '@salesforce/label/c.Rules_Requests_One';
import REQUESTS_OTHER from '@salesforce/label/c.Rules_Requests_Other';
import RESULTS from '@salesforce/label/c.Rules_Results';
import SAME from '@salesforce/label/c.Rules_Same';
import STOPPED_MOST from '@salesforce/label/c.Rules_Stopped_Most';
import STOPPED_RESERVE from '@salesforce/label/c.Rules_Stopped_Reserve';
import STOPPED_TIME from '@salesforce/label/c.Rules_Stopped_Time';
import TITLE from '@salesforce/label/c.Rules_Title';
import TODAY from '@salesforce/label/c.Rules_Today';
import TRY_AGAIN from '@salesforce/label/c.Rules_Try_Again';
import USE from '@salesforce/label/c.Rules_Use';
import USED from '@salesforce/label/c.Rules_Used';

export const words = {
  back: BACK,
  cancel: CANCEL,
  changed: CHANGED,
  compare: COMPARE,
  compared: COMPARED,
  comparing: COMPARING,
  confirm: CONFIRM,
  confirmText: CONFIRM_TEXT,
  conflict: CONFLICT,
  count: { one: COUNT_ONE, other: COUNT_OTHER },
  days: DAYS,
  dayCount: { one: DAYS_ONE, other: DAYS_OTHER },
  intro: INTRO,
  loading: LOADING,
  moves: { one: MOVES_ONE, other: MOVES_OTHER },
  movesNone: MOVES_NONE,
  noConversations: NO_CONVERSATIONS,
  noConversationsText: NO_CONVERSATIONS_TEXT,
  onlyAdmins: ONLY_ADMINS,
  onlyAdminsText: ONLY_ADMINS_TEXT,
  requests: { one: REQUESTS_ONE, other: REQUESTS_OTHER },
  results: RESULTS,
  same: SAME,
  stopped: { most: STOPPED_MOST, reserve: STOPPED_RESERVE, time: STOPPED_TIME },
  title: TITLE,
  today: TODAY,
  tryAgain: TRY_AGAIN,
  use: USE,
  used: USED,
};
