import assert from 'node:assert/strict';
import { describe, test, after, before } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { Part } from '../intake/types.ts';
import type { Match } from '../match/types.ts';
import type { Receipt } from '../plan/types.ts';
import { claim, findConversation, openConversations, settle } from './conversations.ts';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { migrate, readMigrations, rowsOf } from './migrate.ts';
import { readParts, saveParts } from './parts.ts';
import { lastMatches, saveReceipt } from './receipts.ts';
import { apiKeys } from './schema.ts';
import { ownerOfKey, putTenant } from './tenants.ts';
import { makeStore, STORES, type TestStore } from './testing/stores.ts';

const part = (key: string, name: string, title: string, at?: string): Part => ({
  key,
  name,
  ...(at ? { at } : {}),
  content: { title },
});

test('a second process is kept away from the embedded store, in a sentence', async () => {
  const store = await makeStore('embedded');
  const database = await openDatabase(store.where);
  await assert.rejects(openDatabase(store.where), /Another process is using the store .* another DEBRIEF_HOME/);
  await database.close();
  await store.remove();
});

test('a database that cannot be reached is told without its password', async () => {
  const url = 'postgres://someone:hunter2@127.0.0.1:1/debrief';
  await assert.rejects(openDatabase({ url, folder: 'unused' }), (error: Error) => {
    assert.match(error.message, /DATABASE_URL cannot be used \(ECONNREFUSED\)/);
    assert.doesNotMatch(error.message, /hunter2/);
    return true;
  });
});

