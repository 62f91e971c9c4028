import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, event, eventId, EXPANSION, RENEWAL } from '../../match/fixture.ts';
import { readCandidates } from '../../match/candidates.ts';
import { applied, planned, rich, settings, written } from '../fixture.ts';
import { receiptsInWords } from '../receipt/in-words.ts';
import { SHAPES } from '../testing/shapes.ts';

const near = (minutes: number, at: number) => {
  const time = (minute: number) => `2026-03-03T14:${String(minute).padStart(2, '0')}:00.000Z`;
  return event({ Id: eventId(at), StartDateTime: time(minutes), EndDateTime: time(minutes + 25) });
};
const start = () => company({ events: [near(0, 1), near(30, 2)], shapes: SHAPES });

test('a conversation keeps what was weighed, and a later run that weighs the same writes nothing', () => {
  const first = planned(rich, start(), undefined, undefined, { ...settings, match: { ...settings.match, margin: 0 } });
  assert.equal(first.match.status, 'Matched');
  const once = applied(start(), first.writes);
  const list = readCandidates(once.conversations[0]?.Match_Candidates__c);
  assert.deepEqual(
    list.map(({ id }) => id),
    [RENEWAL, EXPANSION, eventId(2)],
  );
  assert.deepEqual(planned(rich, once).writes, []);
  assert.deepEqual(planned(rich, once, undefined, first.match).writes, []);
});

test('a list that the org would cut is one deal shorter instead', () => {
  const snapshot = company();
  const { Match_Candidates__c: whole } = written(planned(rich, snapshot), 'Conversation__c')[0] ?? {};
  const text = { ...(SHAPES.Conversation__c?.Match_Evidence__c as object), length: String(whole).length - 1 };
  snapshot.shapes = { ...SHAPES, Conversation__c: { ...SHAPES.Conversation__c, Match_Candidates__c: text as never } };
  const { writes, remarks } = planned(rich, snapshot);
  const kept = writes.find(({ object }) => object === 'Conversation__c')?.fields ?? [];
  const value = kept.find(({ field }) => field === 'Match_Candidates__c')?.after;
  assert.deepEqual(
    readCandidates(value).map(({ id }) => id),
    [RENEWAL],
  );
  assert.deepEqual(remarks, []);
});

test('the receipt in words leaves the list to the pages', () => {
  const { match, writes, key } = planned(rich, start());
  const entries = writes.map(({ object, operation, fields }) => ({
    ...{ object, operation, fields, outcome: 'written' as const },
  }));
  const at = '2026-03-03T15:00:00Z';
  const words = receiptsInWords([{ key, at, outcome: 'written', match, entries, remarks: [], requests: 1 }]);
  assert.match(words, /Match evidence/);
  assert.doesNotMatch(words, /candidates|\[\{/i);
});
