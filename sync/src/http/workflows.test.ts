/** Workflows through the real endpoints on the real local org: from the conversation that sets one off to what it wrote. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectOrg, OrgError } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import type { Org } from '../org/types.ts';
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
    { connect: (credentials) => losingAnswers(connectOrg(credentials)) },
  );
  await settings({ objects: [{ object: 'Opportunity', writing: 'on', fields: [] }] });
});
after(async () => {
  await service.stop();
  await local.stop();
});

/** Writes that are carried out, and whose answers are lost on the way. */
let lostAnswers = 0;
function losingAnswers(org: Org): Org {
  return new Proxy(org, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name !== 'write') return member.bind(target) as unknown;
      return async (...given: Parameters<Org['write']>) => {
        const receipts = await target.write(...given);
        if (lostAnswers === 0) return receipts;
        lostAnswers -= 1;
        throw new OrgError('ETIMEDOUT', 'The org did not answer.', 0);
      };
    },
  });
}

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
  assert.match(made.words ?? '', /Related To: 'Halvorsen – Telemetry'/);
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

test('a lead beside a deal: Salesforce takes only one, so the task is for the lead and says what was left out', async () => {
  await workflow('lead', [
    task({
      subject: 'Call the lead',
      who_id: '{{ json.meeting.externalServiceObjects | where: "type", "LEAD" | map: "externalId" | first }}',
    }),
  ]);
  const given = meeting();
  const parties = [...(given.parties as object[]), { role: 'theirs', name: 'Jonas Berg', email: 'jonas@berg.example' }];
  const run = await runOf(await send({ ...given, parties }), 'lead', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  const [row] = await local.query("SELECT WhoId, WhatId FROM Task WHERE Subject = 'Call the lead'");
  assert.deepEqual([row?.WhoId, row?.WhatId], [ids.lead, null]);
  assert.match(stepOf(run, 'task').words ?? '', /was left out: Salesforce takes no deal or account beside a lead/);
  await turn('lead', false);
});

test('a due date that is none is left out and said; the task is made', async () => {
  await workflow('due', [task({ subject: 'Due some day', activity_date: '{{ "next Friday" | date: "%Y-%m-%d" }}' })]);
  const run = await runOf(await send(meeting()), 'due', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  const [row] = await local.query("SELECT ActivityDate FROM Task WHERE Subject = 'Due some day'");
  assert.equal(row?.ActivityDate, null);
  assert.match(stepOf(run, 'task').words ?? '', /was left out: 'next Friday' is not a date/);
  await turn('due', false);
});

test('records are asked for with bound values: what a conversation says never becomes a part of the question', async () => {
  const evil = "Halvorsen' OR Name != '";
  await workflow('query', [
    {
      ...{ id: 'evil', type: 'queryRecords', object: 'Opportunity', fields: ['Name'] },
      where: [{ field: 'Name', op: '=', value: '{{ json.meeting.title }}' }],
    },
    {
      ...{ id: 'find', type: 'queryRecords', object: 'Opportunity', fields: ['Name', 'Amount', 'StageName'], limit: 5 },
      where: [
        { field: 'Id', op: 'in', value: '{{ json.opportunityId }}, {{ json.opportunityId }}' },
        { field: 'Amount', op: '>', value: '{{ 1000 }}' },
        { field: 'Name', op: 'like', value: 'Halvorsen%' },
        { field: 'CloseDate', op: '<=', value: '2099-01-01' },
        { field: 'IsClosed', op: '!=', value: true },
        { field: 'CreatedDate', op: '>=', value: '2020-01-01T00:00:00Z' },
      ],
      orderBy: { field: 'CloseDate', direction: 'desc' },
    },
    {
      ...{ id: 'blank', type: 'queryRecords', object: 'Opportunity', fields: ['Name'] },
      where: [{ field: 'Id', op: '!=', value: '{{ json.meeting.nothing }}' }],
    },
    { id: 'has', type: 'if', condition: '{{ json.find.records[0].Name }}', then: [{ id: 'end', type: 'sink' }] },
  ]);
  const run = await runOf(await send(meeting({ title: evil })), 'query', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.equal(stepOf(run, 'evil').output?.count, 0);
  assert.deepEqual(
    (stepOf(run, 'find').output?.records as { Name: string }[]).map(({ Name }) => Name),
    ['Halvorsen – Telemetry'],
  );
  assert.match(stepOf(run, 'blank').note ?? '', /Nothing was asked: the condition on Id has no value/);
  assert.equal(stepOf(run, 'end').state, 'done');
  await turn('query', false);
});

test('a query says that there is more where there is, and nothing of its limit where that was all', async () => {
  const names = ['Limited 1', 'Limited 2'];
  for (const Name of names) await local.create('Account', { Name });
  const limited = (id: string, limit: number, more: Record<string, unknown> = {}) => ({
    ...{ id, type: 'queryRecords', object: 'Account', fields: ['Name'], limit },
    where: [{ field: 'Name', op: 'like', value: 'Limited%' }],
    ...more,
  });
  await put('limits', [
    limited('one', 1, { orderBy: { field: 'Name', direction: 'desc' } }),
    limited('both', 2),
    limited('only', 1, { where: [{ field: 'Name', op: '=', value: 'Limited 1' }] }),
    limited('any', 1),
  ]);
  const key = await send(meeting());
  const { body: run } = await service.call<Run>('POST', '/v1/workflows/limits/dry-run', { key });
  assert.equal(run.state, 'done', JSON.stringify(run));
  const records = (path: string) => (stepOf(run, path).output?.records as { Name: string }[]).map(({ Name }) => Name);
  assert.deepEqual([records('one'), stepOf(run, 'one').output?.count], [['Limited 2'], 1]);
  assert.equal(
    stepOf(run, 'one').note,
    'Only the first record of Account was taken, as limit says, and the org has more that fit. They come by Name.',
  );
  assert.match(stepOf(run, 'any').note ?? '', /Without orderBy, the org decides which come first\.$/);
  assert.deepEqual([records('both').toSorted(), stepOf(run, 'both').note], [names, null]);
  assert.deepEqual([records('only'), stepOf(run, 'only').note], [['Limited 1'], null]);
});

test('a validation rule refuses: the run stops in the org’s own words, and goes on from that step once it is mended', async () => {
  await workflow('rule', [
    task({ subject: 'Before the rule' }),
    update({ NextStep: 'Refused for now', Description: 'Fine' }),
    task({ id: 'after', subject: 'After the rule' }),
  ]);
  await local.provoke('POST', 'setup', {
    ...{ change: 'validationRule', object: 'Opportunity', name: 'No', errorMessage: 'Ask the desk first.' },
    filters: [{ field: 'NextStep', operation: 'equals', value: 'Refused for now' }],
  });
  const key = await send(meeting());
  const failed = await runOf(key, 'rule', 'done', 'failed');
  assert.equal(failed.state, 'failed');
  assert.equal(failed.error?.path, 'update');
  assert.match(failed.error.message, /Ask the desk first\..*A validation rule on Opportunity refuses it/);
  assert.equal(stepOf(failed, 'update').receipt?.outcome, 'failed');
  await local.provoke('DELETE', 'setup');
  const retried = await service.call<Run>('POST', `/v1/workflow-runs/${failed.id}/retry`);
  assert.equal(retried.status, 202, JSON.stringify(retried.body));
  const done = await runOf(key, 'rule', 'done');
  assert.equal(done.id, failed.id);
  assert.equal((await local.query("SELECT Id FROM Task WHERE Subject = 'Before the rule'")).length, 1);
  assert.equal((await local.query("SELECT Id FROM Task WHERE Subject = 'After the rule'")).length, 1);
  assert.equal((await dealNow('NextStep')).NextStep, 'Refused for now');
  const again = await service.call('POST', `/v1/workflow-runs/${failed.id}/retry`);
  assert.equal(again.status, 409);
  assert.match(String(again.body.detail), /it never runs twice/);
  await turn('rule', false);
});

test('answers of the org that are lost: the run waits, goes on by itself, and nothing is written twice', async () => {
  await workflow('away', [
    task({ subject: 'Once, though its answer was lost' }),
    update({ NextStep: 'Its answer was lost' }),
  ]);
  lostAnswers = 2;
  const key = await send(meeting());
  const run = await runOf(key, 'away', 'done', 'failed');
  assert.equal(lostAnswers, 0);
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.equal((await local.query("SELECT Id FROM Task WHERE Subject = 'Once, though its answer was lost'")).length, 1);
  assert.match(stepOf(run, 'task').note ?? '', /made before the run was interrupted/);
  const step = stepOf(run, 'update');
  assert.deepEqual(step.output?.changed, { NextStep: 'Its answer was lost' });
  assert.match(step.words ?? '', /Written before the interruption/);
  await turn('away', false);
});

test('as the settings say of each field: suggested to the rep, held back, or nothing at all', async () => {
  await workflow('modes', [update({ NextStep: 'As the settings say', Description: 'Never', Amount: '180000' })]);
  const fields = [
    { field: 'NextStep', writing: 'suggest' },
    { field: 'Description', writing: 'off' },
  ];
  await settings({ objects: [{ object: 'Opportunity', writing: 'on', fields }] });
  const before = await dealNow('NextStep', 'Description');
  const run = await runOf(await send(meeting()), 'modes', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  const step = stepOf(run, 'update');
  assert.deepEqual(step.output?.changed, { Amount: 180_000 });
  assert.deepEqual(step.output?.suggested, ['NextStep']);
  assert.match(step.words ?? '', /Not written: Description of Opportunity is set to off/);
  const now = await dealNow('NextStep', 'Description', 'Amount');
  assert.deepEqual([now.NextStep, now.Description, now.Amount], [before.NextStep, before.Description, 180_000]);
  const [row] = await local.query(
    "SELECT Field__c, Record_Id__c, Proposed__c, Status__c FROM Conversation_Suggestion__c WHERE Key__c LIKE 'workflow:%'",
  );
  assert.deepEqual(
    [row?.Field__c, row?.Record_Id__c, row?.Proposed__c, row?.Status__c],
    ['NextStep', ids.deal, 'As the settings say', 'Proposed'],
  );

  await settings({ writing: 'off', objects: [{ object: 'Opportunity', writing: 'on', fields: [] }] });
  const off = await runOf(await send(meeting()), 'modes', 'done', 'failed');
  await settings({ writing: 'on' });
  assert.equal(off.writing, 'off');
  assert.equal(stepOf(off, 'update').receipt?.outcome, 'planned');
  assert.match(stepOf(off, 'update').note ?? '', /Writing is off: this is what would be written/);
  assert.match(stepOf(off, 'update').words ?? '', /would be changed/);
  assert.equal((await dealNow('NextStep')).NextStep, before.NextStep);
  await turn('modes', false);
});

test('a dry run shows every step on a past conversation, writes nothing and tells nobody', async () => {
  const given = meeting({ actionItems: [{ text: 'Only in the dry run' }] });
  const key = await send(given);
  // the last receipt then speaks of the summary alone
  await send({ ...given, summary: 'They agree again.' });
  await service.until(key, 'synced');
  await put('dry', [
    { id: 'each', type: 'selectMany', from: 'conversation.actionItems', as: 'item', steps: [task()] },
    update({ NextStep: 'Only in the dry run' }),
    { id: 'tell', type: 'notify', to: 'owner', title: 'Only in the dry run' },
  ]);
  const { status, body } = await service.call<Run>('POST', '/v1/workflows/dry/dry-run', { key });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.state, 'done', JSON.stringify(body));
  assert.deepEqual(
    body.steps.map(({ path, state }) => [path, state]),
    [
      ['load', 'done'],
      ['each', 'done'],
      ['each/0/task', 'done'],
      ['update', 'done'],
      ['tell', 'done'],
    ],
  );
  for (const path of ['each/0/task', 'update']) {
    assert.equal(stepOf(body, path).receipt?.outcome, 'planned', path);
    assert.equal(stepOf(body, path).note, 'This is what would be written.', path);
    assert.doesNotMatch(stepOf(body, path).words ?? '', /settings|Writing is off/, path);
  }
  assert.match(stepOf(body, 'each/0/task').words ?? '', /Assigned To: 'Paul Marchand'/);
  assert.equal(stepOf(body, 'tell').note, 'This is what would be told.');
  assert.deepEqual(stepOf(body, 'tell').output?.userIds, [local.users.paul]);
  assert.equal((await local.query("SELECT Id FROM Task WHERE Subject = 'Only in the dry run'")).length, 0);
  assert.notEqual((await dealNow('NextStep')).NextStep, 'Only in the dry run');
  const { body: runs } = await service.call<{ runs: Run[] }>('GET', '/v1/workflow-runs?workflow=dry');
  assert.deepEqual(runs.runs, []);
  assert.equal((await service.call('POST', '/v1/workflows/dry/dry-run', { key: 'test:never' })).status, 404);
});

test('the rep is told in Salesforce, once', async () => {
  await workflow('tell', [
    { id: 'tell', type: 'notify', to: 'owner', channels: ['inApp'], title: 'Meeting over: {{ json.meeting.title }}' },
  ]);
  const run = await runOf(await send(meeting()), 'tell', 'done', 'failed');
  assert.equal(run.state, 'done', JSON.stringify(run));
  assert.match(stepOf(run, 'tell').note ?? '', /1 user was told in Salesforce/);
  await turn('tell', false);
});

test('what ended before a workflow was switched on sets nothing off; what another trigger is for does neither', async () => {
  await workflow('since', [{ id: 'end', type: 'sink' }]);
  await workflow('calls', [{ id: 'end', type: 'sink' }], { trigger: 'CALL_ENDED' });
  const past = await send(conversation(`past${(count += 1)}`));
  const now = await send(meeting());
  await runOf(now, 'since', 'done');
  const { body } = await service.call<{ runs: Run[] }>(
    'GET',
    `/v1/workflow-runs?conversation=${encodeURIComponent(past)}`,
  );
  assert.deepEqual(body.runs, []);
  assert.deepEqual((await service.call<{ runs: Run[] }>('GET', '/v1/workflow-runs?workflow=calls')).body.runs, []);
  await turn('since', false);
  await turn('calls', false);
});

test('a workflow whose own write has its conversation settled again does not run again, and the log says so', async () => {
  await workflow('loop', [update({ NextStep: 'Round {{ run.id }}' })]);
  const key = await send(meeting());
  await runOf(key, 'loop', 'done');
  const given = await service.call('GET', `/v1/conversations/${encodeURIComponent(key)}`);
  assert.equal(given.status, 200);
  // the org changed because of the workflow: the conversation comes again with other content
  const [, id = ''] = key.split(':');
  const changed = meeting();
  await service.call('POST', '/v1/conversations', { ...changed, sourceId: id, summary: 'It changed.' });
  await service.until(key, 'synced');
  const { body } = await service.call<{ runs: Run[] }>('GET', `/v1/workflow-runs?workflow=loop`);
  assert.equal(body.runs.length, 1);
  for (let tries = 0; ; tries += 1) {
    const log = await service.call<{ entries: { kind: string; message: string }[] }>(
      'GET',
      `/v1/activity?key=${encodeURIComponent(key)}&kind=ignored`,
    );
    if (log.body.entries.some(({ message }) => /workflow loop has run for it already/.test(message))) break;
    assert.ok(tries < 100, JSON.stringify(log.body));
    await sleep(25);
  }
  await turn('loop', false);
});

test('a definition is refused with the place of every mistake and its mend', async () => {
  const refused = async (steps: unknown[], more: Record<string, unknown> = {}) => {
    const { status, body } = await put('wrong', steps, more);
    assert.equal(status, 422, JSON.stringify(body));
    return (body.errors as { pointer: string; detail: string }[]).map(({ pointer, detail }) => `${pointer} ${detail}`);
  };
  assert.match(
    (await refused([{ id: 'x', type: 'nope' }])).join(),
    /^\/steps\/1\/type is the name of a step: load, if/,
  );
  assert.match(
    (await refused([task({ subject: '{{ x | nofilter }}' })])).join(),
    /^\/steps\/1\/subject line 1: uses a filter that there is not: nofilter/,
  );
  assert.match((await refused([task({ subjekt: 'x' })])).join(), /\/steps\/1\/subjekt is not known here/);
  assert.match((await refused([], { trigger: 'NOW' })).join(), /\/trigger is one of CALL_ENDED/);
  assert.match((await refused([{ id: 'load', type: 'sink' }])).join(), /\/steps\/1\/id is there twice/);
  assert.match((await refused([{ id: 'meeting', type: 'sink' }])).join(), /is taken: meeting is what load gives/);
  assert.match(
    (
      await refused([
        {
          id: 'a',
          type: 'aiExtract',
          instructions: 'x',
          schema: { type: 'object', properties: { a: { type: 'strin' } } },
        },
      ])
    ).join(),
    /\/steps\/1\/schema\/properties\/a\/type/,
  );
  let nested: Record<string, unknown> = { id: 'end', type: 'sink' };
  for (let level = 0; level < 500; level += 1)
    nested = { id: `l${level}`, type: 'if', condition: 'true', then: [nested] };
  const deep = await put('wrong', [nested]);
  assert.equal(deep.status, 422, JSON.stringify(deep.body));
  assert.match(JSON.stringify(deep.body), /nested (?:too deep|deeper)/);
  const { status, body } = await service.call('PUT', '/v1/workflows/wrong', {
    title: 'x',
    trigger: 'CALL_ENDED',
    steps: [{ id: 'a', type: 'sink' }],
  });
  assert.equal(status, 422);
  assert.match(JSON.stringify(body.errors), /a workflow begins with it/);
});

test('switching on asks the org for every name: what it does not have is told before anything runs', async () => {
  await put('names', [
    { id: 'q', type: 'queryRecords', object: 'Nothing__c', fields: ['Id'] },
    { id: 'r', type: 'queryRecords', object: 'Opportunity', fields: ['Id', 'Nope__c'] },
    update({ Gone__c: 'x', IsClosed: true, StageName: 'Legal review' }),
  ]);
  const { status, body } = await turn('names', true);
  assert.equal(status, 422);
  assert.deepEqual(
    (body.errors as { pointer: string }[]).map(({ pointer }) => pointer),
    [
      '/steps/1/object',
      '/steps/2/fields/1',
      '/steps/3/field_values/Gone__c',
      '/steps/3/field_values/IsClosed',
      '/steps/3/field_values/StageName',
    ],
  );
  assert.equal((await service.call('GET', '/v1/workflows/names')).body.on, false);
});

test('versions: who saves second is told; those that come ready are listed, off, and as they came once deleted', async () => {
  const first = await put('versions', [{ id: 'end', type: 'sink' }]);
  assert.equal(first.body.version, 1);
  assert.equal((await put('versions', [{ id: 'end', type: 'sink' }], { version: 1 })).body.version, 2);
  const late = await put('versions', [{ id: 'end', type: 'sink' }], { version: 1 });
  assert.deepEqual([late.status, late.body.version], [409, 2]);
  interface Listed {
    name: string;
    ready: boolean;
    ownWords: boolean;
    on: boolean;
    version: number;
  }
  const { body } = await service.call<{ workflows: Listed[] }>('GET', '/v1/workflows');
  const ready = body.workflows.filter((each) => each.ready);
  assert.deepEqual(
    ready.map(({ name, on, version, ownWords }) => [name, on, version, ownWords]),
    [
      ['next-step', false, 0, false],
      ['opportunity-stage', false, 0, false],
      ['post-meeting-tasks', false, 0, false],
    ],
  );
  assert.ok(body.workflows.filter((each) => !each.ready).every(({ ownWords }) => ownWords));
  const on = await turn('next-step', true);
  assert.deepEqual([on.body.on, on.body.version, on.body.ownWords], [true, 1, false]);
  const definition = on.body.definition as Record<string, unknown>;
  const renamed = await service.call('PUT', '/v1/workflows/next-step', { ...definition, title: 'Our next step' });
  assert.deepEqual([renamed.status, renamed.body.title, renamed.body.ownWords], [200, 'Our next step', true]);
  assert.equal((await service.call('DELETE', '/v1/workflows/next-step')).status, 204);
  const now = await service.call('GET', '/v1/workflows/next-step');
  assert.deepEqual([now.body.on, now.body.version], [false, 0]);
  assert.equal((await service.call('GET', '/v1/workflows/never')).status, 404);
  assert.equal((await turn('never', true)).status, 404);
});
