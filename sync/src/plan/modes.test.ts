import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, company, event, eventId, meeting, RENEWAL, task, taskId } from '../match/fixture.ts';
import { applied, planned, settings as on, written } from './fixture.ts';
import type { TenantSettings } from './settings.ts';
import type { Plan, Writing } from './types.ts';

const NOW = '2026-03-03T15:00:00Z';
const rich = meeting({
  summary: 'They renew.',
  highlights: [{ text: 'We renew.', startMs: 61_500 }],
  comments: [{ id: '91', text: 'Well done' }],
  fields: [{ object: 'Opportunity', field: 'Amount', value: 12_000, quote: 'Twelve then.', startMs: 61_500 }],
});

function choose(
  writing: Writing,
  objects: Record<string, Writing | [Writing, Record<string, Writing>]> = {},
): TenantSettings {
  return {
    ...on,
    writing,
    objects: Object.entries(objects).map(([object, chosen]) => {
      const [own, fields] = typeof chosen === 'string' ? [chosen, {}] : chosen;
      return {
        object,
        writing: own,
        fields: Object.entries(fields).map(([field, mode]) => ({ field, writing: mode })),
      };
    }),
  };
}
const objectsOf = (plan: Plan) => [...new Set(plan.writes.map(({ object }) => object))].sort();
const heldOf = (plan: Plan) =>
  (plan.held ?? []).map(({ object, operation, fields, writing, note }) => ({
    object,
    operation,
    fields: fields.map(({ field }) => field),
    writing,
    note,
  }));
const OWN = [
  ...['Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c', 'Conversation__c'],
];

test('suggest: Debrief’s own records are written, activities are left to people, the deal gets a suggestion', () => {
  const plan = planned(rich, company(), NOW, undefined, choose('suggest'));
  assert.deepEqual(objectsOf(plan), OWN);
  const [held] = heldOf(plan);
  assert.equal(plan.held?.length, 1);
  assert.equal(held?.object, 'Event');
  assert.equal(held.writing, 'suggest');
  assert.equal(held.note, 'Left to people: writing is set to suggest.');
  assert.equal(written(plan, 'Conversation_Suggestion__c')[0]?.Status__c, 'Proposed');
  const parent = plan.writes.find(({ object }) => object === 'Conversation__c');
  assert.equal(parent?.links, undefined);
  const there = company({ events: [event({ Id: eventId(1) })] });
  assert.equal(
    written(planned(rich, there, NOW, undefined, choose('suggest')), 'Conversation__c')[0]?.Activity_Id__c,
    eventId(1),
  );
});

test('off for one object: the rest is written, without links to what is not', () => {
  const plan = planned(rich, company(), NOW, undefined, choose('on', { Event: 'off', Conversation_Moment__c: 'off' }));
  assert.deepEqual(
    objectsOf(plan),
    OWN.filter((object) => object !== 'Conversation_Moment__c'),
  );
  assert.deepEqual(
    [...new Set(heldOf(plan).map(({ note }) => note))],
    ['Not written: Event is set to off.', 'Not written: Conversation_Moment__c is set to off.'],
  );
  const suggestion = plan.writes.find(({ object }) => object === 'Conversation_Suggestion__c');
  assert.deepEqual(Object.keys(suggestion?.links ?? {}), ['Conversation__c']);
});

test('a conversation that is off takes all beneath it along, and the activity is still written', () => {
  const plan = planned(rich, company(), NOW, undefined, choose('on', { Conversation__c: 'off' }));
  assert.deepEqual(objectsOf(plan), ['Event']);
  assert.ok(heldOf(plan).every(({ note }) => note === 'Not written: Conversation__c is set to off.'));
  assert.deepEqual([...new Set(heldOf(plan).map(({ object }) => object))].sort(), OWN);
});

test('one field off: the others of the same write go, and the setting is named', () => {
  const logged = company({ tasks: [task({ Id: taskId(1) })] });
  const settings = choose('on', { Task: ['on', { Description: 'off', WhatId: 'suggest' }] });
  const talk = call({ summary: 'They renew.', link: 'https://calls.example/1' });
  const plan = planned(talk, logged, NOW, undefined, settings);
  const [changed] = written(plan, 'Task');
  assert.equal(changed?.Conversation_Link__c, 'https://calls.example/1');
  assert.ok(!('Description' in changed) && !('WhatId' in changed));
  assert.deepEqual(heldOf(plan), [
    {
      ...{ object: 'Task', operation: 'update', fields: ['WhatId'], writing: 'suggest' },
      note: 'Left to people: WhatId of Task is set to suggest.',
    },
    {
      ...{ object: 'Task', operation: 'update', fields: ['Description'], writing: 'off' },
      note: 'Not written: Description of Task is set to off.',
    },
  ]);
});

