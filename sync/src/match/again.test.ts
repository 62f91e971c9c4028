import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchedAgain } from './again.ts';
import { indexSnapshot } from './snapshot-index.ts';
import type { Match, MatchCause } from './types.ts';

const index = indexSnapshot({
  ...{ users: [], accounts: [], contacts: [], leads: [], opportunities: [], contactRoles: [], events: [], tasks: [] },
  ...{ conversations: [], moments: [], participants: [], suggestions: [] },
});
const before: Match = {
  ...{ status: 'Needs review', rule: 'knownKey', score: 1, evidence: 'Two deals fit.', accountId: 'A', people: [] },
  activity: { object: 'Event', id: 'E', decision: 'enrich', candidates: [] },
  ...{ dealRule: 'severalDeals', dealCandidates: [] },
};
const linked: Match = {
  ...before,
  status: 'Matched',
  opportunityId: 'O',
  dealRule: 'contactRole',
  evidence: 'A role.',
};
const cause: MatchCause = {
  ...{ kind: 'roleAdded', at: '2026-11-18T10:00:00Z', person: 'Jane Roe', deal: 'Acme – Renewal' },
};
const WHY = "Matched again because Jane Roe was given a contact role on 'Acme – Renewal' on 18 November.";

test('another link says why it was looked for again, and keeps saying it', () => {
  const found = matchedAgain(linked, { before, causes: [cause] }, index);
  assert.equal(found.evidence, `A role.\n${WHY}`);
  assert.equal(matchedAgain(linked, { before: found }, index).evidence, found.evidence, 'a later run changes nothing');
  assert.equal(matchedAgain(linked, { last: before, causes: [cause, cause] }, index).evidence, found.evidence, 'once');
});

test('the same links are the same to the letter', () => {
  const other = { ...before, evidence: 'Three deals fit.', dealRule: 'severalDeals', score: 0.9 };
  assert.equal(matchedAgain(other, { before, causes: [cause] }, index).evidence, 'Two deals fit.');
  assert.equal(matchedAgain(other, { before, causes: [cause] }, index).score, 1);
  assert.equal(matchedAgain(other, { before }, index).evidence, 'Two deals fit.', 'nor does a later run');
});

test('what is no longer the same is told: another choice for a person, somebody else, a person’s own link', () => {
  const deal = { object: 'Opportunity' as const, id: 'O3', name: 'Third', score: 0.5, evidence: 'open' };
  const wider: Match = { ...before, evidence: 'Three deals fit.', dealCandidates: [deal] };
  for (const causes of [[], [cause]])
    assert.equal(matchedAgain(wider, { before, causes }, index).evidence, 'Three deals fit.');
  const known: Match = { ...linked, people: [{ party: 0, rule: 'none', evidence: 'Nobody has this address.' }] };
  assert.equal(matchedAgain(linked, { before: known }, index).evidence, 'A role.');
  const byPerson: Match = { ...linked, dealRule: 'activityLinked', evidence: 'It was linked already.' };
  assert.equal(matchedAgain(byPerson, { before: linked, causes: [cause] }, index).dealRule, 'activityLinked');
  const heavier: Match = { ...linked, dealRule: 'contactRoleAndOwner', evidence: 'A role, and the owner.' };
  assert.equal(matchedAgain(heavier, { before: linked }, index).dealRule, 'contactRole');
});

test('a person’s lock is never reasoned about', () => {
  const locked: Match = { ...linked, status: 'Locked' };
  assert.equal(matchedAgain(locked, { before, causes: [cause] }, index), locked);
});
