import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSchema } from '../extract/schema.ts';
import type { Step } from '../definition.ts';
import { READY } from './index.ts';

const all = (steps: Step[]): Step[] =>
  steps.flatMap((step) => [
    step,
    ...(step.type === 'if' ? all([...step.then, ...step.else]) : step.type === 'selectMany' ? all(step.steps) : []),
  ]);

test('the three workflows are ready, each with a name of its own', () => {
  assert.deepEqual(
    READY.map(({ name }) => name),
    ['post-meeting-tasks', 'opportunity-stage', 'next-step'],
  );
  for (const { trigger } of READY) assert.equal(trigger, 'MEETING_ENDED');
});

test('what they ask a model for can be read', () => {
  for (const { name, steps } of READY)
    for (const step of all(steps)) if (step.type === 'aiExtract') assert.deepEqual(checkSchema(step.schema), [], name);
});

test('they write only tasks, the stage and the next step', () => {
  const written = READY.flatMap(({ steps }) => all(steps)).flatMap((step) =>
    step.type === 'updateOpportunity' ? Object.keys(step.field_values) : step.type === 'createTask' ? ['Task'] : [],
  );
  assert.deepEqual(written.sort(), ['NextStep', 'StageName', 'Task']);
});
