/** What a run that has ended may still be writing. */
import type { Intent } from './interrupted.ts';

/** The longest that an org may still be carrying out a request of a run that has ended. */
const UNDER_WAY_MS = 60_000;

/**
 * How long a run that was interrupted is to be left alone: what it wrote without a key could be under way yet, and would
 * then be made twice by who does not see it. Everything else goes by keys and Ids.
 */
export function leaveAloneMs({ writes, at }: Intent, now: string): number {
  const isUnkeyed = writes.some(({ operation }) => operation === 'create');
  if (!isUnkeyed || at === undefined) return 0;
  return Math.min(UNDER_WAY_MS, Math.max(0, Date.parse(at) + UNDER_WAY_MS - Date.parse(now)));
}
