import { agoOf, clockOf, dateOf, dateTimeOf, daysOverdue, durationOf, fill, plural } from '../format';
import { languageOf } from '../../detailModel/language';
import { secondsOf } from '../../recordingLink/recordingLink';
import type { Viewer } from '../format';

const paul: Viewer = { language: 'en-US', locale: 'en-GB', timeZone: 'Europe/Paris', currency: 'EUR' };
const tom: Viewer = { language: 'en-US', locale: 'en-US', timeZone: 'America/New_York', currency: 'USD' };
const camille: Viewer = { language: 'fr', locale: 'fr-FR', timeZone: 'Europe/Paris', currency: 'EUR' };
const now = Date.parse('2026-11-20T18:00:00Z');

describe('dates', () => {
  it('are in the viewer’s locale and time zone', () => {
    expect(dateTimeOf('2026-11-17T13:01:00.000Z', paul, now)).toBe('17 Nov, 14:01');
    expect(dateTimeOf('2026-11-17T13:01:00.000Z', tom, now)).toMatch(/^Nov 17, 8:01\sAM$/);
  });
  it('name the year when it is another one, counted where the viewer is', () => {
    expect(dateTimeOf('2025-03-01T09:00:00Z', paul, now)).toBe('1 Mar 2025, 10:00');
    expect(dateTimeOf('2025-12-31T23:30:00Z', paul, now)).not.toContain('2025');
  });
  it('of a calendar are the same day everywhere', () => {
    expect(dateOf('2026-11-21', tom, now)).toBe('Nov 21');
    expect(dateOf('2026-11-21', paul, now)).toBe('21 Nov');
  });
  it('that cannot be read are shown as they are', () => {
    expect(dateTimeOf('soon', paul, now)).toBe('soon');
  });
});

describe('days', () => {
  it('count by the viewer’s calendar, not by 24 hours', () => {
    const evening = '2026-11-19T23:30:00Z';
    expect(agoOf(evening, paul, now)).toBe('today');
    expect(agoOf(evening, tom, now)).toBe('yesterday');
    expect(agoOf('2026-11-17T13:01:00Z', camille, now)).toBe('il y a 3 jours');
  });
  it('overdue begin the day after', () => {
    expect(daysOverdue('2026-11-20', paul, now)).toBe(0);
    expect(daysOverdue('2026-11-18', paul, now)).toBe(2);
    expect(daysOverdue('2026-11-30', paul, now)).toBe(0);
  });
});

describe('durations', () => {
  it.each([
    [42, '42 secs'],
    [2400, '40 mins'],
    [3540 + 59, '1 hr'],
    [5400, '1 hr 30 mins'],
  ])('%i seconds are %s', (seconds, words) => expect(durationOf(seconds, paul)).toBe(words));
  it('as a clock', () => {
    expect(clockOf(250.4)).toBe('4:10');
    expect(clockOf(3753)).toBe('1:02:33');
  });
  it.each([
    ['4:10', 250],
    [' 1:02:33 ', 3753],
    ['120:00', 7200],
    ['4', 240],
    ['4:', undefined],
    ['4:70', undefined],
    ['soon', undefined],
  ])('the clock %j is %s seconds', (clock, seconds) => expect(secondsOf(clock)).toBe(seconds));
});

describe('words', () => {
  const texts = { one: '{0} temps fort', other: '{0} temps forts' };
  it('take the plural of their language: none is singular in French, plural in English', () => {
    expect(plural(0, texts, camille)).toBe('0 temps fort');
    expect(plural(1, texts, camille)).toBe('1 temps fort');
    expect(plural(2, texts, camille)).toBe('2 temps forts');
    expect(plural(0, { one: '{0} highlight', other: '{0} highlights' }, paul)).toBe('0 highlights');
  });
  it('take values once, whatever is in them', () => {
    expect(fill('{0} → {1} {2}', '$& {1}', 'b')).toBe('$& {1} → b {2}');
  });
  it('name languages', () => {
    expect(languageOf('en', camille)).toBe('Anglais');
    expect(languageOf('not a tag', paul)).toBe('not a tag');
  });
});
