import API_OFF from '@salesforce/label/c.Health_Error_Api_Off';
import API_OFF_FIX from '@salesforce/label/c.Health_Error_Api_Off_Fix';
import AUTH from '@salesforce/label/c.Health_Error_Auth';
import AUTH_FIX from '@salesforce/label/c.Health_Error_Auth_Fix';
import AUTOMATION from '@salesforce/label/c.Health_Error_Automation';
import AUTOMATION_FIX from '@salesforce/label/c.Health_Error_Automation_Fix';
import AWAY from '@salesforce/label/c.Health_Error_Away';
import AWAY_FIX from '@salesforce/label/c.Health_Error_Away_Fix';
import DUPLICATE_KEY from '@salesforce/label/c.Health_Error_Duplicate_Key';
import DUPLICATE_KEY_FIX from '@salesforce/label/c.Health_Error_Duplicate_Key_Fix';
import DUPLICATE_RULE from '@salesforce/label/c.Health_Error_Duplicate_Rule';
import DUPLICATE_RULE_FIX from '@salesforce/label/c.Health_Error_Duplicate_Rule_Fix';
import FIELD_VALUE from '@salesforce/label/c.Health_Error_Field_Value';
import FIELD_VALUE_FIX from '@salesforce/label/c.Health_Error_Field_Value_Fix';
import FLOW from '@salesforce/label/c.Health_Error_Flow';
import FLOW_FIX from '@salesforce/label/c.Health_Error_Flow_Fix';
import GONE from '@salesforce/label/c.Health_Error_Gone';
import GONE_FIX from '@salesforce/label/c.Health_Error_Gone_Fix';
import INACTIVE_OWNER from '@salesforce/label/c.Health_Error_Inactive_Owner';
import INACTIVE_OWNER_FIX from '@salesforce/label/c.Health_Error_Inactive_Owner_Fix';
import INTEGRITY from '@salesforce/label/c.Health_Error_Integrity';
import INTEGRITY_FIX from '@salesforce/label/c.Health_Error_Integrity_Fix';
import INTERNAL from '@salesforce/label/c.Health_Error_Internal';
import INTERNAL_FIX from '@salesforce/label/c.Health_Error_Internal_Fix';
import INTERRUPTED from '@salesforce/label/c.Health_Error_Interrupted';
import INTERRUPTED_FIX from '@salesforce/label/c.Health_Error_Interrupted_Fix';
import LIMIT from '@salesforce/label/c.Health_Error_Limit';
import LIMIT_FIX from '@salesforce/label/c.Health_Error_Limit_Fix';
import LOCKED from '@salesforce/label/c.Health_Error_Locked';
import LOCKED_FIX from '@salesforce/label/c.Health_Error_Locked_Fix';
import MALFORMED from '@salesforce/label/c.Health_Error_Malformed';
import MALFORMED_FIX from '@salesforce/label/c.Health_Error_Malformed_Fix';
import NOT_CONNECTED from '@salesforce/label/c.Health_Error_Not_Connected';
import NOT_CONNECTED_FIX from '@salesforce/label/c.Health_Error_Not_Connected_Fix';
import NOT_SHARED from '@salesforce/label/c.Health_Error_Not_Shared';
import NOT_SHARED_FIX from '@salesforce/label/c.Health_Error_Not_Shared_Fix';
import NOT_WHOLE from '@salesforce/label/c.Health_Error_Not_Whole';
import NOT_WHOLE_FIX from '@salesforce/label/c.Health_Error_Not_Whole_Fix';
import NOT_WRITABLE from '@salesforce/label/c.Health_Error_Not_Writable';
import NOT_WRITABLE_FIX from '@salesforce/label/c.Health_Error_Not_Writable_Fix';
import NO_REASON from '@salesforce/label/c.Health_Error_No_Reason';
import NO_REASON_FIX from '@salesforce/label/c.Health_Error_No_Reason_Fix';
import PART from '@salesforce/label/c.Health_Error_Part';
import PART_FIX from '@salesforce/label/c.Health_Error_Part_Fix';
import PAUSED from '@salesforce/label/c.Health_Error_Paused';
import PAUSED_FIX from '@salesforce/label/c.Health_Error_Paused_Fix';
import REQUIRED from '@salesforce/label/c.Health_Error_Required';
import REQUIRED_FIX from '@salesforce/label/c.Health_Error_Required_Fix';
import RESERVE from '@salesforce/label/c.Health_Error_Reserve';
import RESERVE_FIX from '@salesforce/label/c.Health_Error_Reserve_Fix';
import ROW_LOCKED from '@salesforce/label/c.Health_Error_Row_Locked';
import ROW_LOCKED_FIX from '@salesforce/label/c.Health_Error_Row_Locked_Fix';
import STORAGE from '@salesforce/label/c.Health_Error_Storage';
import STORAGE_FIX from '@salesforce/label/c.Health_Error_Storage_Fix';
import VALIDATION from '@salesforce/label/c.Health_Error_Validation';
import VALIDATION_FIX from '@salesforce/label/c.Health_Error_Validation_Fix';

export const errorTexts = {
  apiOff: API_OFF,
  apiOffFix: API_OFF_FIX,
  auth: AUTH,
  authFix: AUTH_FIX,
  automation: AUTOMATION,
  automationFix: AUTOMATION_FIX,
  away: AWAY,
  awayFix: AWAY_FIX,
  duplicateKey: DUPLICATE_KEY,
  duplicateKeyFix: DUPLICATE_KEY_FIX,
  duplicateRule: DUPLICATE_RULE,
  duplicateRuleFix: DUPLICATE_RULE_FIX,
  fieldValue: FIELD_VALUE,
  fieldValueFix: FIELD_VALUE_FIX,
  flow: FLOW,
  flowFix: FLOW_FIX,
  gone: GONE,
  goneFix: GONE_FIX,
  inactiveOwner: INACTIVE_OWNER,
  inactiveOwnerFix: INACTIVE_OWNER_FIX,
  integrity: INTEGRITY,
  integrityFix: INTEGRITY_FIX,
  internal: INTERNAL,
  internalFix: INTERNAL_FIX,
  interrupted: INTERRUPTED,
  interruptedFix: INTERRUPTED_FIX,
  limit: LIMIT,
  limitFix: LIMIT_FIX,
  locked: LOCKED,
  lockedFix: LOCKED_FIX,
  malformed: MALFORMED,
  malformedFix: MALFORMED_FIX,
  noReason: NO_REASON,
  noReasonFix: NO_REASON_FIX,
  notConnected: NOT_CONNECTED,
  notConnectedFix: NOT_CONNECTED_FIX,
  notShared: NOT_SHARED,
  notSharedFix: NOT_SHARED_FIX,
  notWhole: NOT_WHOLE,
  notWholeFix: NOT_WHOLE_FIX,
  notWritable: NOT_WRITABLE,
  notWritableFix: NOT_WRITABLE_FIX,
  part: PART,
  partFix: PART_FIX,
  paused: PAUSED,
  pausedFix: PAUSED_FIX,
  required: REQUIRED,
  requiredFix: REQUIRED_FIX,
  reserve: RESERVE,
  reserveFix: RESERVE_FIX,
  rowLocked: ROW_LOCKED,
  rowLockedFix: ROW_LOCKED_FIX,
  storage: STORAGE,
  storageFix: STORAGE_FIX,
  validation: VALIDATION,
  validationFix: VALIDATION_FIX,
};
