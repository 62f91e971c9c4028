import assert from 'node:assert/strict';
import { test } from 'node:test';
import { company, meeting, settings } from '../match/fixture.ts';
import { indexSnapshot, match } from '../match/match.ts';
import { applied, planned } from './fixture.ts';
import { withInterrupted, writtenSince } from './interrupted.ts';

const told = meeting({ summary: 'They renew.', highlights: [{ text: 'We renew.', startMs: 61_500 }] });
const first = planned(told);
const intent = { match: first.match, writes: first.writes, done: [] };

test('what an interrupted run wrote is on the next receipt, and nothing that it did not', () => {
  const onlyEvent = applied(
    company(),
    first.writes.filter(({ object }) => object === 'Event'),
  );
  const next = planned(told, onlyEvent);
  const done = writtenSince(intent, next);
  assert.deepEqual(
    done.map(({ object }) => object),
    ['Event'],
  );
  assert.deepEqual(
    done[0]?.fields.map(({ field }) => field),
    first.writes.find(({ object }) => object === 'Event')?.fields.map(({ field }) => field),
  );
  // and once more interrupted: nothing is forgotten, nothing said twice
  const all = applied(onlyEvent, next.writes);
  const last = writtenSince({ match: next.match, writes: next.writes, done }, planned(told, all));
  assert.deepEqual(last.map(({ object }) => object).sort(), first.writes.map(({ object }) => object).sort());
});

test('an interrupted run that wrote nothing adds nothing', () => {
  assert.deepEqual(writtenSince(intent, planned(told)), []);
});

test('what was created is still called created, not found by the key that the interrupted run left', () => {
  const onlyEvent = applied(
    company(),
    first.writes.filter(({ object }) => object === 'Event'),
  );
  const found = match(told, indexSnapshot(onlyEvent), settings);
  assert.equal(found.rule, 'knownKey');
  const resumed = match(told, indexSnapshot(onlyEvent), settings, { interrupted: first.match });
  assert.equal(resumed.status, 'Created');
  assert.equal(resumed.rule, 'create');
  assert.equal(resumed.evidence, first.match.evidence);
});

test('a receipt that found nothing left to write says what the interrupted run wrote', () => {
  const all = applied(company(), first.writes);
  const done = writtenSince(intent, planned(told, all));
  const receipt = {
    key: 'k',
    at: '',
    outcome: 'unchanged',
    match: first.match,
    entries: [],
    remarks: [],
    requests: 0,
  } as const;
  const whole = withInterrupted({ ...receipt, entries: [], remarks: [] }, done);
  assert.equal(whole.outcome, 'written');
  assert.equal(whole.entries.length, first.writes.length);
  assert.match(whole.remarks.join(), /interrupted/);
});
