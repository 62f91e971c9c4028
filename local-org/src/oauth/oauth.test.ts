import assert from 'node:assert/strict';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { Connection, OAuth2 } from 'jsforce';
import { createLocalOrg, type LocalOrg } from '../server.ts';
import { AuthorizationCodes } from './codes.ts';

const CALLBACK = 'http://127.0.0.1:4444/oauth/salesforce/callback';
const SCOPES = 'api refresh_token id profile email';

let localOrg: LocalOrg;
before(async () => {
  localOrg = await createLocalOrg({ home: ':memory:', port: 0, pages: false, oauthCallbacks: [CALLBACK] });
});
after(() => localOrg.close());

const app = () => localOrg.org.apps.debrief;
const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');

function address(changes: Record<string, string | null> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app().consumerKey,
    redirect_uri: CALLBACK,
    scope: SCOPES,
    state: 'the state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });
  for (const [name, value] of Object.entries(changes))
    if (value === null) query.delete(name);
    else query.set(name, value);
  return `${localOrg.url}/services/oauth2/authorize?${query.toString()}`;
}

/** A browser with one cookie jar: opens a page, sends its form. */
class Browser {
  #cookie = '';
  html = '';
  status = 0;
  location = '';
  policy = '';
  readonly #language: string;

  constructor(language = 'en') {
    this.#language = language;
  }

  async #go(url: string, init: RequestInit = {}): Promise<this> {
    const headers = { cookie: this.#cookie, 'accept-language': this.#language };
    const answer = await fetch(url, { redirect: 'manual', ...init, headers });
    const cookie = answer.headers.get('set-cookie');
    if (cookie) this.#cookie = cookie.split(';')[0] ?? '';
    this.html = await answer.text();
    this.status = answer.status;
    this.location = answer.headers.get('location') ?? '';
    this.policy = answer.headers.get('content-security-policy') ?? '';
    return this;
  }

  open = (url: string): Promise<this> => this.#go(url);

  async submit(values: Record<string, string>, html = this.html): Promise<this> {
    const action = /action="([^"]+)"/.exec(html)?.[1] ?? '';
    const hidden = [...html.matchAll(/type="hidden" name="(\w+)" value="([^"]+)"/g)].map(([, n, v]) => [n!, v!]);
    const body = new URLSearchParams([...hidden, ...Object.entries(values)]);
    return this.#go(localOrg.url + action, { method: 'POST', body });
  }

  get answer(): URLSearchParams {
    return new URL(this.location).searchParams;
  }
}

const idOf = (alias: string): string => localOrg.org.users().find(({ Alias }) => Alias === alias)!.Id;

async function codeFor(alias: string, changes: Record<string, string | null> = {}): Promise<string> {
  const browser = await new Browser().open(address({ prompt: 'login consent', ...changes }));
  await browser.submit({ user: idOf(alias) });
  await browser.submit({ decision: 'allow' });
  return browser.answer.get('code') ?? '';
}

