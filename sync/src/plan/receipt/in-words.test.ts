import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import type { FieldValue, PlannedField, Receipt, ReceiptEntry } from '../types.ts';
import { receiptsInWords } from './in-words.ts';
import { fieldLabel } from './labels.ts';
import { MATCH_RULES } from './rules.ts';

const FORCE_APP = path.resolve(import.meta.dirname, '../../../../force-app/main');
const DEAL = '006000000000001AAA';
const CONVERSATION = 'a03000000000001AAA';

const field = (name: string, before: FieldValue, after: FieldValue, rule: string): PlannedField => ({
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
      opportunityId: DEAL,
      dealRule: 'contactRole',
      dealCandidates: [],
    },
    entries: [],
    remarks: [],
    requests: 5,
    conversationId: CONVERSATION,
    names: { [DEAL]: 'Acme – Renewal', '00T000000000001AAA': 'Call with Jane', [CONVERSATION]: 'Renewal call' },
    ...more,
  };
}

const linesOf = (...receipts: Receipt[]) => receiptsInWords(receipts).split('\n');

test('an email, for which no activity is made, is not said to have one', () => {
  const { match } = receipt({});
  const [, status] = linesOf(
    receipt({ match: { ...match, activity: { object: 'Task', decision: 'none', candidates: [] } } }),
  );
  assert.equal(status, 'Matched: it is a record of its own, and no activity is made for it.');
});

test('a receipt says what happened, why, and each field before and after, by names and labels', () => {
  const task: ReceiptEntry = {
    object: 'Task',
    id: '00T000000000001AAA',
    operation: 'update',
    outcome: 'written',
    fields: [
      field('WhatId', null, DEAL, 'contactRole'),
      field('Description', 'Rang twice', `Rang twice\n${'digest '.repeat(40)}`, 'digest'),
      field('Conversation_Topics__c', 'Price', `Price; ${'terms '.repeat(40)}`, 'content'),
    ],
  };
  const lines = linesOf(receipt({ entries: [task], remarks: ['Task.Description was cut.'] }));
  assert.equal(lines[0], 'Renewal call (aircall:812)');
  assert.equal(lines[1], 'Matched: its activity was already in Salesforce.');
  assert.equal(
    lines[2],
    'Written to Salesforce on 17 November 2026, 14:01 UTC: 1 record changed. The batch that it was in took 5 requests to Salesforce.',
  );
  assert.ok(lines.includes("  Matched to 'Acme – Renewal'; next best: 'Acme – Expansion'."));
  assert.ok(lines.includes('  Task Comments (Description) was cut.'));
  assert.ok(lines.includes("  Task 'Call with Jane' (00T000000000001AAA): changed"));
  assert.ok(lines.includes("    Related To: empty → 'Acme – Renewal' (contact role on an open deal)"));
  assert.ok(lines.includes('    Comments: the notes in short were put beneath it (what people wrote stays)'));
  const topics = lines.find((line) => line.startsWith('    Conversation topics: “Price” → “Price; terms'));
  assert.ok(topics && topics.length < 200, 'long values are cut');
});

test('the same rule name is told by what it decided', () => {
  const own: ReceiptEntry = {
    ...{ object: 'Conversation__c', id: CONVERSATION, operation: 'upsert', outcome: 'written' },
    fields: [
      field('Kind__c', null, 'Call', 'content'),
      field('OwnerId', null, '005000000000001AAA', 'owner'),
      field('Opportunity__c', null, DEAL, 'owner'),
      field('Match_Rule__c', null, 'taskCall, owner', 'taskCall'),
      field('Started_At__c', null, '2026-11-17T13:00:00.000Z', 'content'),
    ],
  };
  const lines = linesOf(receipt({ entries: [own] }));
  assert.ok(lines.includes("  Conversation 'Renewal call' (a03000000000001AAA): created"));
  assert.ok(lines.includes('    Owner: “005000000000001AAA” (whose conversation it is)'));
  assert.ok(lines.includes("    Opportunity: 'Acme – Renewal' (the rep’s open deal)"));
  assert.ok(lines.includes('    Match rule: owner, number and time of the call fit; the rep’s open deal'));
  assert.ok(lines.includes('    Started at: 17 November 2026, 13:00 UTC'));
});

