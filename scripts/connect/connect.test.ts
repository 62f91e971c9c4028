import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { SAMPLE } from '../check/connectFixture.ts';
import { childOf, childrenOf, descendantsOf, parseXml, textOf } from '../check/xml.ts';
import { serviceDocument } from './document.ts';
import { connectFiles, PACKAGE } from './files.ts';
import { flowName, operationsOf, reducedDocument, wordsOf, type OpenApiDocument } from './operations.ts';
import { registeredName } from './registration.ts';
import { writeConnect } from './write.ts';
import { metadataFile } from './xml.ts';

const files = connectFiles(SAMPLE);
const flow = (name: string) => parseXml(files.get(`flows/Debrief_${name}.flow-meta.xml`) ?? '');

/** The sample with one operation's description changed. */
function changed(change: (operation: Record<string, unknown>) => void): OpenApiDocument {
  const document = structuredClone(SAMPLE);
  change(document.paths['/v1/flow/undoTalk']?.post as unknown as Record<string, unknown>);
  return document;
}

test('every operation has a Flow, its tests, a line in the registration, and only reps’ are in the reps’ set', () => {
  assert.deepEqual(
    [...files.keys()],
    [
      'externalServiceRegistrations/Debrief_Sync.externalServiceRegistration-meta.xml',
      'flows/Debrief_Bring_Talk.flow-meta.xml',
      'flowtests/Debrief_Bring_Talk_Answers.flowtest-meta.xml',
      'flowtests/Debrief_Bring_Talk_Faults.flowtest-meta.xml',
      'flows/Debrief_Put_Rules.flow-meta.xml',
      'flowtests/Debrief_Put_Rules_Answers.flowtest-meta.xml',
      'flowtests/Debrief_Put_Rules_Refuses.flowtest-meta.xml',
      'flowtests/Debrief_Put_Rules_Faults.flowtest-meta.xml',
      'flows/Debrief_Undo_Talk.flow-meta.xml',
      'flowtests/Debrief_Undo_Talk_Answers.flowtest-meta.xml',
      'flowtests/Debrief_Undo_Talk_Refuses.flowtest-meta.xml',
      'flowtests/Debrief_Undo_Talk_Faults.flowtest-meta.xml',
      'permissionsets/Debrief_Connect.permissionset-meta.xml',
      'permissionsets/Debrief_Connect_Admin.permissionset-meta.xml',
    ],
  );
  const mayRun = (set: string) => {
    const root = parseXml(files.get(`permissionsets/${set}.permissionset-meta.xml`) ?? '');
    return descendantsOf(root, 'flow').map(({ text }) => text);
  };
  assert.deepEqual(mayRun('Debrief_Connect'), ['Debrief_Bring_Talk', 'Debrief_Undo_Talk']);
  assert.deepEqual(mayRun('Debrief_Connect_Admin'), ['Debrief_Bring_Talk', 'Debrief_Put_Rules', 'Debrief_Undo_Talk']);
});

test('the files are the same whatever the order of routes in the document', () => {
  const turned = { ...SAMPLE, paths: Object.fromEntries(Object.entries(SAMPLE.paths).reverse()) };
  assert.deepEqual([...connectFiles(turned)], [...files]);
});

test('the schema has the operations for Flows alone, with what is done well as the only answer', () => {
  const { paths, components } = reducedDocument(SAMPLE);
  assert.deepEqual(Object.keys(paths), ['/v1/flow/bringTalk', '/v1/flow/putRules', '/v1/flow/undoTalk']);
  assert.deepEqual(Object.keys(components?.schemas ?? {}), ['FlowAnswer']);
  const put = paths['/v1/flow/putRules']?.post;
  assert.deepEqual(Object.keys(put ?? {}), ['operationId', 'summary', 'parameters', 'requestBody', 'responses']);
  assert.deepEqual(Object.keys(put?.responses ?? {}), ['2XX']);
});

test('a Flow takes every input but the name of who asks, which it knows', () => {
  const root = flow('Undo_Talk');
  const inputs = childrenOf(root, 'variables').filter((each) => textOf(each, 'isInput') === 'true');
  assert.deepEqual(
    inputs.map((each) => [textOf(each, 'name'), textOf(each, 'dataType')]),
    [
      ['key', 'String'],
      ['dryRun', 'Boolean'],
    ],
  );
  const call = childOf(root, 'actionCalls');
  assert.ok(call);
  assert.deepEqual(
    childrenOf(call, 'inputParameters').map((each) => [
      textOf(each, 'name'),
      descendantsOf(each, 'elementReference')[0]?.text,
    ]),
    [
      ['by', 'askedBy'],
      ['dryRun', 'dryRun'],
      ['key', 'key'],
    ],
  );
});

test('a Flow for what is the user’s own doing gives their Id, which nobody can give it, and asks at once', () => {
  const root = flow('Bring_Talk');
  const given = childrenOf(root, 'variables').filter((each) => textOf(each, 'isInput') === 'true');
  assert.deepEqual(
    given.map((each) => textOf(each, 'name')),
    ['key'],
  );
  const call = childOf(root, 'actionCalls');
  assert.deepEqual(
    descendantsOf(call ?? root, 'elementReference').map(({ text }) => text),
    ['key', '$User.Id'],
  );
  assert.equal(childOf(root, 'decisions'), undefined);
});

