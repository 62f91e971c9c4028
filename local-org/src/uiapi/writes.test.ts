import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { openOrg } from '../data/org.ts';
import type { Org } from '../data/types.ts';
import { registerUiApi } from './index.ts';

const PAUL = 'paul@sealight.example';
const CAMILLE = 'camille@sealight.example';
const RECORDS = '/services/data/v67.0/ui-api/records';

let org: Org;
let app: FastifyInstance;
let url: string;
const ids = { deal: '', conversation: '', moment: '' };

before(async () => {
  const main = path.resolve(import.meta.dirname, '../../../force-app/main');
  org = openOrg({ file: ':memory:', packageDirectories: [main] });
  app = fastify({ forceCloseConnections: true });
  registerUiApi(app, org);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const account = org.sessionFor(PAUL).create('Account', { Name: 'Halvorsen Marine' });
  const deal = { Name: 'Twelve hulls', AccountId: account, StageName: 'Qualification', CloseDate: '2027-03-31' };
  ids.deal = org.sessionFor(PAUL).create('Opportunity', deal);
  const service = org.sessionFor('integration@sealight.example');
  ids.conversation = service.create('Conversation__c', { Title__c: 'Demo', Key__c: 'zoom:1', Kind__c: 'Meeting' });
});
after(async () => {
  await app.close();
  org.close();
});

interface Refusal {
  message: string;
  statusCode: number;
  output: { errors: { errorCode: string; message: string }[]; fieldErrors: Record<string, { message: string }[]> };
}

async function call(method: string, address: string, body?: unknown, headers: Record<string, string> = {}, by = PAUL) {
  const response = await fetch(url + address, {
    method,
    headers: { authorization: `Bearer ${org.tokenFor(by)}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as unknown };
}

interface Read {
  id: string;
  fields: Record<string, { value: string }>;
}
const modified = async (id: string, object: string) =>
  ((await call('GET', `${RECORDS}/${id}?fields=${object}.LastModifiedDate`)).body as Read).fields['LastModifiedDate']
    ?.value ?? '';

test('whoever saves second is told: 412 where the record has changed since it was read', async () => {
  const read = await modified(ids.deal, 'Opportunity');
  const since = { 'if-unmodified-since': read };
  const first = await call('PATCH', `${RECORDS}/${ids.deal}`, { fields: { NextStep: 'Sea trial' } }, since);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  // dates are whole seconds: what is written in the same one can't be told apart
  const earlier = new Date(Date.parse(read) - 1000);
  for (const stale of [earlier.toISOString(), earlier.toUTCString()]) {
    const headers = { 'if-unmodified-since': stale };
    const second = await call('PATCH', `${RECORDS}/${ids.deal}`, { fields: { NextStep: 'Quote' } }, headers, CAMILLE);
    assert.equal(second.status, 412);
    assert.match(JSON.stringify(second.body), /PRECONDITION_FAILED/);
  }
  assert.equal(org.sessionFor(PAUL).get('Opportunity', ids.deal, ['NextStep'])['NextStep'], 'Sea trial');
  const wrong = await call('PATCH', `${RECORDS}/${ids.deal}`, { fields: {} }, { 'if-unmodified-since': 'yesterday' });
  assert.equal(wrong.status, 400);
});

test('a rep makes a comment of a conversation and takes nothing away', async () => {
  const comment = { Conversation__c: ids.conversation, Type__c: 'Comment', Text__c: 'Send the quote.' };
  const made = await call('POST', RECORDS, { apiName: 'Conversation_Moment__c', fields: comment });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  ids.moment = (made.body as Read).id;
  assert.equal((made.body as Read).fields['Text__c']?.value, 'Send the quote.');
  const gone = await call('DELETE', `${RECORDS}/${ids.moment}`);
  assert.equal(gone.status, 403);
  const none = await call('POST', RECORDS, { apiName: 'Conversation__c', fields: { Title__c: 'Mine' } });
  assert.equal(none.status, 400);
  assert.match(JSON.stringify(none.body), /cannot be inserted/);
});

test('who may delete does', async () => {
  const answer = await call('DELETE', `${RECORDS}/${ids.moment}`, undefined, {}, 'ines@sealight.example');
  assert.deepEqual(answer, { status: 204, body: null });
  assert.equal((await call('GET', `${RECORDS}/${ids.moment}?fields=Conversation_Moment__c.Name`)).status, 404);
});

test('what a rule refuses stands in the output, by field or by record, in the org’s own words', async () => {
  const rule = { object: 'Opportunity', filters: [{ field: 'NextStep', operation: 'equals' as const, value: 'x' }] };
  org.setup.rules.addValidationRule({ ...rule, name: 'Whole', errorMessage: 'Say more than x.' });
  const whole = (await call('PATCH', `${RECORDS}/${ids.deal}`, { fields: { NextStep: 'x' } })).body as Refusal;
  assert.match(whole.message, /An error occurred while trying to update the record/);
  assert.equal(whole.statusCode, 400);
  assert.deepEqual(
    whole.output.errors.map(({ errorCode, message }) => [errorCode, message]),
    [['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Say more than x.']],
  );
  const long = (await call('PATCH', `${RECORDS}/${ids.deal}`, { fields: { NextStep: 'y'.repeat(256) } }))
    .body as Refusal;
  assert.match(long.output.fieldErrors['NextStep']?.[0]?.message ?? '', /data value too large/);
  assert.deepEqual(long.output.errors, []);
});

test('what a record input may say besides is refused by name', async () => {
  const answer = await call('POST', RECORDS, { apiName: 'Lead', fields: {}, useDefaultRule: true });
  assert.equal(answer.status, 501);
  assert.match(JSON.stringify(answer.body), /useDefaultRule/);
});

test('Task and Event are made by no LWC', async () => {
  const answer = await call('POST', RECORDS, { apiName: 'Task', fields: { Subject: 'Call' } });
  assert.equal(answer.status, 400);
  assert.match(JSON.stringify(answer.body), /INVALID_TYPE/);
});

test('GraphQL reads when a record was last changed', async () => {
  const query = `{ uiapi { query { Opportunity(where: { Id: { eq: "${ids.deal}" } }) { edges { node {
    LastModifiedDate { value } SystemModstamp { value } LastModifiedBy { Name { value } } } } } } } }`;
  const { body } = await call('POST', '/services/data/v67.0/graphql', { query });
  const text = JSON.stringify(body);
  assert.match(text, /"LastModifiedDate":\{"value":"\d{4}-/);
  assert.match(text, /"SystemModstamp":\{"value":"\d{4}-/);
  assert.match(text, /"errors":\[\]/);
});
