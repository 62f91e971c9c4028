import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { testClient, type Reply, type TestClient } from '../../rest/testClient.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
});
afterEach(() => client.call('DELETE', '//local-org/setup'));
after(() => client.close());

const setup = (body: Record<string, unknown>) => client.call('POST', '//local-org/setup', body);
const as = (user: string) => ({ authorization: `Bearer ${client.localOrg.org.tokenFor(user)}` });
const codeOf = ({ status, body }: Reply) => [status, body[0]?.errorCode];
const query = (soql: string, headers = {}) =>
  client.call('GET', `/query?q=${encodeURIComponent(soql)}`, undefined, headers);

test('where notes are off there is no ContentNote, and those written are there again when notes are on', async () => {
  const note = { Title: 'Kept', Content: Buffer.from('<p>Kept</p>').toString('base64') };
  const id = await client.create('ContentNote', note);
  assert.equal((await setup({ change: 'notes', enabled: false })).status, 204);
  assert.deepEqual(codeOf(await client.call('GET', '/sobjects/ContentNote/describe')), [404, 'NOT_FOUND']);
  const { body } = await client.call('GET', '/sobjects');
  assert.ok(!body.sobjects.some(({ name }) => name === 'ContentNote'));
  assert.deepEqual(codeOf(await client.call('POST', '/sobjects/ContentNote', note)), [404, 'NOT_FOUND']);
  assert.deepEqual(codeOf(await query('SELECT Id FROM ContentNote')), [400, 'INVALID_TYPE']);
  assert.equal((await client.call('GET', '/ui-api/object-info/ContentNote')).status, 404);
  const graphQl = await client.call('POST', '/graphql', {
    query: '{ uiapi { query { ContentNote { edges { node { Id } } } } } }',
  });
  assert.match(JSON.stringify(graphQl.body.errors), /ContentNote/);
  const many = { records: [{ attributes: { type: 'ContentNote' }, ...note }] };
  const [inList] = (await client.call('POST', '/composite/sobjects', many)).body;
  assert.equal(inList?.success, false);
  // a document can still be deleted, and takes its note with it
  await setup({ change: 'notes', enabled: true });
  assert.equal((await client.call('GET', `/sobjects/ContentNote/${id}`)).status, 200);
  await setup({ change: 'notes', enabled: false });
  assert.equal((await client.call('DELETE', `/sobjects/ContentDocument/${id}`)).status, 204);
  await client.call('DELETE', '//local-org/setup');
  assert.equal((await client.call('GET', '/sobjects/ContentNote/describe')).status, 200);
  assert.equal((await client.call('GET', `/sobjects/ContentNote/${id}`)).status, 404);
});

test('an edition without the API refuses everybody’s calls, but not its admin’s setup and nobody’s identity', async () => {
  const edition = async () => (await client.soql('SELECT OrganizationType FROM Organization'))[0]?.['OrganizationType'];
  assert.equal(await edition(), 'Developer Edition');
  assert.equal((await setup({ change: 'edition', name: 'Professional', api: false })).status, 204);
  for (const user of ['ines', 'debrief'])
    assert.deepEqual((await client.call('GET', '/limits', undefined, as(user))).body, [
      { message: 'The REST API is not enabled for this Organization.', errorCode: 'API_DISABLED_FOR_ORG' },
    ]);
  assert.equal((await client.call('GET', '//services/oauth2/userinfo')).status, 200);
  await setup({ change: 'edition', name: 'Professional Edition', api: true });
  assert.equal(await edition(), 'Professional Edition');
  await client.call('DELETE', '//local-org/setup');
  assert.equal(await edition(), 'Developer Edition');
  assert.match(String((await setup({ change: 'edition', name: 'Gold', api: true })).body[0]?.message), /name must be/);
});

test('a user permission goes from a permission set and comes back, in what it allows and in what its record says', async () => {
  const told = async () =>
    (await client.soql("SELECT PermissionsApiEnabled FROM PermissionSet WHERE Name = 'Debrief_Integration'"))[0];
  const gone = { change: 'userPermission', permissionSet: 'Debrief_Integration', name: 'ApiEnabled', enabled: false };
  assert.equal((await setup(gone)).status, 204);
  assert.deepEqual(codeOf(await client.call('GET', '/limits', undefined, as('debrief'))), [
    403,
    'API_DISABLED_FOR_ORG',
  ]);
  assert.equal((await told())?.['PermissionsApiEnabled'], false);
  await client.call('DELETE', '//local-org/setup');
  assert.equal((await client.call('GET', '/limits', undefined, as('debrief'))).status, 200);
  assert.equal((await told())?.['PermissionsApiEnabled'], true);
  assert.equal((await setup({ ...gone, name: 'FlyToTheMoon' })).status, 404);
  assert.equal((await setup({ ...gone, permissionSet: 'Nothing' })).status, 404);
});

test('what is selected for Change Data Capture follows at once, and goes back', async () => {
  const selected = async () => (await client.call('GET', '//local-org/change-data-capture')).body['entities'];
  await setup({ change: 'changeDataCapture', entities: ['Opportunity'] });
  assert.deepEqual(await selected(), ['Opportunity']);
  await setup({ change: 'changeDataCapture', entities: [] });
  assert.deepEqual(await selected(), []);
  await client.call('DELETE', '//local-org/setup');
  assert.deepEqual(await selected(), []);
});

test('the right to create is taken and given apart from the right to edit, where the object has it', async () => {
  const contact = { change: 'permission', permissionSet: 'Debrief_Integration', object: 'Contact', read: true };
  const described = async () =>
    (await client.call('GET', '/sobjects/Contact/describe', undefined, as('debrief'))).body as unknown as {
      createable: boolean;
      updateable: boolean;
    };
  await setup({ ...contact, edit: true, create: false });
  assert.deepEqual([(await described()).createable, (await described()).updateable], [false, true]);
  await setup({ ...contact, edit: false, create: true });
  assert.deepEqual([(await described()).createable, (await described()).updateable], [true, false]);
  const task = await setup({ ...contact, object: 'Task', edit: false });
  assert.match(String(task.body[0]?.message), /Task has no object permissions: change the user permissions/);
  assert.equal((await setup({ ...contact, field: 'Email', edit: true, create: true })).status, 400);
});

test('every token of a user is ended', async () => {
  const { org } = client.localOrg;
  const [headers, refreshToken] = [as('debrief'), org.refreshTokenFor('debrief')];
  assert.equal((await setup({ change: 'revokeTokens', user: 'debrief' })).status, 204);
  assert.deepEqual(codeOf(await client.call('GET', '/limits', undefined, headers)), [401, 'INVALID_SESSION_ID']);
  assert.equal(org.tokens.userOf(refreshToken), undefined);
  assert.equal((await client.call('GET', '/limits')).status, 200);
  assert.deepEqual(codeOf(await setup({ change: 'revokeTokens', user: 'nobody' })), [400, 'INVALID_LOGIN']);
});
