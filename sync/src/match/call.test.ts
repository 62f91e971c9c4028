import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, JANE, JOHN, matched, MAYA, task, taskId } from './fixture.ts';

test('a call that a phone tool logged is found by owner, number, time and duration', () => {
  for (const more of [
    { WhoId: JANE },
    { Subject: 'Outbound call to +33 6 12 34 56 78' },
    { Description: 'Number: 06.12.34.56.78' },
    { CallObject: '+33612345678' },
  ]) {
    const match = matched(call(), { tasks: [task({ Id: taskId(1), ...more })] });
    assert.equal(match.activity.id, taskId(1), JSON.stringify(more));
    assert.equal(match.rule, 'taskCall');
  }
});

test('a call task that a workflow made of the call is no log of it, nor of the next one', () => {
  const more = { WhoId: JANE, CallDurationInSeconds: null, CreatedDate: '2026-03-03T14:11:12.000Z' };
  const made = task({ Id: taskId(1), ...more, Conversation_Key__c: 'workflow:0f8b/each/0/task' });
  const match = matched(call(), { tasks: [made] });
  assert.deepEqual([match.rule, match.activity.id], ['create', undefined]);
});

test("the phone system's own id of the call is enough", () => {
  const match = matched(call({ parties: [] }), {
    tasks: [
      task({ Id: taskId(1), CallObject: 'c1', CreatedDate: '2026-03-05T08:00:00.000Z', CallDurationInSeconds: 1 }),
    ],
  });
  assert.equal(match.rule, 'callObject');
});

test("a task of the phone tool's own user counts by the call's id, unless it names another caller or is much older", () => {
  const logged = (more: object) =>
    matched(call(), { tasks: [task({ Id: taskId(1), CallObject: 'c1', OwnerId: MAYA, ...more })] }).rule;
  assert.equal(logged({}), 'callObject');
  assert.equal(logged({ ActivityDate: '2026-03-06', CreatedDate: '2026-03-06T08:00:00.000Z' }), 'callObject');
  assert.equal(logged({ WhoId: JOHN }), 'create');
  assert.equal(logged({ CreatedDate: '2025-03-03T14:06:30.000Z' }), 'create');
});

test('a call logged minutes later without a duration is left to a person, never logged twice', () => {
  for (const CreatedDate of ['2026-03-03T14:11:12.000Z', '2026-03-03T14:16:12.000Z']) {
    const match = matched(call(), {
      tasks: [task({ Id: taskId(1), WhoId: JANE, CallDurationInSeconds: null, CreatedDate })],
    });
    assert.equal(match.status, 'Needs review');
    assert.equal(match.activity.candidates[0]?.id, taskId(1));
  }
});

test('a call logged earlier that day is another call, even one of the same length with the same person', () => {
  const match = matched(call(), {
    tasks: [task({ Id: taskId(1), WhoId: JANE, CreatedDate: '2026-03-03T09:00:00.000Z' })],
  });
  assert.equal(match.activity.decision, 'create');
});

for (const [name, more] of [
  ['another number', { Subject: 'Call to +33 6 99 99 99 99' }],
  ['another contact', { WhoId: JOHN }],
  ['a colleague who was not on it', { WhoId: JANE, OwnerId: MAYA }],
  [
    'four minutes off and another duration',
    { WhoId: JANE, CreatedDate: '2026-03-03T14:10:13.000Z', CallDurationInSeconds: 90 },
  ],
  ['a to-do', { WhoId: JANE, TaskSubtype: 'Task', CallDurationInSeconds: null }],
] as const)
  test(`no link to a task of ${name}: one is created`, () => {
    const match = matched(call(), { tasks: [task({ Id: taskId(1), ...more })] });
    assert.equal(match.status, 'Created');
    assert.equal(match.activity.decision, 'create');
  });

test('a redial within minutes is told apart by its duration', () => {
  const tasks = [
    task({ Id: taskId(1), WhoId: JANE, CallDurationInSeconds: 8, CreatedDate: '2026-03-03T14:00:08.000Z' }),
    task({ Id: taskId(2), WhoId: JANE }),
  ];
  assert.equal(matched(call(), { tasks }).activity.id, taskId(2));
});

test('a call logged hours later is found by day, caller and duration', () => {
  const match = matched(call(), {
    tasks: [task({ Id: taskId(1), WhoId: JANE, CreatedDate: '2026-03-03T19:00:00.000Z' })],
  });
  assert.equal(match.activity.id, taskId(1));
  assert.match(match.evidence, /logged later that day/);
});

test('two tasks of one call are left to a person', () => {
  const tasks = [task({ Id: taskId(1), WhoId: JANE }), task({ Id: taskId(2), WhoId: JANE })];
  const match = matched(call(), { tasks });
  assert.equal(match.status, 'Needs review');
  assert.equal(match.activity.candidates.length, 2);
});

test('a task that names nobody needs the very duration', () => {
  const bare = matched(call(), { tasks: [task({ Id: taskId(1), CallDurationInSeconds: null })] });
  assert.equal(bare.activity.decision, 'none');
  assert.equal(bare.status, 'Needs review');
  assert.equal(matched(call(), { tasks: [task({ Id: taskId(1) })] }).activity.id, taskId(1));
});
