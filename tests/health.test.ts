/** The page about the health of the connection, in a real browser: through Flows and the Named Credential to the service. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { freePort, TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const HEALTH = '/lightning/n/Debrief_Health';
const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320, height: 700 };

let demo: TestDemo;
let browser: Browser;
let admin: string;

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
  admin = await userOf('ines');
});
afterEach(() => demo.setup('DELETE'));
after(async () => {
  await browser.close();
  await demo.stop();
});

interface Viewer {
  alias?: string;
  theme?: string;
  viewport?: { width: number; height: number };
}

/** Opens the page as a user sees it. */
async function open({ alias, ...viewer }: Viewer, look: (page: Page) => Promise<void>): Promise<void> {
  const user = alias ? await userOf(alias) : admin;
  await lookAt(browser, { baseURL: demo.url, path: HEALTH, user, ...viewer }, look);
}

async function userOf(alias: string): Promise<string> {
  return (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
}

const status = (page: Page) => page.locator('c-health-status');
const errors = (page: Page) => page.locator('c-health-errors');
const log = (page: Page) => page.locator('c-health-log');
const loaded = (page: Page) => page.getByText(/^Updated \d/).waitFor();

async function service<T>(path: string, method = 'GET'): Promise<T> {
  const answer = await demo.sync(path, { method });
  assert.equal(answer.status, 200);
  return (await answer.json()) as T;
}

let count = 0;
/** A meeting of Paul's that no activity stands for yet. */
async function post(title: string): Promise<string> {
  count += 1;
  return demo.post({
    source: 'health',
    sourceId: String(count),
    kind: 'meeting',
    title,
    startedAt: await demo.quietHour(count),
    durationSec: 600,
    owner: { email: 'paul@sealight.example' },
    summary: 'Dates and prices.',
  });
}

test('an admin sees as whom the service is connected, the budget and the log, as the service has them', async () => {
  await open({}, async (page) => {
    await loaded(page);
    await status(page).getByText('Connected', { exact: true }).waitFor();
    const { user } = await service<{ user: { name: string } }>('/v1/connection');
    await status(page).getByText(user.name).waitFor();
    await errors(page).getByText('Nothing has failed').waitFor();
    const { max } = await service<{ max: number }>('/v1/budget');
    const meter = page.getByRole('meter', { name: 'Daily API requests' });
    assert.equal(await meter.getAttribute('aria-valuemax'), String(max));
    const { entries } = await service<{ entries: { key?: string }[] }>('/v1/activity?limit=25');
    const keys = await log(page)
      .getByRole('button', { name: /^Only show/ })
      .allInnerTexts();
    assert.deepEqual(
      keys,
      entries.flatMap(({ key }) => key ?? []),
    );
  });
});

test('the log shows one conversation, a kind, and what is older', async () => {
  await open({}, async (page) => {
    await loaded(page);
    const rows = log(page).locator('tbody tr');
    await rows.nth(24).waitFor();
    assert.equal(await rows.count(), 25);
    await log(page).getByRole('button', { name: 'Show more' }).click();
    await rows.nth(25).waitFor();
    await log(page).getByRole('searchbox').fill('zoom:83920174551');
    const keys = log(page).getByRole('button', { name: /^Only show/ });
    await keys.filter({ hasNotText: 'zoom:83920174551' }).first().waitFor({ state: 'detached' });
    await keys.first().waitFor();
    await log(page).getByRole('combobox').click();
    await log(page).getByRole('option', { name: 'Received' }).click();
    await log(page).locator('.kind').getByText('Written', { exact: true }).first().waitFor({ state: 'detached' });
    await log(page).locator('.kind').getByText('Received', { exact: true }).first().waitFor();
    const kinds = new Set(await log(page).locator('.kind').allInnerTexts());
    assert.deepEqual(
      [...kinds].map((kind) => kind.trim()),
      ['Received'],
    );
  });
});

test('what the org refuses stands there in its own words; mended and tried again from the page, it is written', async () => {
  const errorMessage = 'Meetings of a closed quarter stay as they are.';
  await demo.setup('POST', {
    change: 'validationRule',
    object: 'Event',
    name: 'Closed_Quarter',
    filters: [{ field: 'Subject', operation: 'contains', value: 'Quarter' }],
    errorMessage,
    errorDisplayField: 'Subject',
  });
  const keys = [await post('Quarter review'), await post('Quarter planning')];
  for (const key of keys) assert.equal((await demo.settled(key)).status, 'failed');
  await open({}, async (page) => {
    await errors(page).getByRole('heading', { name: 'A validation rule refuses it' }).waitFor();
    await errors(page).getByText(errorMessage).waitFor();
    assert.equal(await errors(page).getByText(errorMessage).count(), 1);
    await errors(page).getByRole('button', { name: 'Retry Quarter review' }).click();
    await errors(page).getByText('1 conversation is tried again.').waitFor();
    await log(page)
      .getByText(/1 conversation is tried again, says Ines/)
      .waitFor();
    await errors(page).getByRole('heading', { name: 'Not written (2)' }).waitFor();

    await demo.setup('DELETE');
    await errors(page).getByRole('button', { name: 'Retry all: A validation rule refuses it' }).click();
    await errors(page).getByText('2 conversations are tried again.').waitFor();
    await errors(page).getByText('Nothing has failed').waitFor();
  });
  for (const key of keys) assert.equal((await demo.settled(key)).status, 'synced');
});

test('a pause is asked for once more, keeps what comes in, and what waits is written when somebody resumes', async () => {
  await open({}, async (page) => {
    await loaded(page);
    await status(page).getByRole('button', { name: 'Pause' }).click();
    await status(page).getByText('Pause Debrief?').waitFor();
    await page.keyboard.press('Enter');
    await status(page)
      .getByText(/^Paused since/)
      .waitFor();
    assert.equal((await service<{ paused: boolean }>('/v1/budget')).paused, true);

    const key = await post('While it was paused');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await status(page).getByText('1 conversation', { exact: true }).waitFor();
    await status(page).getByRole('button', { name: 'Resume' }).click();
    await status(page).getByText('1 conversation that waits is written now').waitFor();
    await status(page).getByRole('button', { name: 'Resume' }).last().click();
    await status(page).getByText('Connected', { exact: true }).waitFor();
    assert.equal((await demo.settled(key)).status, 'synced');
  });
});

test('what another admin does in the meantime is there at the next look, and nothing is lost', async () => {
  await open({}, async (page) => {
    await loaded(page);
    await service('/v1/pause', 'POST');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await status(page)
      .getByText(/^Paused since/)
      .waitFor();
    await service('/v1/resume', 'POST');
    await page.getByRole('button', { name: 'Refresh' }).click();
    await status(page).getByText('Connected', { exact: true }).waitFor();
  });
});

test('where the reserve is reached the page says so, and that what comes in is kept', async () => {
  const { used } = await service<{ used: number }>('/v1/budget');
  await demo.setup('POST', { change: 'apiLimit', dailyApiRequests: Math.ceil(used * 1.1) + 20 });
  // the service learns of the limit with the org's next answer
  await demo.settled(await post('The last one'));
  const key = await post('Beyond the reserve');
  while (!(await service<{ parked: boolean }>('/v1/budget')).parked) await sleep(50);
  await open({}, async (page) => {
    await page.getByText('To spare the reserve, everything is kept for later').waitFor();
    await errors(page).getByRole('heading', { name: 'Kept, to spare the org’s daily API requests' }).waitFor();
    assert.equal(await errors(page).getByRole('button', { name: /Retry/ }).count(), 0);
  });
  await demo.setup('DELETE');
  await service('/v1/resume', 'POST');
  assert.equal((await demo.settled(key)).status, 'synced');
});

test('with the service away the page says what is wrong, and what was known stays until it is back', async () => {
  const address = '/named-credentials/named-credential-setup/Debrief_Sync';
  const credential = (await demo.org('GET', address)) as Record<string, unknown>;
  await open({}, async (page) => {
    await loaded(page);
    await demo.org('PUT', address, { ...credential, calloutUrl: `http://127.0.0.1:${await freePort()}` });
    try {
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByText('The sync service cannot be reached').waitFor();
      await page.getByText(/Below is what was known at/).waitFor();
      await page.getByRole('meter').waitFor();
    } finally {
      await demo.org('PUT', address, credential);
    }
    await page.getByRole('button', { name: 'Refresh' }).click();
    await page.getByText('The sync service cannot be reached').waitFor({ state: 'detached' });
  });
});

test('a rep who has the tab is told that the page is for admins', async () => {
  await demo.setup('POST', {
    change: 'tab',
    permissionSet: 'Debrief_Rep',
    tab: 'Debrief_Health',
    visibility: 'Visible',
  });
  await open({ alias: 'paul' }, async (page) => {
    await page.getByText('Only admins see the health of the connection').waitFor();
    assert.equal(await page.locator('c-health-status').count(), 0);
  });
});

test('an admin reads it in French', async () => {
  await demo.org('PATCH', `/sobjects/User/${admin}`, { LanguageLocaleKey: 'fr', LocaleSidKey: 'fr_FR' });
  try {
    await open({}, async (page) => {
      await page.getByRole('heading', { name: 'Santé de la connexion' }).waitFor();
      await page.getByText('Aucun échec').waitFor();
      await page.getByText(/utilisées ces dernières 24 heures/).waitFor();
    });
  } finally {
    await demo.org('PATCH', `/sobjects/User/${admin}`, { LanguageLocaleKey: 'en_US', LocaleSidKey: 'en_US' });
  }
});

test('on a phone nothing runs off its side', async () => {
  for (const viewport of [PHONE, NARROW])
    await open({ viewport }, async (page) => {
      await loaded(page);
      await log(page).locator('tbody tr').first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    });
});

test('axe finds nothing on the page, in every theme', async (t) => {
  for (const theme of ['slds', 'cosmos', 'dark'])
    await t.test(theme, () =>
      open({ theme }, async (page) => {
        await loaded(page);
        await log(page).locator('tbody tr').first().waitFor();
        await status(page).getByRole('button', { name: 'Pause' }).click();
        await assertAccessible(page);
      }),
    );
});
