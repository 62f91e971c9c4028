import { setTimeout as sleep } from 'node:timers/promises';
import { OAuth2 } from 'jsforce';
import { errorOfAnswer, errorOfNetwork, OrgError } from './error.ts';
import { backoffMs, retryOf } from './fault-table.ts';
import type { ApiUsage, OrgCredentials } from './types.ts';

export const API_VERSION = '67.0';
const TIMEOUT_MS = 120_000;

/**
 * Salesforce's REST API with a session that renews itself. Every request that is sent here is a read, or a write that
 * may be repeated, so each is tried again where the table of faults says so.
 */
export class OrgHttp {
  usage: ApiUsage | undefined;
  requests = 0;
  #instanceUrl: string;
  #accessToken: string | undefined;
  #refreshToken: string | undefined;
  readonly #oauth2: OAuth2 | undefined;
  #refreshing: Promise<void> | undefined;

  constructor(credentials: OrgCredentials) {
    if (!URL.canParse(credentials.instanceUrl))
      throw new OrgError('INVALID_URL', "instanceUrl is not a URL: give the org's own address.", 0);
    if (!credentials.accessToken && !credentials.refreshToken)
      throw new OrgError('invalid_grant', 'There is neither an access token nor a refresh token: connect the org.', 0);
    if (credentials.refreshToken && !credentials.clientId)
      throw new OrgError('invalid_client', "A refresh token needs the External Client App's clientId.", 0);
    this.#instanceUrl = credentials.instanceUrl.replace(/\/+$/, '');
    this.#accessToken = credentials.accessToken;
    this.#refreshToken = credentials.refreshToken;
    this.#oauth2 = credentials.refreshToken
      ? new OAuth2({
          loginUrl: credentials.loginUrl ?? this.#instanceUrl,
          clientId: credentials.clientId,
          clientSecret: credentials.clientSecret,
        })
      : undefined;
  }

  get(path: string): Promise<unknown> {
    return this.#send('GET', path);
  }

  post(path: string, body: unknown): Promise<unknown> {
    return this.#send('POST', path, JSON.stringify(body));
  }

  async #send(method: 'GET' | 'POST', path: string, body?: string): Promise<unknown> {
    let hasRefreshed = false;
    for (let attempt = 1; ; attempt++) {
      if (!this.#accessToken) await this.#refresh();
      const token = this.#accessToken;
      try {
        return await this.#once(method, path, body);
      } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        if (error.fault === 'auth' && this.#oauth2 && !hasRefreshed) {
          hasRefreshed = true;
          // another request may have renewed the session while this one was under way
          if (this.#accessToken === token) await this.#refresh();
          continue;
        }
        const { tries, waitMs } = retryOf(error.fault);
        if (error.fault === 'auth' || attempt >= tries) throw error;
        await sleep(backoffMs(waitMs, attempt - 1));
      }
    }
  }

  async #once(method: string, path: string, body: string | undefined): Promise<unknown> {
    this.requests += 1;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#instanceUrl}${path}`, {
        method,
        body,
        headers: {
          authorization: `Bearer ${this.#accessToken ?? ''}`,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'manual',
      });
      text = await response.text();
    } catch (error) {
      throw errorOfNetwork(error);
    }
    const usage = /api-usage=(\d+)\/(\d+)/.exec(response.headers.get('sforce-limit-info') ?? '');
    if (usage) this.usage = { used: Number(usage[1]), max: Number(usage[2]) };
    let answer: unknown;
    try {
      answer = text === '' ? null : JSON.parse(text);
    } catch {
      if (response.ok) throw new OrgError('INVALID_ANSWER', 'The org answered with something that is no JSON.', 502);
    }
    if (!response.ok) throw errorOfAnswer(response.status, answer);
    return answer;
  }

  #refresh(): Promise<void> {
    this.#refreshing ??= this.#renew().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  async #renew(): Promise<void> {
    if (!this.#oauth2 || !this.#refreshToken)
      throw new OrgError('INVALID_SESSION_ID', 'The session has ended and there is no refresh token.', 401);
    try {
      const answer = await this.#oauth2.refreshToken(this.#refreshToken);
      this.#accessToken = answer.access_token;
      if (answer.instance_url) this.#instanceUrl = answer.instance_url.replace(/\/+$/, '');
    } catch (error) {
      const { name, message } = error as Error;
      throw new OrgError(
        name === 'Error' ? 'invalid_grant' : name,
        `The session could not be renewed: ${message}.`,
        401,
      );
    }
  }
}
