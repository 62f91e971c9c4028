import assert from 'node:assert/strict';
import { test } from 'node:test';
import { event, eventId, JANE, MAYA, matched, meeting, RENEWAL, settings } from './fixture.ts';

const at = (start: string, end: string) => ({
  StartDateTime: `2026-03-03T${start}:00.000Z`,
  EndDateTime: `2026-03-03T${end}:00.000Z`,
});

test('a meeting is its event: same owner, time and title', () => {
  const match = matched(meeting(), { events: [event({ Id: eventId(1) })] });
  assert.equal(match.status, 'Matched');
  assert.equal(match.rule, 'eventScore');
  assert.equal(match.activity.id, eventId(1));
  assert.ok(match.score >= settings.threshold);
});

test('of near-twins in one hour the right one is linked, and the other named with its score', () => {
  const events = [
    event({ Id: eventId(1), ...at('14:30', '15:00') }),
    event({ Id: eventId(2), ...at('14:00', '14:30') }),
  ];
  const match = matched(meeting(), { events });
  assert.equal(match.activity.id, eventId(2));
  assert.match(
    match.evidence,
    /next best: 'Renewal talk' on 3 March, 14:30 UTC \(0\.\d\d: same owner, starts 29 minutes apart/,
  );
});

test('a weekly series is told apart by its day', () => {
  const events = [24, 25, 26, 27].map((day, week) =>
    event({
      Id: eventId(week),
      StartDateTime: `2026-02-${day}T14:00:00.000Z`,
      EndDateTime: `2026-02-${day}T14:30:00.000Z`,
    }),
  );
  const match = matched(meeting({ startedAt: '2026-02-26T14:03:00Z', endedAt: '2026-02-26T14:31:00Z' }), { events });
  assert.equal(match.activity.id, eventId(2));
});

test('two events that fit alike are left to a person, with both named', () => {
  const match = matched(meeting(), { events: [event({ Id: eventId(1) }), event({ Id: eventId(2) })] });
  assert.equal(match.status, 'Needs review');
  assert.equal(match.activity.decision, 'none');
  assert.deepEqual(match.activity.candidates.map(({ id }) => id).sort(), [eventId(1), eventId(2)]);
  assert.match(match.evidence, /^2 events fit about equally:/);
});

test('who was invited decides between events of one time', () => {
  const events = [
    event({ Id: eventId(1), attendeeEmails: ['someone@other.example'] }),
    event({ Id: eventId(2), attendeeEmails: ['jane@acme.example'] }),
  ];
  assert.equal(matched(meeting(), { events }).activity.id, eventId(2));
});

for (const [name, events] of [
  ['at another time', [event({ Id: eventId(1), ...at('16:00', '16:30'), attendeeEmails: ['jane@acme.example'] })]],
  ["in a stranger's calendar", [event({ Id: eventId(1), OwnerId: '005DB0000000009AAA' })]],
] as const)
  test(`the title alone never links: an event ${name}`, () => {
    const match = matched(meeting(), { events: [...events] });
    assert.notEqual(match.activity.decision, 'enrich');
    assert.equal(match.activity.id, undefined);
  });

test('a busy block at the same time is not taken for the meeting', () => {
  const match = matched(meeting(), { events: [event({ Id: eventId(1), Subject: 'Focus time' })] });
  assert.equal(match.status, 'Needs review');
  assert.equal(match.activity.decision, 'none');
});

test('a meeting that started late is found by the time it was planned for', () => {
  const late = meeting({
    ...{ scheduledStart: '2026-03-03T14:00:00Z', scheduledEnd: '2026-03-03T14:30:00Z' },
    ...{ startedAt: '2026-03-03T14:21:00Z', endedAt: '2026-03-03T14:55:00Z' },
  });
  assert.equal(matched(late, { events: [event({ Id: eventId(1) })] }).activity.id, eventId(1));
});

test("the event of a colleague in the meeting counts, and the owner's own counts more", () => {
  const party = { role: 'ours', email: 'maya@sealight.example' };
  const both = meeting({ parties: [...meeting().parties, party] });
  const theirs = event({ Id: eventId(1), OwnerId: MAYA, attendeeEmails: ['jane@acme.example'] });
  assert.equal(matched(both, { events: [theirs] }).activity.id, eventId(1));
});

test("of one meeting in two calendars the owner's own event is linked; two of the owner's are left to a person", () => {
  const both = meeting({
    parties: [
      { role: 'ours', email: 'paul@sealight.example' },
      { role: 'ours', email: 'maya@sealight.example' },
      { role: 'theirs', email: 'jane@acme.example' },
    ],
  });
  const mine = event({ Id: eventId(2) });
  const copy = event({ Id: eventId(1), OwnerId: MAYA });
  assert.equal(matched(both, { events: [copy, mine] }).activity.id, mine.Id);
  assert.equal(
    matched({ ...both, owner: { email: 'maya@sealight.example' } }, { events: [copy, mine] }).activity.id,
    copy.Id,
  );
  const another = event({ Id: eventId(3) });
  assert.equal(matched(both, { events: [copy, mine, another] }).status, 'Needs review');
  const other = event({ Id: eventId(1), OwnerId: MAYA, Subject: 'Renewal talks' });
  assert.equal(matched(both, { events: [other, mine] }).status, 'Needs review');
});

test('an activity that a person names is the one, and is said to be chosen', () => {
  const stored = (rule: string) => ({
    ...{ Id: 'a00DB0000000001AAA', Key__c: 'zoom:m1', Activity_Id__c: eventId(2), Match_Status__c: 'Needs review' },
    ...{ Match_Rule__c: rule, Match_Evidence__c: '2 events fit about equally.' },
  });
  const twins = [event({ Id: eventId(1) }), event({ Id: eventId(2) })];
  const chosen = matched(meeting(), { events: twins, conversations: [stored('severalClose, contactRole')] });
  assert.equal(chosen.activity.id, eventId(2));
  assert.equal(chosen.rule, 'chosen');
  assert.match(chosen.evidence, /^Linked to the event 'Renewal talk' because a person chose it\./);
  const held = [event({ Id: eventId(1), Conversation_Key__c: 'zoom:m1' }), event({ Id: eventId(2) })];
  const moved = matched(meeting(), { events: held, conversations: [stored('eventScore, contactRole')] });
  assert.equal(moved.activity.id, eventId(2));
  assert.equal(moved.rule, 'chosen');
});

test('the conference address at an overlapping time links whatever the title says', () => {
  const zoom = meeting({ conferenceUrl: 'https://zoom.example/j/99887766?pwd=x' });
  const events = [
    event({ Id: eventId(1), Subject: 'Catch-up', Location: 'https://zoom.example/j/99887766' }),
    event({ Id: eventId(2), Subject: 'Catch-up' }),
  ];
  const match = matched(zoom, { events });
  assert.equal(match.rule, 'conferenceUrl');
  assert.equal(match.activity.id, eventId(1));
});

test("an iCalendar UID counts only where the org's own field holds it", () => {
  const invited = meeting({ iCalUid: 'uid-1', originalStart: '2026-03-03T14:00:00Z', title: 'Renamed since' });
  const events = [
    event({ Id: eventId(1), Subject: 'Other', ICal_Uid__c: 'uid-1' }),
    event({ Id: eventId(2), Subject: 'Other' }),
  ];
  assert.equal(matched(invited, { events }).status, 'Needs review');
  const match = matched(invited, { events }, { iCalUidField: 'ICal_Uid__c' });
  assert.equal(match.rule, 'iCalUid');
  assert.equal(match.activity.id, eventId(1));
});

test("the provider's own Id of the event goes before any score", () => {
  const match = matched(meeting({ crmRefs: [{ object: 'Event', id: eventId(2).slice(0, 15) }] }), {
    events: [event({ Id: eventId(1) }), event({ Id: eventId(2), ...at('18:00', '18:30') })],
  });
  assert.equal(match.rule, 'crmRef');
  assert.equal(match.activity.id, eventId(2));
});

test('a known link is kept, with the reason it was made for', () => {
  const stored = {
    ...{ Id: 'a00DB0000000001AAA', Key__c: 'zoom:m1', Activity_Id__c: eventId(2), Match_Status__c: 'Matched' },
    ...{ Match_Rule__c: 'eventScore, contactRole', Match_Score__c: 0.91, Opportunity__c: RENEWAL },
    Match_Evidence__c: 'Linked as it was then.\nMatched to something.',
  };
  const events = [event({ Id: eventId(1) }), event({ Id: eventId(2), ...at('18:00', '18:30'), WhatId: RENEWAL })];
  const match = matched(meeting(), { events, conversations: [stored] });
  assert.equal(match.activity.id, eventId(2));
  assert.equal(match.rule, 'eventScore');
  assert.equal(match.score, 0.91);
  assert.match(match.evidence, /^Linked as it was then\.\nMatched to 'Acme – Renewal' because Jane Roe/);
});

test('an event that carries the key is the one, even where the conversation itself was not written', () => {
  const match = matched(meeting(), {
    events: [event({ Id: eventId(1), Conversation_Key__c: 'zoom:m1', ...at('20:00', '21:00') })],
  });
  assert.equal(match.rule, 'knownKey');
  assert.equal(match.activity.id, eventId(1));
});

test('a locked match is never overridden', () => {
  const stored = {
    ...{ Id: 'a00DB0000000001AAA', Key__c: 'zoom:m1', Match_Status__c: 'Locked', Match_Evidence__c: 'Linked by Paul.' },
    ...{ Activity_Id__c: eventId(2), Opportunity__c: null, Account__c: 'x', Contact__c: JANE },
  };
  const match = matched(meeting(), {
    events: [event({ Id: eventId(1) }), event({ Id: eventId(2), ...at('18:00', '18:30') })],
    conversations: [stored],
  });
  assert.equal(match.status, 'Locked');
  assert.equal(match.activity.id, eventId(2));
  assert.equal(match.opportunityId, undefined);
  assert.equal(match.accountId, 'x');
  assert.equal(match.evidence, 'Linked by Paul.');
});

test('a second recording of one meeting does not take the event from the first', () => {
  const events = [event({ Id: eventId(1), Conversation_Key__c: 'zoom:other', attendeeEmails: ['jane@acme.example'] })];
  const match = matched(meeting(), { events });
  assert.ok(
    match.score < matched(meeting(), { events: events.map((row) => ({ ...row, Conversation_Key__c: null })) }).score,
  );
  assert.match(match.evidence, /holds another conversation already/);
});

test('an all-day event is never the meeting, though its day begins when the meeting does', () => {
  const holiday = event({
    ...{ Id: eventId(1), Subject: 'Renewal talk', IsAllDayEvent: true },
    ...{ StartDateTime: '2026-03-04T00:00:00.000Z', EndDateTime: '2026-03-04T00:00:00.000Z' },
  });
  // 16:00 in Los Angeles
  const match = matched(meeting({ startedAt: '2026-03-04T00:00:00Z', endedAt: '2026-03-04T00:30:00Z' }), {
    events: [holiday],
  });
  assert.equal(match.activity.decision, 'create');
});
