/** The lists of conversations as reps use them: filters, further pages, roles, and the pages of accounts, contacts, leads. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, isOfPage, lookAt } from './look.ts';

const DEAL = 'Halvorsen Marine – Fleet telemetry';
const PHONE = { width: 320, height: 700 };
const DAY_MS = 86_400_000;

let demo: TestDemo;
let browser: Browser;
let dealId: string;

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
  dealId = (await demo.one(`SELECT Id FROM Opportunity WHERE Name = '${DEAL}'`)).Id;
  const talks: [title: string, kind: string, topics: string[], person: string, days: number][] = [
    ['Sea trial plan', 'meeting', ['Sea trial', 'Iridium'], 'astrid.halvorsen', 40],
    ['Handover of hull three', 'call', ['Installation'], 'jonas.lie', 50],
    ['Terms of the warranty', 'email', ['Contract terms'], 'ingrid.solberg', 60],
    ['Bracket: 100% fit', 'chat', ['Antenna bracket'], 'jonas.lie', 75],
    ['Calendar of the spring', 'meeting', ['Spring deliveries'], 'astrid.halvorsen', 100],
    ['First visit to the yard', 'meeting', ['Sea trial'], 'jonas.lie', 130],
    ['After the trade fair', 'call', ['Live demo'], 'astrid.halvorsen', 160],
  ];
  const keys = talks.map(([title, kind, topics, person, days]) =>
    demo.post({
      ...{ source: 'lists', sourceId: title, kind, title, durationSec: 900, summary: `Notes: ${title}.` },
      startedAt: new Date(Date.now() - days * DAY_MS).toISOString(),
      owner: { email: 'paul@sealight.example' },
      parties: [{ role: 'theirs', email: `${person}@halvorsen-marine.example` }],
      topics: topics.map((name) => ({ name })),
      tags: kind === 'email' ? ['Legal'] : [],
      crmRefs: [{ object: 'Opportunity', id: dealId }],
    }),
  );
  for (const key of keys) assert.equal((await demo.settled(await key)).status, 'synced');
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
/** What the page asked of GraphQL, newest last. */
type Asked = { variables: Record<string, unknown> }[];

