import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Session } from '../data/types.ts';
import { boatPackage } from '../metadata/testPackage.ts';
import type { FlowResult } from './flows.ts';
import {
  assignment,
  decision,
  element,
  flowFile,
  flowXml,
  formula,
  openTestFlows,
  to,
  valueXml,
  variable,
  type Condition,
} from './testFlow.ts';

const FILE = flowFile('Try_It');

/** What a Flow gives out, by name. */
async function outputs(
  flow: string,
  inputs: Record<string, unknown> = {},
  {
    files = {},
    as,
  }: { files?: Record<string, string>; as?: (opened: ReturnType<typeof openTestFlows>) => Session } = {},
): Promise<Record<string, unknown>> {
  const opened = openTestFlows({ [FILE]: flow, ...files });
  try {
    return named(await opened.flows.run(as?.(opened) ?? opened.admin, 'Try_It', inputs));
  } finally {
    opened.close();
  }
}

function named(result: FlowResult): Record<string, unknown> {
  assert.equal(result.status, 'Finished', result.status === 'Error' ? result.message : '');
  return Object.fromEntries(result.outputs.map(({ name, value }) => [name, value]));
}

async function fault(
  flow: string,
  inputs: Record<string, unknown> = {},
  files: Record<string, string> = {},
): Promise<string> {
  const opened = openTestFlows({ [FILE]: flow, ...files });
  try {
    const result = await opened.flows.run(opened.admin, 'Try_It', inputs);
    return result.status === 'Error' ? result.message : assert.fail('The Flow finished');
  } finally {
    opened.close();
  }
}

const items = (name: string, list: string[], type = 'String') =>
  variable(name, { type, list: true, as: 'out' }) +
  assignment(
    `Fill_${name}`,
    list.map((each) => [name, 'Add', each]),
  );

test('variables keep their defaults until an input or an assignment changes them, numbers to their scale', async () => {
  const flow = flowXml(
    variable('greeting', { as: 'in out', value: "'Ahoy'" }) +
      variable('hulls', { type: 'Number', as: 'in out', scale: 1 }) +
      variable('afloat', { type: 'Boolean', as: 'out', value: 'true' }) +
      variable('nothing', { as: 'out' }),
  );
  assert.deepEqual(await outputs(flow, { hulls: 2.25 }), { greeting: 'Ahoy', hulls: 2.3, afloat: true, nothing: null });
  assert.equal((await outputs(flow, { greeting: 'Hello' }))['greeting'], 'Hello');
  assert.equal((await outputs(flow, { greeting: null }))['greeting'], null);
});

test('an input that the Flow does not take, or of another type, is refused by its name', async () => {
  const flow = flowXml(variable('hulls', { type: 'Number', as: 'in' }) + variable('inside'));
  assert.match(await fault(flow, { inside: 'x' }), /no input variable inside/);
  assert.match(await fault(flow, { hulls: 'twelve' }), /hulls takes Number, not this text/);
});

test('an assignment adds numbers exactly, texts end to end, days to dates and moments', async () => {
  const flow = flowXml(
    variable('sum', { type: 'Number', as: 'out', scale: 2, value: '0.1' }) +
      variable('words', { as: 'out', value: "'a'" }) +
      variable('day', { type: 'Date', as: 'out', value: '2026-02-27' }) +
      variable('moment', { type: 'DateTime', as: 'out', value: '2026-01-01T10:00:00.000Z' }) +
      assignment('Add', [
        ['sum', 'Add', '0.2'],
        ['words', 'Add', "'b'"],
        ['day', 'Add', '2'],
        ['moment', 'Subtract', '1'],
      ]),
    'Add',
  );
  assert.deepEqual(await outputs(flow), {
    sum: 0.3,
    words: 'ab',
    day: '2026-03-01',
    moment: '2025-12-31T10:00:00.000Z',
  });
});

