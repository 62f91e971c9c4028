import assert from 'node:assert/strict';
import test from 'node:test';
import { dayRange, startOfDay, today } from './days.ts';

const PARIS = 'Europe/Paris';
const NEW_YORK = 'America/New_York';

test('a day begins at local midnight, on both sides of a change of clocks', () => {
  assert.equal(startOfDay('2026-11-20', PARIS), '2026-11-19T23:00:00.000Z');
  assert.equal(startOfDay('2026-07-01', PARIS), '2026-06-30T22:00:00.000Z');
  assert.equal(startOfDay('2026-10-25', PARIS), '2026-10-24T22:00:00.000Z');
  assert.equal(startOfDay('2026-10-26', PARIS), '2026-10-25T23:00:00.000Z');
  assert.equal(startOfDay('2026-03-08', NEW_YORK), '2026-03-08T05:00:00.000Z');
});

test('today is the day where the user is', () => {
  const evening = new Date('2026-11-20T23:30:00Z');
  assert.equal(today(PARIS, evening), '2026-11-21');
  assert.equal(today(NEW_YORK, evening), '2026-11-20');
});

test('literals and ranges are spans; a plain value is none', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  assert.deepEqual(dayRange(PARIS, false, { literal: 'TODAY' }, now), ['2026-11-20', '2026-11-21']);
  assert.deepEqual(dayRange(PARIS, false, { range: { last_n_days: 3 } }, now), ['2026-11-17', '2026-11-21']);
  assert.deepEqual(dayRange(PARIS, true, { literal: 'TOMORROW' }, now), [
    '2026-11-20T23:00:00.000Z',
    '2026-11-21T23:00:00.000Z',
  ]);
  assert.equal(dayRange(PARIS, true, {}, now), null);
});
