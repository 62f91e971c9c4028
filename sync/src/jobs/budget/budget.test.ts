import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  askAgainInMs,
  backfillReservePercent,
  estimateRequests,
  hasRoom,
  mayResume,
  reserveOf,
  resumesInMs,
} from './budget.ts';
import { isDailyLimit } from './hold.ts';

const max = fc.integer({ min: 1, max: 1_000_000 });
const percent = fc.integer({ min: 0, max: 95 });

test('whatever batches go, as long as they take no more than reckoned the reserve is untouched', () => {
  fc.assert(
    fc.property(max, percent, fc.array(fc.integer({ min: 1, max: 500 })), (all, reserve, costs) => {
      let used = 0;
      for (const cost of costs) if (hasRoom({ used, max: all }, reserve, cost)) used += cost;
      assert.ok(used <= all - reserveOf(all, reserve), `${used}`);
    }),
  );
});

test('a tenant at its reserve has no room for anything, and begins again only with some to spare', () => {
  fc.assert(
    fc.property(max, percent, fc.nat(), fc.integer({ min: 1, max: 50 }), (all, reserve, over, cost) => {
      const ceiling = all - reserveOf(all, reserve);
      assert.equal(hasRoom({ used: ceiling + over, max: all }, reserve, 0), false);
      for (const used of [0, ceiling - cost, ceiling])
        if (mayResume({ used, max: all }, reserve, cost)) assert.ok(hasRoom({ used, max: all }, reserve, cost));
    }),
  );
});

test('a backfill never has room where live traffic has none', () => {
  fc.assert(
    fc.property(max, percent, fc.nat({ max: 1_000_000 }), fc.nat({ max: 500 }), (all, reserve, used, cost) => {
      if (hasRoom({ used, max: all }, backfillReservePercent(reserve), cost))
        assert.ok(hasRoom({ used, max: all }, reserve, cost));
    }),
  );
  assert.equal(backfillReservePercent(20), 45);
  assert.equal(backfillReservePercent(90), 95);
});

test('a batch is reckoned by the dearest of the latest, and by a guess before there is one', () => {
  assert.equal(estimateRequests(200, []), 20);
  assert.equal(estimateRequests(1000, []), 100);
  const latest = [
    { conversations: 10, requests: 3 },
    { conversations: 100, requests: 5 },
  ];
  assert.equal(estimateRequests(5, latest), 5);
  assert.equal(estimateRequests(200, latest), 60);
});

test('the org is asked again after a minute, then ever later, a quarter of an hour at most', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 50].map((asks) => askAgainInMs(asks) / 60_000),
    [1, 2, 4, 8, 15, 15],
  );
});

test('it goes on when enough of its own requests are a day old, or within a day where they are others’', () => {
  const hour = 3_600_000;
  const own = [
    { ageMs: 23 * hour, requests: 5 },
    { ageMs: 20 * hour, requests: 100 },
    { ageMs: 1 * hour, requests: 500 },
  ];
  assert.equal(resumesInMs({ used: 800, max: 1000 }, 20, own), 4 * hour);
  assert.equal(resumesInMs({ used: 1000, max: 1000 }, 20, own), 23 * hour);
  assert.equal(resumesInMs({ used: 1000, max: 1000 }, 20, []), 24 * hour);
});

test('too many long requests at once are no daily limit, though the org uses one word for both', () => {
  const code = 'REQUEST_LIMIT_EXCEEDED';
  assert.equal(isDailyLimit({ code, message: 'TotalRequests Limit exceeded.' }), true);
  assert.equal(isDailyLimit({ code, message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.' }), false);
});
