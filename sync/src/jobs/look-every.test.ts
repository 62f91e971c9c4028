import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { lookEvery } from './look-every.ts';

const NEVER_MS = 2 ** 31 - 1;

test('who is woken while looking looks once more and not beside it, and ends what is in hand before it stops', async () => {
  let looks = 0;
  let atOnce = 0;
  let end = (): void => undefined;
  const looking = lookEvery(NEVER_MS, async () => {
    looks += 1;
    atOnce += 1;
    assert.equal(atOnce, 1);
    await new Promise<void>((resolve) => (end = resolve));
    atOnce -= 1;
  });
  looking.wake();
  looking.wake();
  assert.equal(looks, 1);
  end();
  await setImmediate();
  assert.equal(looks, 2);
  end();
  await setImmediate();
  assert.equal(looks, 2);

  looking.wake();
  assert.equal(looks, 3);
  looking.wake();
  let isStopped = false;
  const stopped = looking.stop().then(() => (isStopped = true));
  await setImmediate();
  assert.equal(isStopped, false);
  end();
  await stopped;
  looking.wake();
  assert.deepEqual([looks, atOnce], [3, 0]);
});
