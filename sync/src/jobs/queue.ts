/**
 * The queue of tenants to look after: pg-boss, on the database that the store uses. What there is to do stands in the
 * store; a job only says that it is worth looking, so losing or repeating one costs nothing but a look.
 */
import { sql } from 'drizzle-orm';
import { PgBoss, fromDrizzle, fromPglite, type DrizzleTransactionLike, type Job } from 'pg-boss';
import { openTenants } from '../store/waiting.ts';
import type { Database } from '../store/database.ts';
import { byBytes } from '../store/parts.ts';
import type { Db } from '../store/schema.ts';
import type { Log } from './log.ts';

const TENANTS = 'tenants';
const PULLS = 'pulls';
const RUNS = 'runs';
/** Tenants that a process looks after at once: each needs a connection for its lock. */
const AT_ONCE = 4;

export interface Reference {
  tenant: string;
  key: string;
}

export interface Queue {
  /** Joins the given transaction, so work is queued exactly when what it works on is stored. */
  add(tx: Db, references: Reference[]): Promise<void>;
  /** Has whatever has something left to do looked after, of one tenant or of all: after a crash, or when an org is back. */
  addOpen(db: Db, tenant?: string): Promise<void>;
  /** Has a tenant looked after once so many milliseconds have passed. */
  addLater(db: Db, tenant: string, inMs: number): Promise<void>;
  /** Has a page of a tenant's backfill pulled from its provider, now or later. */
  addPull(db: Db, tenant: string, inMs?: number): Promise<void>;
  /** Has a tenant's runs of workflows looked after, now or later. */
  addRuns(db: Db, tenant: string, inMs?: number): Promise<void>;
  /** The handler is given a tenant that may have runs to go on with, beside its batches. */
  workRuns(run: (tenant: string) => Promise<void>): Promise<void>;
  /** The handlers are given a tenant that may have something to do. A tenant's page is pulled beside its batches. */
  work(look: (tenant: string) => Promise<void>, pull: (tenant: string) => Promise<void>): Promise<void>;
  /** Waits for the batch in hand. */
  stop(): Promise<void>;
}

export async function openQueue({ connection }: Database, log: Log): Promise<Queue> {
  const shared = {
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
  } as const;
  const boss =
    connection.kind === 'embedded'
      ? new PgBoss({ ...shared, db: fromPglite(connection.pglite), backend: 'pglite' })
      : new PgBoss({ ...shared, connectionString: connection.url, application_name: 'debrief-sync' });
  boss.on('error', (error) => log.error({ reason: error.message }, 'the queue reports an error'));
  boss.on('warning', (warning) => log.warn({ reason: warning.message }, 'the queue reports a warning'));
  await boss.start();
  const options = {
    notify: true,
    // a worker that has died is noticed by its silence, and its tenant goes to another
    heartbeatSeconds: 15,
    retryLimit: 1_000_000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    // longer than any batch: a worker that lives is not given up
    expireInSeconds: 6 * 3600,
    retentionSeconds: 90 * 24 * 3600,
    deleteAfterSeconds: 3600,
  };
  // at most one waiting job of each key
  for (const name of [TENANTS, PULLS, RUNS]) {
    await boss.createQueue(name, { policy: 'short', ...options });
    await boss.updateQueue(name, options);
  }

  async function insert(db: Db, name: string, jobs: { tenant: string; inMs?: number }[]): Promise<void> {
    if (jobs.length === 0) return;
    await boss.insert(
      name,
      jobs.map(({ tenant, inMs }) => {
        if (!inMs) return { singletonKey: tenant, data: { tenant } };
        // one for each second at most: an earlier one than one that waits already is a job of its own
        const second = Math.ceil((Date.now() + inMs) / 1000);
        return { singletonKey: `${tenant}/${second}`, startAfter: new Date(second * 1000), data: { tenant } };
      }),
      // the adapter's type wants one driver's answer; it reads both
      { db: fromDrizzle(db as unknown as DrizzleTransactionLike, sql) },
    );
  }
  async function insertNow(db: Db, tenants: string[]): Promise<void> {
    // in one order, so that two that queue the same tenants never wait for each other
    const sorted = [...new Set(tenants)].sort(byBytes);
    await insert(
      db,
      TENANTS,
      sorted.map((tenant) => ({ tenant })),
    );
  }
  const handle = (handler: (tenant: string) => Promise<void>) => async (jobs: Job<{ tenant: string }>[]) => {
    for (const { data } of jobs) await handler(data.tenant);
  };
  // who is woken need not ask; what was put off is found by asking
  const often = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };

  return {
    add: (tx, references) =>
      insertNow(
        tx,
        references.map(({ tenant }) => tenant),
      ),
    addOpen: async (db, tenant) => insertNow(db, tenant === undefined ? await openTenants(db) : [tenant]),
    addLater: (db, tenant, inMs) => insert(db, TENANTS, [{ tenant, inMs }]),
    addPull: (db, tenant, inMs) => insert(db, PULLS, [{ tenant, inMs }]),
    addRuns: (db, tenant, inMs) => insert(db, RUNS, [{ tenant, inMs }]),
    async workRuns(run) {
      await boss.work(RUNS, { localConcurrency: AT_ONCE, ...often }, handle(run));
    },
    async work(look, pull) {
      await boss.work(TENANTS, { localConcurrency: AT_ONCE, ...often }, handle(look));
      await boss.work(PULLS, often, handle(pull));
    },
    stop: () => boss.stop({ graceful: true, close: true, timeout: 30_000 }),
  };
}
