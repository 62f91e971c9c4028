import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { OrgDouble } from '../jobs/testing/org-double.ts';
import type { ConnectionState } from '../jobs/connection/state.ts';
import { OrgError } from '../org/error.ts';
import { startLoginServer, type LoginServer } from './testing/login-server.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

let login: LoginServer;
let service: TestService;
let org: OrgDouble;
before(async () => {
  login = await startLoginServer();
  service = await startFresh();
});
after(async () => {
  await service.stop();
  await login.stop();
});
afterEach(async () => {
  Object.assign(login, { organization: '00D000000000001AAA', silent: false, instanceUrl: undefined, rotates: false });
  login.scope = 'api refresh_token id profile email';
  org.down = undefined;
  const { status } = await service.call('DELETE', '/v1/connection');
  assert.equal(status, 200);
});

async function startFresh(environment: Record<string, string> = {}): Promise<TestService> {
  org = new OrgDouble();
  const started = await startTestService(
    {
      ...{ SALESFORCE_INSTANCE_URL: '', SALESFORCE_ACCESS_TOKEN: '', DEBRIEF_REP_API_KEY: 'dk_rep' },
      ...{ SALESFORCE_CLIENT_ID: 'the-app', SALESFORCE_CLIENT_SECRET: 'secret-of-the-app' },
      ...{ SALESFORCE_LOGIN_URL: login.url, ...environment },
    },
    { org },
  );
  return started;
}

const state = async () => (await service.call<ConnectionState>('GET', '/v1/connection')).body;

