import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Conversation, type Conversation as ConversationData } from '../conversation/conversation.ts';
import { company, event, eventId, JANE, lead, leadId, RENEWAL, task, taskId } from '../match/fixture.ts';
import type { FieldShape, OrgShapes } from '../match/types.ts';
import { applied, planned, settings as base } from './fixture.ts';
import { TenantSettings, writingOf } from './settings.ts';
import { WRITING } from './types.ts';

const OWN = /__c$/;

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('<b>bold</b> & <script>x</script>', '  padded  ', 'مرحبا 👋', 'a\u0000b\u0007c', 'x'.repeat(400)),
);
const ms = fc.option(fc.nat(4_000_000), { nil: undefined });
const party = fc.record(
  {
    role: fc.constantFrom('ours', 'theirs'),
    name: words.map((text) => text.slice(0, 255)),
    email: fc.constantFrom('paul@sealight.example', 'jane@acme.example', 'Lea@new.example', 'who@nowhere.example'),
    phone: fc.constantFrom('+33612345678', '06 99 99 99 99', 'no number'),
  },
  { requiredKeys: ['role'] },
);
const conversation: fc.Arbitrary<ConversationData> = fc
  .record(
    {
      kind: fc.constantFrom('call', 'meeting', 'email', 'chat'),
      title: words,
      link: fc.constantFrom('https://x.example/1', `https://x.example/${'y'.repeat(400)}`),
      direction: fc.constantFrom('inbound', 'outbound'),
      durationSec: fc.double({ min: 0, max: 2_000_000, noNaN: true }),
      owner: fc.constantFrom({ email: 'paul@sealight.example' }, { email: 'left@sealight.example' }),
      parties: fc.array(party, { minLength: 1, maxLength: 4 }),
      summary: words,
      notes: words,
      nextSteps: fc.array(words, { maxLength: 3 }),
      topics: fc.array(fc.record({ name: words.map((text) => text.slice(0, 255)), startMs: ms }), { maxLength: 4 }),
      highlights: fc.array(fc.record({ text: words, startMs: ms, endMs: ms }), { maxLength: 3 }),
      comments: fc.uniqueArray(fc.record({ id: fc.constantFrom('1', '2', '3'), text: words }), {
        selector: ({ id }) => id,
      }),
      actionItems: fc.array(fc.record({ text: words, due: fc.constantFrom('2026-04-01', undefined) }), {
        maxLength: 3,
      }),
      tags: fc.array(
        words.map((text) => text.slice(0, 255)),
        { maxLength: 3 },
      ),
      segments: fc.array(fc.record({ party: fc.constantFrom(-1, 0), startMs: fc.nat(9_000_000), text: words }), {
        maxLength: 5,
      }),
      fields: fc.array(
        fc.record({
          object: fc.constantFrom('Opportunity', 'Account', 'Case'),
          field: fc.constantFrom('StageName', 'Amount', 'NextStep'),
          value: fc.oneof(
            words,
            fc.double({ noNaN: true, noDefaultInfinity: true }),
            fc.constantFrom('Negotiation', 12_000, '12000.5'),
            fc.constant(null),
          ),
        }),
        { maxLength: 3 },
      ),
      crmRefs: fc.constantFrom([], [{ object: 'Opportunity', id: RENEWAL }]),
    },
    { requiredKeys: ['kind', 'parties'] },
  )
  .map((more) => Conversation.parse({ source: 'any', sourceId: 's1', startedAt: '2026-03-03T14:00:30.250Z', ...more }));
// the name of a deal stands in the evidence: a fact that changes it is told by one more run
const shapeOf = (type: string, more: Partial<FieldShape> = {}): FieldShape => ({
  ...{ type, length: 255, createable: true, updateable: true, picklist: null },
  ...more,
});
const shapes: OrgShapes = {
  Opportunity: {
    NextStep: shapeOf('string'),
    StageName: shapeOf('picklist', { values: ['Proposal', 'Negotiation'] }),
    Amount: shapeOf('currency', { precision: 18, scale: 2 }),
  },
  Account: { NextStep: shapeOf('string'), Amount: shapeOf('double', { updateable: false }) },
};
const snapshot = fc
  .record({
    description: fc.option(words),
    what: fc.constantFrom(null, RENEWAL),
    who: fc.constantFrom(null, JANE),
    several: fc.boolean(),
  })
  .map(({ description, what, who, several }) =>
    company({
      shapes,
      accounts: company().accounts.map((row) => ({ ...row, Amount: null, NextStep: null })),
      opportunities: company().opportunities.map((row) => ({ ...row, NextStep: null })),
      events: [event({ Id: eventId(1), Description: description?.trim() || null, WhatId: what, WhoId: who })].concat(
        several ? [event({ Id: eventId(2) })] : [],
      ),
      tasks: [task({ Id: taskId(1), WhoId: JANE, WhatId: what })],
      leads: [lead({ Id: leadId(1), Name: 'Lea', Email: 'lea@new.example' })],
    }),
  );

