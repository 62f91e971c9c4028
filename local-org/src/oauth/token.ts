/** `/services/oauth2/token` and `/services/oauth2/revoke`. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Org } from '../data/types.ts';
import { parsedForm } from '../rest/http.ts';
import { ok, type Answer } from '../rest/router.ts';
import type { ConnectedApp } from './apps.ts';
import type { AuthorizationCodes } from './codes.ts';

/** Error codes: Salesforce Help, "OAuth 2.0 Authorization Errors", xcloud.remoteaccess_oauth_flow_errors. */
function refused(error: string, description: string): Answer {
  return {
    status: 400,
    body: { error, error_description: description },
    headers: { 'cache-control': 'no-store' },
    counted: false,
  };
}

const same = (a: string, b: string): boolean =>
  timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());

/** The form of a token request; the client may stand in the Basic header in place of the form. */
export function tokenForm(request: FastifyRequest): URLSearchParams {
  const form = parsedForm(request);
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined || form.has('client_id')) return form;
  const [id = '', ...secret] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  form.set('client_id', decodeURIComponent(id));
  form.set('client_secret', decodeURIComponent(secret.join(':')));
  return form;
}

export function token(org: Org, codes: AuthorizationCodes, form: URLSearchParams, base: string): Answer {
  const grant = form.get('grant_type');
  if (grant === 'authorization_code') return fromCode(org, codes, form, base);
  if (grant === 'refresh_token') return fromRefreshToken(org, form, base);
  return refused('unsupported_grant_type', `The local org does not implement the grant type ${grant ?? 'none'}`);
}

/** Undefined where the app is who it says; a secret that is given must be right, whether or not the app needs one. */
function wrongSecret(app: ConnectedApp, form: URLSearchParams): Answer | undefined {
  const secret = form.get('client_secret') ?? '';
  if (secret === '' && !app.requireSecret) return undefined;
  return app.consumerSecret !== '' && same(secret, app.consumerSecret)
    ? undefined
    : refused('invalid_client', 'invalid client credentials');
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm */
function fromCode(org: Org, codes: AuthorizationCodes, form: URLSearchParams, base: string): Answer {
  const app = org.apps.byKey(form.get('client_id') ?? '');
  if (!app) return refused('invalid_client_id', 'client identifier invalid');
  const wrong = wrongSecret(app, form);
  if (wrong) return wrong;
  const authorization = codes.take(form.get('code') ?? '');
  if (authorization === undefined) return refused('invalid_grant', 'invalid authorization code');
  if (authorization === null) return refused('invalid_grant', 'expired authorization code');
  if (authorization.clientId !== app.consumerKey) return refused('invalid_grant', 'invalid authorization code');
  if (authorization.redirectUri !== form.get('redirect_uri'))
    return refused('redirect_uri_mismatch', 'redirect_uri must match configuration');
  const verifier = form.get('code_verifier') ?? '';
  // https://datatracker.ietf.org/doc/html/rfc7636#section-4.6
  if (!same(createHash('sha256').update(verifier).digest('base64url'), authorization.codeChallenge))
    return refused('invalid_grant', 'invalid code verifier');
  const { userId, scopes } = authorization;
  if (!isActive(org, userId)) return refused('invalid_grant', 'inactive user');
  const offline = scopes.some((scope) => scope === 'refresh_token' || scope === 'offline_access');
  const { accessToken, refreshToken } = org.tokens.approve(userId, app.consumerKey, scopes, offline);
  return answer(org, base, app, { userId, scopes, accessToken, refreshToken });
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_refresh_token_flow.htm */
function fromRefreshToken(org: Org, form: URLSearchParams, base: string): Answer {
  const clientId = form.get('client_id');
  if (!clientId) return refused('invalid_client_id', 'client identifier invalid');
  const given = form.get('refresh_token') ?? '';
  const own = org.tokens.userOf(given);
  if (own !== undefined) {
    if (!isActive(org, own)) return refused('invalid_grant', 'inactive user');
    const scopes = ['refresh_token', 'api'];
    return answer(org, base, undefined, { userId: own, scopes, accessToken: org.tokens.accessTokenFor(own) });
  }
  const approval = org.tokens.approvalOfRefreshToken(given);
  if (!approval) return refused('invalid_grant', 'expired access/refresh token');
  const app = org.apps.byKey(clientId);
  if (!app) return refused('invalid_client_id', 'client identifier invalid');
  if (approval.clientId !== app.consumerKey) return refused('invalid_grant', 'expired access/refresh token');
  const wrong = wrongSecret(app, form);
  if (wrong) return wrong;
  const { id, userId, scopes } = approval;
  if (!isActive(org, userId)) return refused('invalid_grant', 'inactive user');
  const refreshToken = app.rotateRefreshTokens ? org.tokens.rotate(given, id) : undefined;
  return answer(org, base, app, { userId, scopes, accessToken: org.tokens.accessTokenOf(id), refreshToken });
}

function isActive(org: Org, userId: string): boolean {
  return org.users().some(({ Id, IsActive }) => Id === userId && IsActive);
}

interface Granted {
  userId: string;
  scopes: string[];
  accessToken: string;
  refreshToken?: string | undefined;
}

function answer(org: Org, base: string, app: ConnectedApp | undefined, granted: Granted): Answer {
  const { userId, scopes, accessToken, refreshToken } = granted;
  const id = `${base}/id/${org.organizationId}/${userId}`;
  const issuedAt = String(Date.now());
  const body = {
    access_token: accessToken,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
    // over id and issued_at, by the consumer secret
    ...(app?.consumerSecret
      ? { signature: createHmac('sha256', app.consumerSecret).update(`${id}${issuedAt}`).digest('base64') }
      : {}),
    scope: scopes.join(' '),
    instance_url: base,
    id,
    token_type: 'Bearer',
    issued_at: issuedAt,
  };
  return { ...ok(body, 200, { 'cache-control': 'no-store' }), counted: false };
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_revoke_token.htm */
export function revoke(org: Org, form: URLSearchParams): Answer {
  if (!org.tokens.revoke(form.get('token') ?? '')) return refused('unsupported_token_type', 'this token is not known');
  return { ...ok({}), counted: false };
}
