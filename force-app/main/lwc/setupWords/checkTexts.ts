import API_ACCESS_OK from '@salesforce/label/c.Setup_Check_Api_Access_Ok';
import API_DISABLED from '@salesforce/label/c.Setup_Check_Api_Disabled';
import API_DISABLED_FIX from '@salesforce/label/c.Setup_Check_Api_Disabled_Fix';
import API_LIMIT_REACHED from '@salesforce/label/c.Setup_Check_Api_Limit_Reached';
import API_LIMIT_REACHED_FIX from '@salesforce/label/c.Setup_Check_Api_Limit_Reached_Fix';
import API_RESERVE_REACHED from '@salesforce/label/c.Setup_Check_Api_Reserve_Reached';
import API_RESERVE_REACHED_FIX from '@salesforce/label/c.Setup_Check_Api_Reserve_Reached_Fix';
import CDC_NOT_HEARD from '@salesforce/label/c.Setup_Check_Cdc_Not_Heard';
import CDC_NOT_HEARD_FIX from '@salesforce/label/c.Setup_Check_Cdc_Not_Heard_Fix';
import CDC_NOT_SELECTED from '@salesforce/label/c.Setup_Check_Cdc_Not_Selected';
import CDC_NOT_SELECTED_DEALS from '@salesforce/label/c.Setup_Check_Cdc_Not_Selected_Deals';
import CDC_NOT_SELECTED_FIX from '@salesforce/label/c.Setup_Check_Cdc_Not_Selected_Fix';
import CDC_NOT_SELECTED_ROLES from '@salesforce/label/c.Setup_Check_Cdc_Not_Selected_Roles';
import CDC_NOT_VISIBLE from '@salesforce/label/c.Setup_Check_Cdc_Not_Visible';
import CHANGE_DATA_CAPTURE_OK from '@salesforce/label/c.Setup_Check_Change_Data_Capture_Ok';
import CONNECTION_OK from '@salesforce/label/c.Setup_Check_Connection_Ok';
import FIELDS_MISSING from '@salesforce/label/c.Setup_Check_Fields_Missing';
import FIELDS_MISSING_FIX from '@salesforce/label/c.Setup_Check_Fields_Missing_Fix';
import FIELDS_OK from '@salesforce/label/c.Setup_Check_Fields_Ok';
import NOTES_NO_ACCESS from '@salesforce/label/c.Setup_Check_Notes_No_Access';
import NOTES_NO_ACCESS_FIX from '@salesforce/label/c.Setup_Check_Notes_No_Access_Fix';
import NOTES_OFF from '@salesforce/label/c.Setup_Check_Notes_Off';
import NOTES_OFF_FIX from '@salesforce/label/c.Setup_Check_Notes_Off_Fix';
import NOTES_OK from '@salesforce/label/c.Setup_Check_Notes_Ok';
import NOT_CONNECTED from '@salesforce/label/c.Setup_Check_Not_Connected';
import NOT_CONNECTED_FIX from '@salesforce/label/c.Setup_Check_Not_Connected_Fix';
import ORG_REFUSED from '@salesforce/label/c.Setup_Check_Org_Refused';
import ORG_REFUSED_FIX from '@salesforce/label/c.Setup_Check_Org_Refused_Fix';
import ORG_SLOW from '@salesforce/label/c.Setup_Check_Org_Slow';
import ORG_SLOW_FIX from '@salesforce/label/c.Setup_Check_Org_Slow_Fix';
import ORG_UNREACHABLE from '@salesforce/label/c.Setup_Check_Org_Unreachable';
import ORG_UNREACHABLE_FIX from '@salesforce/label/c.Setup_Check_Org_Unreachable_Fix';
import PACKAGE_NOT_VISIBLE from '@salesforce/label/c.Setup_Check_Package_Not_Visible';
import PACKAGE_NOT_VISIBLE_FIX from '@salesforce/label/c.Setup_Check_Package_Not_Visible_Fix';
import PEOPLE_OK from '@salesforce/label/c.Setup_Check_People_Ok';
import PEOPLE_OK_NONE from '@salesforce/label/c.Setup_Check_People_Ok_None';
import PEOPLE_UNMATCHED from '@salesforce/label/c.Setup_Check_People_Unmatched';
import PEOPLE_UNMATCHED_FIX from '@salesforce/label/c.Setup_Check_People_Unmatched_Fix';
import PERMISSIONS_OK from '@salesforce/label/c.Setup_Check_Permissions_Ok';
import RIGHTS_MISSING from '@salesforce/label/c.Setup_Check_Rights_Missing';
import RIGHTS_MISSING_FIX from '@salesforce/label/c.Setup_Check_Rights_Missing_Fix';
import TOKEN_REVOKED from '@salesforce/label/c.Setup_Check_Token_Revoked';
import TOKEN_REVOKED_FIX from '@salesforce/label/c.Setup_Check_Token_Revoked_Fix';
import WRITING_OFF from '@salesforce/label/c.Setup_Check_Writing_Off';
import WRITING_OFF_FIX from '@salesforce/label/c.Setup_Check_Writing_Off_Fix';
import WRITING_OK from '@salesforce/label/c.Setup_Check_Writing_Ok';
import WRITING_OK_SUGGEST from '@salesforce/label/c.Setup_Check_Writing_Ok_Suggest';
import WRITING_PAUSED from '@salesforce/label/c.Setup_Check_Writing_Paused';
import WRITING_PAUSED_FIX from '@salesforce/label/c.Setup_Check_Writing_Paused_Fix';

