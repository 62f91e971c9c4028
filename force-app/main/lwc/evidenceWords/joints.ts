import AND from '@salesforce/label/c.Evidence_And';
import A_CONTACT from '@salesforce/label/c.Evidence_A_Contact';
import A_LEAD from '@salesforce/label/c.Evidence_A_Lead';
import A_PERSON from '@salesforce/label/c.Evidence_A_Person';
import BEFORE from '@salesforce/label/c.Evidence_Before';
import CLOSEST from '@salesforce/label/c.Evidence_Closest';
import EACH from '@salesforce/label/c.Evidence_Each';
import EACH_AT from '@salesforce/label/c.Evidence_Each_At';
import NEXT_BEST from '@salesforce/label/c.Evidence_Next_Best';
import QUOTED from '@salesforce/label/c.Evidence_Quoted';
import SENTENCE from '@salesforce/label/c.Evidence_Sentence';
import SENTENCE_ALSO from '@salesforce/label/c.Evidence_Sentence_Also';
import SENTENCE_CLOSEST from '@salesforce/label/c.Evidence_Sentence_Closest';
import SOMEBODY from '@salesforce/label/c.Evidence_Somebody';
import THE_INTEGRATION_USER from '@salesforce/label/c.Evidence_The_Integration_User';
import UNTITLED from '@salesforce/label/c.Evidence_Untitled';
import { en } from './grammar';
import type { Grammar } from './grammar';

/** How sentences, clauses and lists hang together, and what names and people without one are called. */
export const JOINTS_GRAMMAR: Grammar = {
  line: [
    [en`${'core'}. Closest: ${'each'}.`, SENTENCE_CLOSEST],
    [en`${'core'}; ${'also'}.`, SENTENCE_ALSO],
    [en`${'core'}.`, SENTENCE],
  ],
  also: [
    [en`next best: ${'each'}`, NEXT_BEST],
    [en`closest: ${'each'}`, CLOSEST],
    [en`before: ${'before'}`, BEFORE],
  ],
  eachs: [
    [en`${'each'}, ${'eachs'}`, '{0}, {1}'],
    [en`${'each'} and ${'each'}`, AND],
    [en`${'each'}`, '{0}'],
  ],
  each: [
    [en`${'name'} on ${'time'} (${'score'}: ${'evidence'})`, EACH_AT],
    [en`${'name'} (${'score'}: ${'evidence'})`, EACH],
    [en`${'name'} (${'evidence'})`, '{0} ({1})'],
    [en`${'name'} (${'short'})`, '{0} ({1})'],
  ],
  evidence: [
    [en`${'clause'}, ${'evidence'}`, '{0}, {1}'],
    [en`${'clause'}`, '{0}'],
  ],
  texts: [
    [en`${'text'}, ${'texts'}`, '{0}, {1}'],
    [en`${'text'} and ${'text'}`, AND],
    [en`${'text'}`, '{0}'],
  ],
  name: [
    [en`'untitled'`, UNTITLED],
    [en`'${'text'}'`, QUOTED],
    [en`${'hidden'}`, '{0}'],
  ],
  who: [
    [en`a person`, A_PERSON],
    [en`a contact`, A_CONTACT],
    [en`a lead`, A_LEAD],
    [en`the integration user`, THE_INTEGRATION_USER],
    [en`Somebody`, SOMEBODY],
    [en`${'text'}`, '{0}'],
  ],
};
