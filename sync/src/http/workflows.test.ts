/** Workflows through the real endpoints on the real local org: from the conversation that sets one off to what it wrote. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

interface Step {
  path: string;
  type: string;
  state: string;
  input: Record<string, unknown>;
  output: Record<string, unknown> | null;
  note: string | null;
  error: { message: string; template: string | null; line: number | null } | null;
  receipt: { outcome: string; entries: { object: string; outcome: string; id?: string }[] } | null;
  words: string | null;
}
interface Run {
  id: string;
  workflow: string;
  version: number;
  state: string;
  writing: string;
  error: { path: string | null; message: string } | null;
  steps: Step[];
}

let local: RunningOrg;
let service: TestService;
let ids: Record<'account' | 'astrid' | 'lead' | 'deal', string>;
let count = 0;

before(async () => {
  local = await runLocalOrg();
  const { create, users } = local;
  const account = await create('Account', { Name: 'Halvorsen Marine', OwnerId: users.paul });
  const astrid = await create('Contact', {
    ...{ FirstName: 'Astrid', LastName: 'Halvorsen', AccountId: account, Email: 'astrid@halvorsen.example' },
  });
  const lead = await create('Lead', { LastName: 'Berg', Company: 'Berg & Sons', Email: 'jonas@berg.example' });
  const deal = await create('Opportunity', {
    ...{ Name: 'Halvorsen – Telemetry', AccountId: account, StageName: 'Qualification', CloseDate: '2027-03-31' },
    ...{ Amount: 120_000, OwnerId: users.paul },
  });
  await create('OpportunityContactRole', { OpportunityId: deal, ContactId: astrid, Role: 'Decision Maker' });
  const [set] = await local.query("SELECT Id FROM PermissionSet WHERE Name = 'Debrief_CRM_Filling'");
  await create('PermissionSetAssignment', { PermissionSetId: set?.Id, AssigneeId: users.debrief });
  ids = { account, astrid, lead, deal };
  service = await startTestService(
    { SALESFORCE_INSTANCE_URL: local.url, SALESFORCE_ACCESS_TOKEN: local.integrationToken, DEBRIEF_COUNTRY: 'FR' },
    { connect: (credentials) => connectOrg(credentials) },
  );
  await settings({ objects: [{ object: 'Opportunity', writing: 'on', fields: [] }] });
});
after(async () => {
  await service.stop();
  await local.stop();
});

async function settings(more: Record<string, unknown>): Promise<void> {
  const { body } = await service.call('GET', '/v1/settings');
  const answer = await service.call('PUT', '/v1/settings', { ...body, ...more });
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
}

const put = (name: string, steps: unknown[], more: Record<string, unknown> = {}) =>
  service.call('PUT', `/v1/workflows/${name}`, {
    ...{ name, title: name, trigger: 'MEETING_ENDED', steps: [{ id: 'load', type: 'load' }, ...steps] },
    ...more,
  });
const turn = (name: string, on: boolean) => service.call('POST', `/v1/workflows/${name}/switch`, { on });

async function workflow(name: string, steps: unknown[], more: Record<string, unknown> = {}): Promise<void> {
  const saved = await put(name, steps, more);
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  const on = await turn(name, true);
  assert.equal(on.status, 200, JSON.stringify(on.body));
}

/** A meeting that ends after every workflow was switched on, with Astrid and the deal. */
function meeting(more: Record<string, unknown> = {}): Record<string, unknown> {
  count += 1;
  const startedAt = new Date(Date.now() + count * 86_400_000);
  return conversation(`w${count}`, {
    ...{ startedAt: startedAt.toISOString(), endedAt: new Date(startedAt.getTime() + 1_800_000).toISOString() },
    ...{ title: 'Telemetry', summary: 'They agree.', owner: { email: 'paul@sealight.example' } },
    parties: [
      { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Astrid Halvorsen', email: 'astrid@halvorsen.example' },
    ],
    crmRefs: [{ object: 'Opportunity', id: ids.deal }],
    ...more,
  });
}

async function send(given: Record<string, unknown>): Promise<string> {
  const key = `test:${given.sourceId as string}`;
  await service.call('POST', '/v1/conversations', given);
  await service.until(key, 'synced');
  return key;
}

async function runOf(key: string, name: string, ...states: string[]): Promise<Run> {
  for (let tries = 0; tries < 400; tries += 1) {
    const { body } = await service.call<{ runs: Run[] }>(
      'GET',
      `/v1/workflow-runs?workflow=${name}&conversation=${encodeURIComponent(key)}`,
    );
    const [run] = body.runs;
    if (run && states.includes(run.state)) return (await service.call<Run>('GET', `/v1/workflow-runs/${run.id}`)).body;
    await sleep(25);
  }
  assert.fail(`no run of ${name} for ${key} became ${states.join(' or ')}`);
}
const stepOf = (run: Run, path: string): Step => {
  const step = run.steps.find((each) => each.path === path);
  assert.ok(step, `${path} in ${JSON.stringify(run)}`);
  return step;
};
const dealNow = async (...fields: string[]) =>
  (await local.query(`SELECT ${fields.join(', ')} FROM Opportunity WHERE Id = '${ids.deal}'`))[0] ?? {};

const task = (more: Record<string, unknown> = {}) => ({
  ...{ id: 'task', type: 'createTask', what_id: '{{ json.meeting.salesforceOpportunityId }}' },
  ...{ subject: '{{ json.item.title }}', description: '{{ json.item.description }}' },
  activity_date: '{{ json.item.dueDate | date: "%Y-%m-%d" }}',
  ...more,
});
const update = (field_values: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  ...{ id: 'update', type: 'updateOpportunity', opportunity_id: '{{ json.meeting.salesforceOpportunityId }}' },
  field_values,
  ...more,
});

