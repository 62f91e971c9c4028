/**
 * OAuth at Salesforce's login addresses: the web server flow with PKCE, and the refresh of a session.
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm
 */
import { createHash, randomBytes } from 'node:crypto';
import { errorOfAnswer, errorOfNetwork, OrgError } from './error.ts';

export const SCOPES = ['api', 'refresh_token', 'id', 'profile', 'email'] as const;

/** The External Client App that the service logs in as. */
export interface OAuthClient {
  clientId: string;
  /** Only where the app requires it. */
  clientSecret?: string;
}

export interface Tokens {
  accessToken: string;
  /** Absent where the one that was sent goes on. */
  refreshToken?: string;
  instanceUrl?: string;
}

export interface Grant extends Tokens {
  scopes: string[];
  /** 18 or 15 characters each, of the identity URL `…/id/<organization>/<user>`. */
  organizationId: string;
  userId: string;
}

interface TokenAnswer {
  access_token?: unknown;
  refresh_token?: unknown;
  instance_url?: unknown;
  scope?: unknown;
  id?: unknown;
}

/** 43 characters of 256 random bits: a verifier as RFC 7636 has it, and good for a state or a ticket too. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** S256 of RFC 7636. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** Where the person logs in, and says which of the org's users the service is to be. */
export function authorizeUrl(
  loginUrl: string,
  asked: { clientId: string; redirectUri: string; state: string; challenge: string },
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: asked.clientId,
    redirect_uri: asked.redirectUri,
    scope: SCOPES.join(' '),
    state: asked.state,
    code_challenge: asked.challenge,
    code_challenge_method: 'S256',
    // whoever is logged in already is asked: the service is usually another user than the admin
    prompt: 'login',
  });
  return `${loginUrl}/services/oauth2/authorize?${query.toString()}`;
}

/** Throws `OrgError` with OAuth's own code, or the network's. */
export async function exchangeCode(
  ask: typeof fetch,
  loginUrl: string,
  client: OAuthClient,
  given: { code: string; verifier: string; redirectUri: string },
  timeoutMs: number,
): Promise<Grant> {
  const { code, verifier: code_verifier, redirectUri: redirect_uri } = given;
  const form = { ...clientForm(client), grant_type: 'authorization_code', code, code_verifier, redirect_uri };
  const answer = await askForTokens(ask, loginUrl, form, timeoutMs);
  const [, organizationId, userId] = /\/id\/(00D\w{12,15})\/(005\w{12,15})$/.exec(textOf(answer.id) ?? '') ?? [];
  const tokens = tokensOf(answer);
  if (!organizationId || !userId || !tokens.instanceUrl)
    throw new OrgError('INVALID_ANSWER', 'The login address did not say whose the tokens are.', 502);
  return { ...tokens, organizationId, userId, scopes: (textOf(answer.scope) ?? '').split(/\s+/).filter(Boolean) };
}

/**
 * Salesforce Help, "OAuth 2.0 Refresh Token Flow": a new session, and with refresh token rotation a new refresh token.
 * Throws `OrgError`.
 */
export async function refreshTokens(
  ask: typeof fetch,
  loginUrl: string,
  client: OAuthClient,
  refreshToken: string,
  timeoutMs: number,
): Promise<Tokens> {
  const form = { ...clientForm(client), grant_type: 'refresh_token', refresh_token: refreshToken };
  return tokensOf(await askForTokens(ask, loginUrl, form, timeoutMs));
}

/**
 * Salesforce Help, "Revoke OAuth Tokens": a refresh token takes its access tokens with it. One that the org does not know
 * is as good as revoked. Throws `OrgError` where the org does not answer.
 */
export async function revokeToken(
  ask: typeof fetch,
  loginUrl: string,
  token: string,
  timeoutMs: number,
): Promise<void> {
  const response = await post(ask, `${loginUrl}/services/oauth2/revoke`, { token }, timeoutMs);
  if (response.status >= 500 || response.status === 429) throw errorOfAnswer(response.status, null);
}

function clientForm({ clientId, clientSecret }: OAuthClient): Record<string, string> {
  return { client_id: clientId, ...(clientSecret ? { client_secret: clientSecret } : {}) };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function tokensOf(answer: TokenAnswer): Tokens {
  const accessToken = textOf(answer.access_token);
  if (!accessToken) throw new OrgError('INVALID_ANSWER', 'The login address gave no access token.', 502);
  const refreshToken = textOf(answer.refresh_token);
  const instanceUrl = textOf(answer.instance_url)?.replace(/\/+$/, '');
  return { accessToken, ...(refreshToken ? { refreshToken } : {}), ...(instanceUrl ? { instanceUrl } : {}) };
}

async function askForTokens(
  ask: typeof fetch,
  loginUrl: string,
  form: Record<string, string>,
  timeoutMs: number,
): Promise<TokenAnswer> {
  const { status, text } = await post(ask, `${loginUrl}/services/oauth2/token`, form, timeoutMs);
  let answer: TokenAnswer | null;
  try {
    answer = JSON.parse(text) as TokenAnswer | null;
  } catch {
    if (status >= 500) throw errorOfAnswer(status, null);
    throw new OrgError('INVALID_ANSWER', 'The login address answered with something that is no JSON.', 502);
  }
  if (status !== 200) throw errorOfAnswer(status, answer);
  return answer ?? {};
}

async function post(ask: typeof fetch, url: string, form: Record<string, string>, timeoutMs: number) {
  return postForm(ask, url, form, timeoutMs).catch((error: unknown) => {
    throw errorOfNetwork(error);
  });
}

/** To an address that tokens come from. Throws what `fetch` does. */
export async function postForm(
  ask: typeof fetch,
  url: string,
  form: Record<string, string>,
  timeoutMs: number,
): Promise<{ status: number; text: string }> {
  const response = await ask(url, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(timeoutMs),
    // a redirect would carry the secrets elsewhere
    redirect: 'manual',
  });
  return { status: response.status, text: await response.text() };
}
