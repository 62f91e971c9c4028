import { setTimeout as sleep } from 'node:timers/promises';
import { usageOf, type ApiUsage } from './api-usage.ts';
import type { OrgCredentials } from './credentials.ts';
import { errorOfAnswer, errorOfNetwork, OrgError, readRetryAfter } from './error.ts';
import { backoffMs, LONGEST_WAIT_MS, retryOf } from './fault-table.ts';
import { refreshTokens, type Tokens } from './oauth.ts';

export const API_VERSION = '67.0';
const TIMEOUT_MS = 120_000;
/** A log-in server that takes longer keeps everything waiting. */
const LOGIN_TIMEOUT_MS = 30_000;
const PING_TIMEOUT_MS = 3000;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
interface Content {
  body?: unknown;
  csv?: string;
  accept?: 'application/json' | 'text/csv';
  /**
   * False: carrying it out twice would make two records. It is then sent again only where the org certainly did not
   * carry it out.
   */
  isKeyed?: boolean;
}

/** The network and the time that passes, which tests give their own. */
export interface Wire {
  fetch: typeof fetch;
  sleep: (ms: number) => Promise<unknown>;
  random: () => number;
}

const WIRE: Wire = {
  // asked for at each call: whoever replaces the global one later is heard too
  fetch: (input, init) => fetch(input, init),
  sleep: (ms) => sleep(ms),
  random: Math.random,
};

/** Salesforce's REST API with a session that renews itself; what may be sent again is, as the table of faults says. */
export class OrgHttp {
  usage: ApiUsage | undefined;
  requests = 0;
  readonly #wire: Wire;
  #instanceUrl: string;
  #accessToken: string | undefined;
  #refreshToken: string | undefined;
  /** An access token that the org no longer takes. */
  #spent: string | undefined;
  readonly #credentials: OrgCredentials;
  #refreshing: Promise<boolean> | undefined;

  constructor(credentials: OrgCredentials, wire: Partial<Wire> = {}) {
    this.#wire = { ...WIRE, ...wire };
    if (!URL.canParse(credentials.instanceUrl))
      throw new OrgError('INVALID_URL', "instanceUrl is not a URL: give the org's own address.", 0);
    if (!credentials.accessToken && !credentials.refreshToken && !credentials.keeper)
      throw new OrgError('invalid_grant', 'There is neither an access token nor a refresh token: connect the org.', 0);
    if (credentials.refreshToken && !credentials.clientId)
      throw new OrgError('invalid_client', "A refresh token needs the External Client App's clientId.", 0);
    this.#instanceUrl = credentials.instanceUrl.replace(/\/+$/, '');
    this.#accessToken = credentials.accessToken;
    this.#refreshToken = credentials.refreshToken;
    this.#credentials = credentials;
  }

  get(path: string): Promise<unknown> {
    return this.send('GET', path);
  }

  post(path: string, body: unknown, { isKeyed = true }: Pick<Content, 'isKeyed'> = {}): Promise<unknown> {
    return this.send('POST', path, { body, isKeyed });
  }

  /** The session as it is now, for what is not REST. */
  async session(): Promise<{ instanceUrl: string; accessToken: string }> {
    if (!this.#accessToken) await this.#refresh();
    return { instanceUrl: this.#instanceUrl, accessToken: this.#accessToken ?? '' };
  }

  /** Gets a new session. Throws `OrgError` where there is no refresh token. */
  async renew(): Promise<void> {
    this.#spent = this.#accessToken ?? this.#spent;
    await this.#refresh();
  }

  /** Waits before the next repetition of a fault. */
  pause(waitMs: number, repetition: number): Promise<unknown> {
    return this.#wire.sleep(backoffMs(waitMs, repetition, this.#wire.random));
  }

  /**
   * Whether the org answers at all: asking for the versions needs no session and counts against no limit (REST API
   * guide, "Versions"). Throws where it does not answer within three seconds.
   */
  async ping(): Promise<void> {
    let response: Response;
    try {
      response = await this.#wire.fetch(`${this.#instanceUrl}/services/data`, {
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(PING_TIMEOUT_MS),
        redirect: 'manual',
      });
      await response.arrayBuffer();
    } catch (error) {
      throw errorOfNetwork(error);
    }
    if (response.status >= 500) throw errorOfAnswer(response.status, null);
  }

