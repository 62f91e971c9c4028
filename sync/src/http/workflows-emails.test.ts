/** Workflows that emails set off, on a real org: from an email that is posted to what it wrote, and to its deletion. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { startTestService, type TestService } from './testing/service.ts';

const PAUL = 'paul@sealight.example';
const ASTRID = 'astrid@halvorsen-marine.example';
/** What was sent before a workflow was switched on sets nothing off, and the date of an email has no milliseconds. */
const LATER_MS = 60_000;

interface Run {
  id: string;
  workflow: string;
  state: string;
}

let org: RunningOrg;
let service: TestService;
let deal: string;

before(async () => {
  org = await runLocalOrg();
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: org.url, SALESFORCE_ACCESS_TOKEN: org.integrationToken },
    { connect: connectOrg },
  );
  const account = await org.create('Account', { Name: 'Halvorsen Marine' });
  const contact = await org.create('Contact', { LastName: 'Halvorsen', Email: ASTRID, AccountId: account });
  deal = await org.create('Opportunity', {
    ...{ Name: 'Hull sensors', AccountId: account, StageName: 'Qualification', CloseDate: '2099-03-31' },
    OwnerId: org.users.paul,
  });
  await org.create('OpportunityContactRole', { OpportunityId: deal, ContactId: contact, Role: 'Decision Maker' });
  const { body } = await service.call('GET', '/v1/emails/settings');
  const feed = await service.call('PUT', '/v1/emails/settings', { ...body, on: true });
  assert.equal(feed.status, 200, JSON.stringify(feed.body));
  const consent = await service.call('POST', '/v1/users/consent', { mailbox: PAUL, granted: true });
  assert.equal(consent.status, 200, JSON.stringify(consent.body));
  for (const [name, trigger] of [
    ['answer', 'EMAIL_RECEIVED'],
    ['meetings', 'MEETING_ENDED'],
  ] as const) {
    const task = { id: 'task', type: 'createTask', what_id: '{{ json.email.salesforceOpportunityId }}' };
    const steps = [
      { id: 'load', type: 'load' },
      { ...task, subject: 'Answer: {{ json.email.title }}' },
    ];
    const saved = await service.call('PUT', `/v1/workflows/${name}`, { name, title: name, trigger, steps });
    assert.equal(saved.status, 200, JSON.stringify(saved.body));
    const on = await service.call('POST', `/v1/workflows/${name}/switch`, { on: true });
    assert.equal(on.status, 200, JSON.stringify(on.body));
  }
});
after(async () => {
  await service.stop();
  await org.stop();
});

async function post(id: string, { from, to, subject }: { from: string; to: string; subject: string }): Promise<string> {
  const source = [
    ...[`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${id}>`],
    `Date: ${new Date(Date.now() + LATER_MS).toUTCString()}`,
    ...['Content-Type: text/plain; charset=utf-8', '', 'Could you send the dates?'],
  ].join('\r\n');
  const { status, body } = await service.call<{ results: { status: string }[] }>(
    'POST',
    `/v1/emails?mailbox=${PAUL}`,
    source,
    { 'content-type': 'message/rfc822' },
  );
  assert.deepEqual([status, body.results[0]?.status], [202, 'kept'], JSON.stringify(body));
  assert.equal((await service.until(`email:${id}`, 'synced', 'failed')).status, 'synced');
  return `email:${id}`;
}
const runs = async (key: string): Promise<Run[]> =>
  (await service.call<{ runs: Run[] }>('GET', `/v1/workflow-runs?conversation=${encodeURIComponent(key)}`)).body.runs;
async function done(key: string): Promise<Run> {
  for (let tries = 0; tries < 400; tries += 1) {
    const [run] = await runs(key);
    if (run && ['done', 'failed'].includes(run.state)) return run;
    await sleep(25);
  }
  assert.fail(`nothing ran for ${key}`);
}
const tasks = (subject: string) => org.query(`SELECT WhatId, OwnerId FROM Task WHERE Subject = '${subject}'`);

test('an email that was received runs its workflow once, on its deal; one that was sent runs none', async () => {
  const sent = await post('sent@sealight.example', { from: PAUL, to: ASTRID, subject: 'Our offer' });
  const received = await post('got@halvorsen-marine.example', { from: ASTRID, to: PAUL, subject: 'Dates' });
  const run = await done(received);
  assert.deepEqual([run.workflow, run.state], ['answer', 'done'], JSON.stringify(run));
  const [task, ...more] = await tasks('Answer: Dates');
  assert.deepEqual([task?.WhatId, task?.OwnerId, more.length], [deal, org.users.paul, 0]);

  // runs are kept in the transaction that settles an email, so there is none to wait for
  assert.deepEqual(await runs(sent), []);
  assert.deepEqual(await tasks('Answer: Our offer'), []);

  await service.call('POST', `/v1/conversations/${encodeURIComponent(received)}/resync`);
  await service.until(received, 'synced');
  assert.equal((await runs(received)).length, 1);
  assert.equal((await tasks('Answer: Dates')).length, 1);
});

test('whoever deletes an email deletes what its runs kept of it; the task that a rep may have taken up stays', async () => {
  const key = await post('gone@halvorsen-marine.example', { from: ASTRID, to: PAUL, subject: 'Confidential' });
  const run = await done(key);
  assert.match(JSON.stringify((await service.call('GET', `/v1/workflow-runs/${run.id}`)).body), /Confidential/);
  const { status, body } = await service.call('DELETE', '/v1/emails/gone%40halvorsen-marine.example?by=Paul');
  assert.deepEqual([status, body.outcome], [200, 'deleted'], JSON.stringify(body));
  assert.deepEqual(await runs(key), []);
  assert.equal((await service.call('GET', `/v1/workflow-runs/${run.id}`)).status, 404);
  const { db } = service.service.context;
  for (const table of ['workflow_runs', 'workflow_steps']) {
    const answer = await db.execute(`SELECT * FROM ${table}`);
    assert.doesNotMatch(JSON.stringify(answer), /Confidential|gone@/, table);
  }
  assert.equal((await tasks('Answer: Confidential')).length, 1);
});
