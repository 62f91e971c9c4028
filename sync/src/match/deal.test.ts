import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACME,
  company,
  contact,
  contactId,
  deal,
  dealId,
  event,
  eventId,
  EXPANSION,
  JANE,
  JOHN,
  lead,
  leadId,
  matched,
  MAYA,
  meeting,
  PAUL,
  RENEWAL,
} from './fixture.ts';

const withJohn = meeting({
  title: 'Catch-up',
  parties: [{ role: 'theirs', name: 'John', email: 'john@acme.example' }],
});
const role = (number: number, opportunity: string, person: string, name: string | null = null) => ({
  ...{ Id: `00KDB000000000${number}AAA`, OpportunityId: opportunity, ContactId: person, Role: name, IsPrimary: false },
});

test('a contact role on a deal open at that time, with the runner-up and why it was not that', () => {
  const match = matched(meeting());
  assert.equal(match.opportunityId, RENEWAL);
  assert.equal(match.accountId, ACME);
  assert.equal(match.contactId, JANE);
  assert.equal(match.dealRule, 'contactRole');
  assert.ok(
    match.evidence.endsWith(
      "Matched to 'Acme – Renewal' because Jane Roe has the Decision Maker role on it and it was open on 3 March; next best: 'Acme – Expansion' (no contact role and owner not present).",
    ),
    match.evidence,
  );
});

test('of two deals with a role, the one whose owner was there', () => {
  const match = matched(meeting(), {
    contactRoles: [role(1, EXPANSION, JANE, 'Influencer'), role(2, RENEWAL, JANE, 'Decision Maker')],
  });
  assert.equal(match.opportunityId, RENEWAL);
  assert.ok(match.evidence.endsWith("next best: 'Acme – Expansion' (owner not present)."), match.evidence);
});

test("without a role, the rep's own deal; on a team counts as well", () => {
  assert.equal(matched(withJohn).opportunityId, RENEWAL);
  assert.equal(matched(withJohn).dealRule, 'owner');
  const opportunities = [
    deal({ Id: RENEWAL, Name: 'Renewal', OwnerId: MAYA }),
    deal({ Id: EXPANSION, Name: 'Expansion', OwnerId: MAYA }),
  ];
  const match = matched(withJohn, { opportunities, teamMembers: [{ OpportunityId: EXPANSION, UserId: PAUL }] });
  assert.equal(match.opportunityId, EXPANSION);
});

test("the account's only open deal, whoever owns it", () => {
  const opportunities = [
    deal({ Id: EXPANSION, Name: 'Acme – Expansion', OwnerId: MAYA }),
    deal({ Id: RENEWAL, Name: 'Acme – Renewal', IsClosed: true, CloseDate: '2026-02-01' }),
  ];
  const match = matched(withJohn, { opportunities });
  assert.equal(match.opportunityId, EXPANSION);
  assert.equal(match.dealRule, 'onlyOpenDeal');
  assert.match(match.evidence, /next best: 'Acme – Renewal' \(closed on 1 February\)/);
});

test('several that fit alike: the account is linked and a person asked; a tie rule decides only when it is on', () => {
  const opportunities = [
    deal({ Id: RENEWAL, Name: 'Renewal' }),
    deal({ Id: EXPANSION, Name: 'Expansion', CreatedDate: '2026-02-01T00:00:00.000Z' }),
  ];
  const match = matched(withJohn, { opportunities });
  assert.equal(match.status, 'Needs review');
  assert.equal(match.opportunityId, undefined);
  assert.equal(match.accountId, ACME);
  assert.deepEqual(match.dealCandidates.map(({ id }) => id).sort(), [RENEWAL, EXPANSION]);
  assert.equal(matched(withJohn, { opportunities }, { dealTie: 'newest' }).opportunityId, EXPANSION);
});

test('a deal that was closed then is not linked; one that was closed since is', () => {
  const closed = (day: string) => ({
    opportunities: [deal({ Id: RENEWAL, Name: 'Renewal', IsClosed: true, CloseDate: day })],
  });
  assert.equal(matched(meeting(), closed('2026-03-02')).opportunityId, undefined);
  assert.equal(matched(meeting(), closed('2026-03-04')).opportunityId, RENEWAL);
});

test('a deal entered soon after is linked where no other was open, and said so', () => {
  const opportunities = [deal({ Id: RENEWAL, Name: 'Renewal', CreatedDate: '2026-03-10T00:00:00.000Z' })];
  assert.match(matched(meeting(), { opportunities }).evidence, /it was opened soon after, on 10 March/);
  const later = [deal({ Id: RENEWAL, Name: 'Renewal', CreatedDate: '2026-05-10T00:00:00.000Z' })];
  assert.equal(matched(meeting(), { opportunities: later }).opportunityId, undefined);
});

test('an account without an open deal is linked, and nobody is asked', () => {
  const match = matched(meeting(), { opportunities: [], contactRoles: [] });
  assert.equal(match.status, 'Created');
  assert.equal(match.dealRule, 'accountOnly');
  assert.equal(match.accountId, ACME);
  assert.match(match.evidence, /Linked to the account 'Acme': it had no open deal on 3 March\./);
});

test('what the activity is linked to already wins over every rule', () => {
  const match = matched(meeting(), { events: [event({ Id: eventId(1), WhatId: EXPANSION })] });
  assert.equal(match.opportunityId, EXPANSION);
  assert.equal(match.dealRule, 'activityLinked');
});

