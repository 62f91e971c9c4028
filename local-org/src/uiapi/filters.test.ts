import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openOrg } from '../data/org.ts';
import type { Org } from '../data/types.ts';
import { GraphQlEndpoint } from './graphql.ts';

const PAUL = 'paul@sealight.example';
let org: Org;
let endpoint: GraphQlEndpoint;
const ids = { contact: '', deal: '' };

before(() => {
  const main = path.resolve(import.meta.dirname, '../../../force-app/main');
  org = openOrg({ file: ':memory:', packageDirectories: [main] });
  endpoint = new GraphQlEndpoint(org);
  const paul = org.sessionFor(PAUL);
  const account = paul.create('Account', { Name: 'Halvorsen Marine' });
  ids.contact = paul.create('Contact', { LastName: 'Ångström', AccountId: account });
  ids.deal = paul.create('Opportunity', {
    Name: 'Twelve hulls',
    AccountId: account,
    StageName: 'Qualification',
    CloseDate: '2027-03-31',
  });
  paul.create('Task', { Subject: 'Call back', Status: 'Not Started', Priority: 'Normal', WhatId: ids.deal });
  const service = org.sessionFor('integration@sealight.example');
  for (const [title, contact] of [
    ['With Astrid', ids.contact],
    ['Without', null],
  ] as const) {
    const conversation = service.create('Conversation__c', {
      Title__c: title,
      Key__c: `zoom:${title}`,
      Kind__c: 'Meeting',
      Started_At__c: new Date().toISOString(),
      Opportunity__c: contact === null ? null : ids.deal,
    });
    service.create('Conversation_Participant__c', {
      Conversation__c: conversation,
      Name: title,
      Key__c: `${title}#1`,
      Contact__c: contact,
    });
  }
});
after(() => org.close());

function ask(object: string, where: string, fields: string, args = '') {
  const query = `{ uiapi { query { ${object}(where: ${where} ${args}) { edges { cursor node { ${fields} } } } } } }`;
  const { data, errors } = endpoint.answer(org.sessionFor(PAUL), { query });
  const records = (data as { uiapi?: { query: Record<string, Rows> } }).uiapi?.query[object]?.edges ?? [];
  return { records, message: errors[0]?.message };
}
interface Rows {
  edges: { cursor: string; node: Record<string, { value: string }> }[];
}

function titles(where: string): string[] | string {
  const { records, message } = ask(
    'Conversation__c',
    where,
    'Title__c { value }',
    'orderBy: { Title__c: { order: ASC } }',
  );
  return message ?? records.map(({ node }) => node['Title__c']?.value ?? '');
}

test('semi-joins: conversations that somebody took part in, and those of no such', () => {
  const join = (field: string, operator: string, inner: string, api: string) =>
    titles(`{ ${field}: { ${operator}: { ${inner}, ApiName: "${api}" } } }`);
  const astrid = `Conversation_Participant__c: { Contact__c: { eq: "${ids.contact}" } }`;
  assert.deepEqual(join('Id', 'inq', astrid, 'Conversation__c'), ['With Astrid']);
  assert.deepEqual(join('Id', 'ninq', astrid, 'Conversation__c'), ['Without']);
  assert.deepEqual(join('Id', 'inq', 'Conversation_Participant__c: {}', 'Conversation__c'), ['With Astrid', 'Without']);
  // by a reference: what points nowhere is in no query
  const deals = 'Opportunity: { Account: { Name: { like: "Halv%" } } }';
  assert.deepEqual(join('Opportunity__c', 'inq', deals, 'Id'), ['With Astrid']);
  assert.deepEqual(join('Opportunity__c', 'ninq', deals, 'Id'), ['Without']);
});

test('where SOQL has no semi-joins GraphQL has none', () => {
  const inq = '{ Id: { inq: { Conversation_Participant__c: {}, ApiName: "Conversation__c" } } }';
  assert.match(String(titles(`{ or: [${inq}, { Title__c: { eq: "x" } }] }`)), /not allowed with 'OR'/);
  assert.match(String(titles(`{ not: ${inq} }`)), /not allowed with 'NOT'/);
  assert.match(String(titles(`{ and: [${inq}, ${inq}, ${inq}] }`)), /Maximum 2/);
  assert.deepEqual(titles(`{ and: [${inq}, ${inq}] }`), ['With Astrid', 'Without']);
  const task = '{ Activity_Id__c: { eq: "x" }, Id: { inq: { Task: {}, ApiName: "WhatId" } } }';
  assert.match(String(titles(task)), /'Task' is not supported/);
  const same = '{ Id: { inq: { Conversation__c: {}, ApiName: "Id" } } }';
  assert.match(String(titles(same)), /same object type/);
  const name = '{ Id: { inq: { Conversation_Participant__c: {}, ApiName: "Name" } } }';
  assert.match(String(titles(name)), /must be of type ID/);
});

test('conditions combine by or, not and dates', () => {
  assert.deepEqual(titles('{ or: [{ Title__c: { like: "With As%" } }, { Title__c: { eq: "without" } }] }'), [
    'With Astrid',
    'Without',
  ]);
  assert.deepEqual(titles('{ not: { Title__c: { like: "%out" } } }'), ['With Astrid']);
  for (const day of ['{ literal: TODAY }', '{ literal: THIS_YEAR }', '{ range: { last_n_days: 30 } }'])
    assert.equal(titles(`{ Started_At__c: { eq: ${day} } }`).length, 2, day);
  assert.deepEqual(titles('{ Started_At__c: { lt: { literal: LAST_MONTH } } }'), []);
});

test('like knows every script’s capitals', () => {
  const { records } = ask('Contact', '{ Name: { like: "%ång%" } }', 'Name { value }');
  assert.equal(records[0]?.node['Name']?.value, 'Ångström');
});

test('owners of tasks and of custom objects are users or queues: queries say which', () => {
  const { records, message } = ask(
    'Task',
    '{ Owner: { User: { Name: { like: "Paul%" } } } }',
    'Owner { ... on User { Name { value } } }',
  );
  assert.equal(message, undefined);
  assert.equal(JSON.stringify(records[0]?.node['Owner']), '{"Name":{"value":"Paul Marchand"}}');
  assert.match(ask('Task', '{}', 'Owner { Name { value } }').message ?? '', /Name/);
  const deal = ask('Opportunity', '{ Owner: { Name: { like: "Paul%" } } }', 'Owner { ... on User { Name { value } } }');
  assert.equal(deal.records.length, 1);
});

test('the next page begins after a cursor', () => {
  const page = (args: string) =>
    ask('Conversation__c', '{}', 'Title__c { value }', `orderBy: { Title__c: { order: ASC } }, first: 1 ${args}`);
  const [first] = page('').records;
  assert.equal(first?.node['Title__c']?.value, 'With Astrid');
  const [second] = page(`after: "${first?.cursor}"`).records;
  assert.equal(second?.node['Title__c']?.value, 'Without');
});
