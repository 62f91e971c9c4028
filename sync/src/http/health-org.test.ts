import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { after, afterEach, before } from 'node:test';
import { checkDaily } from '../jobs/health/daily.ts';
import type { Check, CheckId } from '../jobs/health/types.ts';
import { connectOrg } from '../org/connect.ts';
import { deployPermissionSet } from '../org/testing/deploy.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import { HealthCheckSchema } from './routes/health.ts';
import { startTestService, type TestService } from './testing/service.ts';

let org: RunningOrg;
let service: TestService;
before(async () => {
  org = await runLocalOrg();
  service = await startTestService(
    {
      SALESFORCE_INSTANCE_URL: org.url,
      SALESFORCE_ACCESS_TOKEN: org.integrationToken,
      SALESFORCE_PUBSUB_ENDPOINT: org.pubsub.endpoint,
      SALESFORCE_PUBSUB_CA: org.pubsub.certificateFile,
    },
    { connect: connectOrg },
  );
  await until('changeDataCapture', 'CHANGE_DATA_CAPTURE_OK');
});
after(async () => {
  await service.stop();
  await org.stop();
});
afterEach(() => org.provoke('DELETE', 'setup'));

const setup = (change: string, more: object) => org.provoke('POST', 'setup', { change, ...more });

async function health() {
  const { status, body } = await service.call('GET', '/v1/health-check');
  assert.equal(status, 200, JSON.stringify(body));
  return HealthCheckSchema.strict().parse(body);
}
async function check(id: CheckId): Promise<Check> {
  return (await health()).checks.find((each) => each.id === id) ?? assert.fail(`There is no check ${id}.`);
}
/** The event bus hears of a change by itself. */
async function until(id: CheckId, code: string): Promise<Check> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await check(id);
    if (found.code === code) return found;
    await sleep(100);
  }
  assert.fail(`${id} did not become ${code}`);
}
const codes = async () => Object.fromEntries((await health()).checks.map(({ id, code }) => [id, code]));

test('in an org as the package sets it up every check is good, for four requests', async () => {
  const { organization, user, missing, checks, permissions } = await health();
  assert.ok(organization?.edition && organization.name && user?.username);
  assert.deepEqual(
    checks.filter(({ state }) => state !== 'ok'),
    [],
  );
  assert.ok(missing.every(({ level }) => level === 'recommended'));
  assert.deepEqual(permissions.find(({ object }) => object === 'Task')?.create, { need: 'mandatory', has: true });
  const [connection] = service.service.context.orgs.connected();
  const asked = connection?.org.requests ?? 0;
  await health();
  assert.equal((connection?.org.requests ?? 0) - asked, 4);
});

test('a right that is taken from the permission set is found, and found again when it is given back', async () => {
  const change = { permissionSet: 'Debrief_Integration', object: 'Conversation__c', read: true };
  await setup('permission', { ...change, edit: false });
  const broken = await check('permissions');
  assert.deepEqual([broken.state, broken.code], ['blocked', 'RIGHTS_MISSING']);
  assert.match(broken.reason, /edit on Conversation/);
  await setup('permission', { ...change, edit: true });
  assert.equal((await check('permissions')).code, 'PERMISSIONS_OK');

  await setup('userPermission', { permissionSet: 'Debrief_Integration', name: 'EditTask', enabled: false });
  const { missing, permissions } = await health();
  assert.deepEqual(
    missing.filter(({ kind, level }) => kind === 'user' && level === 'mandatory').map(({ right }) => right),
    ['EditTask'],
  );
  assert.equal(permissions.find(({ object }) => object === 'Task')?.edit.has, false);
  await org.provoke('DELETE', 'setup');
  assert.equal((await check('permissions')).code, 'PERMISSIONS_OK');
});

test('a field that the integration user may not write is found, and found again when it may', async () => {
  const change = { permissionSet: 'Debrief_Integration', object: 'Task', field: 'Conversation_Key__c' };
  await setup('permission', { ...change, read: false, edit: false });
  const broken = await check('fields');
  assert.deepEqual([broken.state, broken.code], ['blocked', 'FIELDS_MISSING']);
  assert.match(broken.reason, /edit Task\.Conversation_Key__c/);
  await setup('permission', { ...change, read: true, edit: true });
  assert.equal((await check('fields')).code, 'FIELDS_OK');
});

