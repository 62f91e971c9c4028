/**
 * `/services/oauth2/authorize`: a person logs in and allows an app, or denies it.
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm
 */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Org, OrgUser } from '../data/types.ts';
import { apiScope, parsedForm, respond } from '../rest/http.ts';
import type { Answer } from '../rest/router.ts';
import { cookieOf } from '../uiapi/session.ts';
import type { ConnectedApp } from './apps.ts';
import type { AuthorizationCodes } from './codes.ts';
import { consentPage, errorPage, loginPage, stalePage } from './pages.ts';
import { languageOf } from './texts.ts';

/** A request on its way from the app to the person's answer. */
interface Pending {
  app: ConnectedApp;
  redirectUri: string;
  scopes: string[];
  state: string | null;
  codeChallenge: string;
  mustConsent: boolean;
  hint: string;
  /** The browser that it came from, and the token of the form shown last. */
  browser: string;
  formToken: string;
  userId: string | null;
  expires: number;
}

const COOKIE = 'local_org_login';
const LIFETIME_MS = 30 * 60_000;
const MOST_PENDING = 500;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const PROMPTS = ['login', 'consent', 'select_account'];

const secret = (): string => randomBytes(24).toString('base64url');

/** An answer to the app, by way of the person's browser. */
function redirect(redirectUri: string, answer: Record<string, string>, state: string | null): Answer {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  const headers = { location: url.href, 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' };
  return { status: 302, counted: false, headers };
}

/** Why a request is turned back to the app; undefined where it is in order. */
function fault(query: URLSearchParams, app: ConnectedApp, scopes: string[]): Record<string, string> | undefined {
  const refusal = (error: string, description: string) => ({ error, error_description: description });
  if (query.get('response_type') !== 'code') return refusal('unsupported_response_type', 'response type not supported');
  const challenge = query.get('code_challenge') ?? '';
  if (challenge === '') return refusal('invalid_request', 'missing required code challenge');
  if ((query.get('code_challenge_method') ?? 'S256') !== 'S256' || !CHALLENGE.test(challenge))
    return refusal('invalid_request', 'invalid code challenge');
  if (scopes.length === 0 || scopes.some((scope) => !app.scopes.includes(scope)))
    return refusal('invalid_scope', 'the requested scope is not allowed');
  if ((query.get('prompt') ?? '').split(' ').some((prompt) => prompt && !PROMPTS.includes(prompt)))
    return refusal('invalid_request', 'invalid prompt');
  return undefined;
}

const words = (text: string): string[] => [...new Set(text.split(/\s+/).filter(Boolean))];

export function registerAuthorization(app: FastifyInstance, org: Org, codes: AuthorizationCodes): void {
  const pending = new Map<string, Pending>();
  const activeUsers = (): OrgUser[] => org.users().filter(({ IsActive }) => IsActive);
  const orgName = (): string => {
    const row = org.database.prepare('SELECT Name FROM "Organization"').get();
    return String(row?.['Name'] ?? '');
  };

  const forget = () => {
    for (const [id, { expires }] of pending)
      if (expires <= Date.now() || pending.size > MOST_PENDING) pending.delete(id);
  };

  const showLogin = (request: FastifyRequest, id: string, asked: Pending): Answer => {
    asked.userId = null;
    asked.formToken = secret();
    const { app: client, hint, redirectUri } = asked;
    const about = { orgName: orgName(), appLabel: client.label, users: activeUsers(), hint };
    const callback = new URL(redirectUri).origin;
    return loginPage(languageOf(request), { ...about, callback }, { request: id, token: asked.formToken });
  };

  const begin = (request: FastifyRequest): Answer => {
    const query =
      request.method === 'POST' ? parsedForm(request) : new URL(request.url, 'http://localhost').searchParams;
    const client = org.apps.byKey(query.get('client_id') ?? '');
    const language = languageOf(request);
    if (!client) return errorPage(language, 'invalid_client_id', 'client identifier invalid');
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!client.callbackUrls.includes(redirectUri))
      return errorPage(language, 'redirect_uri_mismatch', 'redirect_uri must match configuration');
    const state = query.get('state');
    const scopes = query.get('scope') === null ? client.scopes : words(query.get('scope') ?? '');
    const refusal = fault(query, client, scopes);
    if (refusal) return redirect(redirectUri, refusal, state);
    forget();
    const browser = cookieOf(request, COOKIE) ?? secret();
    const id = secret();
    const asked: Pending = {
      app: client,
      redirectUri,
      scopes,
      state,
      codeChallenge: query.get('code_challenge') ?? '',
      mustConsent: words(query.get('prompt') ?? '').includes('consent'),
      hint: query.get('login_hint') ?? '',
      browser,
      formToken: '',
      userId: null,
      expires: Date.now() + LIFETIME_MS,
    };
    pending.set(id, asked);
    const answer = showLogin(request, id, asked);
    const cookie = `${COOKIE}=${browser}; Path=/local-org; HttpOnly; SameSite=Lax`;
    return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
  };

  /** The request that a form belongs to; undefined where the form is used up, foreign or too old. */
  const taken = (request: FastifyRequest, form: URLSearchParams): [string, Pending] | undefined => {
    const site = request.headers['sec-fetch-site'];
    const id = form.get('request') ?? '';
    const asked = pending.get(id);
    const isIts =
      asked !== undefined &&
      asked.expires > Date.now() &&
      asked.browser === cookieOf(request, COOKIE) &&
      asked.formToken === form.get('token') &&
      (site === undefined || site === 'same-origin');
    if (!isIts) return undefined;
    asked.formToken = secret();
    return [id, asked];
  };

  const allow = (id: string, { app: client, redirectUri, scopes, state, codeChallenge }: Pending, userId: string) => {
    pending.delete(id);
    const code = codes.issue({ userId, clientId: client.consumerKey, redirectUri, scopes, codeChallenge });
    return redirect(redirectUri, { code }, state);
  };

  const login = (request: FastifyRequest): Answer => {
    const form = parsedForm(request);
    const [id, asked] = taken(request, form) ?? [];
    if (!id || !asked) return stalePage(languageOf(request));
    const user = activeUsers().find(({ Id }) => Id === form.get('user'));
    if (!user) return showLogin(request, id, asked);
    const { app: client, scopes } = asked;
    if (!asked.mustConsent && org.tokens.isApproved(user.Id, client.consumerKey, scopes))
      return allow(id, asked, user.Id);
    asked.userId = user.Id;
    const about = { appLabel: client.label, scopes, username: user.Username };
    const callback = new URL(asked.redirectUri).origin;
    return consentPage(languageOf(request), { ...about, callback }, { request: id, token: asked.formToken });
  };

  const consent = (request: FastifyRequest): Answer => {
    const form = parsedForm(request);
    const [id, asked] = taken(request, form) ?? [];
    if (!id || !asked?.userId) return stalePage(languageOf(request));
    const decision = form.get('decision');
    if (decision === 'other') return showLogin(request, id, asked);
    if (decision === 'allow') return allow(id, asked, asked.userId);
    pending.delete(id);
    const denied = { error: 'access_denied', error_description: 'end-user denied authorization' };
    return redirect(asked.redirectUri, denied, asked.state);
  };

  apiScope(app, org, (scope) => {
    const route = (method: string[], url: string, work: (request: FastifyRequest) => Answer) =>
      scope.route({ method, url, handler: (request, reply) => respond(org, request, reply, () => work(request)) });
    route(['GET', 'POST'], '/services/oauth2/authorize', begin);
    route(['POST'], '/local-org/login', login);
    route(['POST'], '/local-org/consent', consent);
  });
}
