import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { RecordWrite } from '../record-write.ts';
import { csvOf, isUnspeakable, readCsv } from './csv.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value !== '#N/A');

test('whatever people write comes back as it was: quotes, line ends, commas, other scripts', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ Key__c: text, Text__c: text }), { minLength: 1 }), (bodies) => {
      const writes = bodies.map((body): RecordWrite => ({
        object: 'X',
        operation: 'upsert',
        keyField: 'Key__c',
        body,
      }));
      const [file, ...more] = csvOf(writes, 'Key__c');
      assert.equal(more.length, 0);
      assert.deepEqual(
        readCsv(file!.text).map((row) => ({ ...row })),
        bodies.map((body) => ({ ...body })),
      );
    }),
  );
});

test('what is not said stays, what is emptied is cleared, a parent is named by its key', () => {
  const [file] = csvOf(
    [
      { object: 'X', operation: 'upsert', keyField: 'Key__c', id: 'a0', body: { Key__c: '1', A__c: null, B__c: true } },
      { object: 'X', operation: 'upsert', keyField: 'Key__c', body: { Key__c: '2', C__c: 4.5, A__c: null } },
      { object: 'X', operation: 'upsert', keyField: 'Key__c', body: { Key__c: '3', P__r: { Key__c: 'p' } } },
    ],
    'Key__c',
  );
  assert.equal(file?.text, 'Key__c,A__c,B__c,C__c,P__r.Key__c\n1,#N/A,true,,\n2,,,4.5,\n3,,,,p\n');
  assert.equal(isUnspeakable({ object: 'X', operation: 'update', id: 'a0', body: { A__c: '#N/A' } }), true);
});

test('a file ends before it is too large, and the next one has the header too', () => {
  const writes = Array.from({ length: 100 }, (_, n): RecordWrite => ({
    ...{ object: 'X', operation: 'update', id: `a${n}`, body: { A__c: 'é'.repeat(50) } },
  }));
  const files = csvOf(writes, 'Id', 2000);
  assert.ok(files.length > 1);
  assert.ok(files.every((file) => Buffer.byteLength(file.text) <= 2000 && file.text.startsWith('Id,A__c\n')));
  assert.deepEqual(
    files.flatMap(({ positions }) => positions),
    writes.map((_, n) => n),
  );
});
