/**
 * Requests to the org: a thousand conversations in a backfill and over an hour, ten thousand by Bulk API 2.0, and the
 * same writes record by record. Counted by the org itself.
 */
import { engine } from '../src/jobs/engine.ts';
import type { Conversation } from '../src/conversation/conversation.ts';
import { connectOrg } from '../src/org/connect.ts';
import type { Org } from '../src/org/types.ts';
import { DEFAULT_SETTINGS, type TenantSettings } from '../src/plan/settings.ts';
import type { Plan, Receipt } from '../src/plan/types.ts';
import { benchOrg, type BenchOrg } from './requests/bench-org.ts';
import { batches } from './requests/hour.ts';
import { writeOneByOne } from './requests/one-by-one.ts';
import { makeWorld, type World } from './requests/world.ts';
import type { Bench, Figure } from './types.ts';

const SEED = 20_261_120;
const THOUSAND = 1000;
const TEN_THOUSAND = 10_000;
const A_BATCH = 200;
const HOUR_MS = 3_600_000;
const NOW = '2026-11-20T10:00:00.000Z';
const SETTINGS: TenantSettings = { ...DEFAULT_SETTINGS, writing: 'on' };

async function plansOf(org: Org, conversations: Conversation[]): Promise<Plan[]> {
  const planOf = engine.planner(await org.snapshot(conversations, SETTINGS.match), SETTINGS, NOW);
  return conversations.map((conversation) => planOf(conversation));
}

function check(receipts: Receipt[]): void {
  const wrong = receipts.find(({ outcome }) => outcome !== 'written');
  if (!wrong) return;
  const fault = wrong.entries.find(({ error }) => error);
  throw new Error(`${wrong.key} is ${wrong.outcome}: ${fault?.object} ${fault?.error?.message}`);
}

/** What has to stand in the org afterwards: figures of a run that wrote something else mean nothing. */
async function checkOrg(local: BenchOrg, world: World): Promise<void> {
  const count = world.conversations.length;
  const must = {
    ...{ Conversation__c: count, Conversation_Moment__c: 8 * count, Conversation_Participant__c: 4 * count },
    Conversation_Suggestion__c: 2 * count,
  };
  for (const [object, records] of Object.entries(must)) {
    const found = await local.count(object);
    if (found !== records) throw new Error(`There are ${found} ${object}, and there should be ${records}.`);
  }
  const activities = (await local.count('Event')) + (await local.count('Task'));
  if (activities !== count) throw new Error(`There are ${activities} activities for ${count} conversations.`);
}

interface Run {
  requests: number;
  seconds: number;
}

/** Fills an org, does the work with it and counts. */
async function run(world: World, work: (org: Org, local: BenchOrg) => Promise<void>): Promise<Run> {
  const local = await benchOrg(world);
  try {
    const org = connectOrg({ instanceUrl: local.url, accessToken: local.integrationToken });
    const before = await local.used();
    const start = performance.now();
    await work(org, local);
    const seconds = (performance.now() - start) / 1000;
    const requests = (await local.used()) - before;
    if (org.requests > requests) throw new Error(`The org counts ${requests} requests, and we sent ${org.requests}.`);
    await checkOrg(local, world);
    return { requests, seconds };
  } finally {
    await local.stop();
  }
}

function inBatches<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

function backfill(world: World): Promise<Run> {
  return run(world, async (org) => {
    for (const batch of inBatches(world.conversations, A_BATCH)) check(await org.apply(await plansOf(org, batch), NOW));
  });
}

async function anHour(world: World): Promise<Run & { batches: number }> {
  const arrivals = world.conversations.map((_, at) => (at * HOUR_MS) / world.conversations.length);
  let count = 0;
  const result = await run(world, async (org) => {
    count = await batches(world.conversations, arrivals, async (batch) =>
      check(await org.apply(await plansOf(org, batch), NOW)),
    );
  });
  return { ...result, batches: count };
}

interface BulkRun extends Run {
  /** Of `requests`, those that read. */
  reading: number;
  jobs: number;
  /** Seconds until everything was planned. */
  planned: number;
}

async function byBulk(world: World): Promise<BulkRun> {
  const jobs = new Set<string>();
  let reading = 0;
  let planned = 0;
  const result = await run(world, async (org) => {
    const start = performance.now();
    const plans = await plansOf(org, world.conversations);
    planned = (performance.now() - start) / 1000;
    reading = org.requests;
    check(await org.applyBulk(plans, NOW, { onProgress: ({ id }) => void jobs.add(id) }));
  });
  return { ...result, reading, planned, jobs: jobs.size };
}

async function oneByOne(world: World): Promise<Run> {
  let reading = 0;
  let written = 0;
  const result = await run(world, async (org, local) => {
    const plans: Plan[] = [];
    for (const batch of inBatches(world.conversations, A_BATCH)) plans.push(...(await plansOf(org, batch)));
    reading = org.requests;
    written = await writeOneByOne(local, plans);
  });
  const requests = result.requests - reading;
  if (requests !== written) throw new Error(`The org counts ${requests} requests for ${written} records.`);
  return { ...result, requests };
}

export async function requests(): Promise<Bench> {
  const thousand = makeWorld(THOUSAND, SEED);
  const filled = await backfill(thousand);
  const hour = await anHour(thousand);
  const bulk = await byBulk(makeWorld(TEN_THOUSAND, SEED));
  const single = await oneByOne(thousand);
  const yardstick = { what: 'record by record with jsforce', value: single.requests };
  const seconds = (what: string, value: number): Figure => ({ what, value: Math.round(value * 10) / 10, unit: 's' });
  return {
    name: 'requests',
    figures: [
      {
        ...{ what: '1,000 conversations in a backfill', value: filled.requests, unit: 'requests' },
        ...{ must: { atMost: 40 }, yardstick },
      },
      {
        ...{ what: '1,000 conversations over an hour', value: hour.requests, unit: 'requests' },
        ...{ must: { atMost: 200 }, yardstick },
      },
      {
        ...{ what: '10,000 conversations by Bulk API 2.0', value: bulk.requests, unit: 'requests' },
        ...{ must: { atMost: 150 }, yardstick: { ...yardstick, value: single.requests * (TEN_THOUSAND / THOUSAND) } },
      },
      { what: 'of these, to read', value: bulk.reading, unit: 'requests' },
      { what: 'Bulk API 2.0 jobs', value: bulk.jobs, unit: 'jobs' },
      { what: 'batches in that hour', value: hour.batches, unit: 'batches' },
      seconds('time of the backfill', filled.seconds),
      seconds('time of the hour’s work', hour.seconds),
      seconds('time to read and plan 10,000', bulk.planned),
      seconds('time of the 10,000', bulk.seconds),
      seconds('time of 1,000 record by record', single.seconds),
    ],
    notes: [
      'Counted by the org’s own usage of the day, reads and describe included; the records are counted in the org afterwards.',
      'Record by record is measured with 1,000 conversations, without any reads; beside 10,000 stands ten times that.',
    ],
  };
}

if (process.argv[1] === import.meta.filename) {
  const bench = await requests();
  console.log(process.argv.includes('--json') ? JSON.stringify(bench) : bench);
}
