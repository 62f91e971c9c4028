import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

let org: RunningOrg;
let service: TestService;
let dealId: string;
let accountId: string;
let rep: { Id: string; Email: string };
before(async () => {
  org = await runLocalOrg();
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: org.url, SALESFORCE_ACCESS_TOKEN: org.integrationToken, DEBRIEF_BATCH_WAIT: '60' },
    { connect: connectOrg },
  );
  accountId = await org.create('Account', { Name: 'Halvorsen Marine', OwnerId: org.users.paul });
  dealId = await org.create('Opportunity', {
    ...{ Name: 'Halvorsen – Telemetry', AccountId: accountId, StageName: 'Qualification', CloseDate: '2027-03-31' },
    OwnerId: org.users.paul,
  });
  const [user] = await org.query(`SELECT Id, Email FROM User WHERE Id = '${org.users.paul}'`);
  rep = user as typeof rep;
  const { body: settings } = await service.call('GET', '/v1/settings');
  await service.call('PUT', '/v1/settings', { ...settings, noteOnDeal: true });
});
after(async () => {
  await service.stop();
  await org.stop();
});

const tryIt = (body: object) => service.call<{ key: string; errors: { pointer: string }[] }>('POST', '/v1/try', body);

const COUNTED = [
  ...['Conversation__c', 'Conversation_Moment__c', 'Conversation_Participant__c', 'Conversation_Suggestion__c'],
  ...['Task', 'Event', 'ContentNote', 'Contact', 'Lead', 'Account', 'Opportunity'],
];
async function counts(): Promise<Record<string, number>> {
  const found = await Promise.all(
    COUNTED.map(async (object) => [object, (await org.query(`SELECT Id FROM ${object}`)).length] as const),
  );
  return Object.fromEntries(found);
}

for (const language of ['en', 'fr_CA'])
  test(`a sample (${language}) goes through the whole path to the deal, and an undo leaves nothing of it`, async () => {
    const before = await counts();
    const { status, body } = await tryIt({ opportunityId: dealId, ownerEmail: rep.Email, language, by: 'Ines' });
    assert.equal(status, 202, JSON.stringify(body));
    assert.match(body.key, /^debrief:try-[0-9a-f-]{36}$/);
    const done = await service.until(body.key, 'synced', 'failed');
    assert.equal(done.status, 'synced', String(done.error));
    assert.equal(done.opportunityId, dealId);

    const [record] = await org.query(
      `SELECT Name, Title__c, Opportunity__c, OwnerId, Language__c, (SELECT Type__c FROM Conversation_Moments__r) FROM Conversation__c WHERE Key__c = '${body.key}'`,
    );
    assert.match(String(record?.Title__c), language === 'en' ? /Debrief set-up check/ : /installation Debrief/);
    assert.deepEqual([record?.Opportunity__c, record?.OwnerId], [dealId, rep.Id]);
    const [task] = await org.query(`SELECT WhatId, OwnerId FROM Task WHERE Conversation_Key__c = '${body.key}'`);
    assert.deepEqual([task?.WhatId, task?.OwnerId], [dealId, rep.Id]);
    const during = await counts();
    assert.equal(during.ContentNote, (before.ContentNote ?? 0) + 1);
    assert.deepEqual([during.Contact, during.Lead, during.Account], [before.Contact, before.Lead, before.Account]);

    const undone = await service.call('POST', `/v1/conversations/${encodeURIComponent(body.key)}/undo`, { by: 'Ines' });
    assert.equal(undone.status, 200, JSON.stringify(undone.body));
    assert.deepEqual(await counts(), before);
  });

test('a sample without a deal and an owner is written too, and taken back', async () => {
  const before = await counts();
  const { body } = await tryIt({});
  await service.until(body.key, 'synced');
  assert.equal((await counts()).Task, (before.Task ?? 0) + 1);
  await service.call('POST', `/v1/conversations/${encodeURIComponent(body.key)}/undo`);
  assert.deepEqual(await counts(), before);
});

test('a sample that cannot be linked like this is refused with the member', async () => {
  const refused = async (body: object, pointer: string) => {
    const answer = await tryIt(body);
    assert.equal(answer.status, 422, JSON.stringify(answer.body));
    assert.equal(answer.body.errors[0]?.pointer, pointer);
  };
  await refused({ opportunityId: accountId }, '/opportunityId');
  await refused({ opportunityId: `${dealId.slice(0, 12)}ZZZ` }, '/opportunityId');
  await refused({ ownerEmail: 'nobody' }, '/ownerEmail');
  await refused({ owner: rep.Email }, '/owner');
});

test('the log says that it was a sample', async () => {
  const { body } = await service.call<{ entries: { kind: string; message: string }[] }>(
    'GET',
    '/v1/activity?kind=tried',
  );
  assert.equal(body.entries.at(-1)?.message, 'A sample conversation was sent, says Ines.');
});
