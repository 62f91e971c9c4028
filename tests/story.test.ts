/** The story of the samples: what the org has seen over the weeks, also when the first start is cut off in its middle. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { readExpected, readSamples } from '../samples/load.ts';
import type { DemoFile } from '../scripts/demo.ts';
import { freePort, newHome, TestDemo } from './demo.ts';

const root = path.resolve(import.meta.dirname, '..');
const MIDDLE = 14;

function demoFile(home: string): Partial<DemoFile> {
  const file = path.join(home, 'demo.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoFile>) : {};
}

/** `npm start` over a home, killed with all it has started once the story has come to its middle. */
async function startAndKill(home: string): Promise<void> {
  const start = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DEBRIEF_HOME: home,
      LOCAL_ORG_PORT: String(await freePort()),
      SYNC_PORT: String(await freePort()),
    },
    detached: true,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => start.once('exit', resolve));
  try {
    while ((demoFile(home).samplesPlayed ?? 0) < MIDDLE) {
      assert.equal(start.exitCode, null, 'npm start ended by itself');
      await sleep(10);
    }
  } finally {
    if (start.pid !== undefined) process.kill(-start.pid, 'SIGKILL');
    await ended;
  }
}

let demo: TestDemo;
let samples: ReturnType<typeof readSamples>;
before(async () => {
  const home = newHome();
  await startAndKill(home);
  const { samplesPlayed = 0, samplesLoadedAt = '' } = demoFile(home);
  samples = readSamples(new Date(samplesLoadedAt));
  assert.ok(samplesPlayed < samples.story.length, `${samplesPlayed} steps were played before the kill`);
  demo = await TestDemo.start({ home });
});
after(() => demo.stop());

test('each conversation keeps the deal as it stood then, and the deals end where the story ends', async () => {
  const deals = new Map(
    samples.records
      .filter(({ attributes }) => attributes.type === 'Opportunity')
      .map(({ attributes, ...fields }) => [attributes.referenceId, fields as Record<string, unknown>]),
  );
  const expected = new Map(
    Object.entries(readExpected()).map(([key, { file, opportunity }]) => [file, { key, opportunity }]),
  );
  const then: [key: string, stage: unknown, amount: unknown, closeDate: unknown][] = [];
  for (const step of samples.story)
    if ('change' in step) deals.set(step.change, { ...deals.get(step.change), ...step.to });
    else if ('post' in step) {
      const { key = '', opportunity } = expected.get(step.post) ?? {};
      const deal = opportunity ? deals.get(opportunity) : undefined;
      then.push([key, deal?.StageName ?? null, deal?.Amount ?? null, deal?.CloseDate ?? null]);
    }

  const conversations = await demo.query(
    'SELECT Id, Key__c, Stage_Then__c, Amount_Then__c, Close_Date_Then__c FROM Conversation__c ORDER BY Started_At__c',
  );
  assert.deepEqual(
    conversations.map((row) => [row.Key__c, row.Stage_Then__c, row.Amount_Then__c, row.Close_Date_Then__c]),
    then,
  );
  for (const deal of deals.values()) {
    const row = await demo.one(
      `SELECT Id, StageName, Amount, CloseDate, NextStep FROM Opportunity WHERE Name = '${String(deal.Name)}'`,
    );
    const { StageName, Amount, CloseDate, NextStep = null } = deal;
    assert.deepEqual(
      [row.StageName, row.Amount, row.CloseDate, row.NextStep],
      [StageName, Amount, CloseDate, NextStep],
    );
  }
});

test('what was kept is ticked, and nothing else', async () => {
  const told = samples.story.flatMap((step) => ('done' in step ? step.done : []));
  const ticked = await demo.query('SELECT Id, Text__c FROM Conversation_Moment__c WHERE Done__c = true');
  assert.deepEqual(ticked.map((row) => row.Text__c).sort(), told.sort());
});

test('started again, it plays nothing twice: what people have changed since stays', async () => {
  const deal = await demo.one("SELECT Id FROM Opportunity WHERE Name = 'Halvorsen Marine – Fleet telemetry'");
  await demo.org('PATCH', `/sobjects/Opportunity/${deal.Id}`, { StageName: 'Perception Analysis' });
  const [item] = await demo.query('SELECT Id FROM Conversation_Moment__c WHERE Done__c = true LIMIT 1');
  await demo.org('PATCH', `/sobjects/Conversation_Moment__c/${item?.Id ?? ''}`, { Done__c: false });
  const everything = async () =>
    Promise.all(
      ['Opportunity', 'Conversation__c', 'Conversation_Moment__c', 'Event', 'Task', 'Contact'].map((object) =>
        demo.query(`SELECT Id, SystemModstamp FROM ${object} ORDER BY Id`),
      ),
    );
  const left = await everything();
  await demo.restart();
  assert.deepEqual(await everything(), left);
  assert.equal(demo.conversations.length, Object.keys(readExpected()).length);
  assert.ok(demo.conversations.every(({ status }) => status === 'synced'));
});