test('Notes are off, and on again', async () => {
  await setup('notes', { enabled: false });
  const off = await check('notes');
  assert.deepEqual([off.state, off.code], ['attention', 'NOTES_OFF']);
  assert.equal((await health()).permissions.find(({ object }) => object === 'ContentNote')?.read.has, false);
  await setup('notes', { enabled: true });
  assert.equal((await check('notes')).code, 'NOTES_OK');
});

test('Change Data Capture is taken off, and selected again', async () => {
  const entities = ['Opportunity', 'OpportunityContactRole'];
  // only a user with View Setup is shown what is selected; the others are told by what is heard
  await setup('userPermission', { permissionSet: 'Debrief_Integration', name: 'ViewSetup', enabled: true });
  await setup('changeDataCapture', { entities: ['Opportunity'] });
  const half = await check('changeDataCapture');
  assert.deepEqual([half.state, half.code], ['attention', 'CDC_NOT_SELECTED']);
  assert.deepEqual([half.facts.opportunity, half.facts.opportunityContactRole], [true, false]);
  await setup('changeDataCapture', { entities });
  await until('changeDataCapture', 'CHANGE_DATA_CAPTURE_OK');
});

test('an edition without API refuses everything, and an edition with it lets the service in again', async () => {
  await setup('edition', { name: 'Professional Edition', api: false });
  const broken = await codes();
  assert.deepEqual([broken.connection, broken.apiAccess, broken.notes], ['API_DISABLED', 'API_DISABLED', 'NOT_ASKED']);
  await setup('edition', { name: 'Enterprise Edition', api: true });
  const { api, checks } = await health();
  assert.equal(checks[0]?.code, 'CONNECTION_OK');
  assert.deepEqual([api?.edition, api?.enabled], ['Enterprise Edition', true]);
});

test('API Enabled is taken from the integration user, and given back', async () => {
  const change = { permissionSet: 'Debrief_Integration', name: 'ApiEnabled' };
  await setup('userPermission', { ...change, enabled: false });
  const broken = await check('apiAccess');
  assert.deepEqual([broken.state, broken.code], ['blocked', 'API_DISABLED']);
  assert.match(broken.fix, /permission API Enabled \(permission set Debrief_Integration\)/);
  await setup('userPermission', { ...change, enabled: true });
  assert.equal((await check('apiAccess')).code, 'API_ACCESS_OK');
});

test('the daily API requests are used up, and there again', async () => {
  await setup('apiLimit', { dailyApiRequests: 0 });
  assert.equal((await check('apiAccess')).code, 'API_LIMIT_REACHED');
  await org.provoke('DELETE', 'setup');
  assert.equal((await check('apiAccess')).code, 'API_ACCESS_OK');
});

test('what has changed over night rings the bell of the admins', async ({ mock }) => {
  const { context } = service.service;
  let now = Date.now();
  mock.method(context, 'now', () => new Date(now).toISOString());
  const nextDay = () => {
    now += 86_401_000;
    return checkDaily(context, 'demo');
  };
  assert.deepEqual(await nextDay(), []);
  await setup('notes', { enabled: false });
  assert.deepEqual(
    (await nextDay())?.map(({ code }) => code),
    ['NOTES_OFF'],
  );
  const answer = await fetch(`${org.url}/services/data/v67.0/connect/notifications`, {
    headers: { authorization: `Bearer ${org.adminToken}` },
  });
  const { notifications } = (await answer.json()) as { notifications: { type: string; messageTitle: string }[] };
  assert.deepEqual(
    notifications.map(({ type, messageTitle }) => [type, messageTitle]),
    [['Debrief_Setup', 'Debrief: one thing needs you in the set-up']],
  );
  await setup('userPermission', {
    ...{ permissionSet: 'Debrief_Integration', name: 'SendCustomNotifications', enabled: false },
  });
  await nextDay();
  const { body } = await service.call<{ entries: { message: string }[] }>('GET', '/v1/activity?kind=drift');
  assert.match(body.entries[0]?.message ?? '', /^Nobody was told in Salesforce: .*Send Custom Notifications/);
});

