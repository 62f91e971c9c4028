/** Goes on with a tenant's backfill, one step at a time, while live traffic leaves room for it. */
import { openSource, SourceError } from '../../intake/source.ts';
import { providerSources } from '../../intake/providers.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { logActivity } from '../../store/activity.ts';
import {
  beginBackfill,
  endBackfill,
  movePull,
  progressOf,
  runningBackfill,
  takeAhead,
  takeKeys,
  updateBackfill,
  type BackfillRecord,
} from '../../store/backfills.ts';
import { saveParts } from '../../store/parts.ts';
import { nextKeys, type Waiting } from '../../store/waiting.ts';
import { TurnLost } from '../batch/apply-apart.ts';
import { backfillReservePercent, inWords } from '../budget/budget.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { messageOf } from '../error-facts.ts';
import { FILLING } from './filling.ts';
import { roomFor } from '../budget/hold.ts';
import { sendBatch } from '../batch/send.ts';
import { tenantNow } from '../tenants.ts';

const QUARTER_MS = 15 * 60_000;
const MOST_PULL_ATTEMPTS = 10;

export interface LiveTraffic {
  waiting: Waiting;
  /** False where another process may have begun what this one has in hand. */
  isHeld: () => boolean;
  /** False when it is due. */
  mayGoOn: () => Promise<boolean>;
  /** Sends what is due beside a batch that writes to these records, and of these conversations. Says how many requests that took. */
  sendBeside: (taken: ReadonlySet<string>) => Promise<number>;
}

/** One step. Says how long until the next; Infinity where there is none. */
export async function fillOn(context: Context, tenant: Tenant, live: LiveTraffic): Promise<number> {
  const { db } = context;
  const backfill = (await runningBackfill(db, tenant.name)) ?? (await begin(context, tenant.name));
  if (!backfill) return Infinity;

  const progress = await progressOf(db, backfill);
  const { batch, bulkFrom, bulkBatch } = context.filling ?? FILLING;
  const isBulk = backfill.step === 'write' && progress.total > bulkFrom;
  const size = isBulk ? bulkBatch : batch;
  const keys = await nextKeys(db, tenant.name, ['backfill'], size);
  if (keys.length === 0) {
    if (await takeAhead(db, backfill, size)) return 0;
    // rows that somebody held, or that may not be tried again yet
    if (progress.ahead > 0 || progress.total > progress.done + progress.failed) return live.waiting.nextDueInMs ?? 1000;
    if (backfill.step === 'pull') return 60_000;
    if (await endBackfill(db, backfill, 'done')) await tell(context, backfill, `is done: ${inFigures(progress)}.`);
    return 0;
  }

  const reservePercent = backfillReservePercent(tenant.settings.apiReservePercent);
  const room = await roomFor(context, tenant, keys.length, { reservePercent, trustMs: QUARTER_MS });
  if (!room.hasRoom) {
    const used = room.usage ? `${inWords(room.usage)} daily API requests of the org are used` : '';
    const message = `Waits: ${used}, and a backfill leaves ${reservePercent} % to live traffic and others.`;
    await updateBackfill(db, backfill.id, { message });
    return QUARTER_MS;
  }
  if (backfill.step === 'write') await updateBackfill(db, backfill.id, { message: null });
  if (isBulk) return sendByBulk(context, tenant, live, backfill, keys);
  const { mayGoOn } = live;
  const requests = await sendBatch(context, tenant, 'backfill', keys, { mayGoOn });
  await updateBackfill(db, backfill.id, { requests });
  return 0;
}

const ENDS = ['JobComplete', 'Failed', 'Aborted'];

