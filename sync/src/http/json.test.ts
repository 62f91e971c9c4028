import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { firstFault, readJson } from './json.ts';
import { Problem } from './problem.ts';

function position(text: string): unknown {
  try {
    readJson(text);
  } catch (error) {
    assert.ok(error instanceof Problem);
    assert.equal(error.status, 400);
    return error.members.position ?? error.message;
  }
  return 'read';
}

test('a body that is not JSON is answered with the place where it goes wrong', () => {
  assert.deepEqual(position('{"a": }'), { offset: 6, line: 1, column: 7 });
  assert.deepEqual(position('{\n  "a": 1,\n  "b" 2\n}'), { offset: 18, line: 3, column: 7 });
  assert.deepEqual(position('{"a": 1,}'), { offset: 8, line: 1, column: 9 });
  assert.deepEqual(position('[1, 2'), { offset: 5, line: 1, column: 6 });
  assert.deepEqual(position('{"a": "x\\q"}'), { offset: 8, line: 1, column: 9 });
  assert.deepEqual(position('{} {}'), { offset: 3, line: 1, column: 4 });
  assert.deepEqual(position("{'a': 1}"), { offset: 1, line: 1, column: 2 });
  assert.match(String(position('  ')), /empty/);
});

test('what stands before the place found is not at fault itself', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('}', ']', ',', ':', '"', '\u0001', 'x', '{'),
      (text, at, extra) => {
        const cut = at % (text.length + 1);
        const broken = text.slice(0, cut) + extra + text.slice(cut);
        try {
          JSON.parse(broken);
        } catch {
          const fault = firstFault(broken);
          assert.ok(fault <= broken.length);
          assert.equal(firstFault(broken.slice(0, fault)), fault);
        }
      },
    ),
  );
});

test('a deep or long body costs no stack', () => {
  assert.equal(firstFault('['.repeat(1_000_000)), 1_000_000);
  assert.equal(firstFault(`["${'é'.repeat(1_000_000)}`), 1_000_002);
});

test('a key that would reach the prototype of objects is left out', () => {
  const read = readJson('{"a": {"__proto__": {"admin": true}}, "\\u005f_proto__": {"admin": true}}') as {
    a: Record<string, unknown>;
    admin?: boolean;
  };
  assert.equal(read.admin, undefined);
  assert.equal(read.a.admin, undefined);
  assert.deepEqual(Object.keys(read), ['a']);
});
