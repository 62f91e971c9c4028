import BUSINESS_USER from '@salesforce/label/c.Role_Business_User';
import DECISION_MAKER from '@salesforce/label/c.Role_Decision_Maker';
import ECONOMIC_BUYER from '@salesforce/label/c.Role_Economic_Buyer';
import ECONOMIC_DECISION_MAKER from '@salesforce/label/c.Role_Economic_Decision_Maker';
import EVALUATOR from '@salesforce/label/c.Role_Evaluator';
import EXECUTIVE_SPONSOR from '@salesforce/label/c.Role_Executive_Sponsor';
import INFLUENCER from '@salesforce/label/c.Role_Influencer';
import OTHER from '@salesforce/label/c.Role_Other';
import TECHNICAL_BUYER from '@salesforce/label/c.Role_Technical_Buyer';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** Salesforce's standard roles of a contact on an opportunity; a role that an org has made keeps its name. */
export const ROLES_GRAMMAR: Grammar = {
  roleName: [
    [en`Business User`, BUSINESS_USER],
    [en`Decision Maker`, DECISION_MAKER],
    [en`Economic Buyer`, ECONOMIC_BUYER],
    [en`Economic Decision Maker`, ECONOMIC_DECISION_MAKER],
    [en`Evaluator`, EVALUATOR],
    [en`Executive Sponsor`, EXECUTIVE_SPONSOR],
    [en`Influencer`, INFLUENCER],
    [en`Other`, OTHER],
    [en`Technical Buyer`, TECHNICAL_BUYER],
    [en`${'text'}`, '{0}'],
  ],
};
