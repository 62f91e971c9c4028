import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { meeting } from '../../match/fixture.ts';
import { placeDigest, withoutDigest } from '../text/digest.ts';
import type { Row, UndoInput } from './types.ts';
import { undo } from './undo.ts';
import { foldReceipts, sinceLastUndo } from './fold.ts';
import type { FieldValue, PlannedField, Receipt, ReceiptEntry } from '../types.ts';

const KEY = 'zoom:m1';
const SELF = '005000000000001AAA';
const PAUL = '005000000000002AAA';
const EVENT = '00U000000000001AAA';
const PARENT = 'a00000000000001AAA';
const MOMENT = 'a01000000000001AAA';
const DEAL = '006000000000001AAA';

function receipt(entries: ReceiptEntry[], more: Partial<Receipt> = {}): Receipt {
  const match = { activity: { object: 'Event', decision: 'none', candidates: [] } } as unknown as Receipt['match'];
  return {
    key: KEY,
    at: '2026-11-20T10:00:00Z',
    outcome: 'written',
    match,
    entries,
    remarks: [],
    requests: 1,
    ...more,
  };
}

function entry(
  object: string,
  id: string,
  values: Record<string, [FieldValue, FieldValue]>,
  more: Partial<ReceiptEntry> = {},
): ReceiptEntry {
  const fields = Object.entries(values).map(([field, [before, after]]): PlannedField => ({
    ...{ field, before, after, rule: 'content' },
  }));
  return { object, id, operation: 'update', fields, outcome: 'written', ...more };
}

const made = (object: string, id: string, values: Record<string, FieldValue>, key = KEY) =>
  entry(object, id, Object.fromEntries(Object.entries(values).map(([field, value]) => [field, [null, value]])), {
    ...{ operation: 'upsert', key },
  });

function undone(receipts: Receipt[], rows: Record<string, Row>, more: Partial<UndoInput> = {}) {
  const byId = new Map(
    Object.entries(rows).map(([id, row]) => [
      id,
      { LastModifiedById: SELF, LastModifiedDate: '2026-11-20T10:00:00Z', ...row },
    ]),
  );
  const names = new Map([[PAUL, 'Paul Marchand']]);
  return undo({
    ...{ key: KEY, written: foldReceipts(receipts), rows: byId, self: SELF, names, children: [] },
    ...more,
  });
}

test('two runs are one: what stood there before the first comes back, if the last is still there', () => {
  const receipts = [
    receipt([entry('Opportunity', DEAL, { Amount: [100, 150] })]),
    receipt([entry('Opportunity', DEAL, { Amount: [150, 175], NextStep: ['Call', 'Send the offer'] })]),
  ];
  const [step] = undone(receipts, { [DEAL]: { Amount: 175, NextStep: 'Visit', LastModifiedById: PAUL } });
  assert.deepEqual(
    step?.write?.fields.map(({ field, before, after }) => [field, before, after]),
    [['Amount', 175, 100]],
  );
  assert.equal(
    step.left[0]?.evidence,
    'NextStep was changed since (last by Paul Marchand on 20 November, 10:00 UTC): left as it is.',
  );
});

test('what a person wrote between two runs is what stood there, and the name of a deal comes back too', () => {
  const receipts = [
    receipt([entry('Opportunity', DEAL, { NextStep: [null, 'Call'], Name: ['Acme', 'Acme 2027'] })]),
    receipt([entry('Opportunity', DEAL, { NextStep: ['My own words', 'Send the offer'] })]),
  ];
  const [step] = undone(receipts, { [DEAL]: { NextStep: 'Send the offer', Name: 'Acme 2027' } });
  assert.deepEqual(
    step?.write?.fields.map(({ field, after }) => [field, after]),
    [
      ['NextStep', 'My own words'],
      ['Name', 'Acme'],
    ],
  );
});

test('an event of ours on which somebody wrote stays, although later notes were written around the words', () => {
  const notes = placeDigest(null, meeting({ summary: 'They renew.' }), 32_000).description ?? '';
  const words = `Mine.\n\n${notes}`;
  const first = made('Event', EVENT, { Subject: 'Talk', Description: notes });
  const second = entry('Event', EVENT, { Description: [words, words] });
  const [step] = undone([receipt([first]), receipt([second])], { [EVENT]: { Subject: 'Talk', Description: words } });
  assert.equal(step?.write?.operation, 'update');
  assert.equal(step.write.fields.find(({ field }) => field === 'Description')?.after, 'Mine.');
  assert.match(step.note ?? '', /Kept: somebody wrote in its Description/);
});

