import AGAIN from '@salesforce/label/c.Health_Why_Again';
import ASKED from '@salesforce/label/c.Health_Why_Asked';
import CREATED from '@salesforce/label/c.Health_Why_Created';
import DEAL_CHANGED from '@salesforce/label/c.Health_Why_Deal_Changed';
import DEAL_CLOSED from '@salesforce/label/c.Health_Why_Deal_Closed';
import DEAL_OPENED from '@salesforce/label/c.Health_Why_Deal_Opened';
import LOCKED from '@salesforce/label/c.Health_Why_Locked';
import MATCHED from '@salesforce/label/c.Health_Why_Matched';
import PAUSED from '@salesforce/label/c.Health_Why_Paused';
import RESUMED from '@salesforce/label/c.Health_Why_Resumed';
import REVIEW from '@salesforce/label/c.Health_Why_Review';
import ROLE from '@salesforce/label/c.Health_Why_Role';
import TRIED from '@salesforce/label/c.Health_Why_Tried';
import UNCHANGED from '@salesforce/label/c.Health_Why_Unchanged';
import WHOLE from '@salesforce/label/c.Health_Why_Whole';
import WORKFLOW_AGAIN from '@salesforce/label/c.Health_Why_Workflow_Again';
import WORKFLOW_OFF from '@salesforce/label/c.Health_Why_Workflow_Off';
import WORKFLOW_ON from '@salesforce/label/c.Health_Why_Workflow_On';
import WORKFLOW_SAVED from '@salesforce/label/c.Health_Why_Workflow_Saved';
import WRITING_OFF_ONE from '@salesforce/label/c.Health_Why_Writing_Off_One';
import WRITING_OFF_OTHER from '@salesforce/label/c.Health_Why_Writing_Off_Other';
import WRITTEN_ONE from '@salesforce/label/c.Health_Why_Written_One';
import WRITTEN_OTHER from '@salesforce/label/c.Health_Why_Written_Other';

export const sentenceTexts = {
  again: AGAIN,
  asked: ASKED,
  created: CREATED,
  dealChanged: DEAL_CHANGED,
  dealClosed: DEAL_CLOSED,
  dealOpened: DEAL_OPENED,
  locked: LOCKED,
  matched: MATCHED,
  paused: PAUSED,
  resumed: RESUMED,
  review: REVIEW,
  role: ROLE,
  tried: TRIED,
  unchanged: UNCHANGED,
  whole: WHOLE,
  workflowAgain: WORKFLOW_AGAIN,
  workflowOff: WORKFLOW_OFF,
  workflowOn: WORKFLOW_ON,
  workflowSaved: WORKFLOW_SAVED,
  writingOffOne: WRITING_OFF_ONE,
  writingOffOther: WRITING_OFF_OTHER,
  writtenOne: WRITTEN_ONE,
  writtenOther: WRITTEN_OTHER,
};
