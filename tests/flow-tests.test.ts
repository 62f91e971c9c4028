/** Runs every FlowTest of the packages. The local org runs them as Salesforce does: nothing is kept, no service is called. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openOrg } from '../local-org/src/data/org.ts';
import { checkFlows } from '../local-org/src/flow/check.ts';
import { runFlowTests } from '../local-org/src/flow/flow-test.ts';

const packages = ['main', 'connect'].map((name) => path.resolve(import.meta.dirname, '../force-app', name));
const org = openOrg({ file: ':memory:', packageDirectories: packages });
after(() => org.close());

const { flows, flowTests } = org.metadata;

test('every Flow runs in the local org, and has a FlowTest', () => {
  checkFlows(org.schema, org.metadata);
  const tested = new Set([...flowTests.values()].map(({ flow }) => flow));
  assert.deepEqual(
    [...flows.keys()].filter((name) => !tested.has(name)),
    [],
  );
});

test('FlowTests', async (context) => {
  for (const { name, label } of flowTests.values())
    await context.test(label, () => {
      const [result] = runFlowTests(org, { only: [name] });
      assert.deepEqual(result?.failures, [], name);
    });
});
