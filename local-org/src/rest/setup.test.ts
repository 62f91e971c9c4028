import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { testClient, type TestClient } from './testClient.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
});
afterEach(() => client.call('DELETE', '//local-org/setup'));
after(() => client.close());

const setup = (body: Record<string, unknown>) => client.call('POST', '//local-org/setup', body);
const first = (reply: { body: unknown }) => (reply.body as Record<string, unknown>[])[0]!;

test('a shortened field and a deactivated value are described so, and refused so, until the change is taken back', async () => {
  const title = async () => {
    const { body } = await client.call('GET', '/sobjects/Conversation__c/describe');
    return body.fields.find(({ name }) => name === 'Title__c') as unknown as { length: number };
  };
  assert.equal((await setup({ change: 'field', object: 'Conversation__c', field: 'Title__c', length: 5 })).status, 204);
  assert.equal((await title()).length, 5);
  const long = await client.call('POST', '/sobjects/Conversation__c', { Key__c: 'a', Title__c: 'Too long' });
  assert.equal(first(long)['errorCode'], 'STRING_TOO_LONG');
  await client.call('DELETE', '//local-org/setup');
  assert.equal((await title()).length, 255);
  await setup({ change: 'field', object: 'Conversation__c', field: 'Title__c', deleted: true });
  const gone = await client.call('POST', '/sobjects/Conversation__c', { Key__c: 'a', Title__c: 'x' });
  assert.equal(first(gone)['errorCode'], 'INVALID_FIELD');
});

test('a duplicate rule blocks, says which record it matched, and lets an alert be saved by who says so', async () => {
  const id = await client.create('Contact', { LastName: 'Halvorsen', Email: 'a@halvorsen.example' });
  const twin = { LastName: 'Halvorsen', Email: 'a@halvorsen.example' };
  await setup({ change: 'duplicateRule', object: 'Contact', name: 'Same', matchOn: ['Email'], action: 'Alert' });
  const refused = first(await client.call('POST', '/sobjects/Contact', twin)) as {
    errorCode: string;
    duplicateResut: { allowSave: boolean; matchResults: { matchRecords: { record: { Id: string } }[] }[] };
  };
  assert.equal(refused.errorCode, 'DUPLICATES_DETECTED');
  assert.equal(refused.duplicateResut.allowSave, true);
  assert.equal(refused.duplicateResut.matchResults[0]?.matchRecords[0]?.record.Id, id);
  const many = { records: [{ attributes: { type: 'Contact' }, ...twin }] };
  const [inList] = (await client.call('POST', '/composite/sobjects', many)).body;
  assert.deepEqual(Object.keys(inList?.errors[0] ?? {}).sort(), ['fields', 'message', 'statusCode']);
  const allow = { 'sforce-duplicate-rule-header': 'allowSave=true' };
  assert.equal((await client.call('POST', '/sobjects/Contact', twin, allow)).status, 201);
  await client.call('DELETE', '//local-org/setup');
  await setup({ change: 'duplicateRule', object: 'Contact', name: 'Same', matchOn: ['Email'], action: 'Block' });
  assert.equal((await client.call('POST', '/sobjects/Contact', twin, allow)).status, 400);
  assert.equal((await client.call('PATCH', `/sobjects/Contact/${id}`, { LastName: 'Berg' })).status, 204);
});

test('tokens: a refresh token gives a new session until it is revoked', async () => {
  const { org, url } = client.localOrg;
  const refreshToken = org.refreshTokenFor('debrief');
  const post = (path: string, form: Record<string, string>) =>
    fetch(`${url}/services/oauth2/${path}`, { method: 'POST', body: new URLSearchParams(form) });
  const renew = () => post('token', { grant_type: 'refresh_token', client_id: 'c', refresh_token: refreshToken });
  const { access_token: token } = (await (await renew()).json()) as { access_token: string };
  const authorization = `Bearer ${token}`;
  assert.equal((await client.call('GET', '/limits', undefined, { authorization })).status, 200);
  assert.equal((await post('revoke', { token })).status, 200);
  assert.equal((await client.call('GET', '/limits', undefined, { authorization })).status, 401);
  assert.equal((await renew()).status, 200);
  await post('revoke', { token: refreshToken });
  const refused = await renew();
  assert.equal(refused.status, 400);
  assert.equal(((await refused.json()) as { error: string }).error, 'invalid_grant');
});

test('what cannot be done is refused by name, and only admins may do it', async () => {
  assert.match(String(first(await setup({ change: 'nothing' }))['message']), /change must be one of field, permission/);
  assert.match(
    String(first(await setup({ change: 'field', object: 'Conversation__c', field: 'No__c', length: 1 }))['message']),
    /has no field No__c/,
  );
  const authorization = `Bearer ${client.localOrg.org.tokenFor('paul')}`;
  const reply = await client.call(
    'POST',
    '//local-org/setup',
    { change: 'apiLimit', dailyApiRequests: 1 },
    { authorization },
  );
  assert.equal(reply.status, 403);
});
