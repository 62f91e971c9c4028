import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { testClient, type TestClient } from './testClient.ts';

let client: TestClient;
before(async () => {
  client = await testClient();
  client.localOrg.org.changeEvents.select(['Opportunity', 'OpportunityContactRole']);
});
afterEach(() => client.call('DELETE', '//local-org/setup'));
after(() => client.close());

const as = (user: string) => ({ authorization: `Bearer ${client.localOrg.org.tokenFor(user)}` });
const tooling = (soql: string, headers = {}) =>
  client.call('GET', `/tooling/query?q=${encodeURIComponent(soql)}`, undefined, headers);

test('who may view the setup sees what is selected for Change Data Capture', async () => {
  const { body } = await tooling(
    "SELECT Id, DeveloperName, EventChannel, SelectedEntity FROM PlatformEventChannelMember WHERE EventChannel = 'ChangeEvents' ORDER BY SelectedEntity",
  );
  assert.equal(body['totalSize'], 2);
  assert.deepEqual(
    body.records.map(({ SelectedEntity }) => SelectedEntity),
    ['OpportunityChangeEvent', 'OpportunityContactRoleChangeEvent'],
  );
  const [first] = body.records;
  assert.match(String(first?.['Id']), /^0v8\w{15}$/);
  assert.equal(first?.['DeveloperName'], 'ChangeEvents_OpportunityChangeEvent');
  client.localOrg.org.changeEvents.select(['Opportunity']);
  assert.equal((await tooling('SELECT Id FROM PlatformEventChannelMember')).body['totalSize'], 1);
  assert.equal((await tooling('SELECT COUNT() FROM PlatformEventChannel')).body['totalSize'], 0);
});

/** View Setup and Configuration, for the integration user, by whichever of its permission sets. */
const viewSetup = (enabled: boolean) =>
  Promise.all(
    ['Debrief_Integration', 'Debrief_Changes'].map((permissionSet) =>
      client.call('POST', '//local-org/setup', { change: 'userPermission', permissionSet, name: 'ViewSetup', enabled }),
    ),
  );

test('who may not is told that there is no such object, as on Salesforce', async () => {
  await viewSetup(false);
  const reply = await tooling('SELECT Id FROM PlatformEventChannelMember', as('debrief'));
  assert.equal(reply.status, 400);
  assert.equal(reply.body[0]?.errorCode, 'INVALID_TYPE');
  assert.match(String(reply.body[0]?.message), /sObject type 'PlatformEventChannelMember' is not supported/);
});

test('other objects and whole metadata are refused by name; a broken query as broken', async () => {
  const message = async (soql: string) => String((await tooling(soql)).body[0]?.message);
  assert.match(await message('SELECT Id FROM ApexClass'), /does not implement ApexClass in the Tooling API/);
  assert.match(
    await message('SELECT Metadata FROM PlatformEventChannelMember'),
    /does not implement the field Metadata/,
  );
  assert.equal((await tooling('x')).body[0]?.errorCode, 'MALFORMED_QUERY');
  assert.equal((await tooling('SELECT Nope FROM PlatformEventChannel')).body[0]?.errorCode, 'INVALID_FIELD');
});

test('UserPermissionAccess tells the permissions of whoever asks', async () => {
  const soql = 'SELECT PermissionsApiEnabled, PermissionsViewSetup FROM UserPermissionAccess';
  const path = `/query?q=${encodeURIComponent(soql)}`;
  const records = async (user: string) => (await client.call('GET', path, undefined, as(user))).body.records;
  await viewSetup(false);
  const [integration] = await records('debrief');
  assert.deepEqual([integration?.['PermissionsApiEnabled'], integration?.['PermissionsViewSetup']], [true, false]);
  const [admin] = await records('ines');
  assert.equal(admin?.['PermissionsViewSetup'], true);
  await viewSetup(true);
  assert.equal((await records('debrief'))[0]?.['PermissionsViewSetup'], true);
});
