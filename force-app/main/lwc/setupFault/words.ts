import FORBIDDEN_TEXT from '@salesforce/label/c.Setup_Fault_Forbidden_Text';
import FORBIDDEN_TITLE from '@salesforce/label/c.Setup_Fault_Forbidden_Title';
import FOR_ADMIN from '@salesforce/label/c.Setup_Fault_For_Admin';
import KEY_TEXT from '@salesforce/label/c.Setup_Fault_Key_Text';
import KEY_TITLE from '@salesforce/label/c.Setup_Fault_Key_Title';
import NOT_FOUND_TEXT from '@salesforce/label/c.Setup_Fault_Not_Found_Text';
import NOT_FOUND_TITLE from '@salesforce/label/c.Setup_Fault_Not_Found_Title';
import NO_FLOW_TEXT from '@salesforce/label/c.Setup_Fault_No_Flow_Text';
import NO_FLOW_TITLE from '@salesforce/label/c.Setup_Fault_No_Flow_Title';
import OFFLINE_TEXT from '@salesforce/label/c.Setup_Fault_Offline_Text';
import OFFLINE_TITLE from '@salesforce/label/c.Setup_Fault_Offline_Title';
import REFUSED_TEXT from '@salesforce/label/c.Setup_Fault_Refused_Text';
import REFUSED_TITLE from '@salesforce/label/c.Setup_Fault_Refused_Title';
import TIMEOUT_TEXT from '@salesforce/label/c.Setup_Fault_Timeout_Text';
import TIMEOUT_TITLE from '@salesforce/label/c.Setup_Fault_Timeout_Title';
import UNKNOWN_TEXT from '@salesforce/label/c.Setup_Fault_Unknown_Text';
import UNKNOWN_TITLE from '@salesforce/label/c.Setup_Fault_Unknown_Title';

export const words = {
  keyTitle: KEY_TITLE,
  keyText: KEY_TEXT,
  offlineTitle: OFFLINE_TITLE,
  offlineText: OFFLINE_TEXT,
  timeoutTitle: TIMEOUT_TITLE,
  timeoutText: TIMEOUT_TEXT,
  noFlowTitle: NO_FLOW_TITLE,
  noFlowText: NO_FLOW_TEXT,
  forbiddenTitle: FORBIDDEN_TITLE,
  forbiddenText: FORBIDDEN_TEXT,
  notFoundTitle: NOT_FOUND_TITLE,
  notFoundText: NOT_FOUND_TEXT,
  refusedTitle: REFUSED_TITLE,
  refusedText: REFUSED_TEXT,
  unknownTitle: UNKNOWN_TITLE,
  unknownText: UNKNOWN_TEXT,
  forAdmin: FOR_ADMIN,
};
