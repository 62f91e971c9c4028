import assert from 'node:assert/strict';
import test, { after, before, beforeEach } from 'node:test';
import { OrgError } from '../org/error.ts';
import { grantedSurvey } from '../org/testing/survey.ts';
import type { Check, CheckId } from '../jobs/health/types.ts';
import { saveFollowState } from '../store/changes.ts';
import { HealthCheckSchema } from './routes/health.ts';
import { FieldsSchema } from './routes/fields.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

const PAUL = { Id: '005000000000001AAA', Name: 'Paul Marchand', Email: 'paul@sealight.example', IsActive: true };
const TOPICS = ['/data/OpportunityChangeEvent', '/data/OpportunityContactRoleChangeEvent'];

let service: TestService;
before(async () => {
  service = await startTestService();
  const startedAt = new Date(Date.now() - 86_400_000).toISOString();
  await service.call('POST', '/v1/conversations', [
    conversation('a', { startedAt, endedAt: startedAt, owner: { email: PAUL.Email } }),
  ]);
  await service.until('test:a', 'synced');
});
after(() => service.stop());
beforeEach(async () => {
  service.org.surveyed = grantedSurvey();
  service.org.activeUsers = [PAUL];
  service.org.down = undefined;
  await follow(TOPICS.map((topic) => ({ topic, open: true })));
});

/** As the process that follows changes says it. */
async function follow(topics: { topic: string; open: boolean; why?: string }[]): Promise<void> {
  const { db } = service.service.context;
  await saveFollowState(db, 'demo', { mode: 'poll', since: '2026-11-25T10:00:00.000Z', topics });
}

async function health() {
  const { status, body } = await service.call('GET', '/v1/health-check');
  assert.equal(status, 200, JSON.stringify(body));
  return HealthCheckSchema.strict().parse(body);
}
async function check(id: CheckId): Promise<Check> {
  return (await health()).checks.find((each) => each.id === id) ?? assert.fail(`There is no check ${id}.`);
}

test('where all is well every check says so, in the order of the wizard', async () => {
  const { checks, missing, permissionSetXml, api, organization, user } = await health();
  assert.deepEqual(
    checks.map(({ id, state, code }) => `${id} ${state} ${code}`),
    [
      'connection ok CONNECTION_OK',
      'permissions ok PERMISSIONS_OK',
      'fields ok FIELDS_OK',
      'apiAccess ok API_ACCESS_OK',
      'notes ok NOTES_OK',
      'changeDataCapture ok CHANGE_DATA_CAPTURE_OK',
      'people ok PEOPLE_OK',
      'writing ok WRITING_OK',
    ],
  );
  assert.ok(checks.every(({ reason, fix }) => reason && fix === ''));
  assert.deepEqual([missing, permissionSetXml], [[], null]);
  assert.equal(organization?.edition, 'Enterprise Edition');
  assert.equal(user?.username, 'integration@sealight.example');
  assert.deepEqual([api?.enabled, api?.max, api?.reserve, api?.reservePercent], [true, 100_000, 20_000, 20]);
});

test('what the integration user lacks is blocked, named, and offered as a permission set', async () => {
  const { Event, Opportunity, Conversation__c: own } = service.org.surveyed.objects;
  if (!Event || !Opportunity || !own) throw new Error('The survey lacks an object.');
  Event.updateable = false;
  delete own.fields.Summary__c;
  const permissions = await check('permissions');
  assert.deepEqual([permissions.state, permissions.code], ['blocked', 'RIGHTS_MISSING']);
  assert.match(permissions.reason, /lacks Edit Events\./);
  assert.match(permissions.fix, /permission set Debrief_Integration/);
  assert.equal(permissions.setupPath, '/lightning/setup/PermSets/home');
  const fields = await check('fields');
  assert.equal(fields.code, 'FIELDS_MISSING');
  assert.match(fields.reason, /edit Conversation__c\.Summary__c/);
  const { permissionSetXml } = await health();
  assert.match(permissionSetXml ?? '', /<field>Conversation__c\.Summary__c<.*<name>EditEvent</s);

  // what is only recommended blocks nothing
  service.org.surveyed = grantedSurvey();
  (service.org.surveyed.objects.Opportunity ?? assert.fail()).updateable = false;
  assert.equal((await check('permissions')).code, 'PERMISSIONS_OK');
  assert.equal((await health()).missing[0]?.permissionSet, 'Debrief_CRM_Filling');

  service.org.surveyed.objects = Object.fromEntries(
    Object.entries(service.org.surveyed.objects).filter(([name]) => !name.startsWith('Conversation')),
  );
  assert.equal((await check('permissions')).code, 'PACKAGE_NOT_VISIBLE');
});

