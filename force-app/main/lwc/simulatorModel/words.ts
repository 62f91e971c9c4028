import CONTACT_FIRST from '@salesforce/label/c.Setup_Writing_Contact_First';
import LEAD_FIRST from '@salesforce/label/c.Setup_Writing_Lead_First';
import STEP_CONTACT_ROLE from '@salesforce/label/c.Rules_Step_Contact_Role';
import STEP_ONLY_OPEN_DEAL from '@salesforce/label/c.Rules_Step_Only_Open_Deal';
import STEP_OWNER from '@salesforce/label/c.Rules_Step_Owner';
import TIE_LAST_MODIFIED from '@salesforce/label/c.Setup_Writing_Deal_Tie_Last_Modified';
import TIE_MOST_ROLES from '@salesforce/label/c.Setup_Writing_Deal_Tie_Most_Roles';
import TIE_NEWEST from '@salesforce/label/c.Setup_Writing_Deal_Tie_Newest';
import TIE_OFF from '@salesforce/label/c.Setup_Writing_Deal_Tie_Off';
import TIE_OLDEST from '@salesforce/label/c.Setup_Writing_Deal_Tie_Oldest';
import type { DealStep } from 'c/setupModel';
import type { Rule } from './rule';

export const stepWords: Readonly<Record<DealStep, string>> = {
  contactRole: STEP_CONTACT_ROLE,
  owner: STEP_OWNER,
  onlyOpenDeal: STEP_ONLY_OPEN_DEAL,
};
/** In the order that they are offered. */
export const tieWords: Readonly<Record<Rule['dealTie'], string>> = {
  off: TIE_OFF,
  lastModified: TIE_LAST_MODIFIED,
  newest: TIE_NEWEST,
  oldest: TIE_OLDEST,
  mostRoles: TIE_MOST_ROLES,
};
export const orderWords: Readonly<Record<Rule['peopleOrder'], string>> = {
  contactFirst: CONTACT_FIRST,
  leadFirst: LEAD_FIRST,
};
