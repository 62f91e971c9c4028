import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ACME,
  call,
  company,
  deal,
  event,
  eventId,
  EXPANSION,
  JANE,
  meeting,
  RENEWAL,
  task,
  taskId,
} from '../match/fixture.ts';
import { applied, planned, rich, settings, settled, written } from './fixture.ts';

test('the deal as it stood then stays when the deal moves on', () => {
  const snapshot = settled();
  snapshot.opportunities = [deal({ Id: RENEWAL, Name: 'Acme – Renewal', StageName: 'Negotiation', Amount: 99 })];
  const writes = planned(rich, snapshot).writes.filter(({ object }) => object === 'Conversation__c');
  assert.ok(!writes.some(({ fields }) => fields.some(({ field }) => /_Then__c$/.test(field))));
});

test('a changed comment changes one row, a gone one deletes its row, a typed one stays', () => {
  const snapshot = settled();
  const parent = snapshot.conversations[0]?.Id ?? '';
  snapshot.moments.push({
    Id: 'a01typed',
    Key__c: null as unknown as string,
    Conversation__c: parent,
    Text__c: 'By hand',
  });
  const edited = { ...rich, comments: [{ id: '91', author: 'Maya', text: 'Very well done', startMs: 2000 }] };
  assert.deepEqual(
    planned(edited, snapshot)
      .writes.filter(({ object }) => object === 'Conversation_Moment__c')
      .map(({ operation, fields }) => [operation, fields.map(({ field, before, after }) => [field, before, after])]),
    [['upsert', [['Text__c', 'Well done', 'Very well done']]]],
  );
  const gone = planned({ ...rich, comments: [] }, snapshot).writes.filter(({ operation }) => operation === 'delete');
  assert.deepEqual(
    gone.map(({ key }) => key?.value),
    ['zoom:m1#comment:91'],
  );
});

test('who is known by an address alone is called as the org calls them', () => {
  const parties = [
    { role: 'ours', email: 'paul@sealight.example' },
    { role: 'theirs', email: 'jane@acme.example' },
    { role: 'theirs', email: 'nobody@acme.example' },
  ];
  const names = written(planned(meeting({ parties }), company()), 'Conversation_Participant__c').map(
    ({ Name }) => Name,
  );
  assert.deepEqual(names, ['Paul Marchand', 'Jane Roe', 'nobody@acme.example']);
});

test('done boxes and decided suggestions are people’s', () => {
  const snapshot = settled();
  for (const row of snapshot.moments) if (row.Type__c === 'Action item') row.Done__c = true;
  for (const row of snapshot.suggestions) row.Status__c = 'Rejected';
  assert.deepEqual(planned(rich, snapshot).writes, []);
  const without = planned({ ...rich, fields: [] }, snapshot);
  assert.deepEqual(without.writes, []);
});

test('an action item that a person ticked or made a task of is not deleted with its wording, an open one is', () => {
  const reworded = { ...rich, actionItems: [{ text: 'Send it by Friday' }] };
  const actions = (people: object) => {
    const snapshot = settled();
    for (const row of snapshot.moments) if (row.Type__c === 'Action item') Object.assign(row, people);
    const after = applied(snapshot, planned(reworded, snapshot).writes);
    return after.moments.filter((row) => row.Type__c === 'Action item').map((row) => row.Text__c);
  };
  assert.deepEqual(actions({ Done__c: true }), ['Send it', 'Send it by Friday']);
  assert.deepEqual(actions({ Task_Id__c: '00T000000000001AAA' }), ['Send it', 'Send it by Friday']);
  assert.deepEqual(actions({ Done__c: false, Task_Id__c: null }), ['Send it by Friday']);
});

test('linked by a person to another activity: the key stays where it is, as no two may have it, and that is said', () => {
  const snapshot = settled();
  const other = event({ Id: eventId(9), Subject: 'The real one' });
  snapshot.events.push(other);
  for (const Match_Status__c of ['Locked', 'Matched']) {
    Object.assign(snapshot.conversations[0] ?? {}, { Activity_Id__c: other.Id, Match_Status__c });
    const { writes, remarks } = planned(rich, snapshot);
    const write = writes.find(({ object }) => object === 'Event');
    assert.equal(write?.id, other.Id);
    assert.ok(!write.fields.some(({ field }) => field === 'Conversation_Key__c'));
    assert.match(remarks.join(), /still carries the key/);
  }
});

test('a deleted activity is no link while a person has to choose another', () => {
  const snapshot = settled();
  snapshot.events = [event({ Id: eventId(8) }), event({ Id: eventId(9) })];
  const [conversation] = written(planned(rich, snapshot), 'Conversation__c');
  assert.equal(conversation?.Match_Status__c, 'Needs review');
  assert.equal(conversation?.Activity_Id__c, null);
});

test('another deal on the conversation itself is a person’s word: it locks, and the event follows', () => {
  const start = company();
  const first = planned(rich, start);
  const update = { ...rich, summary: 'Otherwise.' };
  for (const [deal, words, Match_Status__c] of [
    [EXPANSION, /Linked to the deal 'Acme – Expansion' by a person\./, 'Matched'],
    [EXPANSION, /Linked to the deal 'Acme – Expansion' by a person\./, 'Locked'],
    [null, /Linked to no deal by a person\./, 'Matched'],
  ] as const) {
    const snapshot = applied(start, first.writes);
    Object.assign(snapshot.conversations[0] ?? {}, { Opportunity__c: deal, Match_Status__c });
    const { writes, match } = planned(update, snapshot, undefined, first.match);
    const after = applied(snapshot, writes);
    const [conversation] = after.conversations;
    assert.equal(conversation?.Opportunity__c, deal);
    assert.equal(conversation?.Match_Status__c, 'Locked');
    assert.match(String(conversation?.Match_Evidence__c), words);
    assert.notEqual(after.events[0]?.WhatId, RENEWAL);
    if (deal) assert.equal(after.events[0]?.WhatId, deal);
    assert.deepEqual(planned(update, after, undefined, { ...match, relinked: undefined }).writes, []);
    // not taken by the org yet
    assert.equal(planned(update, snapshot, undefined, match).match.status, 'Locked');
  }
});

