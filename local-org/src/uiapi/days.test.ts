import assert from 'node:assert/strict';
import test from 'node:test';
import { DATE_LITERALS, DATE_RANGES, dayRange } from './days.ts';

const PARIS = { TimeZoneSidKey: 'Europe/Paris', LocaleSidKey: 'fr_FR' };
const NEW_YORK = { TimeZoneSidKey: 'America/New_York', LocaleSidKey: 'en_US' };

test('a day begins at local midnight, on both sides of a change of clocks', () => {
  const now = new Date('2026-10-25T12:00:00Z');
  assert.deepEqual(dayRange(PARIS, true, { literal: 'TODAY' }, now), [
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});

test('today is the day where the user is', () => {
  const evening = new Date('2026-11-20T23:30:00Z');
  assert.equal(dayRange(PARIS, false, { literal: 'TODAY' }, evening)?.[0], '2026-11-21');
  assert.equal(dayRange(NEW_YORK, false, { literal: 'TODAY' }, evening)?.[0], '2026-11-20');
});

test('literals and ranges are spans; a plain value is none', () => {
  // a Friday
  const now = new Date('2026-11-20T12:00:00Z');
  const span = (operand: object) => dayRange(PARIS, false, operand, now);
  assert.deepEqual(span({ range: { last_n_days: 3 } }), ['2026-11-17', '2026-11-21']);
  assert.deepEqual(span({ range: { next_n_months: 2 } }), ['2026-12-01', '2027-02-01']);
  assert.deepEqual(span({ literal: 'THIS_WEEK' }), ['2026-11-16', '2026-11-23']);
  assert.deepEqual(dayRange(NEW_YORK, false, { literal: 'THIS_WEEK' }, now), ['2026-11-15', '2026-11-22']);
  assert.deepEqual(span({ literal: 'LAST_FISCAL_QUARTER' }), ['2026-07-01', '2026-10-01']);
  assert.equal(span({}), null);
  assert.equal(span({ value: '2026-11-20', range: null }), null);
});

test('every literal and every range that the schema has is understood', () => {
  for (const literal of DATE_LITERALS) assert.ok(dayRange(PARIS, false, { literal }), literal);
  for (const range of DATE_RANGES) assert.ok(dayRange(PARIS, false, { range: { [range]: 2 } }), range);
});
