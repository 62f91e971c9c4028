import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { budget } from '../../healthModel/__tests__/samples';
import HealthBudget from '../healthBudget';

const NOW = Date.parse('2026-11-25T13:00:00Z');
async function open(facts: object = {}): Promise<HTMLElement> {
  const element = show('c-health-budget', HealthBudget, {
    budget: budget(facts),
    readAt: NOW,
  } as unknown as HealthBudget);
  await settle();
  return element;
}
afterEach(clear);

it('says in words what the meter shows', async () => {
  const element = await open();
  expect(textOf(element)).toBe(
    'Daily API requests 40,000 of 100,000 used in the last 24 hours 40,000 left for Debrief ' +
      '20,000 kept for your other tools (20%) At this pace, 1,000 an hour, this lasts the day. As counted by Salesforce at 13:59',
  );
  const [meter] = all(element, '[role="meter"]');
  expect(meter.getAttribute('aria-valuenow')).toBe('40000');
  expect(meter.getAttribute('aria-valuetext')).toContain('40,000 of 100,000 used');
  const bars = all(element, 'rect').map((bar) => [bar.getAttribute('class'), Number(bar.getAttribute('width'))]);
  expect(bars).toEqual([
    ['used', 40],
    ['over', 0],
    ['free', 40],
    ['reserve', 20],
  ]);
  await expectAccessible(element);
});

it.each([
  [{ lastsHours: 2.7, perHour: 14_800 }, 'At this pace, 14,800 an hour, the reserve is reached at about 16:40.'],
  [{ lastsHours: 20, perHour: 2_000 }, 'the reserve is reached at about 26 Nov, 10:00.'],
  [{ perHour: 0, lastsHours: null }, 'Debrief used none in the last hour.'],
  [{ paused: true }, 'While Debrief is paused it uses none.'],
  [{ used: 85_000, lastsHours: 0 }, 'The reserve is reached.'],
  [{ used: 100_000, lastsHours: 0 }, 'All of the day’s requests are used'],
  [
    { parked: true, since: '2026-11-25T12:00:00Z', resumesAbout: '2026-11-25T17:00:00Z' },
    'To spare the reserve, everything is kept for later since 13:00. It goes on at about 18:00.',
  ],
])('forecasts with %o: “%s”', async (facts, words) => {
  const element = await open(facts);
  expect(textOf(element)).toContain(words);
  await expectAccessible(element);
});

it('has no meter before the org has said what it counts', async () => {
  const element = await open({ used: null, max: null, reserve: null, readAt: null, lastsHours: null });
  expect(all(element, '[role="meter"]')).toEqual([]);
  expect(textOf(element)).toContain('Salesforce has not said yet how many are used.');
  await expectAccessible(element);
});