test('the fields of an object are those that the integration user sees', async () => {
  const named = async () => {
    const { body } = await service.call<{ fields: { field: string; writable: boolean; type: string }[] }>(
      'GET',
      '/v1/fields?object=Opportunity',
    );
    return body.fields.map(({ field }) => field);
  };
  assert.ok((await named()).includes('Amount'));
  const change = { permissionSet: 'Debrief_Integration', object: 'Opportunity', field: 'Amount' };
  await setup('permission', { ...change, read: false, edit: false });
  assert.ok(!(await named()).includes('Amount'));
});

test('an org that is not there is a state', async () => {
  const other = await startTestService(
    { SALESFORCE_INSTANCE_URL: 'http://127.0.0.1:9', SALESFORCE_ACCESS_TOKEN: 'nobodys' },
    { connect: connectOrg },
  );
  const { body } = await other.call('GET', '/v1/health-check');
  const [connection] = HealthCheckSchema.parse(body).checks;
  assert.deepEqual([connection?.state, connection?.code], ['blocked', 'ORG_UNREACHABLE']);
  await other.stop();
});

test('before any org is connected every check waits for that, and only the settings are known', async () => {
  const other = await startTestService(
    { SALESFORCE_INSTANCE_URL: '', SALESFORCE_ACCESS_TOKEN: '', DEBRIEF_WRITING: 'off' },
    { connect: connectOrg },
  );
  const { status, body } = await other.call('GET', '/v1/health-check');
  assert.equal(status, 200);
  const { checks, organization, missing, permissions } = HealthCheckSchema.parse(body);
  assert.deepEqual(
    checks.map(({ state, code }) => `${state} ${code}`),
    ['blocked NOT_CONNECTED', ...Array.from({ length: 6 }, () => 'unknown NOT_ASKED'), 'attention WRITING_OFF'],
  );
  assert.deepEqual([organization, missing], [null, []]);
  assert.equal(permissions[0]?.read.has, null);
  await other.stop();
});

test('the permission set that the check offers is deployed as it is, and mends what was missing', async () => {
  const integration = { permissionSet: 'Debrief_Integration' };
  await setup('permission', { ...integration, object: 'Conversation__c', read: true, edit: false });
  await setup('permission', { ...integration, object: 'Opportunity', read: false, edit: false });
  await setup('permission', { ...integration, object: 'Lead', field: 'Email', read: false, edit: false });
  await setup('permission', {
    ...integration,
    object: 'Conversation__c',
    field: 'Summary__c',
    read: true,
    edit: false,
  });
  await setup('userPermission', { ...integration, name: 'EditEvent', enabled: false });
  const broken = await health();
  const { permissionSetXml: xml, user } = broken;
  assert.ok(broken.missing.filter(({ level }) => level === 'mandatory').length >= 5);
  const deployed = await deployPermissionSet(org, 'Debrief_Missing_Rights', xml ?? '');
  assert.ok(deployed.success, JSON.stringify(deployed));
  const [set] = await org.query("SELECT Id FROM PermissionSet WHERE Name = 'Debrief_Missing_Rights'");
  await org.create('PermissionSetAssignment', { PermissionSetId: set?.Id, AssigneeId: user?.id });
  const { missing, checks, permissionSetXml } = await health();
  assert.deepEqual([missing, permissionSetXml], [[], null]);
  assert.deepEqual(
    checks.filter(({ state }) => state !== 'ok'),
    [],
  );
});

test('access that was revoked is a state', async () => {
  const { user } = await health();
  await setup('revokeTokens', { user: user?.id });
  const { checks } = await health();
  assert.deepEqual([checks[0]?.state, checks[0]?.code], ['blocked', 'TOKEN_REVOKED']);
  assert.match(checks[0]?.fix ?? '', /Connect the org again/);
});