test('a note that the service moved and a person edited stays with its person, on the deal where it stood first', () => {
  const [NOTE, FIRST, OTHER] = ['069000000000001AAA', '06A000000000001AAA', '06A000000000002AAA'];
  const MOVED = '006000000000002AAA';
  const moved = [
    entry('ContentDocumentLink', FIRST, { LinkedEntityId: [DEAL, null] }, { operation: 'delete' }),
    made('ContentDocumentLink', OTHER, { LinkedEntityId: MOVED }),
  ];
  const receipts = [
    receipt([
      { ...made('ContentNote', NOTE, { Title: 'Talk' }), operation: 'create' },
      { ...made('ContentDocumentLink', FIRST, { LinkedEntityId: DEAL }), operation: 'create' },
    ]),
    receipt(moved.map((each) => ({ ...each, operation: each.operation === 'upsert' ? 'create' : each.operation }))),
  ];
  const edited = { [NOTE]: { Title: 'Talk', LastModifiedById: PAUL } };
  const writes = (rows: Record<string, Row>) =>
    undone(receipts, rows).flatMap(({ write }) =>
      write ? [[write.operation, write.id, write.fields.find(({ field }) => field === 'LinkedEntityId')?.after]] : [],
    );
  assert.deepEqual(writes({ ...edited, [DEAL]: {} }), [
    ['create', undefined, DEAL],
    ['delete', OTHER, null],
  ]);
  assert.deepEqual(writes(edited), [], 'that deal is gone');
  assert.deepEqual(writes({ [NOTE]: { Title: 'Talk' }, [DEAL]: {} }), [['delete', NOTE, undefined]]);
});

test('what was refused, planned or left is nobody’s to take back', () => {
  const receipts = [
    receipt([entry('Opportunity', DEAL, { Amount: [100, 150] }, { outcome: 'failed' })]),
    receipt([entry('Opportunity', DEAL, { Amount: [100, 160] }, { outcome: 'planned' })]),
  ];
  assert.deepEqual(undone(receipts, { [DEAL]: { Amount: 160 } }), []);
});

test('only receipts since an undo that was taken wholly count', () => {
  const first = receipt([entry('Opportunity', DEAL, { Amount: [100, 150] })]);
  const refused = receipt([entry('Opportunity', DEAL, { Amount: [150, 100] })], { action: 'undo', outcome: 'failed' });
  const taken = receipt([entry('Opportunity', DEAL, { Amount: [150, 100] })], { action: 'undo' });
  const later = receipt([entry('Opportunity', DEAL, { Amount: [100, 170] })]);
  assert.deepEqual(sinceLastUndo([later, taken, first]), [later]);
  assert.deepEqual(sinceLastUndo([refused, first]), [first, refused]);
});

test('a conversation goes with its rows; a row that somebody ticked, or wrote, keeps it', () => {
  const receipts = [
    receipt([
      made('Conversation__c', PARENT, { Kind__c: 'Meeting', Summary__c: 'They renew.' }),
      made('Conversation_Moment__c', MOMENT, { Type__c: 'Action item', Done__c: false }, `${KEY}#action:1`),
    ]),
  ];
  const parent = { Kind__c: 'Meeting', Summary__c: 'They renew.' };
  const moment = { Type__c: 'Action item', Done__c: false };
  const children = [{ object: 'Conversation_Moment__c', row: { Id: MOMENT, Key__c: `${KEY}#action:1` } }];
  const whole = undone(receipts, { [PARENT]: parent, [MOMENT]: moment }, { children });
  assert.deepEqual(
    whole.map(({ write, entry: said }) => write?.operation ?? said?.note),
    ['delete', 'Went with its conversation.'],
  );

  const ticked = { ...moment, Done__c: true, LastModifiedById: PAUL };
  const kept = undone(receipts, { [PARENT]: parent, [MOMENT]: ticked }, { children });
  assert.equal(kept[0]?.write?.operation, 'update');
  assert.match(kept[0].note ?? '', /A moment beneath it is no longer as it was: Done__c was changed by Paul Marchand/);
  assert.equal(kept[1]?.entry?.outcome, 'skipped');
});

