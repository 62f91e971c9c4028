/** The record pages in a real browser, with a rep's rights: from a payload posted to what the rep reads. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';
import { vconFromElsewhere } from './vcon.ts';

const PHONE = { width: 390, height: 844 };

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

/** Opens a page as a user sees it. */
async function open(path: string, { alias, ...viewer }: Viewer, look: (page: Page) => Promise<void>): Promise<void> {
  const user = alias && (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
  await lookAt(browser, { baseURL: demo.url, path, user, ...viewer }, look);
}

async function opportunity(name = 'Halvorsen Marine – Fleet telemetry'): Promise<string> {
  const { Id } = await demo.one(`SELECT Id FROM Opportunity WHERE Name = '${name}'`);
  return `/lightning/r/Opportunity/${Id}/view`;
}

async function activity(key: string): Promise<string> {
  const { activityId } = await demo.settled(key);
  assert.ok(activityId, `${key} has no activity`);
  return `/lightning/r/${activityId.startsWith('00T') ? 'Task' : 'Event'}/${activityId}/view`;
}

const insights = (page: Page) => page.locator('c-conversation-insights');
const story = (page: Page) => page.locator('c-opportunity-conversations');

test('the opportunity lists its conversations newest first, and a row opens in place', async () => {
  await open(await opportunity(), {}, async (page) => {
    const titles = story(page).locator('c-conversation-list .title');
    await titles.first().waitFor();
    const inOrg = await demo.query(
      "SELECT Title__c FROM Conversation__c WHERE Opportunity__r.Name = 'Halvorsen Marine – Fleet telemetry' ORDER BY Started_At__c DESC",
    );
    assert.ok(inOrg.length >= 4);
    const shown = await titles.allInnerTexts();
    assert.deepEqual(
      shown,
      inOrg.slice(0, shown.length).map((row) => row.Title__c),
    );
    const address = page.url();
    await titles.first().click();
    await story(page)
      .getByRole('tab', { name: /Highlights/ })
      .waitFor();
    assert.equal(page.url(), address);
  });
});

test('an event shows the outcome, links highlights to their second, and says why it is linked', async () => {
  await open(await activity('zoom:83920174551'), {}, async (page) => {
    const { Summary__c, Link__c, Match_Evidence__c } = await demo.one(
      "SELECT Id, Summary__c, Link__c, Match_Evidence__c FROM Conversation__c WHERE Key__c = 'zoom:83920174551'",
    );
    await insights(page)
      .getByText(Summary__c as string)
      .waitFor();
    const [highlight] = await demo.query(
      "SELECT Id, Text__c, Start__c FROM Conversation_Moment__c WHERE Conversation__r.Key__c = 'zoom:83920174551' AND Type__c = 'Highlight' ORDER BY Start__c LIMIT 1",
    );
    const link = insights(page)
      .locator(`a[href*="t=${Math.floor(Number(highlight?.Start__c))}"]`)
      .first();
    await link.waitFor();
    assert.ok((await link.getAttribute('href'))?.startsWith(Link__c as string));
    await insights(page).getByRole('button', { name: /why\?/ }).click();
    const sentence = (Match_Evidence__c as string).split('\n')[0] ?? '';
    await insights(page).getByText(sentence).waitFor();
  });
});

test('a call that the phone tool logged, and one that nobody logged, both show on their task', async () => {
  for (const key of ['aircall:812004471', 'aircall:812019930'])
    await open(await activity(key), {}, async (page) => {
      const { Summary__c } = await demo.one(`SELECT Id, Summary__c FROM Conversation__c WHERE Key__c = '${key}'`);
      await insights(page)
        .getByText(Summary__c as string)
        .waitFor();
    });
});

test('a conversation that may belong to several deals is marked for review', async () => {
  await open(await activity('zoom:84511920336'), { alias: 'tom' }, async (page) => {
    await insights(page)
      .getByRole('button', { name: /Needs review/ })
      .waitFor();
  });
});

test('a vCon posted while the demo runs stands on the event and on the deal', async () => {
  const vcon = vconFromElsewhere({ subject: 'Cable list and dates', at: await demo.quietHour() });
  const key = await demo.post(vcon, 'application/vcon+json');
  const path = await activity(key);
  await open(path, {}, async (page) => {
    await insights(page).getByText('Astrid gave three dates for the first four hulls.').waitFor();
  });
  await open(await opportunity(), {}, async (page) => {
    await story(page).locator('c-conversation-list .title').getByText('Cable list and dates').waitFor();
  });
});

test('a rep ticks a next step, and it stays ticked in the org', async () => {
  const open_ = await demo.query(
    "SELECT Id, Text__c FROM Conversation_Moment__c WHERE Conversation__r.Key__c = 'zoom:85277301948' AND Type__c = 'Action item' AND Done__c = false",
  );
  const item = open_[0];
  assert.ok(item);
  await open(await activity('zoom:85277301948'), {}, async (page) => {
    const box = insights(page).getByRole('checkbox', { name: item.Text__c as string });
    await box.waitFor();
    const saved = page.waitForResponse((answer) => answer.url().includes(`/ui-api/records/${item.Id}`));
    await insights(page)
      .locator('c-commitment-list label')
      .getByText(item.Text__c as string)
      .click();
    assert.ok((await saved).ok());
    assert.ok(await box.isChecked());
  });
  const row = await demo.one(
    `SELECT Id, Done__c, LastModifiedBy.Alias FROM Conversation_Moment__c WHERE Id = '${item.Id}'`,
  );
  assert.equal(row.Done__c, true);
  assert.deepEqual((row.LastModifiedBy as { Alias: string }).Alias, 'paul');
});

test('the other states: not recorded, processing, failed', async () => {
  const { Id: owner } = await demo.one("SELECT Id FROM User WHERE Alias = 'paul'");
  const start = new Date(Date.now() + 86_400_000);
  const { id } = (await demo.org('POST', '/sobjects/Event', {
    Subject: 'Tomorrow',
    OwnerId: owner,
    StartDateTime: start.toISOString(),
    EndDateTime: new Date(start.getTime() + 1_800_000).toISOString(),
  })) as { id: string };
  await open(`/lightning/r/Event/${id}/view`, {}, (page) => insights(page).getByText('Not recorded').first().waitFor());

  const base = {
    source: 'states',
    kind: 'meeting',
    owner: { email: 'paul@sealight.example' },
    parties: [{ role: 'theirs', email: 'jonas.lie@halvorsen-marine.example' }],
  };
  for (const [status, words] of [
    ['processing', 'usually in two minutes'],
    ['failed', 'could not be completed'],
  ] as const) {
    const startedAt = await demo.quietHour(status === 'failed' ? 2 : 4);
    const key = await demo.post({
      ...base,
      sourceId: status,
      title: `State ${status}`,
      startedAt,
      durationSec: 600,
      status,
    });
    await open(await activity(key), {}, (page) => insights(page).getByText(words).first().waitFor());
  }
});

test('markup in a payload stays text, and a link that is no web address is refused by name', async () => {
  const title = '<img src=x onerror="document.title=1"> & <script>alert(1)</script>';
  const startedAt = await demo.quietHour(6);
  const body = {
    source: 'hostile',
    sourceId: '1',
    kind: 'meeting',
    title,
    startedAt,
    durationSec: 60,
    owner: { email: 'paul@sealight.example' },
    summary: title,
    highlights: [{ text: title, startMs: 1000 }],
  };
  const refused = await demo.sync('/v1/conversations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body, link: 'javascript:alert(1)' }),
  });
  assert.equal(refused.status, 422);
  assert.match(await refused.text(), /link/);
  await open(await activity(await demo.post(body)), {}, async (page) => {
    await insights(page).getByRole('heading', { name: title }).waitFor();
    assert.equal(await insights(page).locator('img, script').count(), 0);
  });
});

