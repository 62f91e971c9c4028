import ACCOUNT_ONLY from '@salesforce/label/c.Evidence_Account_Only';
import ALREADY from '@salesforce/label/c.Evidence_Already';
import AND from '@salesforce/label/c.Evidence_And';
import AND_THREE from '@salesforce/label/c.Evidence_And_Three';
import CLAIMED_DEAL from '@salesforce/label/c.Evidence_Claimed_Deal';
import CLOSED from '@salesforce/label/c.Evidence_Closed';
import COLLEAGUES from '@salesforce/label/c.Evidence_Colleagues';
import DEAL_HIDDEN from '@salesforce/label/c.Evidence_Deal_Hidden';
import DEAL_NAMED from '@salesforce/label/c.Evidence_Deal_Named';
import EQUAL_ROLES from '@salesforce/label/c.Evidence_Equal_Roles';
import HAS_CONTACT_ROLE from '@salesforce/label/c.Evidence_Has_Contact_Role';
import HAS_ROLE from '@salesforce/label/c.Evidence_Has_Role';
import IN_TITLE from '@salesforce/label/c.Evidence_In_Title';
import IN_TITLE_OF from '@salesforce/label/c.Evidence_In_Title_Of';
import LAST_MODIFIED from '@salesforce/label/c.Evidence_Last_Modified';
import LEAD from '@salesforce/label/c.Evidence_Lead';
import LESS_WELL from '@salesforce/label/c.Evidence_Less_Well';
import MATCHED from '@salesforce/label/c.Evidence_Matched';
import MOST_ROLES from '@salesforce/label/c.Evidence_Most_Roles';
import NEWEST from '@salesforce/label/c.Evidence_Newest';
import NO_OPEN_DEAL from '@salesforce/label/c.Evidence_No_Open_Deal';
import NO_OWNER from '@salesforce/label/c.Evidence_No_Owner';
import NO_ROLE from '@salesforce/label/c.Evidence_No_Role';
import NO_STEP from '@salesforce/label/c.Evidence_No_Step';
import OLDEST from '@salesforce/label/c.Evidence_Oldest';
import ONLY_DEAL_OF from '@salesforce/label/c.Evidence_Only_Deal_Of';
import ONLY_OPENED from '@salesforce/label/c.Evidence_Only_Opened';
import ON_TEAM from '@salesforce/label/c.Evidence_On_Team';
import OPENED from '@salesforce/label/c.Evidence_Opened';
import OPENED_SOON from '@salesforce/label/c.Evidence_Opened_Soon';
import OWNS from '@salesforce/label/c.Evidence_Owns';
import SEVERAL_DEALS from '@salesforce/label/c.Evidence_Several_Deals';
import SEVERAL_LISTED from '@salesforce/label/c.Evidence_Several_Listed';
import SHORT_ONLY_OPENED from '@salesforce/label/c.Evidence_Short_Only_Opened';
import TAKEN_OFF from '@salesforce/label/c.Evidence_Taken_Off';
import TO_ACCOUNT from '@salesforce/label/c.Evidence_To_Account';
import TO_DEAL from '@salesforce/label/c.Evidence_To_Deal';
import TO_NO_ACCOUNT from '@salesforce/label/c.Evidence_To_No_Account';
import TO_NO_DEAL from '@salesforce/label/c.Evidence_To_No_Deal';
import WAS_CLOSED from '@salesforce/label/c.Evidence_Was_Closed';
import WAS_OPEN from '@salesforce/label/c.Evidence_Was_Open';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** Which deal it is, and why not another. */
export const DEAL_GRAMMAR: Grammar = {
  core: [
    [en`Matched to ${'name'} because ${'because'}`, MATCHED],
    [
      en`The activity is linked to the deal ${'text'}, which the integration user does not see, so the conversation is not: share it with that user`,
      DEAL_HIDDEN,
    ],
    [en`Linked to the account ${'name'} only: ${'why'}`, ACCOUNT_ONLY],
    [en`Linked ${'to'}: it had no open deal on ${'day'}`, NO_OPEN_DEAL],
    [en`Everybody present is a colleague, so no deal is linked`, COLLEAGUES],
    [en`No deal is linked: the sender is only claimed`, CLAIMED_DEAL],
    [en`No deal is linked: a person took the deal off the activity`, TAKEN_OFF],
    [en`No deal is linked: ${'who'} is a lead, not yet a contact`, LEAD],
    [en`${'why'}`, '{0}'],
  ],
  why: [
    [en`${'several'}: ${'eachs'}`, SEVERAL_LISTED],
    [en`No step of the deal rule fits ${'eachs'}`, NO_STEP],
    [en`no step of the deal rule fits ${'eachs'}`, NO_STEP],
    [en`${'several'}`, '{0}'],
  ],
  several: [[en`${'count'} deals fit about equally`, SEVERAL_DEALS]],
  to: [
    [en`to the deal ${'name'}`, TO_DEAL],
    [en`to the account ${'name'}`, TO_ACCOUNT],
    [en`to no deal`, TO_NO_DEAL],
    [en`to no account`, TO_NO_ACCOUNT],
  ],
  because: [
    [en`the activity was already linked to it`, ALREADY],
    [en`the provider names it by its Id`, DEAL_NAMED],
    [en`${'role'}, ${'owned'} and ${'standing'}`, AND_THREE],
    [en`${'role'} and ${'standing'}`, AND],
    [en`${'owned'} and ${'standing'}`, AND],
    [en`it is the only deal of ${'text'} and ${'standing'}`, ONLY_DEAL_OF],
    [en`of the deals of the account that fit alike the title names it, and ${'standing'}`, IN_TITLE],
    [en`of the deals of ${'text'} that fit alike the title names it, and ${'standing'}`, IN_TITLE_OF],
    [en`it is the newest of the deals that fit and ${'standing'}`, NEWEST],
    [en`it is the oldest of the deals that fit and ${'standing'}`, OLDEST],
    [en`of the deals that fit it has most of the people present in a contact role, and ${'standing'}`, MOST_ROLES],
    [
      en`no other of the deals that fit has more of the people present in a contact role, it is the last modified of them and ${'standing'}`,
      EQUAL_ROLES,
    ],
    [en`it is the last modified of the deals that fit and ${'standing'}`, LAST_MODIFIED],
  ],
  clause: [
    [en`${'role'}`, '{0}'],
    [en`${'owned'}`, '{0}'],
    [en`${'standing'}`, '{0}'],
  ],
  role: [
    [en`${'who'} has the ${'roleName'} role on it`, HAS_ROLE],
    [en`${'who'} has a contact role on it`, HAS_CONTACT_ROLE],
  ],
  owned: [
    [en`one of us is on its team`, ON_TEAM],
    [en`${'who'} owns it`, OWNS],
  ],
  standing: [
    [en`it was open on ${'day'}`, WAS_OPEN],
    [en`it was opened soon after, on ${'day'}`, OPENED_SOON],
    [en`it was closed on ${'day'}`, WAS_CLOSED],
    [en`it was only opened on ${'day'}`, ONLY_OPENED],
  ],
  short: [
    [en`closed on ${'day'}`, CLOSED],
    [en`opened on ${'day'}`, OPENED],
    [en`only opened on ${'day'}`, SHORT_ONLY_OPENED],
    [en`no contact role`, NO_ROLE],
    [en`owner not present`, NO_OWNER],
    [en`${'short'} and ${'short'}`, AND],
    [en`fits less well`, LESS_WELL],
  ],
};
