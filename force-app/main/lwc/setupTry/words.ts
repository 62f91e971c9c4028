import ACCEPTED from '@salesforce/label/c.Setup_Try_Accepted';
import AGAIN from '@salesforce/label/c.Setup_Try_Again';
import DEAL from '@salesforce/label/c.Setup_Try_Deal';
import DEAL_NONE from '@salesforce/label/c.Setup_Try_Deal_None';
import GO_WRITING from '@salesforce/label/c.Setup_Try_Go_Writing';
import LINE from '@salesforce/label/c.Setup_Try_Line';
import LINE_COUNT from '@salesforce/label/c.Setup_Try_Line_Count';
import MATCHED from '@salesforce/label/c.Setup_Try_Matched';
import OPEN_EVENT from '@salesforce/label/c.Setup_Try_Open_Event';
import OPEN_TASK from '@salesforce/label/c.Setup_Try_Open_Task';
import OWNER from '@salesforce/label/c.Setup_Try_Owner';
import OWNER_NONE from '@salesforce/label/c.Setup_Try_Owner_None';
import PROGRESS from '@salesforce/label/c.Setup_Try_Progress';
import SEEN from '@salesforce/label/c.Setup_Try_Seen';
import SEND from '@salesforce/label/c.Setup_Try_Send';
import SENDING from '@salesforce/label/c.Setup_Try_Sending';
import SLOW from '@salesforce/label/c.Setup_Try_Slow';
import STATE_DONE from '@salesforce/label/c.Setup_Try_State_Done';
import STATE_FAILED from '@salesforce/label/c.Setup_Try_State_Failed';
import STATE_HELD from '@salesforce/label/c.Setup_Try_State_Held';
import STATE_RUNNING from '@salesforce/label/c.Setup_Try_State_Running';
import STATE_WAITING from '@salesforce/label/c.Setup_Try_State_Waiting';
import STOPPED from '@salesforce/label/c.Setup_Try_Stopped';
import STOPPED_FIX from '@salesforce/label/c.Setup_Try_Stopped_Fix';
import TAKEN_BACK from '@salesforce/label/c.Setup_Try_Taken_Back';
import TAKEN_BACK_SOME from '@salesforce/label/c.Setup_Try_Taken_Back_Some';
import TAKE_BACK from '@salesforce/label/c.Setup_Try_Take_Back';
import TAKING_BACK from '@salesforce/label/c.Setup_Try_Taking_Back';
import WOULD from '@salesforce/label/c.Setup_Try_Would';
import WOULD_TEXT from '@salesforce/label/c.Setup_Try_Would_Text';
import WRITTEN from '@salesforce/label/c.Setup_Try_Written';

export const words = {
  owner: OWNER,
  ownerNone: OWNER_NONE,
  deal: DEAL,
  dealNone: DEAL_NONE,
  send: SEND,
  sending: SENDING,
  again: AGAIN,
  progress: PROGRESS,
  accepted: ACCEPTED,
  matched: MATCHED,
  written: WRITTEN,
  stateDone: STATE_DONE,
  stateRunning: STATE_RUNNING,
  stateWaiting: STATE_WAITING,
  stateHeld: STATE_HELD,
  stateFailed: STATE_FAILED,
  would: WOULD,
  wouldText: WOULD_TEXT,
  line: LINE,
  lineCount: LINE_COUNT,
  goWriting: GO_WRITING,
  seen: SEEN,
  openEvent: OPEN_EVENT,
  openTask: OPEN_TASK,
  takeBack: TAKE_BACK,
  takingBack: TAKING_BACK,
  takenBack: TAKEN_BACK,
  takenBackSome: TAKEN_BACK_SOME,
  slow: SLOW,
  stopped: STOPPED,
  stoppedFix: STOPPED_FIX,
};
