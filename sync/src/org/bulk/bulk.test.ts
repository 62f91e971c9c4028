import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Conversation, type Conversation as ConversationData } from '../../conversation/conversation.ts';
import { indexSnapshot, match } from '../../match/match.ts';
import { plan } from '../../plan/plan.ts';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import type { Plan } from '../../plan/types.ts';
import { connectOrg } from '../connect.ts';
import { OrgHttp } from '../http.ts';
import { runLocalOrg, type RunningOrg } from '../testing/run-local-org.ts';
import type { Org } from '../types.ts';
import { awaitJob, createJob, startJob } from './ingest.ts';

const settings = { ...DEFAULT_SETTINGS, writing: 'on' as const };
const NOW = '2026-11-20T10:00:00.000Z';
/** Time that passes as fast as it is asked to: a job of the local org is done after a few answers. */
const wire = { sleep: () => Promise.resolve() };

let local: RunningOrg;
let org: Org;
let existing: string;
before(async () => {
  local = await runLocalOrg();
  org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken }, wire);
  existing = await local.create('Event', {
    ...{ Subject: 'Demo', StartDateTime: '2026-11-17T14:00:00.000Z', EndDateTime: '2026-11-17T14:40:00.000Z' },
    OwnerId: local.users.paul,
    Conversation_Key__c: 'bulk:0',
  });
});
after(() => local.stop());

function conversation(n: number, more: object = {}): ConversationData {
  return Conversation.parse({
    ...{ source: 'bulk', sourceId: String(n), kind: n % 2 === 0 ? 'meeting' : 'call', title: `Demo "${n}",\nagain` },
    ...{ startedAt: new Date(Date.parse('2026-11-17T14:00:00Z') - n * 86_400_000).toISOString(), durationSec: 2400 },
    owner: { email: 'paul@sealight.example' },
    parties: [
      { role: 'ours', name: 'Paul', email: 'paul@sealight.example' },
      { role: 'theirs', name: 'Astrid' },
    ],
    highlights: [{ text: `Twelve hulls, ${n}`, startMs: 1000 }],
    ...more,
  });
}

async function plansOf(conversations: ConversationData[]): Promise<Plan[]> {
  const index = indexSnapshot(await org.snapshot(conversations, settings.match));
  return conversations.map((each) =>
    plan({ conversation: each, match: match(each, index, settings.match), index, settings, now: NOW }),
  );
}

const many = Array.from({ length: 12 }, (_, n) => conversation(n));
const count = async (object: string, where: string) =>
  (await local.query(`SELECT Id FROM ${object} WHERE ${where}`)).length;

test('plans become records, activities first, and receipts say what each became', async () => {
  const told: { id: string; object: string; state: string }[] = [];
  const receipts = await org.applyBulk(await plansOf(many), NOW, {
    worthAJob: 1,
    onProgress: ({ id, object, state }) => void told.push({ id, object, state }),
  });
  assert.deepEqual([...new Set(receipts.map(({ outcome }) => outcome))], ['written']);
  assert.ok(receipts.every(({ entries }) => entries.every(({ id, outcome }) => id && outcome === 'written')));
  assert.equal(receipts[0]?.activityId, existing);

  const rows = await local.query(
    "SELECT Key__c, Title__c, Activity_Id__c, (SELECT Text__c FROM Conversation_Moments__r), (SELECT Name FROM Conversation_Participants__r) FROM Conversation__c WHERE Key__c LIKE 'bulk:%'",
  );
  assert.equal(rows.length, 12);
  for (const row of rows) {
    const receipt = receipts.find(({ key }) => key === row.Key__c);
    assert.equal(row.Activity_Id__c, receipt?.activityId);
    assert.equal((row.Conversation_Moments__r as { totalSize: number }).totalSize, 1);
    assert.equal((row.Conversation_Participants__r as { totalSize: number }).totalSize, 2);
  }
  // a job is told of before it has data, and to its end
  const objects = [...new Set(told.map(({ object }) => object))];
  assert.deepEqual(objects.slice(-3), ['Conversation__c', 'Conversation_Moment__c', 'Conversation_Participant__c']);
  for (const id of new Set(told.map((each) => each.id))) {
    const states = told.filter((each) => each.id === id).map(({ state }) => state);
    assert.deepEqual([states[0], states.at(-1)], ['Open', 'JobComplete']);
  }
});

