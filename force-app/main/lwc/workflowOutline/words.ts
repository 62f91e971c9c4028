import STEP_EACH from '@salesforce/label/c.Workflow_Step_Each';
import STEP_ELSE from '@salesforce/label/c.Workflow_Step_Else';
import STEP_EXTRACT from '@salesforce/label/c.Workflow_Step_Extract';
import STEP_IF from '@salesforce/label/c.Workflow_Step_If';
import STEP_LOAD from '@salesforce/label/c.Workflow_Step_Load';
import STEP_NOTIFY from '@salesforce/label/c.Workflow_Step_Notify';
import STEP_OPPORTUNITY from '@salesforce/label/c.Workflow_Step_Opportunity';
import STEP_OWNER from '@salesforce/label/c.Workflow_Step_Owner';
import STEP_OWNER_DEAL from '@salesforce/label/c.Workflow_Step_Owner_Deal';
import STEP_QUERY from '@salesforce/label/c.Workflow_Step_Query';
import STEP_SINK from '@salesforce/label/c.Workflow_Step_Sink';
import STEP_TASK from '@salesforce/label/c.Workflow_Step_Task';
import STEP_UPDATE from '@salesforce/label/c.Workflow_Step_Update';

export const words = {
  stepEach: STEP_EACH,
  stepElse: STEP_ELSE,
  stepExtract: STEP_EXTRACT,
  stepIf: STEP_IF,
  stepLoad: STEP_LOAD,
  stepNotify: STEP_NOTIFY,
  stepOpportunity: STEP_OPPORTUNITY,
  stepOwner: STEP_OWNER,
  stepOwnerDeal: STEP_OWNER_DEAL,
  stepQuery: STEP_QUERY,
  stepSink: STEP_SINK,
  stepTask: STEP_TASK,
  stepUpdate: STEP_UPDATE,
};
