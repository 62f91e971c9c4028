/** The ready workflow of next steps on a real org: suggested without a right to edit deals, written with it, asked anew. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { completion, startStandIn, type StandIn } from '../jobs/workflows/ai/testing/stand-in.ts';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

const NAME = 'next-step';
const AGREED = 'let us do the sea trial in week 50';
const NO_RIGHT = /may not (be edited|edit)[^"]*Debrief_CRM_Filling/;
/** What ended before the workflow was switched on sets nothing off. */
const LATER_MS = 60_000;

interface Step {
  path: string;
  state: string;
  note: string | null;
  output: { changed?: Record<string, unknown>; suggested?: string[] } | null;
  error: { message: string } | null;
  words: string | null;
}
interface Run {
  id: string;
  state: string;
  error: { message: string } | string | null;
  steps: Step[];
}

let org: RunningOrg;
let standIn: StandIn;
let service: TestService;
let deal: string;
let said = 'Sea trial in week 50';

before(async () => {
  [org, standIn] = await Promise.all([runLocalOrg(), startStandIn()]);
  standIn.replies.push((_question, response) => {
    const answer = { data: { nextStep: said }, evidence: [{ pointer: '/nextStep', segment: 2, quote: AGREED }] };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(completion(JSON.stringify(answer))));
  });
  const account = await org.create('Account', { Name: 'Halvorsen Marine' });
  await org.create('Contact', { LastName: 'Halvorsen', Email: 'astrid@halvorsen.example', AccountId: account });
  deal = await org.create('Opportunity', {
    ...{ Name: 'Hull sensors', AccountId: account, StageName: 'Qualification', CloseDate: '2099-03-31' },
    ...{ OwnerId: org.users.paul, NextStep: 'Ask for dates' },
  });
  service = await startTestService(
    {
      ...{ SALESFORCE_INSTANCE_URL: org.url, SALESFORCE_ACCESS_TOKEN: org.integrationToken },
      ...{ DEBRIEF_AI_URL: standIn.url, DEBRIEF_AI_KEY: 'sk-test-key', DEBRIEF_AI_MODEL: 'reader-1' },
    },
    { connect: connectOrg },
  );
});
after(async () => {
  await service.stop();
  await standIn.stop();
  await org.stop();
});

