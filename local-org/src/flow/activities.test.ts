import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  assignment,
  decision,
  element,
  fieldsXml,
  filterXml,
  flowFile,
  flowXml,
  openTestFlows,
  tell,
  to,
  variable,
  type TestFlows,
} from './testFlow.ts';

const FAULT = to('Tell', 'faultConnector');

/** Makes a task of what it is given, as long as none of that subject is there; a task with a lead is about nothing else. */
const createTask = flowXml(
  element(
    'recordLookups',
    'Find',
    `${to('Known')}${FAULT}${filterXml([['Subject', 'EqualTo', 'subject']])}<getFirstRecordOnly>true</getFirstRecordOnly>
     <object>Task</object><queriedFields>Id</queriedFields><storeOutputAutomatically>true</storeOutputAutomatically>`,
  ) +
    decision('Known', [{ name: 'Is_There', conditions: [['Find', 'IsNull', 'false']], next: 'Answer' }], 'Of_Lead') +
    assignment('Answer', [['taskId', 'Assign', 'Find.Id']]) +
    decision('Of_Lead', [{ name: 'Lead', conditions: [['whoId', 'StartsWith', "'00Q'"]], next: 'Make' }], 'About') +
    assignment('About', [['relatedTo', 'Assign', 'whatId']], 'Make') +
    element(
      'recordCreates',
      'Make',
      `${to('Take')}${FAULT}${fieldsXml({
        Subject: 'subject',
        ActivityDate: 'dueDate',
        OwnerId: 'ownerId',
        WhoId: 'whoId',
        WhatId: 'relatedTo',
        TaskSubtype: 'taskSubtype',
      })}<object>Task</object><storeOutputAutomatically>true</storeOutputAutomatically>`,
    ) +
    assignment('Take', [
      ['taskId', 'Assign', 'Make'],
      ['isNew', 'Assign', 'true'],
    ]) +
    ['subject', 'ownerId', 'whoId', 'whatId'].map((name) => variable(name, { as: 'in' })).join('') +
    variable('taskSubtype', { as: 'in', value: "'Task'" }) +
    variable('dueDate', { as: 'in', type: 'Date' }) +
    variable('relatedTo') +
    variable('taskId', { as: 'out' }) +
    variable('isNew', { as: 'out', type: 'Boolean', value: 'false' }) +
    tell(),
  'Find',
);

const addRole = flowXml(
  element(
    'recordCreates',
    'Make',
    `${to('Take')}${FAULT}${fieldsXml({ OpportunityId: 'opportunityId', ContactId: 'contactId', Role: 'role' })}
     <object>OpportunityContactRole</object><storeOutputAutomatically>true</storeOutputAutomatically>`,
  ) +
    assignment('Take', [['roleId', 'Assign', 'Make']]) +
    ['opportunityId', 'contactId', 'role'].map((name) => variable(name, { as: 'in' })).join('') +
    variable('roleId', { as: 'out' }) +
    tell(),
  'Make',
);

async function withFlows(work: (opened: TestFlows, run: Run) => Promise<void>): Promise<void> {
  const opened = openTestFlows({ [flowFile('Create_Task')]: createTask, [flowFile('Add_Role')]: addRole });
  try {
    await work(opened, async (flow, inputs, as = opened.rep) => {
      const result = await opened.flows.run(as, flow, inputs);
      assert.equal(result.status, 'Finished', result.status === 'Error' ? result.message : '');
      return Object.fromEntries(result.outputs.map(({ name, value }) => [name, value]));
    });
  } finally {
    opened.close();
  }
}
type Run = (flow: string, inputs: Record<string, unknown>, as?: TestFlows['rep']) => Promise<Record<string, unknown>>;

const deal = (rep: TestFlows['rep']) =>
  rep.create('Opportunity', { Name: 'Twelve hulls', StageName: 'Prospecting', CloseDate: '2027-03-31' });

test('a task is made of what a page gives: a day, an owner, a person, a deal; empty texts are nothing', async () => {
  await withFlows(async ({ rep, admin }, run) => {
    const whatId = deal(rep);
    const made = await run('Create_Task', {
      subject: 'Send the quote',
      dueDate: '2026-11-21',
      ownerId: admin.user.Id,
      whatId,
      whoId: '',
      taskSubtype: 'Call',
    });
    assert.equal(made['isNew'], true);
    assert.equal(made['message'], null);
    const fields = ['ActivityDate', 'OwnerId', 'WhatId', 'WhoId', 'TaskSubtype', 'CreatedById'];
    assert.deepEqual(rep.get('Task', String(made['taskId']), fields), {
      ActivityDate: '2026-11-21',
      OwnerId: admin.user.Id,
      WhatId: whatId,
      WhoId: null,
      TaskSubtype: 'Call',
      CreatedById: rep.user.Id,
    });
    const again = await run('Create_Task', { subject: 'Send the quote', ownerId: rep.user.Id });
    assert.deepEqual(again, { taskId: made['taskId'], isNew: false, message: null });
  });
});

test('a task with a lead is about nothing else, and what the org refuses is told in its own words', async () => {
  await withFlows(async ({ rep, org }, run) => {
    const whoId = rep.create('Lead', { LastName: 'Dahl', Company: 'Dahl AS' });
    const made = await run('Create_Task', { subject: 'Call', ownerId: rep.user.Id, whoId, whatId: deal(rep) });
    assert.equal(rep.get('Task', String(made['taskId']), ['WhatId'])['WhatId'], null);
    const wrong = await run('Create_Task', { subject: 'Other', ownerId: rep.user.Id, taskSubtype: 'Fax' });
    assert.match(String(wrong['message']), /INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: .*Fax/s);
    assert.equal(wrong['isNew'], false);
    org.setup.rules.addValidationRule({
      object: 'Task',
      name: 'Dated',
      filters: [{ field: 'ActivityDate', operation: 'equals', value: null }],
      errorMessage: 'Give the task a due date.',
    });
    const refused = await run('Create_Task', { subject: 'Undated', ownerId: rep.user.Id });
    assert.match(
      String(refused['message']),
      /^This error occurred when the flow tried to create records: FIELD_CUSTOM_VALIDATION_EXCEPTION: Give the task a due date\./,
    );
  });
});

test('a rep gives a contact a role on a deal; who may not change the deal may not', async () => {
  await withFlows(async ({ rep, admin, org }, run) => {
    const inputs = {
      opportunityId: deal(rep),
      contactId: rep.create('Contact', { LastName: 'Berg' }),
      role: 'Evaluator',
    };
    const made = await run('Add_Role', inputs);
    assert.equal(rep.get('OpportunityContactRole', String(made['roleId']), ['Role'])['Role'], 'Evaluator');
    // somebody who may run Flows and read deals, no more
    const profile = 'Minimum Access - Salesforce';
    const reader = org.users().find((user) => user.profile === profile)?.Username ?? '';
    assert.equal(org.sessionFor(reader).access.canCreate('OpportunityContactRole'), false);
    const missing = await run('Add_Role', { ...inputs, contactId: '003000000000001AAA' }, admin);
    assert.match(String(missing['message']), /INVALID_CROSS_REFERENCE_KEY/);
  });
});

test('a day must be one', async () => {
  await withFlows(async ({ rep, flows }) => {
    const result = await flows.run(rep, 'Create_Task', { subject: 'x', dueDate: 'soon' });
    assert.equal(result.status, 'Error');
    assert.match(result.status === 'Error' ? result.message : '', /dueDate takes Date/);
  });
});
