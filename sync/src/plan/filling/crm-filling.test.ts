import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, deal, JANE, meeting, RENEWAL } from '../../match/fixture.ts';
import type { FieldShape, OrgShapes, Snapshot } from '../../match/types.ts';
import { applied, planned, settings as base, written } from '../fixture.ts';
import type { TenantSettings } from '../settings.ts';
import type { Plan, Writing } from '../types.ts';

const NOW = '2026-03-03T15:00:00Z';
const field = (type: string, more: Partial<FieldShape> = {}): FieldShape => ({
  ...{ type, length: 0, createable: true, updateable: true, picklist: null },
  ...more,
});
const shapes: OrgShapes = {
  Opportunity: {
    Amount: field('currency', { precision: 18, scale: 2 }),
    NextStep: field('string', { length: 255 }),
    StageName: field('picklist', { length: 255, values: ['Proposal', 'Negotiation'] }),
    Score__c: field('double', { calculated: true, updateable: false }),
    Secret__c: field('string', { length: 255, updateable: false }),
  },
};

function org(more: Record<string, unknown> = {}): Snapshot {
  const renewal = deal({
    ...{ Id: RENEWAL, Name: 'Acme – Renewal', NextStep: null, Score__c: 3, Secret__c: null },
    ...more,
  });
  return company({ opportunities: [renewal], shapes });
}
const set = (objects: TenantSettings['objects'], more: Partial<TenantSettings> = {}): TenantSettings => ({
  ...base,
  objects,
  ...more,
});
const opportunity = (writing: Writing, fields: Record<string, Writing> = {}) =>
  set([
    {
      ...{ object: 'Opportunity', writing },
      fields: Object.entries(fields).map(([name, mode]) => ({ field: name, writing: mode })),
    },
  ]);
const ON = opportunity('on');
const says = (...facts: [string, unknown][]) =>
  meeting({
    fields: facts.map(([name, value]) => ({ object: 'Opportunity', field: name, value, quote: 'So be it.' })),
  });
const run = (conversation: ReturnType<typeof says>, snapshot: Snapshot, settings: TenantSettings) =>
  planned(conversation, snapshot, NOW, undefined, settings);
const updates = (plan: Plan) => plan.writes.filter(({ object }) => object === 'Opportunity');
const suggested = (plan: Plan) =>
  written(plan, 'Conversation_Suggestion__c').map(({ Field__c, Proposed__c, Status__c }) => [
    Field__c,
    Proposed__c,
    Status__c,
  ]);

test('on: one update a record with what stood there and the quote, and a suggestion each that says Applied', () => {
  const plan = run(says(['Amount', '12000.50'], ['StageName', 'Negotiation']), org(), ON);
  assert.deepEqual(updates(plan), [
    {
      ...{ object: 'Opportunity', operation: 'update', id: RENEWAL },
      suggestionKeys: ['zoom:m1#suggestion:Opportunity.Amount', 'zoom:m1#suggestion:Opportunity.StageName'],
      fields: [
        { field: 'Amount', before: 10_000, after: 12_000.5, rule: 'crmFilling', evidence: 'So be it.' },
        { field: 'StageName', before: 'Proposal', after: 'Negotiation', rule: 'crmFilling', evidence: 'So be it.' },
      ],
    },
  ]);
  assert.deepEqual(suggested(plan), [
    ['Amount', '12000.5', 'Applied'],
    ['StageName', 'Negotiation', 'Applied'],
  ]);
});

test('suggest, off and on stand beside each other in one object', () => {
  const settings = opportunity('off', { Amount: 'suggest', StageName: 'on' });
  const plan = run(says(['Amount', 12_000], ['StageName', 'Negotiation'], ['NextStep', 'Call']), org(), settings);
  assert.deepEqual(
    updates(plan).flatMap(({ fields }) => fields.map((each) => each.field)),
    ['StageName'],
  );
  assert.deepEqual(suggested(plan), [
    ['Amount', '12000', 'Proposed'],
    ['StageName', 'Negotiation', 'Applied'],
  ]);
  assert.deepEqual(
    plan.held?.map(({ object, id, fields, writing, note }) => [object, id, fields[0]?.field, writing, note]),
    [['Opportunity', RENEWAL, 'NextStep', 'off', 'Not written: Opportunity is set to off.']],
  );
});

