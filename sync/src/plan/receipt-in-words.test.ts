import assert from 'node:assert/strict';
import test from 'node:test';
import { receiptInWords } from './receipt-in-words.ts';
import type { Receipt, ReceiptEntry } from './types.ts';

const field = (name: string, before: string | number | null, after: string | number | null, rule: string) => ({
  ...{ field: name, before, after, rule },
});

function receipt(more: Partial<Receipt>): Receipt {
  return {
    key: 'aircall:812',
    at: '2026-11-17T14:01:00Z',
    outcome: 'written',
    match: {
      status: 'Matched',
      rule: 'taskCall',
      score: 0.97,
      evidence: "Linked to 'Call with Jane'.\nMatched to 'Acme – Renewal'; next best: 'Acme – Expansion'.",
      activity: { object: 'Task', id: '00T000000000001AAA', decision: 'enrich', candidates: [] },
      people: [],
      dealRule: 'contactRole',
      dealCandidates: [],
    },
    entries: [],
    remarks: [],
    requests: 5,
    ...more,
  };
}

test('a receipt says what happened, why, and each field before and after', () => {
  const entry: ReceiptEntry = {
    object: 'Task',
    id: '00T000000000001AAA',
    operation: 'update',
    outcome: 'written',
    fields: [
      field('Description', 'Rang twice', `Rang twice\n${'digest '.repeat(40)}`, 'digest'),
      field('CallDurationInSeconds', null, 312, 'content'),
    ],
  };
  const lines = receiptInWords(receipt({ entries: [entry], remarks: ['Task.Subject was cut.'] })).split('\n');
  assert.equal(lines[0], 'aircall:812: Matched');
  assert.equal(lines[1], 'Written to the org on 17 November, 14:01 UTC, 1 record; its batch took 5 requests.');
  assert.ok(lines.includes("  Matched to 'Acme – Renewal'; next best: 'Acme – Expansion'."));
  assert.ok(lines.includes('  Task.Subject was cut.'));
  assert.ok(lines.includes('  Task 00T000000000001AAA: changed'));
  assert.ok(lines.includes('    CallDurationInSeconds: 312 (from the conversation)'));
  const description = lines.find((line) => line.startsWith('    Description: “Rang twice” → “Rang twice digest'));
  assert.ok(description && description.length < 200, 'long values are cut');
});

test('a refusal stands in the org’s own words, and what was held back says which setting did it', () => {
  const refused: ReceiptEntry = {
    ...{ object: 'Opportunity', operation: 'update', outcome: 'failed', fields: [field('Amount', 1, 2, 'content')] },
    error: { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Ask finance first', fields: ['Amount'] },
  };
  const held: ReceiptEntry = {
    ...{ object: 'Task', operation: 'update', outcome: 'planned', fields: [] },
    note: 'Not written: Task is set to off.',
  };
  const text = receiptInWords(receipt({ outcome: 'failed', action: 'relink', entries: [refused, held] }));
  assert.match(text, /^Linked by a person\. Not wholly written/m);
  assert.match(text, /The org says: Ask finance first \(FIELD_CUSTOM_VALIDATION_EXCEPTION, Amount\)/);
  assert.match(text, /Task: would be changed\n {4}Not written: Task is set to off\./);
});

test('nothing to write is said so, without records', () => {
  const text = receiptInWords(receipt({ outcome: 'unchanged', requests: 0 }));
  assert.match(text, /Nothing to write: the org already says all of it on 17 November, 14:01 UTC\./);
  assert.doesNotMatch(text, /Records|Mended/);
});
