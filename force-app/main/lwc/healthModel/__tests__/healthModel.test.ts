import fc from 'fast-check';
import type { Viewer } from 'c/conversationModel';
import { forecastOf, kindsOf, leftOf, groupsOf, linksOf, LOG_GROUPS, meterOf, newErrors, toneOf } from '../healthModel';
import { whenOf, withNewer, withOlder } from '../healthModel';
import type { Affected, Log } from '../healthModel';
import { budget } from './samples';

const NOW = Date.parse('2026-11-25T13:00:00Z');
const paul: Viewer = { language: 'en-US', locale: 'en-GB', timeZone: 'Europe/Paris', currency: 'EUR' };

describe('the meter', () => {
  it('parts the day’s requests into used, free and the reserve', () => {
    expect(meterOf(budget())).toEqual({ used: 0.4, over: 0, free: 0.4, reserve: 0.2, state: 'good' });
    expect(leftOf(budget())).toBe(40_000);
  });
  it('shows what was taken from the reserve, by whomever', () => {
    const meter = meterOf(budget({ used: 90_000 }));
    expect(meter?.state).toBe('reached');
    expect(meter?.over).toBeCloseTo(0.1);
    expect(meter?.reserve).toBeCloseTo(0.1);
    expect(leftOf(budget({ used: 90_000 }))).toBe(0);
  });
  it('is absent before the org has said what it counts', () => {
    expect(meterOf(budget({ used: null, max: null }))).toBeUndefined();
  });
  it('has parts that are never negative and make one whole, whatever the figures', () => {
    const count = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 1_000_000 }), count, (used, max, reserve) => {
        const meter = meterOf(budget({ used, max, reserve }));
        const parts = meter ? [meter.used, meter.over, meter.free, meter.reserve] : [];
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(-1e-9);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(1);
      }),
    );
  });
});

describe('the forecast', () => {
  it.each([
    ['lasts', {}],
    ['idle', { perHour: 0, lastsHours: null }],
    ['unknown', { used: null, max: null, lastsHours: null }],
    ['paused', { paused: true }],
    ['reached', { used: 80_000, lastsHours: 0 }],
    ['usedUp', { used: 100_000, lastsHours: 0 }],
  ] as const)('is “%s” with %o', (kind, facts) => {
    expect(forecastOf(budget(facts), NOW)).toEqual({ kind });
  });
  it('names the time to ten minutes at which the reserve is reached', () => {
    expect(forecastOf(budget({ lastsHours: 2.7 }), NOW)).toEqual({ kind: 'until', at: '2026-11-25T15:40:00.000Z' });
  });
  it('says since when everything waits and about when it goes on, also while it is paused', () => {
    const facts = { parked: true, paused: true, since: '2026-11-25T12:00:00Z', resumesAbout: '2026-11-25T18:00:00Z' };
    expect(forecastOf(budget(facts), NOW)).toEqual({
      kind: 'parked',
      since: '2026-11-25T12:00:00Z',
      until: '2026-11-25T18:00:00Z',
    });
  });
});

describe('the log', () => {
  const log = (ids: number[], nextBefore: number | null = null): Log => ({
    entries: ids.map((id) => ({ id, at: '2026-11-25T12:00:00Z', kind: 'written', message: String(id) })),
    nextBefore,
  });
  const idsOf = ({ entries }: Log) => entries.map(({ id }) => id);

  it('read again gets what is new in front and keeps the pages read before', () => {
    const merged = withNewer(log([5, 4, 3, 2], 2), log([7, 6, 5], 5));
    expect(idsOf(merged)).toEqual([7, 6, 5, 4, 3, 2]);
    expect(merged.nextBefore).toBe(2);
  });
  it('begins anew where more came than a page holds', () => {
    expect(withNewer(log([3, 2, 1]), log([9, 8, 7], 7))).toEqual(log([9, 8, 7], 7));
  });
  it('takes an entry in its place that was written first and seen later', () => {
    expect(idsOf(withNewer(log([5, 3]), log([5, 4, 3])))).toEqual([5, 4, 3]);
  });
  it('grows at its end', () => {
    expect(withOlder(log([5, 4], 4), log([3, 2]))).toEqual(log([5, 4, 3, 2]));
  });
  it('holds every entry once and newest first, in whatever pages it comes', () => {
    const page = fc
      .uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 })
      .map((ids) => log(ids.sort((a, b) => b - a)));
    fc.assert(
      fc.property(page, page, (known, more) => {
        const ids = idsOf(withNewer(known, more));
        expect(ids).toEqual([...new Set([...idsOf(known), ...idsOf(more)])].sort((a, b) => b - a));
      }),
    );
  });
  it('is filtered by groups of kinds, none of which is in two', () => {
    expect(kindsOf('skipped')).toBe('unchanged,ignored');
    expect(kindsOf('')).toBe('');
    const kinds = Object.values(LOG_GROUPS).flat();
    expect(new Set(kinds).size).toBe(kinds.length);
  });
  it('marks what failed, and leaves a kind that it does not know plain', () => {
    expect([toneOf('failed'), toneOf('parked'), toneOf('ofLater')]).toEqual(['error', 'warning', 'quiet']);
  });
});

describe('an error', () => {
  const affected = (facts: Partial<Affected> = {}): Affected => ({
    key: 'zoom:1',
    title: 'Demo',
    at: '2026-11-25T12:00:00Z',
    message: 'No.',
    conversationId: null,
    activityId: null,
    opportunityId: null,
    ...facts,
  });
  const type = (...conversations: Affected[]) => ({
    code: 'X',
    title: 'X',
    fix: '',
    retryable: true,
    count: conversations.length,
    lastAt: '2026-11-25T12:00:00Z',
    conversations,
  });

  it('stands with those that were refused in the same words, without the service’s mend behind them', () => {
    const groups = groupsOf({
      ...type(
        affected({ key: '1', message: 'No. — Mend it.' }),
        affected({ key: '2', message: 'Never.' }),
        affected({ key: '3' }),
      ),
      fix: 'Mend it.',
    });
    expect(groups.map(({ message, conversations }) => [message, conversations.map(({ key }) => key)])).toEqual([
      ['No.', ['1', '3']],
      ['Never.', ['2']],
    ]);
    expect(groupsOf(type())).toEqual([]);
  });
  it('links to the records that there are, a task as a task', () => {
    expect(linksOf(affected())).toEqual([]);
    expect(
      linksOf(affected({ conversationId: 'a00A', activityId: '00TB', opportunityId: '006C' })).map(
        (link) => link.objectApiName,
      ),
    ).toEqual(['Conversation__c', 'Task', 'Opportunity']);
    expect(linksOf(affected({ activityId: '00UB' }))).toEqual([{ id: '00UB', objectApiName: 'Event' }]);
  });
  it('is new where there are more than before, and never at the first look', () => {
    expect(newErrors(undefined, { total: 3, types: [] })).toBe(0);
    expect(newErrors({ total: 3, types: [] }, { total: 5, types: [] })).toBe(2);
    expect(newErrors({ total: 3, types: [] }, { total: 1, types: [] })).toBe(0);
  });
});

describe('times', () => {
  it('of today are a clock, of other days a date too, where the viewer is', () => {
    expect(whenOf('2026-11-25T15:40:00Z', paul, NOW)).toBe('16:40');
    expect(whenOf('2026-11-25T23:40:00Z', paul, NOW)).toBe('26 Nov, 0:40');
    expect(whenOf('soon', paul, NOW)).toBe('soon');
  });
});