test('an activity without a receipt loses what is ours as long as it carries the key', () => {
  const written = [{ object: 'Event', id: EVENT, created: false, deleted: false, fields: new Map() }];
  const row = { Conversation_Key__c: KEY, Conversation_Link__c: 'https://x.example', Description: 'Own words.' };
  const [step] = undone([], { [EVENT]: row }, { written });
  assert.deepEqual(
    step?.write?.fields.map(({ field, after }) => [field, after]),
    [
      ['Conversation_Key__c', null],
      ['Conversation_Link__c', null],
    ],
  );
});

test('a row that the service deleted is made again under its conversation', () => {
  const gone = entry(
    'Conversation_Moment__c',
    MOMENT,
    { Type__c: ['Highlight', null], Text__c: ['Yes.', null] },
    {
      ...{ operation: 'delete', key: `${KEY}#highlight:1` },
    },
  );
  const [step] = undone([receipt([gone])], {});
  assert.equal(step?.write?.operation, 'upsert');
  assert.equal(step.write.key?.value, `${KEY}#highlight:1`);
  assert.equal(step.write.links?.Conversation__c?.key, KEY);
  assert.deepEqual(
    step.write.fields.map(({ field, after }) => [field, after]),
    [
      ['Type__c', 'Highlight'],
      ['Text__c', 'Yes.'],
    ],
  );
});

test('a field that the integration user may not write any more is left, and said to be', () => {
  const shapes = {
    Opportunity: { Amount: { type: 'currency', length: 0, createable: true, updateable: false, picklist: null } },
  };
  const [step] = undone(
    [receipt([entry('Opportunity', DEAL, { Amount: [100, 150] })])],
    { [DEAL]: { Amount: 150 } },
    { shapes },
  );
  assert.equal(step?.write, undefined);
  assert.match(step?.entry?.fields[0]?.evidence ?? '', /may not write Amount/);
});

const FIELDS = ['WhoId', 'WhatId', 'Subject', 'CallType', 'Conversation_Key__c', 'Amount'];
const value = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null });
const history = fc.record({
  first: fc.record(Object.fromEntries(FIELDS.map((field) => [field, value]))),
  runs: fc.array(fc.dictionary(fc.constantFrom(...FIELDS), value), { maxLength: 4 }),
  edits: fc.dictionary(fc.constantFrom(...FIELDS), fc.constantFrom('x', 'y')),
  object: fc.constantFrom('Event', 'Opportunity'),
});

test('whatever was written and edited: what is ours is as before, what is theirs stays, and once more is nothing', () => {
  fc.assert(
    fc.property(history, ({ first, runs, edits, object }) => {
      const row: Record<string, FieldValue> = { ...first, ...(object === 'Event' ? { Description: null } : {}) };
      const receipts = runs.map((run) => {
        const changes = Object.entries(run).filter(([field, after]) => row[field] !== after);
        const fields = Object.fromEntries(changes.map(([field, after]) => [field, [row[field] ?? null, after]]));
        Object.assign(row, Object.fromEntries(changes));
        return receipt([entry(object, EVENT, fields as Record<string, [FieldValue, FieldValue]>)]);
      });
      Object.assign(row, edits);
      for (const { write } of undone(receipts, { [EVENT]: row }))
        for (const { field, after } of write?.fields ?? []) row[field] = after;
      const touched = new Set(runs.flatMap((run) => Object.keys(run)));
      for (const field of FIELDS)
        assert.equal(row[field], field in edits ? edits[field] : first[field], `${field} of ${[...touched].join()}`);
      assert.deepEqual(
        undone(receipts, { [EVENT]: row }).flatMap(({ write }) => write ?? []),
        [],
      );
    }),
  );
});

test('the words around the notes come back to the letter, wherever people typed them', () => {
  const words = fc.stringMatching(/^[a-z .\n]{0,40}$/);
  fc.assert(
    fc.property(words, words, (before, after) => {
      const own = before.trim() === '' ? null : before.trimEnd();
      const { description } = placeDigest(own, meeting({ summary: 'They renew.' }), 32_000);
      assert.equal(withoutDigest(description), own);
      const typed = `${description ?? ''}\n${after}z`;
      assert.equal(withoutDigest(typed)?.trimStart(), `${own ?? ''}\n${after}z`.trimStart());
      assert.equal(withoutDigest(withoutDigest(typed)), withoutDigest(typed));
    }),
  );
});
