import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query } from '../soql/query.ts';
import {
  assignment,
  decision,
  element,
  fieldsXml,
  filterXml,
  flowFile,
  flowXml,
  openTestFlows,
  tell,
  to,
  variable,
  type TestFlows,
} from './testFlow.ts';

const FILE = flowFile('Try_It');
const STORED = '<storeOutputAutomatically>true</storeOutputAutomatically>';
const FAULT = to('Tell', 'faultConnector');

async function withFlow(flow: string, work: (opened: TestFlows) => Promise<void>): Promise<void> {
  const opened = openTestFlows({ [FILE]: flow });
  try {
    await work(opened);
  } finally {
    opened.close();
  }
}

/** Outputs as the rep Paul gets them. */
async function run(
  { flows, rep }: TestFlows,
  inputs: Record<string, unknown> = {},
  as = rep,
): Promise<Record<string, unknown>> {
  const result = await flows.run(as, 'Try_It', inputs);
  assert.equal(result.status, 'Finished', result.status === 'Error' ? result.message : '');
  return Object.fromEntries(result.outputs.map(({ name, value }) => [name, value]));
}

const names = ({ org, admin }: TestFlows, soql: string) =>
  query(org, admin, soql).records.map((record) => record['Name']);

const lookup = (body: string) => element('recordLookups', 'Find', `${to('Take')}${FAULT}${body}`);

test('Get Records reads as the user may: an object, a record and a field that a rep may not read', async () => {
  const flow = (object: string, fields: string) =>
    flowXml(
      lookup(`${filterXml([['Name', 'NotEqualTo', "'none'"]])}<getFirstRecordOnly>true</getFirstRecordOnly><object>${object}</object>${fields}${STORED}`) +
        tell() + variable('found', { as: 'out' }) + assignment('Take', [['found', 'Assign', 'Find.Name']]),
      'Find',
    ); // prettier-ignore
  const boat = { Name: 'Ran', Key__c: 'k', Length__c: 9 };
  await withFlow(flow('Boat__c', '<queriedFields>Name</queriedFields>'), async (opened) => {
    opened.admin.create('Boat__c', boat);
    assert.deepEqual(await run(opened), { found: 'Ran', message: null });
  });
  await withFlow(flow('Boat__c', '<queriedFields>Length__c</queriedFields>'), async (opened) => {
    opened.admin.create('Boat__c', boat);
    assert.match(String((await run(opened))['message']), /tried to look up records: INVALID_FIELD: .*Length__c/s);
    assert.equal((await run(opened, {}, opened.admin))['message'], null);
  });
  await withFlow(flow('Boat_Part__c', ''), async (opened) => {
    opened.admin.create('Boat_Part__c', { Boat__c: opened.admin.create('Boat__c', boat) });
    assert.match(String((await run(opened))['message']), /INVALID_TYPE/);
  });
});

test('what Get Records stores by itself has the fields that the user may read, and no others', async () => {
  const flow = flowXml(
    lookup(`${filterXml([['Name', 'EqualTo', "'Ran'"]])}<getFirstRecordOnly>true</getFirstRecordOnly><object>Boat__c</object>${STORED}`) +
      tell() + variable('boat', { type: 'SObject', object: 'Boat__c', as: 'out' }) + assignment('Take', [['boat', 'Assign', 'Find']]),
    'Find',
  ); // prettier-ignore
  await withFlow(flow, async (opened) => {
    opened.admin.create('Boat__c', { Name: 'Ran', Key__c: 'k', Kind__c: 'Sail', Length__c: 9 });
    const { boat } = (await run(opened)) as { boat: Record<string, unknown> };
    assert.equal(boat['Kind__c'], 'Sail');
    assert.equal('Length__c' in boat, false);
  });
});

