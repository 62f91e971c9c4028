/** Links that people decide: what needs review on Home, the change of a link on an event, two people at once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { freePort, TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const HOME = '/lightning/page/home';
const PHONE = { width: 390, height: 844 };
const NARROW = { width: 320, height: 700 };
const BUDGET = 'zoom:84511920336';
const DEMO = 'zoom:83920174551';
const FLEET = 'Halvorsen Marine – Fleet telemetry';
const PILOT = 'Halvorsen Marine – Service desk pilot';
const BERTHS = 'Calloway Harbor – Berth sensors';
const BOATS = 'Calloway Harbor – Patrol boat telemetry';

let demo: TestDemo;
let browser: Browser;

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

interface Viewer {
  alias?: string;
  theme?: string;
  viewport?: { width: number; height: number };
}

async function open(path: string, { alias = 'tom', ...viewer }: Viewer, look: (page: Page) => Promise<void>) {
  const { Id: user } = await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`);
  await lookAt(browser, { baseURL: demo.url, path, user, ...viewer }, look);
}

async function eventOf(key: string): Promise<string> {
  return `/lightning/r/Event/${(await demo.settled(key)).activityId}/view`;
}

interface Linked {
  deal: string | null;
  status: unknown;
  evidence: string;
}
/** As the org has it. */
async function linkOf(key: string): Promise<Linked> {
  const row = await demo.one(
    `SELECT Id, Opportunity__r.Name, Match_Status__c, Match_Evidence__c FROM Conversation__c WHERE Key__c = '${key}'`,
  );
  const deal = row.Opportunity__r as { Name: string } | null;
  return { deal: deal?.Name ?? null, status: row.Match_Status__c, evidence: String(row.Match_Evidence__c) };
}

const card = (page: Page) => page.locator('c-needs-review').first();
const row = (page: Page, title: string) => card(page).locator('c-review-row').filter({ hasText: title });
const count = (page: Page, words: string) => card(page).getByRole('heading', { level: 2, name: words, exact: true });
const radio = (within: Locator, name: string) => within.getByRole('radio', { name: new RegExp(`^${name}`) });

let next = 0;
/** A meeting of Tom's with somebody who stands behind two deals alike, each on a day of its own unless it is today's. */
function meeting(title: string, at?: Date): Record<string, unknown> {
  next += 1;
  return {
    ...{ source: 'review', sourceId: String(next), kind: 'meeting', title, durationSec: 600 },
    startedAt: (at ?? new Date(Date.now() - next * 86_400_000)).toISOString(),
    owner: { email: 'tom@sealight.example' },
    parties: [
      { role: 'ours', email: 'maya@sealight.example' },
      { role: 'theirs', name: 'Dana Whitfield', email: 'dwhitfield@callowayharbor.example' },
    ],
    summary: 'Dana asked for one page that shows both options.',
    actionItems: [{ text: `Write the page of ${title}`, owner: 'Tom Okafor', due: at ? '2020-01-31' : '2030-01-31' }],
  };
}

async function ambiguous(title: string, at?: Date): Promise<string> {
  const key = await demo.post(meeting(title, at));
  assert.equal((await demo.settled(key)).match?.status, 'Needs review');
  return key;
}

/** Opens the reason of the event's conversation. */
async function why(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /why\?/ }).click();
  return page.locator('c-why-linked');
}

test('a rep links what fits two deals in one click from Home, and takes it back', async () => {
  await open(HOME, {}, async (page) => {
    await count(page, 'Needs review (1)').waitFor();
    const budget = row(page, 'budget update');
    await budget.getByText('Dana Whitfield has the Decision Maker role on it').first().waitFor();
    await budget.getByRole('button', { name: 'Link', exact: true }).click();
    await budget.getByText(`Linked to ${BERTHS}, and locked`).waitFor();
    await count(page, 'Needs review').waitFor();
    const { evidence, ...link } = await linkOf(BUDGET);
    assert.deepEqual(link, { deal: BERTHS, status: 'Locked' });
    assert.match(evidence, /by Tom Okafor\./);
    await assertAccessible(page);
    await budget.getByRole('button', { name: 'Undo' }).click();
    await count(page, 'Needs review (1)').waitFor();
    assert.equal((await linkOf(BUDGET)).status, 'Needs review');
  });
});

