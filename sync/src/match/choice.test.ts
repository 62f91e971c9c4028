import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, event, eventId, EXPANSION, JANE, lead, leadId, meeting, RENEWAL, settings } from './fixture.ts';
import { indexSnapshot, match } from './match.ts';
import type { MatchChoice, OwnRow, Snapshot } from './types.ts';

const ROW: OwnRow = {
  ...{ Id: 'a00000000000001AAA', Key__c: 'zoom:m1', Match_Status__c: 'Matched', Match_Score__c: 0.9 },
  ...{ Match_Rule__c: 'eventScore, contactRole', Match_Evidence__c: 'Linked to the event.\nThe deal by its role.' },
  ...{ Activity_Id__c: eventId(1), Opportunity__c: RENEWAL, Contact__c: JANE },
};
const EVENTS = [
  event({ Id: eventId(1), Conversation_Key__c: 'zoom:m1', WhatId: RENEWAL }),
  event({ Id: eventId(2), Subject: 'Expansion talk', StartDateTime: '2026-03-09T14:00:00.000Z' }),
];

function chosen(choice: MatchChoice, more: Partial<Snapshot> = {}) {
  const snapshot = company({ conversations: [ROW], events: EVENTS, ...more });
  return match(meeting(), indexSnapshot(snapshot), settings, { choice });
}

test('another deal is locked, with who chose it and what it was before', () => {
  const found = chosen({ opportunityId: EXPANSION, by: 'Ines Carvalho' });
  assert.equal(found.status, 'Locked');
  assert.equal(found.opportunityId, EXPANSION);
  assert.equal(found.contactId, JANE, 'what was left open stays');
  assert.equal(found.activity.id, eventId(1));
  assert.match(
    found.evidence,
    /Linked to the deal 'Acme – Expansion' by Ines Carvalho; before: 'Acme – Renewal' \(contact role\)\./,
  );
});

test('null takes a link away, and nobody need say who they are', () => {
  const found = chosen({ opportunityId: null });
  assert.equal(found.opportunityId, undefined);
  assert.match(found.evidence, /Linked to no deal by a person; before: 'Acme – Renewal'/);
  assert.equal(chosen({ activity: null }).activity.decision, 'none');
});

test('another event brings its own deal, unless the deal was a person’s choice', () => {
  const other = { ...EVENTS[1]!, WhatId: EXPANSION };
  const activity = { object: 'Event' as const, id: eventId(2) };
  const found = chosen({ activity }, { events: [EVENTS[0]!, other] });
  assert.equal(found.activity.id, eventId(2));
  assert.equal(found.opportunityId, EXPANSION);
  assert.match(found.evidence, /^Linked to the event 'Expansion talk' by a person\./);
  const locked = { ...ROW, Match_Status__c: 'Locked', Match_Rule__c: 'eventScore, chosen' };
  const kept = chosen({ activity }, { events: [EVENTS[0]!, other], conversations: [locked] });
  assert.equal(kept.opportunityId, RENEWAL);
});

test('a lead takes the contact’s place', () => {
  const found = chosen(
    { leadId: leadId(1), opportunityId: null },
    { leads: [lead({ Id: leadId(1), Name: 'Lea Lind' })] },
  );
  assert.equal(found.leadId, leadId(1));
  assert.equal(found.contactId, undefined);
  assert.match(found.evidence, /Linked to the lead 'Lea Lind' by a person/);
});

test('a conversation that the org has never seen is locked all the same', () => {
  const found = chosen({ activity: { object: 'Event', id: eventId(2) } }, { conversations: [], events: [EVENTS[1]!] });
  assert.equal(found.status, 'Locked');
  assert.equal(found.activity.id, eventId(2));
});

test('unlocking gives the deal back to the rules and leaves the activity', () => {
  const locked = { ...ROW, Match_Status__c: 'Locked', Match_Rule__c: 'chosen, chosen', Opportunity__c: EXPANSION };
  const events = [{ ...EVENTS[0]!, WhatId: EXPANSION }];
  const index = indexSnapshot(company({ conversations: [locked], events }));
  assert.equal(match(meeting(), index, settings).opportunityId, EXPANSION, 'no run overrides a lock');
  const found = match(meeting(), index, settings, { choice: { unlock: true } });
  assert.equal(found.status, 'Matched');
  assert.equal(found.opportunityId, RENEWAL);
  assert.equal(found.activity.id, eventId(1));
});
