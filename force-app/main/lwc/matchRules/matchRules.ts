import ACCOUNT_ONLY from '@salesforce/label/c.Rule_Account_Only';
import ACTIVITY from '@salesforce/label/c.Rule_Activity';
import ACTIVITY_LINK_HIDDEN from '@salesforce/label/c.Rule_Activity_Link_Hidden';
import ACTIVITY_UNLINKED from '@salesforce/label/c.Rule_Activity_Unlinked';
import BELOW_THRESHOLD from '@salesforce/label/c.Rule_Below_Threshold';
import CALL_OBJECT from '@salesforce/label/c.Rule_Call_Object';
import CONFERENCE_URL from '@salesforce/label/c.Rule_Conference_Url';
import CONTACT_ROLE from '@salesforce/label/c.Rule_Contact_Role';
import CONTACT_ROLE_AND_OWNER from '@salesforce/label/c.Rule_Contact_Role_And_Owner';
import CREATE from '@salesforce/label/c.Rule_Create';
import CRM_REF from '@salesforce/label/c.Rule_Crm_Ref';
import DEAL_IN_TITLE from '@salesforce/label/c.Rule_Deal_In_Title';
import EMAIL_LOGGED from '@salesforce/label/c.Rule_Email_Logged';
import EVENT_SCORE from '@salesforce/label/c.Rule_Event_Score';
import ICAL_UID from '@salesforce/label/c.Rule_Ical_Uid';
import INTERNAL from '@salesforce/label/c.Rule_Internal';
import KNOWN_KEY from '@salesforce/label/c.Rule_Known_Key';
import LEAD from '@salesforce/label/c.Rule_Lead';
import LOCKED from '@salesforce/label/c.Rule_Locked';
import NO_ACTIVITY from '@salesforce/label/c.Rule_No_Activity';
import NO_STEP from '@salesforce/label/c.Rule_No_Step';
import NONE from '@salesforce/label/c.Rule_None';
import ONLY_OPEN_DEAL from '@salesforce/label/c.Rule_Only_Open_Deal';
import OWNER from '@salesforce/label/c.Rule_Owner';
import SENDER_UNVERIFIED from '@salesforce/label/c.Rule_Sender_Unverified';
import SEVERAL_CLOSE from '@salesforce/label/c.Rule_Several_Close';
import SEVERAL_DEALS from '@salesforce/label/c.Rule_Several_Deals';
import TASK_CALL from '@salesforce/label/c.Rule_Task_Call';
import TIE_LAST_MODIFIED from '@salesforce/label/c.Rule_Tie_Last_Modified';
import TIE_MOST_ROLES from '@salesforce/label/c.Rule_Tie_Most_Roles';
import TIE_NEWEST from '@salesforce/label/c.Rule_Tie_Newest';
import TIE_OLDEST from '@salesforce/label/c.Rule_Tie_Oldest';

/** The rules of the match by their names in Match_Rule__c. */
const WORDS: Readonly<Record<string, string>> = {
  accountOnly: ACCOUNT_ONLY,
  activityLinked: ACTIVITY,
  activityLinkHidden: ACTIVITY_LINK_HIDDEN,
  activityUnlinked: ACTIVITY_UNLINKED,
  belowThreshold: BELOW_THRESHOLD,
  callObject: CALL_OBJECT,
  chosen: LOCKED,
  conferenceUrl: CONFERENCE_URL,
  contactRole: CONTACT_ROLE,
  contactRoleAndOwner: CONTACT_ROLE_AND_OWNER,
  create: CREATE,
  crmRef: CRM_REF,
  dealInTitle: DEAL_IN_TITLE,
  emailLogged: EMAIL_LOGGED,
  eventScore: EVENT_SCORE,
  iCalUid: ICAL_UID,
  internal: INTERNAL,
  knownKey: KNOWN_KEY,
  lead: LEAD,
  locked: LOCKED,
  noActivity: NO_ACTIVITY,
  noStep: NO_STEP,
  none: NONE,
  onlyOpenDeal: ONLY_OPEN_DEAL,
  owner: OWNER,
  senderUnverified: SENDER_UNVERIFIED,
  severalClose: SEVERAL_CLOSE,
  severalDeals: SEVERAL_DEALS,
  taskCall: TASK_CALL,
  tieLastModified: TIE_LAST_MODIFIED,
  tieMostRoles: TIE_MOST_ROLES,
  tieNewest: TIE_NEWEST,
  tieOldest: TIE_OLDEST,
};

/** `eventScore, contactRole` in words; a rule this version does not know keeps its name. */
export function ruleWords(rules: string): string {
  return rules
    .split(',')
    .map((rule) => WORDS[rule.trim()] ?? rule.trim())
    .join('; ');
}
