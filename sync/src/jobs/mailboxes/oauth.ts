/** OAuth 2 with PKCE at the mail providers: RFC 6749 and 7636, and what each of the two adds. */
import { MailboxError } from '../../email/mailbox/types.ts';
import { challengeOf, postForm } from '../../org/oauth.ts';
import type { MailProvider } from './providers.ts';

export interface MailTokens {
  accessToken: string;
  refreshToken: string;
}

export function authorizeUrlOf(
  provider: MailProvider,
  asked: { redirectUri: string; state: string; verifier: string; hint: string },
): string {
  const query = new URLSearchParams({
    ...{ response_type: 'code', client_id: provider.clientId, redirect_uri: asked.redirectUri },
    ...{ scope: provider.scopes.join(' '), state: asked.state, login_hint: asked.hint },
    ...{ code_challenge: challengeOf(asked.verifier), code_challenge_method: 'S256' },
    ...provider.asked,
  });
  return `${provider.authorizeUrl}?${query.toString()}`;
}

interface TokenAnswer {
  access_token?: unknown;
  refresh_token?: unknown;
  scope?: unknown;
  error?: unknown;
  error_description?: unknown;
}

/** Throws a `MailboxError`. The refresh token is empty where none was given. */
export async function exchangeMailCode(
  ask: typeof fetch,
  provider: MailProvider,
  given: { code: string; verifier: string; redirectUri: string },
  timeoutMs: number,
): Promise<MailTokens & { scopes: string[] }> {
  const { code, verifier: code_verifier, redirectUri: redirect_uri } = given;
  const form = { grant_type: 'authorization_code', code, code_verifier, redirect_uri };
  const answer = await tokens(ask, provider, form, timeoutMs);
  // Microsoft may name a scope with or without its resource
  const scopes = textOf(answer.scope)
    .split(/\s+/)
    .filter(Boolean)
    .map((scope) => scope.replace('https://graph.microsoft.com/', ''));
  return { accessToken: textOf(answer.access_token), refreshToken: textOf(answer.refresh_token), scopes };
}

/** Throws a `MailboxError`: `auth` where the access is over. */
export async function refreshMailTokens(
  ask: typeof fetch,
  provider: MailProvider,
  refreshToken: string,
  timeoutMs: number,
): Promise<MailTokens> {
  const form = {
    ...{ grant_type: 'refresh_token', refresh_token: refreshToken },
    ...(provider.revokeUrl ? {} : { scope: provider.scopes.join(' ') }),
  };
  const answer = await tokens(ask, provider, form, timeoutMs);
  return { accessToken: textOf(answer.access_token), refreshToken: textOf(answer.refresh_token) || refreshToken };
}

/** True where the provider has taken the access back, or knows it no more. Throws a `MailboxError` where it is away. */
export async function revokeMailToken(
  ask: typeof fetch,
  { revokeUrl, name }: MailProvider,
  token: string,
  timeoutMs: number,
): Promise<boolean> {
  if (!revokeUrl) return false;
  const { status } = await post(ask, revokeUrl, name, { token }, timeoutMs);
  if (status >= 500 || status === 429) throw new MailboxError('later', String(status), `${name} is away.`);
  return true;
}

async function tokens(
  ask: typeof fetch,
  provider: MailProvider,
  form: Record<string, string>,
  timeoutMs: number,
): Promise<TokenAnswer> {
  const { clientId: client_id, clientSecret: client_secret, tokenUrl, name } = provider;
  const { status, text } = await post(ask, tokenUrl, name, { client_id, client_secret, ...form }, timeoutMs);
  let answer: TokenAnswer;
  try {
    answer = (JSON.parse(text) as TokenAnswer | null) ?? {};
  } catch {
    answer = {};
  }
  if (status === 200 && textOf(answer.access_token)) return answer;
  const code = textOf(answer.error) || String(status);
  const message = textOf(answer.error_description).slice(0, 300) || `${name} answered with HTTP status ${status}.`;
  if (status >= 500 || status === 429 || code === 'temporarily_unavailable')
    throw new MailboxError('later', code, message);
  // RFC 6749, 5.2; `interaction_required` is Microsoft's for a policy that wants the person there
  if (code === 'invalid_grant' || code === 'interaction_required') throw new MailboxError('auth', code, message);
  if (status === 200) throw new MailboxError('strange', 'INVALID_ANSWER', `${name} gave no access token.`);
  throw new MailboxError('refused', code, message);
}

async function post(ask: typeof fetch, url: string, name: string, form: Record<string, string>, timeoutMs: number) {
  return postForm(ask, url, form, timeoutMs).catch((error: unknown) => {
    throw awayOf(name, error);
  });
}

/** Never with the address, which may hold a secret. */
export function awayOf(name: string, error: unknown): MailboxError {
  const { code, cause, name: kind } = error as { code?: unknown; cause?: { code?: unknown }; name?: string };
  const said = textOf(cause?.code) || textOf(code) || (kind === 'TimeoutError' ? 'ETIMEDOUT' : 'ENETWORK');
  return new MailboxError('later', said, `${name} could not be reached (${said}).`);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