const mode = fc.constantFrom(...WRITING);
const settings: fc.Arbitrary<TenantSettings> = fc
  .record({
    writing: mode,
    objects: fc.uniqueArray(
      fc.record({
        object: fc.constantFrom(
          ...['Event', 'Task', 'Opportunity', 'Account', 'Conversation__c', 'Conversation_Moment__c', 'ContentNote'],
          ...['Conversation_Participant__c', 'Conversation_Suggestion__c', 'ContentDocumentLink'],
        ),
        writing: mode,
        fields: fc.uniqueArray(
          fc.record({
            field: fc.constantFrom(
              'Description',
              'WhatId',
              'Subject',
              'Conversation_Key__c',
              'Summary__c',
              'Amount',
              'Key__c',
            ),
            writing: mode,
          }),
          { maxLength: 2, selector: ({ field }) => field },
        ),
      }),
      { maxLength: 4, selector: ({ object }) => object },
    ),
    fieldMapping: fc.constantFrom(
      [],
      [{ object: 'Opportunity', field: 'StageName', toField: 'NextStep' }],
      [{ object: 'Opportunity', field: 'NextStep', toField: 'Amount' }],
    ),
    noteOnDeal: fc.boolean(),
    loggedCalls: fc.constantFrom('enrich', 'linkOnly'),
  })
  .map((chosen) => TenantSettings.parse({ ...base, ...chosen }));

test('whatever the settings: what has been written is never written again, and what is held back is never written', () => {
  fc.assert(
    fc.property(conversation, snapshot, settings, (one, before, chosen) => {
      const first = planned(one, before, '2026-03-03T15:00:00Z', undefined, chosen);
      for (const { object, operation, fields, id } of first.writes)
        for (const { field } of fields) {
          const isHeld = first.held?.some(
            (held) =>
              held.object === object &&
              held.operation === operation &&
              held.id === id &&
              id !== undefined &&
              held.fields.some((each) => each.field === field),
          );
          assert.ok(!isHeld, `${object}.${field} is written and held back`);
          if (!OWN.test(object) && chosen.writing !== 'off') assert.equal(writingOf(chosen, object, field), 'on');
        }
      const after = applied(before, first.writes);
      assert.deepEqual(planned(one, after, '2026-03-03T16:00:00Z', undefined, chosen).writes, []);
    }),
    { numRuns: 600 },
  );
});

test('settings that change lead to one more round of writes, and then to none', () => {
  fc.assert(
    fc.property(conversation, snapshot, settings, settings, (one, before, earlier, later) => {
      const settled = applied(before, planned(one, before, undefined, undefined, earlier).writes);
      const after = applied(settled, planned(one, settled, undefined, undefined, later).writes);
      assert.deepEqual(planned(one, after, undefined, undefined, later).writes, []);
    }),
    { numRuns: 400 },
  );
});

test('what has been written is never written again', () => {
  fc.assert(
    fc.property(conversation, snapshot, (one, before) => {
      const first = planned(one, before, '2026-03-03T15:00:00Z');
      const after = applied(before, first.writes);
      assert.deepEqual(planned(one, after, '2026-03-03T16:00:00Z').writes, []);
    }),
    { numRuns: 400 },
  );
});

test('from any state that the service left, one run leads to the same org as from the start', () => {
  fc.assert(
    fc.property(conversation, conversation, (earlier, later) => {
      const before = company();
      const same = { ...later, kind: earlier.kind };
      const settled = applied(before, planned(earlier, before).writes);
      const after = applied(settled, planned(same, settled).writes);
      assert.deepEqual(planned(same, after).writes, []);
    }),
    { numRuns: 200 },
  );
});

test('every write is keyed or has an Id, and no key is longer than its field or used twice', () => {
  fc.assert(
    fc.property(conversation, fc.string({ minLength: 1, maxLength: 200 }), (one, sourceId) => {
      const { writes } = planned({ ...one, sourceId });
      const keys = writes.map(({ object, key, id }) => `${object} ${key?.value ?? id}`);
      assert.equal(new Set(keys).size, keys.length);
      for (const { key } of writes) assert.ok((key?.value.length ?? 0) <= 255);
    }),
  );
});
