/** The whole service on a port of its own, over an org in memory, for tests. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { and, count, eq, inArray } from 'drizzle-orm';
import { pino } from 'pino';
import type { Connect } from '../../jobs/orgs.ts';
import { OrgDouble } from '../../jobs/testing/org-double.ts';
import { conversations, type State } from '../../store/schema.ts';
import { putEmptyStore } from '../../store/testing/template.ts';
import { startService, type Service } from '../service.ts';
import { readSettings } from '../settings.ts';

export const KEY = 'dk_test_0123456789';

export interface Answer<Body = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface TestService {
  url: string;
  service: Service;
  org: OrgDouble;
  home: string;
  /** Every line that was logged. */
  logged: string[];
  call<Body = Record<string, unknown>>(
    method: string,
    address: string,
    body?: unknown,
    headers?: Record<string, string | undefined>,
  ): Promise<Answer<Body>>;
  /** Polls a conversation until it is in one of the states. */
  until(key: string, ...states: string[]): Promise<Record<string, unknown>>;
  /** The same of many, asked of the store at once. */
  untilAll(keys: string[], state: State): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestService(
  environment: Record<string, string> = {},
  {
    org = new OrgDouble(),
    home = mkdtempSync(path.join(tmpdir(), 'debrief-sync-')),
    connect = () => org,
  }: { org?: OrgDouble; home?: string; connect?: Connect } = {},
): Promise<TestService> {
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  const settings = readSettings({
    SYNC_PORT: '0',
    DEBRIEF_HOME: home,
    DEBRIEF_API_KEY: KEY,
    DEBRIEF_WRITING: 'on',
    DEBRIEF_BATCH_WAIT: '0',
    SALESFORCE_INSTANCE_URL: 'http://org.example',
    SALESFORCE_ACCESS_TOKEN: 'token-of-the-org',
    AIRCALL_WEBHOOK_TOKEN: 'token-of-aircall',
    ...environment,
  });
  if (!settings.databaseUrl) await putEmptyStore(settings.folder);
  const service = await startService(settings, logger, connect);

  const call: TestService['call'] = async (method, address, body, headers = {}) => {
    const given = {
      authorization: `Bearer ${KEY}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    };
    const answer = await fetch(service.url + address, {
      method,
      headers: Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as never };
  };
  return {
    url: service.url,
    service,
    org,
    home,
    logged,
    call,
    until: async (key, ...states) => {
      for (let tries = 0; tries < 400; tries += 1) {
        const { body } = await call('GET', `/v1/conversations/${encodeURIComponent(key)}`);
        if (states.includes(String(body.status))) return body;
        await sleep(25);
      }
      assert.fail(`${key} did not become ${states.join(' or ')}`);
    },
    untilAll: async (keys, state) => {
      const { db } = service.context;
      const wanted = and(inArray(conversations.key, keys), eq(conversations.state, state));
      for (let tries = 0; tries < 400; tries += 1) {
        const [row] = await db.select({ count: count() }).from(conversations).where(wanted);
        if (row?.count === keys.length) return;
        await sleep(50);
      }
      assert.fail(`not all of ${keys.length} became ${state}`);
    },
    stop: async () => {
      await service.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A valid conversation of our own JSON. */
export function conversation(sourceId: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    source: 'test',
    sourceId,
    kind: 'meeting',
    title: 'Renewal with Northwind',
    startedAt: '2026-11-17T14:00:00Z',
    endedAt: '2026-11-17T14:30:00Z',
    summary: 'They renew for two years.',
    ...more,
  };
}
