import { breakTie, cascade, withTitle } from './deal-steps.ts';
import { against, because, inFavour, standingInWords } from './deal-words.ts';
import { byRank, gather, rank, type Deal, type DealQuestion } from './deals.ts';
import { objectOfId, toId18 } from './ids.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { Candidate, MatchSettings, OpportunityRow } from './types.ts';
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

function candidate(deal: Deal, at: When, index: SnapshotIndex): Candidate {
  return {
    object: 'Opportunity',
    id: deal.row.Id,
    name: deal.row.Name,
    score: rank(deal),
    evidence: inFavour(deal, at, index),
  };
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

/** By the tenant's steps: contact role on a deal open then, the rep's own deal, the account's only open one; or a person. */
export function matchDeal(question: DealQuestion, index: SnapshotIndex, settings: MatchSettings): DealMatch {
  const { at } = question;
  const { dealSteps: steps, dealTie } = settings;
  const done = given(question, index);
  if (done) return done;

  const deals = gather(question, index, steps);
  const ranked = [...deals].sort(byRank);
  const open = deals.filter((deal) => deal.standing === 'open');
  const eligible =
    open.length > 0 ? open : deals.filter((deal) => deal.standing !== 'closed' && deal.standing !== 'notYet');
  const { title } = question.conversation;
  const result = eligible.length > 0 ? withTitle(cascade(eligible, steps), eligible, title, index) : { tied: [] };
  const tied = 'tied' in result ? result.tied : [];
  const isLeft = 'isLeft' in result;
  const winner = 'deal' in result ? result : isLeft ? undefined : breakTie(tied, dealTie);

  if (winner) {
    const { rule, deal } = winner;
    const next = ranked.find((other) => other.row.Id !== deal.row.Id);
    const runnerUp = next ? `; next best: ${quoted(next.row.Name)} (${against(next, deal, steps)})` : '';
    return {
      rule,
      opportunityId: deal.row.Id,
      accountId: deal.row.AccountId ?? question.accountIds[0],
      needsReview: false,
      evidence: `Matched to ${quoted(deal.row.Name)} because ${because(rule, deal, tied, at, index)}${runnerUp}.`,
      candidates: ranked.slice(0, 5).map((each) => candidate(each, at, index)),
    };
  }

  const accountId = question.accountIds[0];
  const account = accountId ? quoted(index.accounts.get(accountId)?.Name ?? accountId) : undefined;
  if (tied.length > 0) {
    const sorted = tied.toSorted(byRank).slice(0, 5);
    const listed = listInWords(sorted.map((deal) => `${quoted(deal.row.Name)} (${inFavour(deal, at, index)})`));
    const why = isLeft
      ? `no step of the deal rule fits ${listed}`
      : `${quantity(tied.length, 'deal')} fit about equally: ${listed}`;
    return {
      rule: isLeft ? 'noStep' : 'severalDeals',
      accountId,
      needsReview: true,
      evidence: `${account ? `Linked to the account ${account} only: ${why}` : sentenceOf(why)}.`,
      candidates: sorted.map((deal) => candidate(deal, at, index)),
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

function sentenceOf(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
