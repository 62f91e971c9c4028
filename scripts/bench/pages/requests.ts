/** GraphQL requests that a page sends: at its first view, with everything opened, and when that is opened again. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { questionsOf, settled } from './viewer.ts';

export interface PageRequests {
  page: string;
  first: number;
  opened: number;
  again: number;
}

export interface Visited {
  page: string;
  address: string;
  /** Shown once the page stands. */
  shows: string;
}

const sections = (page: Page): Locator => page.locator('lightning-accordion-section button');

async function openRow(page: Page): Promise<void> {
  const row = page.locator('c-conversation-list button[aria-expanded="false"]').first();
  if ((await row.count()) === 0) return;
  await row.click();
  await page.locator('c-conversation-card').first().waitFor();
  await settled(page);
}

async function throughTabs(page: Page): Promise<void> {
  const tabs = page.locator('c-conversation-card').getByRole('tab');
  const count = await tabs.count();
  const forth = Array.from({ length: count }, (_, n) => n);
  for (const n of [...forth, ...forth.toReversed()]) {
    await tabs.nth(n).click();
    await settled(page);
  }
  for (const section of await sections(page).all()) await section.click();
}

export async function countRequests(context: BrowserContext, { page: name, address, shows }: Visited) {
  const page = await context.newPage();
  const questions = questionsOf(page);
  await page.goto(address);
  await page.locator(shows).first().waitFor();
  await settled(page);
  const first = questions.length;
  await openRow(page);
  await throughTabs(page);
  const opened = questions.length;
  await throughTabs(page);
  await settled(page);
  const again = questions.length - opened;
  await page.close();
  return { page: name, first, opened, again } satisfies PageRequests;
}