/** A browser with one cookie jar. */
class Browser {
  cookie = '';
  readonly #language: string;
  constructor(language = 'en') {
    this.#language = language;
  }
  async open(url: string): Promise<{ status: number; html: string; location: string; headers: Headers }> {
    const headers = { cookie: this.cookie, 'accept-language': this.#language };
    const answer = await fetch(url, { redirect: 'manual', headers });
    const cookie = answer.headers.get('set-cookie');
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
    const location = answer.headers.get('location') ?? '';
    return { status: answer.status, html: await answer.text(), location, headers: answer.headers };
  }
}

async function begin(more: object = {}): Promise<string> {
  const { status, body } = await service.call<{ authorizeUrl: string }>('POST', '/v1/connection/start', {
    ...{ environment: 'production', by: 'Ines Carvalho', ...more },
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body.authorizeUrl;
}

/** All of it as an admin does it. */
async function connect(browser = new Browser(), more: object = {}) {
  const { location } = await browser.open(await begin(more));
  return browser.open(login.allow(location));
}

test('without an org the service is ready, keeps what comes, and says what is missing; connected, all of it goes by itself', async () => {
  const ready = await service.call('GET', '/readyz');
  assert.equal(ready.status, 200);
  assert.deepEqual(ready.body.orgs, [{ tenant: 'demo', organization: '', connected: false }]);
  const { body: before } = await service.call<ConnectionState>('GET', '/v1/connection');
  assert.equal(before.status, 'notConnected');
  assert.equal(before.via, null);
  assert.equal(before.canConnect, true);
  assert.equal(before.callbackUrl, `${service.url}/oauth/salesforce/callback`);

  await service.call('POST', '/v1/conversations', conversation('early'));
  const parked = await service.until('test:early', 'parked');
  assert.match(JSON.stringify(parked.error), /No org is connected yet: connect one on the Debrief set-up page/);
  for (const [method, address, body] of [
    ['GET', '/v1/users', undefined],
    ['GET', '/v1/fields?object=Opportunity', undefined],
    ['POST', '/v1/conversations/test%3Aearly/relink', { unlock: true }],
  ] as const) {
    const refused = await service.call(method, address, body);
    assert.equal(refused.status, 409, address);
    assert.match(String(refused.body.detail), /Debrief set-up page/);
  }

  const browser = new Browser();
  const opened = await browser.open(await begin());
  assert.equal((await state()).status, 'waiting');
  assert.equal(opened.status, 303);
  assert.match(
    opened.headers.get('set-cookie') ?? '',
    /; Path=\/oauth\/salesforce; Max-Age=600; HttpOnly; SameSite=Lax$/,
  );
  const authorize = new URL(opened.location);
  assert.equal(authorize.origin + authorize.pathname, `${login.url}/services/oauth2/authorize`);
  const { state: secret, code_challenge: challenge, ...rest } = Object.fromEntries(authorize.searchParams);
  assert.match(secret ?? '', /^[\w-]{43}$/);
  assert.match(challenge ?? '', /^[\w-]{43}$/);
  assert.deepEqual(rest, {
    ...{ response_type: 'code', client_id: 'the-app', scope: 'api refresh_token id profile email', prompt: 'login' },
    ...{ redirect_uri: `${service.url}/oauth/salesforce/callback`, code_challenge_method: 'S256' },
  });

  const page = await browser.open(login.allow(opened.location));
  assert.equal(page.status, 200);
  assert.match(page.html, /Debrief is connected[^]*Sealight as integration@sealight\.example/);
  assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
  assert.doesNotMatch(page.html, /<script|secret/);
  await service.until('test:early', 'synced');

  const { connectedAt, lastSyncAt, ...connected } = await state();
  assert.ok(connectedAt && lastSyncAt);
  assert.deepEqual(connected, {
    ...{ status: 'connected', via: 'oauth', environment: 'custom', instanceUrl: login.url, isSandbox: false },
    ...{ organizationId: '00D000000000001AAA', organizationName: 'Sealight', connectedBy: 'Ines Carvalho' },
    user: { id: '005000000000001AAA', username: 'integration@sealight.example', name: 'Debrief Integration' },
    scopes: ['api', 'refresh_token', 'id', 'profile', 'email'],
    ...{ waitingUntil: null, problem: null, canConnect: true, cannotConnectBecause: null },
    callbackUrl: `${service.url}/oauth/salesforce/callback`,
  });
});

test('a ticket, a state and a code are good once, in the browser that they were given to, and for ten minutes', async () => {
  const address = await begin();
  const mine = new Browser();
  const { location } = await mine.open(address);
  const used = await new Browser().open(address);
  assert.equal(used.status, 400);
  assert.match(used.html, /has been used already/);

  const back = login.allow(location);
  const foreign = await new Browser().open(back);
  assert.match(foreign.html, /begun in another browser/);
  const wrong = await mine.open(back.replace(/state=[^&]+/, 'state=made-up'));
  assert.match(wrong.html, /belongs to no log-in/);
  // neither has spoilt it for the one who has it
  assert.equal((await mine.open(back)).status, 200);
  const again = await mine.open(back);
  assert.equal(again.status, 400);
  assert.match(again.html, /belongs to no log-in/);
  assert.equal((await state()).status, 'connected');

  const late = await begin();
  await service.service.context.db.execute(sql`UPDATE connection_logins SET expires_at = now() - interval '1 second'`);
  assert.match((await new Browser().open(late)).html, /ten minutes at most/);
  assert.match((await new Browser().open(`${service.url}/oauth/salesforce/start?ticket=x`)).html, /no log-in/);
  const head = await fetch(await begin(), { method: 'HEAD' });
  assert.notEqual(head.status, 303);
});

test('who denies, gives too little, or logs in to another org is told so in their language, and nothing is kept', async () => {
  const browser = new Browser('fr-FR,fr;q=0.9,en;q=0.5');
  const { location } = await browser.open(await begin());
  const given = new URL(location).searchParams.get('state') ?? '';
  const denied = await browser.open(
    `${service.url}/oauth/salesforce/callback?error=access_denied&error_description=end-user+denied&state=${given}`,
  );
  assert.equal(denied.status, 400);
  assert.match(denied.html, /<html lang="fr">[^]*refusé sur la page de Salesforce/);
  const { status, problem } = await state();
  assert.deepEqual([status, problem?.code], ['notConnected', 'access_denied']);

  login.scope = 'api id';
  const little = await connect();
  assert.match(little.html, /without: Perform requests at any time \(refresh_token/);
  assert.equal((await state()).problem?.code, 'MISSING_SCOPE');
  assert.match(login.revoked.at(-1) ?? '', /^access-/);

  login.scope = 'api refresh_token id';
  login.instanceUrl = 'https://evil.example';
  assert.match((await connect()).html, /address that is not Salesforce/);
  login.instanceUrl = undefined;

  await connect();
  login.organization = '00D000000000002AAA';
  const moved = await connect();
  assert.match(moved.html, /another org \(00D000000000002AAA\)[^]*Disconnect on the Debrief set-up page first/);
  const after = await state();
  assert.deepEqual([after.status, after.organizationId], ['connected', '00D000000000001AAA']);
  assert.match(login.revoked.at(-1) ?? '', /^refresh-/);
  // once it is disconnected it may move
  await service.call('DELETE', '/v1/connection');
  await connect();
  assert.equal((await state()).status, 'connected');
});

test('what Salesforce says of the log-in is shown as text, never as markup', async () => {
  const browser = new Browser();
  const { location } = await browser.open(await begin({ language: 'fr' }));
  const query = new URLSearchParams({
    ...{ error: 'OAUTH_APP_BLOCKED', error_description: '<script>alert("x")</script>' },
    state: new URL(location).searchParams.get('state') ?? '',
  });
  const page = await browser.open(`${service.url}/oauth/salesforce/callback?${query.toString()}`);
  assert.match(page.html, /OAUTH_APP_BLOCKED \(&lt;script&gt;alert\(&quot;x&quot;\)/);
  assert.match(page.html, /<html lang="fr">/);
});

test('a login address that is slow or gone, and a code that it does not take, are told apart', async () => {
  const { context } = service.service;
  assert.ok(context.connecting);
  context.connecting.timeoutMs = 200;
  login.silent = true;
  assert.match((await connect()).html, /took too long to answer/);
  assert.equal((await state()).problem?.code, 'ETIMEDOUT');
  login.silent = false;
  context.connecting.timeoutMs = 30_000;

  const browser = new Browser();
  const { location } = await browser.open(await begin());
  const back = new URL(login.allow(location));
  back.searchParams.set('code', 'made-up');
  assert.match((await browser.open(back.href)).html, /did not take the code[^]*invalid authorization code/);

  context.fetch = () => Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ENOTFOUND' } }));
  assert.match((await connect()).html, /could not be reached \(ENOTFOUND\)/);
  context.fetch = undefined;
});

test('log-ins lead to Salesforce, or to what the operator has set, and nowhere else', async () => {
  for (const loginUrl of [
    'http://127.0.0.1:1',
    'https://salesforce.com.evil.example',
    'http://login.salesforce.com',
    'ftp://x',
  ])
    assert.equal(
      (await service.call('POST', '/v1/connection/start', { environment: 'sandbox', loginUrl })).status,
      422,
      loginUrl,
    );
  const pages = await service.call<{ errors: { pointer: string; detail: string }[] }>('POST', '/v1/connection/start', {
    ...{ environment: 'production', loginUrl: 'https://sealight.lightning.force.com/lightning/page/home' },
  });
  assert.deepEqual(pages.body.errors, [
    {
      pointer: '/loginUrl',
      detail: 'is the address of Lightning pages: send https://sealight.my.salesforce.com instead',
    },
  ]);
  const { location } = await new Browser().open(await begin({ loginUrl: 'sealight--uat.sandbox.my.salesforce.com/x' }));
  assert.equal(new URL(location).origin, 'https://sealight--uat.sandbox.my.salesforce.com');
});

test('access that is taken away is told once; what comes waits, and goes when the org is connected again', async () => {
  await connect();
  org.down = new OrgError('invalid_grant', 'expired access/refresh token', 400);
  await service.call('POST', '/v1/conversations', [conversation('cut-1'), conversation('cut-2')]);
  await service.until('test:cut-1', 'parked');
  const { body: tested } = await service.call<ConnectionState>('POST', '/v1/connection/test');
  assert.equal(tested.status, 'broken');
  assert.equal(tested.problem?.code, 'invalid_grant');
  assert.match(tested.problem.fix, /Connect the org again/);
  assert.equal((await state()).status, 'broken');
  const told = async (kind: string) =>
    (await service.call<{ entries: { message: string }[] }>('GET', `/v1/activity?limit=100&kind=${kind}`)).body.entries;
  const cut = (await told('disconnected')).filter(({ message }) => /refuses the service’s access/.test(message));
  assert.equal(cut.length, 1);

  org.down = undefined;
  await connect();
  await service.until('test:cut-1', 'synced');
  await service.until('test:cut-2', 'synced');
  assert.equal((await state()).status, 'connected');
});

test('a test asks the org afresh, and an org that answers again wakes what waits', async () => {
  await connect();
  org.down = new OrgError('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.', 403);
  const { body: off } = await service.call<ConnectionState>('POST', '/v1/connection/test');
  assert.deepEqual([off.status, off.problem?.code], ['broken', 'API_DISABLED_FOR_ORG']);
  assert.match(off.problem?.fix ?? '', /API Enabled/);
  org.down = undefined;
  const { body: on } = await service.call<ConnectionState & { checkedAt: string }>('POST', '/v1/connection/test');
  assert.deepEqual([on.status, on.problem], ['connected', null]);
  assert.ok(Date.parse(on.checkedAt));
  // found at the log-in itself
  await service.call('DELETE', '/v1/connection');
  org.down = new OrgError('API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.', 403);
  assert.match((await connect()).html, /Logged in, but Salesforce lets Debrief do nothing yet[^]*API Enabled/);
  assert.equal((await state()).status, 'broken');
});

test('to disconnect revokes the access in the org, forgets it here, and keeps what waits', async () => {
  await connect();
  const { body } = await service.call<ConnectionState>('DELETE', '/v1/connection', { by: 'Ines Carvalho' });
  assert.deepEqual([body.status, body.via, body.problem], ['notConnected', null, null]);
  assert.match(login.revoked.at(-1) ?? '', /^refresh-/);
  await service.call('POST', '/v1/conversations', conversation('after'));
  await service.until('test:after', 'parked');

  await connect();
  await service.until('test:after', 'synced');
  login.silent = true;
  const { context } = service.service;
  assert.ok(context.connecting);
  context.connecting.timeoutMs = 200;
  const unheard = await service.call<ConnectionState>('DELETE', '/v1/connection');
  context.connecting.timeoutMs = 30_000;
  assert.deepEqual([unheard.body.status, unheard.body.problem?.code], ['notConnected', 'NOT_REVOKED']);
});

test('a rep’s key is good for single conversations and nothing else', async () => {
  const rep = { authorization: 'Bearer dk_rep' };
  const key = encodeURIComponent('test:early');
  for (const address of [
    `/v1/conversations/${key}`,
    `/v1/conversations/${key}/receipt`,
    `/v1/flow/getConversation?key=${key}`,
  ])
    assert.equal((await service.call('GET', address, undefined, rep)).status, 200, address);
  assert.equal((await service.call('POST', `/v1/conversations/${key}/resync`, undefined, rep)).status, 202);
  for (const [method, address] of [
    ['GET', '/v1/connection'],
    ['GET', '/v1/settings'],
    ['POST', '/v1/conversations'],
    ['GET', '/v1/activity'],
    ['POST', '/v1/connection/start'],
  ] as const) {
    const { status, body } = await service.call(method, address, method === 'POST' ? {} : undefined, rep);
    assert.equal(status, 403, address);
    assert.match(String(body.detail), /^This needs an administrator’s key/);
  }
  const flow = await service.call('GET', '/v1/flow/getSettings', undefined, rep);
  assert.deepEqual([flow.status, flow.body.ok, flow.body.status], [200, false, 403]);
});

test('no secret stands in a log line, an answer, the activity or the store', async () => {
  await connect();
  const dump = await service.service.context.db.execute(sql`
    SELECT (SELECT json_agg(connections) FROM connections)::text AS one,
      (SELECT json_agg(connection_logins) FROM connection_logins)::text AS other`);
  const { body } = await service.call('GET', '/v1/activity?limit=200');
  const all = JSON.stringify([service.logged, await state(), body, dump]);
  assert.doesNotMatch(all, /-secret|secret-of|ticket=|code=|dk_rep|dk_test/);
  for (const token of login.valid) assert.ok(!all.includes(token));
});

test('the key of the tokens is made once, for its owner’s eyes only', () => {
  const file = path.join(service.home, 'sync', 'secret-keys.json');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal((JSON.parse(readFileSync(file, 'utf8')) as { keys: string[] }).keys.length, 1);
});

test('credentials of the environment hold as before, and say how an org is connected here instead', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'debrief-sync-'));
  const other = await startTestService({}, { home });
  try {
    const { body } = await other.call<ConnectionState>('GET', '/v1/connection');
    assert.deepEqual([body.status, body.via, body.canConnect], ['connected', 'environment', false]);
    assert.match(body.cannotConnectBecause ?? '', /without SALESFORCE_INSTANCE_URL/);
    assert.equal(body.user?.username, 'integration@sealight.example');
    for (const [method, address] of [
      ['POST', '/v1/connection/start'],
      ['DELETE', '/v1/connection'],
    ] as const) {
      const given = method === 'POST' ? { environment: 'production' } : undefined;
      assert.equal((await other.call(method, address, given)).status, 409);
    }
  } finally {
    await other.stop();
  }
});
