import ADDRESS from '@salesforce/label/c.Evidence_Address';
import BY from '@salesforce/label/c.Evidence_By';
import BY_PERSON from '@salesforce/label/c.Evidence_By_Person';
import CLAIMED_PERSON from '@salesforce/label/c.Evidence_Claimed_Person';
import NOBODY from '@salesforce/label/c.Evidence_Nobody';
import NO_ADDRESS from '@salesforce/label/c.Evidence_No_Address';
import NUMBER from '@salesforce/label/c.Evidence_Number';
import OR from '@salesforce/label/c.Evidence_Or';
import OWNER_LEFT from '@salesforce/label/c.Evidence_Owner_Left';
import OWNER_NONE from '@salesforce/label/c.Evidence_Owner_None';
import OWNER_UNKNOWN from '@salesforce/label/c.Evidence_Owner_Unknown';
import RULE_ACCOUNT_ONLY from '@salesforce/label/c.Rule_Account_Only';
import RULE_ACTIVITY from '@salesforce/label/c.Rule_Activity';
import RULE_CONTACT_ROLE from '@salesforce/label/c.Rule_Contact_Role';
import RULE_CONTACT_ROLE_AND_OWNER from '@salesforce/label/c.Rule_Contact_Role_And_Owner';
import RULE_DEAL_IN_TITLE from '@salesforce/label/c.Rule_Deal_In_Title';
import RULE_LOCKED from '@salesforce/label/c.Rule_Locked';
import RULE_ONLY_OPEN_DEAL from '@salesforce/label/c.Rule_Only_Open_Deal';
import RULE_OWNER from '@salesforce/label/c.Rule_Owner';
import RULE_TIE_LAST_MODIFIED from '@salesforce/label/c.Rule_Tie_Last_Modified';
import RULE_TIE_MOST_ROLES from '@salesforce/label/c.Rule_Tie_Most_Roles';
import RULE_TIE_NEWEST from '@salesforce/label/c.Rule_Tie_Newest';
import RULE_TIE_OLDEST from '@salesforce/label/c.Rule_Tie_Oldest';
import SEVERAL_PEOPLE from '@salesforce/label/c.Evidence_Several_People';
import TO_CONTACT from '@salesforce/label/c.Evidence_To_Contact';
import TO_LEAD from '@salesforce/label/c.Evidence_To_Lead';
import TO_NO_CONTACT from '@salesforce/label/c.Evidence_To_No_Contact';
import TO_NO_LEAD from '@salesforce/label/c.Evidence_To_No_Lead';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** Who was not found, who new records belong to, and what a person has chosen. */
export const PEOPLE_GRAMMAR: Grammar = {
  core: [
    [en`${'count'} people in the org have ${'way'}: ${'texts'}; nothing tells which one it was`, SEVERAL_PEOPLE],
    [en`Nobody in the org has ${'ways'}`, NOBODY],
    [
      en`It claims to come from ${'text'}, which the server that received it could not verify (${'text'}): nobody is linked by that`,
      CLAIMED_PERSON,
    ],
    [en`${'who'} has no address or number`, NO_ADDRESS],
    [
      en`New records belong to the integration user, because its owner ${'text'} is no user of this org: match them by hand`,
      OWNER_UNKNOWN,
    ],
    [en`New records belong to ${'who'}, because ${'who'} is no longer active`, OWNER_LEFT],
    [en`New records belong to ${'who'}, because nobody on our side is a user of this org`, OWNER_NONE],
    [en`Linked by a person`, BY_PERSON],
    [en`Linked ${'to'} by ${'who'}`, BY],
  ],
  to: [
    [en`to the contact ${'name'}`, TO_CONTACT],
    [en`to the lead ${'name'}`, TO_LEAD],
    [en`to no contact`, TO_NO_CONTACT],
    [en`to no lead`, TO_NO_LEAD],
  ],
  ways: [
    [en`${'way'} or ${'way'}`, OR],
    [en`${'way'}`, '{0}'],
  ],
  way: [
    [en`the address ${'text'}`, ADDRESS],
    [en`the number ${'text'}`, NUMBER],
  ],
  before: [
    [en`${'name'} (${'rule'})`, '{0} ({1})'],
    [en`${'name'}`, '{0}'],
  ],
  rule: [
    [en`the account only`, RULE_ACCOUNT_ONLY],
    [en`the activity’s own link`, RULE_ACTIVITY],
    [en`chosen by a person`, RULE_LOCKED],
    [en`contact role`, RULE_CONTACT_ROLE],
    [en`contact role and owner`, RULE_CONTACT_ROLE_AND_OWNER],
    [en`named in the title`, RULE_DEAL_IN_TITLE],
    [en`the account’s only open deal`, RULE_ONLY_OPEN_DEAL],
    [en`owner`, RULE_OWNER],
    [en`the one modified last`, RULE_TIE_LAST_MODIFIED],
    [en`most contact roles`, RULE_TIE_MOST_ROLES],
    [en`the newest`, RULE_TIE_NEWEST],
    [en`the oldest`, RULE_TIE_OLDEST],
  ],
};