for (const kind of STORES)
  describe(`on the ${kind} store`, () => {
    let store: TestStore;
    let database: Database;
    before(async () => {
      store = await makeStore(kind);
      database = await openDatabase(store.where);
      await putTenant(database.db, 'one', ['key-one-a', 'key-one-b']);
      await putTenant(database.db, 'two', ['key-two']);
    });
    after(async () => {
      await database.close();
      await store.remove();
    });

    async function titleOf(tenant: string, key: string, name: string): Promise<unknown> {
      const parts = (await readParts(database.db, tenant, [key])).get(key);
      return parts?.find((each) => each.name === name)?.content.title;
    }

    test('migrations are applied once, and an edited or unknown one is refused', async () => {
      const { db } = database;
      assert.deepEqual(await migrate(db), []);
      const [first, ...rest] = readMigrations();
      assert.ok(first);
      await assert.rejects(migrate(db, [{ ...first, hash: 'other' }, ...rest]), /changed after it was applied/);
      await assert.rejects(migrate(db, []), /newer than this service/);
    });

    test('a migration that fails half-way leaves nothing behind', async () => {
      const broken = {
        name: '9999_broken',
        hash: 'x',
        statements: ['CREATE TABLE half_made (id integer)', 'CREATE TABLE half_made (id integer)'],
      };
      await assert.rejects(migrate(database.db, [...readMigrations(), broken]));
      const tables = await database.db.execute(sql`SELECT to_regclass('half_made') AS name`);
      assert.deepEqual([...rowsOf(tables)], [{ name: null }]);
    });

    test('an API key is known by its hash alone, and only the last given keys hold', async () => {
      const { db } = database;
      assert.equal((await ownerOfKey(db, 'key-one-b'))?.tenant, 'one');
      assert.equal(await ownerOfKey(db, 'key-one-c'), undefined);
      const stored = JSON.stringify(await db.select().from(apiKeys));
      assert.doesNotMatch(stored, /key-one/);
      await putTenant(db, 'one', ['key-one-c']);
      assert.equal(await ownerOfKey(db, 'key-one-b'), undefined);
      assert.equal((await ownerOfKey(db, 'key-one-c'))?.tenant, 'one');
      await assert.rejects(putTenant(db, 'one', ['key-two']), /belongs to one tenant only/);
      assert.equal((await ownerOfKey(db, 'key-two'))?.tenant, 'two');
    });

    test('an older copy of a part never replaces a newer one, in whatever order or call they come', async () => {
      const copies = [1, 2, 3].map((minute) => part('', 'call.ended', `at ${minute}`, `2026-11-17T14:0${minute}:00Z`));
      await fc.assert(
        fc.asyncProperty(
          fc.uuid(),
          fc.shuffledSubarray([0, 1, 2, 0, 1, 2], { minLength: 1 }),
          fc.boolean(),
          async (id, order, together) => {
            const key = `order:${id}`;
            const given = order.map((index) => ({ ...copies[index]!, key }));
            if (together) await saveParts(database.db, 'one', given);
            else for (const one of given) await saveParts(database.db, 'one', [one]);
            assert.equal(await titleOf('one', key, 'call.ended'), `at ${Math.max(...order) + 1}`);
          },
        ),
        { numRuns: 30 },
      );
    });

    test('where the provider gives no time, the last to arrive holds', async () => {
      await saveParts(database.db, 'one', [part('undated:1', 'whole', 'first')]);
      await saveParts(database.db, 'one', [part('undated:1', 'whole', 'second')]);
      assert.equal(await titleOf('one', 'undated:1', 'whole'), 'second');
    });

    test('tenants with the same key never see each other’s conversations', async () => {
      await saveParts(database.db, 'one', [part('same:1', 'whole', 'of one')]);
      await saveParts(database.db, 'two', [part('same:1', 'whole', 'of two')]);
      assert.equal(await titleOf('one', 'same:1', 'whole'), 'of one');
      assert.equal(await titleOf('two', 'same:1', 'whole'), 'of two');
      const claimed = await claim(database.db, 'two', ['same:1'], 'batch');
      await settle(database.db, claimed[0]!, { state: 'synced', done: true });
      assert.equal((await findConversation(database.db, 'one', 'same:1'))?.state, 'accepted');
    });

    test('the match that the org last took is that of the last write, and unknown after a run that failed or only planned', async () => {
      const { db } = database;
      const receipt = (outcome: Receipt['outcome'], opportunityId: string, relinked?: Match['relinked']): Receipt => ({
        ...{ key: 'test:receipts', at: '2026-11-20T10:00:00.000Z', outcome, entries: [], remarks: [], requests: 1 },
        match: {
          ...{
            status: 'Matched',
            rule: 'create',
            score: 0,
            evidence: '',
            people: [],
            dealRule: 'owner',
            opportunityId,
          },
          ...{ activity: { object: 'Event', decision: 'create', candidates: [] }, dealCandidates: [], relinked },
        },
      });
      const last = async () => (await lastMatches(db, 'one', ['test:receipts'])).get('test:receipts');
      const relinked = { from: 'A' };
      await saveParts(db, 'one', [part('test:receipts', 'whole', 'a')]);
      for (const [given, deal, isRelinked] of [
        [receipt('written', 'A'), 'A', false],
        [receipt('unchanged', 'B'), 'A', false],
        [receipt('failed', 'C'), undefined, false],
        [receipt('written', 'D'), 'D', false],
        [receipt('planned', 'E'), undefined, false],
        [receipt('failed', 'F', relinked), 'F', true],
        [receipt('written', 'G', relinked), 'G', false],
      ] as const) {
        await saveReceipt(db, 'one', given);
        const match = await last();
        assert.equal(match?.opportunityId, deal);
        assert.equal(match?.relinked !== undefined, isRelinked);
      }
      assert.equal((await lastMatches(db, 'two', ['test:receipts'])).size, 0);
    });

    test('text that PostgreSQL’s JSON cannot hold is mended, not refused', async () => {
      await saveParts(database.db, 'one', [part('odd:1', 'whole', 'a\u0000b \ud800 🎧 שלום')]);
      assert.equal(await titleOf('one', 'odd:1', 'whole'), 'ab \ufffd 🎧 שלום');
    });

    test('what is told while a batch runs is not lost with the end of the batch', async () => {
      const { db } = database;
      await saveParts(db, 'one', [part('told:1', 'a', 'first')]);
      const [first] = await claim(db, 'one', ['told:1'], 'batch');
      await saveParts(db, 'one', [part('told:1', 'b', 'second')]);
      await settle(db, first!, { state: 'synced', done: true });
      assert.equal((await findConversation(db, 'one', 'told:1'))?.state, 'accepted');
      assert.ok((await openConversations(db, 'one')).some(({ key }) => key === 'told:1'));
      const [second] = await claim(db, 'one', ['told:1'], 'another');
      await settle(db, second!, { state: 'synced', done: true });
      assert.deepEqual(await claim(db, 'one', ['told:1'], 'batch'), []);
    });

    test('a batch that was given up settles nothing that another has claimed since', async () => {
      const { db } = database;
      await saveParts(db, 'one', [part('late:1', 'a', 'first')]);
      const [late] = await claim(db, 'one', ['late:1'], 'given-up');
      const [mine] = await claim(db, 'one', ['late:1'], 'another');
      await settle(db, late!, { state: 'failed', done: true });
      assert.equal((await findConversation(db, 'one', 'late:1'))?.state, 'processing');
      await settle(db, mine!, { state: 'synced', done: true });
      assert.equal((await findConversation(db, 'one', 'late:1'))?.state, 'synced');
    });

    test('work under one name never overlaps, and a failure lets the next begin', async () => {
      let inside = 0;
      const work = (fails: boolean) => async () => {
        assert.equal((inside += 1), 1);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        if (fails) throw new Error('on purpose');
      };
      const all = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((at) => database.exclusively('one', work(at === 1))));
      assert.deepEqual(
        all.map(({ status }) => status === 'rejected'),
        [false, true, false, false, false, false],
      );
    });

    test('calls that name the same conversations in different orders never wait for each other', async () => {
      const keys = ['a_1', 'B', 'a-1', 'b', 'É', 'z', 'Z', '😀', 'ﬀ'].map((id) => `order:${id}`);
      const given = keys.map((key) => part(key, 'whole', key));
      await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          at % 2
            ? database.db.transaction((tx) => saveParts(tx, 'one', at % 4 === 1 ? given : given.toReversed()))
            : claim(database.db, 'one', keys, `batch-${at}`),
        ),
      );
    });
  });
