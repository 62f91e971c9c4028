import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FieldShape, OrgShapes } from '../match/types.ts';
import { checkSettings } from './check-settings.ts';
import { incompatibility } from './filling/compatible.ts';
import { settings as base } from './fixture.ts';
import { fieldValue } from './filling/field-value.ts';
import type { TenantSettings } from './settings.ts';
import type { FieldValue } from './types.ts';

const field = (type: string, more: Partial<FieldShape> = {}): FieldShape => ({
  ...{ type, length: 0, createable: true, updateable: true, picklist: null },
  ...more,
});
const text = (length: number) => field('string', { length });
const shapes: OrgShapes = {
  Opportunity: {
    Id: field('id', { length: 18, createable: false, updateable: false }),
    Amount: field('currency', { precision: 18, scale: 2 }),
    Count__c: field('int', { digits: 3 }),
    Small__c: field('double', { precision: 3, scale: 0 }),
    CloseDate: field('date'),
    NextStep: text(255),
    Short__c: text(20),
    StageName: field('picklist', { length: 255, values: ['Proposal', 'Negotiation'] }),
    Phase__c: field('picklist', { length: 255, values: ['Proposal', 'Negotiation', 'Other'] }),
    Phases__c: field('multipicklist', { length: 4099, values: ['Proposal', 'Negotiation'] }),
    Score__c: field('double', { precision: 18, scale: 0, calculated: true, updateable: false }),
    ExpectedRevenue: field('currency', { precision: 18, scale: 2, updateable: false }),
    Locked__c: field('string', { length: 255, updateable: false }),
    Partner__c: field('reference', { length: 18, referenceTo: ['Account'] }),
    Champion__c: field('reference', { length: 18, referenceTo: ['Contact'] }),
  },
  Contact: { Title: { ...text(128), createable: false, updateable: false } },
  Task: { Description: field('textarea', { length: 32_000 }), OwnerId: field('reference', { length: 18 }) },
  ContentNote: {},
  ContentDocumentLink: {},
};

const check = (more: Partial<TenantSettings>, org = shapes) =>
  checkSettings({ ...base, ...more }, org).map(({ pointer, detail }) => `${pointer} ${detail}`);
const map = (name: string, toField: string, object = 'Opportunity') => ({ object, field: name, toField });

test('settings that the org can keep have no fault', () => {
  assert.deepEqual(
    check({
      noteOnDeal: true,
      objects: [
        {
          object: 'Opportunity',
          writing: 'on',
          fields: [
            { field: 'Amount', writing: 'on' },
            { field: 'Locked__c', writing: 'suggest' },
          ],
        },
        { object: 'Contact', writing: 'suggest', fields: [] },
        { object: 'Task', writing: 'on', fields: [{ field: 'Description', writing: 'off' }] },
      ],
      fieldMapping: [map('StageName', 'Phase__c'), map('Phase__c', 'NextStep'), map('Count__c', 'Amount')],
    }),
    [],
  );
});

test('objects and fields that are unknown, unseen, listed twice or nobody’s to write are named with the mend', () => {
  const on = (name: string) => ({ field: name, writing: 'on' as const });
  const faults = check({
    objects: [
      { object: 'Case', writing: 'on', fields: [] },
      { object: 'Lead', writing: 'on', fields: [] },
      { object: 'Contact', writing: 'on', fields: [] },
      {
        object: 'Opportunity',
        writing: 'suggest',
        fields: [
          on('Nowhere__c'),
          on('Score__c'),
          on('Id'),
          on('ExpectedRevenue'),
          on('Locked__c'),
          on('Amount'),
          on('Amount'),
        ],
      },
      { object: 'Opportunity', writing: 'on', fields: [] },
      { object: 'constructor', writing: 'on', fields: [] },
    ],
  });
  const expected = [
    /^\/objects\/0\/object Debrief does not write Case/,
    /^\/objects\/1\/object The integration user does not see Lead\. Assign it/,
    /^\/objects\/2\/writing The integration user may not edit Contact\. Assign it the permission set Debrief_CRM_Filling/,
    /^\/objects\/3\/fields\/0\/field Opportunity has no field Nowhere__c that the integration user sees/,
    /^\/objects\/3\/fields\/1\/field Opportunity\.Score__c is kept by the org itself/,
    /^\/objects\/3\/fields\/2\/field Opportunity\.Id is kept by the org itself/,
    /^\/objects\/3\/fields\/3\/field Opportunity\.ExpectedRevenue is kept by the org itself/,
    /^\/objects\/3\/fields\/4\/field The integration user may not edit Opportunity\.Locked__c\. .* or choose suggest\./,
    /^\/objects\/3\/fields\/6\/field Amount is listed twice/,
    /^\/objects\/4\/object Opportunity is listed twice/,
    /^\/objects\/5\/object Debrief does not write constructor/,
  ];
  assert.equal(faults.length, expected.length, faults.join('\n'));
  expected.forEach((fault, at) => assert.match(faults[at] ?? '', fault));
});