test('one field on in an object that is off: an activity that is there gets it, none is made for it', () => {
  const settings = choose('on', { Task: ['off', { Conversation_Link__c: 'on' }] });
  const talk = call({ link: 'https://calls.example/1' });
  const logged = company({ tasks: [task({ Id: taskId(1) })] });
  assert.deepEqual(written(planned(talk, logged, NOW, undefined, settings), 'Task'), [
    { Conversation_Link__c: 'https://calls.example/1' },
  ]);
  assert.deepEqual(written(planned(talk, company(), NOW, undefined, settings), 'Task'), []);
});

test('an event without the fields that it can’t be made without is not made', () => {
  const plan = planned(rich, company(), NOW, undefined, choose('on', { Event: ['on', { StartDateTime: 'off' }] }));
  assert.deepEqual(written(plan, 'Event'), []);
  assert.equal(heldOf(plan)[0]?.note, 'Not written: StartDateTime of Event is set to off.');
});

test('with writing off the plan says what writing on would do, and what finer settings would still hold back', () => {
  const plan = planned(rich, company(), NOW, undefined, choose('off', { Conversation_Participant__c: 'off' }));
  assert.equal(plan.writing, 'off');
  assert.deepEqual(objectsOf(plan), [...OWN.filter((object) => !object.includes('Participant')), 'Event'].sort());
  assert.equal(heldOf(plan)[0]?.note, 'Not written: Conversation_Participant__c is set to off.');
});

test('a row that is gone is not deleted where its object is off', () => {
  const snapshot = applied(company(), planned(rich, company(), NOW).writes);
  const less = { ...rich, comments: [] };
  const plan = planned(less, snapshot, NOW, undefined, choose('on', { Conversation_Moment__c: 'off' }));
  assert.ok(!plan.writes.some(({ operation }) => operation === 'delete'));
  assert.deepEqual(
    heldOf(plan)
      .filter(({ object }) => object === 'Conversation_Moment__c')
      .map(({ operation }) => operation),
    ['delete'],
  );
});

test('when nothing may be written the record is not touched for its time alone', () => {
  const snapshot = applied(company(), planned(rich, company(), NOW).writes);
  const plan = planned(
    { ...rich, summary: 'Otherwise.' },
    snapshot,
    NOW,
    undefined,
    choose('on', { Event: 'off', Conversation__c: 'off' }),
  );
  assert.deepEqual(plan.writes, []);
  assert.equal(plan.held?.length, 2);
});

test('a logged call gets the link and nothing else, where the setting says so; its record has everything', () => {
  const talk = call({
    summary: 'They renew.',
    link: 'https://calls.example/1',
    tags: ['renewal'],
    provider: 'Aircall',
  });
  const logged = company({ tasks: [task({ Id: taskId(1), Description: 'By the phone tool' })] });
  const settings: TenantSettings = { ...on, loggedCalls: 'linkOnly' };
  const first = planned(talk, logged, NOW, undefined, settings);
  assert.deepEqual(written(first, 'Task'), [
    {
      Conversation_Key__c: 'aircall:c1',
      Conversation_Link__c: 'https://calls.example/1',
      Conversation_Provider__c: 'Aircall',
    },
  ]);
  const [kept] = written(first, 'Conversation__c');
  assert.equal(kept?.Summary__c, 'They renew.');
  assert.equal(kept?.Opportunity__c, RENEWAL);
  const after = applied(logged, first.writes);
  assert.deepEqual(planned(talk, after, NOW, undefined, settings).writes, []);
  const [made] = written(planned(talk, company(), NOW, undefined, settings), 'Task');
  assert.match(String(made?.Description), /They renew/);
  const own = applied(company(), planned(talk, company(), NOW, undefined, settings).writes);
  const later = planned({ ...talk, summary: 'Otherwise.' }, own, NOW, undefined, settings);
  assert.match(String(written(later, 'Task')[0]?.Description), /Otherwise/);
});