test('collections take items at both ends, lose them by value and by place, and are counted', async () => {
  const run = (operations: [to: string, operator: string, value?: string][]) =>
    outputs(
      flowXml(
        variable('list', { list: true, as: 'out' }) +
          variable('count', { type: 'Number', as: 'out', scale: 0 }) +
          assignment(
            'Fill',
            ['a', 'b', 'c', 'b'].map((each) => ['list', 'Add', `'${each}'`]),
            'Change',
          ) +
          assignment('Change', [...operations, ['count', 'AssignCount', 'list']]),
        'Fill',
      ),
    );
  assert.deepEqual(await run([['list', 'AddAtStart', "'z'"]]), { list: ['z', 'a', 'b', 'c', 'b'], count: 5 });
  assert.deepEqual((await run([['list', 'RemoveAll', "'b'"]]))['list'], ['a', 'c']);
  assert.deepEqual((await run([['list', 'RemoveFirst', "'b'"]]))['list'], ['a', 'c', 'b']);
  assert.deepEqual((await run([['list', 'RemoveBeforeFirst', "'b'"]]))['list'], ['b', 'c', 'b']);
  assert.deepEqual((await run([['list', 'RemoveAfterFirst', "'b'"]]))['list'], ['a', 'b']);
  assert.deepEqual((await run([['list', 'RemovePosition', '3']]))['list'], ['a', 'b', 'b']);
});

test('a copy of a collection does not change with what it was copied from', async () => {
  const flow = flowXml(
    variable('one', { list: true, as: 'out' }) +
      variable('two', { list: true, as: 'out' }) +
      assignment('Go', [['one', 'Add', "'a'"], ['two', 'Assign', 'one'], ['one', 'Add', "'b'"]]),
    'Go',
  ); // prettier-ignore
  assert.deepEqual(await outputs(flow), { one: ['a', 'b'], two: ['a'] });
});

test('every comparison, for text, numbers, days, moments, nothing and collections', async () => {
  const yes =
    variable('met', { type: 'Boolean', as: 'out', value: 'false' }) + assignment('Met', [['met', 'Assign', 'true']]);
  const resources =
    yes + variable('text', { value: "'Halvorsen'" }) + variable('number', { type: 'Number', value: '7' }) +
    variable('day', { type: 'Date', value: '2026-03-01' }) + variable('moment', { type: 'DateTime', value: '2026-03-01T10:00:00.000Z' }) +
    variable('none') + variable('empty', { value: "''" }) + variable('list', { list: true }); // prettier-ignore
  const met = async (condition: Condition) => {
    const flow = flowXml(
      resources +
        assignment('Fill', [['list', 'Add', "'Halvorsen'"]], 'Ask') +
        decision('Ask', [{ name: 'Yes', conditions: [condition], next: 'Met' }]),
      'Fill',
    );
    return (await outputs(flow))['met'];
  };
  const holds: Condition[] = [
    ['text', 'EqualTo', "'halvorsen'"], ['text', 'NotEqualTo', "'Berg'"], ['text', 'StartsWith', "'Halv'"],
    ['text', 'EndsWith', "'sen'"], ['text', 'Contains', "'vor'"], ['text', 'In', 'list'], ['list', 'Contains', "'Halvorsen'"],
    ['number', 'GreaterThan', '6'], ['number', 'GreaterThanOrEqualTo', '7'], ['number', 'LessThan', '8'], ['number', 'LessThanOrEqualTo', '7'],
    ['day', 'LessThan', '2026-03-02'], ['moment', 'EqualTo', '2026-03-01T11:00:00.000+01:00'],
    ['none', 'IsNull', 'true'], ['text', 'IsNull', 'false'], ['empty', 'IsBlank', 'true'], ['list', 'IsEmpty', 'false'],
    ['none', 'EqualTo', '$Flow.FaultMessage'], ['Fill', 'WasVisited', 'true'], ['$GlobalConstant.True', 'EqualTo', 'true'],
  ]; // prettier-ignore
  for (const condition of holds) assert.equal(await met(condition), true, condition.join(' '));
  const fails: Condition[] = [
    ['text', 'Contains', "'VOR'"], ['text', 'NotIn', 'list'], ['none', 'LessThan', "'a'"], ['empty', 'IsNull', 'true'],
    ['number', 'EqualTo', '8'], ['Met', 'WasVisited', 'true'],
  ]; // prettier-ignore
  for (const condition of fails) assert.equal(await met(condition), false, condition.join(' '));
});

