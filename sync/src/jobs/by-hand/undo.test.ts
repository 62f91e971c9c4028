/** What an undo and a relink leave behind where the org refuses, is away, or the process ends in between. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { Part } from '../../intake/types.ts';
import type { Match } from '../../match/types.ts';
import { OrgError } from '../../org/error.ts';
import { DEFAULT_SETTINGS } from '../../plan/settings.ts';
import type { Plan, Receipt, ReceiptEntry } from '../../plan/types.ts';
import { findConversation } from '../../store/conversations.ts';
import type { Database } from '../../store/database.ts';
import { openDatabase } from '../../store/open-database.ts';
import { receiptsOf, saveReceipt } from '../../store/receipts.ts';
import { putTenant } from '../../store/tenants.ts';
import { makeStore, type TestStore } from '../../store/testing/stores.ts';
import { accept } from '../accept.ts';
import { runBatch } from '../batch/batch.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { engine } from '../engine.ts';
import { Metrics } from '../metrics.ts';
import { OrgDirectory } from '../orgs.ts';
import { Refusal } from './refusal.ts';
import { relink } from './relink.ts';
import { OrgDouble } from '../testing/org-double.ts';
import { undoConversation } from './undo.ts';

const TASK = '00T000000000001AAA';
const DEAL = '006000000000001AAA';
const SELF = '005000000000001AAA';

/** Writes records by Id, and refuses to delete activities where it is told to. */
class Records extends OrgDouble {
  deletes = true;
  readonly plans: Plan[] = [];

  override async apply(plans: Plan[], now: string): Promise<Receipt[]> {
    const receipts = await super.apply(plans, now);
    this.plans.push(...plans);
    return receipts.map((receipt, at) => {
      const entries = (plans[at]?.writes ?? []).map((write): ReceiptEntry => {
        const { object, operation, id = '', fields } = write;
        const said = { object, operation, id, fields, ...(write.key ? { key: write.key.value } : {}) };
        if (operation === 'delete' && !this.deletes) {
          const error = { code: 'INSUFFICIENT_ACCESS_OR_READONLY', message: 'insufficient access rights', fields: [] };
          return { ...said, outcome: 'failed', error };
        }
        if (operation === 'delete') this.records.delete(id);
        const record = this.records.get(id);
        for (const { field, after: value } of fields) if (record) record[field] = value;
        return { ...said, outcome: 'written' };
      });
      return { ...receipt, entries };
    });
  }
}

let store: TestStore;
let database: Database;
let org: Records;
let context: Context;
let count = 0;

