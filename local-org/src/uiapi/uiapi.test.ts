import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { openOrg } from '../data/org.ts';
import type { Org } from '../data/types.ts';
import type { GraphQlAnswer } from './graphql.ts';
import { registerUiApi } from './index.ts';

const PAUL = 'paul@sealight.example';
const ADMIN = 'ines@sealight.example';
const CAMILLE = 'camille@sealight.example';

let org: Org;
let app: FastifyInstance;
let url: string;
const ids: Record<string, string> = {};

before(async () => {
  org = openOrg({
    file: ':memory:',
    packageDirectories: [path.resolve(import.meta.dirname, '../../../force-app/main')],
  });
  app = fastify({ forceCloseConnections: true });
  registerUiApi(app, org);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  fill();
});
after(async () => {
  await app.close();
  org.close();
});

function fill(): void {
  const paul = org.sessionFor(PAUL);
  ids.account = paul.create('Account', { Name: 'Halvorsen Marine' });
  ids.deal = paul.create('Opportunity', {
    Name: 'Twelve hulls',
    AccountId: ids.account,
    StageName: 'Qualification',
    CloseDate: '2027-03-31',
    Amount: 184_000,
  });
  const other = { AccountId: ids.account, StageName: 'Prospecting', CloseDate: '2027-01-15' };
  ids.otherDeal = paul.create('Opportunity', { ...other, Name: 'Spares' });
  ids.event = paul.create('Event', {
    Subject: 'Demo',
    StartDateTime: '2026-11-17T13:01:00.000Z',
    EndDateTime: '2026-11-17T13:41:00.000Z',
    WhatId: ids.deal,
  });
  const service = org.sessionFor('integration@sealight.example');
  ids.conversation = service.create('Conversation__c', {
    Title__c: 'Demo',
    Key__c: 'zoom:1',
    Kind__c: 'Meeting',
    Status__c: 'Ready',
    Started_At__c: '2026-11-17T13:01:00.000Z',
    Summary__c: 'They want telemetry.',
    Account__c: ids.account,
  });
  for (let at = 0; at < 12; at++)
    service.create('Conversation_Moment__c', {
      Conversation__c: ids.conversation,
      Type__c: 'Highlight',
      Text__c: `Moment ${at}`,
      Start__c: 100 - at,
      Key__c: `zoom:1#highlight:${at}`,
    });
}

