/** Connecting as it happens: against an org of its own in another process, by the pages that a person sees there. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { connectOrg } from '../org/connect.ts';
import { runLocalOrg, type RunningOrg } from '../org/testing/run-local-org.ts';
import type { ConnectionState } from '../jobs/connection/state.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

const INTEGRATION = 'integration@sealight.example';
let org: RunningOrg;
let service: TestService;
before(async () => {
  const port = await freePort();
  const callback = `http://127.0.0.1:${port}/oauth/salesforce/callback`;
  org = await runLocalOrg({ LOCAL_ORG_OAUTH_CALLBACK: callback });
  service = await startTestService(
    {
      ...{ SALESFORCE_INSTANCE_URL: '', SALESFORCE_ACCESS_TOKEN: '', SYNC_PORT: String(port) },
      ...{ SALESFORCE_CLIENT_ID: org.clientId, SALESFORCE_LOGIN_URL: org.url, DEBRIEF_COUNTRY: 'FR' },
      ...{ SALESFORCE_PUBSUB_ENDPOINT: org.pubsub.endpoint, SALESFORCE_PUBSUB_CA: org.pubsub.certificateFile },
    },
    { connect: connectOrg },
  );
});
after(async () => {
  await service.stop();
  await org.stop();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A browser: follows redirects, keeps each host's cookies, sends forms. */
class Browser {
  readonly #cookies = new Map<string, string>();
  html = '';
  #url = '';

  async open(url: string, init: RequestInit = {}): Promise<this> {
    for (let next = url, given = init; next !== ''; given = {}) {
      const { host } = new URL(next);
      const headers = { cookie: this.#cookies.get(host) ?? '', 'accept-language': 'fr' };
      const answer = await fetch(next, { ...given, redirect: 'manual', headers });
      const cookie = answer.headers.get('set-cookie')?.split(';')[0];
      if (cookie) this.#cookies.set(host, cookie);
      this.#url = next;
      this.html = await answer.text();
      const location = answer.headers.get('location');
      next = location ? new URL(location, next).href : '';
    }
    return this;
  }

  submit(values: Record<string, string>): Promise<this> {
    const action = /action="([^"]+)"/.exec(this.html)?.[1] ?? '';
    const hidden = [...this.html.matchAll(/type="hidden" name="(\w+)" value="([^"]+)"/g)];
    const body = new URLSearchParams([
      ...hidden.map(([, name = '', value = '']): [string, string] => [name, value]),
      ...Object.entries(values),
    ]);
    return this.open(new URL(action, this.#url).href, { method: 'POST', body });
  }
}

const userId = async (username: string): Promise<string> =>
  String((await org.query(`SELECT Id FROM User WHERE Username = '${username}'`))[0]?.Id);

/** An admin connects, and logs in as the integration user. */
async function connect(decision = 'allow', language?: string): Promise<string> {
  const { body } = await service.call<{ authorizeUrl: string }>('POST', '/v1/connection/start', {
    ...{ environment: 'production', by: 'Ines Carvalho', ...(language ? { language } : {}) },
  });
  const browser = await new Browser().open(body.authorizeUrl);
  await browser.submit({ user: await userId(INTEGRATION) });
  // who has allowed it before is not asked again
  if (browser.html.includes('name="decision"')) await browser.submit({ decision });
  return browser.html;
}

const asked = async () => (await service.call<ConnectionState>('POST', '/v1/connection/test')).body;

test('from nothing to a conversation in the org: log in, allow, and what has waited is written', async () => {
  await service.call('POST', '/v1/conversations', conversation('first'));
  await service.until('test:first', 'parked');
  assert.match(await connect('deny'), /<html lang="fr">[^]*L’accès a été refusé/);
  assert.match(await connect('allow', 'en'), /Debrief is connected[^]*integration@sealight\.example/);
  await service.until('test:first', 'synced');
  assert.equal((await org.query("SELECT Id FROM Conversation__c WHERE Key__c = 'test:first'")).length, 1);
  const state = await asked();
  assert.deepEqual([state.status, state.via, state.user?.username], ['connected', 'oauth', INTEGRATION]);
  assert.equal(state.instanceUrl, org.url);
  assert.deepEqual([...state.scopes].sort(), ['api', 'email', 'id', 'profile', 'refresh_token']);
});

test('revoked in Setup, everything waits until the org is connected again', async () => {
  await org.provoke('POST', 'setup', { change: 'revokeTokens', user: INTEGRATION });
  await service.call(
    'POST',
    '/v1/conversations',
    conversation('revoked', { startedAt: '2026-11-18T14:00:00Z', endedAt: '2026-11-18T14:30:00Z' }),
  );
  await service.until('test:revoked', 'parked');
  const broken = await asked();
  assert.deepEqual([broken.status, broken.problem?.code], ['broken', 'invalid_grant']);
  assert.equal((await service.call('GET', '/readyz')).status, 503);
  await connect();
  await service.until('test:revoked', 'synced');
  assert.equal((await service.call('GET', '/readyz')).status, 200);
});

test('an edition without API is told with its mend, and seen mended', async () => {
  await org.provoke('POST', 'setup', { change: 'edition', name: 'Professional Edition', api: false });
  const off = await asked();
  assert.equal(off.status, 'broken');
  assert.match(off.problem?.fix ?? '', /API Enabled/);
  await org.provoke('DELETE', 'setup');
  assert.equal((await asked()).status, 'connected');
});

test('a user who is deactivated is told as such', async () => {
  const id = await userId(INTEGRATION);
  await org.update('User', id, { IsActive: false });
  const off = await asked();
  assert.equal(off.status, 'broken');
  assert.match(off.problem?.fix ?? '', /Activate the integration user/);
  await org.update('User', id, { IsActive: true });
  await connect();
  assert.equal((await asked()).status, 'connected');
});

test('once it is disconnected the org takes the access no longer', async () => {
  const { body } = await service.call<ConnectionState>('DELETE', '/v1/connection', { by: 'Ines Carvalho' });
  assert.deepEqual([body.status, body.problem], ['notConnected', null]);
  const { body: log } = await service.call<{ entries: { kind: string; message: string }[] }>(
    'GET',
    '/v1/activity?limit=1',
  );
  assert.match(
    log.entries[0]?.message ?? '',
    /^Disconnected from .* by Ines Carvalho\. Its access was revoked in the org/,
  );
  assert.equal((await service.call('GET', '/readyz')).status, 200);
});
