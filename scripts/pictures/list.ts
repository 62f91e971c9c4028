/** What is photographed: a page, who looks, and what they have clicked. */
import type { Page } from 'playwright-core';
import type { TestDemo } from '../../tests/demo.ts';

export interface Picture {
  /** Also the name of the file. */
  name: string;
  path: (demo: TestDemo) => Promise<string> | string;
  /** Alias of the user; paul where nobody is named. */
  viewer?: string;
  /** What the page waits for, and what is clicked on it. */
  work?: (page: Page) => Promise<void>;
  /** What is broken in the org or the service, and mended afterwards. */
  before?: (demo: TestDemo) => Promise<void>;
  after?: (demo: TestDemo) => Promise<void>;
  /** The whole page rather than what a screen shows. */
  whole?: boolean;
}

const deal =
  (name = 'Halvorsen Marine – Fleet telemetry') =>
  async (demo: TestDemo) =>
    `/lightning/r/Opportunity/${(await demo.one(`SELECT Id FROM Opportunity WHERE Name = '${name}'`)).Id}/view`;

const record = (object: string, where: string) => async (demo: TestDemo) => {
  const [row] = await demo.query(`SELECT Id FROM ${object} WHERE ${where} LIMIT 1`);
  if (!row) throw new Error(`no ${object} WHERE ${where}`);
  return `/lightning/r/${object}/${row.Id}/view`;
};

const activity = (key: string) => async (demo: TestDemo) => {
  const { activityId } = await demo.settled(key);
  return `/lightning/r/${activityId?.startsWith('00T') ? 'Task' : 'Event'}/${activityId}/view`;
};

const shown = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();

const openTab = (name: RegExp) => async (page: Page) => {
  await page.locator('c-conversation-card').first().waitFor();
  const tab = page.getByRole('tab', { name });
  if (await tab.count()) await tab.first().click();
  else await page.getByRole('button', { name }).first().click();
  await page.waitForTimeout(1_500);
};

const DEMO_MEETING = 'zoom:83920174551';
const NEWEST = 'zoom:85277301948';
const TWO_DEALS = 'zoom:84511920336';

export const README_PICTURES: Picture[] = [
  { name: 'opportunity', path: deal(), work: shown('c-conversation-list') },
  { name: 'event', path: activity(DEMO_MEETING), work: shown('c-conversation-card') },
];

/** Looked at, not shown in the README. */
export const STATES: Picture[] = [
  { name: 'tab-topics', path: activity(DEMO_MEETING), work: openTab(/Topics|Sujets|Thèmes/) },
  { name: 'tab-transcript', path: activity(DEMO_MEETING), work: openTab(/Transcript/) },
  { name: 'tab-comments', path: activity(DEMO_MEETING), work: openTab(/Comment/) },
  { name: 'tab-receipt', path: activity(DEMO_MEETING), work: openTab(/Receipt|Reçu/) },
  { name: 'task', path: activity('aircall:812004471'), work: shown('c-conversation-card') },
  { name: 'review-on-event', viewer: 'tom', path: activity(TWO_DEALS), work: shown('c-conversation-card') },
  { name: 'newest', path: activity(NEWEST), work: shown('c-conversation-card') },
];
void record;