async function call(user: string, method: string, address: string, body?: unknown, headers = {}) {
  const response = await fetch(url + address, {
    method,
    headers: { authorization: `Bearer ${org.tokenFor(user)}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as unknown };
}

/** The answer's data under `uiapi.query`, as a test reads it. */
async function ask(query: string, variables?: unknown, user = PAUL) {
  const { status, body } = await call(user, 'POST', '/services/data/v67.0/graphql', { query, variables });
  assert.equal(status, 200);
  const { data, errors } = body as GraphQlAnswer;
  return { records: (data as { uiapi?: { query: Record<string, Connection> } }).uiapi?.query ?? {}, errors };
}
interface Connection {
  edges: { cursor: string; node: Record<string, unknown> }[];
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

test('a field comes wrapped, shown in the user’s own locale', async () => {
  const query = `query deals($id: ID) { uiapi { query { Opportunity(where: { Id: { eq: $id } }) { edges { node {
    Id ApiName Name { value displayValue } Amount { value displayValue } CloseDate { displayValue }
    StageName { value label } IsClosed { value } Account { Name { value } } Owner { Name { value } } } } } } } }`;
  const british = await ask(query, { id: ids.deal });
  assert.deepEqual(british.errors, []);
  const node = british.records['Opportunity']?.edges[0]?.node;
  assert.equal(node?.['Id'], ids.deal);
  assert.equal(node?.['ApiName'], 'Opportunity');
  assert.deepEqual(node?.['Name'], { value: 'Twelve hulls', displayValue: null });
  assert.deepEqual(node?.['CloseDate'], { displayValue: '31/03/2027' });
  assert.deepEqual(node?.['IsClosed'], { value: false });
  assert.deepEqual(node?.['Account'], { Name: { value: 'Halvorsen Marine' } });
  assert.deepEqual(node?.['Owner'], { Name: { value: 'Paul Marchand' } });
  const american = await ask(query, { id: ids.deal }, ADMIN);
  assert.deepEqual(american.records['Opportunity']?.edges[0]?.node['CloseDate'], { displayValue: '3/31/2027' });
});

test('date-times are shown in the user’s zone', async () => {
  const query = '{ uiapi { query { Event { edges { node { StartDateTime { value displayValue } } } } } } }';
  const paris = (await ask(query)).records['Event']?.edges[0]?.node['StartDateTime'];
  assert.deepEqual(paris, { value: '2026-11-17T13:01:00.000Z', displayValue: '17/11/2026, 14:01' });
  const newYork = (await ask(query, undefined, 'tom@sealight.example')).records['Event']?.edges[0]?.node;
  assert.match((newYork?.['StartDateTime'] as { displayValue: string }).displayValue, /8:01/);
});

test('polymorphic parents are read by fragments and filtered by type', async () => {
  const { records, errors } =
    await ask(`{ uiapi { query { Event(where: { What: { Opportunity: { Name: { like: "twelve%" } } } }) {
    totalCount edges { node { Subject { value } What { ... on Opportunity { Id Name { value } } ... on Account { Id } } } } } } } }`);
  assert.deepEqual(errors, []);
  assert.equal(records['Event']?.totalCount, 1);
  assert.deepEqual(records['Event']?.edges[0]?.node['What'], { Id: ids.deal, Name: { value: 'Twelve hulls' } });
});

test('children are connections: ten by default, then page by page, in the order asked for', async () => {
  const query = `query c($after: String) { uiapi { query { Conversation__c { edges { node { Summary__c { value }
    Conversation_Moments__r(orderBy: { Start__c: { order: ASC } }, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } edges { node { Text__c { value } } } } } } } } } }`;
  const first = (await ask(query)).records['Conversation__c']?.edges[0]?.node;
  assert.deepEqual(first?.['Summary__c'], { value: 'They want telemetry.' });
  const page = first?.['Conversation_Moments__r'] as Connection;
  assert.equal(page.edges.length, 10);
  assert.equal(page.totalCount, 12);
  assert.equal(page.pageInfo.hasNextPage, true);
  assert.deepEqual(page.edges[0]?.node['Text__c'], { value: 'Moment 11' });
  const next = (await ask(query, { after: page.pageInfo.endCursor })).records['Conversation__c']?.edges[0]?.node;
  const rest = next?.['Conversation_Moments__r'] as Connection;
  assert.deepEqual(
    rest.edges.map(({ node }) => (node['Text__c'] as { value: string }).value),
    ['Moment 1', 'Moment 0'],
  );
  assert.equal(rest.pageInfo.hasNextPage, false);
});

test('operators combine as in SOQL: ne finds what is empty, not turns a filter round', async () => {
  const names = async (where: string) => {
    const { records, errors } = await ask(
      `{ uiapi { query { Opportunity(where: ${where}, orderBy: { Name: { order: ASC } }) { edges { node { Name { value } } } } } } }`,
    );
    assert.deepEqual(errors, [], where);
    return records['Opportunity']?.edges.map(({ node }) => (node['Name'] as { value: string }).value);
  };
  assert.deepEqual(await names('{ Amount: { gte: 184000 } }'), ['Twelve hulls']);
  assert.deepEqual(await names('{ Amount: { ne: 184000 } }'), ['Spares']);
  assert.deepEqual(await names('{ Amount: { eq: null } }'), ['Spares']);
  assert.deepEqual(await names('{ not: { Amount: { gt: 1 } } }'), ['Spares']);
  assert.deepEqual(await names('{ StageName: { in: ["Qualification", "Prospecting"] } }'), ['Spares', 'Twelve hulls']);
  assert.deepEqual(await names('{ StageName: { nin: ["Qualification"] } }'), ['Spares']);
  assert.deepEqual(await names('{ or: [{ Name: { eq: "SPARES" } }, { Amount: { lt: 0 } }] }'), ['Spares']);
  assert.deepEqual(
    await names('{ and: [{ Name: { like: "%s%" } }, { CloseDate: { lt: { value: "2027-02-01" } } }] }'),
    ['Spares'],
  );
  assert.deepEqual(await names('{ Account: { Name: { eq: "Halvorsen Marine" } }, Name: { like: "Tw%" } }'), [
    'Twelve hulls',
  ]);
  assert.deepEqual(await names(`{ Id: { eq: "${ids.deal?.slice(0, 15)}" } }`), ['Twelve hulls']);
  assert.deepEqual(await names('{ CreatedDate: { eq: { literal: YESTERDAY } } }'), []);
});

test('several sort keys count in the order written, by variable too', async () => {
  const query = `query o($by: Opportunity_OrderBy) { uiapi { query { Opportunity(orderBy: $by) { edges { node { Name { value } } } } } } }`;
  const first = async (by: unknown) =>
    (await ask(query, { by })).records['Opportunity']?.edges[0]?.node['Name'] as { value: string };
  assert.equal((await first({ StageName: { order: 'DESC' }, Amount: { order: 'ASC' } })).value, 'Twelve hulls');
  assert.equal((await first({ Amount: { order: 'ASC' }, StageName: { order: 'DESC' } })).value, 'Spares');
  assert.equal((await first({ Amount: { order: 'ASC', nulls: 'LAST' } })).value, 'Twelve hulls');
});

test('an unknown field is an error with the way to it; @optional leaves it out', async () => {
  const wrong = await ask('{ uiapi { query { Account { edges { node { Nme { value } } } } } } }');
  assert.match(
    wrong.errors[0]?.message ?? '',
    /FieldUndefined: Field 'Nme' in type 'Account'.*uiapi\/query\/Account\/edges\/node\/Nme/,
  );
  assert.equal(wrong.errors[0]?.extensions.ErrorType, 'ValidationError');
  const left = await ask(
    '{ uiapi { query { Account { edges { node { Name { value } Nme @optional { value } } } } } } }',
  );
  assert.deepEqual(left.errors, []);
  assert.deepEqual(Object.keys(left.records['Account']?.edges[0]?.node ?? {}), ['Name']);
});

test('what a user may not read is not in their schema: object and field alike', async () => {
  const service = org.users().find(({ profile }) => profile === 'Minimum Access - Salesforce')?.Username ?? '';
  const [paul, limited] = [org.sessionFor(PAUL).access, org.sessionFor(service).access];
  const deals = org.schema.object('Opportunity');
  const field = [...(deals?.fields.values() ?? [])].find(
    ({ name, type }) =>
      type !== 'address' && paul.canRead('Opportunity', name) && !limited.canRead('Opportunity', name),
  );
  assert.ok(field, 'the two users differ in a field');
  const query = `{ uiapi { query { Opportunity { edges { node { ${field.name} { value } } } } } } }`;
  assert.deepEqual((await ask(query)).errors, []);
  assert.match(
    (await ask(query, undefined, service)).errors[0]?.message ?? '',
    new RegExp(`'${field.name}'.*undefined`),
  );
  const hidden = await ask('{ uiapi { query { Organization { totalCount } } } }');
  assert.match(hidden.errors[0]?.message ?? '', /Organization/);
});

test('picklist labels are in the user’s language', async () => {
  const query = '{ uiapi { query { Conversation__c { edges { node { Kind__c { value label } } } } } } }';
  const french = org.metadata.objectTranslations.get('fr')?.get('conversation__c')?.fields.get('kind__c')?.values;
  const shown = (await ask(query, undefined, CAMILLE)).records['Conversation__c']?.edges[0]?.node['Kind__c'];
  assert.deepEqual(shown, { value: 'Meeting', label: french?.get('Meeting') });
  assert.notEqual(french?.get('Meeting'), undefined);
});

test('limits are the platform’s: 2,000 rows, ten subqueries', async () => {
  const many = await ask('{ uiapi { query { Account(first: 2001) { edges { node { Id } } } } } }');
  assert.equal(many.errors[0]?.extensions.ErrorType, 'DataFetchingException');
  const eleven = Array.from({ length: 11 }, (_, n) => `a${n}: Account { totalCount }`).join(' ');
  assert.match((await ask(`{ uiapi { query { ${eleven} } } }`)).errors[0]?.message ?? '', /10 subqueries/);
});

test('a mutation and broken syntax are refused in the answer', async () => {
  const mutation = await ask('mutation m { uiapi { AccountCreate { Record { Id } } } }');
  assert.equal(mutation.errors[0]?.extensions.ErrorType, 'OperationNotSupported');
  assert.equal((await ask('{ uiapi {')).errors[0]?.extensions.ErrorType, 'InvalidSyntax');
});

test('without a session: 401', async () => {
  const response = await fetch(`${url}/services/data/v67.0/graphql`, { method: 'POST' });
  assert.equal(response.status, 401);
  assert.match(await response.text(), /INVALID_SESSION_ID/);
});

const RECORDS = '/services/data/v67.0/ui-api/records';

test('a record is read by its fields, through parents too', async () => {
  const { status, body } = await call(
    PAUL,
    'GET',
    `${RECORDS}/${ids.deal}?fields=Opportunity.Name,Opportunity.Account.Name&optionalFields=Opportunity.Nope`,
  );
  assert.equal(status, 200);
  const record = body as { apiName: string; fields: Record<string, { value: unknown; displayValue: unknown }> };
  assert.equal(record.apiName, 'Opportunity');
  assert.deepEqual(Object.keys(record.fields), ['Name', 'Account']);
  assert.equal(record.fields['Account']?.displayValue, 'Halvorsen Marine');
});

test('a record is updated as the viewer', async () => {
  const { status, body } = await call(PAUL, 'PATCH', `${RECORDS}/${ids.deal}`, { fields: { NextStep: 'Sea trial' } });
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(org.sessionFor(CAMILLE).get('Opportunity', ids.deal ?? '', ['NextStep'])['NextStep'], 'Sea trial');
  const wrong = await call(PAUL, 'PATCH', `${RECORDS}/${ids.deal}`, { fields: { Nope: 1 } });
  assert.equal(wrong.status, 400);
});

test('Task and Event are no UI API objects; what is not built says so', async () => {
  for (const [method, address, body] of [
    ['GET', `${RECORDS}/${ids.event}?fields=Event.Subject`, undefined],
    ['PATCH', `${RECORDS}/${ids.event}`, { fields: { Subject: 'x' } }],
    ['GET', '/services/data/v67.0/ui-api/object-info/Task', undefined],
  ] as const) {
    const answer = await call(PAUL, method, address, body);
    assert.equal(answer.status, 400);
    assert.match(JSON.stringify(answer.body), /INVALID_TYPE/);
  }
  assert.equal((await call(PAUL, 'GET', '/services/data/v67.0/ui-api/layout/Account')).status, 501);
  assert.equal((await call(PAUL, 'GET', `${RECORDS}/001000000000000AAA?fields=Account.Name`)).status, 404);
});

test('object info tells what the viewer may change', async () => {
  const { body } = await call(PAUL, 'GET', '/services/data/v67.0/ui-api/object-info/Conversation_Moment__c');
  const info = body as { apiName: string; fields: Record<string, { updateable: boolean; dataType: string }> };
  assert.equal(info.apiName, 'Conversation_Moment__c');
  assert.equal(info.fields['Done__c']?.dataType, 'Boolean');
  assert.equal(
    info.fields['Done__c']?.updateable,
    org.sessionFor(PAUL).access.canEdit('Conversation_Moment__c', 'Done__c'),
  );
});
