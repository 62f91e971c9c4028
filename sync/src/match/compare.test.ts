import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareRules } from './compare.ts';
import { company, deal, event, eventId, EXPANSION, meeting, RENEWAL, settings } from './fixture.ts';
import { isMove, outcomeOf, reasonBeside } from './outcome.ts';
import type { MatchHistory, MatchSettings, OwnRow, Snapshot } from './types.ts';

const talk = meeting({ title: 'Catch-up' });
const row = (more: Partial<OwnRow> = {}): OwnRow => ({
  ...{ Id: 'a00DB0000000001AAA', Key__c: 'zoom:m1', Activity_Id__c: eventId(1), Match_Status__c: 'Matched' },
  ...{ Match_Rule__c: 'eventScore, contactRole', Match_Score__c: 0.9, Opportunity__c: RENEWAL },
  ...more,
});
const planned = { Id: eventId(1), Subject: 'Catch-up', attendeeEmails: ['jane@acme.example'] };
const linked = (WhatId: string | null) => event({ ...planned, WhatId, Conversation_Key__c: 'zoom:m1' });

function compared(snapshot: Partial<Snapshot>, change: Partial<MatchSettings>, history: MatchHistory = {}) {
  const [found] = compareRules([{ conversation: talk, history }], company(snapshot), settings, {
    ...settings,
    ...change,
  });
  assert.ok(found);
  return found;
}

test('what the service linked itself is decided anew under each rule', () => {
  const found = compared({ events: [linked(RENEWAL)], conversations: [row()] }, { dealSteps: ['onlyOpenDeal'] });
  assert.deepEqual([found.today.dealRule, found.today.opportunityId], ['contactRole', RENEWAL]);
  assert.deepEqual([found.changed.dealRule, outcomeOf(found.changed)], ['severalDeals', 'needsReview']);
  assert.equal(found.changed.activity.id, eventId(1), 'the event is found again');
  assert.ok(isMove(found));
});

test('an event that the service made would be made again: it is nobody’s calendar entry', () => {
  const conversations = [row({ Match_Rule__c: 'create, contactRole' })];
  const found = compared({ events: [linked(RENEWAL)], conversations }, { threshold: 0.1, margin: 0 });
  assert.deepEqual([found.today.rule, found.changed.rule], ['create', 'create']);
  assert.ok(!isMove(found));
});

test('a threshold changes which event is found; the reason is that line alone', () => {
  const found = compared({ events: [linked(RENEWAL)], conversations: [row()] }, { threshold: 1, margin: 0.1 });
  assert.equal(found.today.rule, 'eventScore');
  assert.equal(outcomeOf(found.changed), 'needsReview');
  const reason = reasonBeside(found.changed, found.today);
  assert.equal(reason.rule, 'belowThreshold');
  assert.match(reason.evidence, /^One event might be it[^\n]+$/);
});

test('what a person decided stays: a lock, a deal on the event, a deal taken off it, an event chosen', () => {
  const change = { dealSteps: [], peopleOrder: 'leadFirst' as const };
  const locked = compared({ conversations: [row({ Match_Status__c: 'Locked', Opportunity__c: EXPANSION })] }, change);
  assert.equal(outcomeOf(locked.today), 'locked');
  assert.equal(locked.changed, locked.today);

  const byPerson = compared(
    { events: [linked(EXPANSION)], conversations: [row({ Match_Rule__c: 'eventScore, owner' })] },
    change,
  );
  assert.deepEqual([byPerson.today.dealRule, byPerson.changed.dealRule], ['activityLinked', 'activityLinked']);

  const takenOff = compared({ events: [linked(null)], conversations: [row()] }, change);
  assert.deepEqual([takenOff.today.dealRule, takenOff.changed.dealRule], ['activityUnlinked', 'activityUnlinked']);
  for (const found of [locked, byPerson, takenOff]) assert.ok(!isMove(found));

  const chosen = compared(
    { events: [event(planned)], conversations: [row({ Match_Rule__c: 'severalClose, contactRole' })] },
    { threshold: 1, margin: 0 },
  );
  assert.deepEqual([chosen.today.rule, chosen.changed.rule], ['chosen', 'chosen']);
});

test('a choice that the org does not say yet is a lock, too', () => {
  const found = compared({}, { dealSteps: [] }, { choice: { opportunityId: EXPANSION, by: 'Ines' } });
  assert.equal(outcomeOf(found.changed), 'locked');
});

test('an event that another conversation holds stays taken', () => {
  const other = meeting({ sourceId: 'm2', title: 'Catch-up' });
  const snapshot = company({ events: [linked(RENEWAL)], conversations: [row()] });
  const cases = [talk, other].map((conversation) => ({ conversation, history: {} }));
  const found = compareRules(cases, snapshot, settings, settings);
  assert.equal(found[0]?.today.rule, 'eventScore');
  const [first, second] = found.map(({ today }) => today.score);
  assert.ok((second ?? 1) < (first ?? 0), `${second} is less than ${first}`);
});

test('no change of the rule is no move, whatever the org holds', () => {
  const conversations = [row({ Opportunity__c: EXPANSION, Match_Rule__c: 'eventScore, owner' })];
  const opportunities = [deal({ Id: RENEWAL, Name: 'Renewal' }), deal({ Id: EXPANSION, Name: 'Expansion' })];
  const found = compared({ events: [linked(EXPANSION)], conversations, opportunities }, {});
  assert.ok(!isMove(found));
});
