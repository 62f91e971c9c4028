import DRIFT from '@salesforce/label/c.Health_Drift';
import DRIFT_BETTER from '@salesforce/label/c.Health_Drift_Better';
import DRIFT_NOT_CHECKED from '@salesforce/label/c.Health_Drift_Not_Checked';
import DRIFT_NO_DATE from '@salesforce/label/c.Health_Drift_No_Date';
import DRIFT_WORSE from '@salesforce/label/c.Health_Drift_Worse';
import KNOWN_SINCE from '@salesforce/label/c.Health_Known_Since';
import LOADING from '@salesforce/label/c.State_Loading';
import MORE_ERRORS_ONE from '@salesforce/label/c.Health_More_Errors_One';
import MORE_ERRORS_OTHER from '@salesforce/label/c.Health_More_Errors_Other';
import ONLY_ADMINS from '@salesforce/label/c.Health_Only_Admins';
import ONLY_ADMINS_TEXT from '@salesforce/label/c.Health_Only_Admins_Text';
import READABLE from '@salesforce/label/c.Health_Readable';
import REFRESH from '@salesforce/label/c.Health_Refresh';
import REFRESHED from '@salesforce/label/c.Health_Refreshed';
import TITLE from '@salesforce/label/c.Health_Title';
import UPDATED from '@salesforce/label/c.Health_Updated';

export const words = {
  drift: DRIFT,
  driftBetter: DRIFT_BETTER,
  driftNoDate: DRIFT_NO_DATE,
  driftNotChecked: DRIFT_NOT_CHECKED,
  driftWorse: DRIFT_WORSE,
  knownSince: KNOWN_SINCE,
  loading: LOADING,
  moreErrorsOne: MORE_ERRORS_ONE,
  moreErrorsOther: MORE_ERRORS_OTHER,
  onlyAdmins: ONLY_ADMINS,
  onlyAdminsText: ONLY_ADMINS_TEXT,
  readable: READABLE,
  refresh: REFRESH,
  refreshed: REFRESHED,
  title: TITLE,
  updated: UPDATED,
};
