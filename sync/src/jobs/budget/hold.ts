/** Why nothing of a tenant goes to the org now: an admin's pause, the daily requests, or an org that does not answer. */
import { logActivity } from '../../store/activity.ts';
import { endPark, readBudget, savePark, saveUsage, type BudgetRecord } from '../../store/budgets.ts';
import { lastSendings } from '../../store/waiting.ts';
import { askAgainInMs, estimateRequests, hasRoom, inWords, mayResume, reserveOf, type Usage } from './budget.ts';
import { NOT_CONNECTED } from '../connection/keeper.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { faultOf } from '../faults.ts';

export interface Hold {
  code: string;
  /** A sentence for whoever asks why a conversation is parked. */
  message: string;
  /** When it is worth looking again; Infinity where somebody will say so. */
  lookInMs: number;
}

const HOUR_MS = 3_600_000;
const LIMIT = 'REQUEST_LIMIT_EXCEEDED';

export const PAUSED: Hold = {
  code: 'PAUSED',
  message: 'An admin has paused the service: conversations are kept, and written when it is resumed.',
  lookInMs: Infinity,
};

function parkedHold(parked: NonNullable<BudgetRecord['parked']>, usage: Usage | undefined, percent: number): Hold {
  const used = usage ? `${inWords(usage)} daily API requests of the org are used` : 'the daily API requests are used';
  return {
    lookInMs: Math.max(0, parked.nextAskInMs),
    ...(parked.reason === 'limit'
      ? { code: LIMIT, message: `The org takes no more requests today: ${used}. It goes on by itself.` }
      : {
          code: 'API_RESERVE',
          message: `Kept for later: ${used}, and ${percent} % are left to others. It goes on by itself.`,
        }),
  };
}

const UNCONNECTED: Hold = {
  code: NOT_CONNECTED,
  message: 'No org is connected yet: connect one on the Debrief set-up page. The conversation goes by itself then.',
  lookInMs: Infinity,
};

/** Undefined where nothing holds the tenant. Asks the org what it has used where a parked tenant's time has come. */
export async function holdOf(context: Context, tenant: Tenant): Promise<Hold | undefined> {
  const { db } = context;
  const { name, settings } = tenant;
  if (!tenant.credentials) return UNCONNECTED;
  const { parked, usage, pausedSince } = await readBudget(db, name);
  if (pausedSince) return PAUSED;
  if (parked) {
    if (parked.nextAskInMs > 0) return parkedHold(parked, usage, settings.apiReservePercent);
    const asked = await askUsage(context, tenant);
    const cost = estimateRequests(1, await lastSendings(db, name, 5));
    if (!asked || !mayResume(asked, settings.apiReservePercent, cost)) {
      const nextAskInMs = askAgainInMs(parked.asks + 1);
      await savePark(db, name, { reason: parked.reason, asks: parked.asks + 1, nextAskInMs });
      return parkedHold({ ...parked, nextAskInMs }, asked ?? usage, settings.apiReservePercent);
    }
    await endPark(db, name);
    context.orgs.circuit(name).reset();
    await logActivity(db, name, [
      { kind: 'resumed', message: `Goes on: ${inWords(asked)} daily API requests of the org are used.` },
    ]);
  }
  const circuit = context.orgs.circuit(name);
  const now = Date.parse(context.now());
  const blocked = circuit.blocked(now);
  return blocked && { ...blocked, lookInMs: circuit.opensInMs(now) };
}

/** What the org says of its requests now; undefined where it gives no answer. One request. */
export async function askUsage(context: Context, tenant: Tenant): Promise<Usage | undefined> {
  try {
    const usage = await (await context.orgs.open(tenant)).limits();
    await saveUsage(context.db, tenant.name, usage);
    return usage;
  } catch (error) {
    const fault = faultOf(error);
    context.log.warn({ tenant: tenant.name, code: fault.code }, 'the org does not say what it has used');
    if (fault.scope === 'org' && !isDailyLimit(fault))
      context.orgs.circuit(tenant.name).fail(Date.parse(context.now()), fault);
    else if (isDailyLimit(fault)) await park(context, tenant, 'limit', undefined);
    return undefined;
  }
}

/** The code also stands for too many long requests at once, which passes in seconds. */
export function isDailyLimit({ code, message }: { code: string; message: string }): boolean {
  return code === LIMIT && !/concurrent/i.test(message);
}

/**
 * Whether a batch of so many conversations leaves the reserve untouched, as far as the org has said within the time
 * given; it is asked where that is longer ago. `cost`: requests, where they are known otherwise than by the last batches.
 */
export async function roomFor(
  context: Context,
  tenant: Tenant,
  items: number,
  { reservePercent, trustMs = HOUR_MS, cost }: { reservePercent: number; trustMs?: number; cost?: number },
): Promise<{ hasRoom: boolean; usage?: Usage }> {
  const budget = await readBudget(context.db, tenant.name);
  const isFresh = budget.usage && (budget.readAgeMs ?? Infinity) < trustMs;
  const usage = isFresh ? budget.usage : await askUsage(context, tenant);
  // an org that says nothing here says what is wrong to the batch itself
  if (!usage) return { hasRoom: true };
  const wanted = cost ?? estimateRequests(items, await lastSendings(context.db, tenant.name, 5));
  return { hasRoom: hasRoom(usage, reservePercent, wanted), usage };
}

/** Stops the tenant until the org's window has moved, for every process. */
export async function park(
  context: Context,
  { name, settings: { apiReservePercent: percent } }: Tenant,
  reason: 'reserve' | 'limit',
  usage: Usage | undefined,
): Promise<void> {
  if ((await readBudget(context.db, name)).parked) return;
  await savePark(context.db, name, { reason, asks: 0, nextAskInMs: askAgainInMs(0) });
  const used = usage ? `${inWords(usage)} daily API requests of the org are used. ` : '';
  const left = usage
    ? `${reserveOf(usage.max, percent).toLocaleString('en-GB')} (${percent} %) are left to others. `
    : '';
  const why = reason === 'limit' ? 'The org takes no more requests today. ' : '';
  await logActivity(context.db, name, [
    {
      kind: 'parked',
      message: `Everything is kept for later. ${why}${used}${left}The org is asked again in a minute.`,
    },
  ]);
  context.log.warn({ tenant: name, reason, ...usage }, 'a tenant is parked');
}
