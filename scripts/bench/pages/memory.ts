/** What stays in memory after the page of a big deal has been left, again and again. */
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { FIRST_ROW, settled } from './viewer.ts';

/** The first visits fill caches that are kept on purpose: modules, templates, answers. */
const WARM = 3;
const VISITS = 6;
const ROWS_OPENED = 3;

export interface Memory {
  visits: number;
  /** Bytes in the JavaScript heap after garbage collection, on Home. */
  before: number;
  after: number;
  /** The most, with the deal open. */
  open: number;
  nodesBefore: number;
  nodesAfter: number;
}

interface Held {
  bytes: number;
  nodes: number;
}

async function held(session: CDPSession): Promise<Held> {
  // what finalizers free is collected by the next turn only
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const { nodes } = await session.send('Memory.getDOMCounters');
  return { bytes: usedSize, nodes };
}

/** Without loading a document anew: by the shell's own links, as a rep goes. */
async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    const link = document.createElement('a');
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await page.waitForURL(`**${address}`);
}

async function visit(page: Page, deal: string): Promise<void> {
  await go(page, `/lightning/r/Opportunity/${deal}/view`);
  await page.locator(FIRST_ROW).first().waitFor();
  await page.getByRole('button', { name: 'Show more', exact: true }).click();
  for (let row = 0; row < ROWS_OPENED; row += 1) {
    await page.locator(FIRST_ROW).nth(row).click();
    await page
      .locator('c-conversation-view')
      .nth(row)
      .getByText(/second antenna/)
      .first()
      .waitFor();
  }
  await settled(page);
}

async function leave(page: Page): Promise<void> {
  await go(page, '/lightning/page/home');
  await page.locator('c-opportunity-conversations').waitFor({ state: 'detached' });
  await settled(page);
}

export async function measureMemory(context: BrowserContext, deal: string): Promise<Memory> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await page.goto('/lightning/page/home');
  let loads = 0;
  page.on('load', () => (loads += 1));
  for (let warm = 0; warm < WARM; warm += 1) {
    await visit(page, deal);
    await leave(page);
  }
  const before = await held(session);
  let open = 0;
  for (let n = 0; n < VISITS; n += 1) {
    await visit(page, deal);
    open = Math.max(open, (await held(session)).bytes);
    await leave(page);
  }
  const after = await held(session);
  if (loads > 0) throw new Error('The document was loaded anew: that would free everything.');
  await page.close();
  return {
    ...{ visits: VISITS, before: before.bytes, after: after.bytes, open },
    ...{ nodesBefore: before.nodes, nodesAfter: after.nodes },
  };
}