let assignment: string | undefined;
async function grant(): Promise<void> {
  const [set] = await org.query("SELECT Id FROM PermissionSet WHERE Name = 'Debrief_CRM_Filling'");
  assignment = await org.create('PermissionSetAssignment', { PermissionSetId: set?.Id, AssigneeId: org.users.debrief });
}
async function revoke(): Promise<void> {
  await org.delete('PermissionSetAssignment', assignment ?? '');
}
let count = 0;
async function meet(): Promise<string> {
  const sourceId = `next-${(count += 1)}`;
  await service.call('POST', '/v1/conversations', {
    ...{ source: 'test', sourceId, kind: 'meeting', title: 'Sensors', durationSec: 1800 },
    startedAt: new Date(Date.now() + LATER_MS).toISOString(),
    owner: { email: 'paul@sealight.example' },
    parties: [
      { role: 'ours', name: 'Paul', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Astrid', email: 'astrid@halvorsen.example' },
    ],
    segments: [
      { party: 1, startMs: 0, text: 'We are ready for it.' },
      { party: 0, startMs: 9000, text: `Good, then ${AGREED}.` },
    ],
    crmRefs: [{ object: 'Opportunity', id: deal }],
  });
  assert.equal((await service.until(`test:${sourceId}`, 'synced', 'failed')).status, 'synced');
  return `test:${sourceId}`;
}
const turn = (on: boolean) => service.call('POST', `/v1/workflows/${NAME}/switch`, { on });
const dry = async (key: string) => (await service.call<Run>('POST', `/v1/workflows/${NAME}/dry-run`, { key })).body;
async function ran(key: string, ...states: string[]): Promise<Run> {
  const address = `/v1/workflow-runs?workflow=${NAME}&conversation=${encodeURIComponent(key)}`;
  for (let tries = 0; tries < 400; tries += 1) {
    const [run] = (await service.call<{ runs: Run[] }>('GET', address)).body.runs;
    if (run && states.includes(run.state)) return (await service.call<Run>('GET', `/v1/workflow-runs/${run.id}`)).body;
    await sleep(25);
  }
  assert.fail(`no run for ${key} became ${states.join(' or ')}`);
}
const update = (run: Run): Step => {
  const step = run.steps.find(({ path }) => path === 'update');
  assert.ok(step, JSON.stringify(run));
  return step;
};
const nextStep = async () => (await org.query(`SELECT NextStep FROM Opportunity WHERE Id = '${deal}'`))[0]?.NextStep;

test('as it comes, it suggests what was agreed with its quote, and needs no right to edit deals', async () => {
  const tried = await dry(await meet());
  assert.equal(tried.state, 'done', JSON.stringify(tried));
  assert.doesNotMatch(JSON.stringify(tried), /may not edit/);
  const on = await turn(true);
  assert.deepEqual([on.status, on.body.on], [200, true], JSON.stringify(on.body));

  const key = await meet();
  const run = await ran(key, 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.deepEqual(update(run).output?.suggested, ['NextStep']);
  assert.match(update(run).note ?? '', /NextStep was suggested to the rep/);
  const rows = await org.query(
    `SELECT Field__c, Record_Id__c, Proposed__c, Quote__c, Status__c FROM Conversation_Suggestion__c WHERE Conversation__r.Key__c = '${key}'`,
  );
  assert.deepEqual(
    rows.map((row) => [row.Field__c, row.Record_Id__c, row.Proposed__c, row.Quote__c, row.Status__c]),
    [['NextStep', deal, 'Sea trial in week 50', `Good, then ${AGREED}.`, 'Proposed']],
  );
  assert.equal(await nextStep(), 'Ask for dates');
});

test('set to on and granted, it writes what was agreed on the deal, and the receipt says so', async () => {
  await grant();
  const { body } = await service.call('GET', '/v1/settings');
  const fields = [{ field: 'NextStep', writing: 'on' }];
  const objects = [{ object: 'Opportunity', writing: 'suggest', fields }];
  const put = await service.call('PUT', '/v1/settings', { ...body, objects });
  assert.equal(put.status, 200, JSON.stringify(put.body));
  const run = await ran(await meet(), 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.equal(await nextStep(), 'Sea trial in week 50');
  assert.deepEqual(update(run).output, { id: deal, changed: { NextStep: 'Sea trial in week 50' }, suggested: [] });
  assert.match(update(run).words ?? '', /Opportunity 'Hull sensors'.*: changed/);
  assert.match(update(run).words ?? '', /Next Step.*“Ask for dates” → “Sea trial in week 50”/);
});

test('whoever switches on, tries or retries has the org asked anew what the integration user may edit', async () => {
  said = 'Contract to legal';
  await revoke();
  const key = await meet();
  const tried = await dry(key);
  assert.equal(tried.state, 'failed', 'a right that was taken away is not taken for granted');
  assert.match(update(tried).error?.message ?? '', NO_RIGHT);
  // by itself it went by what was known, or by what the dry run has just read: refused it is either way
  const failed = await ran(key, 'failed');

  await grant();
  assert.equal((await service.call('POST', `/v1/workflow-runs/${failed.id}/retry`)).status, 202);
  const done = await ran(key, 'done', 'failed');
  assert.equal(done.state, 'done', JSON.stringify(done));
  assert.equal(await nextStep(), 'Contract to legal');

  await revoke();
  const refused = await turn(true);
  assert.equal(refused.status, 422, JSON.stringify(refused.body));
  assert.match(JSON.stringify(refused.body.errors), NO_RIGHT);
  await grant();
  assert.equal((await turn(true)).status, 200);

  await revoke();
  assert.equal((await dry(key)).state, 'failed');
  await grant();
  assert.equal((await dry(key)).state, 'done');
});

test('a right that is granted is known to the next meeting, without waiting for what was known to be forgotten', async () => {
  said = 'Visit the yard';
  await revoke();
  const key = await meet();
  await ran(key, 'failed');
  assert.equal((await dry(key)).state, 'failed', 'what is known now is that there is no right');
  await grant();
  const done = await ran(await meet(), 'done', 'failed');
  assert.equal(done.state, 'done', JSON.stringify(done));
  assert.equal(await nextStep(), 'Visit the yard');
});