test('tasks after a meeting: one for each action item, on its deal, with the rep and the day it is due', async () => {
  await workflow('tasks', [
    { id: 'each', type: 'selectMany', from: 'conversation.actionItems', as: 'item', steps: [task()] },
  ]);
  const key = await send(
    meeting({
      actionItems: [{ text: 'Send the Iridium quote', due: '2026-12-04' }, { text: 'Call the harbour' }],
    }),
  );
  const run = await runOf(key, 'tasks', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.deepEqual(
    run.steps.map(({ path, state }) => [path, state]),
    [
      ['load', 'done'],
      ['each', 'done'],
      ['each/0/task', 'done'],
      ['each/1/task', 'done'],
    ],
  );
  const rows = await local.query(
    "SELECT Subject, ActivityDate, WhatId, OwnerId, TaskSubtype, Conversation_Key__c FROM Task WHERE Subject IN ('Send the Iridium quote', 'Call the harbour') ORDER BY Subject",
  );
  assert.deepEqual(
    rows.map(({ Subject, ActivityDate, WhatId, OwnerId, TaskSubtype }) => [
      Subject,
      ActivityDate,
      WhatId,
      OwnerId,
      TaskSubtype,
    ]),
    [
      ['Call the harbour', null, ids.deal, local.users.paul, 'Call'],
      ['Send the Iridium quote', '2026-12-04', ids.deal, local.users.paul, 'Call'],
    ],
  );
  assert.equal(rows[1]?.Conversation_Key__c, `workflow:${run.id}/each/0/task`);
  const made = stepOf(run, 'each/0/task');
  assert.equal(made.output?.id, made.receipt?.entries[0]?.id);
  assert.match(made.words ?? '', /Written to Salesforce on .*1 record created/);
  assert.match(made.words ?? '', /The workflow tasks makes a task/);
  assert.doesNotMatch(JSON.stringify(run), /segments/);

  await service.call('POST', `/v1/conversations/${encodeURIComponent(key)}/resync`);
  await service.until(key, 'synced');
  const { body } = await service.call<{ runs: Run[] }>(
    'GET',
    `/v1/workflow-runs?conversation=${encodeURIComponent(key)}`,
  );
  assert.equal(body.runs.length, 1, 'it never runs twice for one conversation');
  await turn('tasks', false);
});

test('a deal is updated field by field: exact values, what is said already left alone, and the receipt says it', async () => {
  await workflow('fields', [
    update({
      StageName: 'Proposal/Price Quote',
      Amount: '150000',
      CloseDate: '{{ "2027-04-30" | date: "%Y-%m-%d" }}',
      NextStep: '{{ json.meeting.nextSteps | first }}',
      Description: '',
      Name: 'Halvorsen – Telemetry',
    }),
  ]);
  const run = await runOf(await send(meeting({ nextSteps: ['Contract to legal'] })), 'fields', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.deepEqual(
    { ...(await dealNow('StageName', 'Amount', 'CloseDate', 'NextStep')), attributes: null },
    {
      ...{ StageName: 'Proposal/Price Quote', Amount: 150_000, CloseDate: '2027-04-30', NextStep: 'Contract to legal' },
      attributes: null,
    },
  );
  const step = stepOf(run, 'update');
  assert.deepEqual(Object.keys(step.output?.changed as object), ['StageName', 'Amount', 'CloseDate', 'NextStep']);
  assert.match(step.words ?? '', /Opportunity 'Halvorsen – Telemetry'.*: changed/);
  assert.match(step.words ?? '', /“Qualification” → “Proposal\/Price Quote”/);
  assert.match(step.words ?? '', /Description.* was left as it is: its template gave nothing/);

  const again = await runOf(await send(meeting({ nextSteps: ['Contract to legal'] })), 'fields', 'done', 'failed');
  assert.match(stepOf(again, 'update').note ?? '', /says all of it already: nothing was written/);
  await turn('fields', false);
});

test('the seed’s templates of Ids work as they are written, with 15 characters too', async () => {
  await workflow('ids', [
    update(
      { NextStep: 'By its long path' },
      {
        opportunity_id: '{{ json.meeting.externalServiceObjects | where: "type", "DEAL" | first | map: "externalId" }}',
      },
    ),
    update({ NextStep: 'By its 15 characters' }, { id: 'short', opportunity_id: ids.deal.slice(0, 15) }),
    update(
      { NextStep: 'By the deal room' },
      { id: 'room', opportunity_id: '{{ json.dealRoom.salesforceOpportunityId }}' },
    ),
  ]);
  const run = await runOf(await send(meeting()), 'ids', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  for (const path of ['update', 'short', 'room']) assert.equal(stepOf(run, path).output?.id, ids.deal, path);
  assert.equal((await dealNow('NextStep')).NextStep, 'By the deal room');
  await turn('ids', false);
});

/** A definition, what its step says where it fails, and what mends it. */
const BAD: [string, unknown[], RegExp][] = [
  [
    'stage that is gone',
    [update({ StageName: '{{ "Legal review" }}' })],
    /StageName has no value 'Legal review', or no longer\. Use one of its values.*'Qualification'/,
  ],
  [
    'stage in another case',
    [update({ StageName: '{{ "closed won" }}' })],
    /its value is 'Closed Won'. Spelling and case/,
  ],
  [
    'date in words',
    [update({ CloseDate: '{{ "next spring" }}' })],
    /CloseDate: 'next spring' is not a date; send it as YYYY-MM-DD/,
  ],
  ['number in words', [update({ Amount: '{{ "12 k" }}' })], /Amount: '12 k' is not a number/],
  [
    'Id of another object',
    [update({ NextStep: 'x' }, { opportunity_id: '{{ json.meeting.salesforceAccountId }}' })],
    /is the Id of a record of Account \(001\w{15}\): Ids of opportunities begin with 006/,
  ],
  ['no Id', [update({ NextStep: 'x' }, { opportunity_id: '{{ "the Halvorsen deal" }}' })], /is no Salesforce Id/],
  [
    'Id of nothing',
    [update({ NextStep: 'x' }, { opportunity_id: '{{ "006000000000zzzAAA" }}' })],
    /no Salesforce Id|shows no opportunity/,
  ],
  ['empty subject', [task({ subject: '{{ json.nothing }}' })], /The subject is empty: its template gave nothing/],
  [
    'person as what',
    [task({ subject: 'x', what_id: '{{ json.meeting.salesforceContactId }}' })],
    /put people into who_id/,
  ],
  ['deal as who', [task({ subject: 'x', who_id: '{{ json.opportunityId }}' })], /it takes a contact or a lead/],
  [
    'template that gives an object',
    [task({ subject: 'a\n{{ json.meeting }}' })],
    /The template of subject \(line 2\) gives an object/,
  ],
  [
    'template that loops',
    [task({ subject: '{% for a in (1..9000) %}{% for b in (1..9000) %}x{% endfor %}{% endfor %}' })],
    /goes on for too long/,
  ],
];

test('what cannot be done is a failure that says what and how to mend it, and writes nothing', async () => {
  const names = BAD.map((_, at) => `bad-${at}`);
  for (const [at, [, steps]] of BAD.entries()) await workflow(names[at] ?? '', steps);
  const before = await dealNow('LastModifiedDate');
  const tasks = (await local.query('SELECT Id FROM Task')).length;
  const key = await send(meeting());
  const madeBySync = (await local.query('SELECT Id FROM Task')).length - tasks;
  for (const [at, [what, , words]] of BAD.entries()) {
    const run = await runOf(key, names[at] ?? '', 'done', 'failed');
    assert.equal(run.state, 'failed', `${what}: ${JSON.stringify(run.steps)}`);
    assert.match(run.error?.message ?? '', words, what);
  }
  assert.equal((await local.query('SELECT Id FROM Task')).length, tasks + madeBySync);
  assert.equal((await dealNow('LastModifiedDate')).LastModifiedDate, before.LastModifiedDate);
  for (const name of names) await turn(name, false);
});
