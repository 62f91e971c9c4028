/** A run that ends at any of its requests, before the org carries it out or after, and is run again: nothing twice, nothing lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectOrg } from '../../org/connect.ts';
import { keyOf, meeting, runFaultyOrg, type FaultyOrg } from '../../org/testing/faulty-org.ts';
import type { Receipt } from '../../plan/types.ts';
import type { Part } from '../../intake/types.ts';
import { findConversation } from '../../store/conversations.ts';
import type { Database } from '../../store/database.ts';
import { openDatabase } from '../../store/open-database.ts';
import { receiptsOf } from '../../store/receipts.ts';
import { putTenant } from '../../store/tenants.ts';
import { makeStore, type TestStore } from '../../store/testing/stores.ts';
import { accept } from '../accept.ts';
import { runBatch } from './batch.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { engine } from '../engine.ts';
import { Metrics } from '../metrics.ts';
import { OrgDirectory } from '../orgs.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let faulty: FaultyOrg;
let store: TestStore;
let database: Database;
let tenant: Tenant;

before(async () => {
  faulty = await runFaultyOrg();
  // what an admin grants who lets the service write the deal's fields
  const grant = { change: 'permission', permissionSet: 'Debrief_Integration', object: 'Opportunity' };
  await faulty.setup({ ...grant, read: true, edit: true });
  await faulty.setup({ ...grant, field: 'NextStep', read: true, edit: true });
  store = await makeStore('embedded');
  database = await openDatabase(store.where);
  await putTenant(database.db, 'demo', ['key']);
  tenant = {
    name: 'demo',
    settings: { ...faulty.settings, noteOnDeal: true, objects: [{ object: 'Opportunity', writing: 'on', fields: [] }] },
    credentials: {
      ...{ instanceUrl: faulty.local.url, clientId: 'debrief', refreshToken: faulty.local.integrationRefreshToken },
    },
    webhookSecrets: {},
  };
});
after(async () => {
  await database.close();
  await store.remove();
  await faulty.stop();
});

/** A process of its own: nothing is shared with another but the store and the org. */
function processWith(fetchOfIt: typeof fetch, laterMs = 0): Context {
  return {
    db: database.db,
    exclusively: database.exclusively,
    queue: {
      add: () => Promise.resolve(),
      addOpen: () => Promise.resolve(),
      addLater: () => Promise.resolve(),
      addPull: () => Promise.resolve(),
      addRuns: () => Promise.resolve(),
      workRuns: () => Promise.resolve(),
      work: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
    orgs: new OrgDirectory((credentials) =>
      connectOrg(credentials, { fetch: fetchOfIt, sleep: () => Promise.resolve() }),
    ),
    tenants: new Map([['demo', tenant]]),
    engine,
    metrics: new Metrics(),
    log: silent,
    now: () => new Date(Date.now() + laterMs).toISOString(),
  };
}

/** The network of a process that is killed at its nth request: the answer never comes, and nothing is sent after. */
function killedAt(nth: number, when: 'before' | 'after') {
  let count = 0;
  let kill: () => void = () => undefined;
  const killed = new Promise<'killed'>((resolve) => (kill = () => resolve('killed')));
  const never = new Promise<Response>(() => undefined);
  const fetchOfIt: typeof fetch = async (input, init) => {
    count += 1;
    if (count < nth) return fetch(input, init);
    if (count === nth && when === 'after') await (await fetch(input, init)).arrayBuffer();
    kill();
    return never;
  };
  return { fetch: fetchOfIt, killed };
}

function partOf(content: ReturnType<typeof meeting>): Part {
  return { key: keyOf(content), name: 'whole', content };
}

async function amounts(key: string): Promise<Record<string, number>> {
  const count = async (soql: string) => (await faulty.local.query(soql)).length;
  const beneath = (object: string) => count(`SELECT Id FROM ${object} WHERE Conversation__r.Key__c = '${key}'`);
  return {
    conversations: await count(`SELECT Id FROM Conversation__c WHERE Key__c = '${key}'`),
    events: await count(`SELECT Id FROM Event WHERE Conversation_Key__c = '${key}'`),
    moments: await beneath('Conversation_Moment__c'),
    participants: await beneath('Conversation_Participant__c'),
    suggestions: await beneath('Conversation_Suggestion__c'),
  };
}

/**
 * The records that receipts say were written. No field of one may be told twice, but for the time of the last sync, which
 * both runs set.
 */
function writtenOn(receipts: Receipt[], request: string): Set<string> {
  const entries = receipts.flatMap((receipt) => receipt.entries).filter(({ outcome }) => outcome === 'written');
  const told = entries.flatMap(({ object, key = '', id = '', fields }) =>
    fields.filter(({ rule }) => rule !== 'synced').map(({ field }) => `${object} ${key || id} ${field}`),
  );
  const twice = told.filter((each, at) => told.indexOf(each) !== at);
  assert.deepEqual(twice, [], `told twice at ${request}`);
  return new Set(entries.map(({ object, key = '', id = '' }) => `${object} ${key || id}`));
}

const DAY_MS = 86_400_000;
const SHAPES = [
  { what: 'an event that is created', isThere: false },
  { what: 'an event that is there and the deal’s fields', isThere: true },
] as const;

for (const { what, isThere } of SHAPES)
  for (const when of ['before', 'after'] as const)
    test(`killed ${when} each request in turn, and run again: ${what}`, async () => {
      let cuts = 0;
      for (let nth = 1; ; nth += 1) {
        const startedAt = new Date(Date.now() + (2 * nth + Number(when === 'after')) * DAY_MS).toISOString();
        const conversation = meeting({
          ...(isThere
            ? {
                startedAt,
                fields: [
                  { object: 'Opportunity', field: 'NextStep', value: `Quote ${when} ${nth}`, quote: 'Send it.' },
                ],
              }
            : {}),
          nextSteps: ['Send the quote'],
          ...(isThere ? { notes: 'Bring the price list.' } : {}),
        });
        if (isThere)
          await faulty.local.create('Event', {
            ...{ Subject: conversation.title, OwnerId: faulty.local.users.paul, WhoId: faulty.ids.astrid },
            ...{ StartDateTime: startedAt, DurationInMinutes: 30 },
          });
        const key = keyOf(conversation);
        const network = killedAt(nth, when);
        const first = processWith(network.fetch);
        await accept(first, 'demo', [partOf(conversation)]);
        const end = await Promise.race([runBatch(first, tenant, [key]), network.killed]);
        const isKilled = end === 'killed';
        if (isKilled) {
          // a note has no key: while its request may be under way yet, nobody reads the org to write it again
          const { intent } = (await findConversation(database.db, 'demo', key)) ?? {};
          if (isThere && intent?.writes.some(({ operation }) => operation === 'create')) {
            assert.deepEqual(await runBatch(processWith(fetch, 30_000), tenant, [key]), [], `request ${nth}`);
            const waiting = await findConversation(database.db, 'demo', key);
            assert.deepEqual([waiting?.state, waiting?.errorCode], ['parked', 'INTERRUPTED'], `request ${nth}`);
          }
          assert.deepEqual(await runBatch(processWith(fetch, 61_000), tenant, [key]), []);
        }

        const state = await findConversation(database.db, 'demo', key);
        assert.equal(state?.state, 'synced', `${state?.errorMessage} (request ${nth})`);
        const expected = { conversations: 1, events: 1, moments: 1, participants: 2, suggestions: isThere ? 1 : 0 };
        const receipts = await receiptsOf(database.db, 'demo', key, 10);
        assert.deepEqual(await amounts(key), expected, `request ${nth}`);
        assert.equal(receipts.length, 1, `request ${nth}`);
        assert.equal(writtenOn(receipts, `request ${nth}`).size, isThere ? 9 : 5, `request ${nth}`);
        if (isThere) {
          const [row] = await faulty.local.query(
            `SELECT Status__c, Before__c FROM Conversation_Suggestion__c WHERE Conversation__r.Key__c = '${key}'`,
          );
          assert.equal(row?.Status__c, 'Applied', `request ${nth}`);
          const notes = await faulty.local.query(`SELECT Id FROM ContentNote WHERE Title = '${conversation.title}'`);
          assert.equal(notes.length, 1, `notes at request ${nth}`);
        }
        if (!isKilled) break;
        cuts += 1;
      }
      assert.ok(cuts >= 3, `only ${cuts} requests were there to be cut`);
    });

for (const when of ['before', 'after'] as const)
  test(`killed ${when} each request in turn, and run again: two conversations that take several requests to write`, async () => {
    const highlights = Array.from({ length: 550 }, (_, at) => ({ text: `Said ${at}.`, startMs: at * 1000 }));
    let writes = 0;
    for (let nth = 1; ; nth += 1) {
      const pair = [meeting({ highlights }), meeting({ highlights })];
      const keys = pair.map(keyOf);
      const network = killedAt(nth, when);
      const first = processWith((input, init) => {
        if (typeof init?.body === 'string' && init.body.includes('/composite/sobjects')) writes += 1;
        return network.fetch(input, init);
      });
      writes = 0;
      await accept(first, 'demo', pair.map(partOf));
      const end = await Promise.race([runBatch(first, tenant, keys), network.killed]);
      if (end === 'killed') assert.deepEqual(await runBatch(processWith(fetch), tenant, keys), []);
      for (const key of keys) {
        assert.equal((await findConversation(database.db, 'demo', key))?.state, 'synced', `request ${nth}`);
        const expected = { conversations: 1, events: 1, moments: 550, participants: 2, suggestions: 0 };
        assert.deepEqual(await amounts(key), expected, `request ${nth}`);
        const receipts = await receiptsOf(database.db, 'demo', key, 10);
        assert.equal(writtenOn(receipts, `request ${nth}`).size, 554, `request ${nth}`);
      }
      if (end !== 'killed') break;
    }
    assert.ok(writes >= 2, 'one request took it all: there was nothing to cut between');
  });

test('a record that is deleted between reading and writing is read again in the same batch, and the receipt says so', async () => {
  const startedAt = '2026-11-10T09:00:00.000Z';
  const conversation = meeting({ startedAt });
  const key = keyOf(conversation);
  const event = await faulty.local.create('Event', {
    ...{ Subject: conversation.title, OwnerId: faulty.local.users.paul, WhoId: faulty.ids.astrid },
    ...{ StartDateTime: startedAt, DurationInMinutes: 30 },
  });
  let isDeleted = false;
  const context = processWith(async (input, init) => {
    if (!isDeleted && typeof init?.body === 'string' && init.body.includes('/composite/sobjects')) {
      isDeleted = true;
      await faulty.local.delete('Event', event);
    }
    return fetch(input, init);
  });
  await accept(context, 'demo', [partOf(conversation)]);
  assert.deepEqual(await runBatch(context, tenant, [key]), []);
  assert.ok(isDeleted);
  const [receipt] = await receiptsOf(database.db, 'demo', key, 1);
  assert.equal(receipt?.outcome, 'written');
  assert.notEqual(receipt.activityId, event);
  assert.match(receipt.remarks.join(' '), /The org changed while this was written \(Event: entity is deleted\)/);
  const { events, conversations, moments } = await amounts(key);
  assert.deepEqual({ events, conversations, moments }, { events: 1, conversations: 1, moments: 1 });
  const [row] = await faulty.local.query(
    `SELECT Activity_Id__c, Last_Error__c FROM Conversation__c WHERE Key__c = '${key}'`,
  );
  assert.equal(row?.Activity_Id__c, receipt.activityId);
  assert.equal(row?.Last_Error__c, null);
});