/** The jobs run in the org for minutes: live traffic goes on meanwhile, beside the records that they write to. */
async function sendByBulk(
  context: Context,
  tenant: Tenant,
  live: LiveTraffic,
  { id, cursor }: BackfillRecord,
  keys: string[],
): Promise<number> {
  const { db } = context;
  // jobs of a run that ended early: what they still wrote is read with the rest
  if (cursor !== null) await (await context.orgs.open(tenant)).settleBulk(JSON.parse(cursor) as string[]);
  await updateBackfill(db, id, { cursor: null });
  const open = new Set<string>();
  const taken = new Set<string>(keys);
  let beside = 0;
  const onJob = async (job: { id: string; state: string }) => {
    if (!live.isHeld()) throw new TurnLost();
    const known = open.size;
    if (ENDS.includes(job.state)) open.delete(job.id);
    else open.add(job.id);
    if (open.size !== known) await updateBackfill(db, id, { cursor: open.size > 0 ? JSON.stringify([...open]) : null });
    beside += await live.sendBeside(taken);
  };
  const requests = await sendBatch(context, tenant, 'backfill', keys, { bulk: { onJob, taken } });
  await updateBackfill(db, id, { requests: requests - beside });
  return 0;
}

async function begin(context: Context, tenant: string): Promise<BackfillRecord | undefined> {
  return context.db.transaction(async (tx) => {
    const begun = await beginBackfill(tx, tenant);
    // each page has the next one pulled
    if (begun?.step === 'pull') await context.queue.addPull(tx, tenant);
    return begun;
  });
}

/** Pulls one page from the provider, and has the next one pulled. Runs beside the tenant's batches. */
export async function pullOn(context: Context, name: string): Promise<void> {
  const { db } = context;
  const tenant = await tenantNow(context, name);
  const backfill = await runningBackfill(db, name);
  if (!tenant || backfill?.step !== 'pull') return;
  try {
    const source = providerSources.get(backfill.provider ?? '');
    if (!source) throw new SourceError('refused', `${backfill.provider} is not a provider that can be asked.`);
    const api = openSource(source, tenant.sourceAccess?.[source.name] ?? {}, {
      fetch: context.fetch ?? fetch,
      wait: (ms) => sleep(ms),
      now: () => Date.parse(context.now()),
    });
    const range = { from: backfill.fromAt.toISOString(), to: backfill.toAt.toISOString() };
    const page = await source.pull(range, backfill.cursor ?? undefined, api);
    await db.transaction(async (tx) => {
      if (!(await movePull(tx, backfill, page.next))) return;
      await takeKeys(tx, backfill, await saveParts(tx, name, page.parts, 'backfill'), { again: false });
      await logActivity(tx, name, [
        ...page.refused.map(({ key, errors }) => ({
          kind: 'rejected' as const,
          ...(key === null ? {} : { key }),
          message: `Not valid at ${errors.map(({ pointer }) => pointer || 'the whole').join(', ')}.`.slice(0, 1000),
        })),
        ...page.ignored.map((message) => ({ kind: 'ignored' as const, message })),
      ]);
      await context.queue.addOpen(tx, name);
      if (page.next !== undefined) await context.queue.addPull(tx, name);
    });
  } catch (error) {
    await pullFailed(context, backfill, error);
  }
}

async function pullFailed(context: Context, backfill: BackfillRecord, error: unknown): Promise<void> {
  const { db } = context;
  const attempts = backfill.attempts + 1;
  const message = messageOf(error);
  const isFinal = error instanceof SourceError && (error.fault === 'access' || error.fault === 'refused');
  if (isFinal || attempts >= MOST_PULL_ATTEMPTS) {
    if (await endBackfill(db, backfill, 'failed', message)) await tell(context, backfill, `stopped: ${message}`);
    return;
  }
  const seconds = (error instanceof SourceError && error.retryAfterSec) || Math.min(900, 10 * 2 ** attempts);
  await updateBackfill(db, backfill.id, { attempts, message: `${message} Tried again in ${seconds} seconds.` });
  await context.queue.addPull(db, backfill.tenant, seconds * 1000);
}

async function tell(context: Context, { id, tenant }: BackfillRecord, what: string): Promise<void> {
  await logActivity(context.db, tenant, [{ kind: 'backfill', message: `Backfill ${id} ${what}` }]);
}

function inFigures({ done, failed }: { done: number; failed: number }): string {
  return `${done.toLocaleString('en-GB')} written again${failed ? `, ${failed.toLocaleString('en-GB')} failed` : ''}`;
}
