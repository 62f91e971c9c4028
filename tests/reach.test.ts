/** Whoever reads the pages, and however: zoom, small screens, right to left, keyboard alone, little motion, three themes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';
import { walk } from './tabOrder.ts';

const CARDS =
  'c-conversation-insights, c-opportunity-conversations, c-record-conversations, c-needs-review, c-mine-today';
/** 200 % of a laptop's 1280 × 900. */
const ZOOMED = { width: 640, height: 450 };
const NARROW = { width: 320, height: 640 };
/** What stands before a heading, with its margins. */
const ICON_PX = 72;
const LISTS = ['opportunity', 'account', 'contact'];

let demo: TestDemo;
let browser: Browser;
let rep: string;
/** Something waits for his decision on Home. */
let reviewer: string;
const paths: Record<string, string> = {};

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
  rep = (await demo.one("SELECT Id FROM User WHERE Alias = 'paul'")).Id;
  reviewer = (await demo.one("SELECT Id FROM User WHERE Alias = 'tom'")).Id;
  const record = (object: string, id: unknown) => `/lightning/r/${object}/${String(id)}/view`;
  const deal = await demo.one(
    "SELECT Id, AccountId FROM Opportunity WHERE Name = 'Halvorsen Marine – Fleet telemetry'",
  );
  const contact = await demo.one("SELECT Id FROM Contact WHERE Email = 'astrid.halvorsen@halvorsen-marine.example'");
  const activity = async (key: string) => (await demo.settled(key)).activityId;
  Object.assign(paths, {
    event: record('Event', await activity('zoom:83920174551')),
    task: record('Task', await activity('aircall:812004471')),
    opportunity: record('Opportunity', deal.Id),
    account: record('Account', deal.AccountId),
    contact: record('Contact', contact.Id),
    home: '/lightning/page/home',
  });
});
after(async () => {
  await browser.close();
  await demo.stop();
});

interface Viewer {
  user?: string;
  viewport?: { width: number; height: number };
  theme?: string;
}

async function open(name: string, viewer: Viewer, look: (page: Page) => Promise<void>): Promise<void> {
  await lookAt(
    browser,
    { baseURL: demo.url, path: paths[name] ?? '', user: name === 'home' ? reviewer : rep, ...viewer },
    async (page) => {
      await stands(page);
      await look(page);
    },
  );
}

async function stands(page: Page): Promise<void> {
  await page.locator(CARDS).first().waitFor();
  await page.locator(`:is(${CARDS}) [aria-busy="true"]`).first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}

async function openRow(page: Page): Promise<void> {
  await page.locator('c-conversation-list button[aria-expanded="false"]').first().click();
  // its tabs are loaded after it
  await page.locator('c-conversation-card c-conversation-panel h3').first().waitFor();
}

/** Once everything has found its place; what still runs off then stays so. */
async function overflow(page: Page): Promise<number> {
  const over = () => document.documentElement.scrollWidth - innerWidth;
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, { timeout: 5_000 })
    .catch(() => undefined);
  return page.evaluate(over);
}

/** Headings, and what opens the parts of a card: tabs on a wide page, also those in its menu, sections on a small one. */
async function landmarks(page: Page): Promise<string[]> {
  const more = page.locator(`:is(${CARDS})`).getByRole('button', { name: 'More Tabs' });
  if (await more.isVisible()) await more.click();
  const names = await page
    .locator(`:is(${CARDS}) :is(h2, h3, [role="tab"], [role="menuitem"], .slds-accordion__summary-action)`)
    .evaluateAll((all) => all.filter((each) => each.checkVisibility()).map((each) => each.textContent.trim()));
  return [...new Set(names.filter(Boolean))];
}

for (const name of ['event', 'task', 'opportunity', 'account', 'contact', 'home'])
  test(`${name}: at 200 % and at 320 pixels nothing is lost, and nothing scrolls sideways`, async () => {
    let wide: string[] = [];
    await open(name, {}, async (page) => {
      if (LISTS.includes(name)) await openRow(page);
      wide = await landmarks(page);
    });
    assert.ok(wide.length > 0);
    for (const viewport of [ZOOMED, NARROW])
      await open(name, { viewport }, async (page) => {
        if (LISTS.includes(name)) await openRow(page);
        assert.equal(await overflow(page), 0, `${viewport.width}`);
        const here = await landmarks(page);
        assert.deepEqual(
          wide.filter((each) => !here.includes(each)),
          [],
          `${viewport.width}`,
        );
      });
  });

for (const name of ['event', 'opportunity', 'account', 'home'])
  test(`${name}: the keyboard reaches everything, and its focus is always seen`, async () => {
    await open(name, {}, async (page) => {
      if (LISTS.includes(name)) await openRow(page);
      const { stops, unreached, unseen } = await walk(page, CARDS);
      assert.ok(stops > 3, `${stops} stops`);
      assert.deepEqual({ unreached, unseen }, { unreached: [], unseen: [] });
    });
  });

test('loading breathes, unless the reader wants little motion', async () => {
  for (const name of ['event', 'opportunity', 'account', 'home'])
    for (const reducedMotion of ['no-preference', 'reduce'] as const)
      await open(name, {}, async (page) => {
        await page.emulateMedia({ reducedMotion });
        await page.route('**/graphql', () => undefined);
        await page.reload();
        await page.locator(`:is(${CARDS}) [role="status"]`).first().waitFor();
        const moving = await page.evaluate(
          () => document.getAnimations().filter((each) => each instanceof CSSAnimation).length,
        );
        assert.equal(moving > 0, reducedMotion === 'no-preference', `${name}, ${reducedMotion}`);
      });
});

test('axe finds nothing on any page, in any theme', async (t) => {
  for (const theme of ['slds', 'cosmos', 'dark'])
    for (const name of Object.keys(paths))
      await t.test(`${name}, ${theme}`, () =>
        open(name, { theme }, async (page) => {
          if (LISTS.includes(name)) await openRow(page);
          await assertAccessible(page, `${name}, ${theme}`);
        }),
      );
});

test('from right to left the pages begin on the right, and nothing runs off their side', async () => {
  await demo.org('PATCH', `/sobjects/User/${rep}`, { LanguageLocaleKey: 'ar', LocaleSidKey: 'ar_AE' });
  try {
    for (const name of Object.keys(paths))
      for (const viewport of [{ width: 1280, height: 900 }, NARROW])
        await open(name, { viewport, user: rep }, async (page) => {
          if (LISTS.includes(name)) await openRow(page);
          assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
          assert.equal(await overflow(page), 0, `${name}, ${viewport.width}`);
          const unturned = await page
            .locator(`:is(${CARDS}) .chevron`)
            .evaluateAll(
              (all) =>
                all.filter(
                  (each) => each.checkVisibility() && !getComputedStyle(each).transform.startsWith('matrix(-1'),
                ).length,
            );
          assert.equal(unturned, 0, `${name}: a closed row points away from its words`);
          if (viewport === NARROW) return;
          const box = await page.locator(CARDS).first().boundingBox();
          const heading = await page.locator(`:is(${CARDS}) h2`).first().boundingBox();
          assert.ok(box && heading);
          const before = box.x + box.width - heading.x - heading.width;
          assert.ok(before < ICON_PX, `${name}: the heading begins ${before} px from the right`);
        });
  } finally {
    await demo.org('PATCH', `/sobjects/User/${rep}`, { LanguageLocaleKey: 'en_US', LocaleSidKey: 'en_GB' });
  }
});
