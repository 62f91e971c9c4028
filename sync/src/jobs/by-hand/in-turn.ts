/** Work that a person waits for: it takes its turn among the tenant's batches, or says that it could not. */
import type { Context } from '../context.ts';
import { Refusal } from './refusal.ts';

/** How long a person may be kept waiting for a batch in hand. */
export const LONGEST_WAIT_MS = 25_000;

/**
 * Runs `work` when no batch of the tenant runs. Throws a `conflict` where that does not come within `longestMs`; the work
 * is then not begun later.
 */
export async function inTurn<T>(
  context: Pick<Context, 'exclusively'>,
  tenant: string,
  work: () => Promise<T>,
  longestMs = LONGEST_WAIT_MS,
): Promise<T> {
  let isGivenUp = false;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<'too long'>((resolve) => {
    timer = setTimeout(resolve, longestMs, 'too long');
  });
  let begin: (value: 'begun') => void = () => undefined;
  const begun = new Promise<'begun'>((resolve) => {
    begin = resolve;
  });
  const done = context.exclusively(tenant, async (): Promise<T | undefined> => {
    if (isGivenUp) return undefined;
    begin('begun');
    return work();
  });
  try {
    const first = await Promise.race([begun, tooLong, done.then(() => 'begun' as const)]);
    if (first === 'too long') {
      isGivenUp = true;
      // nobody listens any more; what the lock itself throws later is nobody's
      done.catch(() => undefined);
      throw new Refusal(
        'conflict',
        'A batch of this tenant is being written and did not end in time: nothing was done. Try again in a minute.',
      );
    }
    return (await done) as T;
  } finally {
    clearTimeout(timer);
  }
}
