import VISITORS_ACCOUNT from '@salesforce/label/c.Setup_Visitors_Account';
import VISITORS_CONTACT from '@salesforce/label/c.Setup_Visitors_Contact';
import VISITORS_EVENT from '@salesforce/label/c.Setup_Visitors_Event';
import VISITORS_LEAD from '@salesforce/label/c.Setup_Visitors_Lead';
import VISITORS_LEAVE_CUSTOMERS from '@salesforce/label/c.Setup_Visitors_Leave_Customers';
import VISITORS_MAPPING from '@salesforce/label/c.Setup_Visitors_Mapping';
import VISITORS_NEW from '@salesforce/label/c.Setup_Visitors_New';
import VISITORS_NOTE from '@salesforce/label/c.Setup_Visitors_Note';
import VISITORS_ON from '@salesforce/label/c.Setup_Visitors_On';
import VISITORS_ON_HELP from '@salesforce/label/c.Setup_Visitors_On_Help';
import VISITORS_OVERWRITE from '@salesforce/label/c.Setup_Visitors_Overwrite';
import VISITORS_OWNER from '@salesforce/label/c.Setup_Visitors_Owner';
import VISITORS_OWNER_DEFAULT from '@salesforce/label/c.Setup_Visitors_Owner_Default';
import VISITORS_SOURCE from '@salesforce/label/c.Setup_Visitors_Source';
import VISITORS_STATUS from '@salesforce/label/c.Setup_Visitors_Status';
import VISITORS_STATUS_DEFAULT from '@salesforce/label/c.Setup_Visitors_Status_Default';
import VISITORS_TELL from '@salesforce/label/c.Setup_Visitors_Tell';
import VISITORS_WRITING from '@salesforce/label/c.Setup_Visitors_Writing';

export const words = {
  on: VISITORS_ON,
  onHelp: VISITORS_ON_HELP,
  writing: VISITORS_WRITING,
  account: VISITORS_ACCOUNT,
  lead: VISITORS_LEAD,
  contact: VISITORS_CONTACT,
  event: VISITORS_EVENT,
  contentNote: VISITORS_NOTE,
  fresh: VISITORS_NEW,
  owner: VISITORS_OWNER,
  ownerDefault: VISITORS_OWNER_DEFAULT,
  source: VISITORS_SOURCE,
  status: VISITORS_STATUS,
  statusDefault: VISITORS_STATUS_DEFAULT,
  overwrite: VISITORS_OVERWRITE,
  mapping: VISITORS_MAPPING,
  tell: VISITORS_TELL,
  leaveOut: VISITORS_LEAVE_CUSTOMERS,
};

/** Names of the settings, for what two admins have both changed. */
export const NAMES: Record<string, string> = {
  on: words.on,
  writing: words.writing,
  ownerId: words.owner,
  leadSource: words.source,
  leadStatus: words.status,
  overwriteNames: words.overwrite,
  fieldMapping: words.mapping,
  segments: words.tell,
  leaveOutCustomers: words.leaveOut,
};