test('a Flow about what is the user’s own gives their address, which nobody can give it', () => {
  const document = changed((operation) => {
    operation.parameters = [{ name: 'userEmail', in: 'query', required: true, schema: { type: 'string' } }];
  });
  const text = connectFiles(document).get('flows/Debrief_Undo_Talk.flow-meta.xml');
  const root = parseXml(text ?? '');
  assert.deepEqual(
    childrenOf(root, 'variables').filter((each) => textOf(each, 'isInput') === 'true'),
    [],
  );
  const call = childOf(root, 'actionCalls');
  assert.deepEqual(
    descendantsOf(call ?? root, 'elementReference').map(({ text: reference }) => reference),
    ['$User.Email'],
  );
});

test('an admin’s Flow asks for the permission, a rep’s for the conversation as the rep sees it, or for that permission', () => {
  const condition = (name: string) => descendantsOf(flow(name), 'leftValueReference').map(({ text }) => text);
  assert.deepEqual(condition('Put_Rules'), ['$Permission.Debrief_Admin']);
  assert.deepEqual(condition('Undo_Talk'), ['Find_Conversation', '$Permission.Debrief_Admin']);
  assert.equal(childOf(flow('Put_Rules'), 'recordLookups'), undefined);
  assert.equal(textOf(flow('Undo_Talk'), 'runInMode'), 'DefaultMode');
});

test('names are readable: words for people, developer names for the platform', () => {
  const put = operationsOf(SAMPLE).find(({ id }) => id === 'putRules');
  assert.ok(put);
  assert.equal(wordsOf(put), 'Put rules');
  assert.equal(flowName(put), 'Debrief_Put_Rules');
  assert.equal(registeredName('getSettings_v2'), 'getsettingsx5fv2');
});

for (const [title, change, message] of [
  ['an access that is neither', { 'x-debrief-access': 'all' }, /undoTalk: x-debrief-access is none of rep, own, admin/],
  [
    'an input that a Flow cannot give',
    { parameters: [{ name: 'keys', in: 'query', schema: { type: 'array' } }] },
    /undoTalk: keys is no text, number or boolean/,
  ],
  [
    'an input in the path',
    { parameters: [{ name: 'key', in: 'path', schema: { type: 'string' } }] },
    /undoTalk: key is no text, number or boolean of the query/,
  ],
  [
    'an input by the name of an output',
    { parameters: [{ name: 'status', in: 'query', schema: { type: 'string' } }] },
    /undoTalk: status is what a Flow gives back/,
  ],
  [
    'a body of JSON',
    { requestBody: { content: { 'application/json': { schema: {} } } } },
    /undoTalk: a Flow gives a body as text\/plain only/,
  ],
] as const)
  test(`${title} is refused by the operation’s name`, () => {
    assert.throws(() => connectFiles(changed((operation) => Object.assign(operation, change))), message);
  });

test('the service’s own operations all have Flows, with names that an org takes', async () => {
  const operations = operationsOf(await serviceDocument());
  assert.ok(operations.length > 20);
  for (const operation of operations) {
    assert.ok(flowName(operation).length <= 70, flowName(operation));
    assert.ok(operation.summary, operation.id);
    for (const { name, description } of operation.inputs) assert.ok(description, `${operation.id} ${name}`);
  }
});

test('what stands is brought to what is given: written, left alone, or taken away', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'debrief-connect-'));
  try {
    assert.equal(writeConnect(root, files).length, files.size);
    assert.deepEqual(writeConnect(root, files), []);
    const at = (inside: string) => path.join(root, PACKAGE, inside);
    mkdirSync(at('namedCredentials'));
    writeFileSync(at('namedCredentials/Kept.namedCredential-meta.xml'), 'by hand');
    writeFileSync(at('flows/Debrief_Old.flow-meta.xml'), 'old');
    writeFileSync(at('flows/Debrief_Undo_Talk.flow-meta.xml'), 'edited');
    assert.deepEqual(writeConnect(root, files), [
      { file: 'flows/Debrief_Old.flow-meta.xml', kind: 'stale' },
      { file: 'flows/Debrief_Undo_Talk.flow-meta.xml', kind: 'differs' },
    ]);
    assert.deepEqual(writeConnect(root, files), []);
    assert.equal(readFileSync(at('namedCredentials/Kept.namedCredential-meta.xml'), 'utf8'), 'by hand');
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

test('texts are escaped, lists repeat their element, and what is undefined is left out', () => {
  assert.equal(
    metadataFile('Sample', { text: `<a & "b" & 'c'>`, each: ['x', 'y'], none: undefined, inner: { yes: true } }),
    `<?xml version="1.0" encoding="UTF-8"?>
<Sample xmlns="http://soap.sforce.com/2006/04/metadata">
    <text>&lt;a &amp; &quot;b&quot; &amp; &apos;c&apos;&gt;</text>
    <each>x</each>
    <each>y</each>
    <inner>
        <yes>true</yes>
    </inner>
</Sample>
`,
  );
});
