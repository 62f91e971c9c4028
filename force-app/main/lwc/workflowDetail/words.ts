import STATE_LOADING from '@salesforce/label/c.State_Loading';
import CHANGED from '@salesforce/label/c.Workflow_Changed';
import DEFINITION from '@salesforce/label/c.Workflow_Definition';
import DEFINITION_HELP from '@salesforce/label/c.Workflow_Definition_Help';
import DISCARD from '@salesforce/label/c.Workflow_Discard';
import FAULT_LINE from '@salesforce/label/c.Workflow_Fault_Line';
import NEW_TITLE from '@salesforce/label/c.Workflow_New_Title';
import NOT_JSON from '@salesforce/label/c.Workflow_Not_Json';
import REFUSED from '@salesforce/label/c.Workflow_Refused';
import SAVE from '@salesforce/label/c.Workflow_Save';
import SAVED from '@salesforce/label/c.Workflow_Saved';
import STEPS from '@salesforce/label/c.Workflow_Steps';
import VERSION from '@salesforce/label/c.Workflow_Version';

export const words = {
  stateLoading: STATE_LOADING,
  changed: CHANGED,
  definition: DEFINITION,
  definitionHelp: DEFINITION_HELP,
  discard: DISCARD,
  faultLine: FAULT_LINE,
  newTitle: NEW_TITLE,
  notJson: NOT_JSON,
  refused: REFUSED,
  save: SAVE,
  saved: SAVED,
  steps: STEPS,
  version: VERSION,
};