test('by keyboard alone: down, Enter, and the focus is at the next one; the same payload again changes nothing of it', async () => {
  const body = meeting('Keyboard one');
  const first = await demo.post(body);
  await demo.settled(first);
  await ambiguous('Keyboard two');
  await open(HOME, {}, async (page) => {
    const one = row(page, 'Keyboard one');
    const two = row(page, 'Keyboard two');
    await radio(two, BERTHS).waitFor();
    await radio(one, BERTHS).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await one.getByText(`Linked to ${BOATS}, and locked`).waitFor();
    await page.waitForFunction(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active instanceof HTMLInputElement && active.type === 'radio' && active.name.startsWith('deal-');
    });
    assert.equal((await linkOf(first)).deal, BOATS);
  });
  await demo.post({ ...body, summary: 'Dana has decided.' });
  await demo.settled(first);
  const again = await demo.one(`SELECT Id, Summary__c FROM Conversation__c WHERE Key__c = '${first}'`);
  assert.equal(again.Summary__c, 'Dana has decided.');
  const { deal, status } = await linkOf(first);
  assert.deepEqual([deal, status], [BOATS, 'Locked']);
});

test('several are linked at once, each to what is chosen for it', async () => {
  const keys = [await ambiguous('Bulk one'), await ambiguous('Bulk two')];
  await open(HOME, {}, async (page) => {
    await radio(row(page, 'Bulk two'), BOATS).press('Space');
    for (const title of ['Bulk one', 'Bulk two'])
      await card(page)
        .getByRole('checkbox', { name: `Select ${title}` })
        .press('Space');
    await card(page).getByRole('button', { name: 'Link 2 selected' }).click();
    await card(page).getByText('2 conversations linked.').waitFor();
    assert.deepEqual(await Promise.all(keys.map(async (key) => (await linkOf(key)).deal)), [BERTHS, BOATS]);
  });
});

test('what is no customer conversation is taken out, after a question, and the rep brings it back', async () => {
  const key = await ambiguous('Lunch');
  await open(HOME, {}, async (page) => {
    const lunch = row(page, 'Lunch');
    await lunch.getByRole('button', { name: 'Not a customer conversation' }).click();
    await lunch.getByText('Take this conversation out?').waitFor();
    await assertAccessible(page);
    await page.keyboard.press('Escape');
    await lunch.getByText('Take this conversation out?').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await lunch.getByText('Taken out of Salesforce.', { exact: true }).waitFor();
    assert.deepEqual(await demo.query(`SELECT Id FROM Conversation__c WHERE Key__c = '${key}'`), []);
    await lunch.getByRole('button', { name: 'Undo' }).click();
    await card(page).getByText('“Lunch” is back in Salesforce.').first().waitFor();
    await lunch.getByRole('button', { name: 'Link', exact: true }).click();
    await lunch.getByText(`Linked to ${BERTHS}, and locked`).waitFor();
  });
  assert.equal((await linkOf(key)).status, 'Locked');
});

test('of two reps with the same list the second is told', async () => {
  const key = await ambiguous('Two at once');
  await open(HOME, {}, async (toms) => {
    await row(toms, 'Two at once').getByRole('button', { name: 'Link', exact: true }).waitFor();
    await open(HOME, { alias: 'maya' }, async (mayas) => {
      const hers = row(mayas, 'Two at once');
      await radio(hers, BOATS).press('Space');
      await hers.getByRole('button', { name: 'Link', exact: true }).click();
      await hers.getByText(`Linked to ${BOATS}`).waitFor();
    });
    const his = row(toms, 'Two at once');
    await his.getByRole('button', { name: 'Link', exact: true }).click();
    await his.getByText('Maya Lindqvist has linked this meanwhile.').waitFor();
    assert.equal((await linkOf(key)).deal, BOATS);
    await his.getByRole('button', { name: 'Leave it' }).click();
    await his.getByText('Left as it is.').waitFor();
  });
});

