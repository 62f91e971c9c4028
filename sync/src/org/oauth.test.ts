import assert from 'node:assert/strict';
import test from 'node:test';
import { OrgError } from './error.ts';
import { authorizeUrl, challengeOf, exchangeCode, refreshTokens, revokeToken } from './oauth.ts';

const LOGIN = 'https://login.salesforce.com';
const client = { clientId: 'the app', clientSecret: 'its secret' };

/** A network that answers once, and what it was asked. */
function answering(status: number, body: unknown): { ask: typeof fetch; asked: { url: string; form: object }[] } {
  const asked: { url: string; form: object }[] = [];
  return {
    asked,
    ask: (input, init) => {
      asked.push({ url: input as string, form: Object.fromEntries(init?.body as URLSearchParams) });
      assert.equal(init?.redirect, 'manual');
      return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }));
    },
  };
}

const granted = {
  access_token: 'the access token',
  refresh_token: 'the refresh token',
  scope: 'api refresh_token',
  instance_url: 'https://sealight.my.salesforce.com/',
  id: 'https://login.salesforce.com/id/00D000000000001AAA/005000000000001AAA',
};

test('the challenge is S256 of the verifier, as RFC 7636 has it in its appendix B', () => {
  assert.equal(
    challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
  const url = new URL(
    authorizeUrl(LOGIN, { clientId: 'the app', redirectUri: 'https://x/y', state: 's', challenge: 'c' }),
  );
  assert.equal(url.searchParams.get('scope'), 'api refresh_token id profile email');
  assert.equal(url.searchParams.get('code_challenge_method'), 'S256');
});

test('a code is exchanged with its verifier, and the answer says whose the tokens are', async () => {
  const { ask, asked } = answering(200, granted);
  const given = { code: 'the code', verifier: 'the verifier', redirectUri: 'https://debrief.example/callback' };
  assert.deepEqual(await exchangeCode(ask, LOGIN, client, given, 1000), {
    ...{ accessToken: 'the access token', refreshToken: 'the refresh token' },
    ...{ instanceUrl: 'https://sealight.my.salesforce.com', scopes: ['api', 'refresh_token'] },
    ...{ organizationId: '00D000000000001AAA', userId: '005000000000001AAA' },
  });
  assert.deepEqual(asked, [
    {
      url: `${LOGIN}/services/oauth2/token`,
      form: {
        ...{ client_id: 'the app', client_secret: 'its secret', grant_type: 'authorization_code' },
        ...{ code: 'the code', code_verifier: 'the verifier', redirect_uri: 'https://debrief.example/callback' },
      },
    },
  ]);
});

test('a refresh gives a new session, and a new refresh token only where the app rotates them', async () => {
  const { ask } = answering(200, { access_token: 'new' });
  assert.deepEqual(await refreshTokens(ask, LOGIN, { clientId: 'the app' }, 'old', 1000), { accessToken: 'new' });
});

test('refusals have OAuth’s own code; what is no JSON, or no answer, is told as such, and no secret is in any of them', async () => {
  const faults: [number, unknown, RegExp][] = [
    [400, { error: 'invalid_grant', error_description: 'expired access/refresh token' }, /^invalid_grant$/],
    [200, '<html>', /^INVALID_ANSWER$/],
    [200, {}, /^INVALID_ANSWER$/],
    [200, 'null', /^INVALID_ANSWER$/],
    [503, '<html>', /^HTTP_503$/],
    [302, '', /^INVALID_ANSWER$/],
  ];
  for (const [status, body, code] of faults)
    await assert.rejects(refreshTokens(answering(status, body).ask, LOGIN, client, 'old', 1000), (error: OrgError) => {
      assert.match(error.code, code);
      assert.doesNotMatch(JSON.stringify([error.message, error]), /its secret|old/);
      return true;
    });
  const anonymous = answering(200, { ...granted, id: 'https://login.salesforce.com/' });
  const given = { code: 'c', verifier: 'v', redirectUri: 'https://x' };
  await assert.rejects(exchangeCode(anonymous.ask, LOGIN, client, given, 1000), { code: 'INVALID_ANSWER' });

  const silent: typeof fetch = (_input, init) =>
    new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason as Error)));
  await assert.rejects(refreshTokens(silent, LOGIN, client, 'old', 20), { code: 'ETIMEDOUT' });
});

test('a token that the org does not know is as good as revoked; an org that is away has revoked nothing', async () => {
  await revokeToken(answering(200, {}).ask, LOGIN, 'token', 1000);
  await revokeToken(answering(400, { error: 'unsupported_token_type' }).ask, LOGIN, 'token', 1000);
  await assert.rejects(revokeToken(answering(503, '').ask, LOGIN, 'token', 1000), OrgError);
});
