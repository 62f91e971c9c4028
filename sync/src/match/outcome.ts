/** What became of a conversation in one word, and how two outcomes differ. */
import type { Compared } from './compare.ts';
import type { Match } from './types.ts';

export const OUTCOMES = ['linked', 'needsReview', 'accountOnly', 'none', 'locked'] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Counts = Record<Outcome, number>;

export function outcomeOf({ status, opportunityId, accountId }: Match): Outcome {
  if (status === 'Locked') return 'locked';
  if (status === 'Needs review') return 'needsReview';
  return opportunityId ? 'linked' : accountId ? 'accountOnly' : 'none';
}

export function noCounts(): Counts {
  return { linked: 0, needsReview: 0, accountOnly: 0, none: 0, locked: 0 };
}

/** Another deal, or a person asked on one side alone. */
export function isMove({ today, changed }: Compared): boolean {
  return today.opportunityId !== changed.opportunityId || outcomeOf(today) !== outcomeOf(changed);
}

/** What this match says that the other does not: its reason for being another. */
export function reasonBeside(match: Match, other: Match): { rule: string; evidence: string } {
  const said = new Set(other.evidence.split('\n'));
  const own = match.evidence.split('\n').filter((line) => !said.has(line));
  const isByActivity = match.dealRule === other.dealRule && match.rule !== other.rule;
  return { rule: isByActivity ? match.rule : match.dealRule, evidence: own.join('\n') || match.evidence };
}
