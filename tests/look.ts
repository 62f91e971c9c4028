/** A page as one user sees it, in a browser context of its own; whatever the browser complains of fails the test. */
import { AxeBuilder } from '@axe-core/playwright';
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';

export const DESKTOP = { width: 1280, height: 900 };

export interface Look {
  baseURL: string;
  /** One of Lightning's own addresses. */
  path: string;
  /** The Id of who looks; the first viewer of the local org where nobody is named. */
  user?: string | undefined;
  theme?: string | undefined;
  viewport?: { width: number; height: number } | undefined;
  /** What the browser complains of on purpose: the org refuses. */
  refused?: RegExp | undefined;
}

export async function lookAt(
  browser: Browser,
  { baseURL, path, user, theme, viewport = DESKTOP, refused }: Look,
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport, timezoneId: 'Europe/Paris', baseURL });
  context.setDefaultTimeout(60_000);
  const faults: string[] = [];
  try {
    // a source that is edited meanwhile must not load the page anew
    await context.route('**/web/live.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !refused?.test(message.text())) faults.push(message.text());
    });
    if (user || theme) {
      const data = { ...(user ? { user } : {}), ...(theme ? { theme } : {}) };
      assert.equal((await context.request.post('/web/viewer', { data })).status(), 204);
    }
    await page.goto(path);
    await work(page, context);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, []);
}

/** A question of the page itself: what waits for review the app's utility bar asks once, whatever page is open. */
export function isOfPage(request: Request): boolean {
  return request.url().endsWith('/graphql') && !request.postData()?.includes('query debriefToReview');
}

/** Fails with every rule of axe that the page breaks, and where. */
export async function assertAccessible(page: Page, where = ''): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) =>
    `${where} ${id}: ${nodes.map((node) => node.html).join(' | ')}`.trim(),
  );
  assert.deepEqual(told, []);
}