/** What a check found, and its mend. */
export const checkTexts = {
  connectionOk: CONNECTION_OK,
  permissionsOk: PERMISSIONS_OK,
  fieldsOk: FIELDS_OK,
  apiAccessOk: API_ACCESS_OK,
  notesOk: NOTES_OK,
  changeDataCaptureOk: CHANGE_DATA_CAPTURE_OK,
  peopleOk: PEOPLE_OK,
  peopleOkNone: PEOPLE_OK_NONE,
  writingOk: WRITING_OK,
  writingOkSuggest: WRITING_OK_SUGGEST,
  packageNotVisible: PACKAGE_NOT_VISIBLE,
  packageNotVisibleFix: PACKAGE_NOT_VISIBLE_FIX,
  rightsMissing: RIGHTS_MISSING,
  rightsMissingFix: RIGHTS_MISSING_FIX,
  fieldsMissing: FIELDS_MISSING,
  fieldsMissingFix: FIELDS_MISSING_FIX,
  apiReserveReached: API_RESERVE_REACHED,
  apiReserveReachedFix: API_RESERVE_REACHED_FIX,
  notesOff: NOTES_OFF,
  notesOffFix: NOTES_OFF_FIX,
  notesNoAccess: NOTES_NO_ACCESS,
  notesNoAccessFix: NOTES_NO_ACCESS_FIX,
  cdcNotSelected: CDC_NOT_SELECTED,
  cdcNotSelectedRoles: CDC_NOT_SELECTED_ROLES,
  cdcNotSelectedDeals: CDC_NOT_SELECTED_DEALS,
  cdcNotSelectedFix: CDC_NOT_SELECTED_FIX,
  cdcNotHeard: CDC_NOT_HEARD,
  cdcNotHeardFix: CDC_NOT_HEARD_FIX,
  cdcNotVisible: CDC_NOT_VISIBLE,
  peopleUnmatched: PEOPLE_UNMATCHED,
  peopleUnmatchedFix: PEOPLE_UNMATCHED_FIX,
  writingPaused: WRITING_PAUSED,
  writingPausedFix: WRITING_PAUSED_FIX,
  writingOff: WRITING_OFF,
  writingOffFix: WRITING_OFF_FIX,
  notConnected: NOT_CONNECTED,
  notConnectedFix: NOT_CONNECTED_FIX,
  tokenRevoked: TOKEN_REVOKED,
  tokenRevokedFix: TOKEN_REVOKED_FIX,
  apiDisabled: API_DISABLED,
  apiDisabledFix: API_DISABLED_FIX,
  apiLimitReached: API_LIMIT_REACHED,
  apiLimitReachedFix: API_LIMIT_REACHED_FIX,
  orgUnreachable: ORG_UNREACHABLE,
  orgUnreachableFix: ORG_UNREACHABLE_FIX,
  orgSlow: ORG_SLOW,
  orgSlowFix: ORG_SLOW_FIX,
  orgRefused: ORG_REFUSED,
  orgRefusedFix: ORG_REFUSED_FIX,
};
