/** The queue of conversations with something to do: pg-boss, on the database that the store uses. */
import { sql } from 'drizzle-orm';
import { PgBoss, fromDrizzle, fromPglite, type DrizzleTransactionLike, type Job, type JobResult } from 'pg-boss';
import { openConversations } from '../store/conversations.ts';
import type { Database } from '../store/database.ts';
import { byBytes } from '../store/parts.ts';
import type { Db } from '../store/schema.ts';
import type { Log } from './context.ts';

const NAME = 'conversations';
/** As many as one sObject Collections call takes. */
const BATCH = 200;

export interface Reference {
  tenant: string;
  key: string;
}

export interface Queue {
  /** Joins the given transaction, so work is queued exactly when what it works on is stored. */
  add(tx: Db, references: Reference[]): Promise<void>;
  /** Queues whatever has something left to do, of one tenant or of all: after a crash, or when an org is back. */
  addOpen(db: Db, tenant?: string): Promise<void>;
  /** The handler says which of its references must come again; it is never given more than one batch at a time. */
  work(handler: (references: Reference[]) => Promise<{ again: Reference[] }>): Promise<void>;
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
    // a worker that has died is noticed by its silence, and its conversations go to another
    heartbeatSeconds: 15,
    retryLimit: 1_000_000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 15 * 60,
    retentionSeconds: 90 * 24 * 3600,
    deleteAfterSeconds: 3600,
  };
  // at most one waiting job for each conversation: what arrives meanwhile is read by that one
  await boss.createQueue(NAME, { policy: 'short', ...options });
  await boss.updateQueue(NAME, options);

  async function add(tx: Db, references: Reference[]): Promise<void> {
    // the adapter's type wants one driver's answer; it reads both
    const db = fromDrizzle(tx as unknown as DrizzleTransactionLike, sql);
    // in one order, so that two that queue the same conversations never wait for each other
    const sorted = references.toSorted((a, b) => byBytes(a.tenant, b.tenant) || byBytes(a.key, b.key));
    for (let from = 0; from < sorted.length; from += 1000)
      await boss.insert(
        NAME,
        sorted.slice(from, from + 1000).map(({ tenant, key }) => ({
          singletonKey: `${tenant}/${key}`,
          data: { tenant, key } satisfies Reference,
        })),
        { db },
      );
  }

  return {
    add,
    addOpen: async (db, tenant) => add(db, await openConversations(db, tenant)),
    async work(handler) {
      await boss.work(
        NAME,
        { batchSize: BATCH, perJobResults: true, burstWhenBatchFull: true, pollingIntervalSeconds: 2 },
        async (jobs: Job<Reference>[]): Promise<JobResult[]> => {
          const { again } = await handler(jobs.map((job) => job.data));
          const open = new Set(again.map(({ tenant, key }) => `${tenant}/${key}`));
          return jobs.map(({ id, data }) => ({
            id,
            status: open.has(`${data.tenant}/${data.key}`) ? 'failed' : 'completed',
          }));
        },
      );
    },
    stop: () => boss.stop({ graceful: true, close: true, timeout: 30_000 }),
  };
}
