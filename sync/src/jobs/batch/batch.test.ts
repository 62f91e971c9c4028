import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import type { Writing } from '../../plan/types.ts';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Part } from '../../intake/types.ts';
import { OrgError } from '../../org/error.ts';
import type { Database } from '../../store/database.ts';
import { openDatabase } from '../../store/open-database.ts';
import { findConversation } from '../../store/conversations.ts';
import { readActivity } from '../../store/activity.ts';
import { receiptsOf } from '../../store/receipts.ts';
import { putTenant } from '../../store/tenants.ts';
import { makeStore, STORES, type TestStore } from '../../store/testing/stores.ts';
import { accept, resync } from '../accept.ts';
import { runBatch } from './batch.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { engine } from '../engine.ts';
import { Metrics } from '../metrics.ts';
import { OrgDirectory } from '../orgs.ts';
import { OrgDouble } from '../testing/org-double.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let store: TestStore;
let database: Database;
let org: OrgDouble;
let clock: number;
let requeued: string[];
let context: Context;
let count = 0;

function tenantWith(writing: Writing): Tenant {
  return {
    name: 'demo',
    settings: { ...DEFAULT_SETTINGS, writing },
    credentials: { instanceUrl: 'http://org.example' },
    webhookSecrets: {},
  };
}
const on = tenantWith('on');

