import CHECK from '@salesforce/label/c.Setup_Summary_Check';
import EMAILS_OFF from '@salesforce/label/c.Setup_Summary_Emails_Off';
import EMAILS_ON from '@salesforce/label/c.Setup_Summary_Emails_On';
import EXPORT from '@salesforce/label/c.Setup_Summary_Export';
import FILE from '@salesforce/label/c.Setup_Summary_File';
import FIX from '@salesforce/label/c.Setup_Summary_Fix';
import MARK_NEEDED from '@salesforce/label/c.Setup_Summary_Mark_Needed';
import MARK_NOT_NEEDED from '@salesforce/label/c.Setup_Summary_Mark_Not_Needed';
import MARK_RECOMMENDED from '@salesforce/label/c.Setup_Summary_Mark_Recommended';
import MARK_UNKNOWN from '@salesforce/label/c.Setup_Summary_Mark_Unknown';
import MARK_YES from '@salesforce/label/c.Setup_Summary_Mark_Yes';
import OF from '@salesforce/label/c.Setup_Summary_Of';
import OPEN from '@salesforce/label/c.Setup_Summary_Open';
import OPEN_ONE from '@salesforce/label/c.Setup_Summary_Open_One';
import PRINT from '@salesforce/label/c.Setup_Summary_Print';
import READY from '@salesforce/label/c.Setup_Summary_Ready';
import RECOMMENDED from '@salesforce/label/c.Setup_Summary_Recommended';
import STATE from '@salesforce/label/c.Setup_Summary_State';
import TRIED from '@salesforce/label/c.Setup_Summary_Tried';
import TRY_FIX from '@salesforce/label/c.Setup_Summary_Try_Fix';
import VISITORS_OFF from '@salesforce/label/c.Setup_Summary_Visitors_Off';
import VISITORS_ON from '@salesforce/label/c.Setup_Summary_Visitors_On';
import WHAT from '@salesforce/label/c.Setup_Summary_What';
import WHERE from '@salesforce/label/c.Setup_Summary_Where';
import WORKFLOWS_OFF from '@salesforce/label/c.Setup_Summary_Workflows_Off';
import WORKFLOWS_ON from '@salesforce/label/c.Setup_Summary_Workflows_On';

export const words = {
  check: CHECK,
  state: STATE,
  what: WHAT,
  fix: FIX,
  where: WHERE,
  export: EXPORT,
  print: PRINT,
  file: FILE,
  of: OF,
  ready: READY,
  recommended: RECOMMENDED,
  open: OPEN,
  tried: TRIED,
  tryFix: TRY_FIX,
  feeds: {
    emails: { on: EMAILS_ON, off: EMAILS_OFF },
    workflows: { on: WORKFLOWS_ON, off: WORKFLOWS_OFF },
    visitors: { on: VISITORS_ON, off: VISITORS_OFF },
  },
  markYes: MARK_YES,
  markNeeded: MARK_NEEDED,
  markRecommended: MARK_RECOMMENDED,
  markNotNeeded: MARK_NOT_NEEDED,
  markUnknown: MARK_UNKNOWN,
  openOne: OPEN_ONE,
};
