import ACCOUNT_ONLY from '@salesforce/label/c.Rules_Account_Only';
import CAPTION from '@salesforce/label/c.Rules_Caption';
import CHANGED from '@salesforce/label/c.Rules_Changed';
import DIFFERENCE from '@salesforce/label/c.Rules_Difference';
import LINKED from '@salesforce/label/c.Rules_Linked';
import LOCKED from '@salesforce/label/c.Rules_Locked';
import NEEDS_REVIEW from '@salesforce/label/c.Match_Needs_Review';
import NONE from '@salesforce/label/c.Rules_None';
import OUTCOME from '@salesforce/label/c.Rules_Outcome';
import TODAY from '@salesforce/label/c.Rules_Today';

export const words = {
  caption: CAPTION,
  changed: CHANGED,
  difference: DIFFERENCE,
  outcome: OUTCOME,
  today: TODAY,
  linked: LINKED,
  needsReview: NEEDS_REVIEW,
  accountOnly: ACCOUNT_ONLY,
  none: NONE,
  locked: LOCKED,
};
