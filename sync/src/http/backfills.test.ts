import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { standIn } from '../intake/testing/stand-in.ts';
import { DEFAULT_SETTINGS } from '../plan/settings.ts';
import { updateBackfill } from '../store/backfills.ts';
import { conversations } from '../store/schema.ts';
import { saveSettings } from '../store/settings.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

interface Backfill {
  id: string;
  state: string;
  total: number;
  done: number;
  failed: number;
  left: number;
  requestsUsed: number;
  message: string | null;
}

const started: TestService[] = [];
async function start(...given: Parameters<typeof startTestService>): Promise<TestService> {
  const service = await startTestService(...given);
  started.push(service);
  return service;
}
test.afterEach(async () => {
  for (const service of started.splice(0).reverse()) await service.stop();
});

const october = (day: number) => `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`;

async function post(service: TestService, ids: string[], startedAt: string): Promise<void> {
  const items = ids.map((id) => conversation(id, { startedAt, endedAt: undefined }));
  assert.equal((await service.call('POST', '/v1/conversations', items)).status, 202);
  await service.untilAll(
    ids.map((id) => `test:${id}`),
    'synced',
  );
}

async function write(service: TestService, writing: 'off' | 'on'): Promise<void> {
  const { settings } = service.service.context.tenants.get('demo') ?? { settings: DEFAULT_SETTINGS };
  await saveSettings(service.service.context.db, 'demo', { ...settings, writing });
}

async function backfill(service: TestService, wish: object): Promise<string> {
  const { status, body } = await service.call<{ id: string }>('POST', '/v1/backfills', wish);
  assert.equal(status, 202, JSON.stringify(body));
  return body.id;
}
const show = async (service: TestService, id: string) =>
  (await service.call<Backfill>('GET', `/v1/backfills/${id}`)).body;

async function until(service: TestService, id: string, holds: (now: Backfill) => boolean): Promise<Backfill> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const now = await show(service, id);
    if (holds(now)) return now;
    await sleep(10);
  }
  return assert.fail(`backfill ${id}: ${JSON.stringify(await show(service, id))}`);
}
const outcome = async (service: TestService, id: string) =>
  (await service.call('GET', `/v1/conversations/test:${id}/receipt`)).body.outcome;
const month = { from: '2026-10-01', to: '2026-11-01' };

test('what was only planned in a month is written once writing is on, and nothing beside it is touched', async () => {
  const service = await start({ DEBRIEF_WRITING: 'off' });
  await post(service, ['a', 'b', 'c'], october(5));
  await post(service, ['september'], '2026-09-30T23:59:59Z');
  await post(service, ['november'], '2026-11-01T00:00:00Z');
  service.org.held.clear();
  await write(service, 'on');
  const id = await backfill(service, month);
  const done = await until(service, id, ({ state }) => state === 'done');
  assert.deepEqual([done.total, done.done, done.failed, done.left], [3, 3, 0, 0]);
  assert.equal(done.requestsUsed, 2);
  for (const each of ['a', 'b', 'c']) assert.equal(await outcome(service, each), 'written');
  for (const each of ['september', 'november']) assert.equal(await outcome(service, each), 'planned');
  assert.deepEqual(service.org.applied.at(-1)?.toSorted(), ['test:a', 'test:b', 'test:c']);
  const { body } = await service.call<{ backfills: Backfill[] }>('GET', '/v1/backfills');
  assert.deepEqual(body.backfills, [done]);
});

