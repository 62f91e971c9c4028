import type { Conversation } from '../conversation/conversation.ts';
import { standingAt, type Standing } from './deal-time.ts';
import { byText, objectOfId, toId18 } from './ids.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { Candidate, ContactRoleRow, MatchSettings, OpportunityRow } from './types.ts';
import { wordsOf } from './title.ts';
import type { When } from './when.ts';
import { dayInWords, listInWords, quantity, quoted } from './words.ts';

export interface DealMatch {
  rule: string;
  opportunityId?: string;
  accountId?: string;
  needsReview: boolean;
  /** One line; empty where there is nothing to say. */
  evidence: string;
  candidates: Candidate[];
}

export interface DealQuestion {
  conversation: Conversation;
  at: When;
  /** What the activity is linked to by a person. */
  linkedTo?: string | null;
  contactIds: string[];
  /** Accounts of the customers, the main one first. */
  accountIds: string[];
  /** Our users in the conversation, its owner among them. */
  userIds: Set<string>;
}

interface Deal {
  row: OpportunityRow;
  standing: Standing;
  role?: ContactRoleRow;
  roles: number;
  /** Owned by one of us, or with one of us on its team. */
  ours: boolean;
  owner: boolean;
}

function gather({ at, contactIds, accountIds, userIds }: DealQuestion, index: SnapshotIndex): Deal[] {
  const roles = new Map<string, ContactRoleRow[]>();
  for (const contactId of contactIds)
    for (const role of index.rolesByContact.get(contactId) ?? [])
      roles.set(role.OpportunityId, [...(roles.get(role.OpportunityId) ?? []), role]);
  const ids = new Set([
    ...roles.keys(),
    ...accountIds.flatMap((id) => (index.opportunitiesByAccount.get(id) ?? []).map((row) => row.Id)),
  ]);
  return [...ids].sort(byText).flatMap((id) => {
    const row = index.opportunities.get(id);
    if (!row) return [];
    const held = (roles.get(id) ?? []).sort(
      (a, b) =>
        Number(b.IsPrimary) - Number(a.IsPrimary) || contactIds.indexOf(a.ContactId) - contactIds.indexOf(b.ContactId),
    );
    const owner = userIds.has(row.OwnerId);
    const team = index.teamByOpportunity.get(id) ?? new Set();
    const ours = owner || [...userIds].some((user) => team.has(user));
    return [{ row, standing: standingAt(row, at), role: held[0], roles: held.length, ours, owner }];
  });
}

/** Only used to order candidates for a person: a role counts most, then one of us, then that it was open. */
function rank(deal: Deal): number {
  const open = { open: 0.2, openedLater: 0.1, closed: 0, notYet: 0 }[deal.standing];
  return Math.round(((deal.role ? 0.5 : 0) + (deal.ours ? 0.3 : 0) + open) * 1000) / 1000;
}

function personName(role: ContactRoleRow, index: SnapshotIndex): string {
  return index.contacts.get(role.ContactId)?.Name ?? 'a contact in it';
}

function standingInWords(deal: Deal, at: When): string {
  switch (deal.standing) {
    case 'open':
      return `it was open on ${dayInWords(at.day)}`;
    case 'openedLater':
      return `it was opened soon after, on ${dayInWords(deal.row.CreatedDate)}`;
    case 'closed':
      return `it was closed on ${dayInWords(deal.row.CloseDate)}`;
    case 'notYet':
      return `it was only opened on ${dayInWords(deal.row.CreatedDate)}`;
  }
}

function roleInWords(role: ContactRoleRow, index: SnapshotIndex): string {
  return `${personName(role, index)} has ${role.Role ? `the ${role.Role} role` : 'a contact role'} on it`;
}

function inFavour(deal: Deal, at: When, index: SnapshotIndex): string {
  const owner = index.users.get(deal.row.OwnerId)?.Name;
  return [
    ...(deal.role ? [roleInWords(deal.role, index)] : []),
    ...(deal.ours ? [deal.owner && owner ? `${owner} owns it` : 'one of us is on its team'] : []),
    standingInWords(deal, at),
  ].join(', ');
}

/** Why the runner-up was not it: the first thing that it lacks. */
function against(deal: Deal, winner: Deal): string {
  const standing = deal.standing;
  if (standing === 'closed') return `closed on ${dayInWords(deal.row.CloseDate)}`;
  if (standing === 'notYet' || (standing === 'openedLater' && winner.standing === 'open'))
    return `opened on ${dayInWords(deal.row.CreatedDate)}`;
  const lacks = [
    ...(winner.role && !deal.role ? ['no contact role'] : []),
    ...(!deal.ours ? ['owner not present'] : []),
  ];
  return lacks.length > 0 ? listInWords(lacks) : 'fits less well';
}

