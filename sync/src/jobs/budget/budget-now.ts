/** The budget as it stands, for an admin; and an admin's pause. */
import { logActivity } from '../../store/activity.ts';
import { askNow, readBudget, savePause } from '../../store/budgets.ts';
import { requestsByAge, requestsLastHour, waitingOf } from '../../store/waiting.ts';
import { backfillReservePercent, reserveOf, resumesInMs } from './budget.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';

export interface BudgetNow {
  used: number | null;
  max: number | null;
  /** Times are RFC 3339 UTC. */
  readAt: string | null;
  reserve: number | null;
  reservePercent: number;
  backfillReservePercent: number;
  perHour: number;
  lastsHours: number | null;
  parked: boolean;
  since: string | null;
  nextAskAt: string | null;
  resumesAbout: string | null;
  paused: boolean;
  pausedSince: string | null;
  waiting: number;
}

export async function budgetOf(context: Context, { name, settings }: Tenant): Promise<BudgetNow> {
  const { db } = context;
  const { usage, readAgeMs = 0, parked, pausedSince } = await readBudget(db, name);
  const { live, backfill } = await waitingOf(db, name);
  const perHour = await requestsLastHour(db, name);
  const now = Date.parse(context.now());
  const at = (ms: number) => new Date(ms).toISOString();
  const percent = settings.apiReservePercent;
  const reserve = usage ? reserveOf(usage.max, percent) : null;
  const left = usage && reserve !== null ? Math.max(0, usage.max - reserve - usage.used) : 0;
  return {
    used: usage?.used ?? null,
    max: usage?.max ?? null,
    readAt: usage ? at(now - readAgeMs) : null,
    reserve,
    reservePercent: percent,
    backfillReservePercent: backfillReservePercent(percent),
    perHour,
    lastsHours: usage && perHour > 0 ? Math.round((left / perHour) * 10) / 10 : null,
    parked: parked !== undefined,
    since: parked?.since.toISOString() ?? null,
    nextAskAt: parked?.nextAskAt.toISOString() ?? null,
    resumesAbout: parked && usage ? at(now + resumesInMs(usage, percent, await requestsByAge(db, name))) : null,
    paused: pausedSince !== undefined,
    pausedSince: pausedSince?.toISOString() ?? null,
    waiting: live + backfill,
  };
}

export async function pause(context: Context, { name }: Tenant): Promise<void> {
  await context.db.transaction(async (tx) => {
    if ((await readBudget(tx, name)).pausedSince) return;
    await savePause(tx, name, true);
    await logActivity(tx, name, [{ kind: 'paused', message: 'Paused by an admin: conversations are kept.' }]);
    await context.queue.addOpen(tx, name);
  });
}

export async function resume(context: Context, { name }: Tenant): Promise<void> {
  await context.db.transaction(async (tx) => {
    if ((await readBudget(tx, name)).pausedSince) {
      await savePause(tx, name, false);
      await logActivity(tx, name, [{ kind: 'resumed', message: 'Resumed by an admin.' }]);
    }
    await askNow(tx, name);
    await context.queue.addOpen(tx, name);
  });
  // somebody has presumably mended something
  context.orgs.circuit(name).askNow();
}
