import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeStore, STORES, type TestStore } from '../store/testing/stores.ts';
import { putEmptyStore } from '../store/testing/template.ts';
import { conversation, KEY } from './testing/service.ts';

async function serve(
  { folder, url }: TestStore['where'],
  orgIs: 'silent' | 'well',
): Promise<{ url: string; child: ChildProcess }> {
  if (!url) await putEmptyStore(path.join(folder, 'sync'));
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'testing/serve.ts')], {
    env: {
      PATH: process.env.PATH,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      SYNC_PORT: '0',
      DEBRIEF_HOME: folder,
      ...(url ? { DATABASE_URL: url } : {}),
      DEBRIEF_API_KEY: KEY,
      DEBRIEF_WRITING: 'on',
      DEBRIEF_BATCH_WAIT: '0',
      SALESFORCE_INSTANCE_URL: 'http://org.example',
      SALESFORCE_ACCESS_TOKEN: 'token',
      TEST_ORG: orgIs,
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

const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };

async function post(url: string, sourceId: string): Promise<number> {
  const body = JSON.stringify(conversation(sourceId));
  const answer = await fetch(`${url}/v1/conversations`, { method: 'POST', headers, body });
  return answer.status;
}

async function status(url: string, key: string): Promise<string> {
  const answer = await fetch(`${url}/v1/conversations/${key}`, { headers });
  return ((await answer.json()) as { status: string }).status;
}

for (const kind of STORES)
  test(`nothing that was answered 202 is lost when the process is killed at that moment, or inside a batch (${kind})`, async () => {
    const store = await makeStore(kind);
    const children: ChildProcess[] = [];
    try {
      const first = await serve(store.where, 'silent');
      children.push(first.child);
      assert.equal(await post(first.url, 'in-batch'), 202);
      while ((await status(first.url, 'test:in-batch')) !== 'processing') await sleep(20);
      // the worker is busy with the first and cannot take this one
      assert.equal(await post(first.url, 'just-accepted'), 202);
      await end(first.child, 'SIGKILL');

      const second = await serve(store.where, 'well');
      children.push(second.child);
      for (const key of ['test:in-batch', 'test:just-accepted']) {
        let state = '';
        for (let tries = 0; tries < 400 && state !== 'synced'; tries += 1) {
          state = await status(second.url, key);
          await sleep(25);
        }
        assert.equal(state, 'synced', key);
      }
      await end(second.child, 'SIGTERM');
      assert.equal(second.child.exitCode, 0);
    } finally {
      for (const child of children)
        if (child.exitCode === null && child.signalCode === null) await end(child, 'SIGKILL');
      await store.remove();
    }
  });
