/** The rows of the table that concern the connection: auth, quota, transient; each provoked on the local org. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { OrgError } from './error.ts';
import { OrgHttp } from './http.ts';
import { keyOf, meeting, runFaultyOrg, type FaultyOrg } from './testing/faulty-org.ts';

let faulty: FaultyOrg;
before(async () => {
  faulty = await runFaultyOrg();
});
afterEach(() => faulty.reset());
after(() => faulty.stop());

const post = (path: string, body: Record<string, string>) =>
  fetch(faulty.local.url + path, { method: 'POST', body: new URLSearchParams(body) });

async function activitiesOf(key: string): Promise<number> {
  return (await faulty.local.query(`SELECT Id FROM Event WHERE Conversation_Key__c = '${key}'`)).length;
}

test('auth: a session that has ended is renewed once for all requests under way, and nothing is lost', async () => {
  let renewals = 0;
  const org = faulty.connect(
    {},
    {
      fetch: (input, init) => {
        if (typeof input === 'string' && input.endsWith('/services/oauth2/token')) renewals += 1;
        return fetch(input, init);
      },
    },
  );
  await org.identity();
  assert.equal(renewals, 1);
  assert.equal((await post('/services/oauth2/revoke', { token: faulty.local.integrationToken })).status, 200);
  const conversation = meeting();
  faulty.org = org;
  const [[receipt]] = await Promise.all([faulty.sync([conversation]), org.identity(), org.identity()]);
  assert.equal(receipt?.outcome, 'written');
  assert.equal(renewals, 2);
  assert.equal(await activitiesOf(keyOf(conversation)), 1);
});

test('auth: a connection that was revoked is invalid_grant, and is not asked again and again', async () => {
  let asked = 0;
  const org = faulty.connect(
    { refreshToken: 'gone' },
    {
      fetch: (input, init) => {
        asked += 1;
        return fetch(input, init);
      },
    },
  );
  await assert.rejects(org.identity(), {
    code: 'invalid_grant',
    fault: 'auth',
    message: 'expired access/refresh token',
  });
  assert.equal(asked, 1);
  assert.deepEqual(faulty.waits, []);
});

test('auth: a login address that does not answer is no revoked connection', async () => {
  const org = faulty.connect({ loginUrl: 'http://127.0.0.1:9' });
  await assert.rejects(org.identity(), (error: OrgError) => error.fault === 'transient' && error.status === 0);
  assert.equal(faulty.waits.length, 3);
});

test('quota: used-up requests are told at once as what they are, with the usage', async () => {
  const org = faulty.connect();
  await org.identity();
  await faulty.setup({ change: 'apiLimit', dailyApiRequests: 1 });
  await assert.rejects(org.snapshot([meeting()], faulty.settings.match), {
    code: 'REQUEST_LIMIT_EXCEEDED',
    fault: 'quota',
    message: 'TotalRequests Limit exceeded.',
  });
  assert.deepEqual(faulty.waits, []);
  assert.equal(org.usage?.max, 1);
});

for (const body of [
  { errorCode: 'SERVER_UNAVAILABLE' },
  { errorCode: 'QUERY_TIMEOUT' },
  { errorCode: 'UNKNOWN_EXCEPTION', status: 500 },
  { errorCode: 'ENHANCE_YOUR_CALM', status: 420 },
  { errorCode: 'TOO_MANY_REQUESTS', status: 429 },
  { errorCode: 'BAD_GATEWAY', status: 502 },
  { errorCode: 'ECONNRESET' },
  { errorCode: 'UNABLE_TO_LOCK_ROW' },
])
  for (const when of ['before', 'after'])
    test(`transient: ${body.errorCode} ${when} a request is carried out is waited for, and makes nothing twice`, async () => {
      const conversation = meeting();
      const [receipt] = await faulty.sync([conversation], () =>
        faulty.fault({ ...body, when, times: 2, path: '/composite' }),
      );
      assert.equal(receipt?.outcome, 'written');
      assert.equal(faulty.waits.length, 2);
      assert.ok(faulty.waits.every((ms) => ms >= 500 && ms <= 60_000));
      const key = keyOf(conversation);
      assert.equal(await activitiesOf(key), 1);
      const [row] = await faulty.local.query(
        `SELECT Activity_Id__c, (SELECT Id FROM Conversation_Moments__r), (SELECT Id FROM Conversation_Participants__r) FROM Conversation__c WHERE Key__c = '${key}'`,
      );
      assert.equal(row?.Activity_Id__c, receipt.activityId);
      assert.equal((row?.Conversation_Moments__r as { totalSize: number } | null)?.totalSize, 1);
      assert.equal((row?.Conversation_Participants__r as { totalSize: number } | null)?.totalSize, 2);
    });

test('transient: an org that stays away is given up after four tries, as a fault of the org', async () => {
  await faulty.fault({ errorCode: 'SERVER_UNAVAILABLE', times: 50 });
  await assert.rejects(faulty.org.identity(), { code: 'SERVER_UNAVAILABLE', fault: 'transient', status: 503 });
  assert.equal(faulty.waits.length, 3);
});

test('transient: the org says when to come back; what is further off than a minute is not waited for', async () => {
  await faulty.fault({ errorCode: 'TOO_MANY_REQUESTS', status: 429, retryAfter: 17, path: '/query' });
  await faulty.org.identity();
  assert.deepEqual(faulty.waits, [17_000]);
  await faulty.fault({ errorCode: 'SERVER_UNAVAILABLE', retryAfter: 600, path: '/query' });
  await assert.rejects(faulty.org.identity(), { code: 'SERVER_UNAVAILABLE', retryAfterMs: 600_000 });
  assert.equal(faulty.waits.length, 1);
});

test('transient: a creation without a key is sent again only where it was certainly not carried out', async () => {
  const http = new OrgHttp(
    { instanceUrl: faulty.local.url, accessToken: faulty.local.adminToken },
    { sleep: () => Promise.resolve() },
  );
  const create = (Name: string) => http.post('/services/data/v67.0/sobjects/Account', { Name }, { isKeyed: false });
  const count = async (name: string) =>
    (await faulty.local.query(`SELECT Id FROM Account WHERE Name = '${name}'`)).length;
  await faulty.fault({ errorCode: 'ECONNRESET', when: 'after', path: '/sobjects/Account' });
  await assert.rejects(create('Once'), { fault: 'transient' });
  assert.equal(await count('Once'), 1);
  await faulty.fault({ errorCode: 'TOO_MANY_REQUESTS', status: 429, path: '/sobjects/Account' });
  await create('Turned away first');
  assert.equal(await count('Turned away first'), 1);
});

test('a ping tells whether the org is there, and costs no request', async () => {
  const org = faulty.connect();
  await org.identity();
  const used = org.usage?.used;
  await org.ping();
  await org.identity();
  assert.equal((org.usage?.used ?? 0) - (used ?? 0), 1, 'the query of the identity alone counts');
  await assert.rejects(faulty.connect({ instanceUrl: 'http://127.0.0.1:9' }).ping(), { fault: 'transient' });
});
