import CHECKED_AT from '@salesforce/label/c.Setup_Page_Checked_At';
import CHECKING from '@salesforce/label/c.Setup_Page_Checking';
import CONTINUE_TO from '@salesforce/label/c.Setup_Page_Continue_To';
import DRIFT from '@salesforce/label/c.Setup_Page_Drift';
import DRIFT_BETTER from '@salesforce/label/c.Setup_Page_Drift_Better';
import DRIFT_LINE from '@salesforce/label/c.Setup_Page_Drift_Line';
import DRIFT_NO_DATE from '@salesforce/label/c.Setup_Page_Drift_No_Date';
import DRIFT_WORSE from '@salesforce/label/c.Setup_Page_Drift_Worse';
import GO_CONNECT from '@salesforce/label/c.Setup_Page_Go_Connect';
import NOW_AT from '@salesforce/label/c.Setup_Page_Now_At';
import ONLY_ADMINS from '@salesforce/label/c.Setup_Page_Only_Admins';
import ONLY_ADMINS_TEXT from '@salesforce/label/c.Setup_Page_Only_Admins_Text';
import PROGRESS_ONE from '@salesforce/label/c.Setup_Page_Progress_One';
import PROGRESS_OTHER from '@salesforce/label/c.Setup_Page_Progress_Other';
import STEPS from '@salesforce/label/c.Setup_Page_Steps';
import TITLE from '@salesforce/label/c.Setup_Page_Title';
import UNREACHABLE from '@salesforce/label/c.Setup_Page_Unreachable';
import WAITS_FOR_CONNECTION from '@salesforce/label/c.Setup_Page_Waits_For_Connection';
import WHY_API from '@salesforce/label/c.Setup_Page_Why_Api';
import WHY_CHANGES from '@salesforce/label/c.Setup_Page_Why_Changes';
import WHY_CONNECT from '@salesforce/label/c.Setup_Page_Why_Connect';
import WHY_NOTES from '@salesforce/label/c.Setup_Page_Why_Notes';
import WHY_EMAILS from '@salesforce/label/c.Setup_Page_Why_Emails';
import WHY_PEOPLE from '@salesforce/label/c.Setup_Page_Why_People';
import WHY_PERMISSIONS from '@salesforce/label/c.Setup_Page_Why_Permissions';
import WHY_SUMMARY from '@salesforce/label/c.Setup_Page_Why_Summary';
import WHY_TRY from '@salesforce/label/c.Setup_Page_Why_Try';
import WHY_VISITORS from '@salesforce/label/c.Setup_Page_Why_Visitors';
import WHY_WORKFLOWS from '@salesforce/label/c.Setup_Page_Why_Workflows';
import WHY_WRITING from '@salesforce/label/c.Setup_Page_Why_Writing';

export const words = {
  title: TITLE,
  progressOne: PROGRESS_ONE,
  progressOther: PROGRESS_OTHER,
  steps: STEPS,
  onlyAdmins: ONLY_ADMINS,
  onlyAdminsText: ONLY_ADMINS_TEXT,
  drift: DRIFT,
  driftNoDate: DRIFT_NO_DATE,
  driftLine: DRIFT_LINE,
  driftWorse: DRIFT_WORSE,
  driftBetter: DRIFT_BETTER,
  checkedAt: CHECKED_AT,
  checking: CHECKING,
  continueTo: CONTINUE_TO,
  waitsForConnection: WAITS_FOR_CONNECTION,
  goConnect: GO_CONNECT,
  nowAt: NOW_AT,
  whyConnect: WHY_CONNECT,
  whyPermissions: WHY_PERMISSIONS,
  whyApi: WHY_API,
  whyNotes: WHY_NOTES,
  whyChanges: WHY_CHANGES,
  whyPeople: WHY_PEOPLE,
  whyWriting: WHY_WRITING,
  whyTry: WHY_TRY,
  whyEmails: WHY_EMAILS,
  whyWorkflows: WHY_WORKFLOWS,
  whyVisitors: WHY_VISITORS,
  whySummary: WHY_SUMMARY,
  unreachable: UNREACHABLE,
};