function candidate(deal: Deal, at: When, index: SnapshotIndex): Candidate {
  return {
    object: 'Opportunity',
    id: deal.row.Id,
    name: deal.row.Name,
    score: rank(deal),
    evidence: inFavour(deal, at, index),
  };
}

/** The steps of the rule, each naming one deal or none. */
function cascade(deals: Deal[]): { rule: string; deal: Deal } | { tied: Deal[] } {
  const withRole = deals.filter((deal) => deal.role);
  const ours = (list: Deal[]) => list.filter((deal) => deal.ours);
  const only = (list: Deal[]) => (list.length === 1 ? list[0] : undefined);
  const byRole = only(withRole);
  // a role on a deal of somebody who was not there, beside a deal of somebody who was, says two things
  if (byRole && !byRole.ours && ours(deals).length > 0) return { tied: [byRole, ...ours(deals)] };
  if (byRole) return { rule: 'contactRole', deal: byRole };
  if (withRole.length > 1) {
    const byRoleAndOwner = only(ours(withRole));
    if (byRoleAndOwner) return { rule: 'contactRoleAndOwner', deal: byRoleAndOwner };
    return { tied: ours(withRole).length > 0 ? ours(withRole) : [...withRole, ...ours(deals)] };
  }
  const byOwner = only(ours(deals));
  if (byOwner) return { rule: 'owner', deal: byOwner };
  const byAccount = only(deals);
  if (byAccount) return { rule: 'onlyOpenDeal', deal: byAccount };
  return { tied: ours(deals).length > 0 ? ours(deals) : deals };
}

function knownWords(text: string, index: SnapshotIndex): string[] {
  const { words } = index.known;
  let found = words.get(text);
  if (!found) words.set(text, (found = wordsOf(text)));
  return found;
}

/** The one deal whose own words, beside those of the account and of the other deals, the title says in full. */
function namedInTitle(deals: Deal[], title: string | undefined, index: SnapshotIndex): Deal | undefined {
  if (!title || deals.length < 2) return undefined;
  const said = new Set(wordsOf(title));
  const words = (text: string | undefined) => knownWords(text ?? '', index);
  const named = deals.filter(({ row }) => {
    const account = words(index.accounts.get(row.AccountId ?? '')?.Name);
    const others = deals.flatMap((other) => (other.row.Id === row.Id ? [] : words(other.row.Name)));
    const own = words(row.Name).filter((word) => !account.includes(word) && !others.includes(word));
    return own.length > 0 && own.every((word) => said.has(word));
  });
  return named.length === 1 ? named[0] : undefined;
}

/** The title decides between deals that fit alike, and makes a question of one that it speaks against. */
function withTitle(
  result: ReturnType<typeof cascade>,
  deals: Deal[],
  title: string | undefined,
  index: SnapshotIndex,
): ReturnType<typeof cascade> {
  const named = namedInTitle(deals, title, index);
  if (!named) return result;
  if ('deal' in result) return result.deal === named ? result : { tied: [result.deal, named] };
  const { tied } = result;
  const isAlike = tied.every((deal) => Boolean(deal.role) === Boolean(named.role) && deal.ours === named.ours);
  return isAlike && tied.includes(named) ? { rule: 'dealInTitle', deal: named } : result;
}

function breakTie(tied: Deal[], tie: MatchSettings['dealTie']): Deal | undefined {
  if (tie === 'off' || tied.length === 0) return undefined;
  const time = ({ row }: Deal) => Date.parse((tie === 'lastModified' && row.LastModifiedDate) || row.CreatedDate);
  return [...tied].sort((a, b) => time(b) - time(a) || byText(a.row.Id, b.row.Id))[0];
}

function because(rule: string, deal: Deal, at: When, index: SnapshotIndex): string {
  const owner = index.users.get(deal.row.OwnerId)?.Name ?? 'the rep';
  const account = index.accounts.get(deal.row.AccountId ?? '')?.Name ?? 'the account';
  const owned = deal.owner ? `${owner} owns it` : 'one of us is on its team';
  const standing = standingInWords(deal, at);
  switch (rule) {
    case 'contactRole':
      return `${deal.role ? roleInWords(deal.role, index) : ''} and ${standing}`;
    case 'contactRoleAndOwner':
      return `${deal.role ? roleInWords(deal.role, index) : ''}, ${owned} and ${standing}`;
    case 'owner':
      return `${owned} and ${standing}`;
    case 'onlyOpenDeal':
      return `it is the only deal of ${account} and ${standing}`;
    case 'dealInTitle':
      return `of the deals of ${account} that fit alike the title names it, and ${standing}`;
    case 'tieNewest':
      return `it is the newest of the deals that fit and ${standing}`;
    default:
      return `it is the last modified of the deals that fit and ${standing}`;
  }
}

