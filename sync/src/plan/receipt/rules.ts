/** Why a field has its value, for each rule that a field can carry; empty where the sentence needs no reason. */
import type { Match } from '../../match/types.ts';
import type { PlannedField } from '../types.ts';
import { UNDO_RULES } from '../undo/fold.ts';

/** What a plan does, beside the rules of the match. */
const WRITING: Record<string, string> = {
  content: '',
  suggestion: '',
  noteOnDeal: '',
  synced: 'the time of this run',
  digest: 'the notes in short',
  dealThen: 'the deal as it stood then',
  crmFilling: 'said in the conversation',
  gone: 'the conversation no longer says it',
  adopted: 'Written in Salesforce by a person; the service knows it from now on',
  error: 'the org’s refusal',
  link: 'written with it',
  workflow: '',
  [UNDO_RULES.restored]: 'as it was before',
  [UNDO_RULES.removed]: 'taken back',
};

const ACTIVITY: Record<string, string> = {
  belowThreshold: 'an activity is near, without enough to link it',
  callObject: 'the phone system’s own id of the call',
  chosen: 'chosen by a person',
  conferenceUrl: 'same conference address and time',
  create: 'no activity was there',
  crmRef: 'named by the provider',
  eventScore: 'owner, time, people and title fit',
  emailLogged: 'the email is logged in Salesforce already, with the same Message-ID',
  iCalUid: 'the same calendar entry',
  knownKey: 'the activity carries the conversation’s key',
  locked: 'locked by a person',
  noActivity: 'an email is its own record',
  severalClose: 'several activities fit alike',
  taskCall: 'owner, number and time of the call fit',
};

const DEAL: Record<string, string> = {
  accountOnly: 'no open deal, so the account alone',
  activityLinkHidden: 'the activity’s deal is hidden from the integration user',
  activityLinked: 'the activity was linked to it',
  activityUnlinked: 'a person took the deal off the activity',
  chosen: 'chosen by a person',
  contactRole: 'contact role on an open deal',
  contactRoleAndOwner: 'contact role on an open deal of the rep',
  crmRef: 'named by the provider',
  dealInTitle: 'the title names the deal',
  internal: 'only colleagues present',
  lead: 'the person is a lead',
  locked: 'locked by a person',
  noStep: 'no step of the deal rule fits',
  none: 'no deal found',
  onlyOpenDeal: 'the account’s only open deal',
  owner: 'the rep’s open deal',
  senderUnverified: 'the sender is only claimed',
  severalDeals: 'several deals fit alike',
  tieLastModified: 'the deal modified last',
  tieMostRoles: 'the deal with most contact roles',
  tieNewest: 'the newest deal',
  tieOldest: 'the oldest deal',
};

const PERSON: Record<string, string> = {
  activity: 'the activity names them',
  colleague: 'on our side',
  convertedLead: 'was a lead, since converted',
  email: 'by the email address',
  none: 'nobody in the org has the address or number',
  phone: 'by the phone number',
};

/** Why a conversation without a deal has its account. */
const ACCOUNT: Record<string, string> = {
  accountOnly: 'the account of the people in it, which had no open deal',
  noStep: 'the account of the people in it, until a person chooses the deal',
  severalDeals: 'the account of the people in it, until a person chooses the deal',
};

const PERSON_FIELDS = new Set(['WhoId', 'Contact__c', 'Lead__c', 'User__c']);
/** What the rule of the match is told by another line. */
const SELF_EVIDENT = new Set(['Match_Status__c', 'Match_Rule__c', 'Match_Score__c', 'Match_Evidence__c', 'Side__c']);

/** The same name may stand for a rule of the activity, of the deal or of a person: the field tells which. */
export function ruleInWords(object: string, { field, rule, after }: PlannedField, match: Match): string {
  if (field === 'OwnerId' && rule === 'owner') return 'whose conversation it is';
  if (SELF_EVIDENT.has(field)) return WRITING[rule] ?? '';
  if (object === 'Conversation__c' && WRITING[rule] === undefined) {
    const person = match.people.find(
      ({ contactId, leadId }) => after !== null && [contactId, leadId].includes(after as string),
    );
    if (person && PERSON_FIELDS.has(field) && rule !== 'chosen') return PERSON[person.rule] ?? person.rule;
    if (field === 'Account__c' && rule !== 'chosen')
      return match.opportunityId ? 'the account of the deal' : (ACCOUNT[rule] ?? 'the account of the people in it');
  }
  const isPerson = object === 'Conversation_Participant__c' || PERSON_FIELDS.has(field);
  const tables = isPerson
    ? [WRITING, PERSON, DEAL, ACTIVITY]
    : field === 'Activity_Id__c'
      ? [WRITING, ACTIVITY, DEAL, PERSON]
      : [WRITING, DEAL, ACTIVITY, PERSON];
  return tables.map((table) => table[rule]).find((words) => words !== undefined) ?? rule;
}

/** `Match_Rule__c`: how the activity was found, then how the deal was. */
export function matchRulesInWords(rules: string): string {
  const [activity = '', deal = ''] = rules.split(', ');
  return [ACTIVITY[activity] ?? activity, DEAL[deal] ?? deal].filter(Boolean).join('; ');
}

/** Every rule of the match that has words here, for the test that holds them to the service's and the pages' own. */
export const MATCH_RULES = { activity: Object.keys(ACTIVITY), deal: Object.keys(DEAL) };
