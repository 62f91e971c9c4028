/** What happens to emails later on: written by a backfill, compared by the simulator, matched again when the org changes. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

const PAUL = 'paul@sealight.example';
const ASTRID = 'astrid@halvorsen-marine.example';

let org: RunningOrg;
let service: TestService;
let account: string;
let contact: string;
before(async () => {
  org = await runLocalOrg();
  service = await startTestService(
    {
      SALESFORCE_INSTANCE_URL: org.url,
      SALESFORCE_ACCESS_TOKEN: org.integrationToken,
      SALESFORCE_PUBSUB_ENDPOINT: org.pubsub.endpoint,
      SALESFORCE_PUBSUB_CA: org.pubsub.certificateFile,
      DEBRIEF_WRITING: 'off',
    },
    { connect: connectOrg },
  );
  account = await org.create('Account', { Name: 'Halvorsen Marine' });
  contact = await org.create('Contact', { LastName: 'Halvorsen', Email: ASTRID, AccountId: account });
  const { body } = await service.call('GET', '/v1/emails/settings');
  await service.call('PUT', '/v1/emails/settings', { ...body, on: true });
  await service.call('POST', '/v1/users/consent', { mailbox: PAUL, granted: true });
});
after(async () => {
  await service.stop();
  await org.stop();
});

const deal = (name: string) =>
  org.create('Opportunity', {
    ...{ Name: name, AccountId: account, StageName: 'Qualification', CloseDate: '2099-03-31', OwnerId: org.users.maya },
  });
const IDS = ['one@halvorsen-marine.example', 'two@halvorsen-marine.example'];
async function take(): Promise<void> {
  const date = new Date(Date.now() - 86_400_000).toISOString();
  const emails = IDS.map((messageId) => ({
    ...{ messageId, subject: 'Dates', from: ASTRID, to: [PAUL], date },
    text: 'Three dates.',
  }));
  const { body } = await service.call<{ results: { status: string }[] }>('POST', `/v1/emails?mailbox=${PAUL}`, emails);
  assert.deepEqual(
    body.results.map(({ status }) => status),
    ['kept', 'kept'],
  );
  for (const id of IDS) await service.until(`email:${id}`, 'synced');
}
const rows = () =>
  org.query(
    "SELECT Key__c, Opportunity__c, Match_Status__c, Match_Rule__c FROM Conversation__c WHERE Kind__c = 'Email' ORDER BY Key__c",
  );
async function until(holds: (found: Record<string, unknown>[]) => boolean): Promise<Record<string, unknown>[]> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await rows();
    if (holds(found)) return found;
    await sleep(100);
  }
  return assert.fail(JSON.stringify(await rows()));
}

test('with writing off an email is only planned, and a backfill writes it once writing is on', async () => {
  await take();
  assert.deepEqual(await rows(), []);
  const { body } = await service.call('GET', `/v1/conversations/${encodeURIComponent(`email:${IDS[0]}`)}/receipt`);
  assert.equal(body.outcome, 'planned');
  const settings = (await service.call('GET', '/v1/settings')).body;
  const put = await service.call('PUT', '/v1/settings', { ...settings, writing: 'on' });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  const day = (ms: number) => new Date(Date.now() + ms).toISOString().slice(0, 10);
  const filled = await service.call('POST', '/v1/backfills', { from: day(-3 * 86_400_000), to: day(86_400_000) });
  assert.equal(filled.status, 202, JSON.stringify(filled.body));
  const found = await until((all) => all.length === IDS.length);
  assert.ok(found.every((row) => row.Opportunity__c === null));
});

test('a contact role that is given later links what was written before, and the simulator weighs emails, too', async () => {
  const first = await deal('Hull sensors');
  await deal('Spares');
  await org.create('OpportunityContactRole', { OpportunityId: first, ContactId: contact, Role: 'Decision Maker' });
  const found = await until((all) => all.length === 2 && all.every(({ Opportunity__c }) => Opportunity__c === first));
  assert.ok(found.every(({ Match_Status__c }) => Match_Status__c === 'Matched'));
  const { status, body } = await service.call<{
    read: number;
    today: { linked: number };
    moves: { kind: string }[];
    changed: { linked: number };
  }>('POST', '/v1/simulations', { days: 7, match: { dealSteps: ['onlyOpenDeal'] } });
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual([body.read, body.today.linked, body.changed.linked], [2, 2, 0]);
  assert.ok(body.moves.every(({ kind }) => kind === 'email'));
});
