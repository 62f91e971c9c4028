/** What a page asks for and brings along: at its first view, with everything opened, and when that is opened again. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { questionsOf, settled } from './viewer.ts';

export interface PageRequests {
  page: string;
  first: number;
  opened: number;
  again: number;
  /** Components of the package that stand on the page at its first view, without a click. */
  components: string[];
  /** Modules that the browser has loaded by then and that are files of their own. */
  modules: string[];
}

export interface Visited {
  page: string;
  address: string;
  /** Shown once the page stands. */
  shows: string;
}

const sections = (page: Page): Locator => page.locator('lightning-accordion-section .slds-accordion__summary-action');

/** Names of the package's components on the page, in every shadow. */
async function componentsOf(page: Page): Promise<string[]> {
  const tags = await page.evaluate(() => {
    const found = new Set<string>();
    const roots: ParentNode[] = [document];
    for (let root = roots.pop(); root; root = roots.pop())
      for (const element of root.querySelectorAll('*')) {
        if (element.localName.startsWith('c-')) found.add(element.localName);
        if (element.shadowRoot) roots.push(element.shadowRoot);
      }
    return [...found];
  });
  return tags.map((tag) => tag.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).sort();
}

/** As the local org names the file of what is imported on demand: by its module. */
async function modulesOf(page: Page): Promise<string[]> {
  const files = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  return files.flatMap((file) => /\/_\/(\w+)-[^/]+\.js$/.exec(file)?.[1] ?? []);
}

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
  const components = await componentsOf(page);
  const modules = await modulesOf(page);
  await openRow(page);
  await throughTabs(page);
  const opened = questions.length;
  await throughTabs(page);
  await settled(page);
  const again = questions.length - opened;
  await page.close();
  return { page: name, first, opened, again, components, modules } satisfies PageRequests;
}