test('with the service away the list stays readable, and the row says so', async () => {
  const key = await ambiguous('Service away');
  const address = '/named-credentials/named-credential-setup/Debrief_Sync';
  const credential = (await demo.org('GET', address)) as Record<string, unknown>;
  await demo.org('PUT', address, { ...credential, calloutUrl: `http://127.0.0.1:${await freePort()}` });
  try {
    await open(HOME, {}, async (page) => {
      const away = row(page, 'Service away');
      await away.getByRole('button', { name: 'Link', exact: true }).click();
      await away.getByText('The Debrief service doesn’t answer.').waitFor();
      await away.getByText('Dana Whitfield has the Decision Maker role on it').first().waitFor();
      await assertAccessible(page);
    });
  } finally {
    await demo.org('PUT', address, credential);
  }
  assert.equal((await linkOf(key)).status, 'Needs review');
});

test('a rep changes the link on the event: sees what would change, links, and the lock holds', async () => {
  await open(await eventOf(DEMO), { alias: 'paul' }, async (page) => {
    const panel = await why(page);
    await panel.getByText('Also weighed').waitFor();
    await panel.getByRole('link', { name: PILOT }).waitFor();
    await panel.getByRole('button', { name: 'Change link' }).click();
    await radio(panel, PILOT).press('Space');
    await panel.getByRole('button', { name: 'See what would change' }).click();
    await panel.getByText(`Related to: ${FLEET} → ${PILOT}`).waitFor();
    assert.equal((await linkOf(DEMO)).deal, FLEET);
    await assertAccessible(page);
    await panel.getByRole('button', { name: 'Link and lock' }).click();
    await panel.getByText(`Linked to ${PILOT}, and locked`).waitFor();
    await page.getByRole('button', { name: 'Linked by Paul Marchand: why?' }).waitFor();
    await page.locator('shell-highlights').getByRole('link', { name: PILOT }).waitFor();
    await panel.getByText(`Linked to ${PILOT}, and locked`).waitFor();
  });
  assert.equal((await linkOf(DEMO)).deal, PILOT);
  const resync = await demo.sync(`/v1/conversations/${encodeURIComponent(DEMO)}/resync`, { method: 'POST' });
  assert.equal(resync.status, 202);
  await demo.settled(DEMO);
  assert.deepEqual([(await linkOf(DEMO)).deal, (await linkOf(DEMO)).status], [PILOT, 'Locked']);
});

test('a lock is given back to the rules, which link it as before', async () => {
  await open(await eventOf(DEMO), { alias: 'paul' }, async (page) => {
    const panel = await why(page);
    await panel.getByRole('button', { name: 'Change link' }).click();
    await radio(panel, 'Let the rules decide').press('Space');
    await panel.getByRole('button', { name: 'See what would change' }).click();
    await panel.getByRole('button', { name: 'Give it back to the rules' }).click();
    await panel.getByText('Unlocked: the rules decide the link again.').waitFor();
    await page.getByRole('button', { name: 'Linked: why?' }).waitFor();
  });
  assert.deepEqual([(await linkOf(DEMO)).deal, (await linkOf(DEMO)).status], [FLEET, 'Matched']);
});

