import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import { READY } from '../../workflow/ready/index.ts';
import { WorkflowDefinition } from '../../workflow/definition.ts';
import { objectNeedsOf } from './needs.ts';
import { withWorkflows, workflowFields } from './workflow-needs.ts';

const needs = objectNeedsOf(DEFAULT_SETTINGS);
const edit = (definitions: WorkflowDefinition[], settings: Parameters<typeof withWorkflows>[2]) =>
  withWorkflows(needs, definitions, settings).find(({ object }) => object === 'Opportunity')?.rights.edit;
const on = { ...DEFAULT_SETTINGS, writing: 'on' as const };
const onDeals = { ...on, objects: [{ object: 'Opportunity', writing: 'on' as const, fields: [] }] };

test('opportunities have to be editable only while a workflow that is on writes to them', () => {
  assert.equal(edit([], onDeals), 'recommended');
  assert.equal(edit(READY, onDeals), 'mandatory');
  assert.equal(
    edit(
      READY.filter(({ name }) => name === 'post-meeting-tasks'),
      onDeals,
    ),
    'recommended',
  );
  assert.equal(edit(READY, on), 'recommended', 'what is only suggested needs no edit');
});

test('fields are asked for under the permission set that gives them; what has no field security is not', () => {
  const own = WorkflowDefinition.parse({
    ...{ name: 'own', title: 'Own', trigger: 'CALL_ENDED' },
    steps: [
      { id: 'load', type: 'load' },
      {
        id: 'u',
        type: 'updateOpportunity',
        opportunity_id: 'x',
        field_values: { StageName: 'x', Own__c: 'y', NextStep: 'z' },
      },
    ],
  });
  assert.deepEqual(
    workflowFields([own], onDeals).map(({ field, need, permissionSet }) => [field, need, permissionSet]),
    [
      ['Own__c', 'edit', 'Debrief_Missing_Rights'],
      ['NextStep', 'edit', 'Debrief_CRM_Filling'],
    ],
  );
  assert.deepEqual(
    workflowFields([own], on).map(({ field, need }) => [field, need]),
    [
      ['Own__c', 'read'],
      ['NextStep', 'read'],
    ],
  );
  assert.deepEqual(workflowFields([], onDeals), []);
});
