import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { base62, checkSuffix, recordIdFor, toId18 } from './ids.ts';

const id15 = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'),
  minLength: 15,
  maxLength: 15,
});

test('the check suffix is the published one', () => {
  assert.equal(checkSuffix('001A0000006Vm9r'), 'IAC');
  assert.equal(toId18('00D000000000062'), '00D000000000062EAA');
});

test('15 and 18 characters name the same record, whatever the case of the 18', () => {
  fc.assert(
    fc.property(id15, (id) => {
      const long = toId18(id);
      assert.equal(long?.slice(0, 15), id);
      assert.equal(toId18(long), long);
      assert.equal(toId18(long.toLowerCase()), long);
      assert.equal(toId18(long.toUpperCase()), long);
    }),
  );
});

test('Ids that differ only in case have suffixes that differ', () => {
  fc.assert(
    fc.property(id15, (id) => {
      const swapped = id.replace(/[a-z]/i, (letter) =>
        letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
      );
      fc.pre(swapped !== id);
      assert.notEqual(checkSuffix(swapped), checkSuffix(id));
    }),
  );
});

test('what is no Id is told apart', () => {
  for (const bad of [
    '',
    '001',
    '001A0000006Vm9',
    '001A0000006Vm9r-AC',
    '001A0000006Vm9rIA9',
    "001'; DROP TABLE",
    '001A0000006Vm9rIACX',
  ]) {
    assert.equal(toId18(bad), null, bad);
  }
});

test('record Ids rise with their sequence', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 40 }), (sequence) => {
      assert.equal(recordIdFor('001', 'DB', sequence).length, 18);
      assert.ok(base62(sequence, 9) < base62(sequence + 1, 9));
    }),
  );
});
