import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openOrg } from '../../local-org/src/data/org.ts';
import { runFlowTests, type FlowTestResult } from '../../local-org/src/flow/flow-test.ts';
import { serviceDocument } from './document.ts';
import { PACKAGE } from './files.ts';
import { flowName, operationsOf } from './operations.ts';

const project = path.resolve(import.meta.dirname, '../..');

/** Runs the tests of this package's Flows as this user, with every file of a folder changed by `change`. */
function run(user: string, folder = 'flows', change = (text: string) => text): FlowTestResult[] {
  const copy = mkdtempSync(path.join(tmpdir(), 'debrief-flows-'));
  cpSync(path.join(project, PACKAGE), copy, { recursive: true });
  for (const name of readdirSync(path.join(copy, folder))) {
    const file = path.join(copy, folder, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  }
  const org = openOrg({ file: ':memory:', packageDirectories: [path.join(project, 'force-app/main'), copy] });
  try {
    const own = new Set(readdirSync(path.join(copy, 'flows')).map((file) => file.replace('.flow-meta.xml', '')));
    return runFlowTests(org, { session: org.sessionFor(user) }).filter(({ flow }) => own.has(flow));
  } finally {
    org.close();
    rmSync(copy, { recursive: true, force: true });
  }
}

const failed = (results: FlowTestResult[]) => results.filter(({ failures }) => failures.length > 0);
const named = (results: FlowTestResult[], ending: string) => results.filter(({ name }) => name.endsWith(ending));

test('the tests of every Flow pass in the local org, whoever runs them', () => {
  const results = run('ines');
  assert.deepEqual(failed(results), []);
  assert.ok(results.length >= 60);
  assert.deepEqual(failed(run('paul')), []);
});

for (const [title, ending, from, to] of [
  ['an answer that is lost', '_Answers', 'Call_Service.2XX.json', 'Call_Service.2XX.message'],
  ['a message that is lost', '_Answers', 'Call_Service.2XX.message', 'Call_Service.2XX.json'],
  ['a fault that is told as an answer', '_Faults', '<numberValue>0.0<', '<numberValue>200.0<'],
  [
    'a refusal that is told as done',
    '_Refuses',
    '<booleanValue>false</booleanValue>\n            </value>',
    '<booleanValue>true</booleanValue>\n            </value>',
  ],
] as const)
  test(`${title} is found by the test of each Flow`, () => {
    const results = run('ines', 'flows', (text) => text.replaceAll(from, to));
    assert.equal(failed(named(results, ending)).length, named(results, ending).length);
  });

test('who has not the permission of an admin is refused, and who has it goes on', async () => {
  const ofAdmins = new Set(
    operationsOf(await serviceDocument())
      .filter(({ access }) => access === 'admin')
      .map(flowName),
  );
  const GIVEN = / {4}<testPoints>\n {8}<elementApiName>Check_Permission<(?:.*\n)*? {4}<\/testPoints>\n/g;
  const decided = (user: string) =>
    run(user, 'flowtests', (text) => text.replaceAll(GIVEN, '')).filter(({ flow }) => ofAdmins.has(flow));
  const [admin, rep] = [decided('ines'), decided('paul')];
  assert.deepEqual(failed(named(rep, '_Refuses')), []);
  assert.deepEqual(failed(named(admin, '_Answers')), []);
  assert.equal(failed(named(rep, '_Answers')).length, ofAdmins.size);
  assert.equal(failed(named(admin, '_Refuses')).length, ofAdmins.size);
});
