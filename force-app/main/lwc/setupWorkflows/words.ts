import WORKFLOWS_ENDPOINT from '@salesforce/label/c.Setup_Workflows_Endpoint';
import WORKFLOWS_FAILED from '@salesforce/label/c.Setup_Workflows_Failed';
import WORKFLOWS_NONE from '@salesforce/label/c.Setup_Workflows_None';
import WORKFLOWS_OPEN from '@salesforce/label/c.Setup_Workflows_Open';
import WORKFLOWS_OPEN_HELP from '@salesforce/label/c.Setup_Workflows_Open_Help';
import WORKFLOWS_PLAIN from '@salesforce/label/c.Setup_Workflows_Plain';
import WORKFLOWS_SWITCHED_OFF from '@salesforce/label/c.Setup_Workflows_Switched_Off';
import WORKFLOWS_SWITCHED_ON from '@salesforce/label/c.Setup_Workflows_Switched_On';

export const words = {
  none: WORKFLOWS_NONE,
  open: WORKFLOWS_OPEN,
  openHelp: WORKFLOWS_OPEN_HELP,
  plain: WORKFLOWS_PLAIN,
  endpoint: WORKFLOWS_ENDPOINT,
  failed: WORKFLOWS_FAILED,
  switchedOn: WORKFLOWS_SWITCHED_ON,
  switchedOff: WORKFLOWS_SWITCHED_OFF,
};
