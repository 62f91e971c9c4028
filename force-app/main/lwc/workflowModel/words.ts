import NEXT_STEP_TEXT from '@salesforce/label/c.Workflow_Shipped_Next_Step_Text';
import NEXT_STEP_TITLE from '@salesforce/label/c.Workflow_Shipped_Next_Step_Title';
import STAGE_TEXT from '@salesforce/label/c.Workflow_Shipped_Stage_Text';
import STAGE_TITLE from '@salesforce/label/c.Workflow_Shipped_Stage_Title';
import TASKS_TEXT from '@salesforce/label/c.Workflow_Shipped_Tasks_Text';
import TASKS_TITLE from '@salesforce/label/c.Workflow_Shipped_Tasks_Title';

export const words = {
  nextStepText: NEXT_STEP_TEXT,
  nextStepTitle: NEXT_STEP_TITLE,
  stageText: STAGE_TEXT,
  stageTitle: STAGE_TITLE,
  tasksText: TASKS_TEXT,
  tasksTitle: TASKS_TITLE,
};
