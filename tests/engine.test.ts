/** What an admin and a rep can do with what the service has written, and what follows the org by itself. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestDemo } from './demo.ts';

interface Settings extends Record<string, unknown> {
  writing: string;
}

let demo: TestDemo;
const ids = { account: '', contact: '', renewal: '', expansion: '', event: '' };
const START = '2026-11-12T09:00:00Z';
const KEY = 'engine:one';

const meeting = (sourceId: string, more: Record<string, unknown> = {}) => ({
  source: 'engine',
  sourceId,
  kind: 'meeting',
  title: 'Terms for two years',
  startedAt: START,
  endedAt: '2026-11-12T09:30:00Z',
  owner: { email: 'paul@sealight.example' },
  parties: [
    { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
    { role: 'theirs', name: 'Ada Quill', email: 'ada@quill-works.example' },
  ],
  summary: 'Ada wants the renewal for two years.',
  fields: [{ object: 'Opportunity', field: 'Amount', value: 48000, quote: 'For two years.' }],
  ...more,
});

async function ask<Answer>(method: string, resource: string, body?: unknown): Promise<Answer> {
  const answer = await demo.sync(resource, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${resource}: ${answer.status} ${text}`);
  return JSON.parse(text) as Answer;
}

async function create(object: string, record: Record<string, unknown>): Promise<string> {
  return ((await demo.org('POST', `/sobjects/${object}`, record)) as { id: string }).id;
}

async function setWriting(writing: string): Promise<void> {
  const { tenant: _t, orgUrl: _o, webhooks: _w, ...settings } = await ask<Settings>('GET', '/v1/settings');
  await ask('PUT', '/v1/settings', { ...settings, writing });
}

const conversation = () =>
  demo.query(
    `SELECT Id, Opportunity__c, Match_Status__c, Match_Evidence__c FROM Conversation__c WHERE Key__c = '${KEY}'`,
  );
const event = async () =>
  demo.one(`SELECT Id, WhatId, WhoId, Description, Conversation_Key__c FROM Event WHERE Id = '${ids.event}'`);

before(async () => {
  demo = await TestDemo.start({ empty: true });
  const [paul] = await demo.query("SELECT Id FROM User WHERE Alias = 'paul'");
  ids.account = await create('Account', { Name: 'Quill Works' });
  ids.contact = await create('Contact', {
    ...{ FirstName: 'Ada', LastName: 'Quill', Email: 'ada@quill-works.example', AccountId: ids.account },
  });
  const deal = (Name: string) =>
    create('Opportunity', {
      ...{ Name, AccountId: ids.account, StageName: 'Qualification', CloseDate: '2027-03-31', OwnerId: paul?.Id },
    });
  ids.renewal = await deal('Quill Works – Renewal');
  ids.expansion = await deal('Quill Works – Expansion');
  ids.event = await create('Event', {
    ...{ Subject: 'Terms for two years', StartDateTime: START, EndDateTime: '2026-11-12T09:30:00Z', OwnerId: paul?.Id },
    ...{ WhoId: ids.contact, Description: 'Bring the contract' },
  });
});
after(() => demo.stop());

test('with writing off the receipt says what would be written, and the org has none of it', async () => {
  await setWriting('off');
  await demo.post(meeting('one'));
  await demo.settled(KEY);
  const { outcome, entries } = await demo.receipt(KEY);
  assert.equal(outcome, 'planned');
  assert.ok(entries.length > 3);
  assert.deepEqual(await conversation(), []);
  assert.equal((await event()).Description, 'Bring the contract');
});

test('writing switched on, a backfill writes what is there; two deals that fit alike are left to a person', async () => {
  await setWriting('on');
  const { id } = await ask<{ id: string }>('POST', '/v1/backfills', { from: '2026-11-01', to: '2026-11-20' });
  const progress = async () => ask<{ state: string; done: number; total: number }>('GET', `/v1/backfills/${id}`);
  while ((await progress()).state !== 'done') await sleep(100);
  assert.deepEqual([(await progress()).done, (await progress()).total], [1, 1]);
  const [row] = await conversation();
  assert.equal(row?.Match_Status__c, 'Needs review');
  assert.equal(row.Opportunity__c, null);
  assert.match(String((await event()).Description), /^Bring the contract\n[\s\S]*Ada wants the renewal/);
});

test('a contact role given in the org links the deal by itself, with the reason in words', async () => {
  await create('OpportunityContactRole', {
    ...{ OpportunityId: ids.renewal, ContactId: ids.contact, Role: 'Decision Maker' },
  });
  while ((await conversation())[0]?.Opportunity__c !== ids.renewal) await sleep(100);
  const [row] = await conversation();
  assert.equal(row?.Match_Status__c, 'Matched');
  assert.match(String(row.Match_Evidence__c), /Quill Works – Renewal.*Decision Maker/);
  assert.equal((await event()).WhatId, ids.renewal);
  const [suggestion] = await demo.query(
    'SELECT Id, Status__c, Record_Id__c, Proposed__c FROM Conversation_Suggestion__c',
  );
  assert.equal(suggestion?.Status__c, 'Proposed');
  assert.equal(suggestion.Record_Id__c, ids.renewal);
});

test('a relink can be tried first; done, it locks, and later content does not move it', async () => {
  const wish = { opportunityId: ids.expansion, by: 'Paul Marchand' };
  await ask('POST', `/v1/conversations/${KEY}/relink`, { ...wish, dryRun: true });
  assert.equal((await conversation())[0]?.Opportunity__c, ids.renewal);
  await ask('POST', `/v1/conversations/${KEY}/relink`, wish);
  await demo.post(meeting('one', { summary: 'Ada wants the renewal for three years.' }));
  await demo.settled(KEY);
  const [row] = await conversation();
  assert.equal(row?.Opportunity__c, ids.expansion);
  assert.equal(row.Match_Status__c, 'Locked');
  assert.match(String(row.Match_Evidence__c), /Paul Marchand/);
  const after = await event();
  assert.equal(after.WhatId, ids.expansion);
  assert.match(String(after.Description), /three years/);
});

test('undo takes all of it back, leaves what a person typed, and says what a person changed', async () => {
  const before = String((await event()).Description);
  await demo.org('PATCH', `/sobjects/Event/${ids.event}`, { Description: `${before}\nTyped afterwards` });
  await ask('POST', `/v1/conversations/${KEY}/undo`, { by: 'Paul Marchand' });
  assert.deepEqual(await conversation(), []);
  assert.deepEqual(await demo.query('SELECT Id FROM Conversation_Moment__c'), []);
  const after = await event();
  assert.equal(after.Conversation_Key__c, null);
  assert.equal(after.WhatId, null);
  assert.equal(after.WhoId, ids.contact);
  assert.match(String(after.Description), /^Bring the contract\s+Typed afterwards$/);
  const state = await ask<{ status: string }>('GET', `/v1/conversations/${KEY}`);
  assert.equal(state.status, 'undone');
});

test('what was taken back stays so until somebody asks for it again', async () => {
  await demo.post(meeting('one', { summary: 'A later word of the provider.' }));
  await sleep(500);
  assert.deepEqual(await conversation(), []);
  await ask('POST', `/v1/conversations/${KEY}/resync`, {});
  await demo.settled(KEY);
  assert.equal((await conversation()).length, 1);
  assert.match(String((await event()).Description), /A later word/);
});

test('a rep whom the org does not know is listed, and nothing is given to anybody else', async () => {
  await demo.post(meeting('stranger', { owner: { email: 'gone@sealight.example' }, parties: [] }));
  await demo.settled('engine:stranger');
  const { reps } = await ask<{ reps: { email: string; userId: string | null }[] }>('GET', '/v1/users');
  assert.equal(reps.find(({ email }) => email === 'gone@sealight.example')?.userId, null);
  const row = await demo.one("SELECT Id, Owner.Alias FROM Conversation__c WHERE Key__c = 'engine:stranger'");
  assert.equal((row.Owner as { Alias: string }).Alias, 'debrief');
});
