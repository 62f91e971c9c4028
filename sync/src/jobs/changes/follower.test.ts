/** Which of two processes follows an org's changes, when the one that did was away for longer than its hold. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { ChangeDelivery, SubscriptionEnd } from '../../org/types.ts';
import { readCursor, readFollowState } from '../../store/changes.ts';
import type { Database } from '../../store/database.ts';
import { openDatabase } from '../../store/open-database.ts';
import { putTenant } from '../../store/tenants.ts';
import { makeStore, type TestStore } from '../../store/testing/stores.ts';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import { ChangeFollower } from './follower.ts';
import { TOPICS } from './listener.ts';
import type { Context } from '../context.ts';
import { engine } from '../engine.ts';
import { Metrics } from '../metrics.ts';
import { OrgDirectory } from '../orgs.ts';
import { OrgDouble } from '../testing/org-double.ts';

let store: TestStore;
let database: Database;
before(async () => {
  store = await makeStore('embedded');
  database = await openDatabase(store.where);
  await putTenant(database.db, 'demo', ['key']);
});
after(async () => {
  await database.close();
  await store.remove();
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const idle = () => Promise.resolve();

/** A process that follows: its open topics by name, and a clock that ticks when it is told to. */
class Process {
  readonly open = new Map<string, (delivery: ChangeDelivery) => Promise<void>>();
  readonly follower: ChangeFollower;
  /** Change Data Capture is not selected, or no longer. */
  isOff = false;
  #waiting: (() => void)[] = [];

  constructor() {
    const org = new OrgDouble();
    org.subscribe = ({ topic }, deliver) => {
      const ended = Promise.withResolvers<SubscriptionEnd>();
      if (this.isOff) {
        ended.resolve({ reason: 'off', message: 'Not selected.' });
        return Promise.resolve({ opened: Promise.resolve(false), ended: ended.promise, close: idle });
      }
      this.open.set(topic, deliver);
      const close = () => {
        this.open.delete(topic);
        ended.resolve({ reason: 'closed', message: 'Closed.' });
        return Promise.resolve();
      };
      return Promise.resolve({ opened: Promise.resolve(true), ended: ended.promise, close });
    };
    const tenant = {
      ...{ name: 'demo', settings: DEFAULT_SETTINGS, webhookSecrets: {} },
      credentials: { instanceUrl: 'http://org.example', accessToken: 'token' },
    };
    const context: Context = {
      ...{ db: database.db, exclusively: database.exclusively, engine, metrics: new Metrics(), log: silent },
      queue: {
        add: idle,
        addOpen: idle,
        addLater: idle,
        addPull: idle,
        addRuns: idle,
        workRuns: idle,
        work: idle,
        stop: idle,
      },
      orgs: new OrgDirectory(() => org),
      tenants: new Map([['demo', tenant]]),
      now: () => new Date().toISOString(),
    };
    this.follower = new ChangeFollower(context, 'demo', {
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          if (signal.aborted) return resolve();
          signal.addEventListener('abort', () => resolve(), { once: true });
          this.#waiting.push(resolve);
        }),
    });
  }

  /** Whatever it waits for is over. */
  tick(): void {
    for (const end of this.#waiting.splice(0)) end();
  }

  async until(count: number): Promise<void> {
    while (this.open.size !== count) {
      this.tick();
      await setImmediate();
    }
  }
}

test('a process that was away for longer than its hold gives up what it heard, and takes it up when the other ends', async () => {
  const [first, second] = [new Process(), new Process()];
  first.follower.start();
  await first.until(TOPICS.length);
  const [topic = ''] = TOPICS;
  const heardByFirst = first.open.get(topic);
  second.follower.start();

  // as if the first had been asleep meanwhile
  await database.db.execute(sql`UPDATE change_followers SET held_until = now() - interval '1 second'`);
  await second.until(TOPICS.length);
  const place = (replayId: string): ChangeDelivery => ({ topic, changes: [], isGap: false, replayId });
  await assert.rejects(async () => heardByFirst?.(place('of the first')), /Another process follows/);
  await second.open.get(topic)?.(place('of the second'));
  assert.equal(await readCursor(database.db, 'demo', topic), 'of the second');
  await first.until(0);

  await second.follower.stop();
  await first.until(TOPICS.length);
  await first.follower.stop();
  assert.deepEqual([first.open.size, second.open.size], [0, 0]);
});

test('what an admin has mended is heard as soon as somebody asks, and not after the pause', async () => {
  const process = new Process();
  process.isOff = true;
  process.follower.start();
  const state = async () => (await readFollowState(database.db, 'demo'))?.topics.map(({ open, why }) => why ?? open);
  while ((await state())?.join() !== 'Not selected.,Not selected.') await setImmediate();
  // asked while nothing is mended: said again, and nothing hangs
  await process.follower.listenAgain();
  assert.equal(process.open.size, 0);
  process.isOff = false;
  await process.follower.listenAgain();
  assert.deepEqual(await state(), [true, true]);
  await process.follower.stop();
});
