/**
 * For tests: a login address in the shapes that Salesforce documents, and a person who allows or denies there.
 * https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_web_server_flow.htm
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const ORGANIZATION = '00D000000000001AAA';

export interface LoginServer {
  url: string;
  /** Tokens that were given out and not revoked; the refresh tokens among them. */
  valid: Set<string>;
  revoked: string[];
  /** Requests for tokens, as they came. */
  asked: URLSearchParams[];
  /** What the next answers say instead of the usual. */
  organization: string;
  scope: string;
  instanceUrl: string | undefined;
  rotates: boolean;
  /** Nothing is answered until it is false again. */
  silent: boolean;
  /** The person has logged in at this authorize address and allows: where the browser is sent back to. */
  allow(authorize: string): string;
  stop(): Promise<void>;
}

export async function startLoginServer(): Promise<LoginServer> {
  const codes = new Map<string, { challenge: string; redirectUri: string; clientId: string }>();
  let count = 0;
  const made = (kind: string): string => {
    const token = `${kind}-${(count += 1)}-secret`;
    server.valid.add(token);
    return token;
  };
  const http = createServer((request, response) => void answer(request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const piece of request) text += String(piece);
    if (server.silent) return;
    const form = new URLSearchParams(text);
    const say = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (error: string, description: string) => say(400, { error, error_description: description });
    if (request.url === '/services/oauth2/revoke') {
      const token = form.get('token') ?? '';
      server.revoked.push(token);
      return server.valid.delete(token) ? say(200, {}) : refuse('unsupported_token_type', 'this token is not known');
    }
    server.asked.push(form);
    const isCode = form.get('grant_type') === 'authorization_code';
    if (isCode) {
      const code = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (!code) return refuse('invalid_grant', 'invalid authorization code');
      if (code.challenge !== challenge) return refuse('invalid_grant', 'invalid code verifier');
      if (code.redirectUri !== form.get('redirect_uri')) return refuse('redirect_uri_mismatch', 'must match');
    } else if (!server.valid.has(form.get('refresh_token') ?? ''))
      return refuse('invalid_grant', 'expired access/refresh token');
    if (!isCode && server.rotates) server.valid.delete(form.get('refresh_token') ?? '');
    const withRefresh = isCode ? server.scope.includes('refresh_token') : server.rotates;
    say(200, {
      access_token: made('access'),
      ...(withRefresh ? { refresh_token: made('refresh') } : {}),
      scope: server.scope,
      instance_url: server.instanceUrl ?? url,
      id: `${url}/id/${server.organization}/005000000000001AAA`,
      token_type: 'Bearer',
      issued_at: '1795600000000',
    });
  }

  const server: LoginServer = {
    ...{ url, valid: new Set(), revoked: [], asked: [] },
    ...{ organization: ORGANIZATION, scope: 'api refresh_token id profile email', instanceUrl: undefined },
    ...{ rotates: false, silent: false },
    allow(authorize) {
      const { searchParams: query } = new URL(authorize);
      const of = (name: string) => query.get(name) ?? '';
      const code = `code-${(count += 1)}-secret`;
      const redirectUri = of('redirect_uri');
      codes.set(code, { challenge: of('code_challenge'), redirectUri, clientId: of('client_id') });
      return `${redirectUri}?${new URLSearchParams({ code, state: of('state') }).toString()}`;
    },
    async stop() {
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
  return server;
}
