/** A relink by hand: what a person chose holds over every rule, and what they left open stays as the rules have it. */
import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { activityObject } from './activity.ts';
import { objectOfId } from './ids.ts';
import { leftBy } from './left.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { composeRule } from './stored.ts';
import type { Match, MatchChoice, MatchHistory, OwnRow } from './types.ts';
import { quoted } from './words.ts';

/** Rules of a deal, short enough to stand in brackets behind its name. */
const RULE_WORDS: Record<string, string> = {
  accountOnly: 'the account only',
  activityLinked: 'the activity’s own link',
  chosen: 'chosen by a person',
  contactRole: 'contact role',
  contactRoleAndOwner: 'contact role and owner',
  dealInTitle: 'named in the title',
  noStep: 'the account only',
  onlyOpenDeal: 'the account’s only open deal',
  owner: 'owner',
  tieLastModified: 'the one modified last',
  tieMostRoles: 'most contact roles',
  tieNewest: 'the newest',
  tieOldest: 'the oldest',
};

type ByRules = (index: SnapshotIndex, history: MatchHistory) => Match;

/** `byRules` is the match without a choice, over the index that it is given. */
export function matchChoice(
  conversation: Conversation,
  index: SnapshotIndex,
  choice: MatchChoice,
  history: MatchHistory,
  byRules: ByRules,
): Match {
  const key = keyOf(conversation);
  const row = index.conversationByKey.get(key);
  const given = byRules(...withChoice(choice, index, key, row, history));
  if (choice.unlock) return { ...given, takenOff: undefined, chosen: { before: linksOf(row) } };
  const before = row ? linksOf(row) : linksOf(byRules(index, history));
  const match: Match = { ...given, ...linksChosen(choice, given, index), status: 'Locked', relinked: undefined };
  if (choice.activity !== undefined) {
    const { activity } = choice;
    const object = activity?.object ?? given.activity.object ?? activityObject(conversation);
    match.rule = 'chosen';
    match.score = 1;
    match.activity = activity
      ? { object, id: activity.id, decision: 'enrich', candidates: [] }
      : { object, decision: 'none', candidates: [] };
  }
  const chose = ['opportunityId', 'accountId', 'contactId', 'leadId'].some((field) => field in choice);
  const isChosen = {
    WhatId: choice.opportunityId !== undefined || choice.accountId !== undefined,
    WhoId: choice.contactId !== undefined || choice.leadId !== undefined,
  };
  match.takenOff = match.takenOff?.filter((field) => !isChosen[field]);
  if (chose) {
    match.dealRule = 'chosen';
    match.dealCandidates = [];
  }
  return { ...match, evidence: evidenceOf(choice, match, before, index, row, given), chosen: { before } };
}

/** The org as the rules are to see it: with the activity that was chosen, or without the lock. */
function withChoice(
  choice: MatchChoice,
  index: SnapshotIndex,
  key: string,
  row: OwnRow | undefined,
  history: MatchHistory,
): [SnapshotIndex, MatchHistory] {
  const { activity, unlock } = choice;
  if (activity === undefined && !unlock) return [index, history];
  const [, dealRule] = typeof row?.Match_Rule__c === 'string' ? row.Match_Rule__c.split(', ') : [];
  const seen: OwnRow = {
    ...(row ?? { Id: '', Key__c: key }),
    ...(activity ? { Activity_Id__c: activity.id, Match_Rule__c: composeRule('chosen', dealRule ?? 'none') } : {}),
    ...(unlock ? { Match_Status__c: 'Matched', Match_Rule__c: composeRule('knownKey', 'chosen') } : {}),
  };
  const conversationByKey = new Map(index.conversationByKey).set(key, seen);
  // what has no row was never written: nothing on it can be a person's change since
  return [{ ...index, conversationByKey }, unlock ? onlyLeft(history, index, key, row) : row ? history : {}];
}

