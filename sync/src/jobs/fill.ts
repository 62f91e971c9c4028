/** Goes on with a tenant's backfill, one step at a time, while live traffic leaves room for it. */
import { openSource, SourceError } from '../intake/source.ts';
import { providerSources } from '../intake/providers.ts';
import { setTimeout as sleep } from 'node:timers/promises';
import { logActivity } from '../store/activity.ts';
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
} from '../store/backfills.ts';
import { saveParts } from '../store/parts.ts';
import { nextKeys, type Waiting } from '../store/waiting.ts';
import { backfillReservePercent, inWords } from './budget.ts';
import type { Context, Tenant } from './context.ts';
import { messageOf } from './error-facts.ts';
import { roomFor } from './hold.ts';
import { sendBatch } from './send.ts';
import { tenantNow } from './tenants.ts';

/** Conversations of a batch, and of one of a backfill that goes by Bulk API 2.0. */
const BATCH = 1000;
const BULK_BATCH = 10_000;
/** More than so many go by Bulk API 2.0. */
const BULK_FROM = 10_000;
const QUARTER_MS = 15 * 60_000;
const MOST_PULL_ATTEMPTS = 10;

/** One step. Says how long until the next; Infinity where there is none. `mayGoOn` turns false when live traffic is due. */
export async function fillOn(
  context: Context,
  tenant: Tenant,
  waiting: Waiting,
  mayGoOn: () => Promise<boolean>,
): Promise<number> {
  const { db } = context;
  const backfill = (await runningBackfill(db, tenant.name)) ?? (await begin(context, tenant.name));
  if (!backfill) return Infinity;

  const progress = await progressOf(db, backfill);
  const isBulk = progress.total > BULK_FROM;
  const keys = await nextKeys(db, tenant.name, ['backfill'], isBulk ? BULK_BATCH : BATCH);
  if (keys.length === 0) {
    if (await takeAhead(db, backfill, isBulk ? BULK_BATCH : BATCH)) return 0;
    // rows that somebody held, or that may not be tried again yet
    if (progress.ahead > 0 || progress.total > progress.done + progress.failed) return waiting.nextDueInMs ?? 1000;
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
  const requests = await sendBatch(context, tenant, 'backfill', keys, { mayGoOn, isBulk });
  await updateBackfill(db, backfill.id, { requests, ...(backfill.step === 'write' ? { message: null } : {}) });
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
