import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidatesOf, candidatesText, readCandidates } from './candidates.ts';
import { company, deal, dealId, event, eventId, EXPANSION, matched, meeting, RENEWAL } from './fixture.ts';
import type { Candidate } from './types.ts';

const deals = (count: number) =>
  Array.from({ length: count }, (_, at) => deal({ Id: dealId(at + 1), Name: `Acme – ${at + 1}` }));

test('deals that were weighed come best first, five at most, and the events after them', () => {
  const found = matched(meeting(), {
    opportunities: deals(7),
    contactRoles: [],
    events: [1, 2, 3].map((at) => event({ Id: eventId(at), Subject: `Talk ${at}` })),
  });
  assert.equal(found.status, 'Needs review');
  const list = candidatesOf(found);
  assert.deepEqual(
    list.map(({ object }) => object),
    [...Array<string>(5).fill('Opportunity'), ...Array<string>(3).fill('Event')],
  );
  assert.ok(list.every(({ id, name, evidence }) => id.length === 18 && name !== '' && evidence !== ''));
});

test('the runner-up stays beside the deal that was linked; a deal that stood alone is no choice', () => {
  const found = matched(meeting());
  assert.deepEqual(
    candidatesOf(found).map(({ id }) => id),
    [RENEWAL, EXPANSION],
  );
  assert.deepEqual(candidatesOf(matched(meeting(), { opportunities: company().opportunities.slice(0, 1) })), []);
});

test('people who share an address are no records to link the conversation to', () => {
  const found = matched(meeting());
  const person: Candidate = { object: 'Contact', id: '003', name: 'Jane', score: 1, evidence: 'same address' };
  assert.ok(
    !candidatesOf({ ...found, dealCandidates: [...found.dealCandidates, person] }).some(
      ({ object }) => object === 'Contact',
    ),
  );
});

test('what is too long loses its last candidates, and stays JSON', () => {
  const list: Candidate[] = [1, 2, 3].map((at) => ({
    ...{ object: 'Opportunity', id: dealId(at), name: `“${at}” <b>`, score: 0.123456 + at, evidence: 'open' },
  }));
  const whole = candidatesText(list, 32_768) ?? '';
  assert.deepEqual(
    readCandidates(whole).map(({ name, score }) => [name, score]),
    [
      ['“1” <b>', 1.12],
      ['“2” <b>', 2.12],
      ['“3” <b>', 3.12],
    ],
  );
  const short = candidatesText(list, whole.length - 1) ?? '';
  assert.ok(short.length < whole.length);
  assert.deepEqual(
    readCandidates(short).map(({ id }) => id),
    [dealId(1), dealId(2)],
  );
  assert.equal(candidatesText(list, 20), null);
  assert.equal(candidatesText([], 32_768), null);
});

test('what is no list of candidates is read as none', () => {
  for (const text of [
    null,
    undefined,
    7,
    '',
    'no JSON',
    '{"a":1}',
    '[1, null, {"object":"Lead"}]',
    '[{"object":"Event"}]',
  ])
    assert.deepEqual(readCandidates(text), []);
});