beforeEach(() => {
  org = new OrgDouble();
  clock = Date.parse('2026-11-20T12:00:00Z');
  requeued = [];
  context = {
    db: database.db,
    exclusively: database.exclusively,
    queue: {
      add: () => Promise.resolve(),
      addOpen: (_db, tenant) => Promise.resolve(void requeued.push(tenant ?? '*')),
      addLater: () => Promise.resolve(),
      addPull: () => Promise.resolve(),
      addRuns: () => Promise.resolve(),
      workRuns: () => Promise.resolve(),
      work: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
    orgs: new OrgDirectory(() => org),
    tenants: new Map([['demo', on]]),
    engine,
    metrics: new Metrics(),
    log: silent,
    now: () => new Date(clock).toISOString(),
  };
});

function whole(key: string, title = 'Renewal'): Part {
  const [source = '', sourceId = ''] = key.split(':');
  return {
    key,
    name: 'whole',
    content: { source, sourceId, kind: 'meeting', title, startedAt: '2026-11-17T14:00:00.000Z' },
  };
}

async function given(amount: number): Promise<string[]> {
  const keys = Array.from({ length: amount }, () => `test:${(count += 1)}`);
  await accept(
    context,
    'demo',
    keys.map((key) => whole(key)),
  );
  return keys;
}

const run = (keys: string[], tenant = on) => runBatch(context, tenant, keys);
const stateOf = async (key: string) => (await findConversation(database.db, 'demo', key))?.state;
const errorOf = async (key: string) => (await findConversation(database.db, 'demo', key))?.errorMessage;

for (const kind of STORES)
  describe(`on the ${kind} store`, () => {
    before(async () => {
      store = await makeStore(kind);
      database = await openDatabase(store.where);
      await putTenant(database.db, 'demo', ['key']);
    });
    after(async () => {
      await database.close();
      await store.remove();
    });
    test('a batch reads the org once and writes once, however many conversations it has', async () => {
      const keys = await given(50);
      assert.deepEqual(await run(keys), []);
      assert.equal(org.snapshots.length, 1);
      assert.equal(org.applied.length, 1);
      for (const key of keys) assert.equal(await stateOf(key), 'synced');
    });

    test('the same content again is a receipt without asking the org; other content asks', async () => {
      const [key = ''] = await given(1);
      await run([key]);
      const asked = org.requests;
      await accept(context, 'demo', [whole(key)]);
      await run([key]);
      assert.equal(org.requests, asked);
      const [latest] = await receiptsOf(database.db, 'demo', key, 1);
      assert.equal(latest?.outcome, 'unchanged');
      assert.equal(latest.conversationId, 'a00000000000001AAA');
      await accept(context, 'demo', [whole(key, 'Renewal, moved')]);
      await run([key]);
      assert.ok(org.requests > asked);
    });

    test('what was only planned is written once writing is on, though its content is the same', async () => {
      const [key = ''] = await given(1);
      await run([key], tenantWith('off'));
      assert.equal((await receiptsOf(database.db, 'demo', key, 1))[0]?.outcome, 'planned');
      org.held.clear();
      await accept(context, 'demo', [whole(key)]);
      await run([key]);
      assert.equal((await receiptsOf(database.db, 'demo', key, 1))[0]?.outcome, 'written');
    });

    test('resync asks the org though nothing has changed here', async () => {
      const [key = ''] = await given(1);
      await run([key]);
      org.held.clear();
      assert.equal(await resync(context, 'demo', key), true);
      await run([key]);
      assert.equal((await receiptsOf(database.db, 'demo', key, 1))[0]?.outcome, 'written');
      assert.equal(await resync(context, 'demo', 'test:never'), false);
    });

    test('one conversation that breaks every request it is in fails alone', async () => {
      const keys = await given(20);
      const [bad = ''] = keys.slice(7);
      org.poison.add(bad);
      assert.deepEqual(await run(keys), []);
      for (const key of keys) assert.equal(await stateOf(key), key === bad ? 'failed' : 'synced', key);
      assert.match((await errorOf(bad)) ?? '', /unexpected token/);
    });

    test('a record that the org refuses fails in the org’s words; the others are synced', async () => {
      const keys = await given(3);
      org.refused.set(keys[1] ?? '', 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
      assert.deepEqual(await run(keys), []);
      assert.equal(await stateOf(keys[1] ?? ''), 'failed');
      assert.match((await errorOf(keys[1] ?? '')) ?? '', /the org’s own words/);
      assert.equal(await stateOf(keys[0] ?? ''), 'synced');
    });

    test('a locked row is tried six times, then shown as failed', async () => {
      const [key = ''] = await given(1);
      org.refused.set(key, 'UNABLE_TO_LOCK_ROW');
      for (let tries = 1; tries < 6; tries += 1) {
        assert.deepEqual(await run([key]), [key], `try ${tries}`);
        assert.equal(await stateOf(key), 'parked');
      }
      assert.deepEqual(await run([key]), []);
      assert.equal(await stateOf(key), 'failed');
    });

    test('a silent org parks everything with the reason, is not asked again at once, and all goes on when it is back', async () => {
      const keys = await given(5);
      org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
      assert.deepEqual((await run(keys)).sort(), keys.sort());
      for (const key of keys) assert.equal(await stateOf(key), 'parked');
      assert.match((await errorOf(keys[0] ?? '')) ?? '', /did not answer/);
      const asked = org.requests;
      assert.equal((await run(keys)).length, 5);
      assert.equal(org.requests, asked);

      org.down = undefined;
      clock += 60_000;
      assert.deepEqual(await run(keys.slice(0, 1)), []);
      assert.deepEqual(requeued, ['demo']);
      assert.deepEqual(await run(keys), []);
      for (const key of keys) assert.equal(await stateOf(key), 'synced');
      assert.equal(await errorOf(keys[0] ?? ''), null);
    });

    test('a connection that was taken away parks everything, is told once to the admin, and nothing is lost', async () => {
      const keys = await given(3);
      org.down = new OrgError('invalid_grant', 'expired access/refresh token', 401);
      assert.equal((await run(keys)).length, 3);
      for (const key of keys) assert.equal(await stateOf(key), 'parked');
      assert.match(
        (await errorOf(keys[0] ?? '')) ?? '',
        /An admin has to connect it again; until then everything is kept/,
      );
      const asked = org.requests;
      clock += 10 * 60_000;
      assert.equal((await run(keys)).length, 3);
      assert.equal(org.requests, asked, 'asking again does not bring a connection back');
      clock += 10 * 60_000;
      assert.equal((await run(keys)).length, 3);
      const told = async (kind: string) =>
        (await readActivity(database.db, 'demo', { limit: 200 })).filter((entry) => entry.kind === kind).length;
      assert.equal(await told('disconnected'), 1);

      org.down = undefined;
      await resync(context, 'demo', keys[0] ?? '');
      assert.deepEqual(await run(keys), []);
      for (const key of keys) assert.equal(await stateOf(key), 'synced');
      assert.equal(await told('connected'), 1);
    });

    test('an org that says when to come back is left alone until then', async () => {
      const [key = ''] = await given(1);
      org.down = new OrgError('SERVER_UNAVAILABLE', 'Busy.', 503, [], 300_000);
      await run([key]);
      org.down = undefined;
      clock += 299_000;
      assert.deepEqual(await run([key]), [key]);
      clock += 2000;
      assert.deepEqual(await run([key]), []);
      assert.equal(await stateOf(key), 'synced');
    });

    test('a conversation of which only a piece is known waits for the rest, and says for what', async () => {
      const key = `aircall:${(count += 1)}`;
      await accept(context, 'demo', [{ key, name: 'summary.created', content: { summary: 'They renew.' } }]);
      assert.deepEqual(await run([key]), []);
      assert.equal(await stateOf(key), 'parked');
      assert.match((await errorOf(key)) ?? '', /startedAt.*so far: summary\.created/);
      assert.equal(org.requests, 0);
      await accept(context, 'demo', [{ ...whole(key), name: 'call.ended' }]);
      assert.deepEqual(await run([key]), []);
      assert.equal(await stateOf(key), 'synced');
      assert.equal(await errorOf(key), null);
    });

    test('two conversations matched to one activity are written one after the other', async () => {
      const keys = await given(2);
      context = {
        ...context,
        engine: {
          ...engine,
          planner: (snapshot, tenant, now) => {
            const planOf = engine.planner(snapshot, tenant, now);
            return (conversation) => {
              const plan = planOf(conversation);
              const activity = { ...plan.match.activity, id: '00U000000000001AAA', decision: 'enrich' as const };
              return { ...plan, match: { ...plan.match, activity } };
            };
          },
        },
      };
      assert.deepEqual(await run(keys), []);
      assert.deepEqual(org.applied, [[keys[0]], [keys[1]]]);
      assert.equal(org.snapshots.length, 2);
    });
  });