test('what the org refuses is counted, and the rest goes on', async () => {
  const service = await start();
  await post(service, ['a', 'b'], october(5));
  service.org.refused.set('test:b', 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
  const id = await backfill(service, month);
  const done = await until(service, id, ({ state }) => state === 'done');
  assert.deepEqual([done.done, done.failed], [1, 1]);
});

test('a process that ends in the middle leaves a backfill that the next one finishes', async () => {
  const first = await start();
  const ids = Array.from({ length: 450 }, (_, at) => `n${at}`);
  await post(first, ids, october(7));
  const { home } = first;
  const applied = first.org.applied.length;
  // the process ends while its first step is being written
  let open: () => void = () => undefined;
  first.org.gate = new Promise((resolve) => (open = resolve));
  const id = await backfill(first, month);
  while (first.org.applied.length === applied) await sleep(5);
  const stopped = first.service.stop();
  await sleep(50);
  open();
  await stopped;

  const second = await start({}, { home, org: first.org });
  const done = await until(second, id, ({ state }) => state === 'done');
  assert.deepEqual([done.total, done.done, done.failed], [450, 450, 0]);
});

test('live traffic overtakes a backfill between two steps of its batch', async () => {
  const service = await start();
  const ids = Array.from({ length: 450 }, (_, at) => `n${at}`);
  await post(service, ids, october(7));
  const applied = service.org.applied.length;
  let open: () => void = () => undefined;
  service.org.gate = new Promise((resolve) => (open = resolve));
  const id = await backfill(service, month);
  while (service.org.applied.length === applied) await sleep(5);
  await service.call('POST', '/v1/conversations', conversation('today'));
  open();
  await until(service, id, ({ state }) => state === 'done');
  const steps = service.org.applied.slice(applied);
  assert.deepEqual(
    steps.map((keys) => keys.length),
    [200, 1, 200, 50],
  );
  assert.deepEqual(steps[1], ['test:today']);
});

test('a backfill of very many goes by bulk jobs, beside which live traffic is written', async () => {
  const service = await start();
  service.service.context.filling = { batch: 1000, bulkFrom: 5, bulkBatch: 4 };
  await post(service, ['a', 'b', 'c', 'd', 'e', 'f'], october(5));
  const applied = service.org.applied.length;
  // something comes in once the org has a job
  const applyBulk = service.org.applyBulk.bind(service.org);
  service.org.applyBulk = async (...given) => {
    if (service.org.bulks.length === 0) await service.call('POST', '/v1/conversations', conversation('today'));
    return applyBulk(...given);
  };
  const id = await backfill(service, month);
  const done = await until(service, id, ({ state }) => state === 'done');
  assert.deepEqual([done.done, done.failed], [6, 0]);
  assert.deepEqual(service.org.bulks, [4, 2]);
  assert.deepEqual(service.org.applied[applied], ['test:today']);
  assert.equal(await outcome(service, 'today'), 'written');
});

test('bulk jobs of a run that ended early are settled before the org is read again', async () => {
  const service = await start();
  const { context } = service.service;
  context.filling = { batch: 1000, bulkFrom: 1, bulkBatch: 100 };
  await post(service, ['a', 'b'], october(5));
  await service.call('POST', '/v1/pause');
  await service.until('test:a', 'synced');
  const id = await backfill(service, month);
  await updateBackfill(context.db, Number(id), { cursor: JSON.stringify(['750000000000009AAA']) });
  await service.call('POST', '/v1/resume');
  await until(service, id, ({ state }) => state === 'done');
  assert.deepEqual(service.org.settled, ['750000000000009AAA']);
});

test('a backfill leaves more of the day’s requests than live traffic, and says what it waits for', async () => {
  const service = await start();
  service.org.maxRequests = 1000;
  await post(service, ['a'], october(5));
  service.org.usedByOthers = 600;
  await post(service, ['live'], '2026-11-20T10:00:00Z');
  const id = await backfill(service, month);
  const waits = await until(service, id, ({ message }) => message !== null);
  assert.match(String(waits.message), /of 1,000 daily API requests.*leaves 45 % to live traffic/);
  assert.equal(waits.left, 1);
  // live traffic goes on
  await post(service, ['live-too'], '2026-11-20T10:00:00Z');
});

test('a cancelled backfill leaves what it had not come to as it was, and goes on when it is resumed', async () => {
  const service = await start();
  await post(service, ['a', 'b'], october(5));
  await service.call('POST', '/v1/pause');
  const id = await backfill(service, month);
  await service.call('POST', '/v1/resume');
  await until(service, id, ({ state }) => state === 'done');
  assert.equal((await service.call('POST', `/v1/backfills/${id}/cancel`)).status, 409);

  service.org.maxRequests = 1000;
  service.org.usedByOthers = 600;
  await service.call('POST', '/v1/conversations', conversation('reads-usage'));
  await service.until('test:reads-usage', 'synced');
  const next = await backfill(service, month);
  await until(service, next, ({ message }) => message !== null);
  const { body } = await service.call<Backfill>('POST', `/v1/backfills/${next}/cancel`);
  assert.deepEqual([body.state, body.done, body.left], ['cancelled', 0, 2]);
  for (const each of ['a', 'b']) await service.until(`test:${each}`, 'synced');
  const { db } = service.service.context;
  const open = await db.select().from(conversations).where(eq(conversations.lane, 'backfill'));
  assert.deepEqual(open, []);

  service.org.usedByOthers = 0;
  await service.call('POST', '/v1/conversations', conversation('reads-usage-again'));
  await service.until('test:reads-usage-again', 'synced');
  assert.equal((await service.call('POST', `/v1/backfills/${next}/resume`)).status, 200);
  const done = await until(service, next, ({ state }) => state === 'done');
  assert.equal(done.done, 2);
});

/** Gong with two pages of two calls each, one of which cannot be read. */
function gong(perhaps: (cursor: unknown, count: number) => { status: number } | undefined): ReturnType<typeof standIn> {
  const call = (id: string, more: object = {}) => ({
    metaData: { id, title: `Call ${id}`, started: october(9), duration: 600, direction: 'Conference', system: 'Zoom' },
    ...more,
  });
  return standIn(({ path: address, body: { cursor } }, count) => {
    if (address === '/v2/calls/transcript') return { body: { records: {}, callTranscripts: [] } };
    const records = cursor === 'two' ? {} : { cursor: 'two' };
    const calls = cursor === 'two' ? [call('3'), call('4', { parties: 'none' })] : [call('1'), call('2')];
    return perhaps(cursor, count) ?? { body: { requestId: 'r', records, calls } };
  });
}
const access = { GONG_ACCESS_KEY: 'key', GONG_ACCESS_KEY_SECRET: 'secret' };

test('a provider is asked page by page for what it has, and what cannot be read is told and keeps nothing away', async () => {
  const server = await gong(() => undefined);
  try {
    const service = await start({ ...access, GONG_API_URL: server.url });
    // of another provider, and so not this backfill's
    await post(service, ['a'], october(9));
    const id = await backfill(service, { ...month, provider: 'gong' });
    const done = await until(service, id, ({ state }) => state === 'done');
    assert.deepEqual([done.total, done.done, done.failed], [3, 3, 0]);
    for (const each of ['1', '2', '3']) await service.until(`gong:${each}`, 'synced');
    const { body } = await service.call<{ entries: { kind: string; key?: string }[] }>('GET', '/v1/activity?limit=500');
    assert.deepEqual(
      body.entries.filter(({ kind }) => kind === 'rejected').map(({ key }) => key),
      ['gong:4'],
    );
  } finally {
    await server.close();
  }
});

test('a provider that refuses the access ends the backfill with its words; resumed, it goes on at the page it stood at', async () => {
  let refuses = true;
  const server = await gong((cursor) => (cursor === 'two' && refuses ? { status: 401 } : undefined));
  try {
    const service = await start({ ...access, GONG_API_URL: server.url });
    const id = await backfill(service, { ...month, provider: 'gong' });
    const failed = await until(service, id, ({ state }) => state === 'failed');
    assert.match(String(failed.message), /gong refuses the access/);
    refuses = false;
    const asked = server.asked.length;
    assert.equal((await service.call('POST', `/v1/backfills/${id}/resume`)).status, 200);
    await until(service, id, ({ state }) => state === 'done');
    assert.equal(server.asked[asked]?.body.cursor, 'two');
    for (const each of ['1', '2', '3']) await service.until(`gong:${each}`, 'synced');
  } finally {
    await server.close();
  }
});

test('a backfill that makes no sense is refused by the field, and an unknown one is not found', async () => {
  const service = await start();
  const refused = async (wish: object, pointer: string, detail: RegExp) => {
    const { status, body } = await service.call<{ errors: { pointer: string; detail: string }[] }>(
      'POST',
      '/v1/backfills',
      wish,
    );
    assert.equal(status, 422);
    assert.equal(body.errors[0]?.pointer, pointer);
    assert.match(body.errors[0]?.detail ?? '', detail);
  };
  await refused({ from: 'yesterday', to: '2026-11-01' }, '/from', /a day such as/);
  await refused({ from: '2026-11-01', to: '2026-11-01' }, '/to', /after/);
  await refused({ ...month, provider: 'nobody' }, '/provider', /gong/);
  await refused({ ...month, provider: 'gong' }, '/provider', /set GONG_/);
  await refused({ ...month, form: 1 }, '/form', /not known/);
  for (const address of ['/v1/backfills/99', '/v1/backfills/x'])
    assert.equal((await service.call('GET', address)).status, 404);
});
