/**
 * When a batch of live conversations goes to the org. Pure: everything it goes by comes in.
 *
 * A flat window of 30 seconds would make some 110 batches of nine out of 1,000 conversations in an hour, and at a read
 * and a write each they alone would take more requests than the 200 that the hour may have.
 */

const SECOND = 1000;

/** All the figures of it. */
export const BATCHING = {
  /** A batch closes at so many: what one sObject Collections call takes. */
  items: 200,
  /** Or so long after its first one came, once `enough` wait. */
  windowMs: 30 * SECOND,
  enough: 20,
  /** At the latest after a minute; a process looks up to two seconds late. */
  longestMs: 58 * SECOND,
  /** A tenant is idle, and its batch goes at once, while it has sent fewer than `idleBatches` in `idleMs`. */
  idleBatches: 5,
  idleMs: 5 * 60 * SECOND,
};
export type Batching = typeof BATCHING;

/** The rule with another longest wait, in seconds; 0 sends everything at once, as a machine on a desk may. */
export function batchingFor(waitSeconds: number): Batching {
  const longestMs = Math.max(0, waitSeconds - 2) * SECOND;
  return { ...BATCHING, longestMs, windowMs: Math.min(BATCHING.windowMs, longestMs) };
}

export interface Pending {
  /** Live conversations that wait. */
  count: number;
  /** How long the first of them has. */
  oldestMs: number;
  /** A person waits for one of them. */
  urgent: boolean;
  /** How long ago each of the tenant's latest batches of live conversations was sent, newest first. */
  sentMs: number[];
}

/** How many go now, those that have waited longest first; or how long until it is worth looking again. */
export type Decision = { send: number } | { lookInMs: number };

/** What waits goes now, or waits `lookInMs` (Infinity where nothing does). */
export function decideBatch({ count, oldestMs, urgent, sentMs }: Pending, limits: Batching = BATCHING): Decision {
  if (count === 0) return { lookInMs: Infinity };
  const idleInMs = Math.max(0, limits.idleMs - (sentMs[limits.idleBatches - 1] ?? Infinity));
  const closesAfterMs = count >= limits.enough ? Math.min(limits.windowMs, limits.longestMs) : limits.longestMs;
  const lookInMs = Math.ceil(Math.min(idleInMs, Math.max(0, closesAfterMs - oldestMs)));
  return urgent || count >= limits.items || lookInMs === 0 ? { send: Math.min(count, limits.items) } : { lookInMs };
}