test('conditions join by and, by or, and by logic of their own; the first outcome that holds is taken', async () => {
  const run = async (logic: string, values: string[]) => {
    const conditions = values.map((value, index): Condition => [`flag${index}`, 'EqualTo', value]);
    const flow = flowXml(
      [0, 1, 2].map((n) => variable(`flag${n}`, { type: 'Boolean', value: 'true' })).join('') +
        variable('which', { as: 'out', value: "'none'" }) +
        decision('Ask', [{ name: 'First', logic, conditions, next: 'One' }, { name: 'Second', conditions: [['flag0', 'EqualTo', 'true']], next: 'Two' }]) +
        assignment('One', [['which', 'Assign', "'first'"]]) +
        assignment('Two', [['which', 'Assign', "'second'"]]),
      'Ask',
    ); // prettier-ignore
    return (await outputs(flow))['which'];
  };
  assert.equal(await run('and', ['true', 'true', 'true']), 'first');
  assert.equal(await run('and', ['true', 'false', 'true']), 'second');
  assert.equal(await run('or', ['false', 'false', 'true']), 'first');
  assert.equal(await run('1 AND (2 OR 3)', ['true', 'false', 'true']), 'first');
  assert.equal(await run('1 AND (2 OR 3)', ['true', 'false', 'false']), 'second');
  assert.equal(await run('NOT 2', ['true', 'false', 'true']), 'first');
});

test('loops go through each other, forwards and backwards', async () => {
  const flow = flowXml(
    items('letters', ["'a'", "'b'"]) + items('numbers', ['1', '2'], 'Number') +
      variable('pairs', { as: 'out', value: "''" }) +
      element('loops', 'Outer', `<collectionReference>letters</collectionReference><iterationOrder>Desc</iterationOrder>${to('Inner', 'nextValueConnector')}`) +
      element('loops', 'Inner', `<collectionReference>numbers</collectionReference><iterationOrder>Asc</iterationOrder>${to('Pair', 'nextValueConnector')}${to('Outer', 'noMoreValuesConnector')}`) +
      assignment('Pair', [['pairs', 'Add', "'{!Outer}{!Inner} '"]], 'Inner') +
      assignment('Start_Here', [['letters', 'Assign', 'letters'], ['letters', 'Add', "'a'"], ['letters', 'Add', "'b'"], ['numbers', 'Add', '1'], ['numbers', 'Add', '2']], 'Outer'),
    'Start_Here',
  ); // prettier-ignore
  assert.equal((await outputs(flow))['pairs'], 'b1 b2 a1 a2 ');
});

test('formulas, constants and text templates are worked out when they are read', async () => {
  const flow = flowXml(
    variable('name', { as: 'in out' }) + variable('n', { type: 'Number', value: '10' }) +
      '<constants><name>Factor</name><dataType>Number</dataType><value><numberValue>3.0</numberValue></value></constants>' +
      formula('third', 'Number', '{!n} / {!Factor}') +
      formula('greeting', 'String', '"Hello, " & TRIM({!name}) & " "') +
      formula('tomorrow', 'Date', 'TODAY() + 1') +
      formula('isToday', 'Boolean', '{!tomorrow} - 1 = {!$Flow.CurrentDate}') +
      '<textTemplates><name>letter</name><isViewedAsPlainText>true</isViewedAsPlainText><text>{!greeting}: {!third} ({!n})</text></textTemplates>' +
      variable('text', { as: 'out' }) + variable('isSo', { type: 'Boolean', as: 'out' }) +
      assignment('Go', [['name', 'Assign', "'Paul'"], ['text', 'Assign', 'letter'], ['isSo', 'Assign', 'isToday']]),
    'Go',
  ); // prettier-ignore
  assert.deepEqual(await outputs(flow), { name: 'Paul', text: 'Hello, Paul : 3.33 (10)', isSo: true });
});

