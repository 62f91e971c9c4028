import STATE_BEGUN from '@salesforce/label/c.Workflow_State_Begun';
import STATE_DONE from '@salesforce/label/c.Workflow_State_Done';
import STATE_FAILED from '@salesforce/label/c.Workflow_State_Failed';
import STATE_SKIPPED from '@salesforce/label/c.Workflow_State_Skipped';
import STEP_INPUT from '@salesforce/label/c.Workflow_Step_Input';
import STEP_OUTPUT from '@salesforce/label/c.Workflow_Step_Output';
import STEP_WRITTEN from '@salesforce/label/c.Workflow_Step_Written';

export const words = {
  stateBegun: STATE_BEGUN,
  stateDone: STATE_DONE,
  stateFailed: STATE_FAILED,
  stateSkipped: STATE_SKIPPED,
  stepInput: STEP_INPUT,
  stepOutput: STEP_OUTPUT,
  stepWritten: STEP_WRITTEN,
};
