/** Pages as a rep opens them, in a browser context of their own. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DESKTOP, isOfPage } from '../../../tests/look.ts';
import type { Question } from './plainPage.ts';

export const REP = 'paul';
export const FIRST_ROW = 'c-conversation-list .title';

export async function asRep(browser: Browser, baseURL: string, user: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESKTOP, timezoneId: 'Europe/Paris', baseURL });
  context.setDefaultTimeout(120_000);
  const answer = await context.request.post('/web/viewer', { data: { user } });
  if (!answer.ok()) throw new Error(`The viewer can't be chosen: ${answer.status()}`);
  // a source that is edited meanwhile must not load the page anew
  await context.route('**/web/live.js', (route) => route.abort());
  return context;
}

/** Every GraphQL request that the page sends from now on. */
export function questionsOf(page: Page): Question[] {
  const questions: Question[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && isOfPage(request)) questions.push(request.postDataJSON() as Question);
  });
  return questions;
}

/** The page has nothing more to ask or to load. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