test('global variables are the running user’s own, labels in their language', async () => {
  const flow = flowXml(
    variable('out', { as: 'out' }) + variable('isMaster', { type: 'Boolean', as: 'out' }) +
      assignment('Go', [
        ['out', 'Assign', "'{!$User.FirstName} {!$Profile.Name} {!$Organization.Name} {!$Label.Ahoy}'"],
        ['isMaster', 'Assign', '$Permission.Harbour_Master'],
      ]),
    'Go',
  ); // prettier-ignore
  assert.deepEqual(await outputs(flow, {}, { as: ({ rep }) => rep }), {
    out: 'Paul Standard User Sealight Ahoy & welcome',
    isMaster: false,
  });
  const french = await outputs(flow, {}, { as: ({ org }) => org.sessionFor('camille') });
  assert.match(String(french['out']), /^Camille .* Ohé$/);
  const path = 'permissionsets/Debrief_Integration.permissionset-meta.xml';
  const runs = '<userPermissions><enabled>true</enabled><name>RunFlow</name></userPermissions></PermissionSet>';
  const files = { [path]: boatPackage[path]!.replace('</PermissionSet>', runs) };
  assert.equal((await outputs(flow, {}, { as: ({ service }) => service, files }))['isMaster'], true);
});

const subflow = (body: string) => element('subflows', 'Below', `<flowName>Below</flowName>${body}`);

test('a subflow takes inputs and gives its outputs, by its own name or into variables', async () => {
  const below = flowXml(
    variable('given', { as: 'in' }) + variable('loud', { as: 'out' }) + formula('upper', 'String', 'UPPER({!given})') +
      assignment('Go', [['loud', 'Assign', 'upper']]),
    'Go',
  ); // prettier-ignore
  const files = { [flowFile('Below')]: below };
  const input = `<inputAssignments><name>given</name>${valueXml("'ahoy'")}</inputAssignments>`;
  const stored = flowXml(
    subflow(`${to('Take')}${input}<storeOutputAutomatically>true</storeOutputAutomatically>`) +
      variable('answer', { as: 'out' }) + assignment('Take', [['answer', 'Assign', 'Below.loud']]),
    'Below',
  ); // prettier-ignore
  assert.deepEqual(await outputs(stored, {}, { files }), { answer: 'AHOY' });
  const assigned = flowXml(
    subflow(`${input}<outputAssignments><assignToReference>answer</assignToReference><name>loud</name></outputAssignments>`) +
      variable('answer', { as: 'out' }),
    'Below',
  ); // prettier-ignore
  assert.deepEqual(await outputs(assigned, {}, { files }), { answer: 'AHOY' });
});

test('an old Flow ends after 2,000 elements, and Flows that call each other without end do too', async () => {
  const counting =
    variable('n', { type: 'Number', as: 'out', value: '0' }) + assignment('Count', [['n', 'Add', '1']], 'Count');
  const old = flowXml(counting, 'Count').replace('67.0', '56.0');
  assert.match(await fault(old), /Number of iterations exceeded/);
  const endless = flowXml(element('subflows', 'Again', '<flowName>Try_It</flowName>'), 'Again');
  assert.match(await fault(endless), /Maximum stack depth/);
});

test('the value of a record that was not found can’t be read, in the words of Salesforce', async () => {
  const flow = flowXml(
    variable('boat', { type: 'SObject', object: 'Boat__c' }) + variable('out', { as: 'out' }) +
      assignment('Go', [['out', 'Assign', 'boat.Name']]),
    'Go',
  ); // prettier-ignore
  assert.equal(
    await fault(flow),
    "The flow failed to access the value for boat.Name because it hasn't been set or assigned.",
  );
});
