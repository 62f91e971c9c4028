import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { runLocalOrg, type RunningOrg } from './src/org/testing/run-local-org.ts';
import type { Receipt } from './src/plan/types.ts';
import { openDatabase } from './src/store/open-database.ts';
import { makeStore, type TestStore } from './src/store/testing/stores.ts';

const headers = { authorization: 'Bearer dk_test', 'content-type': 'application/json' };
const children: ChildProcess[] = [];
let store: TestStore;
let org: RunningOrg;

/** One more process of the service on the same database. */
async function startWorker(): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', path.join(import.meta.dirname, 'main.ts')],
    {
      env: {
        PATH: process.env.PATH,
        SYNC_PORT: '0',
        DATABASE_URL: store.where.url,
        DEBRIEF_HOME: store.where.folder,
        DEBRIEF_API_KEY: 'dk_test',
        DEBRIEF_WRITING: 'on',
        DEBRIEF_BATCH_WAIT: '0',
        SALESFORCE_INSTANCE_URL: org.url,
        SALESFORCE_ACCESS_TOKEN: org.integrationToken,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      const found = /ready at (http:\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
    child.once('exit', () => reject(new Error('the service ended before it was ready')));
  });
  return { url, child };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

before(async () => {
  [store, org] = await Promise.all([makeStore('postgresql'), runLocalOrg()]);
});
after(async () => {
  await Promise.all(children.map((child) => end(child, 'SIGTERM')));
  await org.stop();
  await store.remove();
});

/** Each on a day of its own: two near each other might be one meeting. */
function meeting(id: string) {
  const startedAt = new Date(Date.UTC(2026, 0, Number(id.slice(1)) + (id.charCodeAt(0) - 97) * 100, 14)).toISOString();
  return {
    source: 'test',
    sourceId: id,
    kind: 'meeting',
    title: `Meeting ${id}`,
    startedAt,
    durationSec: 1800,
    owner: { email: 'paul@sealight.example' },
    parties: [{ role: 'ours', name: 'Paul', email: 'paul@sealight.example' }],
    highlights: [{ text: 'We will sign', startMs: 61_000 }],
  };
}

async function post(url: string, conversations: object[]): Promise<void> {
  const answer = await fetch(`${url}/v1/conversations`, {
    method: 'POST',
    headers,
    body: JSON.stringify(conversations),
  });
  assert.equal(answer.status, 202, await answer.text());
}

async function get<Body>(url: string, address: string): Promise<Body> {
  return (await (await fetch(url + address, { headers })).json()) as Body;
}

async function untilSynced(url: string, ids: string[]): Promise<void> {
  for (const id of ids)
    for (;;) {
      const state = await get<{ status: string; error: string | null }>(url, `/v1/conversations/test:${id}`);
      assert.notEqual(state.status, 'failed', `${id}: ${state.error}`);
      if (state.status === 'synced') break;
      await sleep(100);
    }
}

/** One record and one event for each, and one receipt that says so. */
async function assertWrittenOnce(url: string, ids: string[]): Promise<void> {
  const keys = ids.map((id) => `test:${id}`).sort();
  const list = keys.map((key) => `'${key}'`).join(',');
  const rows = async (soql: string) => (await org.query(soql)).map(({ Key }) => Key);
  assert.deepEqual(
    (await org.query(`SELECT Key__c FROM Conversation__c WHERE Key__c IN (${list})`)).map((row) => row.Key__c).sort(),
    keys,
  );
  const events = await org.query(`SELECT Conversation_Key__c FROM Event WHERE Subject LIKE 'Meeting ${ids[0]?.[0]}%'`);
  assert.deepEqual(events.map((row) => row.Conversation_Key__c).sort(), keys);
  assert.equal(
    (await rows(`SELECT Id FROM Conversation_Moment__c WHERE Conversation__r.Key__c IN (${list})`)).length,
    keys.length,
  );
  for (const key of keys) {
    const { history, ...latest } = await get<Receipt & { history: Receipt[] }>(url, `/v1/conversations/${key}/receipt`);
    const [written, ...more] = [latest, ...history].filter(({ outcome }) => outcome === 'written');
    assert.equal(more.length, 0, key);
    assert.equal(written?.match.status, 'Created', key);
    const objects = new Set(written.entries.map(({ object }) => object));
    assert.deepEqual([...objects].sort(), [
      'Conversation_Moment__c',
      'Conversation_Participant__c',
      'Conversation__c',
      'Event',
    ]);
  }
}

test('two processes share one queue and write everything once, though both are told of it', async () => {
  const [first, second] = [await startWorker(), await startWorker()];
  const ids = Array.from({ length: 30 }, (_, at) => `a${at}`);
  await Promise.all(ids.flatMap((id) => [post(first.url, [meeting(id)]), post(second.url, [meeting(id)])]));
  await untilSynced(first.url, ids);
  await assertWrittenOnce(second.url, ids);
  await Promise.all([end(first.child, 'SIGTERM'), end(second.child, 'SIGTERM')]);
});

test('what a killed process had in hand is finished by the other, and still written once', async () => {
  const [first, second] = [await startWorker(), await startWorker()];
  const ids = Array.from({ length: 60 }, (_, at) => `b${at}`);
  await Promise.all([post(first.url, ids.slice(0, 30).map(meeting)), post(second.url, ids.slice(30).map(meeting))]);
  while ((await org.query("SELECT Id FROM Event WHERE Subject LIKE 'Meeting b%'")).length === 0) await sleep(5);
  await end(first.child, 'SIGKILL');
  await untilSynced(second.url, ids);
  await assertWrittenOnce(second.url, ids);
  await end(second.child, 'SIGTERM');
});

test('connections to the database that are cut again and again end no process, and everything is written once', async () => {
  const [first, second] = [await startWorker(), await startWorker()];
  const ids = Array.from({ length: 60 }, (_, at) => `c${at}`);
  await Promise.all([post(first.url, ids.slice(0, 30).map(meeting)), post(second.url, ids.slice(30).map(meeting))]);
  const server = await openDatabase(store.where);
  try {
    for (let cut = 0; cut < 8; cut += 1) {
      await server.db.execute(sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'debrief-sync' AND pid <> pg_backend_pid()`);
      await sleep(100);
    }
  } finally {
    await server.close();
  }
  await untilSynced(second.url, ids);
  assert.deepEqual([first.child.exitCode, second.child.exitCode], [null, null]);
  await assertWrittenOnce(first.url, ids);
  await Promise.all([end(first.child, 'SIGTERM'), end(second.child, 'SIGTERM')]);
});
