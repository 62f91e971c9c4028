import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordWrite } from '../record-write.ts';
import { callsOf, type Call } from './calls.ts';

const create = (object: string, body: RecordWrite['body'] = {}, lock?: string): RecordWrite => ({
  ...{ object, operation: 'upsert', keyField: 'Key__c', body },
  ...(lock ? { lock } : {}),
});
const update = (object: string, id: string): RecordWrite => ({ object, operation: 'update', id, body: { Name: id } });

const callsFor = (...stages: RecordWrite[][]): Call[] =>
  callsOf(
    stages,
    stages.flatMap((writes, stage) => writes.map((_, position) => ({ stage, position }))),
  );
const said = (calls: Call[]): string[] =>
  calls.map(({ kind, items }) => `${kind} ${items.map(({ write }) => write.id ?? write.object).join(' ')}`);

test('changes of every stage go together and first, then creations stage after stage', () => {
  const late: RecordWrite = { ...update('Task', 'late'), idsOf: { WhatId: { stage: 0, position: 0 } } };
  const calls = callsFor([create('Account'), update('Task', 'a')], [create('Contact'), update('Event', 'b'), late]);
  assert.deepEqual(said(calls), ['update a b', 'create Account', 'create Contact', 'update late']);
});

test('a call holds ten objects at most, each of them in one run', () => {
  const objects = Array.from({ length: 12 }, (_, index) => `Object${index}`);
  const calls = callsFor([...objects, ...objects].map((object) => create(object)));
  const ofCalls = calls.map(({ items }) => items.map(({ write }) => write.object));
  assert.deepEqual(
    ofCalls.map((all) => new Set(all).size),
    [10, 2],
  );
  for (const all of ofCalls) assert.ok(all.every((object, at) => all.indexOf(object) >= at - 1));
});

test('a call ends before its text is too long', () => {
  const calls = callsFor(Array.from({ length: 5 }, () => create('Account', { Description: 'x'.repeat(1_500_000) })));
  assert.deepEqual(
    calls.map(({ items }) => items.length),
    [2, 2, 1],
  );
});

test('records that lock the same one stand side by side', () => {
  const calls = callsFor(['a', 'b', 'a', 'b'].map((lock) => create('Contact', {}, lock)));
  assert.deepEqual(
    calls.flatMap(({ items }) => items.map(({ write }) => write.lock)),
    ['a', 'a', 'b', 'b'],
  );
});

test('what looks like a reference to another part of a request goes apart from the others', () => {
  const calls = callsFor([create('Account'), create('Contact', { Description: 'see @{reference.id}' })]);
  assert.deepEqual(
    calls.map(({ items, isAlone }) => [items.map(({ write }) => write.object), isAlone]),
    [
      [['Account'], false],
      [['Contact'], true],
    ],
  );
});
