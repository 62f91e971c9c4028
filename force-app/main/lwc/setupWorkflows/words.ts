import WORKFLOWS_ENDPOINT from '@salesforce/label/c.Setup_Workflows_Endpoint';
import WORKFLOWS_FAILED_ONE from '@salesforce/label/c.Setup_Workflows_Failed_One';
import WORKFLOWS_FAILED_OTHER from '@salesforce/label/c.Setup_Workflows_Failed_Other';
import WORKFLOWS_NONE from '@salesforce/label/c.Setup_Workflows_None';
import WORKFLOWS_OPEN from '@salesforce/label/c.Setup_Workflows_Open';
import WORKFLOWS_OPEN_HELP from '@salesforce/label/c.Setup_Workflows_Open_Help';
import WORKFLOWS_SWITCHED_OFF from '@salesforce/label/c.Setup_Workflows_Switched_Off';
import WORKFLOWS_SWITCHED_ON from '@salesforce/label/c.Setup_Workflows_Switched_On';
import PLAIN from '@salesforce/label/c.Workflow_Plain';

export const words = {
  none: WORKFLOWS_NONE,
  open: WORKFLOWS_OPEN,
  openHelp: WORKFLOWS_OPEN_HELP,
  plain: PLAIN,
  endpoint: WORKFLOWS_ENDPOINT,
  failedOne: WORKFLOWS_FAILED_ONE,
  failedOther: WORKFLOWS_FAILED_OTHER,
  switchedOn: WORKFLOWS_SWITCHED_ON,
  switchedOff: WORKFLOWS_SWITCHED_OFF,
};
