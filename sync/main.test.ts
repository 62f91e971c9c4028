import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { aircallEvents } from './src/http/testing/aircall.ts';

const root = path.resolve(import.meta.dirname, '..');
const home = mkdtempSync(path.join(tmpdir(), 'debrief-main-'));
const children: ChildProcess[] = [];
const headers = { authorization: 'Bearer dk_test', 'content-type': 'application/json' };
let sync: string;
let orgPort: string;
let orgProcess: ChildProcess;
let org: string;
let admin: string;

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}

/** Starts an entry point and waits for its address to answer. */
async function start(entry: string, environment: Record<string, string>, address: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', path.join(root, entry)], {
    env: { PATH: process.env.PATH, DEBRIEF_HOME: home, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.push(child);
  for (;;) {
    assert.equal(child.exitCode, null, `${entry} ended before it was ready`);
    if ((await fetch(address).catch(() => undefined))?.ok) return child;
    await sleep(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

before(async () => {
  const syncPort = await freePort();
  orgPort = await freePort();
  org = `http://127.0.0.1:${orgPort}`;
  sync = `http://127.0.0.1:${syncPort}`;
  orgProcess = await start('local-org/main.ts', { LOCAL_ORG_PORT: orgPort }, `${org}/services/data`);
  // it is written once the change events are there, too
  while (!existsSync(path.join(home, 'local-org.json'))) await sleep(50);
  const tokens = JSON.parse(readFileSync(path.join(home, 'local-org.json'), 'utf8')) as Record<string, string>;
  admin = tokens.accessToken ?? '';
  await start(
    'sync/main.ts',
    {
      SYNC_PORT: syncPort,
      DEBRIEF_API_KEY: 'dk_test',
      DEBRIEF_WRITING: 'on',
      DEBRIEF_BATCH_WAIT: '0',
      DEBRIEF_COUNTRY: 'FR',
      AIRCALL_WEBHOOK_TOKEN: 'token-of-aircall',
      SALESFORCE_INSTANCE_URL: org,
      SALESFORCE_ACCESS_TOKEN: tokens.integrationToken ?? '',
    },
    `${sync}/readyz`,
  );
});
after(async () => {
  for (const child of children.reverse()) await end(child);
  rmSync(home, { recursive: true, force: true });
});

async function inOrg<Row>(method: string, address: string, body?: object): Promise<Row> {
  const answer = await fetch(`${org}/services/data/v67.0${address}`, {
    method,
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${address}: ${text}`);
  return JSON.parse(text) as Row;
}
async function query<Row>(soql: string): Promise<Row[]> {
  return (await inOrg<{ records: Row[] }>('GET', `/query?q=${encodeURIComponent(soql)}`)).records;
}
async function status(key: string): Promise<Record<string, unknown>> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(`${sync}/v1/conversations/${key}`, { headers });
    const body = (await answer.json()) as Record<string, unknown>;
    if (['synced', 'failed', 'parked'].includes(String(body.status))) return body;
    await sleep(50);
  }
  return assert.fail(`${key} is not dealt with`);
}
async function receipt(key: string): Promise<{ outcome: string; history: unknown[] }> {
  const answer = await fetch(`${sync}/v1/conversations/${key}/receipt`, { headers });
  return (await answer.json()) as { outcome: string; history: unknown[] };
}
async function post(address: string, body: unknown): Promise<void> {
  const answer = await fetch(sync + address, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 202, await answer.text());
}

test('a meeting lands in the org once, linked to its person and deal, and a second copy writes nothing', async () => {
  const account = await inOrg<{ id: string }>('POST', '/sobjects/Account', { Name: 'Calder Works' });
  const contact = await inOrg<{ id: string }>('POST', '/sobjects/Contact', {
    LastName: 'Roe',
    Email: 'jane.roe@calder.example',
    AccountId: account.id,
  });
  const deal = await inOrg<{ id: string }>('POST', '/sobjects/Opportunity', {
    Name: 'Calder renewal',
    AccountId: account.id,
    StageName: 'Prospecting',
    CloseDate: '2099-01-31',
  });
  await inOrg('POST', '/sobjects/OpportunityContactRole', {
    OpportunityId: deal.id,
    ContactId: contact.id,
    Role: 'Decision Maker',
  });
  // the deal exists only since now, so the meeting is one that begins now
  const startedAt = new Date(Date.now() + 60_000).toISOString();
  const meeting = {
    source: 'test',
    sourceId: 'calder-1',
    kind: 'meeting',
    title: 'Calder renewal',
    startedAt,
    durationSec: 1800,
    owner: { email: 'paul@sealight.example' },
    parties: [
      { role: 'ours', name: 'Paul Marchand', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Jane Roe', email: 'jane.roe@calder.example' },
    ],
    summary: 'They renew for two years.',
    highlights: [{ text: 'We will sign', startMs: 61_000 }],
  };
  await post('/v1/conversations', meeting);
  const state = await status('test:calder-1');
  assert.equal(state.status, 'synced', JSON.stringify(state));
  assert.equal(state.contactId, contact.id);
  assert.equal(state.opportunityId, deal.id, JSON.stringify(state.match));

  const rows = () =>
    query<Record<string, unknown>>(
      "SELECT Id, Summary__c, Opportunity__c, Activity_Id__c, SystemModstamp FROM Conversation__c WHERE Key__c = 'test:calder-1'",
    );
  const [row, ...others] = await rows();
  assert.equal(others.length, 0);
  assert.equal(row?.Id, state.conversationId);
  assert.equal(row?.Opportunity__c, deal.id);
  assert.equal(row.Summary__c, 'They renew for two years.');
  assert.equal((await query(`SELECT Id FROM Event WHERE WhatId = '${deal.id}'`)).length, 1);

  await post('/v1/conversations', meeting);
  while ((await receipt('test:calder-1')).history.length === 0) await sleep(50);
  assert.equal((await receipt('test:calder-1')).outcome, 'unchanged');
  // and when the org is asked in earnest, it too finds nothing to change
  await post('/v1/conversations/test:calder-1/resync', {});
  while ((await receipt('test:calder-1')).history.length === 1) await sleep(50);
  assert.equal((await receipt('test:calder-1')).outcome, 'unchanged');
  assert.equal((await rows())[0]?.SystemModstamp, row.SystemModstamp);
});

test('Aircall’s events, last first, end as one Task and one conversation', async () => {
  for (const event of aircallEvents(7001, 'token-of-aircall').reverse()) await post('/v1/webhooks/aircall/demo', event);
  for (let tries = 0; (await status('aircall:7001')).status !== 'synced' && tries < 100; tries += 1) await sleep(50);
  const state = await status('aircall:7001');
  assert.equal(state.status, 'synced', JSON.stringify(state));
  const [conversation] = await query<Record<string, unknown>>(
    "SELECT Id, Kind__c, Summary__c, Topics__c, Activity_Id__c, (SELECT Id, Type__c, Text__c FROM Conversation_Moments__r) FROM Conversation__c WHERE Key__c = 'aircall:7001'",
  );
  assert.equal(conversation?.Kind__c, 'Call');
  assert.equal(conversation.Summary__c, 'They want an offer.');
  assert.equal(conversation.Topics__c, 'Pricing; Renewal');
  assert.match(String(conversation.Activity_Id__c), /^00T/);
  const tasks = await query<{ Id: string; Description: string }>(
    "SELECT Id, Description FROM Task WHERE Conversation_Key__c = 'aircall:7001'",
  );
  assert.deepEqual(
    tasks.map(({ Id }) => Id),
    [conversation.Activity_Id__c],
  );
  assert.match(tasks[0]?.Description ?? '', /Wants the offer by Friday/);
});

test('while the org is down conversations are taken, parked with the reason, and go on by themselves when it is back', async () => {
  await end(orgProcess);
  const startedAt = '2026-11-18T10:00:00Z';
  await post('/v1/conversations', {
    source: 'test',
    sourceId: 'patient',
    kind: 'meeting',
    title: 'Patient',
    startedAt,
  });
  const parked = await status('test:patient');
  assert.equal(parked.status, 'parked');
  assert.match(String(parked.error), /The org did not answer/);
  orgProcess = await start('local-org/main.ts', { LOCAL_ORG_PORT: orgPort }, `${org}/services/data`);
  while ((await status('test:patient')).status !== 'synced') await sleep(200);
  assert.equal((await status('test:patient')).error, null);
  assert.equal((await query("SELECT Id FROM Conversation__c WHERE Key__c = 'test:patient'")).length, 1);
});