test('a deal that was deleted is nobody’s word', () => {
  const start = company();
  const first = planned(rich, start);
  const snapshot = applied(start, first.writes);
  snapshot.opportunities = snapshot.opportunities.filter(({ Id }) => Id !== RENEWAL);
  Object.assign(snapshot.conversations[0] ?? {}, { Opportunity__c: null });
  Object.assign(snapshot.events[0] ?? {}, { WhatId: ACME });
  assert.notEqual(planned(rich, snapshot, undefined, first.match).match.status, 'Locked');
});

test('a locked conversation gets its new content, and none of its links', () => {
  const snapshot = settled();
  Object.assign(snapshot.conversations[0] ?? {}, {
    Match_Status__c: 'Locked',
    Opportunity__c: null,
    Match_Evidence__c: 'Paul chose.',
  });
  const [changed] = written(planned({ ...rich, summary: 'Otherwise.' }, snapshot), 'Conversation__c');
  assert.deepEqual(
    Object.keys(changed ?? {}).filter((field) => !/_Then__c$/.test(field)),
    ['Summary__c', 'Match_Candidates__c'],
  );
  assert.equal(changed?.Match_Candidates__c, null, 'there is nothing left to choose from');
});

test('a deal found later moves an event that the service made, not one that a person linked', () => {
  const before = company({ opportunities: [], contactRoles: [] });
  const first = applied(before, planned(rich, before).writes);
  assert.equal(first.events[0]?.WhatId, ACME);
  const later = { ...first, opportunities: company().opportunities, contactRoles: company().contactRoles };
  assert.equal(written(planned(rich, later), 'Event')[0]?.WhatId, RENEWAL);
  later.events = [{ ...(later.events[0] ?? event({ Id: '' })), WhatId: '001DB0000000007AAA' }];
  assert.ok(!('WhatId' in (written(planned(rich, later), 'Event')[0] ?? {})));
});

test('a deal that a person takes off the activity stays off, by every later run', () => {
  const found = company({ events: [event({ Id: eventId(1), WhoId: JANE })] });
  for (const [before, WhatId] of [
    [company(), null],
    [company(), ACME],
    [found, null],
  ] as const) {
    const snapshot = applied(before, planned(rich, before).writes);
    const [activity] = snapshot.events;
    assert.equal(activity?.WhatId, RENEWAL);
    Object.assign(activity ?? {}, { WhatId });
    const update = { ...rich, summary: 'Otherwise.' };
    const once = applied(snapshot, planned(update, snapshot).writes);
    assert.equal(once.events[0]?.WhatId, WhatId);
    assert.equal(once.conversations[0]?.Opportunity__c, null);
    assert.match(String(once.conversations[0]?.Match_Evidence__c), /a person took the deal off the activity/);
    assert.deepEqual(planned(update, once).writes, []);
    Object.assign(once.events[0] ?? {}, { WhatId: EXPANSION });
    assert.equal(written(planned(update, once), 'Conversation__c')[0]?.Opportunity__c, EXPANSION);
  }
});

const withWhatId = (writing: 'off' | 'suggest' | 'on') => ({
  ...settings,
  objects: ['Event', 'Task'].map((object) => ({
    ...{ object, writing: 'on' as const },
    fields: [{ field: 'WhatId', writing }],
  })),
});

test('a deal that a setting kept off the activity was taken off by nobody, one that a person took off was', () => {
  for (const first of ['off', 'suggest'] as const) {
    const held = planned(rich, company(), undefined, undefined, withWhatId(first));
    const without = applied(company(), held.writes);
    const later = planned(rich, without, undefined, held.match, withWhatId('on'));
    assert.equal(written(later, 'Event')[0]?.WhatId, RENEWAL);
    const whole = applied(without, later.writes);
    for (const row of whole.events) row.WhatId = null;
    for (const mode of [first, 'on'] as const)
      assert.equal(planned(rich, whole, undefined, later.match, withWhatId(mode)).match.dealRule, 'activityUnlinked');
  }
});

test('a person takes the deal, or whom it names, off a call that tells no duration: both stay off', () => {
  const talk = call({ durationSec: undefined });
  const logged = company({
    tasks: [task({ Id: taskId(1), WhoId: JANE, CallObject: 'c1', CallDurationInSeconds: null })],
  });
  const first = planned(talk, logged);
  assert.equal(written(first, 'Task')[0]?.WhatId, RENEWAL);
  const after = applied(logged, first.writes);
  for (const row of after.tasks) Object.assign(row, { WhatId: null, WhoId: null });
  const second = planned({ ...talk, summary: 'They called.' }, after, undefined, first.match);
  assert.equal(second.match.dealRule, 'activityUnlinked');
  const [changed] = written(second, 'Task');
  assert.ok(changed && !('WhatId' in changed) && !('WhoId' in changed));
});
