/** Looks after tenants: what may go to the org now goes, one batch at a time, and the next look is put in the queue. */
import { lastSendings, nextKeys, unheldKeys, waitingOf } from '../store/waiting.ts';
import { runBatch } from './batch/batch.ts';
import { BATCHING, decideBatch, type Decision } from './batch/batching.ts';
import type { Context } from './context.ts';
import type { Tenant } from './tenant.ts';
import { errorFacts } from './error-facts.ts';
import { fillOn, pullOn } from './backfill/fill.ts';
import { holdOf, park, roomFor } from './budget/hold.ts';
import { sendBatch } from './batch/send.ts';
import { tenantNow } from './tenants.ts';
import { runVisits, visitsInMs } from './visitors/run.ts';

/** Conversations that are told at once why they are kept. */
const TOLD_AT_ONCE = 1000;
/** How soon the others take over from a process that has died, whose jobs are only missed when their heartbeat is. */
const SWEEP_MS = 5000;
/** Another process may know the tenant. */
const UNKNOWN_MS = 10_000;

/** Returns what ends the looking around; batches end with the queue. */
export async function startWorkers(context: Context): Promise<() => Promise<void>> {
  await context.queue.addOpen(context.db);
  /** Tenants that this process looks after now, and whether it was asked to look again meanwhile. */
  const inHand = new Map<string, boolean>();
  await context.queue.work(
    async (name) => {
      if (inHand.has(name)) {
        inHand.set(name, true);
        return;
      }
      inHand.set(name, false);
      try {
        const lookInMs = await lookAfter(context, name);
        if (lookInMs === 0) inHand.set(name, true);
        else if (lookInMs < Infinity) await context.queue.addLater(context.db, name, lookInMs);
      } catch (error) {
        context.log.error({ tenant: name, ...errorFacts(error) }, 'a batch stopped; its conversations come again');
        throw error;
      } finally {
        const isAskedAgain = inHand.get(name);
        inHand.delete(name);
        if (isAskedAgain) await context.queue.addOpen(context.db, name);
      }
    },
    (name) => pullOn(context, name),
  );

  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = context.queue.addOpen(context.db).catch((error: unknown) => {
      context.log.warn(errorFacts(error), 'the store was not asked what there is to do');
    });
  }, SWEEP_MS);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}

/** At most one batch. Says how long until it is worth looking again; Infinity where somebody will say so. */
export async function lookAfter(context: Context, name: string): Promise<number> {
  const tenant = await tenantNow(context, name);
  if (!tenant) return UNKNOWN_MS;
  // one batch of a tenant at a time: two that read the org together would not know of each other's writes
  return context.exclusively(name, async (isHeld) => {
    const hold = await holdOf(context, tenant);
    if (hold) {
      const keys = await unheldKeys(context.db, name, hold.code, TOLD_AT_ONCE);
      if (keys.length === 0) return hold.lookInMs;
      await runBatch(context, tenant, keys, { hold });
      return 0;
    }
    await runVisits(context, tenant);
    const { decision, waiting } = await decide(context, name);
    if ('send' in decision) {
      await sendLive(context, tenant, decision.send);
      return 0;
    }
    const due = async () => {
      const next = (await decide(context, name)).decision;
      return 'send' in next ? next.send : 0;
    };
    const fillInMs = await fillOn(context, tenant, {
      waiting,
      isHeld,
      mayGoOn: async () => (await due()) === 0,
      sendBeside: async (taken) => {
        const items = await due();
        return items > 0 ? sendLive(context, tenant, items, taken) : 0;
      },
    });
    const visitsLookInMs = await visitsInMs(context, tenant);
    return Math.min(decision.lookInMs, fillInMs, waiting.nextDueInMs ?? Infinity, visitsLookInMs);
  });
}

async function decide(context: Context, name: string) {
  const limits = context.batching ?? BATCHING;
  const waiting = await waitingOf(context.db, name);
  const sent = await lastSendings(context.db, name, limits.idleBatches, 'live');
  const decision: Decision = decideBatch(
    {
      ...{ count: waiting.live, oldestMs: waiting.oldestMs, urgent: waiting.urgent > 0 },
      sentMs: sent.map(({ ageMs }) => ageMs),
    },
    limits,
  );
  return { decision, waiting };
}

/** Requests that it took; none where it would touch the reserve, and everything is kept for later. */
async function sendLive(context: Context, tenant: Tenant, items: number, taken?: ReadonlySet<string>): Promise<number> {
  const { apiReservePercent: reservePercent } = tenant.settings;
  const { hasRoom, usage } = await roomFor(context, tenant, items, { reservePercent });
  if (hasRoom) {
    const next = await nextKeys(context.db, tenant.name, ['urgent', 'live'], items);
    // what is told anew of a conversation that is being written goes after it
    const keys = next.filter((key) => !taken?.has(key));
    return keys.length > 0 ? sendBatch(context, tenant, 'live', keys, taken ? { taken } : {}) : 0;
  }
  await park(context, tenant, 'reserve', usage);
  return 0;
}
