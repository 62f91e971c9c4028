import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testClient, type TestClient } from './testClient.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
});
after(() => client.close());

test('a record is created, read, changed and deleted by its Id', async () => {
  const created = await client.call('POST', '/sobjects/Account', {
    Name: 'Acme',
    BillingCity: 'Paris',
    attributes: { type: 'Account' },
  });
  const { id } = created.body;
  assert.deepEqual([created.status, created.body], [201, { id, success: true, errors: [] }]);
  const address = `/services/data/v67.0/sobjects/Account/${id}`;
  assert.equal(created.headers.get('location'), address);

  const whole = (await client.call('GET', `/sobjects/Account/${id.slice(0, 15)}`)).body;
  assert.deepEqual(whole.attributes, { type: 'Account', url: address });
  assert.equal(whole.BillingCity, 'Paris');
  assert.match(String(whole.CreatedDate), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
  assert.equal(whole.IsDeleted, false);
  const some = (await client.call('GET', `/sobjects/Account/${id}?fields=Name,billingcity`)).body;
  assert.deepEqual(some, { attributes: { type: 'Account', url: address }, Name: 'Acme', BillingCity: 'Paris' });

  const changed = await client.call('PATCH', `/sobjects/Account/${id}`, { BillingCity: 'Lyon' });
  assert.deepEqual([changed.status, changed.body], [204, null]);
  const override = await client.call('POST', `/sobjects/Account/${id}?_HttpMethod=PATCH`, { Name: 'Acme SA' });
  assert.equal(override.status, 204);
  assert.deepEqual(await client.soql(`SELECT Name, BillingCity FROM Account WHERE Id = '${id}'`), [
    { attributes: { type: 'Account', url: address }, Name: 'Acme SA', BillingCity: 'Lyon' },
  ]);

  assert.equal((await client.call('DELETE', `/sobjects/Account/${id}`)).status, 204);
  const gone = await client.call('GET', `/sobjects/Account/${id}`);
  assert.deepEqual([gone.status, gone.body[0]!.errorCode], [404, 'ENTITY_IS_DELETED']);
  assert.deepEqual(await client.soql(`SELECT Id FROM Account WHERE Id = '${id}'`), []);
  const all = await client.call(
    'GET',
    `/queryAll?q=${encodeURIComponent(`SELECT IsDeleted FROM Account WHERE Id = '${id}'`)}`,
  );
  assert.equal(all.body.records[0]!.IsDeleted, true);
});

test('refusals keep the platform’s code, text and fields', async () => {
  const missing = await client.call('POST', '/sobjects/Account', { Phone: '1' });
  assert.equal(missing.status, 400);
  assert.deepEqual(missing.body, [
    { message: 'Required fields are missing: [Name]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] },
  ]);
  const id = await client.create('Account', { Name: 'Refusals' });
  const unknown = await client.call('PATCH', `/sobjects/Account/${id}`, { Nope__c: 1 });
  assert.deepEqual([unknown.status, unknown.body[0]!.errorCode], [400, 'INVALID_FIELD']);
  const field = await client.call('GET', `/sobjects/Account/${id}?fields=Nope__c`);
  assert.deepEqual([field.status, field.body[0]!.errorCode], [400, 'INVALID_FIELD']);
  assert.equal((await client.call('GET', '/sobjects/Account/001000000000000AAA')).status, 404);
});

test('upsert by external Id: created once, then updated, and read by its key', async () => {
  const path = `/sobjects/Conversation__c/Key__c/${encodeURIComponent('aircall:1/2')}`;
  const record = { Title__c: 'First call', Kind__c: 'Call', Status__c: 'Ready' };
  const first = await client.call('PATCH', path, record);
  const { id } = first.body;
  assert.deepEqual([first.status, first.body], [201, { id, success: true, errors: [], created: true }]);
  const second = await client.call('PATCH', path, { Title__c: 'Renamed' });
  assert.deepEqual([second.status, second.body], [200, { id, success: true, errors: [], created: false }]);
  const read = await client.call('GET', `${path}?fields=Id,Key__c,Title__c`);
  assert.deepEqual([read.body.Id, read.body.Key__c, read.body.Title__c], [id, 'aircall:1/2', 'Renamed']);
  const twice = await client.call('PATCH', path, { Key__c: 'aircall:1/2' });
  assert.deepEqual([twice.status, twice.body[0]!.errorCode], [400, 'INVALID_FIELD']);
  const noKey = await client.call('PATCH', '/sobjects/Conversation__c/Title__c/x', record);
  assert.deepEqual([noKey.status, noKey.body[0]!.errorCode], [404, 'NOT_FOUND']);
  assert.equal((await client.call('DELETE', path)).status, 204);
  assert.equal((await client.call('GET', path)).status, 404);
});

test('an external Id that several records share answers 300 with their addresses', async () => {
  const activityId = '00T000000000001AAA';
  const record = { Kind__c: 'Call', Status__c: 'Ready', Activity_Id__c: activityId };
  const ids = [
    await client.create('Conversation__c', { ...record, Key__c: 'several:1' }),
    await client.create('Conversation__c', { ...record, Key__c: 'several:2' }),
  ];
  const path = `/sobjects/Conversation__c/Activity_Id__c/${activityId}`;
  const addresses = ids.map((id) => `/services/data/v67.0/sobjects/Conversation__c/${id}`);
  for (const reply of [await client.call('GET', path), await client.call('PATCH', path, { Title__c: 'x' })])
    assert.deepEqual([reply.status, reply.body], [300, addresses]);
});

test('describe: global, basic and whole', async () => {
  const all = (await client.call('GET', '/sobjects')).body;
  assert.ok(all.sobjects.some(({ name }) => name === 'Conversation__c'));
  const basic = (await client.call('GET', '/sobjects/conversation__c')).body;
  assert.equal(basic.objectDescribe.name, 'Conversation__c');
  const whole = (await client.call('GET', '/sobjects/Conversation__c/describe')).body;
  const key = whole.fields.find(({ name }) => name === 'Key__c')!;
  assert.deepEqual([key.externalId, key.unique, key.caseSensitive, key.length], [true, true, true, 255]);
});

test('a caller sees and writes no more than their rights', async () => {
  const debrief = { authorization: `Bearer ${client.localOrg.org.tokenFor('integration@sealight.example')}` };
  const maya = { authorization: `Bearer ${client.localOrg.org.tokenFor('maya')}` };
  const record = { Key__c: 'rights:1', Kind__c: 'Call', Status__c: 'Ready' };
  const made = await client.call('POST', '/sobjects/Conversation__c', record, debrief);
  assert.equal(made.status, 201);
  const read = await client.call('GET', `/sobjects/Conversation__c/${made.body.id}?fields=Key__c`, undefined, maya);
  assert.equal(read.body.Key__c, 'rights:1');
  const refused = await client.call('DELETE', `/sobjects/Conversation__c/${made.body.id}`, undefined, maya);
  assert.deepEqual([refused.status, refused.body[0]!.errorCode], [403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
});
