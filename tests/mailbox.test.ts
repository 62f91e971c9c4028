/** The page of a user's own mailbox, in a real browser: consent at a provider's page, emails on the deal, and the way out. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { sourceOf } from '../sync/src/email/mailbox/testing/emails.ts';
import { GoogleStandIn } from '../sync/src/email/mailbox/testing/google.ts';
import { MicrosoftStandIn } from '../sync/src/email/mailbox/testing/microsoft.ts';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const MAILBOX = '/lightning/n/Debrief_Mailbox';
const PHONE = { width: 390, height: 844 };
const PAUL = 'paul@sealight.example';
/** Where pictures of what is tested are to go; nowhere, usually. */
const PICTURES = process.env.DEBRIEF_TEST_PICTURES;

let demo: TestDemo;
let browser: Browser;
let google: GoogleStandIn;
let microsoft: MicrosoftStandIn;

before(async () => {
  [google, microsoft] = await Promise.all([GoogleStandIn.start(), MicrosoftStandIn.start()]);
  // the service inherits them
  Object.assign(process.env, google.environment, microsoft.environment);
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
  await google.stop();
  await microsoft.stop();
});

interface Viewer {
  alias?: string;
  theme?: string;
  viewport?: { width: number; height: number };
}

async function open(
  { alias = 'paul', ...viewer }: Viewer,
  look: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const { Id: user } = await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`);
  await lookAt(browser, { baseURL: demo.url, path: MAILBOX, user, ...viewer }, look);
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/mailbox-${name}.png`, fullPage: true });
}

const card = (page: Page) => page.locator('c-my-mailbox');
const button = (page: Page, name: string) => card(page).getByRole('button', { name, exact: true });

async function switchFeedOn(): Promise<void> {
  const settings = (await (await demo.sync('/v1/emails/settings')).json()) as object;
  const answer = await demo.sync('/v1/emails/settings', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...settings, on: true }),
  });
  assert.equal(answer.status, 200, await answer.text());
}

test('a rep is told that the feed is off, and that nothing is read', async () => {
  await open({}, async (page) => {
    await card(page).getByText('Your admin has not switched on the email feed').waitFor();
    assert.equal(await button(page, 'Connect').count(), 0);
    await assertAccessible(page);
    await picture(page, 'off');
  });
});

test('a rep connects at the provider’s own page, the page goes on by itself, and emails stand in the org', async () => {
  await switchFeedOn();
  google.account(PAUL);
  const { Email } = await demo.one(`SELECT Id, Email FROM Contact WHERE LastName = 'Halvorsen' LIMIT 1`);
  const email = { from: String(Email), to: PAUL, subject: 'Dates for the hulls', text: 'Three dates, as promised.' };
  google.deliver(PAUL, sourceOf({ id: 'dates@mail.example', ...email }));
  google.deliver(PAUL, sourceOf({ id: 'private@mail.example', ...email, subject: 'Perso' }));
  await open({}, async (page, context) => {
    await card(page).getByText('Where is your mailbox?').waitFor();
    await assertAccessible(page);
    await picture(page, 'form');
    const [login] = await Promise.all([context.waitForEvent('page'), button(page, 'Connect').click()]);
    await card(page).getByRole('heading', { name: 'Waiting for your login' }).waitFor();
    await picture(page, 'waiting');
    await assertAccessible(page, 'waiting');
    assert.equal(await login.getByLabel('Address').inputValue(), PAUL);
    await login.getByRole('button', { name: 'Allow' }).click();
    await login.getByRole('heading', { name: 'Your mailbox is connected' }).waitFor();
    await assertAccessible(login, 'the page of the log-in');
    await picture(login, 'done');
    await card(page).getByText('Connected since').waitFor();
    await card(page).getByText(PAUL, { exact: true }).waitFor();
    await assertAccessible(page, 'connected');
  });
  for (;;) {
    const [row] = await demo.query(
      `SELECT Id, Kind__c, Contact__c, Summary__c FROM Conversation__c WHERE Key__c = 'email:dates@mail.example'`,
    );
    if (row) {
      assert.equal(row.Kind__c, 'Email');
      assert.ok(row.Contact__c, 'linked to the contact');
      break;
    }
    await sleep(200);
  }
  assert.equal(google.downloaded.length, 1, 'the private one was not fetched');
});

for (const [name, viewer] of [
  ['dark', { theme: 'dark' }],
  ['phone', { viewport: PHONE }],
] as const)
  test(`connected, ${name}: accessible, and nothing sticks out`, async () => {
    await open(viewer, async (page) => {
      await card(page).getByText('Connected since').waitFor();
      await button(page, 'Withdraw consent').click();
      await card(page).getByText('Withdraw your consent?').waitFor();
      await assertAccessible(page);
      const { scroll, width } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollWidth,
        width: document.documentElement.clientWidth,
      }));
      assert.ok(scroll <= width, `${scroll} > ${width}`);
      await picture(page, name);
    });
  });

test('an access that was taken back at the provider: the rep is asked again', async () => {
  google.login.takeBack(PAUL);
  await demo.sync('/v1/mailboxes/sync', { method: 'POST' });
  for (;;) {
    const answer = await demo.sync(`/v1/mailboxes/mine?user=${PAUL}`);
    if (((await answer.json()) as { status: string }).status === 'problem') break;
    await sleep(100);
  }
  await open({}, async (page, context) => {
    await card(page).getByText('Debrief can no longer read your mailbox').waitFor();
    await assertAccessible(page);
    await picture(page, 'problem');
    const [login] = await Promise.all([context.waitForEvent('page'), button(page, 'Connect again').click()]);
    await login.getByRole('button', { name: 'Allow' }).click();
    await login.getByRole('heading', { name: 'Your mailbox is connected' }).waitFor();
    await card(page).getByText('Debrief can no longer read your mailbox').waitFor({ state: 'detached' });
  });
});

test('a rep withdraws, and is told what stays', async () => {
  await open({}, async (page) => {
    await button(page, 'Withdraw consent').click();
    await button(page, 'Withdraw consent').click();
    await card(page).getByText('Nothing of your mailbox is read any more. 1 email stays on its deal.').waitFor();
    await button(page, 'Connect').waitFor();
    await assertAccessible(page);
    await picture(page, 'withdrawn');
  });
});

test('in French, for who reads French, and only about their own mailbox', async () => {
  const { Alias } = await demo.one(`SELECT Id, Alias FROM User WHERE LanguageLocaleKey = 'fr' LIMIT 1`);
  await open({ alias: String(Alias) }, async (page) => {
    await card(page).getByText('Où se trouve votre messagerie ?').waitFor();
    assert.equal(await card(page).getByText(PAUL).count(), 0);
    await assertAccessible(page);
    await picture(page, 'french');
  });
});