test('filters find by every operator, text with quotes and wildcards as it is written, in order and up to a limit', async () => {
  const accounts = ["O'Neil 100%", 'Berg', 'Halvorsen', 'Halyard'];
  const find = async (filters: [string, string, string][], logic = 'and', more = '') => {
    const flow = flowXml(
      lookup(`${filterXml(filters, logic)}<getFirstRecordOnly>false</getFirstRecordOnly>${more}<object>Account</object><queriedFields>Name</queriedFields><sortField>Name</sortField><sortOrder>Asc</sortOrder>${STORED}`) +
        tell() + variable('out', { as: 'out', value: "''" }) + variable('list', { list: true }) +
        element('loops', 'Each', `<collectionReference>Find</collectionReference>${to('Add', 'nextValueConnector')}`) +
        assignment('Add', [['out', 'Add', "'{!Each.Name};'"]], 'Each') +
        assignment('Fill', [['list', 'Add', "'Berg'"], ['list', 'Add', "'Halyard'"]], 'Find') +
        assignment('Take', [['out', 'Assign', "''"]], 'Each'),
      'Fill',
    ); // prettier-ignore
    let found: unknown;
    await withFlow(flow, async (opened) => {
      for (const [index, Name] of accounts.entries())
        opened.rep.create('Account', { Name, NumberOfEmployees: index * 10, ...(index === 1 ? { Site: 'Oslo' } : {}) });
      found = (await run(opened))['out'];
    });
    return found;
  };
  assert.equal(await find([['Name', 'EqualTo', "'O'Neil 100%'"]]), "O'Neil 100%;");
  assert.equal(await find([['Name', 'Contains', "'0%'"]]), "O'Neil 100%;");
  assert.equal(await find([['Name', 'StartsWith', "'Hal'"]]), 'Halvorsen;Halyard;');
  assert.equal(await find([['Name', 'EndsWith', "'sen'"]]), 'Halvorsen;');
  assert.equal(await find([['NumberOfEmployees', 'GreaterThan', '10']]), 'Halvorsen;Halyard;');
  assert.equal(await find([['NumberOfEmployees', 'LessThanOrEqualTo', '10']]), "Berg;O'Neil 100%;");
  assert.equal(await find([['Site', 'IsNull', 'true']]), "Halvorsen;Halyard;O'Neil 100%;");
  assert.equal(await find([['Site', 'IsNull', 'false']]), 'Berg;');
  assert.equal(await find([['Name', 'In', 'list']]), 'Berg;Halyard;');
  assert.equal(await find([['Name', 'NotIn', 'list']]), "Halvorsen;O'Neil 100%;");
  assert.equal(
    await find([['Name', 'NotEqualTo', "'Berg'"]], 'and', '<limit><numberValue>1.0</numberValue></limit>'),
    'Halvorsen;',
  );
  const either: [string, string, string][] = [['Name', 'EqualTo', "'Berg'"], ['Name', 'EqualTo', "'Halyard'"], ['NumberOfEmployees', 'GreaterThan', '10']]; // prettier-ignore
  assert.equal(await find(either, '(1 OR 2) AND 3'), 'Halyard;');
  assert.equal(await find(either, 'or'), 'Berg;Halvorsen;Halyard;');
});

test('nothing found leaves a variable as it is, or empties it where the Flow says so', async () => {
  const flow = (empties: boolean) =>
    flowXml(
      lookup(`<assignNullValuesIfNoRecordsFound>${empties}</assignNullValuesIfNoRecordsFound>${filterXml([['Name', 'EqualTo', "'nobody'"]])}<object>Account</object><outputAssignments><assignToReference>found</assignToReference><field>Name</field></outputAssignments>`).replace(to('Take'), '') +
        tell() + variable('found', { as: 'out', value: "'before'" }),
      'Find',
    ); // prettier-ignore
  await withFlow(flow(false), async (opened) => assert.equal((await run(opened))['found'], 'before'));
  await withFlow(flow(true), async (opened) => assert.equal((await run(opened))['found'], null));
});

test('records are made, changed and deleted, one or many at a time, and a lookup’s related records are read', async () => {
  const flow = flowXml(
    element('recordCreates', 'Make', `${to('Find')}<object>Account</object>${fieldsXml({ Name: "'Halvorsen'", NumberOfEmployees: '3' })}${STORED}`) +
      element('recordLookups', 'Find', `${to('Prepare')}${filterXml([['Id', 'EqualTo', 'Make']])}<getFirstRecordOnly>true</getFirstRecordOnly><object>Account</object>${STORED}`) +
      variable('person', { type: 'SObject', object: 'Contact' }) + variable('people', { type: 'SObject', object: 'Contact', list: true }) +
      assignment('Prepare', [
        ['Find_Copy', 'Assign', 'Find'], ['Find_Copy.Name', 'Assign', "'Halvorsen Marine'"],
        ['person.LastName', 'Assign', "'Lind'"], ['person.AccountId', 'Assign', 'Make'], ['people', 'Add', 'person'],
        ['person.LastName', 'Assign', "'Moe'"], ['people', 'Add', 'person'],
      ], 'Change') +
      variable('Find_Copy', { type: 'SObject', object: 'Account' }) +
      element('recordUpdates', 'Change', `${to('Make_People')}<inputReference>Find_Copy</inputReference>`) +
      element('recordCreates', 'Make_People', `${to('Rename')}<inputReference>people</inputReference>`) +
      element('recordUpdates', 'Rename', `${to('Remove')}${filterXml([['LastName', 'EqualTo', "'Moe'"]])}${fieldsXml({ LastName: "'Berg'" })}<object>Contact</object>`) +
      element('recordDeletes', 'Remove', `${to('Again')}${filterXml([['LastName', 'EqualTo', "'Lind'"]])}<object>Contact</object>`) +
      element('recordLookups', 'Again', `${to('Take')}${filterXml([['LastName', 'EqualTo', "'Berg'"]])}<getFirstRecordOnly>true</getFirstRecordOnly><object>Contact</object>${STORED}`) +
      variable('account', { as: 'out' }) + assignment('Take', [['account', 'Assign', 'Again.Account.Name']]),
    'Make',
  ); // prettier-ignore
  await withFlow(flow, async (opened) => {
    assert.equal((await run(opened))['account'], 'Halvorsen Marine');
    assert.deepEqual(names(opened, 'SELECT Name FROM Contact'), ['Berg']);
    assert.deepEqual(names(opened, 'SELECT Name FROM Account WHERE NumberOfEmployees = 3'), ['Halvorsen Marine']);
  });
});