test('Notes that are off are told from notes that the user may not see or write', async () => {
  const { objects } = service.org.surveyed;
  delete objects.ContentNote;
  const off = await check('notes');
  assert.deepEqual([off.state, off.code], ['attention', 'NOTES_OFF']);
  assert.match(off.fix, /Notes Settings, tick Enable Notes/);
  assert.equal(off.setupPath, '/lightning/setup/NotesSetupPage/home');
  delete objects.ContentDocumentLink;
  assert.equal((await check('notes')).code, 'NOTES_NO_ACCESS');
  service.org.surveyed = grantedSurvey();
  (service.org.surveyed.objects.ContentNote ?? assert.fail()).createable = false;
  assert.equal((await check('notes')).code, 'NOTES_NOT_WRITABLE');
});

test('Change Data Capture is told by what is selected, and by what is heard', async () => {
  service.org.surveyed.changeEvents = { selected: ['Opportunity'] };
  const half = await check('changeDataCapture');
  assert.deepEqual([half.state, half.code], ['attention', 'CDC_NOT_SELECTED']);
  assert.match(half.reason, /not selected for OpportunityContactRole\. Without it .* every 15 minutes/);
  assert.equal(half.setupPath, '/lightning/setup/CdcObjectEnablement/home');

  service.org.surveyed.changeEvents = { selected: ['Opportunity', 'OpportunityContactRole'] };
  service.org.surveyed.permissionSets = [];
  await follow(TOPICS.map((topic) => ({ topic, open: false, why: 'You do not have access.' })));
  const deaf = await check('changeDataCapture');
  assert.equal(deaf.code, 'CDC_NOT_HEARD');
  assert.match(deaf.reason, /You do not have access\./);
  assert.match(deaf.fix, /Debrief_Changes/);
  assert.deepEqual(
    (await health()).missing.map(({ permissionSet, right }) => `${permissionSet} ${right}`),
    ['Debrief_Changes viewAll'],
  );

  // a user without View Setup does not see the selection: what is heard tells more
  service.org.surveyed.changeEvents = { refused: 'insufficient access' };
  const hidden = await check('changeDataCapture');
  assert.deepEqual([hidden.state, hidden.code], ['attention', 'CDC_NOT_VISIBLE']);
  await follow([]);
  assert.equal((await check('changeDataCapture')).state, 'unknown');
  await follow(TOPICS.map((topic) => ({ topic, open: true })));
  assert.equal((await check('changeDataCapture')).code, 'CHANGE_DATA_CAPTURE_OK');
});

test('a rep without a user, writing that is off, a pause and a reserve that is reached are there to be decided', async () => {
  service.org.activeUsers = [];
  const people = await check('people');
  assert.deepEqual([people.state, people.code], ['attention', 'PEOPLE_UNMATCHED']);
  assert.match(people.reason, /1 of 1 reps have no Salesforce user: paul@sealight\.example/);
  assert.deepEqual(people.facts, { reps: 1, byEmail: 0, byHand: 0, leftOut: 0, unmatched: 1 });

  await service.call('POST', '/v1/pause');
  assert.equal((await check('writing')).code, 'WRITING_PAUSED');
  await service.call('POST', '/v1/resume');
  const { body: settings } = await service.call('GET', '/v1/settings');
  await service.call('PUT', '/v1/settings', { ...settings, writing: 'off' });
  assert.equal((await check('writing')).code, 'WRITING_OFF');
  const { body: now } = await service.call('GET', '/v1/settings');
  await service.call('PUT', '/v1/settings', { ...now, writing: 'on' });

  service.org.usedByOthers = 90_000;
  const api = await check('apiAccess');
  assert.deepEqual([api.state, api.code], ['attention', 'API_RESERVE_REACHED']);
  assert.match(api.reason, /20 % \(20,000\) are left to others/);
  service.org.usedByOthers = 0;
});