test('writing set to suggest is the most that is done to the customers’ records', () => {
  const plan = run(says(['Amount', 12_000]), org(), { ...ON, writing: 'suggest' });
  assert.deepEqual(updates(plan), []);
  assert.deepEqual(suggested(plan), [['Amount', '12000', 'Proposed']]);
});

test('what nobody or not the integration user may write is said; the latter is suggested', () => {
  const plan = run(says(['Score__c', 4], ['Secret__c', 'x'], ['CreatedDate', NOW], ['Nowhere__c', 1]), org(), ON);
  assert.deepEqual(updates(plan), []);
  assert.deepEqual(suggested(plan), [['Secret__c', 'x', 'Proposed']]);
  const said = plan.remarks.join('\n');
  assert.match(said, /Score__c was not suggested: the org works it out itself/);
  assert.match(said, /Secret__c was suggested, not written: the integration user may not edit it\. Assign/);
  assert.match(said, /CreatedDate was not suggested: the org keeps this field itself/);
  assert.match(said, /Nowhere__c was not suggested: the integration user does not see it/);
});

function afterwards(conversation: ReturnType<typeof says>, settings: TenantSettings, more = {}): Snapshot {
  const before = org();
  const after = applied(before, run(conversation, before, settings).writes);
  Object.assign(after.opportunities[0] ?? {}, more);
  return after;
}

test('what was applied is not applied again: not unchanged, not after a person wrote something else', () => {
  const talk = says(['Amount', 12_000]);
  assert.deepEqual(run(talk, afterwards(talk, ON), ON).writes, []);
  const changed = afterwards(talk, ON, { Amount: 9000 });
  assert.deepEqual(run(talk, changed, ON).writes, []);
  const anew = run(says(['Amount', 13_000]), changed, ON);
  assert.deepEqual(updates(anew)[0]?.fields[0]?.after, 13_000);
  assert.deepEqual(suggested(anew), [['Amount', '13000', 'Applied']]);
  const once = applied(changed, anew.writes);
  assert.equal(once.suggestions.length, 2);
  assert.deepEqual(run(says(['Amount', 13_000]), once, ON).writes, []);
});

test('what a person rejected is never written; another value of the same field is asked about anew', () => {
  const talk = says(['Amount', 12_000]);
  const suggest = opportunity('suggest');
  const rejected = afterwards(talk, suggest);
  for (const row of rejected.suggestions) row.Status__c = 'Rejected';
  assert.deepEqual(run(talk, rejected, ON).writes, []);
  assert.deepEqual(run(talk, rejected, suggest).writes, []);
  const other = run(says(['Amount', 13_000]), rejected, suggest);
  assert.deepEqual(suggested(other), [['Amount', '13000', 'Proposed']]);
  const after = applied(rejected, other.writes);
  assert.deepEqual(run(says(['Amount', 13_000]), after, suggest).writes, []);
  assert.deepEqual(
    after.suggestions.map(({ Status__c }) => Status__c),
    ['Rejected', 'Proposed'],
  );
});

test('what a person accepted on the page stays as they left it: with another value, and half-way', () => {
  const talk = says(['Amount', 12_000]);
  const suggest = opportunity('suggest');
  for (const [status, amount] of [
    ['Applied', 11_500],
    ['Accepted', 10_000],
  ] as const) {
    const decided = afterwards(talk, suggest, { Amount: amount });
    for (const row of decided.suggestions) row.Status__c = status;
    assert.deepEqual(run(talk, decided, suggest).writes, [], status);
    assert.deepEqual(run(talk, decided, ON).writes, [], status);
  }
});

test('a suggestion that stays open is not written again when its record changes', () => {
  const talk = says(['Amount', 12_000]);
  const suggest = opportunity('suggest');
  assert.deepEqual(run(talk, afterwards(talk, suggest, { Amount: 11_000 }), suggest).writes, []);
});