  /** JSON both ways, or CSV as text where `csv` or `accept` says so. */
  async send(method: Method, path: string, content: Content = {}): Promise<unknown> {
    let hasRefreshed = false;
    for (let attempt = 1; ; attempt++) {
      let token = this.#accessToken;
      try {
        if (!token) {
          hasRefreshed = true;
          hasRefreshed = await this.#refresh();
          token = this.#accessToken;
        }
        return await this.#once(method, path, content);
      } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        if (error.fault === 'auth' && this.#isRenewable && !hasRefreshed) {
          // another request may have renewed the session while this one was under way
          if (this.#accessToken === token) {
            this.#spent = token;
            this.#accessToken = undefined;
          } else hasRefreshed = true;
          continue;
        }
        const { tries, waitMs } = retryOf(error.fault);
        if (error.fault === 'auth' || attempt >= tries) throw error;
        if (content.isKeyed === false && !wasNotCarriedOut(error)) throw error;
        // the org says when; what is further off is for whoever queues the work
        const asked = error.retryAfterMs ?? 0;
        if (asked > LONGEST_WAIT_MS) throw error;
        await this.#wire.sleep(Math.max(asked, backoffMs(waitMs, attempt - 1, this.#wire.random)));
      }
    }
  }

  async #once(method: Method, path: string, { body, csv, accept = 'application/json' }: Content): Promise<unknown> {
    const sent = csv ?? (body === undefined ? undefined : JSON.stringify(body));
    const type = csv === undefined ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8';
    this.requests += 1;
    let response: Response;
    let text: string;
    try {
      response = await this.#wire.fetch(`${this.#instanceUrl}${path}`, {
        method,
        body: sent,
        headers: {
          authorization: `Bearer ${this.#accessToken ?? ''}`,
          accept,
          ...(sent === undefined ? {} : { 'content-type': type }),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'manual',
      });
      text = await response.text();
    } catch (error) {
      throw errorOfNetwork(error);
    }
    this.usage = usageOf(response.headers) ?? this.usage;
    if (response.ok && accept === 'text/csv') return text;
    let answer: unknown;
    try {
      answer = text === '' ? null : JSON.parse(text);
    } catch {
      if (response.ok) throw new OrgError('INVALID_ANSWER', 'The org answered with something that is no JSON.', 502);
    }
    if (!response.ok) {
      const retryAfter = readRetryAfter(response.headers.get('retry-after'), Date.now());
      throw errorOfAnswer(response.status, answer, retryAfter);
    }
    return answer;
  }

  /** False where the session is only what another process had made: the org may not take that either. */
  #refresh(): Promise<boolean> {
    this.#refreshing ??= this.#renew().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  get #isRenewable(): boolean {
    return Boolean(this.#refreshToken ?? this.#credentials.keeper);
  }

  async #renew(): Promise<boolean> {
    const { loginUrl = this.#instanceUrl, clientId = '', clientSecret, keeper } = this.#credentials;
    const client = { clientId, ...(clientSecret ? { clientSecret } : {}) };
    let isAsked = false;
    const ask = (refreshToken: string): Promise<Tokens> => {
      isAsked = true;
      return refreshTokens(this.#wire.fetch, loginUrl.replace(/\/+$/, ''), client, refreshToken, LOGIN_TIMEOUT_MS);
    };
    let renewed: Tokens;
    if (keeper) renewed = await keeper.renewed(this.#spent, ask);
    else if (this.#refreshToken) renewed = await ask(this.#refreshToken);
    else throw new OrgError('INVALID_SESSION_ID', 'The session has ended and there is no refresh token.', 401);
    this.#accessToken = renewed.accessToken;
    if (renewed.refreshToken) this.#refreshToken = renewed.refreshToken;
    if (renewed.instanceUrl) this.#instanceUrl = renewed.instanceUrl;
    return isAsked;
  }
}

/** Faults that come before any record is touched: no connection, or the org turned the request away at its door. */
function wasNotCarriedOut({ code, status, fault }: OrgError): boolean {
  return code === 'ECONNREFUSED' || status === 420 || status === 429 || fault === 'auth';
}
