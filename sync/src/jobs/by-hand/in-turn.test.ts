import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn } from './in-turn.ts';
import { Refusal } from './refusal.ts';

/** A lock as the store has it: one after the other. */
function lock() {
  let last: Promise<unknown> = Promise.resolve();
  return {
    exclusively: <T>(_name: string, work: (isHeld: () => boolean) => Promise<T>): Promise<T> => {
      const begin = () => work(() => true);
      const mine = last.then(begin, begin);
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}

test('who comes while a batch is written waits for it, and fails with what failed', async () => {
  const context = lock();
  const order: string[] = [];
  void context.exclusively('demo', () => Promise.resolve(order.push('batch')));
  assert.equal(await inTurn(context, 'demo', () => Promise.resolve(order.push('undo'))), 2);
  assert.deepEqual(order, ['batch', 'undo']);
  await assert.rejects(
    inTurn(context, 'demo', () => Promise.reject(new Error('no'))),
    /no/,
  );
});

test('what cannot wait is refused, and is not done later all the same', async () => {
  const context = lock();
  let end = () => undefined as void;
  const batch = context.exclusively('demo', () => new Promise<void>((resolve) => (end = resolve)));
  let isDone = false;
  const work = () => Promise.resolve((isDone = true));
  await assert.rejects(
    inTurn(context, 'demo', work, 5),
    (error) => error instanceof Refusal && error.kind === 'conflict' && error.message.includes('nothing was done'),
  );
  end();
  await batch;
  await context.exclusively('demo', () => Promise.resolve());
  assert.equal(isDone, false);
});
