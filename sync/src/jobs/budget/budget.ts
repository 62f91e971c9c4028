/** How many of the org's daily API requests the service may use. Pure: the figures come in. */

/**
 * A backfill leaves so much more of the day's requests than live traffic does, in percent of all: what happens today
 * must never wait for what happened last year.
 */
const BACKFILL_PERCENT = 25;
/** Of a tenant's first batches, of which nobody knows yet what they take. */
const FIRST_GUESS = 20;
/** Batches that the next is reckoned by. */
const RECKONED_BY = 5;
const MINUTE = 60_000;
const LONGEST_ASK_MS = 15 * MINUTE;
const DAY_MS = 24 * 60 * MINUTE;

export interface Usage {
  used: number;
  max: number;
}

/** What is kept from a backfill, in percent, where so much is kept from live traffic. */
export function backfillReservePercent(reservePercent: number): number {
  return Math.min(95, reservePercent + BACKFILL_PERCENT);
}

/** Requests that are left to others. */
export function reserveOf(max: number, reservePercent: number): number {
  return Math.ceil((max * reservePercent) / 100);
}

/** Whether so many requests more leave the reserve untouched. */
export function hasRoom({ used, max }: Usage, reservePercent: number, cost: number): boolean {
  const ceiling = max - reserveOf(max, reservePercent);
  return used < ceiling && used + cost <= ceiling;
}

/** Room enough to begin again: a hundredth of the day's requests free, so that a parked tenant does not stop at every step. */
export function mayResume(usage: Usage, reservePercent: number, cost: number): boolean {
  return hasRoom(usage, reservePercent, Math.max(cost, Math.ceil(usage.max / 100)));
}

/** What a batch of so many conversations takes at most, going by the latest batches, newest first. */
export function estimateRequests(items: number, latest: { conversations: number; requests: number }[]): number {
  const known = latest.slice(0, RECKONED_BY);
  if (known.length === 0) return FIRST_GUESS * Math.max(1, Math.ceil(items / 200));
  return Math.max(
    ...known.map(({ conversations, requests }) =>
      Math.ceil(requests * Math.max(1, items / Math.max(1, conversations))),
    ),
  );
}

/** How long until the org is asked again, after so many asks in vain: a minute first, a quarter of an hour at most. */
export function askAgainInMs(asks: number): number {
  return Math.min(LONGEST_ASK_MS, MINUTE * 2 ** Math.min(asks, 10));
}

/**
 * About when there is room again: the org counts the last 24 hours, so the service's own requests leave the count a day
 * after they were sent, oldest first. Where they are too few it is others' that must leave, within a day.
 */
export function resumesInMs(usage: Usage, reservePercent: number, own: { ageMs: number; requests: number }[]): number {
  const wanted = usage.used - (usage.max - reserveOf(usage.max, reservePercent)) + Math.ceil(usage.max / 100);
  let gone = 0;
  for (const { ageMs, requests } of own.toSorted((a, b) => b.ageMs - a.ageMs)) {
    gone += requests;
    if (gone >= wanted) return Math.max(0, DAY_MS - ageMs);
  }
  return DAY_MS;
}

/** "80,010 of 100,000" */
export function inWords({ used, max }: Usage): string {
  const figure = (value: number) => value.toLocaleString('en-GB');
  return `${figure(used)} of ${figure(max)}`;
}