/** What the activity said still tells whose its links are; the deal that a person had put on the record no longer holds. */
function onlyLeft(history: MatchHistory, index: SnapshotIndex, key: string, row: OwnRow | undefined): MatchHistory {
  const known = history.last ?? history.before ?? history.interrupted;
  const left = leftBy(history);
  if (!known || !left[0]) return {};
  const whatId = (index.eventByKey.get(key) ?? index.taskByKey.get(key))?.WhatId ?? null;
  const placed = left.some((each) => each.placed === whatId) ? whatId : null;
  const opportunityId = typeof row?.Opportunity__c === 'string' ? row.Opportunity__c : null;
  return { last: { ...known, takenOff: [], left: { ...left[0], placed, opportunityId } } };
}

type Links = Pick<Match, 'opportunityId' | 'accountId' | 'contactId' | 'leadId'>;

function linksOf(from: OwnRow | Match | undefined): Links {
  if (!from) return {};
  const isRow = 'Key__c' in from;
  const one = (field: keyof Links, column: string) => (isRow ? from[column] : from[field]);
  const links = {
    opportunityId: one('opportunityId', 'Opportunity__c'),
    accountId: one('accountId', 'Account__c'),
    contactId: one('contactId', 'Contact__c'),
    leadId: one('leadId', 'Lead__c'),
  };
  return Object.fromEntries(Object.entries(links).filter(([, id]) => typeof id === 'string' && id !== ''));
}

function linksChosen(choice: MatchChoice, given: Match, index: SnapshotIndex): Links {
  const { opportunityId, accountId, contactId, leadId } = choice;
  const or = (chosen: string | null | undefined, otherwise: string | undefined) =>
    chosen === undefined ? otherwise : (chosen ?? undefined);
  const account =
    accountId !== undefined
      ? (accountId ?? undefined)
      : (((opportunityId && index.opportunities.get(opportunityId)?.AccountId) || undefined) ??
        (contactId && !given.accountId ? (index.contacts.get(contactId)?.AccountId ?? undefined) : given.accountId));
  return {
    opportunityId: or(opportunityId, given.opportunityId),
    accountId: account,
    // a conversation is with a contact or with a lead, never both
    contactId: leadId ? undefined : or(contactId, given.contactId),
    leadId: contactId ? undefined : or(leadId, given.leadId),
  };
}

function evidenceOf(
  choice: MatchChoice,
  match: Match,
  before: Links,
  index: SnapshotIndex,
  row: OwnRow | undefined,
  given: Match,
): string {
  const by = `by ${choice.by ?? 'a person'}`;
  const name = (id: string | undefined): string | undefined => {
    const rows = {
      Opportunity: index.opportunities,
      Account: index.accounts,
      Contact: index.contacts,
      Lead: index.leads,
    };
    const object = objectOfId(id) as keyof typeof rows | undefined;
    return id && object && object in rows ? quoted(rows[object].get(id)?.Name ?? id) : undefined;
  };
  const ruleBefore = typeof row?.Match_Rule__c === 'string' ? row.Match_Rule__c.split(', ')[1] : given.dealRule;
  const why = RULE_WORDS[ruleBefore ?? ''];
  const lines: string[] = [];
  if (choice.activity) {
    const { object, id } = choice.activity;
    const subject = (object === 'Event' ? index.events : index.tasks).get(id)?.Subject;
    lines.push(`Linked to the ${object.toLowerCase()} ${quoted(subject)} ${by}.`);
  } else if (choice.activity === null) {
    lines.push(`Linked to no activity ${by}.`);
  } else {
    lines.push(given.evidence.split('\n')[0] ?? '');
  }
  const say = (what: string, field: keyof Links) => {
    if (choice[field] === undefined) return;
    const was = before[field] === match[field] ? undefined : name(before[field]);
    const reason = field === 'opportunityId' && why ? ` (${why})` : '';
    const now = match[field] ? `Linked to the ${what} ${name(match[field])} ${by}` : `Linked to no ${what} ${by}`;
    lines.push(was ? `${now}; before: ${was}${reason}.` : `${now}.`);
  };
  say('deal', 'opportunityId');
  say('account', 'accountId');
  say('contact', 'contactId');
  say('lead', 'leadId');
  return lines.filter((line) => line !== '').join('\n');
}
