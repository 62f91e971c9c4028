import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { generate } from './generate/generate.ts';
import { learn, LEARNING_SEED, LEARNING_SIZE } from './learn.ts';
import { measure, TESTING_SEED } from './quality.ts';

const committed = readFileSync(path.resolve(import.meta.dirname, '../src/match/weights.ts'), 'utf8');

test('the committed weights are as they were learned, with the seed and size that learn.ts has', () => {
  const [head = '', body = ''] = committed.split("import type { Weights } from './features.ts';\n\n");
  const hash = createHash('sha256').update(body.replace(/\n$/, '')).digest('hex').slice(0, 16);
  assert.ok(head.includes(hash), 'weights.ts was changed by hand: run node sync/bench/learn.ts');
  assert.ok(
    head.includes(`from ${LEARNING_SIZE.toLocaleString('en')} generated conversations, seed ${LEARNING_SEED};`),
  );
  assert.notEqual(LEARNING_SEED, TESTING_SEED);
});

test('the same seed gives the same set and the same table, another seed another', () => {
  assert.equal(learn(5, 2000), learn(5, 2000));
  assert.notDeepEqual(generate(5, 300).conversations, generate(6, 300).conversations);
});

test('on a set that nothing was learned from, hardly anything is linked wrongly and little is missed', () => {
  const { activity, people, deal } = measure(7, 2000);
  assert.ok(activity.precision >= 0.997, String(activity.precision));
  assert.ok(activity.recall >= 0.95, String(activity.recall));
  assert.equal(activity.of('link', 'wrong') + activity.of('nothing', 'wrong') <= 1, true);
  assert.ok(people.precision >= 0.997 && deal.precision >= 0.995);
});