test('a row that is there already is changed, also where each field of it was empty', () => {
  const own: ReceiptEntry = {
    ...{ object: 'Conversation__c', id: CONVERSATION, operation: 'upsert', outcome: 'written' },
    fields: [field('Summary__c', null, 'They agree.', 'content')],
  };
  const lines = linesOf(receipt({ entries: [own] }));
  assert.ok(lines.includes("  Conversation 'Renewal call' (a03000000000001AAA): changed"));
  assert.ok(lines.includes('    Summary: empty → “They agree.”'));
});

test('a filled field stands under the org’s own label with the words that were said', () => {
  const filled: ReceiptEntry = {
    ...{ object: 'Opportunity', id: DEAL, operation: 'update', outcome: 'written' },
    fields: [
      {
        ...field('Budget_OK__c', false, true, 'crmFilling'),
        ...{ label: 'Budget confirmed', evidence: 'We have the money.' },
      },
    ],
  };
  const suggestion: ReceiptEntry = {
    ...{ object: 'Conversation_Suggestion__c', operation: 'upsert', outcome: 'written' },
    fields: [
      'Object__c',
      'Opportunity',
      'Record_Id__c',
      DEAL,
      'Field__c',
      'Budget_OK__c',
      'Status__c',
      'Applied',
    ].flatMap((name, at, all) => (at % 2 === 0 ? [field(name, null, all[at + 1] ?? null, 'suggestion')] : [])),
  };
  const lines = linesOf(receipt({ entries: [suggestion, filled] }));
  assert.ok(lines.includes("  Suggestion for Budget confirmed of 'Acme – Renewal': created"));
  assert.ok(lines.includes("  Opportunity 'Acme – Renewal' (006000000000001AAA): changed"));
  assert.ok(lines.includes('    Budget confirmed: no → yes (said in the conversation: “We have the money.”)'));
});

test('a row is called by what it was when it was made', () => {
  const made: ReceiptEntry = {
    ...{ object: 'Conversation_Moment__c', id: 'a00000000000001AAA', operation: 'upsert', outcome: 'written' },
    fields: [field('Type__c', null, 'Highlight', 'content'), field('Text__c', null, 'We pay.', 'content')],
  };
  const changed: ReceiptEntry = { ...made, fields: [field('Speaker__c', null, 'Jane', 'content')] };
  const lines = linesOf(receipt({ entries: [changed] }), receipt({ entries: [made] }));
  assert.ok(lines.includes("  Highlight 'We pay.' (a00000000000001AAA): changed"));
});

test('a refusal stands in the org’s own words, and what was held back says which setting did it', () => {
  const refused: ReceiptEntry = {
    ...{ object: 'Opportunity', operation: 'update', outcome: 'failed', fields: [field('Amount', 1, 2, 'crmFilling')] },
    error: { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'Ask finance first', fields: ['Amount'] },
    note: 'Assign it the permission set Debrief_CRM_Filling.',
  };
  const held: ReceiptEntry = {
    ...{ object: 'Task', operation: 'update', outcome: 'planned', fields: [] },
    note: 'Not written: Task is set to off.',
  };
  const text = receiptsInWords([receipt({ outcome: 'failed', action: 'relink', entries: [refused, held] })]);
  assert.match(text, /^Linked by a person\. /m);
  assert.match(text, /^Not wholly written .*: 1 record held back by the settings and 1 refused\./m);
  assert.match(text, /Salesforce says: Ask finance first \(Amount\) \[FIELD_CUSTOM_VALIDATION_EXCEPTION\]/);
  assert.match(text, /permission set “Debrief CRM Filling”/);
  assert.match(text, /Task: would be changed\n {4}Not written: Task is set to off\./);
});

