import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sourceOf } from '../email/mailbox/testing/emails.ts';
import { GoogleStandIn } from '../email/mailbox/testing/google.ts';
import { goThrough } from '../email/mailbox/testing/serve.ts';
import type { MyMailbox } from '../jobs/mailboxes/mine.ts';
import { putEmptyStore } from '../store/testing/template.ts';
import { KEY } from './testing/service.ts';

const USER = 'paul@sealight.example';
const CUSTOMER = 'astrid@halvorsen-marine.example';
const EMAILS = 40;

async function serve(home: string, google: GoogleStandIn): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/serve.ts')], {
    env: {
      ...google.environment,
      ...{ PATH: process.env.PATH, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' },
      ...{ SYNC_PORT: '0', DEBRIEF_HOME: home, DEBRIEF_API_KEY: KEY, DEBRIEF_WRITING: 'on', DEBRIEF_BATCH_WAIT: '0' },
      ...{ SALESFORCE_INSTANCE_URL: 'http://org.example', SALESFORCE_ACCESS_TOKEN: 'token' },
      ...{ TEST_ORG: 'well', TEST_CUSTOMER: CUSTOMER },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) return { url: line, child };
  throw new Error('the service ended before it was ready');
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

async function call<T>(url: string, method: string, address: string, body?: unknown): Promise<T> {
  const answer = await fetch(url + address, {
    method,
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return (await answer.json()) as T;
}

test('killed while a mailbox is read, it goes on from the last page that was taken: nothing lost, nothing doubled', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'debrief-mailbox-'));
  await putEmptyStore(path.join(home, 'sync'));
  const google = await GoogleStandIn.start();
  google.pageSize = 10;
  google.account(USER);
  for (let count = 0; count < EMAILS; count += 1)
    google.deliver(
      USER,
      sourceOf({ id: `k${count}@mail.example`, from: CUSTOMER, to: USER, subject: `Hull ${count}`, text: 'Dates.' }),
    );
  const children: ChildProcess[] = [];
  try {
    const first = await serve(home, google);
    children.push(first.child);
    const settings = await call<object>(first.url, 'GET', '/v1/emails/settings');
    await call(first.url, 'PUT', '/v1/emails/settings', { ...settings, on: true });
    const wish = { provider: 'google', user: USER };
    const { url } = await call<{ url: string }>(first.url, 'POST', '/v1/mailboxes/start', wish);
    let open = (): void => undefined;
    const wait = new Promise<void>((resolve) => (open = resolve));
    // in the middle of the second page its sources stop coming
    const push = google.downloaded.push.bind(google.downloaded);
    google.downloaded.push = (...ids: string[]) => {
      if (google.downloaded.length === 13) google.gate = wait;
      return push(...ids);
    };
    assert.equal((await goThrough(url, USER)).status, 200);
    while (!google.gate) await sleep(20);
    await sleep(100);
    await end(first.child, 'SIGKILL');
    open();
    google.gate = undefined;
    google.downloaded.push = push;
    const taken = google.downloaded.splice(0).slice(0, 10);

    const second = await serve(home, google);
    children.push(second.child);
    let mine: MyMailbox;
    do {
      await sleep(50);
      mine = await call<MyMailbox>(second.url, 'GET', `/v1/mailboxes/mine?user=${USER}`);
    } while (!mine.lastSyncAt);
    assert.equal(mine.kept, EMAILS);
    const again = google.downloaded.filter((id) => taken.includes(id));
    assert.deepEqual(again, [], 'the page that had been taken is not read again');
    // the one that was asked for when it was killed is answered late
    assert.ok(google.downloaded.length >= EMAILS - 10);
    const { entries } = await call<{ entries: unknown[] }>(second.url, 'GET', '/v1/activity?kind=accepted&limit=500');
    assert.ok(entries.length <= EMAILS);
    await end(second.child, 'SIGTERM');
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await google.stop();
    rmSync(home, { recursive: true, force: true });
  }
});
