import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, EXPANSION, meeting, RENEWAL } from '../../match/fixture.ts';
import type { Snapshot } from '../../match/types.ts';
import { applied, planned, settings as base } from '../fixture.ts';
import type { TenantSettings } from '../settings.ts';
import type { Plan } from '../types.ts';

const NOW = '2026-03-03T15:00:00Z';
const on: TenantSettings = { ...base, noteOnDeal: true };
const talk = meeting({ notes: 'Twelve hulls.\nBy May.' });
const NOTES = new Set(['ContentNote', 'ContentDocumentLink']);

const run = (conversation: typeof talk, snapshot: Snapshot, settings = on) =>
  planned(conversation, snapshot, NOW, undefined, settings);
const told = (plan: Plan) =>
  plan.writes
    .filter(({ object }) => NOTES.has(object))
    .map(({ object, operation, fields }) => [object, operation, ...fields.map(({ after }) => after)]);
const noted = () => applied(company(), run(talk, company()).writes);

test('a note is made with the deal’s link, and the conversation keeps its Id', () => {
  const plan = run(talk, company());
  assert.deepEqual(told(plan), [
    ['ContentNote', 'create', 'Renewal talk', 'Twelve hulls.\nBy May.'],
    ['ContentDocumentLink', 'create', RENEWAL, 'V'],
  ]);
  const parent = plan.writes.find(({ object }) => object === 'Conversation__c');
  assert.deepEqual(parent?.links?.Note_Id__c, { object: 'ContentNote', key: 'zoom:m1' });
  const after = noted();
  assert.equal(after.conversations[0]?.Note_Id__c, after.notes?.[0]?.Id);
  assert.deepEqual(run(talk, after).writes, []);
});

test('no setting, no notes or no deal: no note', () => {
  assert.deepEqual(told(run(talk, company(), base)), []);
  assert.deepEqual(told(run(meeting(), company())), []);
  assert.deepEqual(told(run(talk, company({ opportunities: [], contactRoles: [] }))), []);
});

test('new notes change the note in place, and a deal found later gets it', () => {
  const change = { ...talk, notes: 'Fourteen hulls.' };
  const plan = run(change, noted());
  assert.deepEqual(told(plan), [['ContentNote', 'update', 'Fourteen hulls.']]);
  assert.equal(plan.writes.find(({ object }) => object === 'ContentNote')?.fields[0]?.before, 'Twelve hulls.\nBy May.');
  assert.deepEqual(run(change, applied(noted(), plan.writes)).writes, []);
  const without = company({ opportunities: [], contactRoles: [] });
  const later = applied(without, run(talk, without).writes);
  const found = { ...later, opportunities: company().opportunities, contactRoles: company().contactRoles };
  assert.equal(told(run(talk, found))[0]?.[1], 'create');
});

test('another deal: the note goes along', () => {
  const snapshot = noted();
  Object.assign(snapshot.conversations[0] ?? {}, { Opportunity__c: EXPANSION, Match_Status__c: 'Locked' });
  const plan = run(talk, snapshot);
  assert.deepEqual(told(plan), [
    ['ContentDocumentLink', 'delete', null],
    ['ContentDocumentLink', 'create', snapshot.notes?.[0]?.Id, EXPANSION, 'V'],
  ]);
  const after = applied(snapshot, plan.writes);
  assert.deepEqual(
    after.notes?.[0]?.links.map(({ LinkedEntityId }) => LinkedEntityId),
    [EXPANSION],
  );
  assert.deepEqual(run(talk, after).writes, []);
});

test('people’s hands on a note: edited it keeps its text, unlinked it stays so, deleted it is not made again', () => {
  const change = { ...talk, notes: 'Fourteen hulls.' };
  const edited = noted();
  Object.assign(edited.notes?.[0] ?? {}, { LastModifiedById: 'a person' });
  const plan = run(change, edited);
  assert.deepEqual(told(plan), []);
  assert.match(plan.remarks.join(), /edited by a person; its text was left as it is/);
  assert.deepEqual(run(change, applied(edited, plan.writes)).writes, []);
  const empty = run({ ...talk, notes: undefined }, edited);
  assert.deepEqual(told(empty), []);

  const unlinked = noted();
  Object.assign(unlinked.notes?.[0] ?? {}, { links: [] });
  assert.deepEqual(run(talk, unlinked).writes, []);
  assert.deepEqual(told(run(change, unlinked)), [['ContentNote', 'update', 'Fourteen hulls.']]);

  const deleted = { ...noted(), notes: [] };
  assert.match(run(change, deleted).remarks.join(), /was deleted in the org; it is not made again/);
  assert.deepEqual(told(run(change, deleted)), []);
});

test('notes that are gone take the note along, and new ones make a new note', () => {
  const without = { ...talk, notes: undefined };
  const plan = run(without, noted());
  assert.deepEqual(told(plan), [['ContentNote', 'delete', null, null]]);
  const after = applied(noted(), plan.writes);
  assert.equal(after.conversations[0]?.Note_Id__c, null);
  assert.deepEqual(run(without, after).writes, []);
  assert.equal(told(run(talk, after))[0]?.[1], 'create');
});

test('notes that are off in the org, or off or suggest by setting, are said and not written', () => {
  const shapes = { Conversation__c: {} };
  assert.match(
    run(talk, company({ shapes })).remarks.join('\n'),
    /notes are off in this org.* In Setup, Notes Settings/,
  );
  for (const [object, writing, note] of [
    ['ContentNote', 'off', 'Not written: ContentNote is set to off.'],
    ['ContentDocumentLink', 'suggest', 'Left to people: ContentDocumentLink is set to suggest.'],
    ['Conversation__c', 'off', 'Not written: Conversation__c is set to off.'],
  ] as const) {
    const plan = run(talk, company(), { ...on, objects: [{ object, writing, fields: [] }] });
    assert.deepEqual(told(plan), []);
    const held = plan.held?.filter((write) => NOTES.has(write.object));
    assert.deepEqual(
      held?.map((write) => write.note),
      [note, note],
    );
    assert.ok(
      !plan.writes.some(
        ({ fields, links }) => links?.Note_Id__c || fields.some((each) => each.field === 'Note_Mark__c'),
      ),
    );
  }
});
