import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { OrgHttp } from '../../org/http.ts';
import {
  dropConnection,
  connections,
  putConnection,
  readConnection,
  type ConnectionRecord,
} from '../../store/connections.ts';
import type { Database } from '../../store/database.ts';
import { openDatabase } from '../../store/open-database.ts';
import { putTenant } from '../../store/tenants.ts';
import { makeStore, type TestStore } from '../../store/testing/stores.ts';
import type { Connecting } from './connecting.ts';
import { openTokens, sealTokens, storedCredentials } from './keeper.ts';

const URL = 'https://sealight.my.salesforce.com';
let store: TestStore;
let database: Database;
let connecting: Connecting;
before(async () => {
  store = await makeStore('embedded');
  database = await openDatabase(store.where);
  await putTenant(database.db, 'demo', ['key']);
});
after(async () => {
  await database.close();
  await store.remove();
});

beforeEach(async () => {
  connecting = {
    ...{ client: { clientId: 'the app' }, publicUrl: 'https://debrief.example', timeoutMs: 1000 },
    keys: [{ id: 'first', key: randomBytes(32) }],
  };
  await dropConnection(database.db, 'demo');
  await connectAnew({ accessToken: 'access-1', refreshToken: 'refresh-1' });
});

async function connectAnew(tokens: { accessToken: string; refreshToken: string }): Promise<void> {
  await putConnection(database.db, 'demo', {
    ...{ environment: 'production', loginUrl: 'https://login.salesforce.com', instanceUrl: URL, clientId: 'the app' },
    ...{ scopes: 'api refresh_token', organizationId: '00D000000000001AAA', userId: '005000000000001AAA' },
    ...{ organizationName: null, isSandbox: null, username: null, userName: null, connectedBy: null, problem: null },
    ...{ sealedTokens: sealTokens(connecting, 'demo', tokens), connectedAt: new Date() },
  });
}

async function kept(): Promise<ConnectionRecord> {
  const { connection } = await readConnection(database.db, 'demo');
  assert.ok(connection);
  return connection;
}

/** An org that takes one access token at a time and rotates refresh tokens, and how often it was asked for a new one. */
class Wire {
  access = 'access-1';
  refresh = 'refresh-1';
  renewals = 0;
  instanceUrl = URL;
  readonly fetch: typeof fetch = async (input, init) => {
    const say = (status: number, body: object) => new Response(JSON.stringify(body), { status });
    if (!(input as string).endsWith('/services/oauth2/token')) {
      const given = (init?.headers as Record<string, string>).authorization;
      return given === `Bearer ${this.access}`
        ? say(200, { at: input as string })
        : say(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]);
    }
    const form = init?.body as URLSearchParams;
    const isKnown = form.get('refresh_token') === this.refresh;
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (!isKnown) return say(400, { error: 'invalid_grant', error_description: 'expired access/refresh token' });
    this.renewals += 1;
    this.access = `access-${this.renewals + 1}`;
    this.refresh = `refresh-${this.renewals + 1}`;
    return say(200, { access_token: this.access, refresh_token: this.refresh, instance_url: this.instanceUrl });
  };
}

async function process(wire: Wire): Promise<OrgHttp> {
  return new OrgHttp(storedCredentials(database.db, connecting, await kept()), { fetch: wire.fetch });
}

test('two processes share one session: whoever renews it, the other goes on with what came of it', async () => {
  const wire = new Wire();
  const [one, other] = [await process(wire), await process(wire)];
  await Promise.all([one.get('/a'), other.get('/b')]);
  assert.equal(wire.renewals, 0);

  wire.access = 'gone';
  await Promise.all([one.get('/a'), other.get('/b'), one.get('/c')]);
  assert.equal(wire.renewals, 1);
  assert.deepEqual(openTokens(connecting, await kept()), { accessToken: 'access-2', refreshToken: 'refresh-2' });

  // one is busy with an old session while the other has renewed it twice
  for (const path of ['/d', '/e']) {
    wire.access = 'gone';
    await one.get(path);
  }
  wire.access = 'gone';
  await other.get('/f');
  assert.equal(wire.renewals, 4);
  assert.equal((await kept()).renewingUntil, null);
});

test('an org that has moved is found by the other process, too', async () => {
  const wire = new Wire();
  const [one, other] = [await process(wire), await process(wire)];
  await other.get('/a');
  wire.instanceUrl = 'https://moved.my.salesforce.com';
  wire.access = 'gone';
  await one.get('/a');
  assert.deepEqual(await other.get('/b'), { at: 'https://moved.my.salesforce.com/b' });
});

test('access that was revoked is told as such, and the turn to renew is given back', async () => {
  const wire = new Wire();
  const one = await process(wire);
  Object.assign(wire, { access: 'gone', refresh: 'gone' });
  await assert.rejects(one.get('/a'), { code: 'invalid_grant' });
  assert.equal((await kept()).renewingUntil, null);
});

test('a process that died while it renewed is waited for, and then another does it', async () => {
  const wire = new Wire();
  const one = await process(wire);
  wire.access = 'gone';
  const until = new Date(Date.now() + 400);
  await database.db.update(connections).set({ renewingUntil: until }).where(eq(connections.tenant, 'demo'));
  await one.get('/a');
  assert.ok(Date.now() >= until.getTime());
  assert.equal(wire.renewals, 1);
});

test('once it is disconnected, or connected anew, nobody goes on with the access of before', async () => {
  const wire = new Wire();
  const one = await process(wire);
  await one.get('/a');
  await connectAnew({ accessToken: 'access-of-another', refreshToken: 'refresh-of-another' });
  wire.access = 'gone';
  await assert.rejects(one.get('/a'), { code: 'NOT_CONNECTED' });
  const other = await process(wire);
  await dropConnection(database.db, 'demo');
  await assert.rejects(other.get('/a'), { code: 'NOT_CONNECTED' });
  assert.equal(wire.renewals, 0);
});

test('tokens are sealed anew with the first key; without the key that sealed them the mend is named', async () => {
  const wire = new Wire();
  const old = connecting.keys?.[0];
  assert.ok(old);
  connecting.keys = [{ id: 'second', key: randomBytes(32) }, old];
  const one = await process(wire);
  wire.access = 'gone';
  await one.get('/a');
  assert.match((await kept()).sealedTokens, /^second\./);
  connecting.keys = [old];
  await assert.rejects((await process(wire)).get('/a'), { code: 'SECRET_KEY_MISSING', message: /DEBRIEF_SECRET_KEYS/ });
});