test('an undo says what is gone, what came back and what was left to whom, by names that earlier receipts know', () => {
  const gone: ReceiptEntry = {
    ...{ object: 'Conversation_Moment__c', id: 'a00000000000001AAA', operation: 'delete', outcome: 'written' },
    fields: [field('Type__c', 'Highlight', null, 'removed'), field('Text__c', 'We pay.', null, 'removed')],
  };
  const left: ReceiptEntry = {
    ...{ object: 'Task', id: '00T000000000001AAA', operation: 'update', outcome: 'written' },
    fields: [
      field('WhatId', DEAL, null, 'removed'),
      {
        ...field('Conversation_Topics__c', 'Mine', 'Mine', 'left'),
        evidence: 'Conversation_Topics__c was changed since (last by Ines on 18 November, 09:00 UTC): left as it is.',
      },
    ],
  };
  const [undone, ...rest] = receiptsInWords([
    { ...receipt({ action: 'undo', entries: [gone, left], conversationId: undefined }), names: {} },
    receipt({}),
  ]).split('\n—\n');
  assert.equal(rest.length, 1);
  const lines = undone?.split('\n') ?? [];
  assert.equal(lines[0], 'Renewal call (aircall:812)');
  assert.match(
    lines[1] ?? '',
    /^Taken back by a person on 17 November 2026, 14:01 UTC: 1 record changed and 1 deleted\./,
  );
  assert.ok(lines.includes("  Highlight 'We pay.' (a00000000000001AAA): deleted"));
  assert.ok(!lines.some((line) => line.includes('Type:')), 'a deleted row is not told field by field');
  assert.ok(lines.includes("    Related To: 'Acme – Renewal' → empty (taken back)"));
  assert.ok(
    lines.includes(
      '    Conversation topics: “Mine” stays. It was changed since (last by Ines on 18 November, 09:00 UTC): left as it is.',
    ),
  );
});

test('nothing to write is said so, without records', () => {
  const text = receiptsInWords([receipt({ outcome: 'unchanged', requests: 0 })]);
  assert.match(text, /Nothing to write on 17 November 2026, 14:01 UTC: Salesforce already says all of it\./);
  assert.doesNotMatch(text, /Records|Mended/);
});

test('the package’s fields are called what their labels say', () => {
  const objects = [
    'Conversation__c',
    'Conversation_Moment__c',
    'Conversation_Participant__c',
    'Conversation_Suggestion__c',
  ];
  for (const [folder, object] of [...objects.map((name) => [name, name] as const), ['Activity', 'Task'] as const])
    for (const file of readdirSync(path.join(FORCE_APP, 'objects', folder, 'fields'))) {
      const xml = readFileSync(path.join(FORCE_APP, 'objects', folder, 'fields', file), 'utf8');
      const name = file.replace('.field-meta.xml', '');
      assert.equal(fieldLabel(object, name), /<label>([^<]+)<\/label>/.exec(xml)?.[1], `${folder}.${name}`);
    }
});

test('every rule of the match has words here and on the record page', () => {
  const match = path.resolve(import.meta.dirname, '../../match');
  const page = readFileSync(path.join(FORCE_APP, 'lwc/matchRules/matchRules.ts'), 'utf8');
  const code = ['activity', 'call', 'choice', 'deal', 'deal-steps', 'match', 'meeting']
    .map((name) => readFileSync(path.join(match, `${name}.ts`), 'utf8'))
    .join('\n');
  const assigned = code.matchAll(/(?:\brule|[rR]ule\s*=|dealRule\s*\?\?|dealRule)\s*[:=]?\s*'([a-z]\w+)'/g);
  const people = new Set(['colleague', 'email']);
  const rules = new Set([...assigned].flatMap(([, rule = '']) => (people.has(rule) ? [] : [rule])));
  assert.ok(rules.size > 12, [...rules].join());
  for (const rule of [...rules, ...MATCH_RULES.activity, ...MATCH_RULES.deal]) {
    assert.ok([...MATCH_RULES.activity, ...MATCH_RULES.deal].includes(rule), `${rule} has no words in rules.ts`);
    assert.match(page, new RegExp(`^  ${rule}:`, 'm'), `${rule} has no words on the page`);
  }
});