const twoWrites = (second: string, fault = '') =>
  flowXml(
    element('recordCreates', 'First', `${to('Second')}<object>Account</object>${fieldsXml({ Name: "'First'" })}`) +
      element('recordCreates', 'Second', `${fault}<object>Contact</object>${fieldsXml({ FirstName: "'Anna'", ...(second ? { LastName: second } : {}) })}`) +
      tell(),
    'First',
  ); // prettier-ignore

test('a fault that nothing takes up ends the interview, and takes back what it wrote', async () => {
  await withFlow(twoWrites(''), async (opened) => {
    const result = await opened.flows.run(opened.rep, 'Try_It', {});
    assert.equal(result.status, 'Error');
    assert.match(
      result.status === 'Error' ? result.message : '',
      /tried to create records: REQUIRED_FIELD_MISSING: .*LastName/,
    );
    assert.deepEqual(names(opened, 'SELECT Name FROM Account'), []);
  });
});

test('a fault path goes on with the message, and keeps what was written before', async () => {
  await withFlow(twoWrites('', FAULT), async (opened) => {
    assert.match(String((await run(opened))['message']), /REQUIRED_FIELD_MISSING/);
    assert.deepEqual(names(opened, 'SELECT Name FROM Account'), ['First']);
  });
});

test('validation rules and the user’s rights hold for what a Flow writes', async () => {
  await withFlow(twoWrites("'Lind'", FAULT), async (opened) => {
    opened.org.setup.rules.addValidationRule({
      object: 'Contact',
      name: 'No_Anna',
      filters: [{ field: 'FirstName', operation: 'equals', value: 'Anna' }],
      errorMessage: 'No Annas.',
    });
    assert.match(String((await run(opened))['message']), /FIELD_CUSTOM_VALIDATION_EXCEPTION: No Annas\./);
  });
  const boat = flowXml(
    element('recordCreates', 'Make', `${FAULT}<object>Boat__c</object>${fieldsXml({ Kind__c: "'Sail'" })}`) + tell(),
    'Make',
  );
  await withFlow(boat, async (opened) => {
    assert.match(String((await run(opened))['message']), /CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY/);
  });
});

test('of many records that are made together, one that fails takes the others with it', async () => {
  const flow = flowXml(
    variable('one', { type: 'SObject', object: 'Contact' }) + variable('all', { type: 'SObject', object: 'Contact', list: true }) +
      assignment('Fill', [['one.LastName', 'Assign', "'Lind'"], ['all', 'Add', 'one'], ['one.LastName', 'Assign', "''"], ['all', 'Add', 'one']], 'Make') +
      element('recordCreates', 'Make', `${FAULT}<inputReference>all</inputReference>`) + tell(),
    'Fill',
  ); // prettier-ignore
  await withFlow(flow, async (opened) => {
    assert.match(String((await run(opened))['message']), /REQUIRED_FIELD_MISSING/);
    assert.deepEqual(names(opened, 'SELECT Name FROM Contact'), []);
  });
});

test('too many queries end everything, whatever the fault path says', async () => {
  const flow = flowXml(
    lookup(`<object>Account</object>${STORED}`) + tell() + variable('n', { type: 'Number', value: '0' }) +
      assignment('Take', [['n', 'Add', '1']], 'Ask') + decision('Ask', [{ name: 'Enough', conditions: [['n', 'EqualTo', '101']] }], 'Find'),
    'Find',
  ); // prettier-ignore
  await withFlow(flow, async (opened) => {
    const result = await opened.flows.run(opened.rep, 'Try_It', {});
    assert.equal(result.status === 'Error' && result.message, 'Too many SOQL queries: 101');
  });
});
