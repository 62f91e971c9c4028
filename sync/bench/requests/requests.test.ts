/** What the benchmark counts, on a small scale: few requests, and nothing missing or doubled for it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engine } from '../../src/jobs/engine.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { connectOrg } from '../../src/org/connect.ts';
import type { Org } from '../../src/org/types.ts';
import { DEFAULT_SETTINGS } from '../../src/plan/settings.ts';
import { benchOrg, type BenchOrg } from './bench-org.ts';
import { batches } from './hour.ts';
import { makeWorld } from './world.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const settings = { ...DEFAULT_SETTINGS, writing: 'on' as const };
const world = makeWorld(178, 3);
const many = world.conversations.slice(0, 160);
const few = world.conversations.slice(160);

let local: BenchOrg;
let org: Org;
before(async () => {
  local = await benchOrg(world);
  org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken });
});
after(() => local.stop());

async function plansOf(conversations: Conversation[]) {
  const planOf = engine.planner(await org.snapshot(conversations, settings.match), settings, NOW);
  return conversations.map((conversation) => planOf(conversation));
}

test('a batch of 160 takes four requests to read, the first time, and three to write 2,560 records', async () => {
  const before = await local.used();
  const receipts = await org.apply(await plansOf(many), NOW);
  assert.equal((await local.used()) - before, 7);
  assert.ok(receipts.every(({ outcome }) => outcome === 'written'));
  assert.ok(receipts.every(({ entries }) => entries.length === 16 && entries.every(({ id }) => id)));
  const counts = [await local.count('Conversation_Moment__c'), await local.count('Conversation_Suggestion__c')];
  assert.deepEqual(counts, [1280, 320]);
});

test('every conversation names its own activity, created beside it or there before', async () => {
  const rows = await local.query(
    'SELECT Key__c, Activity_Id__c FROM Conversation__c WHERE Activity_Id__c != null ORDER BY Key__c',
  );
  const activities = [
    ...(await local.query('SELECT Id, Conversation_Key__c FROM Event')),
    ...(await local.query('SELECT Id, Conversation_Key__c FROM Task')),
  ];
  const keyOf = new Map(activities.map(({ Id, Conversation_Key__c }) => [Id, Conversation_Key__c]));
  assert.equal(rows.length, 160);
  for (const { Key__c, Activity_Id__c } of rows) assert.equal(keyOf.get(Activity_Id__c), Key__c);
});

test('more rows than a page are all read: the same again is no write', async () => {
  const snapshot = await org.snapshot(many, settings.match);
  assert.deepEqual(
    [snapshot.conversations, snapshot.moments, snapshot.participants, snapshot.suggestions].map(({ length }) => length),
    [160, 1280, 640, 320],
  );
  assert.ok((await plansOf(many)).every(({ writes }) => writes.length === 0));
});

test('a minute’s batch of known reps takes three requests, reads and writes', async () => {
  const before = await local.used();
  const receipts = await org.apply(await plansOf(few), NOW);
  assert.equal((await local.used()) - before, 3);
  assert.ok(receipts.every(({ outcome }) => outcome === 'written'));
});

test('the batches of an hour have every conversation once, in order', async () => {
  const sent: number[] = [];
  const items = Array.from({ length: 1000 }, (_, n) => n);
  const count = await batches(
    items,
    items.map((n) => n * 3600),
    (batch) => Promise.resolve(void sent.push(...batch)),
  );
  assert.deepEqual(sent, items);
  assert.ok(count <= 66, `${count}`);
});