type Tokens = Record<string, string>;
async function post(path: string, form: Record<string, string>): Promise<{ status: number; body: Tokens }> {
  const answer = await fetch(`${localOrg.url}/services/oauth2/${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return { status: answer.status, body: (await answer.json()) as Tokens };
}

const exchange = (code: string, changes: Record<string, string> = {}) =>
  post('token', {
    grant_type: 'authorization_code',
    client_id: app().consumerKey,
    redirect_uri: CALLBACK,
    code,
    code_verifier: verifier,
    ...changes,
  });
const renew = (token: string | undefined) =>
  post('token', { grant_type: 'refresh_token', client_id: app().consumerKey, refresh_token: token ?? '' });
const get = (path: string, token: string | undefined) =>
  fetch(localOrg.url + path, { headers: { authorization: `Bearer ${token}` } });

test('a person logs in, allows the app, and the code gives tokens for what was allowed', async () => {
  const browser = await new Browser().open(address({ login_hint: 'integration@sealight.example' }));
  assert.equal(browser.status, 200);
  assert.match(browser.html, /<h1>Log in to Sealight<\/h1>/);
  assert.match(browser.html, /it knows no passwords/);
  assert.match(browser.html, new RegExp(`value="${idOf('debrief')}" required checked`));
  assert.match(browser.policy, /form-action 'self' http:\/\/127\.0\.0\.1:4444;/);
  await browser.submit({ user: idOf('debrief') });
  assert.match(browser.html, /<h1>Allow Access\?<\/h1>/);
  assert.match(
    browser.html,
    /<li>Manage user data via APIs<\/li><li>Perform requests at any time<\/li><li>Access the identity URL service<\/li>/,
  );
  assert.match(browser.html, /allow access for integration@sealight\.example\?/);
  await browser.submit({ decision: 'allow' });
  assert.equal(browser.status, 302);
  assert.ok(browser.location.startsWith(`${CALLBACK}?`));
  assert.equal(browser.answer.get('state'), 'the state');

  const { status, body } = await exchange(browser.answer.get('code') ?? '');
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body['token_type'], 'Bearer');
  assert.equal(body['scope'], SCOPES);
  assert.equal(body['instance_url'], localOrg.url);
  assert.equal(body['id'], `${localOrg.url}/id/${localOrg.org.organizationId}/${idOf('debrief')}`);
  const signed = createHmac('sha256', app().consumerSecret).update(`${body['id']}${body['issued_at']}`);
  assert.equal(body['signature'], signed.digest('base64'));
  assert.match(body['access_token'] ?? '', /^00D\w{12}!AQ/);
  assert.equal((await get('/services/data/v67.0/limits', body['access_token'])).status, 200);
  const userInfo = (await (await get('/services/oauth2/userinfo', body['access_token'])).json()) as Tokens;
  assert.equal(userInfo['preferred_username'], 'integration@sealight.example');

  const renewed = await renew(body['refresh_token']);
  assert.equal(renewed.status, 200);
  assert.equal(renewed.body['refresh_token'], undefined);
  assert.equal((await get('/services/data/v67.0/limits', renewed.body['access_token'])).status, 200);
});

test('what was allowed before needs no second consent, unless the app asks for one', async () => {
  await exchange(await codeFor('tom'));
  const again = await new Browser().open(address());
  await again.submit({ user: idOf('tom') });
  assert.ok(again.answer.get('code'));
  const asked = await new Browser().open(address({ prompt: 'consent' }));
  await asked.submit({ user: idOf('tom') });
  assert.match(asked.html, /Allow Access\?/);
});

test('the pages speak the browser’s language', async () => {
  const browser = await new Browser('fr-CA, fr;q=0.9, en;q=0.5').open(address({ prompt: 'consent' }));
  assert.match(browser.html, /<html lang="fr">/);
  assert.match(browser.html, /Connexion à Sealight/);
  await browser.submit({ user: idOf('camille') });
  assert.match(browser.html, /Autoriser l’accès/);
  assert.match((await new Browser('de').open(address())).html, /<html lang="en">/);
});

test('who denies, or is somebody else, sends the app away or logs in again', async () => {
  const browser = await new Browser().open(address({ prompt: 'consent' }));
  await browser.submit({ user: idOf('paul') });
  await browser.submit({ decision: 'other' });
  assert.match(browser.html, /Log in to/);
  await browser.submit({ user: idOf('maya') });
  assert.match(browser.html, /maya@sealight\.example/);
  await browser.submit({ decision: 'deny' });
  assert.deepEqual(Object.fromEntries(browser.answer), {
    error: 'access_denied',
    error_description: 'end-user denied authorization',
    state: 'the state',
  });
});

test('an unknown app or callback is told to the person alone, everything else to the app', async () => {
  for (const [changes, error] of [
    [{ client_id: 'x' }, 'invalid_client_id'],
    [{ redirect_uri: `${CALLBACK}/` }, 'redirect_uri_mismatch'],
    [{ redirect_uri: 'https://elsewhere.example/' }, 'redirect_uri_mismatch'],
    [{ redirect_uri: null }, 'redirect_uri_mismatch'],
  ] as const) {
    const browser = await new Browser().open(address(changes));
    assert.equal(browser.status, 400);
    assert.equal(browser.location, '');
    assert.match(browser.html, new RegExp(`error=${error}`));
  }
  for (const [changes, error, description] of [
    [{ response_type: 'token' }, 'unsupported_response_type', 'response type not supported'],
    [{ code_challenge: null }, 'invalid_request', 'missing required code challenge'],
    [{ code_challenge_method: 'plain' }, 'invalid_request', 'invalid code challenge'],
    [{ scope: 'api full' }, 'invalid_scope', 'the requested scope is not allowed'],
    [{ prompt: 'none' }, 'invalid_request', 'invalid prompt'],
  ] as const) {
    const { answer } = await new Browser().open(address(changes));
    assert.deepEqual(
      [answer.get('error'), answer.get('error_description'), answer.get('state')],
      [error, description, 'the state'],
    );
  }
});

test('a form counts once, in the browser that it was shown in', async () => {
  const browser = await new Browser().open(address({ prompt: 'consent' }));
  const shown = browser.html;
  const stranger = await new Browser().open(address());
  await stranger.submit({ user: idOf('paul') }, shown);
  assert.equal(stranger.status, 403);
  await browser.submit({ user: idOf('paul') });
  const consent = browser.html;
  await browser.submit({ user: idOf('paul') }, shown);
  assert.equal(browser.status, 403);
  assert.match(browser.html, /used already/);
  await browser.submit({ decision: 'allow' }, consent);
  assert.equal(browser.status, 302);
  await browser.submit({ decision: 'allow' }, consent);
  assert.equal(browser.status, 403);
});

test('a code is good once, with its verifier, callback and app', async () => {
  const code = await codeFor('paul');
  assert.equal((await exchange(code)).status, 200);
  const refusals: [string, Record<string, string>, string, string][] = [
    [code, {}, 'invalid_grant', 'expired authorization code'],
    ['aPrxnothing', {}, 'invalid_grant', 'invalid authorization code'],
    [await codeFor('paul'), { code_verifier: 'wrong' }, 'invalid_grant', 'invalid code verifier'],
    [await codeFor('paul'), { code_verifier: '' }, 'invalid_grant', 'invalid code verifier'],
    [
      await codeFor('paul'),
      { redirect_uri: 'http://x.example' },
      'redirect_uri_mismatch',
      'redirect_uri must match configuration',
    ],
    [await codeFor('paul'), { client_id: 'x' }, 'invalid_client_id', 'client identifier invalid'],
    [await codeFor('paul'), { client_secret: 'x' }, 'invalid_client', 'invalid client credentials'],
    [await codeFor('paul'), { grant_type: 'password' }, 'unsupported_grant_type', 'The local org does not implement'],
  ];
  for (const [given, changes, error, description] of refusals) {
    const { status, body } = await exchange(given, changes);
    assert.deepEqual([status, body['error']], [400, error], JSON.stringify(changes));
    assert.ok(body['error_description']?.startsWith(description), body['error_description']);
  }
});

test('a code lasts 15 minutes', () => {
  let now = 0;
  const codes = new AuthorizationCodes(() => now);
  const authorization = { userId: 'u', clientId: 'c', redirectUri: 'r', scopes: [], codeChallenge: '' };
  const [early, late] = [codes.issue(authorization), codes.issue(authorization)];
  now = 15 * 60_000 - 1;
  assert.equal(codes.take(early), authorization);
  now += 1;
  assert.equal(codes.take(late), null);
  assert.equal(codes.take('aPrx'), undefined);
});

test('a token is good for its scopes alone, and there is a refresh token only where it was asked for', async () => {
  const { body: identityOnly } = await exchange(await codeFor('paul', { scope: 'id' }));
  assert.equal(identityOnly['refresh_token'], undefined);
  const refused = await get('/services/data/v67.0/limits', identityOnly['access_token']);
  assert.equal(refused.status, 401);
  assert.deepEqual(await refused.json(), [
    { message: 'This session is not valid for use with the REST API', errorCode: 'INVALID_SESSION_ID' },
  ]);
  assert.equal((await get('/services/oauth2/userinfo', identityOnly['access_token'])).status, 200);
  const { body: apiOnly } = await exchange(await codeFor('paul', { scope: 'api' }));
  assert.equal((await get(`/secur/frontdoor.jsp?sid=${apiOnly['access_token']}`, '')).status, 401);
  assert.equal((await get('/services/oauth2/singleaccess', apiOnly['access_token'])).status, 403);
  const { body: offline } = await exchange(await codeFor('paul', { scope: 'refresh_token' }));
  assert.ok(offline['refresh_token']);
  assert.equal((await get('/services/oauth2/userinfo', offline['access_token'])).status, 403);
});

test('a revoked token, a revoked user and a deactivated one get no further', async () => {
  const { body: first } = await exchange(await codeFor('paul'));
  const revoked = await fetch(`${localOrg.url}/services/oauth2/revoke?token=${first['refresh_token']}`);
  assert.equal(revoked.status, 200);
  assert.equal((await get('/services/data/v67.0/limits', first['access_token'])).status, 401);
  assert.deepEqual((await renew(first['refresh_token'])).body, {
    error: 'invalid_grant',
    error_description: 'expired access/refresh token',
  });
  assert.equal((await post('revoke', { token: first['refresh_token'] ?? '' })).status, 400);

  const { body: second } = await exchange(await codeFor('paul'));
  const { org } = localOrg;
  org.setup.revokeTokens(idOf('paul'));
  assert.equal((await get('/services/data/v67.0/limits', second['access_token'])).status, 401);
  assert.equal((await renew(second['refresh_token'])).status, 400);

  const { body: third } = await exchange(await codeFor('paul'));
  const waiting = await codeFor('paul');
  org.sessionFor('ines').update('User', idOf('paul'), { IsActive: false });
  for (const { body } of [await renew(third['refresh_token']), await exchange(waiting)])
    assert.deepEqual(body, { error: 'invalid_grant', error_description: 'inactive user' });
  assert.equal((await get('/services/data/v67.0/limits', third['access_token'])).status, 401);
  assert.doesNotMatch((await new Browser().open(address())).html, /paul@/);
  org.sessionFor('ines').update('User', idOf('paul'), { IsActive: true });
});

test('an app that rotates refresh tokens gives each of them once', async () => {
  const { body } = await exchange(await codeFor('maya'));
  app().rotateRefreshTokens = true;
  const renewed = await renew(body['refresh_token']);
  assert.ok(renewed.body['refresh_token']);
  assert.equal((await renew(body['refresh_token'])).status, 400);
  assert.equal((await renew(renewed.body['refresh_token'])).status, 200);
  app().rotateRefreshTokens = false;
});

test('an app that needs its secret is refused without it, in the form or in the header', async () => {
  app().requireSecret = true;
  const code = await codeFor('maya');
  assert.equal((await exchange(code)).body['error'], 'invalid_client');
  const answer = await fetch(`${localOrg.url}/services/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${app().consumerKey}:${app().consumerSecret}`).toString('base64')}`,
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: CALLBACK,
      code_verifier: verifier,
    }),
  });
  assert.equal(answer.status, 200);
  app().requireSecret = false;
});

