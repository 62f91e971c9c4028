import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACME,
  contact,
  contactId,
  deal,
  EXPANSION,
  JANE,
  JOHN,
  matched,
  MAYA,
  meeting,
  PAUL,
  RENEWAL,
} from './fixture.ts';
import type { DealStep, DealTie, Match } from './types.ts';

const withJohn = meeting({
  title: 'Catch-up',
  parties: [{ role: 'theirs', name: 'John', email: 'john@acme.example' }],
});
const role = (number: number, opportunity: string, person: string) => ({
  ...{ Id: `00KDB000000000${number}AAA`, OpportunityId: opportunity, ContactId: person, Role: null, IsPrimary: false },
});
const all: DealStep[] = ['contactRole', 'owner', 'onlyOpenDeal'];
const without = (...steps: DealStep[]) => ({ dealSteps: all.filter((step) => !steps.includes(step)) });
const lastLine = ({ evidence }: Match) => evidence.split('\n').at(-1);

test('a step that is off decides nothing, and the next one does', () => {
  const found = (...steps: DealStep[]) => matched(meeting({ title: 'Catch-up' }), {}, without(...steps));
  assert.deepEqual([found().dealRule, found().opportunityId], ['contactRole', RENEWAL]);
  assert.deepEqual([found('contactRole').dealRule, found('contactRole').opportunityId], ['owner', RENEWAL]);
  assert.doesNotMatch(found('contactRole').evidence, /Decision Maker/);
  const both = found('contactRole', 'owner');
  assert.deepEqual([both.dealRule, both.status], ['severalDeals', 'Needs review']);
});

test('without the step of owners nobody is told that an owner was not present', () => {
  const found = matched(meeting(), {}, without('owner'));
  assert.equal(
    lastLine(found),
    "Matched to 'Acme – Renewal' because Jane Roe has the Decision Maker role on it and it was open on 3 March; next best: 'Acme – Expansion' (no contact role).",
  );
});

test('a deal that only stands at the account is a person’s to choose where that step is off, whatever the tie rule', () => {
  const one = { opportunities: [deal({ Id: EXPANSION, Name: 'Expansion', OwnerId: MAYA })], contactRoles: [] };
  const two = { ...one, opportunities: [...one.opportunities, deal({ Id: RENEWAL, Name: 'Renewal', OwnerId: MAYA })] };
  for (const dealTie of ['off', 'newest', 'mostRoles'] as const) {
    const found = matched(withJohn, one, { ...without('onlyOpenDeal'), dealTie });
    assert.deepEqual([found.status, found.dealRule, found.accountId], ['Needs review', 'noStep', ACME]);
    assert.equal(
      lastLine(found),
      "Linked to the account 'Acme' only: no step of the deal rule fits 'Expansion' (it was open on 3 March).",
    );
    assert.deepEqual(
      found.dealCandidates.map(({ id }) => id),
      [EXPANSION],
    );
    const named = { ...withJohn, title: 'Renewal' };
    assert.equal(matched(named, two, { ...without('onlyOpenDeal'), dealTie }).dealRule, 'noStep');
  }
  assert.equal(matched(withJohn, two, { dealTie: 'newest' }).dealRule, 'tieNewest');
});

test('with every step off each deal is a person’s to choose', () => {
  assert.equal(matched(meeting(), {}, { dealSteps: [] }).dealRule, 'noStep');
});

const tied = {
  opportunities: [
    deal({ Id: RENEWAL, Name: 'Renewal', CreatedDate: '2026-01-05T00:00:00.000Z' }),
    deal({ Id: EXPANSION, Name: 'Expansion', CreatedDate: '2026-02-01T00:00:00.000Z' }),
  ].map((row) => ({
    ...row,
    LastModifiedDate: row.Id === RENEWAL ? '2026-03-02T00:00:00.000Z' : '2026-03-01T00:00:00.000Z',
  })),
};
const broken = (dealTie: DealTie, contactRoles: ReturnType<typeof role>[] = []) =>
  matched(
    meeting({
      title: 'Catch-up',
      parties: [
        { role: 'theirs', name: 'Jane', email: 'jane@acme.example' },
        { role: 'theirs', name: 'John', email: 'john@acme.example' },
      ],
    }),
    { ...tied, contactRoles },
    { dealTie },
  );

test('each tie rule chooses by what it says, and says so', () => {
  for (const [tie, id, rule, words] of [
    ['lastModified', RENEWAL, 'tieLastModified', /it is the last modified of the deals that fit/],
    ['newest', EXPANSION, 'tieNewest', /it is the newest of the deals that fit/],
    ['oldest', RENEWAL, 'tieOldest', /it is the oldest of the deals that fit and it was open on 3 March/],
  ] as const) {
    const found = broken(tie);
    assert.deepEqual([found.opportunityId, found.dealRule], [id, rule]);
    assert.match(found.evidence, words);
  }
});

test('most contact roles: people present are counted, once each; where all have as many, the last modified', () => {
  const most = broken('mostRoles', [role(1, RENEWAL, JANE), role(2, EXPANSION, JANE), role(3, EXPANSION, JOHN)]);
  assert.deepEqual([most.opportunityId, most.dealRule], [EXPANSION, 'tieMostRoles']);
  assert.match(most.evidence, /of the deals that fit it has most of the people present in a contact role/);
  const twice = [role(1, RENEWAL, JANE), role(2, EXPANSION, JOHN), role(3, EXPANSION, JOHN)];
  assert.equal(broken('mostRoles', twice).opportunityId, RENEWAL);
  assert.match(
    broken('mostRoles', twice).evidence,
    /no other of the deals that fit has more .* it is the last modified/,
  );
  const away = contact({ Id: contactId(9), Name: 'Away' });
  assert.equal(broken('mostRoles', [role(1, RENEWAL, JANE), role(2, EXPANSION, away.Id)]).dealRule, 'contactRole');
});

test('a tie rule counts roles also where no step goes by them', () => {
  const found = matched(
    meeting({ title: 'Catch-up' }),
    { ...tied, contactRoles: [role(1, EXPANSION, JANE)] },
    { ...without('contactRole'), dealTie: 'mostRoles' },
  );
  assert.deepEqual([found.opportunityId, found.dealRule], [EXPANSION, 'tieMostRoles']);
  assert.ok(tied.opportunities.every(({ OwnerId }) => OwnerId === PAUL));
});