test('another deal is found by its name, by keyboard alone, and Escape leaves all as it was', async () => {
  await open(await eventOf(DEMO), { alias: 'paul' }, async (page) => {
    await page.getByRole('button', { name: /why\?/ }).focus();
    await page.keyboard.press('Enter');
    const panel = page.locator('c-why-linked');
    await panel.getByRole('button', { name: 'Change link' }).press('Enter');
    await radio(panel, FLEET).waitFor();
    await page.keyboard.press('ArrowUp');
    const search = panel.getByRole('combobox', { name: 'Find a deal' });
    await panel.locator('lightning-record-picker input:enabled').waitFor();
    await search.pressSequentially('Berth');
    // before anything is typed it lists what was looked at last
    const options = page.getByRole('option');
    await options.filter({ hasText: BERTHS }).waitFor();
    await options.filter({ hasNotText: BERTHS }).first().waitFor({ state: 'detached' });
    // a list that comes anew takes the highlight away, and whoever sees that goes to the option again
    for (let tries = 0; tries < 40 && (await search.inputValue()) !== BERTHS; tries += 1) {
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(250);
    }
    await panel.getByRole('button', { name: 'See what would change' }).press('Enter');
    await panel.getByText(`Deal: ${FLEET} → ${BERTHS}`).waitFor();
    await panel.getByText('Account: Halvorsen Marine → the account of that deal').waitFor();
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: 'Change link' }).waitFor();
  });
  assert.equal((await linkOf(DEMO)).deal, FLEET);
});

test('today’s conversations stand on Home in order, with what is to be done', async () => {
  await ambiguous('Today at last', new Date());
  await open(HOME, { alias: 'maya' }, async (page) => {
    const today = page.locator('c-mine-today');
    await today.getByText('Today at last', { exact: true }).waitFor();
    await today.getByText('Write the page of Today at last', { exact: true }).waitFor();
    await today.getByRole('button', { name: /Today at last Meeting/ }).click();
    await today.getByText('Dana asked for one page').first().waitFor();
    await row(page, 'Today at last').getByRole('button', { name: 'Link', exact: true }).click();
    await today.getByRole('link', { name: BERTHS }).first().waitFor();
  });
});

test('the utility bar has the list on every page, and its count', async () => {
  await open(await eventOf(DEMO), {}, async (page) => {
    await page.getByRole('button', { name: /^Needs review/ }).click();
    await page.getByRole('button', { name: /^Needs review \(\d+\)$/ }).waitFor();
    await card(page).locator('c-review-row').first().waitFor();
    await assertAccessible(page);
  });
});

test('the bar says in the viewer’s language how many wait, before it is opened', async () => {
  await demo.org('PATCH', `/sobjects/User/${(await demo.one("SELECT Id FROM User WHERE Alias = 'tom'")).Id}`, {
    LanguageLocaleKey: 'fr',
  });
  try {
    await ambiguous('Counted unopened');
    await open(await eventOf(DEMO), {}, async (page) => {
      await page.getByRole('button', { name: /^À vérifier \(\d+\)$/ }).waitFor();
      assert.equal(await card(page).count(), 0, 'the list is not loaded before it is opened');
      await assertAccessible(page);
    });
  } finally {
    await demo.org('PATCH', `/sobjects/User/${(await demo.one("SELECT Id FROM User WHERE Alias = 'tom'")).Id}`, {
      LanguageLocaleKey: 'en_US',
    });
  }
});

test('nothing to review feels good, and French is French', async () => {
  await open(HOME, { alias: 'camille' }, async (page) => {
    await page.getByText('Rien à vérifier').waitFor();
    await page.getByText('Mes conversations du jour').waitFor();
    await assertAccessible(page);
  });
});

test('the cards of Home share one request', async () => {
  await open('/lightning/o/Conversation__c/list', {}, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/graphql')) asked.push(/query (\w+)/.exec(request.postData() ?? '')?.[1] ?? '');
    });
    await page.goto(HOME);
    await card(page).locator('c-review-row').first().waitFor();
    await page.waitForLoadState('networkidle');
    assert.deepEqual(asked.filter((name) => name.startsWith('debrief')).sort(), ['debriefHome']);
  });
});

test('phones show it in one column, and axe finds nothing in any theme', async () => {
  for (const viewport of [PHONE, NARROW])
    await open(HOME, { viewport }, async (page) => {
      await card(page).locator('c-review-row').first().waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    });
  for (const theme of ['slds', 'cosmos', 'dark'])
    await open(HOME, { theme }, async (page) => {
      await card(page).locator('c-review-row').first().waitFor();
      await assertAccessible(page, theme);
    });
});
