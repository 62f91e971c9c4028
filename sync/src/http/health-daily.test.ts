import assert from 'node:assert/strict';
import test, { after, before, beforeEach } from 'node:test';
import { startTestService, type TestService } from './testing/service.ts';
import { OrgError } from '../org/error.ts';
import { grantedSurvey } from '../org/testing/survey.ts';
import { readActivity } from '../store/activity.ts';
import { saveFollowState } from '../store/changes.ts';
import { readHealth } from '../store/health.ts';
import { tenantNow } from '../jobs/tenants.ts';
import { checkDaily } from '../jobs/health/daily.ts';
import { checkHealth } from '../jobs/health/health-check.ts';

const DAY_MS = 86_400_000;
let service: TestService;
let day: number;
before(async () => {
  service = await startTestService();
  const { context } = service.service;
  day = Date.parse(context.now());
  context.now = () => new Date(day).toISOString();
  const topics = ['/data/OpportunityChangeEvent', '/data/OpportunityContactRoleChangeEvent'];
  await saveFollowState(context.db, 'demo', {
    ...{ mode: 'cdc', since: context.now() },
    topics: topics.map((topic) => ({ topic, open: true })),
  });
});
after(() => service.stop());
beforeEach(() => {
  service.org.surveyed = grantedSurvey();
  service.org.down = undefined;
  service.org.notices.length = 0;
});

const nextDay = () => {
  day += DAY_MS + 1000;
  return checkDaily(service.service.context, 'demo');
};
const log = async () =>
  (await readActivity(service.service.context.db, 'demo', { limit: 500, kinds: ['drift'] })).map(
    ({ message }) => message,
  );

test('the first check is a day after the start, and the first has nothing to compare with', async () => {
  const { context } = service.service;
  assert.equal(await checkDaily(context, 'demo'), undefined);
  assert.deepEqual(await nextDay(), []);
  assert.equal(await checkDaily(context, 'demo'), undefined, 'once a day');
  assert.deepEqual(await log(), []);
  assert.deepEqual(service.org.notices, []);
});

test('what has changed is logged, told to the admins in Salesforce, and shown until it is known', async () => {
  delete service.org.surveyed.objects.ContentNote;
  const [change, ...others] = (await nextDay()) ?? [];
  assert.deepEqual(others, []);
  assert.deepEqual(
    [change?.check, change?.code, change?.from, change?.to, change?.better],
    ['notes', 'NOTES_OFF', 'ok', 'attention', false],
  );
  assert.match(change?.message ?? '', /^Notes: Notes are off in this org\..*tick Enable Notes/);
  assert.deepEqual(
    service.org.notices.map(({ title }) => title),
    ['Debrief: one thing needs you in the set-up'],
  );
  assert.deepEqual((await log()).length, 2);
  assert.match((await log())[0] ?? '', /2 admins were told in Salesforce/);

  const { body } = await service.call<{ drift: { since: string; changes: { code: string }[] } }>(
    'GET',
    '/v1/health-check',
  );
  assert.deepEqual(
    body.drift.changes.map(({ code }) => code),
    ['NOTES_OFF'],
  );
  assert.ok(body.drift.since);

  // the next day it is still so: no news
  assert.deepEqual(await nextDay(), []);
  assert.equal(service.org.notices.length, 1);
});

test('what is mended is told as better', async () => {
  const [change] = (await nextDay()) ?? [];
  assert.deepEqual([change?.code, change?.better], ['NOTES_OK', true]);
  assert.equal(service.org.notices[0]?.title, 'Debrief: the set-up is better than it was');
});

test('one right more that is missing is a change, though the check was blocked before', async () => {
  const { Task, Event } = service.org.surveyed.objects;
  if (!Task || !Event) throw new Error('The survey lacks an object.');
  Task.createable = false;
  Task.updateable = false;
  assert.equal((await nextDay())?.[0]?.code, 'RIGHTS_MISSING');
  Event.updateable = false;
  const [more] = (await nextDay()) ?? [];
  assert.deepEqual([more?.from, more?.to, more?.better], ['blocked', 'blocked', false]);
  assert.match(more?.message ?? '', /Now missing: EditEvent\./);
});

test('an org that is away is one change, and says nothing of the other checks', async () => {
  assert.equal((await nextDay())?.[0]?.code, 'PERMISSIONS_OK');
  service.org.down = new OrgError('invalid_grant', 'expired access/refresh token', 400);
  const changes = (await nextDay()) ?? [];
  assert.deepEqual(
    changes.map(({ code }) => code),
    ['TOKEN_REVOKED'],
  );
  assert.match((await log())[0] ?? '', /Nobody was told in Salesforce: .*expired/);
  service.org.down = undefined;
  assert.deepEqual(
    ((await nextDay()) ?? []).map(({ code, better }) => [code, better]),
    [['CONNECTION_OK', true]],
  );
});

test('admins who cannot be told in Salesforce are told here, and why not there', async () => {
  service.org.cannotNotify = 'The org has no notification type Debrief_Setup.';
  delete service.org.surveyed.objects.ContentNote;
  await nextDay();
  service.org.cannotNotify = undefined;
  const [last] = await log();
  assert.equal(last, 'Nobody was told in Salesforce: The org has no notification type Debrief_Setup.');
});

test('a check that broke down is tried again within the hour', async ({ mock }) => {
  const { context } = service.service;
  mock.method(context.orgs, 'open', () => Promise.reject(new TypeError('odd')));
  await assert.rejects(nextDay(), /odd/);
  const next = (await readHealth(context.db, 'demo'))?.nextAt.getTime() ?? 0;
  assert.equal(next - day, 3_600_000);
});

test('an org that is slow is a state before a person gives up', async ({ mock }) => {
  const { context } = service.service;
  const tenant = (await tenantNow(context, 'demo')) ?? assert.fail();
  mock.method(service.org, 'survey', () => new Promise<never>(() => undefined));
  const { checks } = await checkHealth(context, tenant, { longestMs: 50 });
  assert.deepEqual([checks[0]?.code, checks[0]?.state], ['ORG_SLOW', 'blocked']);
});
