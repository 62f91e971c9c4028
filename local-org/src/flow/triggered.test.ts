import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../data/testOrg.ts';
import { query } from '../soql/query.ts';
import {
  assignment, decision, element, fieldsXml, filterXml, flowFile, flowXml, formula, openTestFlows, to, variable,
  type TestFlows,
} from './testFlow.ts'; // prettier-ignore

interface Start {
  on?: string;
  filters?: [string, string, string][];
  onChange?: boolean;
  more?: string;
}

/** A Flow that runs after a boat was saved. */
function triggered(
  body: string,
  first: string,
  { on = 'CreateAndUpdate', filters = [], onChange = false, more = '' }: Start = {},
) {
  const start = `${onChange ? '<doesRequireRecordChangedToMeetCriteria>true</doesRequireRecordChangedToMeetCriteria>' : ''}${
    filters.length > 0 ? filterXml(filters) : ''
  }<object>Boat__c</object><recordTriggerType>${on}</recordTriggerType>${more}<triggerType>RecordAfterSave</triggerType></start>`;
  return flowXml(body, first).replace('</start>', start);
}

const addPart = (fault = '') =>
  element(
    'recordCreates',
    'Add_Part',
    `${fault}${fieldsXml({ Boat__c: '$Record.Id', Key__c: '$Record.Key__c' })}<object>Boat_Part__c</object>`,
  );
const parts = ({ org, admin }: TestFlows) =>
  query(org, admin, 'SELECT Key__c FROM Boat_Part__c ORDER BY Key__c').records.map((row) => row['Key__c']);

function withFlows(flows: Record<string, string>, work: (opened: TestFlows) => void): void {
  const files = Object.fromEntries(Object.entries(flows).map(([name, xml]) => [flowFile(name), xml]));
  const opened = openTestFlows(files);
  try {
    work(opened);
  } finally {
    opened.close();
  }
}

test('it runs after a save that meets its conditions, and for no other', () => {
  const flow = triggered(addPart(), 'Add_Part', {
    filters: [
      ['Kind__c', 'EqualTo', "'Sail'"],
      ['Log__c', 'IsNull', 'true'],
    ],
  });
  withFlows({ Sail: flow }, (opened) => {
    const { admin } = opened;
    admin.create('Boat__c', { Name: 'Ran', Key__c: 'a', Kind__c: 'Sail' });
    admin.create('Boat__c', { Name: 'Ran', Key__c: 'b', Kind__c: 'Motor' });
    admin.create('Boat__c', { Name: 'Ran', Key__c: 'c', Kind__c: 'Sail', Log__c: 'x' });
    assert.deepEqual(parts(opened), ['a']);
  });
});

test('on creation, on updates, or on both', () => {
  for (const [on, wanted] of [
    ['Create', 1],
    ['Update', 2],
    ['CreateAndUpdate', 3],
  ] as const) {
    const count = element(
      'recordUpdates',
      'Count',
      `${filterXml([['Id', 'EqualTo', '$Record.Owner_Account__c']])}${fieldsXml({ Fleet__c: 'more' })}<object>Account</object>`,
    );
    const flow = triggered(
      count + formula('more', 'Number', 'BLANKVALUE({!$Record.Owner_Account__r.Fleet__c}, 0) + 1', 0),
      'Count',
      { on },
    );
    withFlows({ Count: flow }, ({ admin }) => {
      const account = admin.create('Account', { Name: 'Northwind' });
      const boat = admin.create('Boat__c', { Name: 'Ran', Key__c: 'a', Owner_Account__c: account });
      admin.update('Boat__c', boat, { Log__c: 'x' });
      admin.update('Boat__c', boat, { Log__c: 'y' });
      assert.equal(admin.get('Account', account)['Fleet__c'], wanted, on);
    });
  }
});

test('only where an update makes it meet the conditions', () => {
  const note = element(
    'recordUpdates',
    'Note',
    `${filterXml([['Id', 'EqualTo', '$Record.Owner_Account__c']])}${fieldsXml({ Description: 'words' })}<object>Account</object>`,
  );
  const words = formula(
    'words',
    'String',
    'BLANKVALUE({!$Record.Owner_Account__r.Description}, "") + BLANKVALUE({!$Record__Prior.Kind__c}, "new") + ">" + {!$Record.Kind__c} + " "',
  );
  const flow = triggered(note + words, 'Note', { filters: [['Kind__c', 'EqualTo', "'Sail'"]], onChange: true });
  withFlows({ Sail: flow }, ({ admin }) => {
    const account = admin.create('Account', { Name: 'Northwind' });
    const boat = admin.create('Boat__c', { Name: 'Ran', Key__c: 'a', Owner_Account__c: account, Kind__c: 'Sail' });
    admin.update('Boat__c', boat, { Log__c: 'x' });
    admin.update('Boat__c', boat, { Kind__c: 'Motor' });
    admin.update('Boat__c', boat, { Kind__c: 'Sail' });
    assert.equal((admin.get('Account', account)['Description'] as string).trim(), 'new>Sail Motor>Sail');
  });
});

test('it may write its own record, and is not called again by that where the conditions say so', () => {
  const name = element(
    'recordUpdates',
    'Name_It',
    `${fieldsXml({ Tag__c: "'seen'" })}<inputReference>$Record</inputReference>`,
  );
  withFlows({ Tag: triggered(name, 'Name_It', { filters: [['Tag__c', 'IsNull', 'true']] }) }, ({ admin }) => {
    const boat = admin.create('Boat__c', { Name: 'Ran', Key__c: 'a' });
    assert.equal(admin.get('Boat__c', boat)['Tag__c'], 'seen');
  });
});

