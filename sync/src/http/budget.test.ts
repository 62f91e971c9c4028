import assert from 'node:assert/strict';
import test from 'node:test';
import { sql } from 'drizzle-orm';
import { rowsOf } from '../store/migrate.ts';
import { saveSending } from '../store/waiting.ts';
import { conversation, startTestService, type TestService } from './testing/service.ts';

type Body = Record<string, unknown>;

async function within(work: (service: TestService) => Promise<void>, environment: Record<string, string> = {}) {
  const service = await startTestService(environment);
  try {
    await work(service);
  } finally {
    await service.stop();
  }
}

const post = (service: TestService, ...ids: string[]) =>
  service.call(
    'POST',
    '/v1/conversations',
    ids.map((id) => conversation(id)),
  );
const budget = async (service: TestService) => (await service.call('GET', '/v1/budget')).body;
const log = async (service: TestService, kind: string) => {
  const { body } = await service.call<{ entries: { kind: string; message: string }[] }>(
    'GET',
    '/v1/activity?limit=500',
  );
  return body.entries.filter((entry) => entry.kind === kind).map(({ message }) => message);
};

test('the reserve is never touched: everything is kept with the reason in figures, and goes on when there is room', () =>
  within(async (service) => {
    service.org.maxRequests = 1000;
    service.org.usedByOthers = 790;
    await post(service, 'a', 'b');
    const parked = await service.until('test:a', 'parked');
    assert.match(String(parked.error), /791 of 1,000 daily API requests.*20 % are left to others/);
    await service.until('test:b', 'parked');
    assert.equal(service.org.snapshots.length, 0);
    const held = await budget(service);
    assert.deepEqual(
      { ...held, readAt: 0, since: 0, nextAskAt: 0, resumesAbout: 0 },
      {
        ...{ used: 791, max: 1000, readAt: 0, reserve: 200, reservePercent: 20, backfillReservePercent: 45 },
        ...{ perHour: 0, lastsHours: null, parked: true, since: 0, nextAskAt: 0, resumesAbout: 0 },
        ...{ paused: false, pausedSince: null, waiting: 2 },
      },
    );
    assert.match((await log(service, 'parked'))[0] ?? '', /791 of 1,000|Everything is kept/);
    // what comes meanwhile is told at once, without asking the org
    const asked = service.org.requests;
    await post(service, 'c');
    await service.until('test:c', 'parked');
    assert.equal(service.org.requests, asked);
    // no room yet: asked, and still parked
    await service.call('POST', '/v1/resume');
    while (service.org.requests === asked) await new Promise((resolve) => setTimeout(resolve, 10));
    assert.equal((await budget(service)).parked, true);

    service.org.usedByOthers = 100;
    await service.call('POST', '/v1/resume');
    for (const id of ['a', 'b', 'c']) await service.until(`test:${id}`, 'synced');
    assert.equal((await budget(service)).parked, false);
    assert.match((await log(service, 'resumed'))[0] ?? '', /of 1,000 daily API requests/);
  }));

test('an org that takes no more requests parks the tenant for every process, and a restart knows it', () =>
  within(async (service) => {
    service.org.maxRequests = 1000;
    await post(service, 'first');
    await service.until('test:first', 'synced');
    // others use them up after the org last said what it counts
    service.org.usedByOthers = 1000;
    await post(service, 'second');
    const { error } = await service.until('test:second', 'parked');
    assert.match(String(error), /daily API requests/);
    while (!(await budget(service)).parked) await new Promise((resolve) => setTimeout(resolve, 10));
    const { home } = service;
    await service.service.stop();
    const again = await startTestService({}, { home, org: service.org });
    try {
      assert.equal((await budget(again)).parked, true);
      const asked = service.org.requests;
      await post(again, 'third');
      await again.until('test:third', 'parked');
      assert.equal(service.org.requests, asked);
      service.org.usedByOthers = 0;
      await again.call('POST', '/v1/resume');
      for (const id of ['second', 'third']) await again.until(`test:${id}`, 'synced');
    } finally {
      await again.service.stop();
    }
  }));

test('a paused tenant asks nothing of the org, and goes on when it is resumed', () =>
  within(async (service) => {
    assert.equal((await service.call<Body>('POST', '/v1/pause')).body.paused, true);
    await post(service, 'a');
    assert.match(String((await service.until('test:a', 'parked')).error), /paused/);
    assert.equal(service.org.requests, 0);
    assert.equal((await service.call<Body>('POST', '/v1/resume')).body.paused, false);
    await service.until('test:a', 'synced');
    assert.equal((await log(service, 'paused')).length, 1);
    assert.equal((await log(service, 'resumed')).length, 1);
  }));

test('metrics tell the reserve and whether it holds anything up', () =>
  within(async (service) => {
    await post(service, 'a');
    await service.until('test:a', 'synced');
    const { body } = await service.call<string>('GET', '/metrics');
    assert.match(body, /debrief_org_api_max\{tenant="demo"\} 100000/);
    assert.match(body, /debrief_org_api_reserve\{tenant="demo"\} 20000/);
    assert.match(body, /debrief_held\{tenant="demo",reason="reserve"\} 0/);
  }));

test('a busy tenant’s conversations wait for each other, an idle one’s do not, and a person’s wish takes all along', () =>
  within(
    async (service) => {
      const { db } = service.service.context;
      await post(service, 'idle');
      await service.until('test:idle', 'synced');
      for (let sent = 0; sent < 5; sent += 1)
        await saveSending(db, 'demo', { lane: 'live', conversations: 1, requests: 2 });
      const before = service.org.applied.length;
      await post(service, 'waits');
      await post(service, 'waits-too');
      // it has been looked at once the next look stands in the queue
      for (;;) {
        const jobs = await db.execute(
          sql`SELECT 1 FROM pgboss.job WHERE name = 'tenants' AND state = 'created' AND start_after > now() + interval '30 seconds'`,
        );
        if (rowsOf(jobs).length > 0) break;
      }
      assert.equal(service.org.applied.length, before);
      assert.equal((await service.call<Body>('GET', '/v1/conversations/test:waits')).body.status, 'accepted');
      await service.call('POST', '/v1/conversations/test:idle/resync');
      await service.until('test:waits', 'synced');
      await service.until('test:waits-too', 'synced');
      assert.deepEqual(
        service.org.applied.slice(before).map((keys) => keys.toSorted()),
        [['test:idle', 'test:waits', 'test:waits-too']],
      );

      // and once the longest wait is over, nobody's wish is needed
      await post(service, 'late');
      await db.execute(
        sql`UPDATE conversations SET waiting_since = now() - interval '59 seconds' WHERE key = 'test:late'`,
      );
      await service.service.context.queue.addOpen(db, 'demo');
      await service.until('test:late', 'synced');
    },
    { DEBRIEF_BATCH_WAIT: '60' },
  ));

test('500 in one request are batches of 200 at once', () =>
  within(
    async (service) => {
      const ids = Array.from({ length: 500 }, (_, at) => `n${at}`);
      assert.equal((await post(service, ...ids)).status, 202);
      await service.untilAll(
        ids.map((id) => `test:${id}`),
        'synced',
      );
      assert.deepEqual(
        service.org.applied.map((keys) => keys.length),
        [200, 200, 100],
      );
    },
    { DEBRIEF_BATCH_WAIT: '60' },
  ));