async function open(
  path: string,
  { alias = 'paul', ...viewer }: Viewer,
  look: (page: Page, asked: Asked) => Promise<void>,
): Promise<void> {
  const user = (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
  await lookAt(browser, { baseURL: demo.url, path: '/web/icon.svg', user, ...viewer }, async (page) => {
    const asked: Asked = [];
    page.on('request', (request) => {
      if (isOfPage(request)) asked.push(request.postDataJSON() as Asked[number]);
    });
    await page.goto(path);
    await look(page, asked);
  });
}
const record = async (object: string, name: string) =>
  `/lightning/r/${object}/${(await demo.one(`SELECT Id FROM ${object} WHERE Name = '${name}'`)).Id}/view`;
const deal = () => record('Opportunity', DEAL);

const list = (page: Page) => page.locator('c-conversation-list');
const rows = (page: Page) => list(page).locator('.title');
async function titles(page: Page): Promise<string[]> {
  await rows(page).first().waitFor();
  return (await rows(page).allInnerTexts()).map((title) => title.trim());
}
const filters = (page: Page) => page.locator('c-conversation-filters');
async function choose(page: Page, name: string, option: RegExp | string): Promise<void> {
  // filters come into view before they come at all
  await rows(page).first().scrollIntoViewIfNeeded();
  await filters(page).getByRole('combobox', { name, exact: true }).click();
  await filters(page).getByRole('option', { name: option }).click();
}
/** Waits until as many are said to be found, and gives the titles. */
async function found(page: Page, words: string): Promise<string[]> {
  await page.locator('c-conversation-browser').getByText(words, { exact: true }).waitFor();
  return titles(page);
}

test('the deal is read in one request, and says its pulse', async () => {
  await open(await deal(), {}, async (page, asked) => {
    assert.equal((await titles(page)).length, 5);
    await page.getByText(/^9 in 90 days\s· 12 in all\s· last /).waitFor();
    assert.equal(asked.length, 1);
  });
});

test('each filter is asked of the org, with the list alone, and they go together', async () => {
  await open(await deal(), {}, async (page, asked) => {
    await titles(page);
    await choose(page, 'Kind', 'Emails');
    assert.deepEqual(await found(page, '1 conversation found'), ['Terms of the warranty']);
    assert.equal(asked.length, 2);
    assert.deepEqual(Object.keys(asked[1]?.variables ?? {}).sort(), ['after', 'rows', 'scope']);
    await choose(page, 'Kind', 'All kinds');
    await choose(page, 'Topic', /^Sea trial \(\d\)$/);
    assert.deepEqual(await found(page, '5 conversations found'), [
      'Weekly sync – Halvorsen Marine',
      'Pricing review – Halvorsen Marine',
      'Call from Jonas Lie',
      'Sea trial plan',
      'First visit to the yard',
    ]);
    await choose(page, 'Person', /^Jonas Lie/);
    assert.deepEqual(await found(page, '3 conversations found'), [
      'Weekly sync – Halvorsen Marine',
      'Call from Jonas Lie',
      'First visit to the yard',
    ]);
    await filters(page).getByRole('searchbox').fill('yard');
    assert.deepEqual(await found(page, '1 conversation found'), ['First visit to the yard']);
    assert.deepEqual(await list(page).locator('mark').allInnerTexts(), ['yard']);
    await assertAccessible(page, 'found');
    await choose(page, 'Kind', 'Calls');
    await page.getByText('Nothing found').waitFor();
    await assertAccessible(page, 'nothing found');
    await filters(page).getByRole('button', { name: 'Clear filters' }).click();
    assert.equal((await titles(page)).length, 5);
    assert.equal(await filters(page).getByRole('searchbox').inputValue(), '');
  });
});

test('the search reads titles, topics and tags, and takes signs as they are', async () => {
  await open(await deal(), {}, async (page) => {
    await titles(page);
    await rows(page).first().scrollIntoViewIfNeeded();
    const search = filters(page).getByRole('searchbox');
    for (const [term, title] of [
      ['legal', 'Terms of the warranty'],
      ['IRIDIUM', 'Sea trial plan'],
      ['100%', 'Bracket: 100% fit'],
    ] as const) {
      await search.fill(term);
      await rows(page).getByText(title).waitFor();
      assert.deepEqual(await found(page, '1 conversation found'), [title]);
    }
    await search.fill('%');
    await rows(page).getByText('Bracket: 100% fit').waitFor();
    assert.deepEqual(await found(page, '1 conversation found'), ['Bracket: 100% fit']);
  });
});

test('a topic of the chart filters the list', async () => {
  await open(await deal(), {}, async (page) => {
    await titles(page);
    // the chart comes into view before it comes at all
    await page.locator('[data-place="trend"]').scrollIntoViewIfNeeded();
    await page.locator('c-topic-trend').getByRole('button', { name: 'Installation' }).first().click();
    await found(page, '3 conversations found');
    await filters(page).getByRole('combobox', { name: 'Topic' }).getByText('Installation (3)').waitFor();
  });
});

test('Show more adds what has been read already, then the next page by its cursor, keeps the focus, and ends at the first new row', async () => {
  await open(await deal(), {}, async (page, asked) => {
    const first = await titles(page);
    const more = page.getByRole('button', { name: 'Show more' });
    await more.focus();
    await page.keyboard.press('Enter');
    await rows(page).nth(9).waitFor();
    assert.equal(await more.evaluate((button) => button.matches(':focus')), true);
    const further = () => asked.filter(({ variables }) => 'after' in variables);
    assert.deepEqual(further(), []);
    await page.keyboard.press('Enter');
    await rows(page).nth(11).waitFor();
    assert.equal(further().length, 1);
    assert.notEqual(further()[0]?.variables['after'], null);
    const all = await titles(page);
    assert.deepEqual(all.slice(0, 5), first);
    assert.equal(new Set(all).size, 12);
    assert.equal(all.at(-1), 'After the trade fair');
    await more.waitFor({ state: 'detached' });
    const focused = list(page).locator('button:focus');
    assert.match(await focused.innerText(), new RegExp(all[10] ?? ''));
    await page.keyboard.press('Enter');
    await list(page).locator('c-conversation-view').getByText('Notes:').waitFor();
    assert.equal(await focused.getAttribute('aria-expanded'), 'true');
    await assertAccessible(page, 'an opened row');
  });
});

test('a rep adds a contact role from the page: it stands in the org as theirs', async () => {
  await demo.setup('POST', {
    change: 'validationRule',
    object: 'OpportunityContactRole',
    name: 'No_Evaluators',
    filters: [{ field: 'Role', operation: 'equals', value: 'Evaluator' }],
    errorMessage: 'Evaluators are named by the deal desk.',
  });
  await open(await deal(), {}, async (page) => {
    const people = page.locator('c-deal-people');
    const add = people.getByRole('button', { name: 'Add as contact role: Jonas Lie' });
    await add.click();
    const role = people.getByRole('combobox', { name: 'Role of Jonas Lie' });
    await role.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await role.waitFor({ state: 'detached' });
    assert.equal(await add.evaluate((button) => button.matches(':focus')), true);
    await page.keyboard.press('Enter');
    await role.click();
    await people.getByRole('option', { name: 'Evaluator' }).click();
    await people.getByRole('button', { name: 'Add', exact: true }).click();
    await people.getByRole('alert').getByText('Evaluators are named by the deal desk.').waitFor();
    await assertAccessible(page, 'a refused role');
    await role.click();
    await people.getByRole('option', { name: 'Technical Buyer' }).click();
    await people.getByRole('button', { name: 'Add', exact: true }).click();
    const row = people.locator('.person').filter({ hasText: 'Jonas Lie' });
    await row.locator('span.role', { hasText: 'Technical Buyer' }).waitFor();
    await people.getByText('Jonas Lie added: Technical Buyer').waitFor({ state: 'attached' });
    await add.waitFor({ state: 'detached' });
  });
  await demo.setup('DELETE');
  const { Role, CreatedBy } = await demo.one(
    `SELECT Id, Role, CreatedBy.Alias FROM OpportunityContactRole WHERE OpportunityId = '${dealId}' AND Contact.Name = 'Jonas Lie'`,
  );
  assert.equal(Role, 'Technical Buyer');
  assert.equal((CreatedBy as { Alias: string }).Alias, 'paul');
});

test('an account lists the conversations of all its deals and names them, in one request', async () => {
  await open(await record('Account', 'Calloway Harbor Authority'), { alias: 'tom' }, async (page, asked) => {
    const shown = await titles(page);
    const inOrg = await demo.query(
      "SELECT Id, Title__c FROM Conversation__c WHERE Account__r.Name = 'Calloway Harbor Authority' ORDER BY Started_At__c DESC",
    );
    assert.deepEqual(
      shown,
      inOrg.map(({ Title__c }) => Title__c),
    );
    assert.equal(asked.length, 1);
    await assertAccessible(page, 'account');
    await choose(page, 'Person', /^Priya Raman/);
    await found(page, '1 conversation found');
    await list(page).getByRole('link', { name: 'Calloway Harbor – Berth sensors' }).click();
    await page.waitForURL(/\/lightning\/r\/Opportunity\//);
  });
});

test('a contact lists where they took part, and what is linked to them without them', async () => {
  const astrid = await demo.one("SELECT Id FROM Contact WHERE Name = 'Astrid Halvorsen'");
  const linked = {
    Name: 'Voicemail',
    Title__c: 'Voicemail',
    Kind__c: 'Call',
    Status__c: 'Ready',
    Contact__c: astrid.Id,
  };
  const { id } = (await demo.org('POST', '/sobjects/Conversation__c', {
    ...linked,
    Key__c: 'lists:voicemail',
    Started_At__c: new Date(Date.now() - 3_600_000).toISOString(),
  })) as { id: string };
  await open(await record('Contact', 'Astrid Halvorsen'), {}, async (page, asked) => {
    const shown = await titles(page);
    assert.equal(shown[0], 'Voicemail');
    assert.ok(!shown.includes('Call from Jonas Lie'));
    assert.equal(asked.length, 1);
    await page.getByRole('button', { name: 'Show more' }).click();
    await rows(page).nth(7).waitFor();
    await assertAccessible(page, 'contact');
    await choose(page, 'Topic', /^Iridium/);
    assert.deepEqual(await found(page, '1 conversation found'), ['Sea trial plan']);
  });
  await demo.org('DELETE', `/sobjects/Conversation__c/${id}`);
});

test('a lead lists their own; one without any says what to expect', async () => {
  const [other] = await demo.query("SELECT Id FROM Lead WHERE Name != 'Sigrid Nordvik' LIMIT 1");
  await open(await record('Lead', 'Sigrid Nordvik'), { alias: 'maya' }, async (page, asked) => {
    assert.deepEqual(await titles(page), ['Intro call – Nordvik Aqua']);
    assert.equal(asked.length, 1);
    await assertAccessible(page, 'lead');
  });
  await open(`/lightning/r/Lead/${other?.Id}/view`, { alias: 'maya' }, async (page) => {
    await page.getByText('Calls and meetings with this person appear here').waitFor();
    await assertAccessible(page, 'lead without any');
  });
});

test('on a phone, in French, the filters fold and nothing sticks out', async () => {
  const path = await record('Account', 'Traversées d’Iroise');
  for (const theme of ['cosmos', 'dark'])
    await open(path, { alias: 'camille', viewport: PHONE, theme }, async (page) => {
      assert.equal((await titles(page)).length, 2);
      const fold = filters(page).getByRole('button', { name: /^Filtres/ });
      assert.equal(await filters(page).getByRole('searchbox').isVisible(), false);
      await fold.click();
      await filters(page).getByRole('searchbox').fill('essai');
      await found(page, '1 conversation trouvée');
      assert.equal(await fold.innerText(), 'Filtres (1)');
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      await assertAccessible(page, theme);
    });
});