test('a mapping that a value could break later is refused when it is saved', () => {
  const faults = check({
    objects: [{ object: 'Opportunity', writing: 'on', fields: [] }],
    fieldMapping: [
      map('NextStep', 'StageName'),
      map('CloseDate', 'Count__c'),
      map('Amount', 'Count__c'),
      map('Phase__c', 'StageName'),
      map('Locked__c', 'Short__c'),
      map('Partner__c', 'Champion__c'),
      map('StageName', 'StageName'),
      map('Short__c', 'Locked__c'),
      map('Short__c', 'Id'),
      map('Nowhere__c', 'Score__c'),
      map('Subject', 'Description', 'Task'),
    ],
  });
  const expected = [
    /^\/fieldMapping\/0\/toField Opportunity\.NextStep can't be mapped to StageName: a value of type string does not go into a field of type picklist/,
    /^\/fieldMapping\/1\/toField .*a value of type date does not go into a field of type int/,
    /^\/fieldMapping\/2\/toField Two fields are mapped to Opportunity\.Count__c/,
    /^\/fieldMapping\/3\/toField Two fields are mapped to Opportunity\.StageName/,
    /^\/fieldMapping\/4\/toField .*it holds 20 characters, and the source up to 255/,
    /^\/fieldMapping\/5\/toField .*it does not refer to Account/,
    /^\/fieldMapping\/6\/toField Opportunity\.StageName is mapped to itself/,
    /^\/fieldMapping\/7\/toField The integration user may not edit Opportunity\.Locked__c/,
    /^\/fieldMapping\/8\/field Opportunity\.Short__c is mapped twice/,
    /^\/fieldMapping\/8\/toField Opportunity\.Id is kept by the org itself/,
    /^\/fieldMapping\/9\/field Opportunity has no field Nowhere__c/,
    /^\/fieldMapping\/9\/toField Opportunity\.Score__c is kept by the org itself/,
    /^\/fieldMapping\/10\/object Debrief does not write Task/,
  ];
  assert.equal(faults.length, expected.length, faults.join('\n'));
  expected.forEach((fault, at) => assert.match(faults[at] ?? '', fault));
  assert.match(check({ fieldMapping: [map('Amount', 'Small__c')] })[0] ?? '', /keeps 3 digits and 0 decimals/);
  assert.match(
    check({ fieldMapping: [map('Phase__c', 'StageName')] })[0] ?? '',
    /no value 'Other', which the source has/,
  );
});

test('notes on the deal in an org without notes', () => {
  const { ContentNote: _, ...without } = shapes;
  assert.match(check({ noteOnDeal: true }, without)[0] ?? '', /^\/noteOnDeal Notes are off in this org/);
});

const anyShape = fc.oneof(
  fc.record({ type: fc.constantFrom('string', 'textarea', 'combobox'), length: fc.constantFrom(3, 10, 20, 255) }),
  fc.record({ type: fc.constantFrom('email', 'phone', 'url'), length: fc.constantFrom(40, 80) }),
  fc.record({
    type: fc.constantFrom('double', 'currency', 'percent'),
    precision: fc.constantFrom(3, 8, 15),
    scale: fc.constantFrom(0, 2),
  }),
  fc.record({ type: fc.constant('int'), digits: fc.constantFrom(3, 8) }),
  fc.record({
    type: fc.constantFrom('picklist', 'multipicklist'),
    length: fc.constant(255),
    values: fc.subarray(['Proposal', 'Negotiation', 'Won'], { minLength: 1 }),
  }),
  fc.record({ type: fc.constantFrom('date', 'datetime', 'time', 'boolean') }),
);
const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -99_999_999, max: 99_999_999 }),
  fc.boolean(),
  fc.constantFrom(
    'Proposal',
    'Won;Proposal',
    '2026-03-31',
    '2026-03-31T09:00:00Z',
    '09:30',
    'a@b.example',
    'https://a.example',
    12.25,
    999,
  ),
);

test('every value that a source field takes, a compatible target takes as well', () => {
  let taken = 0;
  fc.assert(
    fc.property(anyShape, anyShape, anyValue, (from, to, value) => {
      const source = field(from.type, from);
      const target = field(to.type, to);
      const inSource = fieldValue(source, value);
      if (incompatibility(source, target) !== undefined || 'refused' in inSource) return;
      taken += 1;
      const inTarget = fieldValue(target, inSource.value);
      assert.ok(
        'value' in inTarget,
        `${source.type} → ${target.type}: ${'refused' in inTarget ? inTarget.refused : ''}`,
      );
    }),
    { numRuns: 20_000 },
  );
  assert.ok(taken > 100);
});