test('one that calls itself without end is stopped, and the save with it', () => {
  const again = element(
    'recordUpdates',
    'Again',
    `${fieldsXml({ Tag__c: "'x'" })}<inputReference>$Record</inputReference>`,
  );
  withFlows({ Again: triggered(again, 'Again') }, (opened) => {
    refused(
      () => opened.admin.create('Boat__c', { Name: 'Ran', Key__c: 'a' }),
      'CANNOT_EXECUTE_FLOW_TRIGGER',
      /trigger depth/,
    );
    assert.equal(query(opened.org, opened.admin, 'SELECT Id FROM Boat__c').totalSize, 0);
  });
});

test('a fault that nothing takes up takes the save back, with the Flow’s name; one on a fault path does not', () => {
  const bad = (fault = '') =>
    element(
      'recordUpdates',
      'Break',
      `${fault}${fieldsXml({ Kind__c: "'Airship'" })}<inputReference>$Record</inputReference>`,
    );
  const filters: [string, string, string][] = [['Kind__c', 'IsNull', 'true']];
  withFlows({ Bad: triggered(bad(), 'Break', { filters }) }, (opened) => {
    refused(
      () => opened.admin.create('Boat__c', { Name: 'Ran', Key__c: 'a' }),
      'CANNOT_EXECUTE_FLOW_TRIGGER',
      /because the “A Flow” process failed.*INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/,
    );
    assert.equal(query(opened.org, opened.admin, 'SELECT Id FROM Boat__c').totalSize, 0);
  });
  const told =
    bad(to('Tell', 'faultConnector')) +
    element(
      'recordUpdates',
      'Tell',
      `${fieldsXml({ Log__c: '$Flow.FaultMessage' })}<inputReference>$Record</inputReference>`,
    );
  const more: [string, string, string][] = [...filters, ['Log__c', 'IsNull', 'true']];
  withFlows({ Told: triggered(told, 'Break', { filters: more }) }, ({ admin }) => {
    const boat = admin.create('Boat__c', { Name: 'Ran', Key__c: 'a' });
    assert.match(admin.get('Boat__c', boat)['Log__c'] as string, /RESTRICTED_PICKLIST/);
  });
});

test('it runs in system context: what the rep may not do, it does; who saves is still the rep', () => {
  const body = element(
    'recordUpdates',
    'Note',
    `${fieldsXml({ Length__c: '9', Log__c: '$User.Alias' })}<inputReference>$Record</inputReference>`,
  );
  withFlows(
    { Note: triggered(body, 'Note', { on: 'Update', filters: [['Log__c', 'IsNull', 'true']] }) },
    ({ admin, rep }) => {
      const boat = admin.create('Boat__c', { Name: 'Ran', Key__c: 'a' });
      assert.throws(() => rep.update('Boat__c', boat, { Length__c: 3 }));
      rep.update('Boat__c', boat, { Kind__c: 'Sail' });
      assert.deepEqual([admin.get('Boat__c', boat)['Length__c'], admin.get('Boat__c', boat)['Log__c']], [9, 'paul']);
    },
  );
});

test('it decides by the record and those that it points to', () => {
  const body =
    decision('Check', [
      { name: 'Yes', conditions: [['$Record.Owner_Account__r.Name', 'EqualTo', "'Northwind'"]], next: 'Add_Part' },
    ]) + addPart();
  withFlows({ Decide: triggered(body, 'Check', { filters: [['Owner_Account__c', 'IsNull', 'false']] }) }, (opened) => {
    for (const Name of ['Northwind', 'Contoso'])
      opened.admin.create('Boat__c', {
        Name: 'Ran',
        Key__c: Name,
        Owner_Account__c: opened.admin.create('Account', { Name }),
      });
    assert.deepEqual(parts(opened), ['Northwind']);
  });
});

test('a draft does not run, and nobody calls one that runs by itself', async () => {
  const flow = triggered(addPart(), 'Add_Part');
  const draft = openTestFlows({ [flowFile('Add')]: flow.replace('>Active<', '>Draft<') });
  draft.admin.create('Boat__c', { Name: 'Ran', Key__c: 'a' });
  assert.deepEqual(parts(draft), []);
  draft.close();
  const active = openTestFlows({ [flowFile('Add')]: flow });
  assert.deepEqual(active.flows.list(active.admin), []);
  await assert.rejects(active.flows.run(active.admin, 'Add', {}), { errorCode: 'NOT_FOUND' });
  active.close();
});

test('what it does not run is refused by name', () => {
  const load = (xml: string) => () => openTestFlows({ [flowFile('Add')]: xml }).close();
  const flow = triggered(addPart(), 'Add_Part');
  assert.throws(
    load(flow.replace('RecordAfterSave', 'RecordBeforeSave')),
    /does not implement Flows of the trigger RecordBeforeSave/,
  );
  assert.throws(load(flow.replace('>CreateAndUpdate<', '>Delete<')), /does not implement Flows that run on Delete/);
  assert.throws(
    load(triggered(addPart(), 'Add_Part', { more: '<scheduledPaths></scheduledPaths>' })),
    /scheduledPaths/,
  );
  assert.throws(
    load(triggered(addPart(), 'Add_Part', { filters: [['Theme__c', 'IsNull', 'true']] })),
    /no field Theme__c/,
  );
  assert.throws(
    load(triggered(assignment('Set', [['$Record.Tag__c', 'Assign', "'x'"]]), 'Set')),
    /assignments to \$Record\.Tag__c/,
  );
  assert.throws(
    load(flowXml(assignment('Set', [['x', 'Assign', '$Record.Id']]) + variable('x'), 'Set')),
    /runs for no record/,
  );
});
