import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadataXml } from '../metadata/testPackage.ts';
import { query } from '../soql/query.ts';
import { runFlowTests } from './flow-test.ts';
import {
  conditions,
  element,
  fieldsXml,
  filterXml,
  flowFile,
  flowXml,
  openTestFlows,
  assignment,
  decision,
  to,
  valueXml,
  variable,
  type Condition,
} from './testFlow.ts';

/** Makes an account unless there is one; tells what it did. */
const flow = flowXml(
  variable('name', { as: 'in' }) + variable('done', { as: 'out' }) +
    element('recordLookups', 'Find', `${to('Ask')}${filterXml([['Name', 'EqualTo', 'name']])}<getFirstRecordOnly>true</getFirstRecordOnly><object>Account</object><storeOutputAutomatically>true</storeOutputAutomatically>`) +
    decision('Ask', [{ name: 'There', conditions: [['Find', 'IsNull', 'false']], next: 'Found' }], 'Make') +
    assignment('Found', [['done', 'Assign', "'found {!Find.Name}'"]]) +
    element('recordCreates', 'Make', `${to('Made')}${to('Failed', 'faultConnector')}<object>Account</object>${fieldsXml({ Name: 'name' })}`) +
    assignment('Made', [['done', 'Assign', "'made'"]]) + assignment('Failed', [['done', 'Assign', "'failed'"]]),
  'Find',
); // prettier-ignore

const point = (name: string, body: string) =>
  `<testPoints><elementApiName>${name}</elementApiName>${body}</testPoints>`;
const start = (value: string) =>
  point(
    'Start',
    `<parameters><leftValueReference>name</leftValueReference><type>InputVariable</type>${valueXml(value)}</parameters>`,
  );
const asserts = (...all: Condition[]) =>
  all
    .map((condition) => `<assertions>${conditions([condition])}<errorMessage>Not so.</errorMessage></assertions>`)
    .join('');
const mocked = (name: string, body: string) => point(name, `<isUseMockOutput>true</isUseMockOutput>${body}`);
const record =
  '<parameters><leftValueReference>Find</leftValueReference><type>MockElementOutput</type><value><sobjectValue>{"attributes":{"type":"Account"},"Name":"Ran"}</sobjectValue></value></parameters>';

function failures(points: string): string[] {
  const opened = openTestFlows({
    [flowFile('Try_It')]: flow,
    'flowtests/Test_It.flowtest-meta.xml': metadataXml(
      'FlowTest',
      `<flowApiName>Try_It</flowApiName><label>A test</label>${points}<testType>WithAssertion</testType>`,
    ),
  });
  try {
    const [result] = runFlowTests(opened.org);
    assert.equal(query(opened.org, opened.admin, 'SELECT Id FROM Account').totalSize, 0);
    return result?.failures ?? assert.fail('No test ran');
  } finally {
    opened.close();
  }
}

test('a test gives inputs and asks for outputs and for what was visited; what it wrote is taken back', () => {
  const met = asserts(['done', 'EqualTo', "'made'"], ['Make', 'WasVisited', 'true'], ['Found', 'WasVisited', 'false']);
  assert.deepEqual(failures(start("'Ran'") + point('Finish', met)), []);
  const unmet = asserts(['done', 'EqualTo', "'found'"], ['Found', 'WasVisited', 'true']);
  assert.deepEqual(failures(start("'Ran'") + point('Finish', unmet)), [
    'Finish: Not so. (done EqualTo)',
    'Finish: Not so. (Found WasVisited)',
  ]);
});

test('an element may be made to answer, to take a path, and to fail', () => {
  const done = (value: string) => point('Finish', asserts(['done', 'EqualTo', `'${value}'`]));
  assert.deepEqual(failures(start("'Ran'") + mocked('Find', record) + done('found Ran')), []);
  assert.deepEqual(
    failures(
      start("'Ran'") +
        mocked('Find', record) +
        mocked('Ask', '<pathAfterMockOutput>defaultConnector</pathAfterMockOutput>') +
        done('made'),
    ),
    [],
  );
  assert.deepEqual(
    failures(
      start("'Ran'") + mocked('Make', '<pathAfterMockOutput>faultConnector</pathAfterMockOutput>') + done('failed'),
    ),
    [],
  );
});

test('an assertion at an element is asked once it has run, and fails where it was not reached', () => {
  assert.deepEqual(failures(start("'Ran'") + point('Made', asserts(['done', 'EqualTo', "'made'"]))), []);
  assert.deepEqual(failures(start("'Ran'") + point('Found', asserts(['done', 'EqualTo', "'made'"]))), [
    'The element Found was not reached.',
  ]);
});

test('a test of an element, a path or an input that is not there fails by its name', () => {
  const path = '<pathAfterMockOutput>Elsewhere</pathAfterMockOutput>';
  assert.deepEqual(failures(start("'Ran'") + mocked('Ask', path)), [
    'The local org does not implement the path Elsewhere after Ask.',
  ]);
  assert.deepEqual(failures(mocked('Nowhere', '')), ['The Flow Try_It has no element Nowhere.']);
  assert.deepEqual(
    failures(
      point(
        'Start',
        '<parameters><leftValueReference>colour</leftValueReference><type>InputVariable</type><value><stringValue>red</stringValue></value></parameters>',
      ),
    ),
    ['The Flow Try_It has no input variable colour.'],
  );
});
