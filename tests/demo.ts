/** A demo of its own for a test file: temporary home, free ports, and short ways to ask each half. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDemo, type Demo } from '../scripts/demo.ts';
import { EVENT_WINDOW_MS } from '../sync/src/match/limits.ts';

const HOUR_MS = 3_600_000;

export type Row = Record<string, unknown> & { Id: string };

export interface StateOfConversation {
  key: string;
  status: string;
  conversationId: string | null;
  activityId: string | null;
  match: { status: string; rule: string; evidence: string } | null;
}

type Options = Parameters<typeof startDemo>[0];

export class TestDemo {
  readonly home: string;
  #demo: Demo;
  readonly #options: Options;

  private constructor(options: Options, demo: Demo) {
    this.home = options.home;
    this.#options = options;
    this.#demo = demo;
  }

  /** In a new home, or over one that another start has left. */
  static async start({ empty = false, fresh = false, home = newHome() } = {}): Promise<TestDemo> {
    const ports = { localOrgPort: await freePort(), syncPort: await freePort() };
    const options = { home, ...ports, empty, fresh, log: () => undefined };
    return new TestDemo(options, await startDemo(options));
  }

  get url(): string {
    return this.#demo.file.localOrgUrl;
  }

  get syncUrl(): string {
    return this.#demo.file.syncUrl;
  }

  get apiKey(): string {
    return this.#demo.file.apiKey;
  }

  get repApiKey(): string {
    return this.#demo.file.repApiKey;
  }

  /** What the local org let the integration user in with: secrets of the service. */
  get orgTokens(): string[] {
    const { integrationToken, integrationRefreshToken } = JSON.parse(
      readFileSync(path.join(this.home, 'local-org.json'), 'utf8'),
    ) as Record<string, string>;
    return [integrationToken, integrationRefreshToken].filter((token) => token !== undefined);
  }

  get conversations(): Demo['conversations'] {
    return this.#demo.conversations;
  }

  /** Both processes end and start again over the same home. */
  async restart(): Promise<void> {
    await this.#demo.stop();
    this.#demo = await startDemo(this.#options);
  }

  async stop(): Promise<void> {
    await this.#demo.stop();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Salesforce's REST API as the admin. */
  async org(method: string, resource: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}/services/data/v67.0${resource}`, {
      method,
      headers: { authorization: `Bearer ${this.#demo.file.accessToken}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${resource} was answered ${answer.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  /** The local org's own switches, as an admin clicks them in Setup: a change, or all of them taken back. */
  async setup(method: 'POST' | 'DELETE', change?: object): Promise<void> {
    const answer = await fetch(`${this.url}/local-org/setup`, {
      method,
      headers: { authorization: `Bearer ${this.#demo.file.accessToken}`, 'content-type': 'application/json' },
      ...(change ? { body: JSON.stringify(change) } : {}),
    });
    if (!answer.ok) throw new Error(`${method} /local-org/setup was answered ${answer.status}: ${await answer.text()}`);
  }

  async query(soql: string): Promise<Row[]> {
    const { records } = (await this.org('GET', `/query?q=${encodeURIComponent(soql)}`)) as { records: Row[] };
    return records;
  }

  async one(soql: string): Promise<Row> {
    const [row, ...more] = await this.query(soql);
    if (!row || more.length > 0) throw new Error(`${more.length + (row ? 1 : 0)} rows for ${soql}`);
    return row;
  }

  /** The sync service with the demo's own key. */
  sync(resource: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#demo.file.apiKey}`);
    return fetch(`${this.#demo.file.syncUrl}${resource}`, { ...init, headers });
  }

  async post(body: unknown, contentType = 'application/json'): Promise<string> {
    const answer = await this.sync('/v1/conversations', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: JSON.stringify(body),
    });
    if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
    const { results } = (await answer.json()) as { results: { key: string }[] };
    return results[0]?.key ?? '';
  }

  /** A provider's webhook with the demo's own token. */
  async aircall(event: object): Promise<void> {
    const { syncUrl, tenant, aircallToken } = this.#demo.file;
    const answer = await fetch(`${syncUrl}/v1/webhooks/aircall/${tenant}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...event, token: aircallToken }),
    });
    if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  }

  /** Waits until the service has dealt with a conversation. */
  async settled(key: string): Promise<StateOfConversation> {
    for (;;) {
      const answer = await this.sync(`/v1/conversations/${encodeURIComponent(key)}`);
      const state = (await answer.json()) as StateOfConversation;
      if (['synced', 'failed'].includes(state.status)) return state;
      await sleep(50);
    }
  }

  /** The latest hour, so many days ago at least, around which a user has no event that a meeting might have been. */
  async quietHour(days = 0, alias = 'paul'): Promise<Date> {
    const events = await this.query(`SELECT Id, StartDateTime FROM Event WHERE Owner.Alias = '${alias}'`);
    const starts = events.map(({ StartDateTime }) => Date.parse(StartDateTime as string));
    let at = Date.now() - days * 24 * HOUR_MS - HOUR_MS;
    while (starts.some((start) => Math.abs(start - at) <= EVENT_WINDOW_MS)) at -= HOUR_MS;
    return new Date(at);
  }

  async receipt(key: string): Promise<{ outcome: string; entries: unknown[]; history: unknown[] }> {
    const answer = await this.sync(`/v1/conversations/${encodeURIComponent(key)}/receipt`);
    return (await answer.json()) as { outcome: string; entries: unknown[]; history: unknown[] };
  }
}

export function newHome(): string {
  return mkdtempSync(path.join(tmpdir(), 'debrief-walk-'));
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