before(async () => {
  store = await makeStore('embedded');
  database = await openDatabase(store.where);
  await putTenant(database.db, 'demo', ['key']);
});
after(async () => {
  await database.close();
  await store.remove();
});
beforeEach(() => {
  org = new Records();
  const tenant: Tenant = {
    name: 'demo',
    settings: { ...DEFAULT_SETTINGS, writing: 'on' },
    credentials: { instanceUrl: 'http://org.example' },
    webhookSecrets: {},
  };
  const nothing = () => Promise.resolve();
  context = {
    db: database.db,
    exclusively: database.exclusively,
    queue: {
      add: nothing,
      addOpen: nothing,
      addLater: nothing,
      addPull: nothing,
      addRuns: nothing,
      workRuns: nothing,
      work: nothing,
      stop: nothing,
    },
    orgs: new OrgDirectory(() => org),
    tenants: new Map([['demo', tenant]]),
    engine,
    metrics: new Metrics(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    now: () => '2026-11-20T12:00:00.000Z',
  };
});

/** A conversation that a batch has written: its receipt says that it made a task and changed a deal. */
async function written(): Promise<string> {
  const key = `test:${(count += 1)}`;
  const sourceId = key.slice('test:'.length);
  const content: Part['content'] = {
    ...{ source: 'test', sourceId, kind: 'call', title: 'Renewal', startedAt: '2026-11-17T14:00:00.000Z' },
  };
  await accept(context, 'demo', [{ key, name: 'whole', content }]);
  await runBatch(context, tenantOf(), [key]);
  const task = {
    Subject: 'Call',
    Conversation_Key__c: key,
    Description: '--- Debrief notes, updated automatically ---\nHi\n--- End of Debrief notes ---',
  };
  const fields = (values: Record<string, string | number>) =>
    Object.entries(values).map(([field, value]) => ({ field, before: null, after: value, rule: 'content' }));
  const latest = (await receiptsOf(database.db, 'demo', key, 1))[0];
  const match = latest?.match as Match;
  const entries: ReceiptEntry[] = [
    { object: 'Task', operation: 'upsert', id: TASK, key, fields: fields(task), outcome: 'written' },
    {
      object: 'Opportunity',
      operation: 'update',
      id: DEAL,
      outcome: 'written',
      fields: [{ field: 'Amount', before: 100, after: 150, rule: 'suggestion' }],
    },
  ];
  const at = context.now();
  await saveReceipt(database.db, 'demo', { key, at, outcome: 'written', match, entries, remarks: [], requests: 1 });
  org.records.set(TASK, { Id: TASK, ...task, LastModifiedById: SELF });
  org.records.set(DEAL, { Id: DEAL, Amount: 150, LastModifiedById: SELF });
  org.plans.length = 0;
  return key;
}

function tenantOf(): Tenant {
  const tenant = context.tenants.get('demo');
  assert.ok(tenant);
  return tenant;
}
const recordOf = async (key: string) => findConversation(database.db, 'demo', key);

test('an activity that may not be deleted is emptied of what is ours, and the receipt says why', async () => {
  const key = await written();
  org.deletes = false;
  const receipt = await undoConversation(context, 'demo', key);
  assert.equal(receipt?.outcome, 'written');
  const entry = receipt.entries.find(({ object }) => object === 'Task');
  assert.match(entry?.note ?? '', /does not let the integration user delete it \(insufficient access rights\)/);
  assert.equal(org.records.get(TASK)?.Conversation_Key__c, null);
  assert.equal(org.records.get(TASK)?.Description, null);
  assert.equal(org.records.get(TASK)?.Subject, 'Call');
  assert.equal(org.records.get(DEAL)?.Amount, 100);
});

test('a process that ends before the receipt is kept can do it again, and ends the same', async () => {
  const key = await written();
  const broken: Context = {
    ...context,
    db: new Proxy(context.db, {
      get: (target, name) => {
        if (name === 'transaction') return () => Promise.reject(new Error('the process ended'));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
  };
  await assert.rejects(undoConversation(broken, 'demo', key), /the process ended/);
  assert.equal(org.records.has(TASK), false);
  assert.equal((await recordOf(key))?.undoneAt, null);
  const receipt = await undoConversation(context, 'demo', key);
  assert.equal(receipt?.action, 'undo');
  assert.equal(org.records.get(DEAL)?.Amount, 100);
  const record = await recordOf(key);
  assert.equal(record?.state, 'undone');
  assert.equal(record.match, null);
});

test('an org that is away leaves everything as it is', async () => {
  const key = await written();
  org.down = new OrgError('ECONNREFUSED', 'The org did not answer.', 0);
  await assert.rejects(undoConversation(context, 'demo', key), OrgError);
  assert.equal((await recordOf(key))?.state, 'synced');
});

test('a run that ended before its receipt is ended first; while it cannot be, nothing is taken back', async () => {
  const key = await written();
  const parts = [{ key, name: 'more', content: { source: 'test', sourceId: key.slice(5), summary: 'More.' } }];
  await accept(context, 'demo', parts);
  const refusing = Object.assign(new Records(), { records: org.records });
  refusing.apply = () => Promise.reject(new OrgError('SERVER_UNAVAILABLE', 'Not now.', 503));
  const away: Context = { ...context, orgs: new OrgDirectory(() => refusing) };
  await runBatch(away, tenantOf(), [key]);
  assert.ok((await recordOf(key))?.intent, 'what it was about to write is known');
  await assert.rejects(
    undoConversation(away, 'demo', key),
    (error) => error instanceof Refusal && error.kind === 'unavailable',
  );
  const receipt = await undoConversation(context, 'demo', key);
  assert.equal(receipt?.action, 'undo');
  assert.equal(org.plans.length, 2, 'the interrupted run, then the undo');
  assert.equal((await recordOf(key))?.intent, null);
});

test('a choice that the org cannot take yet is kept, and written by the next batch', async () => {
  const key = await written();
  const refusing = Object.assign(new Records(), { records: org.records });
  refusing.apply = () => Promise.reject(new OrgError('SERVER_UNAVAILABLE', 'Not now.', 503));
  const away: Context = { ...context, orgs: new OrgDirectory(() => refusing) };
  await assert.rejects(
    relink(away, 'demo', key, { choice: { opportunityId: DEAL, by: 'Ines' } }),
    (error) =>
      error instanceof Refusal && error.kind === 'unavailable' && error.message.startsWith('The choice is kept'),
  );
  assert.deepEqual((await recordOf(key))?.choice, { opportunityId: DEAL, by: 'Ines' });
  await runBatch(context, tenantOf(), [key]);
  const record = await recordOf(key);
  assert.equal(record?.choice, null);
  assert.equal(record.match?.status, 'Locked');
  assert.equal((await receiptsOf(database.db, 'demo', key, 1))[0]?.action, 'relink');
});

test('with writing off a choice waits for it, and holds in every plan until then', async () => {
  const key = await written();
  const off: Tenant = { ...tenantOf(), settings: { ...DEFAULT_SETTINGS, writing: 'off' } };
  const careful: Context = { ...context, tenants: new Map([['demo', off]]) };
  const receipt = await relink(careful, 'demo', key, { choice: { opportunityId: DEAL } });
  assert.equal(receipt?.outcome, 'planned');
  assert.equal(receipt.action, 'relink');
  const account = '001000000000001AAA';
  org.records.set(account, { Id: account });
  await relink(careful, 'demo', key, { choice: { accountId: account, by: 'Ines' } });
  const record = await recordOf(key);
  assert.equal(record?.match?.opportunityId, DEAL, 'the first choice waits beside the second');
  assert.deepEqual(record.choice, { opportunityId: DEAL, accountId: account, by: 'Ines' });
  await accept(context, 'demo', [
    { key, name: 'more', content: { source: 'test', sourceId: key.slice(5), summary: 'More.' } },
  ]);
  await runBatch(context, tenantOf(), [key]);
  assert.equal((await recordOf(key))?.match?.opportunityId, DEAL);
  assert.equal((await recordOf(key))?.choice, null);
});