test("what an earlier run linked is worked out again; what a person put there since isn't", () => {
  const stored = {
    ...{ Id: 'a00DB0000000001AAA', Key__c: 'zoom:m1', Activity_Id__c: eventId(1), Match_Status__c: 'Matched' },
    ...{ Match_Rule__c: 'eventScore, onlyOpenDeal', Opportunity__c: EXPANSION, Match_Evidence__c: 'Linked.' },
  };
  const linked = (what: string) =>
    matched(meeting(), { events: [event({ Id: eventId(1), WhatId: what })], conversations: [stored] });
  assert.equal(linked(EXPANSION).opportunityId, RENEWAL);
  assert.equal(linked(EXPANSION).dealRule, 'contactRole');
  const { Id: other } = deal({ Id: dealId(7), Name: 'Other' });
  const opportunities = [...company().opportunities, deal({ Id: other, Name: 'Other' })];
  const byPerson = matched(meeting(), {
    ...{ events: [event({ Id: eventId(1), WhatId: other })], conversations: [stored], opportunities },
  });
  assert.equal(byPerson.opportunityId, other);
  assert.equal(byPerson.dealRule, 'activityLinked');
});

test('a deal or a person on the activity that the integration user does not see is said, not linked', () => {
  const events = [event({ Id: eventId(1), WhatId: dealId(7), WhoId: contactId(7) })];
  const match = matched(meeting(), { events });
  assert.equal(match.opportunityId, undefined);
  assert.equal(match.contactId, JANE);
  assert.equal(match.status, 'Needs review');
  assert.match(match.evidence, new RegExp(`linked to the deal ${dealId(7)}, which the integration user does not see`));
});

test('a lead that the provider names is the lead', () => {
  const leads = [lead({ Id: leadId(1), Name: 'Lea Lead' })];
  const named = { crmRefs: [{ object: 'Lead', id: leadId(1) }], parties: [{ role: 'theirs', name: 'Lea' }] };
  assert.equal(matched(meeting(named), { leads }).leadId, leadId(1));
});

test('a deal closed on the day of the call is still open for a rep whose day is not over when UTC’s is', () => {
  const [paul] = company().users;
  const users = [{ ...paul!, TimeZoneSidKey: 'America/Los_Angeles' }];
  const opportunities = [
    deal({ Id: RENEWAL, Name: 'Acme – Renewal', IsClosed: true, StageName: 'Closed Won', CloseDate: '2026-03-03' }),
  ];
  // 18:30 on 3 March in Los Angeles
  const late = meeting({ startedAt: '2026-03-04T02:30:00Z', endedAt: '2026-03-04T03:00:00Z' });
  const match = matched(late, { users, opportunities });
  assert.equal(match.opportunityId, RENEWAL);
  assert.match(match.evidence, /it was open on 3 March/);
});

test('with a lead no deal is linked', () => {
  const leads = [lead({ Id: leadId(1), Name: 'Lea Lead', Email: 'lea@new.example' })];
  const match = matched(meeting({ parties: [{ role: 'theirs', email: 'lea@new.example' }] }), { leads });
  assert.equal(match.leadId, leadId(1));
  assert.equal(match.opportunityId, undefined);
  assert.equal(match.accountId, undefined);
  assert.equal(match.status, 'Created');
  assert.match(match.evidence, /Lea Lead is a lead, not yet a contact/);
});

test('a meeting among colleagues has no deal and asks nobody', () => {
  const match = matched(
    meeting({
      parties: ['paul', 'maya', 'new.colleague'].map((name) => ({ role: 'theirs', email: `${name}@sealight.example` })),
    }),
  );
  assert.equal(match.dealRule, 'internal');
  assert.equal(match.opportunityId, undefined);
  assert.equal(match.status, 'Created');
  assert.deepEqual(
    match.people.map(({ rule }) => rule),
    ['colleague', 'colleague', 'colleague'],
  );
});

test('two contacts of one address: the one with a role on an open deal, else a person is asked', () => {
  const twin = contact({ Id: contactId(9), Name: 'Jane R.', Email: 'JANE@acme.example' });
  const contacts = [contact({ Id: JANE, Name: 'Jane Roe', Email: 'jane@acme.example' }), twin];
  assert.equal(matched(meeting(), { contacts }).contactId, JANE);
  const match = matched(meeting(), { contacts, contactRoles: [] });
  assert.equal(match.status, 'Needs review');
  assert.equal(match.contactId, undefined);
  assert.match(match.evidence, /2 people in the org have the address jane@acme\.example/);
});

test('people: lead before contact by setting; a converted lead is its contact; numbers in any form', () => {
  const leads = [lead({ Id: leadId(1), Name: 'Jane Roe', Email: 'jane@acme.example' })];
  assert.equal(matched(meeting(), { leads }).contactId, JANE);
  assert.equal(matched(meeting(), { leads }, { peopleOrder: 'leadFirst' }).leadId, leadId(1));
  const converted = [
    lead({ Id: leadId(2), Name: 'J', Email: 'jo@x.example', IsConverted: true, ConvertedContactId: JOHN }),
  ];
  const jo = matched(meeting({ parties: [{ role: 'theirs', email: 'jo@x.example' }] }), { leads: converted });
  assert.equal(jo.contactId, JOHN);
  assert.equal(jo.people[0]?.rule, 'convertedLead');
  for (const [written, country] of [
    ['+33 (0)6 12 34 56 78', 'FR'],
    ['0612345678', 'FR'],
    ['06.12.34.56.78 poste 12', 'FR'],
    ['+33612345678', 'US'],
    ['06 12 34 56 78', 'US'],
  ] as const) {
    const contacts = [contact({ Id: JANE, Name: 'Jane Roe', MobilePhone: written })];
    const caller = meeting({ parties: [{ role: 'theirs', phone: '+33612345678' }] });
    assert.equal(
      matched(caller, { contacts }, { defaultCountry: country }).contactId,
      JANE,
      `${written} in ${country}`,
    );
  }
});