test('a rep reads the page in French', async () => {
  await open(await activity('teams:MSpkYzE3Njg-41'), { alias: 'camille' }, async (page) => {
    await insights(page).getByText('Prochaines étapes').waitFor();
    await insights(page)
      .getByRole('tab', { name: /Temps forts/ })
      .waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'fr');
  });
});

test('without the permission set a rep is told who can grant it', async () => {
  const assignment = await demo.one(
    "SELECT Id FROM PermissionSetAssignment WHERE Assignee.Alias = 'maya' AND PermissionSet.Name = 'Debrief_Rep'",
  );
  await demo.org('DELETE', `/sobjects/PermissionSetAssignment/${assignment.Id}`);
  await open(await opportunity(), { alias: 'maya' }, (page) =>
    story(page)
      .getByText(/permission set “Debrief Rep”/)
      .waitFor(),
  );
  await open(await activity('zoom:83920174551'), { alias: 'maya' }, (page) =>
    insights(page)
      .getByText(/permission set “Debrief Rep”/)
      .waitFor(),
  );
});

test('tabs for which there is no room are under More, the open one never', async () => {
  await open('/lightning/n/Debrief_Health', { alias: 'ines', viewport: { width: 1024, height: 700 } }, async (page) => {
    const tabs = page.getByRole('navigation', { name: 'App' });
    const more = tabs.getByRole('button', { name: 'More' });
    await more.waitFor();
    assert.equal(await tabs.getByRole('link', { name: 'Debrief health' }).getAttribute('aria-current'), 'page');
    await more.press('Enter');
    await tabs.getByRole('link', { name: 'Debrief workflows' }).waitFor();
    await assertAccessible(page, 'more');
    await page.keyboard.press('Escape');
    assert.equal(await more.evaluate((one) => one.matches(':focus')), true);
    await more.press('Enter');
    await tabs.getByRole('link', { name: 'Debrief workflows' }).click();
    await page.locator('c-debrief-workflows').waitFor();
  });
});

test('a phone shows the same in one column, and nothing runs off its side', async () => {
  for (const path of [await opportunity(), await activity('zoom:83920174551')])
    await open(path, { viewport: PHONE }, async (page) => {
      await page.locator('c-conversation-timeline, c-conversation-list').first().waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(over, 0);
    });
});

test('axe finds nothing on the pages, in every theme', async (t) => {
  const pages = { opportunity: await opportunity(), event: await activity('zoom:83920174551') };
  for (const theme of ['slds', 'cosmos', 'dark'])
    for (const [name, path] of Object.entries(pages))
      await t.test(`${name}, ${theme}`, () =>
        open(path, { theme }, async (page) => {
          await page.locator('c-conversation-timeline, c-conversation-list').first().waitFor();
          await assertAccessible(page);
        }),
      );
});
