/** The panel of website visits, as reps see it on accounts, contacts and leads. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, isOfPage, lookAt } from './look.ts';

const DAY_MS = 86_400_000;
const PHONE = { width: 320, height: 700 };
const HOSTILE = '<img src=x onerror="document.title=1">';

let demo: TestDemo;
let browser: Browser;
let account: string;
let astrid: string;
let unseen: string;
let lead: string;

const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
  const contact = async (name: string) => demo.one(`SELECT Id, AccountId FROM Contact WHERE Name = '${name}'`);
  const row = await contact('Astrid Halvorsen');
  [astrid, account] = [row.Id, String(row.AccountId)];
  const nobody = { LastName: 'Unseen', AccountId: account, Email: 'unseen@halvorsen-marine.example' };
  unseen = ((await demo.org('POST', '/sobjects/Contact', nobody)) as { id: string }).id;
  await demo.org('PATCH', `/sobjects/Contact/${astrid}`, {
    ...{
      Visitor_Last_Seen__c: ago(2),
      Visitor_Sessions__c: 7,
      Visitor_Link__c: 'https://site.example/visitors/astrid',
    },
    ...{ Visitor_UTM_Source__c: 'google', Visitor_UTM_Medium__c: 'cpc', Visitor_UTM_Campaign__c: HOSTILE },
  });
  await demo.org('PATCH', `/sobjects/Account/${account}`, {
    ...{ Website_Domain__c: 'halvorsen-marine.example', Visitor_Link__c: 'https://site.example/companies/1' },
  });
  const owner = (await demo.one("SELECT Id FROM User WHERE Alias = 'paul'")).Id;
  const made = (await demo.org('POST', '/sobjects/Lead', {
    ...{ LastName: 'Nilsen', FirstName: 'Kari', Company: 'Halvorsen Marine', OwnerId: owner },
    ...{ Email: 'kari.nilsen@halvorsen-marine.example', LeadSource: 'Debrief', Visitor_Created__c: true },
    ...{ Visitor_Last_Seen__c: ago(1), Visitor_Sessions__c: 1 },
  })) as { id: string };
  lead = made.id;
  const chat = await demo.post({
    ...{ source: 'visitor', sourceId: 'chat-1', kind: 'chat', title: 'Question about prices', startedAt: ago(2) },
    owner: { email: 'paul@sealight.example' },
    parties: [{ role: 'theirs', email: 'astrid.halvorsen@halvorsen-marine.example' }],
    segments: [{ party: 0, startMs: 0, text: 'What does the satellite fallback cost?' }],
  });
  assert.equal((await demo.settled(chat)).status, 'synced');
});
after(async () => {
  await browser.close();
  await demo.stop();
});

interface Viewer {
  alias?: string;
  theme?: string;
  viewport?: { width: number; height: number };
  refused?: RegExp;
}
async function open(
  object: string,
  id: string,
  { alias = 'paul', ...viewer }: Viewer,
  look: (page: Page, asked: string[]) => Promise<void>,
): Promise<void> {
  const user = (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
  await lookAt(browser, { baseURL: demo.url, path: '/web/icon.svg', user, ...viewer }, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (!isOfPage(request)) return;
      const { query } = request.postDataJSON() as { query: string };
      asked.push(/query (\w+)/.exec(query)?.[1] ?? query);
    });
    await page.goto(`/lightning/r/${object}/${id}/view`);
    await look(page, asked);
  });
}
const panel = (page: Page) => page.locator('c-visitor-panel');
const facts = async (page: Page) => {
  await panel(page).locator('.fact, .row').first().waitFor();
  return (await panel(page).locator('.fact, .row').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim());
};

test('a contact says when they were last seen, how often, where they came from, and their chats, in one request with their conversations', async () => {
  await open('Contact', astrid, {}, async (page, asked) => {
    const [seen, ...rest] = await facts(page);
    assert.match(seen ?? '', /^Last seen 2 days ago/);
    assert.deepEqual(rest.slice(0, 2), ['Sessions 7', `Source google, paid search Campaign “${HOSTILE}”`]);
    assert.match(rest[2] ?? '', /^Question about prices/);
    const link = panel(page).getByRole('link', { name: /^Open visitor page/ });
    assert.equal(await link.getAttribute('href'), 'https://site.example/visitors/astrid');
    await page.locator('c-conversation-list .row').first().waitFor();
    assert.deepEqual(asked, ['debriefRecord']);
    await assertAccessible(page, 'a contact');
    await panel(page).getByRole('link', { name: 'Question about prices' }).click();
    await page.waitForURL(/\/lightning\/r\/Conversation__c\//);
  });
});

test('an account says who visited: its contacts, and the leads of its domain', async () => {
  await open('Account', account, {}, async (page, asked) => {
    await panel(page).getByRole('link', { name: 'Kari Nilsen' }).waitFor();
    const rows = (await facts(page)).slice(1);
    assert.match(rows[0] ?? '', /^Kari Nilsen Lead · yesterday · 1 session$/);
    assert.match(rows[1] ?? '', /^Astrid Halvorsen 2 days ago · 7 sessions$/);
    await panel(page).getByRole('link', { name: 'Question about prices' }).waitFor();
    await page.locator('c-conversation-list .row').first().waitFor();
    assert.deepEqual(asked, ['debriefRecord']);
    await assertAccessible(page, 'an account');
  });
});

test('a lead that a visit made says so; who was not seen has that said', async () => {
  await open('Lead', lead, {}, async (page) => {
    await panel(page).getByText('Created from a website visit').waitFor();
    await panel(page).getByText('No campaign link').waitFor();
    await assertAccessible(page, 'a lead');
  });
  await open('Contact', unseen, {}, async (page) => {
    await panel(page).getByText('Not seen on the website yet.').waitFor();
  });
});

test('on phones, in the dark and in French', async () => {
  const looks = [{ viewport: PHONE }, { theme: 'dark' }, { alias: 'camille', viewport: PHONE }];
  for (const look of looks)
    await open('Contact', astrid, look, async (page) => {
      await facts(page);
      if (look.alias) await panel(page).getByText('google, lien sponsorisé').waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
      await assertAccessible(page, JSON.stringify(look));
    });
});

test('who may not read visits is told who can grant it, and the conversations stay', async () => {
  const fields = [
    'Created',
    'Last_Seen',
    'Link',
    'Sessions',
    'UTM_Source',
    'UTM_Medium',
    'UTM_Campaign',
    'UTM_Content',
  ];
  const name = (field: string) => `Visitor_${field}__c`;
  for (const field of fields)
    await demo.setup('POST', {
      ...{
        change: 'permission',
        permissionSet: 'Debrief_Rep',
        object: 'Contact',
        field: name(field),
        read: false,
        edit: false,
      },
    });
  try {
    await open('Contact', astrid, {}, async (page, asked) => {
      await panel(page).getByText('You may not see website visits').waitFor();
      await panel(page).getByText('Debrief Rep').waitFor();
      await page.locator('c-conversation-list .row').first().waitFor();
      assert.deepEqual(asked, ['debriefRecord', 'debriefRecordPlain']);
      await assertAccessible(page, 'without the right');
    });
  } finally {
    await demo.setup('DELETE');
  }
});