test('a refused write is tried again, and its row says Applied when the org takes it', () => {
  const talk = says(['Amount', 12_000]);
  const failed = afterwards(talk, ON, { Amount: 10_000 });
  for (const row of failed.suggestions) Object.assign(row, { Status__c: 'Failed', Error__c: 'Ask your manager.' });
  const plan = run(talk, failed, ON);
  assert.equal(updates(plan).length, 1);
  assert.deepEqual(written(plan, 'Conversation_Suggestion__c'), [{ Status__c: 'Applied', Error__c: null }]);
});

test('a proposed value is written when the setting is changed to on, and kept as it is when changed to off', () => {
  const talk = says(['Amount', 12_000]);
  const proposed = afterwards(talk, opportunity('suggest'));
  const plan = run(talk, proposed, ON);
  assert.equal(updates(plan).length, 1);
  assert.deepEqual(written(plan, 'Conversation_Suggestion__c'), [{ Status__c: 'Applied' }]);
  assert.deepEqual(run(talk, proposed, opportunity('off')).writes, []);
});

test('said twice, the last word is written and that is said', () => {
  const plan = run(says(['Amount', 12_000], ['Amount', 13_000]), org(), ON);
  assert.deepEqual(
    updates(plan)[0]?.fields.map(({ after }) => after),
    [13_000],
  );
  assert.match(plan.remarks.join(), /Opportunity\.Amount is said more than once: the last value counts/);
  const after = applied(org(), plan.writes);
  assert.deepEqual(run(says(['Amount', 12_000], ['Amount', 13_000]), after, ON).writes, []);
});

test('nothing is written where no suggestion may tell of it', () => {
  const settings = set([...ON.objects, { object: 'Conversation_Suggestion__c', writing: 'off', fields: [] }]);
  const plan = run(says(['Amount', 12_000]), org(), settings);
  assert.deepEqual([...updates(plan), ...suggested(plan)], []);
  assert.equal(plan.held?.[0]?.note, 'Not written: Conversation_Suggestion__c is set to off.');
});

test('a mapped fact is checked and kept under the field that it goes to', () => {
  const fieldMapping = [{ object: 'Opportunity', field: 'Budget__c', toField: 'Amount' }];
  const plan = run(says(['Budget__c', '12000'], ['StageName', 'Won']), org(), { ...ON, fieldMapping });
  assert.deepEqual(suggested(plan), [['Amount', '12000', 'Applied']]);
  assert.deepEqual(
    plan.remarks.map((remark) => remark.split(':')[0]),
    ['Opportunity.StageName was not suggested'],
  );
});

test('a value that was not read is not taken for empty', () => {
  const snapshot = org();
  delete snapshot.opportunities[0]?.NextStep;
  const plan = run(says(['NextStep', 'Call']), snapshot, ON);
  assert.deepEqual(updates(plan), []);
  assert.match(plan.remarks.join(), /NextStep was not suggested: its value now was not read from the org/);
});

test('contacts, accounts and leads are filled where the conversation is linked to one', () => {
  const facts = [
    { object: 'Contact', field: 'Title', value: 'CEO' },
    { object: 'Account', field: 'Industry', value: 'Shipping' },
    { object: 'Lead', field: 'Title', value: 'CEO' },
    { object: 'Case', field: 'Subject', value: 'x' },
  ];
  const settings = set(
    ['Contact', 'Account', 'Lead'].map((object) => ({ object, writing: 'on' as const, fields: [] })),
  );
  const title = { Title: field('string', { length: 128 }) };
  const described = { Contact: title, Lead: title, Account: { Industry: field('picklist', { values: ['Shipping'] }) } };
  const snapshot = company({ shapes: described });
  for (const row of snapshot.contacts) row.Title = null;
  for (const row of snapshot.accounts) row.Industry = null;
  const plan = planned(meeting({ fields: facts }), snapshot, NOW, undefined, settings);
  assert.deepEqual(
    plan.writes
      .filter(({ operation, object }) => operation === 'update' && object !== 'Event')
      .map(({ object, id }) => [object, id]),
    [
      ['Contact', JANE],
      ['Account', company().accounts[0]?.Id],
    ],
  );
  assert.match(plan.remarks.join('\n'), /Lead\.Title was not suggested: the conversation is linked to no Lead/);
  assert.match(plan.remarks.join('\n'), /Case\.Subject was not suggested: only Account, Contact, Lead and Opportunity/);
});
