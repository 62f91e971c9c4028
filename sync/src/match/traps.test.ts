/** One small case of everything that makes a match hard, each with the decision and the reason a person reads. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACME,
  call,
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
  settings,
  task,
  taskId,
} from './fixture.ts';
import { indexSnapshot, match } from './match.ts';

const at = (start: string, end: string, day = '2026-03-03') => ({
  StartDateTime: `${day}T${start}:00.000Z`,
  EndDateTime: `${day}T${end}:00.000Z`,
});
const jane = { attendeeEmails: ['jane@acme.example'] };
const theirs = (...names: string[]) => names.map((name) => ({ role: 'theirs', name, email: `${name}@acme.example` }));

test('recurring series: the occurrence of that day, not of the week before or after', () => {
  const weeks = ['2026-02-24', '2026-03-03', '2026-03-10'].map((day, week) =>
    event({ Id: eventId(week), Subject: 'Weekly Acme', ...at('14:00', '14:30', day), ...jane }),
  );
  const found = matched(meeting({ title: 'Weekly Acme' }), { events: weeks });
  assert.equal(found.activity.id, eventId(1));
  assert.match(
    found.evidence,
    /^Linked to the event 'Weekly Acme': same owner, starts 1 minute apart, same people, same title/,
  );
});

test('near-twins: of two in one hour with much the same title and people the one at the planned time', () => {
  const planned = { scheduledStart: '2026-03-03T14:00:00Z', scheduledEnd: '2026-03-03T14:30:00Z' };
  const events = [
    event({ Id: eventId(1), Subject: 'Renewal talk (2)', ...at('14:30', '15:00'), ...jane }),
    event({ Id: eventId(2), ...jane }),
  ];
  const found = matched(meeting(planned), { events });
  assert.equal(found.activity.id, eventId(2));
  assert.match(found.evidence, /next best: 'Renewal talk \(2\)' on 3 March, 14:30 UTC \(0\.\d\d: /);
});

test('a moved meeting is found where it now stands; hours from where it was, a person is asked', () => {
  const moved = { scheduledStart: '2026-03-03T13:15:00Z', scheduledEnd: '2026-03-03T13:45:00Z' };
  assert.equal(matched(meeting(moved), { events: [event({ Id: eventId(1), ...jane })] }).activity.id, eventId(1));
  const stayed = matched(meeting(), { events: [event({ Id: eventId(1), ...at('12:30', '13:00'), ...jane })] });
  assert.equal(stayed.activity.decision, 'none');
  assert.equal(stayed.activity.candidates[0]?.id, eventId(1));
  assert.match(stayed.evidence, /^One event might be it, without enough to link it: .*starts 91 minutes apart/);
});

test('an event an hour off since the clocks changed is asked about, not doubled', () => {
  const found = matched(meeting(), { events: [event({ Id: eventId(1), ...at('15:00', '15:30'), ...jane })] });
  assert.equal(found.status, 'Needs review');
  assert.equal(found.activity.decision, 'none');
});

test('renamed after the invitation: people and time carry it', () => {
  const planned = { scheduledStart: '2026-03-03T14:00:00Z', scheduledEnd: '2026-03-03T14:30:00Z' };
  const events = [event({ Id: eventId(1), Subject: 'Terms of the contract', ...jane })];
  const found = matched(meeting({ ...planned, conferenceUrl: 'https://zoom.example/j/12345' }), {
    events: events.map((row) => ({ ...row, Location: 'https://zoom.example/j/12345' })),
  });
  assert.equal(found.activity.id, eventId(1));
  assert.match(found.evidence, /other title/);
});

test('a title that says nothing, or none at all, neither links nor parts', () => {
  for (const title of ['Zoom Meeting', undefined]) {
    const found = matched(meeting({ title }), { events: [event({ Id: eventId(1), ...jane })] });
    assert.equal(found.activity.id, eventId(1), title);
    assert.doesNotMatch(found.evidence, /title/);
  }
  const bare = matched(meeting({ title: 'Call' }), { events: [event({ Id: eventId(1), Subject: 'Call' })] });
  assert.notEqual(bare.activity.decision, 'enrich');
});

test('titles in any script are compared', () => {
  for (const title of ['打ち合わせ 料金について', 'Встреча по договору', 'اجتماع المبيعات']) {
    const events = [
      event({ Id: eventId(1), Subject: title, ...jane }),
      event({ Id: eventId(2), Subject: 'Обсуждение цен', ...at('14:00', '15:00') }),
    ];
    assert.equal(matched(meeting({ title }), { events }).activity.id, eventId(1), title);
  }
});

test('all of us: the meeting is linked, and no deal', () => {
  const parties = ['paul', 'maya'].map((name) => ({ role: 'ours', email: `${name}@sealight.example` }));
  const attendeeEmails = parties.map(({ email }) => email);
  const found = matched(meeting({ parties }), { events: [event({ Id: eventId(1), attendeeEmails })] });
  assert.equal(found.activity.id, eventId(1));
  assert.equal(found.opportunityId, undefined);
  assert.match(found.evidence, /Everybody present is a colleague, so no deal is linked\./);
});

test("several reps: the owner's own copy; without one, that of the first of us who has it", () => {
  const parties = [
    { role: 'ours', email: 'paul@sealight.example' },
    { role: 'ours', email: 'maya@sealight.example' },
    ...theirs('jane'),
  ];
  const copies = [event({ Id: eventId(1), OwnerId: MAYA, ...jane }), event({ Id: eventId(2), OwnerId: PAUL, ...jane })];
  assert.equal(matched(meeting({ parties }), { events: copies }).activity.id, eventId(2));
  assert.equal(matched(meeting({ parties }), { events: copies.slice(0, 1) }).activity.id, eventId(1));
});

test('a forwarded invitation: other people under the same title and time are asked about', () => {
  const found = matched(meeting({ parties: theirs('john') }), {
    events: [event({ Id: eventId(1), attendeeEmails: ['jane@acme.example', 'paul@sealight.example'] })],
  });
  assert.equal(found.activity.decision, 'none');
  assert.equal(found.contactId, JOHN);
  assert.match(found.evidence, /other people, same title/);
});

test('late start and overrun: what was planned carries it', () => {
  const late = {
    ...{ scheduledStart: '2026-03-03T14:00:00Z', scheduledEnd: '2026-03-03T14:30:00Z' },
    ...{ startedAt: '2026-03-03T14:18:00Z', endedAt: '2026-03-03T15:20:00Z' },
  };
  assert.equal(matched(meeting(late), { events: [event({ Id: eventId(1), ...jane })] }).activity.id, eventId(1));
});

test('nobody came, and minutes later another customer was on the line: not the event of the first', () => {
  const found = matched(meeting({ title: 'Meeting', startedAt: '2026-03-03T14:09:00Z', parties: theirs('john') }), {
    events: [event({ Id: eventId(1), ...jane })],
  });
  assert.notEqual(found.activity.decision, 'enrich');
});

test('called off and still in the calendar: the meeting that took its place', () => {
  const events = [
    event({ Id: eventId(1), Subject: 'Canceled: Renewal talk', ...jane }),
    event({ Id: eventId(2), Subject: 'Renewal talk', ...jane }),
  ];
  const found = matched(meeting(), { events });
  assert.equal(found.activity.id, eventId(2));
  assert.match(found.evidence, /next best: 'Canceled: Renewal talk' .*called off in the calendar/);
});

test('time kept free is no meeting', () => {
  const events = [event({ Id: eventId(1), Subject: 'Focus time' }), event({ Id: eventId(2), ...jane })];
  assert.equal(matched(meeting(), { events }).activity.id, eventId(2));
});

test('a person account is a contact with an account of its own', () => {
  const accounts = [...company().accounts, { Id: `${ACME.slice(0, 14)}9AAA`, Name: 'Ada Abe', OwnerId: PAUL }];
  const { Id: account } = accounts[1]!;
  const contacts = [contact({ Id: contactId(5), Name: 'Ada Abe', Email: 'ada.abe@gmail.com', AccountId: account })];
  const opportunities = [deal({ Id: dealId(5), Name: 'Ada Abe – Loan', AccountId: account })];
  const found = matched(meeting({ parties: [{ role: 'theirs', email: 'ada.abe@gmail.com' }] }), {
    ...{ accounts, contacts, opportunities, contactRoles: [] },
  });
  assert.equal(found.contactId, contactId(5));
  assert.equal(found.accountId, account);
  assert.equal(found.opportunityId, dealId(5));
});

test('a converted lead is the contact it became, and its deals', () => {
  const old = lead({
    Id: leadId(1),
    Name: 'Jane',
    Email: 'j@old.example',
    IsConverted: true,
    ConvertedContactId: JANE,
  });
  const found = matched(meeting({ parties: [{ role: 'theirs', email: 'j@old.example' }] }), { leads: [old] });
  assert.equal(found.contactId, JANE);
  assert.equal(found.opportunityId, RENEWAL);
});

const switchboard = [
  contact({ Id: JANE, Name: 'Jane Roe', Email: 'jane@acme.example', Phone: '01 44 55 66 77 ext. 12' }),
  contact({ Id: JOHN, Name: 'John Poe', Email: 'john@acme.example', Phone: '+33 1 44 55 66 77' }),
];
const fromSwitchboard = (more: object = {}) => call({ parties: [{ role: 'theirs', phone: '+33144556677', ...more }] });

test('two people at one number: nobody is picked by a role, and the account is known all the same', () => {
  const found = matched(fromSwitchboard(), { contacts: switchboard });
  assert.equal(found.status, 'Needs review');
  assert.equal(found.contactId, undefined);
  assert.equal(found.accountId, ACME);
  assert.deepEqual(
    found.dealCandidates.filter(({ object }) => object === 'Contact').map(({ id }) => id),
    [JANE, JOHN],
  );
  assert.match(found.evidence, /2 people in the org have the number \+33144556677: Jane Roe and John Poe/);
});

test('two people at one number: the name that the phone tool gives, or the Task names, tells', () => {
  assert.equal(matched(fromSwitchboard({ name: 'John Poe' }), { contacts: switchboard }).contactId, JOHN);
  const tasks = [task({ Id: taskId(1), WhoId: JOHN, CallObject: 'c1' })];
  assert.equal(matched(fromSwitchboard(), { contacts: switchboard, tasks }).contactId, JOHN);
});

test('local and international forms, with an extension, of a number abroad', () => {
  for (const Phone of ['212-555-0142', '(212) 555 0142 x9', '+1 212 555 0142', '0012125550142']) {
    const contacts = [contact({ Id: JANE, Name: 'Jane Roe', Phone })];
    const found = matched(call({ parties: [{ role: 'theirs', phone: '+12125550142' }] }), { contacts });
    assert.equal(found.contactId, JANE, Phone);
  }
  const contacts = [contact({ Id: JANE, Name: 'Jane Roe', Phone: '555-0142' })];
  assert.equal(
    matched(call({ parties: [{ role: 'theirs', phone: '+12125550142' }] }), { contacts }).contactId,
    undefined,
  );
});

test('two calls within minutes and one Task: only the one of its length gets it', () => {
  const tasks = [task({ Id: taskId(1), WhoId: JANE })];
  assert.equal(matched(call(), { tasks }).activity.id, taskId(1));
  const unanswered = call({ sourceId: 'c0', startedAt: '2026-03-03T13:59:00Z', durationSec: 8 });
  const found = matched(unanswered, { tasks });
  assert.notEqual(found.activity.decision, 'enrich');
});

test('a call logged by hand that day without a duration is asked about, not logged twice', () => {
  const tasks = [
    task({ Id: taskId(1), WhoId: JANE, CallDurationInSeconds: null, CreatedDate: '2026-03-03T17:00:00.000Z' }),
  ];
  const found = matched(call(), { tasks });
  assert.equal(found.status, 'Needs review');
  assert.match(found.evidence, /same caller, logged later that day/);
});

test('somebody without an address is the person of that name on the activity', () => {
  const parties = [{ role: 'theirs', name: 'Jane Roe' }];
  const found = matched(meeting({ parties }), { events: [event({ Id: eventId(1), WhoId: JANE })] });
  assert.equal(found.people[0]?.contactId, JANE);
  assert.equal(found.people[0]?.rule, 'activity');
  assert.equal(matched(meeting({ parties })).contactId, undefined);
});

test('a role on a deal of somebody who was not there, beside a deal of somebody who was: a person is asked', () => {
  const found = matched(
    meeting({ title: 'Catch-up', owner: { email: 'maya@sealight.example' }, parties: theirs('jane') }),
  );
  assert.equal(found.dealRule, 'severalDeals');
  assert.equal(found.accountId, ACME);
  assert.deepEqual(found.dealCandidates.map(({ id }) => id).sort(), [RENEWAL, EXPANSION].sort());
});

test('the title tells deals apart that fit alike, and makes a question of one that it speaks against', () => {
  const opportunities = [
    deal({ Id: RENEWAL, Name: 'Acme – Renewal' }),
    deal({ Id: EXPANSION, Name: 'Acme – Expansion' }),
  ];
  const alike = matched(meeting({ parties: theirs('john'), title: 'Acme expansion: terms' }), { opportunities });
  assert.equal(alike.opportunityId, EXPANSION);
  assert.equal(alike.dealRule, 'dealInTitle');
  assert.match(alike.evidence, /of the deals of Acme that fit alike the title names it/);
  const against = matched(meeting({ title: 'Acme expansion: terms' }), { opportunities });
  assert.equal(against.opportunityId, undefined);
  assert.equal(against.dealRule, 'severalDeals');
});

test('a deal that a person replaced by its account on a found event stays off; an account that was there before does not', () => {
  const conversations = [
    {
      ...{ Id: 'a00DB0000000001AAA', Key__c: 'zoom:m1', Activity_Id__c: eventId(1), Match_Status__c: 'Matched' },
      ...{ Match_Rule__c: 'eventScore, contactRole', Opportunity__c: RENEWAL, Match_Evidence__c: 'Linked.' },
    },
  ];
  const again = (then: string | null) => {
    const first = company({ events: [event({ Id: eventId(1), WhatId: then, ...jane })] });
    const before = match(meeting(), indexSnapshot(first), settings);
    const events = [event({ Id: eventId(1), WhatId: ACME, Conversation_Key__c: 'zoom:m1', ...jane })];
    return match(meeting(), indexSnapshot(company({ events, conversations })), settings, { before });
  };
  assert.equal(again(null).dealRule, 'activityUnlinked');
  assert.equal(again(null).opportunityId, undefined);
  assert.equal(again(ACME).opportunityId, RENEWAL);
});
