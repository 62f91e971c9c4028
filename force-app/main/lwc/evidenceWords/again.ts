import AGAIN from '@salesforce/label/c.Evidence_Again';
import AND from '@salesforce/label/c.Evidence_And';
import A_CONTACT from '@salesforce/label/c.Evidence_A_Contact';
import A_DEAL from '@salesforce/label/c.Evidence_A_Deal';
import A_LEAD from '@salesforce/label/c.Evidence_A_Lead';
import CONTACT_ADDED from '@salesforce/label/c.Evidence_Contact_Added';
import CONTACT_CHANGED from '@salesforce/label/c.Evidence_Contact_Changed';
import CONTACT_DELETED from '@salesforce/label/c.Evidence_Contact_Deleted';
import CONTACT_ROLE_GIVEN from '@salesforce/label/c.Evidence_Contact_Role_Given';
import DEAL_CLOSED from '@salesforce/label/c.Evidence_Deal_Closed';
import DEAL_OPENED from '@salesforce/label/c.Evidence_Deal_Opened';
import LEAD_ADDED from '@salesforce/label/c.Evidence_Lead_Added';
import LEAD_CONVERTED from '@salesforce/label/c.Evidence_Lead_Converted';
import RECORD_CHANGED from '@salesforce/label/c.Evidence_Record_Changed';
import RECORD_DELETED from '@salesforce/label/c.Evidence_Record_Deleted';
import ROLE_CHANGED from '@salesforce/label/c.Evidence_Role_Changed';
import ROLE_GIVEN from '@salesforce/label/c.Evidence_Role_Given';
import ROLE_REMOVED from '@salesforce/label/c.Evidence_Role_Removed';
import THE_CONTACT from '@salesforce/label/c.Evidence_The_Contact';
import THE_DEAL from '@salesforce/label/c.Evidence_The_Deal';
import THE_LEAD from '@salesforce/label/c.Evidence_The_Lead';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** What changed in the org, so that it was matched again. */
export const AGAIN_GRAMMAR: Grammar = {
  core: [[en`Matched again because ${'causes'}`, AGAIN]],
  causes: [
    [en`${'cause'}, ${'causes'}`, '{0}, {1}'],
    [en`${'cause'} and ${'cause'}`, AND],
    [en`${'cause'}`, '{0}'],
  ],
  cause: [
    [en`the contact role of ${'who'} on ${'deal'} was changed on ${'day'}`, ROLE_CHANGED],
    [en`${'who'} was given the ${'roleName'} role on ${'deal'} on ${'day'}`, ROLE_GIVEN],
    [en`${'who'} was given a contact role on ${'deal'} on ${'day'}`, CONTACT_ROLE_GIVEN],
    [en`${'who'} was taken off ${'deal'} on ${'day'}`, ROLE_REMOVED],
    [en`${'deal'} was opened on ${'day'}`, DEAL_OPENED],
    [en`${'deal'} was closed on ${'day'}`, DEAL_CLOSED],
    [en`${'deal'} was changed on ${'day'}`, RECORD_CHANGED],
    [en`${'lead'} was changed on ${'day'}`, RECORD_CHANGED],
    [en`${'deal'} was deleted on ${'day'}`, RECORD_DELETED],
    [en`${'lead'} was deleted on ${'day'}`, RECORD_DELETED],
    [en`${'lead'} was converted on ${'day'}`, LEAD_CONVERTED],
    [en`${'contact'} was changed on ${'day'}`, CONTACT_CHANGED],
    [en`${'contact'} was deleted on ${'day'}`, CONTACT_DELETED],
    [en`${'who'} was added to the contacts on ${'day'}`, CONTACT_ADDED],
    [en`${'who'} was added to the leads on ${'day'}`, LEAD_ADDED],
  ],
  deal: [
    [en`a deal`, A_DEAL],
    [en`${'name'}`, THE_DEAL],
  ],
  contact: [
    [en`the contact a contact`, A_CONTACT],
    [en`the contact ${'text'}`, THE_CONTACT],
  ],
  lead: [
    [en`the lead a lead`, A_LEAD],
    [en`the lead ${'text'}`, THE_LEAD],
  ],
};
