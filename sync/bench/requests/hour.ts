/** Arrivals over simulated time, batched by the rule that the service goes by. */
import { decideBatch } from '../../src/jobs/batch/batching.ts';

/** Hands out the items that go together at each moment, the first come first; `arrivals` are ascending milliseconds. */
export async function batches<Item>(
  items: Item[],
  arrivals: number[],
  send: (batch: Item[], at: number) => Promise<void>,
): Promise<number> {
  const sent: number[] = [];
  let from = 0;
  let next = 0;
  let now = arrivals[0] ?? 0;
  while (from < items.length) {
    while (next < items.length && arrivals[next]! <= now) next++;
    const decision = decideBatch({
      count: next - from,
      oldestMs: next > from ? now - arrivals[from]! : 0,
      urgent: false,
      sentMs: sent.map((at) => now - at),
    });
    if ('send' in decision) {
      const batch = items.slice(from, from + decision.send);
      from += decision.send;
      sent.unshift(now);
      await send(batch, now);
    } else now = Math.min(now + decision.lookInMs, arrivals[next] ?? Infinity);
  }
  return sent.length;
}
