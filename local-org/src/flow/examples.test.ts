/** The Flows of force-app/examples, activated in an org that has the package. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openOrg } from '../data/org.ts';
import type { Org, Session } from '../data/types.ts';
import { Callouts } from '../credentials/callout.ts';
import { CredentialStore } from '../credentials/store.ts';
import { query } from '../soql/query.ts';
import { Flows } from './flows.ts';

const FORCE_APP = path.resolve(import.meta.dirname, '../../../force-app');
const folder = mkdtempSync(path.join(tmpdir(), 'debrief-examples-'));
let org: Org;
let admin: Session;
/** Who saves conversations: a user with the rights of the service. */
let service: Session;
let account: string;
let contact: string;
let count = 0;

before(() => {
  cpSync(path.join(FORCE_APP, 'examples/flows'), path.join(folder, 'flows'), { recursive: true });
  for (const name of readdirSync(path.join(folder, 'flows'))) {
    const file = path.join(folder, 'flows', name);
    writeFileSync(file, readFileSync(file, 'utf8').replace('<status>Draft<', '<status>Active<'));
  }
  org = openOrg({ file: ':memory:', packageDirectories: [path.join(FORCE_APP, 'main'), folder] });
  new Flows(org, new Callouts(org, new CredentialStore(org, Buffer.alloc(32)), 1000));
  admin = org.sessionFor('ines');
  service = org.sessionFor('debrief');
  account = admin.create('Account', { Name: 'Northwind' });
  contact = admin.create('Contact', { LastName: 'Example', AccountId: account });
});
after(() => {
  org.close();
  rmSync(folder, { recursive: true, force: true });
});

const deal = (more = {}) =>
  admin.create('Opportunity', {
    ...{ Name: 'Renewal', AccountId: account, StageName: 'Prospecting', CloseDate: '2027-01-31' },
    ...more,
  });
const meeting = (opportunity: string, more: Record<string, unknown> = {}) => {
  count += 1;
  return service.create('Conversation__c', {
    ...{ Name: 'Renewal talk', Key__c: `test:${count}`, Kind__c: 'Meeting', Status__c: 'Ready' },
    ...{ Started_At__c: '2026-11-17T14:00:00Z', Opportunity__c: opportunity, Contact__c: contact },
    ...more,
  });
};
const moment = (conversation: string, more: Record<string, unknown> = {}) => {
  count += 1;
  return service.create('Conversation_Moment__c', {
    ...{ Conversation__c: conversation, Type__c: 'Action item', Text__c: 'Send the quote', Key__c: `m:${count}` },
    ...more,
  });
};
const suggestion = (
  conversation: string,
  opportunity: string,
  proposed: string,
  more: Record<string, unknown> = {},
) => {
  count += 1;
  return service.create('Conversation_Suggestion__c', {
    ...{ Conversation__c: conversation, Object__c: 'Opportunity', Field__c: 'StageName', Record_Id__c: opportunity },
    ...{ Proposed__c: proposed, Status__c: 'Proposed', Key__c: `s:${count}`, Quote__c: 'We want it.' },
    ...more,
  });
};
const tasks = (opportunity: string) =>
  query(
    org,
    admin,
    `SELECT Subject, WhoId, OwnerId, ActivityDate, TaskSubtype FROM Task WHERE WhatId = '${opportunity}'`,
  ).records;
const stageOf = (opportunity: string) => admin.get('Opportunity', opportunity)['StageName'];

test('an action item of a meeting gets its task, once', () => {
  const opportunity = deal();
  const conversation = meeting(opportunity, { OwnerId: org.sessionFor('paul').user.Id });
  const item = moment(conversation, { Due__c: '2026-11-20', Text__c: `Send the quote${'!'.repeat(300)}` });
  service.update('Conversation_Moment__c', item, { Text__c: 'Send the quote today' });
  const [task, ...more] = tasks(opportunity);
  assert.deepEqual(more, []);
  const { attributes: _attributes, ...said } = task ?? {};
  assert.deepEqual(said, {
    ...{ Subject: `Send the quote${'!'.repeat(241)}`, WhoId: contact, OwnerId: org.sessionFor('paul').user.Id },
    ...{ ActivityDate: '2026-11-20', TaskSubtype: 'Call' },
  });
  assert.equal(
    admin.get('Conversation_Moment__c', item)['Task_Id__c'],
    query(org, admin, `SELECT Id FROM Task WHERE WhatId = '${opportunity}'`).records[0]?.['Id'],
  );
});

