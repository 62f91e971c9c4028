import type { Budget } from './types';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** The service tells the hours to a tenth: a minute would promise more. */
const ROUND_MS = 600_000;

/** Shares of the day's requests, which together are 1. `over`: of what is used, what was taken from the reserve. */
export interface Meter {
  used: number;
  over: number;
  free: number;
  reserve: number;
  state: 'good' | 'reached' | 'usedUp';
}

/** Undefined before the org has said what it counts. */
export function meterOf({ used, max, reserve }: Budget): Meter | undefined {
  if (used === null || max === null || max <= 0) return undefined;
  const taken = clamp(used / max);
  const kept = clamp((reserve ?? 0) / max);
  const over = Math.max(0, taken - (1 - kept));
  return {
    used: taken - over,
    over,
    free: Math.max(0, 1 - kept - taken),
    reserve: kept - over,
    state: taken >= 1 ? 'usedUp' : kept > 0 && taken >= 1 - kept ? 'reached' : 'good',
  };
}

/** Requests that the service may still make today. */
export function leftOf({ used, max, reserve }: Budget): number {
  return used === null || max === null ? 0 : Math.max(0, max - (reserve ?? 0) - used);
}

export type Forecast =
  | { kind: 'unknown' | 'paused' | 'idle' | 'lasts' | 'usedUp' | 'reached' }
  /** Kept for later since then; goes on about then. */
  | { kind: 'parked'; since?: string; until?: string }
  | { kind: 'until'; at: string };

/** How far the day's requests go. `now` is when the service was asked, in milliseconds. */
export function forecastOf(budget: Budget, now: number): Forecast {
  if (budget.parked)
    return { kind: 'parked', since: budget.since ?? undefined, until: budget.resumesAbout ?? undefined };
  if (budget.paused) return { kind: 'paused' };
  const meter = meterOf(budget);
  if (!meter) return { kind: 'unknown' };
  if (meter.state !== 'good') return { kind: meter.state };
  if (budget.perHour <= 0 || budget.lastsHours === null) return { kind: 'idle' };
  if (budget.lastsHours >= DAY_HOURS) return { kind: 'lasts' };
  const at = Math.round((now + budget.lastsHours * HOUR_MS) / ROUND_MS) * ROUND_MS;
  return { kind: 'until', at: new Date(at).toISOString() };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
