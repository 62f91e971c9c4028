/** What steps would write and ask, without an org: Ids, values, and what is left of a step that was interrupted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toId18 } from '../../match/ids.ts';
import type { FieldShape, OrgShapes } from '../../match/types.ts';
import type { FieldValue, PlannedField } from '../../plan/types.ts';
import { soqlOf } from './soql.ts';
import { planTask } from '../../workflow/create-task.ts';
import type { Json } from '../../workflow/liquid.ts';
import { questionOf } from '../../workflow/query-records.ts';
import { recordId } from '../../workflow/record-id.ts';
import { StepFailure } from '../../workflow/step.ts';
import { afterInterruption, planDeal } from '../../workflow/update-opportunity.ts';

const shape = (type: string, more: Partial<FieldShape> = {}): FieldShape => ({
  ...{ type, length: 0, createable: true, updateable: true, picklist: null },
  ...more,
});
const SHAPES: OrgShapes = {
  Opportunity: {
    Id: shape('id'),
    Name: shape('string', { length: 120, nillable: false }),
    StageName: shape('picklist', { values: ['Qualification', 'Closed Won'], length: 255 }),
    Amount: shape('currency', { precision: 18, scale: 2 }),
    CloseDate: shape('date'),
    NextStep: shape('string', { length: 20, label: 'Next Step', nillable: true }),
    Described__c: shape('datetime'),
    Formula__c: shape('double', { calculated: true, updateable: false }),
    Hidden__c: shape('string', { updateable: false, length: 10 }),
  },
  Task: {
    Conversation_Key__c: shape('string', { length: 255 }),
    Subject: shape('combobox', { length: 255 }),
    Description: shape('textarea', { length: 32_000 }),
    ActivityDate: shape('date'),
    WhatId: shape('reference'),
    WhoId: shape('reference'),
    OwnerId: shape('reference'),
  },
};
const failure = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof StepFailure) return error.message;
    throw error;
  }
  assert.fail('it went well');
};

const id15 = fc.stringMatching(/^006[A-Za-z0-9]{12}$/);

test('an Id is the same Id with 15 characters, with 18, and with 18 in any case', () => {
  fc.assert(
    fc.property(id15, fc.func(fc.boolean()), (id, flip) => {
      const whole = toId18(id);
      assert.equal(recordId(id), whole);
      assert.equal(recordId(` ${whole} `), whole);
      const anyCase = [...whole].map((letter, at) => (flip(at) ? letter.toUpperCase() : letter.toLowerCase())).join('');
      assert.equal(recordId(anyCase), whole);
    }),
  );
  for (const bad of ['', 'the deal', '0061234567890abcdef', '006-00000000001', '006000000000001AA!'])
    assert.equal(recordId(bad), undefined, bad);
});

test('of a step that was interrupted, what was written is not written again, and what others changed is theirs', () => {
  const value = fc.constantFrom<FieldValue>(null, 'a', 'b', 'c', 1, 2);
  fc.assert(
    fc.property(fc.record({ before: value, after: value, now: value }), ({ before, after, now }) => {
      fc.pre(before !== after);
      const field: PlannedField = { field: 'NextStep', before, after, rule: 'workflow' };
      const left = afterInterruption([field], { NextStep: now });
      assert.equal(left.done.length, now === after ? 1 : 0);
      assert.equal(left.open.length, now === before ? 1 : 0);
      assert.equal(left.remarks.length, now !== after && now !== before ? 1 : 0);
    }),
  );
});

test('a deal’s values: all that is wrong is told at once, and nothing is planned', () => {
  const plan = (field_values: Json, row: Json = {}) => planDeal({ field_values }, row, SHAPES);
  const words = failure(() =>
    plan({
      StageName: 'Legal',
      Formula__c: 1,
      Hidden__c: 'x',
      Nope__c: 'y',
      IsClosed: true,
      Amount: 'much',
      Name: null,
    }),
  );
  for (const part of [
    /StageName has no value 'Legal', or no longer\. Use one of its values as they are written: 'Qualification', 'Closed Won'/,
    /Formula__c is read-only/,
    /may not edit Opportunity\.Hidden__c: assign it the permission set Debrief_CRM_Filling/,
    /Opportunity has no field Nope__c/,
    /IsClosed is read-only/,
    /Amount: 'much' is not a number/,
    /Name can't be emptied/,
  ])
    assert.match(words, part);
  const good = plan(
    {
      NextStep: 'Send the whole contract to legal',
      Amount: '1200.50',
      CloseDate: '2027-04-30',
      StageName: 'Closed Won',
    },
    { Amount: 1200.5, CloseDate: '2027-03-31', NextStep: null, StageName: 'Qualification' },
  );
  assert.deepEqual(
    good.fields.map(({ field, after }) => [field, after]),
    [
      ['NextStep', 'Send the whole cont…'],
      ['CloseDate', '2027-04-30'],
      ['StageName', 'Closed Won'],
    ],
  );
  assert.match(good.remarks.join(), /NextStep was cut from 32 to 20 characters/);
  assert.deepEqual(plan({ NextStep: null }, { NextStep: 'x' }).fields[0]?.after, null);
  assert.match(plan({ NextStep: ' ' }, { NextStep: 'x' }).remarks.join(), /left as it is: its template gave nothing/);
});

test('a task says what was left out, and its subject is cut to what the org holds', () => {
  const plan = (input: Json) =>
    planTask(input, { key: 'workflow:r/task', ownerId: '005000000000001AAA', shapes: SHAPES });
  const { write, remarks } = plan({ subject: 'x'.repeat(300), activity_date: '2026-02-30', description: ' ' });
  assert.equal(String(write.fields.find(({ field }) => field === 'Subject')?.after).length, 255);
  assert.equal(
    write.fields.some(({ field }) => field === 'Description' || field === 'ActivityDate'),
    false,
  );
  assert.match(
    remarks.join(),
    /ActivityDate was left out: '2026-02-30' is not a date.*Task\.Subject was cut from 300 to 255 characters.*TaskSubtype/,
  );
  assert.deepEqual(write.key, { field: 'Conversation_Key__c', value: 'workflow:r/task' });
  const { Conversation_Key__c: _, ...without } = SHAPES.Task ?? {};
  assert.match(
    failure(() => planTask({ subject: 'x' }, { key: 'k', shapes: { Task: without } })),
    /keeps a task from being made twice\. Assign it the permission set Debrief_Integration/,
  );
});

test('whatever a value says, the question stays the one that was asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('=', '!=', 'like', 'in'), (text, op) => {
      fc.pre(text.trim() !== '');
      const question = questionOf(
        {
          object: 'Opportunity',
          fields: ['Name'],
          where: [{ field: 'NextStep', op, value: op === 'in' ? [text] : text }],
          limit: 5,
        },
        SHAPES,
      );
      assert.ok(!('nothing' in question));
      const soql = soqlOf(question);
      const inner =
        /^SELECT Id, Name FROM Opportunity WHERE NextStep (?:=|!=|LIKE|IN) \(?'((?:[^'\\]|\\.)*)'\)? LIMIT 5$/su.exec(
          soql,
        );
      assert.ok(inner, soql);
    }),
  );
});

test('names that the org does not have, and values that a field does not take, are told', () => {
  const ask = (more: Json) =>
    questionOf({ object: 'Opportunity', fields: ['Id'], where: [], limit: 1, ...more }, SHAPES);
  assert.match(
    failure(() => ask({ object: 'Nope' })),
    /The org has no object Nope/,
  );
  assert.match(
    failure(() => ask({ fields: ['Name, (SELECT Id FROM Tasks)'] })),
    /has no field/,
  );
  assert.match(
    failure(() => ask({ orderBy: { field: 'x', direction: 'asc' } })),
    /has no field x/,
  );
  const where = (field: string, value: unknown, op = '=') => ask({ where: [{ field, op, value }] });
  assert.match(
    failure(() => where('Amount', '1 OR 1=1')),
    /is not a number/,
  );
  assert.match(
    failure(() => where('CloseDate', 'TODAY')),
    /is not a date/,
  );
  assert.match(
    failure(() => where('Id', "x' OR '1'='1")),
    /is no Salesforce Id/,
  );
  assert.deepEqual(where('Amount', ''), {
    nothing: 'Nothing was asked: the condition on Amount has no value for this conversation.',
  });
  const soql = soqlOf(
    ask({
      where: [
        { field: 'CloseDate', op: '<=', value: '2027-01-01' },
        { field: 'Described__c', op: '>', value: '2027-01-01T09:00:00+02:00' },
        { field: 'Formula__c', op: '>=', value: '12.5' },
        { field: 'NextStep', op: '!=', value: null },
        { field: 'Id', op: 'in', value: '006000000000001, 006000000000002' },
      ],
      orderBy: { field: 'CloseDate', direction: 'desc' },
    }) as Parameters<typeof soqlOf>[0],
  );
  assert.equal(
    soql,
    "SELECT Id FROM Opportunity WHERE CloseDate <= 2027-01-01 AND Described__c > 2027-01-01T07:00:00Z AND Formula__c >= 12.5 AND NextStep != null AND Id IN ('006000000000001AAA', '006000000000002AAA') ORDER BY CloseDate DESC NULLS LAST LIMIT 1",
  );
});