test('no task of a call, of a meeting that is not ready, of a highlight, or of what is done', () => {
  const opportunity = deal();
  moment(meeting(opportunity, { Kind__c: 'Call' }));
  moment(meeting(opportunity, { Status__c: 'Processing' }));
  const ready = meeting(opportunity);
  moment(ready, { Type__c: 'Highlight' });
  moment(ready, { Done__c: true });
  assert.deepEqual(tasks(opportunity), []);
});

test('a task that the org refuses leaves the item saved, and the reason on the conversation', () => {
  const gone = org.users().find(({ profile }) => profile === 'Standard User')!;
  const conversation = meeting(deal(), { OwnerId: gone.Id });
  admin.update('User', gone.Id, { IsActive: false });
  const item = moment(conversation);
  admin.update('User', gone.Id, { IsActive: true });
  assert.equal(admin.get('Conversation_Moment__c', item)['Task_Id__c'], null);
  assert.match(
    admin.get('Conversation__c', conversation)['Last_Error__c'] as string,
    /tried to create records.*INACTIVE/,
  );
});

test('a suggested stage that the org has is set, and noted with its suggestion', () => {
  const opportunity = deal();
  const row = suggestion(meeting(opportunity), opportunity, 'Negotiation/Review');
  assert.equal(stageOf(opportunity), 'Negotiation/Review');
  assert.equal(admin.get('Conversation_Suggestion__c', row)['Status__c'], 'Applied');
});

test('one that the org does not have, one that closes the deal, and one of another field are left to people', () => {
  const opportunity = deal();
  const conversation = meeting(opportunity);
  const rows = [
    suggestion(conversation, opportunity, 'Signed in blood'),
    suggestion(conversation, opportunity, 'Closed Won'),
    suggestion(conversation, opportunity, 'Negotiation/Review', { Field__c: 'NextStep' }),
    suggestion(meeting(opportunity, { Kind__c: 'Call' }), opportunity, 'Negotiation/Review'),
  ];
  assert.equal(stageOf(opportunity), 'Prospecting');
  for (const row of rows) assert.equal(admin.get('Conversation_Suggestion__c', row)['Status__c'], 'Proposed');
});

test('one whose opportunity is gone changes nothing', () => {
  const opportunity = deal();
  const conversation = meeting(opportunity);
  admin.delete('Opportunity', opportunity);
  assert.ok(suggestion(conversation, opportunity, 'Negotiation/Review'));
});

test('the next step of the latest meeting stands on the opportunity', () => {
  const opportunity = deal();
  meeting(opportunity, { Next_Steps__c: 'Sea trial in week 50' });
  assert.equal(admin.get('Opportunity', opportunity)['NextStep'], 'Sea trial in week 50');
  meeting(opportunity, { Next_Steps__c: 'Older', Started_At__c: '2026-11-01T14:00:00Z' });
  meeting(opportunity, { Started_At__c: '2026-11-18T14:00:00Z' });
  meeting(opportunity, { Kind__c: 'Call', Next_Steps__c: 'Said on the phone', Started_At__c: '2026-11-19T14:00:00Z' });
  assert.equal(admin.get('Opportunity', opportunity)['NextStep'], 'Sea trial in week 50');
  meeting(opportunity, { Next_Steps__c: `Sign${'!'.repeat(300)}`, Started_At__c: '2026-11-20T14:00:00Z' });
  assert.equal(admin.get('Opportunity', opportunity)['NextStep'], `Sign${'!'.repeat(251)}`);
});

test('a meeting that is linked, or becomes ready, later sets it then', () => {
  const opportunity = deal();
  const conversation = meeting(opportunity, {
    Next_Steps__c: 'Call Jonas',
    Status__c: 'Processing',
    Opportunity__c: null,
  });
  service.update('Conversation__c', conversation, { Status__c: 'Ready' });
  assert.equal(admin.get('Opportunity', opportunity)['NextStep'], null);
  service.update('Conversation__c', conversation, { Opportunity__c: opportunity });
  assert.equal(admin.get('Opportunity', opportunity)['NextStep'], 'Call Jonas');
});