/** What is linked already, by a person or by the provider. */
function given(question: DealQuestion, index: SnapshotIndex): DealMatch | undefined {
  const { conversation, linkedTo } = question;
  const settled = (row: OpportunityRow, rule: string, why: string): DealMatch => ({
    rule,
    opportunityId: row.Id,
    accountId: row.AccountId ?? question.accountIds[0],
    needsReview: false,
    evidence: `Matched to ${quoted(row.Name)} because ${why}.`,
    candidates: [],
  });
  if (linkedTo && objectOfId(linkedTo) === 'Opportunity') {
    const row = index.opportunities.get(linkedTo);
    if (row) return settled(row, 'activityLinked', 'the activity was already linked to it');
    const evidence = `The activity is linked to the deal ${linkedTo}, which the integration user does not see, so the conversation is not: share it with that user.`;
    return {
      rule: 'activityLinkHidden',
      accountId: question.accountIds[0],
      needsReview: true,
      evidence,
      candidates: [],
    };
  }
  for (const { object, id } of conversation.crmRefs) {
    const row = object === 'Opportunity' ? index.opportunities.get(toId18(id)) : undefined;
    if (row) return settled(row, 'crmRef', 'the provider names it by its Id');
  }
  return undefined;
}

/** Contact role on a deal open at that time, then the rep's own deal, then the account's only open one; or a person. */
export function matchDeal(question: DealQuestion, index: SnapshotIndex, settings: MatchSettings): DealMatch {
  const { at } = question;
  const done = given(question, index);
  if (done) return done;

  const deals = gather(question, index);
  const ranked = [...deals].sort((a, b) => rank(b) - rank(a) || byText(a.row.Id, b.row.Id));
  const open = deals.filter((deal) => deal.standing === 'open');
  const eligible =
    open.length > 0 ? open : deals.filter((deal) => deal.standing !== 'closed' && deal.standing !== 'notYet');
  const { title } = question.conversation;
  const result = eligible.length > 0 ? withTitle(cascade(eligible), eligible, title, index) : { tied: [] };
  const tieBroken = 'tied' in result ? breakTie(result.tied, settings.dealTie) : undefined;
  const winner =
    'deal' in result
      ? result
      : tieBroken && { rule: settings.dealTie === 'newest' ? 'tieNewest' : 'tieLastModified', deal: tieBroken };

  if (winner) {
    const { rule, deal } = winner;
    const next = ranked.find((other) => other.row.Id !== deal.row.Id);
    const runnerUp = next ? `; next best: ${quoted(next.row.Name)} (${against(next, deal)})` : '';
    return {
      rule,
      opportunityId: deal.row.Id,
      accountId: deal.row.AccountId ?? question.accountIds[0],
      needsReview: false,
      evidence: `Matched to ${quoted(deal.row.Name)} because ${because(rule, deal, at, index)}${runnerUp}.`,
      candidates: ranked.slice(0, 5).map((each) => candidate(each, at, index)),
    };
  }

  const accountId = question.accountIds[0];
  const account = accountId ? quoted(index.accounts.get(accountId)?.Name ?? accountId) : undefined;
  if ('tied' in result && result.tied.length > 0) {
    const tied = result.tied.sort((a, b) => rank(b) - rank(a) || byText(a.row.Id, b.row.Id));
    const listed = tied.slice(0, 5).map((deal) => `${quoted(deal.row.Name)} (${inFavour(deal, at, index)})`);
    return {
      rule: 'severalDeals',
      accountId,
      needsReview: true,
      evidence: `${account ? `Linked to the account ${account} only: ` : ''}${quantity(tied.length, 'deal')} fit about equally: ${listInWords(listed)}.`,
      candidates: tied.slice(0, 5).map((deal) => candidate(deal, at, index)),
    };
  }
  const last = ranked[0];
  const closest = last
    ? `; closest: ${quoted(last.row.Name)} (${standingInWords(last, at).replace(/^it was /, '')})`
    : '';
  return {
    rule: accountId ? 'accountOnly' : 'none',
    accountId,
    needsReview: false,
    evidence: account
      ? `Linked to the account ${account}: it had no open deal on ${dayInWords(at.day)}${closest}.`
      : '',
    candidates: ranked.slice(0, 5).map((deal) => candidate(deal, at, index)),
  };
}
