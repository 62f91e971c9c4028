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

import type { OutlineTexts } from './outline';

/** In the reader's language. */
export const stepTexts: OutlineTexts = {
  each: STEP_EACH,
  else: STEP_ELSE,
  extract: STEP_EXTRACT,
  if: STEP_IF,
  load: STEP_LOAD,
  notify: STEP_NOTIFY,
  owner: STEP_OWNER,
  ownerDeal: STEP_OWNER_DEAL,
  query: STEP_QUERY,
  opportunity: STEP_OPPORTUNITY,
  sink: STEP_SINK,
  task: STEP_TASK,
  update: STEP_UPDATE,
};