test('the same again is no write, and a change clears and changes what it says', async () => {
  assert.ok((await plansOf(many)).every(({ writes }) => writes.length === 0));
  const changed = many.map((each) => ({ ...each, summary: 'They decide in May.', highlights: [] }));
  const receipts = await org.applyBulk(await plansOf(changed), NOW, { worthAJob: 1 });
  assert.ok(receipts.every(({ outcome }) => outcome === 'written'));
  assert.equal(await count('Conversation_Moment__c', "Key__c LIKE 'bulk:%'"), 0);
  assert.equal(await count('Conversation__c', "Key__c LIKE 'bulk:%'"), 12);
});

test('a run that ended between upload and results is settled, and its repetition doubles nothing', async () => {
  const late = Array.from({ length: 6 }, (_, n) => conversation(100 + n));
  const plans = await plansOf(late);
  const ids: string[] = [];
  const crash = new Error('the process ends here');
  await assert.rejects(
    org.applyBulk(plans, NOW, {
      worthAJob: 1,
      onProgress: ({ id, object, state }) => {
        if (!ids.includes(id)) ids.push(id);
        if (object === 'Conversation__c' && state !== 'Open') throw crash;
      },
    }),
    crash,
  );
  // one that was made and never filled
  const http = new OrgHttp({ instanceUrl: local.url, accessToken: local.integrationToken }, wire);
  const empty = await createJob(http, { object: 'Conversation__c', operation: 'upsert', keyField: 'Key__c' });
  await org.settleBulk([...ids, empty.id, '750DB0000000000AAA']);
  assert.equal((await awaitJob(http, empty.id)).state, 'Aborted');

  const receipts = await org.applyBulk(await plansOf(late), NOW, { worthAJob: 1 });
  assert.ok(receipts.every(({ outcome }) => outcome === 'written'));
  assert.equal(await count('Conversation__c', "Key__c LIKE 'bulk:10_'"), 6);
  assert.equal(await count('Conversation_Moment__c', "Conversation__r.Key__c LIKE 'bulk:10_'"), 6);
  const activities = [
    await count('Event', "Conversation_Key__c LIKE 'bulk:10_'"),
    await count('Task', "Conversation_Key__c LIKE 'bulk:10_'"),
  ];
  assert.deepEqual(activities, [3, 3]);
  assert.ok((await plansOf(late)).every(({ writes }) => writes.length === 0));
});

test('what the org refuses stands on its own receipt in the org’s words; the others are written', async () => {
  const some = Array.from({ length: 4 }, (_, n) => conversation(200 + n));
  const plans = await plansOf(some);
  for (const write of plans[1]?.writes ?? [])
    if (write.object === 'Task')
      write.fields.push({ field: 'WhoId', before: null, after: local.users.paul ?? '', rule: 'test' });
  const receipts = await org.applyBulk(plans, NOW, { worthAJob: 1 });
  assert.deepEqual(
    receipts.map(({ outcome }) => outcome),
    ['written', 'failed', 'written', 'written'],
  );
  const refused = receipts[1]?.entries.find(({ object }) => object === 'Task');
  assert.equal(refused?.error?.code, 'FIELD_INTEGRITY_EXCEPTION');
  const [row] = await local.query("SELECT Last_Error__c FROM Conversation__c WHERE Key__c = 'bulk:201'");
  assert.ok(String(row?.Last_Error__c).includes(refused?.error?.message ?? '?'));
});

test('few records of a kind go by composite requests', async () => {
  const start = org.requests;
  const receipts = await org.applyBulk(await plansOf([conversation(300)]), NOW);
  assert.equal(receipts[0]?.outcome, 'written');
  assert.ok(org.requests - start <= 8, `${org.requests - start}`);
});

test('a job whose upload is refused is aborted', async () => {
  const http = new OrgHttp({ instanceUrl: local.url, accessToken: local.integrationToken }, wire);
  const job = await createJob(http, { object: 'Conversation__c', operation: 'upsert', keyField: 'Key__c' });
  await assert.rejects(startJob(http, job.id, ''), { code: 'CLIENTINPUTERROR' });
  assert.equal((await awaitJob(http, job.id)).state, 'Aborted');
});
