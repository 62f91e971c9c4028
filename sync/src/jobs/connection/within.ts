import { OrgError } from '../../org/error.ts';

/** What takes longer than a person waits is told as too slow; it goes on by itself, and nobody hears of it. */
export async function within<T>(longestMs: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const seconds = Math.round(longestMs / 1000);
    timer = setTimeout(
      () => reject(new OrgError('ETIMEDOUT', `The org did not answer within ${seconds} seconds.`, 0)),
      longestMs,
    );
  });
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
