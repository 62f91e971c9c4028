/** For tests: an HTTP server of a provider's stand-in, and its log-in page with a person who allows or denies there. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Came {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface Said {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer | object;
}

export interface Served {
  url: string;
  stop(): Promise<void>;
}

export async function serve(answer: (came: Came) => Promise<Said> | Said): Promise<Served> {
  const http = createServer((request, response) => {
    void (async () => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const said = await answer({
        ...{ method: request.method ?? 'GET', path: url.pathname, query: url.searchParams, headers: request.headers },
        body: Buffer.concat(pieces).toString('utf8'),
      });
      const isText = typeof said.body === 'string' || Buffer.isBuffer(said.body);
      const type = isText ? {} : { 'content-type': 'application/json; charset=UTF-8' };
      response.writeHead(said.status, { ...type, ...said.headers });
      response.end(isText ? said.body : JSON.stringify(said.body ?? {}));
    })();
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async stop() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

export interface LoginOptions {
  /** Shown on the page. */
  name: string;
  clientId: string;
  clientSecret: string;
  /** Whether this person has a mailbox here. */
  knows(email: string): boolean;
  /** What has to stand in the query of the authorize address besides what OAuth and PKCE ask for. */
  needs: Record<string, string>;
  /** How the answer names the scopes that were given. */
  scopes(asked: string): string;
  /** Seconds that an access token is good for. */
  expiresIn: number;
  /** Whether each renewal gives another refresh token. */
  rotates: boolean;
}

/** The OAuth half: RFC 6749 with PKCE (RFC 7636). */
export class LogIn {
  readonly options: LoginOptions;
  /** Refresh token → whose it is. Taken away here, or by the person at the provider. */
  readonly refresh = new Map<string, string>();
  readonly access = new Map<string, string>();
  readonly revoked: string[] = [];
  /** Forms of requests for tokens, as they came. */
  readonly asked: URLSearchParams[] = [];
  /** A person who unticks what is asked for. */
  grants: string | undefined;
  readonly #codes = new Map<string, { email: string; challenge: string; redirectUri: string; scope: string }>();
  #count = 0;

  constructor(options: LoginOptions) {
    this.options = options;
  }

  whose({ authorization }: Came['headers']): string | undefined {
    return this.access.get((authorization ?? '').replace(/^Bearer /, ''));
  }

  /** Access tokens run out; refresh tokens go on. */
  expireAccess(): void {
    this.access.clear();
  }

  /** The person takes the access back at the provider. */
  takeBack(email: string): void {
    for (const [token, whose] of this.refresh) if (whose === email) this.refresh.delete(token);
    for (const [token, whose] of this.access) if (whose === email) this.access.delete(token);
  }

  page({ query }: Came): Said {
    const fault = this.#faultOf(query);
    if (fault) return { status: 400, headers: { 'content-type': 'text/html' }, body: `<h1>Error</h1><p>${fault}</p>` };
    const hidden = [...query]
      .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
      .join('');
    const { name } = this.options;
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="en"><title>Sign in: ${name}</title><h1>Sign in: ${name}</h1><form method="post">${hidden}
<label>Address <input name="account" type="email" value="${escaped(query.get('login_hint') ?? '')}"></label>
<p>Debrief wants to: ${escaped(query.get('scope') ?? '')}</p>
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button></form></html>`,
    };
  }

  decide({ body }: Came): Said {
    const form = new URLSearchParams(body);
    const fault = this.#faultOf(form);
    const email = (form.get('account') ?? '').toLowerCase();
    if (fault) return { status: 400, body: { error: fault } };
    const redirectUri = form.get('redirect_uri') ?? '';
    const answer = new URLSearchParams({ state: form.get('state') ?? '' });
    if (form.get('decision') !== 'allow') answer.set('error', 'access_denied');
    else if (!this.options.knows(email)) return { status: 400, body: { error: 'no such account' } };
    else {
      const code = `code-${(this.#count += 1)}-secret`;
      const scope = this.options.scopes(form.get('scope') ?? '');
      this.#codes.set(code, { email, challenge: form.get('code_challenge') ?? '', redirectUri, scope });
      answer.set('code', code);
    }
    return { status: 302, headers: { location: `${redirectUri}?${answer.toString()}` }, body: '' };
  }

  token({ body }: Came): Said {
    const form = new URLSearchParams(body);
    this.asked.push(form);
    const refuse = (error: string, description: string): Said => ({
      status: 400,
      body: { error, error_description: description },
    });
    const { clientId, clientSecret, expiresIn, rotates } = this.options;
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return { status: 401, body: { error: 'invalid_client', error_description: 'Unauthorized' } };
    const isCode = form.get('grant_type') === 'authorization_code';
    let email = this.refresh.get(form.get('refresh_token') ?? '');
    let scope = '';
    if (isCode) {
      const code = this.#codes.get(form.get('code') ?? '');
      this.#codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (!code || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri'))
        return refuse('invalid_grant', 'Malformed auth code.');
      ({ email, scope } = code);
    }
    if (email === undefined) return refuse('invalid_grant', 'Token has been expired or revoked.');
    const made = (kind: string, into: Map<string, string>) => {
      const token = `${kind}-${(this.#count += 1)}-secret`;
      into.set(token, email ?? '');
      return token;
    };
    return {
      status: 200,
      body: {
        access_token: made('access', this.access),
        ...(isCode || rotates ? { refresh_token: made('refresh', this.refresh) } : {}),
        ...{ expires_in: expiresIn, token_type: 'Bearer', scope: this.grants ?? scope },
      },
    };
  }

  /** RFC 7009, as Google has it: 200, or 400 for what it does not know. */
  revoke({ body }: Came): Said {
    const token = new URLSearchParams(body).get('token') ?? '';
    this.revoked.push(token);
    const email = this.refresh.get(token) ?? this.access.get(token);
    if (email === undefined) return { status: 400, body: { error: 'invalid_token' } };
    this.takeBack(email);
    return { status: 200, body: {} };
  }

  #faultOf(query: URLSearchParams): string | undefined {
    const needs = {
      ...{ response_type: 'code', client_id: this.options.clientId, code_challenge_method: 'S256' },
      ...this.options.needs,
    };
    for (const [name, value] of Object.entries(needs))
      if (query.get(name) !== value) return `${name} has to be ${value}`;
    for (const name of ['redirect_uri', 'scope', 'state', 'code_challenge'])
      if (!query.get(name)) return `${name} is missing`;
    return undefined;
  }
}

/** A person who comes to an address of ours, logs in where it sends them, and is sent back: the status and text of the page they end on. */
export async function goThrough(
  start: string,
  account: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<{ status: number; text: string; callback: string; cookie: string }> {
  const begun = await fetch(start, { redirect: 'manual' });
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const authorize = begun.headers.get('location');
  if (!authorize) return { status: begun.status, text: await begun.text(), callback: '', cookie };
  const page = await fetch(authorize);
  if (page.status !== 200) return { status: page.status, text: await page.text(), callback: '', cookie };
  const form = new URLSearchParams(new URL(authorize).search);
  form.set('account', account);
  form.set('decision', decision);
  const url = new URL(authorize);
  const decided = await fetch(url.origin + url.pathname, { method: 'POST', body: form, redirect: 'manual' });
  const callback = decided.headers.get('location') ?? '';
  if (!callback) return { status: decided.status, text: await decided.text(), callback, cookie };
  const ended = await fetch(callback, { headers: { cookie } });
  return { status: ended.status, text: await ended.text(), callback, cookie };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