test('each fault of the org is a state with its own words, and never an error', async () => {
  const states = async (error: OrgError) => {
    service.org.down = error;
    const { checks, api, organization } = await health();
    assert.equal(organization, null);
    const [connection] = checks;
    assert.equal(connection?.state, 'blocked');
    assert.deepEqual(
      checks
        .slice(1, -1)
        .map(({ state }) => state)
        .filter((state) => state !== 'unknown' && state !== 'blocked'),
      [],
    );
    assert.equal(checks.at(-1)?.code, 'WRITING_OK');
    return { connection, apiAccess: checks.find(({ id }) => id === 'apiAccess'), api };
  };
  const revoked = await states(new OrgError('invalid_grant', 'expired access/refresh token', 400));
  assert.equal(revoked.connection.code, 'TOKEN_REVOKED');
  assert.match(revoked.connection.reason, /expired access\/refresh token/);
  assert.equal(revoked.connection.setupPath, '/lightning/setup/ManageExternalClientApplication/home');
  assert.equal(
    (await states(new OrgError('INVALID_SESSION_ID', 'Session expired', 401))).connection.code,
    'TOKEN_REVOKED',
  );

  const disabled = await states(new OrgError('API_DISABLED_FOR_ORG', 'The REST API is not enabled.', 403));
  assert.deepEqual([disabled.connection.code, disabled.apiAccess?.code], ['API_DISABLED', 'API_DISABLED']);
  assert.equal(disabled.api?.enabled, false);
  assert.match(disabled.connection.fix, /API Enabled .*Professional Edition/);

  const used = await states(new OrgError('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.', 403));
  assert.equal(used.apiAccess?.code, 'API_LIMIT_REACHED');
  assert.equal(
    (await states(new OrgError('ECONNREFUSED', 'The org did not answer.', 0))).connection.code,
    'ORG_UNREACHABLE',
  );
  assert.equal((await states(new OrgError('SERVER_UNAVAILABLE', 'Busy.', 503))).connection.code, 'ORG_UNREACHABLE');
  assert.equal((await states(new OrgError('ETIMEDOUT', 'The org did not answer.', 0))).connection.code, 'ORG_SLOW');
  assert.equal(
    (await states(new OrgError('NOT_CONNECTED', 'No org is connected.', 0))).connection.code,
    'NOT_CONNECTED',
  );
  assert.equal((await states(new OrgError('SOMETHING', 'Odd.', 400))).connection.code, 'ORG_REFUSED');
});

test('the fields of an object are listed as the integration user sees them', async () => {
  const { status, body } = await service.call('GET', '/v1/fields?object=Opportunity');
  assert.equal(status, 200);
  const { fields, label } = FieldsSchema.strict().parse(body);
  assert.equal(label, 'Opportunity');
  assert.deepEqual(
    fields.find(({ field }) => field === 'NextStep'),
    { field: 'NextStep', label: 'NextStep', type: 'string', writable: true, custom: false },
  );
  assert.equal((await service.call('GET', '/v1/fields?object=Nothing__c')).status, 404);
  assert.equal((await service.call('GET', '/v1/fields')).status, 400);
  assert.equal((await service.call('GET', '/v1/fields?object=a%20b')).status, 400);
  service.org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
  assert.equal((await service.call('GET', '/v1/fields?object=Opportunity')).status, 503);
});

test('the log is read by kind, and a kind that is none is refused', async () => {
  const read = async (kind: string) =>
    service.call<{ entries: { kind: string }[]; errors?: { detail: string }[] }>('GET', `/v1/activity?kind=${kind}`);
  const { body } = await read('paused,resumed');
  assert.deepEqual(
    body.entries.map(({ kind }) => kind),
    ['resumed', 'paused'],
  );
  const refused = await read('paused,odd');
  assert.equal(refused.status, 400);
  assert.match(refused.body.errors?.[0]?.detail ?? '', /one or more of accepted/);
});