test('the sixth approval of an app by one user ends the first', async () => {
  const first = (await exchange(await codeFor('camille'))).body['refresh_token'];
  for (let n = 0; n < 4; n++) await exchange(await codeFor('camille'));
  assert.equal((await renew(first)).status, 200);
  await exchange(await codeFor('camille'));
  assert.equal((await renew(first)).status, 400);
});

test('jsforce logs in with PKCE, renews an ended session by itself and revokes what it has', async () => {
  const oauth2 = new OAuth2({
    loginUrl: localOrg.url,
    clientId: app().consumerKey,
    redirectUri: CALLBACK,
    useVerifier: true,
  });
  const url = oauth2.getAuthorizationUrl({ scope: SCOPES, prompt: 'consent' });
  const browser = await new Browser().open(url);
  await browser.submit({ user: idOf('debrief') });
  await browser.submit({ decision: 'allow' });
  const connection = new Connection({ oauth2, version: '67.0' });
  const user = await connection.authorize(browser.answer.get('code') ?? '');
  assert.equal(user.id, idOf('debrief'));
  assert.equal(connection.instanceUrl, localOrg.url);
  localOrg.org.tokens.revoke(connection.accessToken ?? '');
  assert.equal((await connection.query('SELECT Id FROM Organization')).totalSize, 1);
  const { refreshToken } = connection;
  await connection.logout(true);
  assert.equal((await renew(refreshToken ?? undefined)).status, 400);
});
