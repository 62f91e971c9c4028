/** The page of the deal rule, in a real browser: through Flows and the Named Credential to the service. */
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { freePort, TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const RULES = '/lightning/n/Debrief_Rules';
const ALL = ['contactRole', 'owner', 'onlyOpenDeal'];
const ROLE = 'Somebody present has a contact role on it';

interface Settings {
  dealSteps: string[];
  dealTie: string;
  revision: number;
}
interface Simulation {
  read: number;
  today: Record<string, number>;
  changed: Record<string, number>;
  moves: { title: string; today: { opportunity?: string }; changed: { opportunity?: string } }[];
  movesTotal: number;
}

let demo: TestDemo;
let browser: Browser;

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
});
afterEach(async () => {
  const now = await settings();
  await put({ ...now, dealSteps: ALL, dealTie: 'off' });
});
after(async () => {
  await browser.close();
  await demo.stop();
});

async function service<T>(path: string, method = 'GET', body?: object): Promise<T> {
  const answer = await demo.sync(path, {
    method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return (await answer.json()) as T;
}
const settings = () => service<Settings>('/v1/settings');
const put = (changed: Settings) => service<Settings>('/v1/settings', 'PUT', changed);
const userOf = async (alias: string) => (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;

interface Viewer {
  alias?: string;
  theme?: string;
  viewport?: { width: number; height: number };
}
async function open({ alias = 'ines', ...viewer }: Viewer, look: (page: Page) => Promise<void>): Promise<void> {
  await lookAt(browser, { baseURL: demo.url, path: RULES, user: await userOf(alias), ...viewer }, look);
}

const today = (page: Page) => page.locator('c-deal-rule-today');
const form = (page: Page) => page.locator('c-deal-rule-form');
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
async function compareWithoutRoles(page: Page): Promise<void> {
  await form(page).getByText(ROLE, { exact: true }).click();
  await press(page, 'Compare');
  await page.getByRole('heading', { name: 'What would change' }).waitFor();
}

test('an admin compares a changed rule on past conversations, and sees what would move and why', async () => {
  const found = await service<Simulation>('/v1/simulations', 'POST', {
    match: { dealSteps: ['owner', 'onlyOpenDeal'] },
  });
  const [first] = found.moves;
  assert.ok(first && found.movesTotal > 0, 'the sample has a conversation that contact roles alone decide');
  await open({}, async (page) => {
    await today(page).getByText(ROLE, { exact: true }).waitFor();
    await compareWithoutRoles(page);
    await page.getByText(`${found.read} conversations compared · 30 days · `).waitFor();
    const cells = await row(page, 'Linked to a deal').getByRole('cell').allInnerTexts();
    assert.deepEqual(cells.slice(0, 2), [String(found.today.linked), String(found.changed.linked)]);
    const move = page.locator('c-simulated-moves li').filter({ hasText: first.title });
    await move.getByRole('link', { name: first.today.opportunity, exact: true }).waitFor();
    await move.getByText('Matched to').waitFor();
    await move.getByText('No deal').waitFor();
    await assertAccessible(page, 'compared');
    await move.getByRole('link', { name: first.title }).click();
    await page.waitForURL(/\/lightning\/r\/Conversation__c\/a0\w+\/view/);
  });
  assert.deepEqual((await settings()).dealSteps, ALL, 'comparing changes nothing');
});

test('the rule is put in force after a question, by keyboard alone, and is today’s from then on', async () => {
  await open({}, async (page) => {
    await form(page).getByRole('checkbox', { name: ROLE }).focus();
    await page.keyboard.press('Space');
    const compare = page.getByRole('button', { name: 'Compare', exact: true });
    await compare.focus();
    await page.keyboard.press('Enter');
    const use = page.getByRole('button', { name: 'Use this rule', exact: true });
    await use.focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('group', { name: 'Use this rule from now on?' });
    await question.waitFor();
    await assertAccessible(page, 'question');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    assert.ok(await use.evaluate((button) => button === (button.getRootNode() as ShadowRoot).activeElement));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('Saved. This is today’s rule from now on.').waitFor();
    await today(page).getByText(`Off: ${ROLE}`).waitFor();
  });
  assert.deepEqual((await settings()).dealSteps, ['owner', 'onlyOpenDeal']);
});

test('of two admins who change the rule the second is told, and keeps the own one to compare again', async () => {
  await open({}, async (page) => {
    await compareWithoutRoles(page);
    await put({ ...(await settings()), dealTie: 'oldest' });
    await press(page, 'Use this rule');
    await press(page, 'Use this rule');
    await page.getByText('Somebody else has changed the rule meanwhile').waitFor();
    await today(page).getByText('The oldest').waitFor();
    assert.equal(await form(page).getByRole('checkbox', { name: ROLE }).isChecked(), false);
    await press(page, 'Back to today’s rule');
    assert.equal(await form(page).getByRole('checkbox', { name: ROLE }).isChecked(), true);
  });
  assert.deepEqual((await settings()).dealSteps, ALL);
});

test('where both rules do the same nothing would move; a score that is none is asked for again', async () => {
  await open({}, async (page) => {
    await form(page).getByText('Advanced: events and tasks').click();
    const score = form(page).getByRole('spinbutton', { name: 'Score that an event or task needs' });
    await score.fill('7');
    await form(page).getByText('Enter a number from 0 to 1.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Compare', exact: true }).isDisabled());
    await score.fill('0.52');
    await press(page, 'Compare');
    await page.getByRole('heading', { name: 'What would change' }).waitFor();
    await page.getByText('Nothing would move', { exact: true }).waitFor();
  });
});

test('with the service away the page says so, and tries again', async () => {
  const address = '/named-credentials/named-credential-setup/Debrief_Sync';
  const credential = (await demo.org('GET', address)) as Record<string, unknown>;
  await demo.org('PUT', address, { ...credential, calloutUrl: `http://127.0.0.1:${await freePort()}` });
  try {
    await open({}, async (page) => {
      await page.getByText('The sync service cannot be reached').waitFor();
      await assertAccessible(page, 'away');
      await demo.org('PUT', address, credential);
      await press(page, 'Try again');
      await today(page).getByText(ROLE, { exact: true }).waitFor();
    });
  } finally {
    await demo.org('PUT', address, credential);
  }
});

test('a rep who has the tab is told who can grant the rest, and the service is not asked', async () => {
  await demo.setup('POST', {
    change: 'tab',
    permissionSet: 'Debrief_Rep',
    tab: 'Debrief_Rules',
    visibility: 'Visible',
  });
  await open({ alias: 'paul' }, async (page) => {
    await page.getByText('Only admins change the deal rule').waitFor();
    await page.getByText('“Debrief Admin”').waitFor();
    assert.equal(await form(page).count(), 0);
    await assertAccessible(page, 'a rep');
  });
});

test('an admin reads it in French, in every theme, and on a narrow phone', async () => {
  const ines = await userOf('ines');
  await demo.org('PATCH', `/sobjects/User/${ines}`, { LanguageLocaleKey: 'fr', LocaleSidKey: 'fr_FR' });
  try {
    for (const [theme, width] of [
      ['slds', 1280],
      ['cosmos', 390],
      ['dark', 320],
    ] as const)
      await open({ theme, viewport: { width, height: 800 } }, async (page) => {
        await page.getByRole('heading', { name: 'Règle modifiée' }).waitFor();
        await form(page).getByText('Une personne présente y a un rôle de contact').click();
        await press(page, 'Comparer');
        await page.getByRole('heading', { name: 'Ce qui changerait' }).waitFor();
        await page.getByRole('heading', { name: /conversations? changerai(en)?t$/ }).waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${width} px`);
        const [table, card] = await Promise.all(
          [page.getByRole('table'), page.locator('c-simulated-counts')].map((part) => part.boundingBox()),
        );
        assert.ok(table && card && table.width <= card.width + 1, `the table fits ${width} px`);
        await assertAccessible(page, `${theme} ${width} px`);
      });
  } finally {
    await demo.org('PATCH', `/sobjects/User/${ines}`, { LanguageLocaleKey: 'en_US', LocaleSidKey: 'en_US' });
  }
});
