import DRY_RUNNING from '@salesforce/label/c.Workflow_Dry_Running';
import TRY from '@salesforce/label/c.Workflow_Try';
import TRY_CHOOSE from '@salesforce/label/c.Workflow_Try_Choose';
import TRY_CONVERSATION from '@salesforce/label/c.Workflow_Try_Conversation';
import TRY_DONE from '@salesforce/label/c.Workflow_Try_Done';
import TRY_FAILED from '@salesforce/label/c.Workflow_Try_Failed';
import TRY_HELP from '@salesforce/label/c.Workflow_Try_Help';
import TRY_NONE from '@salesforce/label/c.Workflow_Try_None';
import TRY_RUN from '@salesforce/label/c.Workflow_Try_Run';

export const words = {
  dryRunning: DRY_RUNNING,
  try: TRY,
  tryChoose: TRY_CHOOSE,
  tryConversation: TRY_CONVERSATION,
  tryDone: TRY_DONE,
  tryFailed: TRY_FAILED,
  tryHelp: TRY_HELP,
  tryNone: TRY_NONE,
  tryRun: TRY_RUN,
};
