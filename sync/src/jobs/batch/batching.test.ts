import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { BATCHING, batchingFor, decideBatch, type Batching } from './batching.ts';

interface Sent {
  at: number;
  items: number;
  /** How long the first of the batch had waited. */
  oldestMs: number;
}

/** Runs the rule over arrivals (milliseconds, ascending), an org that answers in `tookMs`. */
function run(arrivals: number[], { tookMs = 0, limits = BATCHING }: { tookMs?: number; limits?: Batching } = {}) {
  const sent: Sent[] = [];
  const waiting: number[] = [];
  let now = arrivals[0] ?? 0;
  let next = 0;
  while (next < arrivals.length || waiting.length > 0) {
    while (next < arrivals.length && arrivals[next]! <= now) waiting.push(arrivals[next++]!);
    const oldestMs = now - (waiting[0] ?? now);
    const sentMs = sent.toReversed().map(({ at }) => now - at);
    const decision = decideBatch({ count: waiting.length, oldestMs, urgent: false, sentMs }, limits);
    if ('send' in decision) {
      sent.push({ at: now, items: decision.send, oldestMs });
      waiting.splice(0, decision.send);
      now += tookMs;
    } else now = Math.min(now + decision.lookInMs, arrivals[next] ?? Infinity);
  }
  return sent;
}

const HOUR = 3_600_000;
const arrivals = fc
  .array(fc.record({ gap: fc.nat({ max: 120_000 }), items: fc.integer({ min: 1, max: 500 }) }), { maxLength: 60 })
  .map((steps) => {
    let at = 0;
    return steps.flatMap(({ gap, items }) => Array.from({ length: items }, () => (at += Math.round(gap / items))));
  });

test('nobody waits longer than a minute, no batch has more than 200, nothing is left behind', () => {
  fc.assert(
    fc.property(arrivals, (at) => {
      const sent = run(at);
      assert.equal(
        sent.reduce((sum, { items }) => sum + items, 0),
        at.length,
      );
      for (const { items, oldestMs } of sent) {
        assert.ok(items >= 1 && items <= 200);
        assert.ok(oldestMs <= 58_000, `${oldestMs}`);
      }
    }),
  );
});

test('an idle tenant’s conversation goes at once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.array(fc.nat({ max: 1_000_000 })), (count, ages) => {
      const sentMs = ages.sort((a, b) => a - b);
      const lately = sentMs.filter((age) => age < BATCHING.idleMs).length;
      const decision = decideBatch({ count, oldestMs: 0, urgent: false, sentMs });
      if (lately < BATCHING.idleBatches || count >= 200) assert.deepEqual(decision, { send: Math.min(200, count) });
      else assert.ok('lookInMs' in decision && decision.lookInMs > 0);
    }),
  );
});

test('what a person waits for takes the others along at once, however much was sent', () => {
  const sentMs = Array.from({ length: 50 }, (_, at) => at * 1000);
  assert.deepEqual(decideBatch({ count: 3, oldestMs: 10, urgent: true, sentMs }), { send: 3 });
  assert.ok('lookInMs' in decideBatch({ count: 3, oldestMs: 10, urgent: false, sentMs }));
});

test('a thousand spread evenly over an hour make few enough batches for three requests each', () => {
  const sent = run(Array.from({ length: 1000 }, (_, at) => (at * HOUR) / 1000));
  assert.ok(sent.length <= 66, `${sent.length}`);
});

test('a busy hour has at most a batch a minute, and one more for every twenty conversations', () => {
  const minutes = fc.array(fc.nat({ max: HOUR }), { minLength: 1000, maxLength: 1000 });
  fc.assert(
    fc.property(minutes, (at) => run(at.sort((a, b) => a - b)).length <= 60 + 7 + 1000 / 20),
    { numRuns: 20, endOnFailure: true },
  );
});

test('five hundred at once are batches of 200 at once, however slow the org is', () => {
  const sent = run(Array<number>(500).fill(0), { tookMs: 5000 });
  assert.deepEqual(
    sent.map(({ at, items }) => [at, items]),
    [
      [0, 200],
      [5000, 200],
      [10_000, 100],
    ],
  );
});

test('looking again when told loses no time and never looks in vain for ever', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 199 }),
      fc.nat({ max: 60_000 }),
      fc.array(fc.nat({ max: 600_000 })),
      (count, oldestMs, ages) => {
        const pending = { count, urgent: false, sentMs: ages.sort((a, b) => a - b) };
        const decision = decideBatch({ ...pending, oldestMs });
        if ('send' in decision) return;
        const later = decision.lookInMs;
        const sentMs = pending.sentMs.map((age) => age + later);
        assert.deepEqual(decideBatch({ ...pending, sentMs, oldestMs: oldestMs + later }), { send: count });
      },
    ),
  );
});

test('a longest wait of nothing sends everything at once', () => {
  const sentMs = Array<number>(99).fill(0);
  assert.deepEqual(decideBatch({ count: 1, oldestMs: 0, urgent: false, sentMs }, batchingFor(0)), { send: 1 });
  assert.deepEqual(batchingFor(60), BATCHING);
});
