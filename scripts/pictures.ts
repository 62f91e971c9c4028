/**
 * The pictures of the README, taken of a demo of their own: `npm run pictures`. With `-- --all <folder>` every page in
 * every look, for who wants to see them side by side.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { GoogleStandIn } from '../sync/src/email/mailbox/testing/google.ts';
import { MicrosoftStandIn } from '../sync/src/email/mailbox/testing/microsoft.ts';
import { launchBrowser } from '../tests/browser.ts';
import { TestDemo } from '../tests/demo.ts';
import { DESKTOP, lookAt } from '../tests/look.ts';
import { DEALS } from './pictures/deals.ts';
import { README_PICTURES, STATES, type Picture } from './pictures/list.ts';
import { PAGES } from './pictures/pages.ts';

const PHONE = { width: 390, height: 844 };
/** No bar of the shell lies over a part of the page. */
const TALL = { width: 1280, height: 2400 };
/** More than the shell's bar takes at the end. */
const BAR = 60;
const NARROW = { width: 320, height: 700 };

interface Look {
  name: string;
  theme: string;
  viewport: { width: number; height: number };
  french?: true;
}
const LOOKS: Look[] = [
  { name: 'slds', theme: 'slds', viewport: DESKTOP },
  { name: 'cosmos', theme: 'cosmos', viewport: DESKTOP },
  { name: 'dark', theme: 'dark', viewport: DESKTOP },
  { name: 'fr', theme: 'cosmos', viewport: DESKTOP, french: true },
  { name: 'phone', theme: 'cosmos', viewport: PHONE },
  { name: 'phone-dark', theme: 'dark', viewport: PHONE },
  { name: 'phone-fr', theme: 'slds', viewport: NARROW, french: true },
];

const folder = path.resolve(import.meta.dirname, '..', 'docs');

async function take(
  demo: TestDemo,
  browser: Browser,
  picture: Picture,
  file: string,
  look: Omit<Look, 'name'>,
  isWhole = false,
): Promise<void> {
  const alias = picture.viewer ?? (look.french ? 'camille' : 'paul');
  const { Id: user } = await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`);
  const where = {
    baseURL: demo.url,
    path: typeof picture.path === 'string' ? picture.path : await picture.path(demo),
    user,
    refused: picture.refused,
    ...look,
  };
  const mends = [await picture.before?.(demo), look.french && (await readFrench(demo, user))];
  try {
    await lookAt(browser, where, async (page) => {
      await picture.work?.(page);
      await settle(page);
      if (isWhole) await unroll(page, look.viewport.width);
      const part = isWhole ? undefined : picture.part;
      await (part
        ? page.locator(part).first().screenshot({ path: file })
        : page.screenshot({ path: file, fullPage: isWhole }));
    });
  } finally {
    for (const mend of mends) if (mend) await mend();
  }
}

/** The user's own language, until the picture is taken. */
async function readFrench(demo: TestDemo, user: string): Promise<() => Promise<void>> {
  const { LanguageLocaleKey, LocaleSidKey } = await demo.one(
    `SELECT Id, LanguageLocaleKey, LocaleSidKey FROM User WHERE Id = '${user}'`,
  );
  await demo.org('PATCH', `/sobjects/User/${user}`, { LanguageLocaleKey: 'fr', LocaleSidKey: 'fr_FR' });
  return async () => {
    await demo.org('PATCH', `/sobjects/User/${user}`, { LanguageLocaleKey, LocaleSidKey });
  };
}

function lookOf({ theme = 'cosmos', part, phone, french }: Picture): Omit<Look, 'name'> {
  const viewport = phone ? PHONE : part ? TALL : DESKTOP;
  return { theme, viewport, ...(french ? { french } : {}) };
}

/** The whole page in one view: what loads as it is scrolled to is there, and no bar of the shell lies over a part. */
async function unroll(page: Page, width: number): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: height + BAR });
  await settle(page);
}

/** Stencils gone, fonts in. */
async function settle(page: Page): Promise<void> {
  await page.waitForTimeout(1_000);
  await page.waitForFunction(() => document.querySelectorAll('[aria-busy="true"]').length === 0);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
}

const all = process.argv.indexOf('--all');
const only = process.argv.indexOf('--only');
const wanted = only > 0 ? process.argv[only + 1]?.split(',') : undefined;
const isWanted = ({ name }: Picture) => !wanted || wanted.includes(name);
const [google, microsoft] = await Promise.all([GoogleStandIn.start(), MicrosoftStandIn.start()]);
google.account('paul@sealight.example');
// the service inherits them
Object.assign(process.env, google.environment, microsoft.environment);
const [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
let fresh: Promise<TestDemo> | undefined;
const demoOf = async (picture: Picture) => (picture.fresh ? await (fresh ??= TestDemo.start({ fresh: true })) : demo);
let failed = 0;
try {
  const attempt = async (name: string, work: () => Promise<void>) => {
    try {
      await work();
      console.log(name);
    } catch (error) {
      failed += 1;
      console.error(`${name}: ${(error as Error).message}`);
    }
  };
  if (all > 0) {
    const into = path.resolve(process.argv[all + 1] ?? '');
    mkdirSync(into, { recursive: true });
    for (const picture of [...README_PICTURES, ...STATES, ...DEALS, ...PAGES].filter(isWanted))
      for (const { name, ...look } of LOOKS.filter(({ viewport }) => !picture.desktop || viewport === DESKTOP)) {
        const file = path.join(into, `${picture.name}-${name}.png`);
        await attempt(path.basename(file), async () => take(await demoOf(picture), browser, picture, file, look, true));
      }
  } else {
    for (const picture of [...README_PICTURES, ...PAGES.filter(({ isInReadme }) => isInReadme)].filter(isWanted))
      await attempt(picture.name, async () =>
        take(await demoOf(picture), browser, picture, path.join(folder, `${picture.name}.png`), lookOf(picture)),
      );
  }
} finally {
  await browser.close();
  await Promise.all([demo, fresh].map(async (each) => (await each)?.stop()));
  await Promise.all([google.stop(), microsoft.stop()]);
}
process.exitCode = failed > 0 ? 1 : 0;
