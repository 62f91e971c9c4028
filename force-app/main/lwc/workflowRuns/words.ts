import STATE_LOADING from '@salesforce/label/c.State_Loading';
import RETRIED from '@salesforce/label/c.Workflow_Retried';
import RETRY from '@salesforce/label/c.Workflow_Retry';
import RUNS from '@salesforce/label/c.Workflow_Runs';
import RUNS_NONE from '@salesforce/label/c.Workflow_Runs_None';
import STATE_CANCELLED from '@salesforce/label/c.Workflow_State_Cancelled';
import STATE_DONE from '@salesforce/label/c.Workflow_State_Done';
import STATE_FAILED from '@salesforce/label/c.Workflow_State_Failed';
import STATE_RUNNING from '@salesforce/label/c.Workflow_State_Running';
import STATE_WAITING from '@salesforce/label/c.Workflow_State_Waiting';
import VERSION from '@salesforce/label/c.Workflow_Version';

export const words = {
  stateLoading: STATE_LOADING,
  retried: RETRIED,
  retry: RETRY,
  runs: RUNS,
  runsNone: RUNS_NONE,
  stateCancelled: STATE_CANCELLED,
  stateDone: STATE_DONE,
  stateFailed: STATE_FAILED,
  stateRunning: STATE_RUNNING,
  stateWaiting: STATE_WAITING,
  version: VERSION,
};
