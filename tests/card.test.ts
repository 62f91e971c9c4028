/** The card's tabs in a real browser, with a rep's rights: comments, transcript, receipt, and the timeline by keyboard. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { freePort, TestDemo } from './demo.ts';
import { assertAccessible, isOfPage, lookAt } from './look.ts';

const PHONE = { width: 390, height: 844 };
const TELEMETRY = 'zoom:83920174551';
const WEEKLY = 'zoom:85277301948';
const IROISE = 'teams:MSpkYzE3Njg-41';

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
  refused?: RegExp;
}

async function open(path: string, { alias = 'paul', ...viewer }: Viewer, look: (page: Page) => Promise<void>) {
  const user = (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
  await lookAt(browser, { baseURL: demo.url, path, user, ...viewer }, look);
}

async function activity(key: string): Promise<string> {
  const { activityId } = await demo.settled(key);
  assert.ok(activityId);
  return `/lightning/r/${activityId.startsWith('00T') ? 'Task' : 'Event'}/${activityId}/view`;
}

const card = (page: Page) => page.locator('c-conversation-insights');
const comments = (page: Page) => page.locator('c-comment-list');
const receipt = (page: Page) => page.locator('c-conversation-receipt');

async function openTab(page: Page, name: string | RegExp): Promise<void> {
  const tab = card(page).getByRole('tab', { name });
  await tab.click();
  // a tabset that is still taking its tabs in goes back to the first
  await page.waitForLoadState('networkidle');
  if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
}

const commentsOf = async (key: string) => {
  const answer = await demo.sync(`/v1/conversations/${encodeURIComponent(key)}/comments`);
  return ((await answer.json()) as { comments: { text: string; author?: string; startMs?: number }[] }).comments;
};

async function polled(): Promise<void> {
  assert.equal((await demo.sync('/v1/changes/poll', { method: 'POST' })).status, 200);
}

test('a rep writes a comment at a second: it stands in the org as theirs, on the page, and reaches the service', async () => {
  const text = 'Ask Ingrid for the cable list before Friday.';
  await open(await activity(TELEMETRY), {}, async (page) => {
    await openTab(page, 'Comments (2)');
    await comments(page).getByLabel('Write a comment').fill(text);
    await comments(page).getByLabel('At minute (optional)').fill('12:34');
    await page.keyboard.press('Control+Enter');
    await card(page).getByRole('tab', { name: 'Comments (3)' }).waitFor();
    const row = comments(page).locator('.row').last();
    await row.getByText(text).waitFor();
    assert.match(await row.innerText(), /Paul Marchand/);
    assert.ok(await row.locator('a[href*="t=754"]').isVisible());
    await card(page)
      .getByRole('link', { name: `12:34 · Comment: ${text}` })
      .waitFor();
    assert.equal(await comments(page).getByLabel('Write a comment').inputValue(), '');
    await assertAccessible(page, 'comments');
  });
  const rows = await demo.query(
    `SELECT Id, Text__c, Start__c, Author__c, CreatedBy.Alias FROM Conversation_Moment__c WHERE Type__c = 'Comment' AND Conversation__r.Key__c = '${TELEMETRY}'`,
  );
  const row = rows.find(({ Text__c }) => Text__c === text);
  assert.equal(row?.Start__c, 754);
  assert.equal(row.Author__c, 'Paul Marchand');
  assert.equal((row.CreatedBy as { Alias: string }).Alias, 'paul');
  await polled();
  const told = (await commentsOf(TELEMETRY)).find((comment) => comment.text === text);
  assert.equal(told?.author, 'Paul Marchand');
  assert.equal(told.startMs, 754_000);
});

test('their own comment is changed and taken back, without the right to delete, here and at the service', async () => {
  const text = 'Call the lawyer on Monday.';
  await open(await activity(WEEKLY), {}, async (page) => {
    await openTab(page, /Comments/);
    await comments(page).getByLabel('Write a comment').fill(text);
    await comments(page).getByRole('button', { name: 'Comment', exact: true }).click();
    const row = comments(page).locator('.row').last();
    await row.getByRole('button', { name: 'Edit' }).click();
    await row.getByLabel('Edit your comment').fill('Call the lawyer on Tuesday.');
    await assertAccessible(page, 'a comment that is changed');
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Call the lawyer on Tuesday.').waitFor();
    await row.getByRole('button', { name: 'Take back' }).click();
    await row.getByText('You took this comment back.').waitFor();
    await row.getByRole('button', { name: 'Put it back' }).click();
    await row.getByText('Call the lawyer on Tuesday.').waitFor();
    await polled();
    assert.ok((await commentsOf(WEEKLY)).some((comment) => comment.text === 'Call the lawyer on Tuesday.'));
    await row.getByRole('button', { name: 'Take back' }).click();
    await row.getByText('You took this comment back.').waitFor();
    await page.reload();
    await openTab(page, /Comments/);
    await comments(page).getByLabel('Write a comment').waitFor();
    assert.equal(await comments(page).getByText('Call the lawyer').count(), 0);
  });
  await polled();
  assert.ok((await commentsOf(WEEKLY)).every((comment) => !comment.text.startsWith('Call the lawyer')));
});

test('a comment that a rule refuses stays in the form, with the org’s own words', async () => {
  const errorMessage = 'Comments on the last minute are for managers.';
  await demo.setup('POST', {
    ...{ change: 'validationRule', object: 'Conversation_Moment__c', name: 'Last_Minute', errorMessage },
    filters: [{ field: 'Start__c', operation: 'greaterThan', value: '1400' }],
  });
  try {
    await open(await activity(WEEKLY), { refused: /400/ }, async (page) => {
      await openTab(page, /Comments/);
      await comments(page).getByLabel('Write a comment').fill('She will sign.');
      await comments(page).getByLabel('At minute (optional)').fill('23:59');
      await comments(page).getByRole('button', { name: 'Comment', exact: true }).click();
      await comments(page).getByRole('alert').getByText(`Not saved. ${errorMessage}`).waitFor();
      assert.equal(await comments(page).getByLabel('Write a comment').inputValue(), 'She will sign.');
      await assertAccessible(page, 'a refused comment');
    });
  } finally {
    await demo.setup('DELETE');
  }
});

test('the transcript is searched and kept to a speaker, and Enter goes from match to match', async () => {
  await open(await activity(TELEMETRY), {}, async (page) => {
    await openTab(page, 'Transcript');
    const transcript = page.locator('c-conversation-transcript');
    await transcript.getByPlaceholder('Search the transcript').fill('the');
    await transcript.getByText(/^\d+ matches$/).waitFor();
    const all = await transcript.locator('mark').count();
    assert.ok(all > 2);
    assert.equal(await transcript.locator('.count').innerText(), `${all} matches`);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await transcript.getByText(`Match 2 of ${all}`).waitFor();
    await page.keyboard.press('Shift+Enter');
    await transcript.getByText(`Match 1 of ${all}`).waitFor();
    await transcript.getByRole('combobox', { name: 'Speaker' }).click();
    await transcript.getByRole('option', { name: /^Astrid Halvorsen · \d+%$/ }).click();
    await transcript.getByText(/^\d+ match(es)?$/).waitFor();
    const hers = await transcript.locator('mark').count();
    assert.ok(hers > 0 && hers < all);
    assert.deepEqual([...new Set(await transcript.locator('.speaker').allInnerTexts())], ['Astrid Halvorsen']);
    await assertAccessible(page, 'transcript');
    await transcript.getByPlaceholder('Search the transcript').fill('submarine');
    await transcript.getByText('Nothing matches.').waitFor();
  });
});

test('tabs send nothing again: one GraphQL request for the page, one call for the receipt', async () => {
  const path = await activity(TELEMETRY);
  await open(path, {}, async (page) => {
    await card(page).getByRole('tab').first().waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (isOfPage(request) || (/flow/i.test(request.url()) && request.method() === 'POST')) sent.push(request.url());
    });
    await openTab(page, 'Receipt');
    await receipt(page).getByText('Take back…').waitFor();
    const calls = sent.length;
    assert.ok(calls > 0 && sent.every((url) => !url.includes('graphql')));
    for (const name of ['Transcript', /Comments/, 'Highlights', 'People', 'Receipt']) await openTab(page, name);
    await receipt(page).getByText('Take back…').waitFor();
    assert.equal(sent.length, calls);
  });
});

test('the receipt tells what was written; it is taken back after a look at what stays, and written again', async () => {
  const path = await activity(IROISE);
  await open(path, { alias: 'camille' }, async (page) => {
    await openTab(page, 'Reçu');
    await receipt(page).getByText('Écrit dans Salesforce').first().waitFor();
    await assertAccessible(page, 'receipt');
    await receipt(page).getByRole('button', { name: 'Retirer…' }).click();
    await receipt(page)
      .getByText(/^Cela retirerait \d+ champs sur \d+ enregistrements\.$/)
      .waitFor();
    await assertAccessible(page, 'what an undo would do');
    assert.ok((await demo.query(`SELECT Id FROM Conversation__c WHERE Key__c = '${IROISE}'`)).length > 0);
    await receipt(page).getByRole('button', { name: 'Tout retirer' }).click();
    await card(page).getByText('Cette conversation a été retirée').waitFor();
    await receipt(page).getByText('Retiré par une personne').waitFor();
    await assertAccessible(page, 'taken back');
    const event = await demo.one(
      `SELECT Id, Conversation_Key__c FROM Event WHERE Id = '${path.split('/').at(-2) ?? ''}'`,
    );
    assert.equal(event.Conversation_Key__c, null);
    await receipt(page).getByRole('button', { name: 'L’écrire à nouveau' }).click();
    await card(page)
      .getByRole('tab', { name: /Temps forts/ })
      .waitFor();
  });
  assert.equal((await demo.settled(IROISE)).status, 'synced');
});

test('with the service away the receipt says so, and what is in the org stays readable', async () => {
  const address = '/named-credentials/named-credential-setup/Debrief_Sync';
  const credential = (await demo.org('GET', address)) as Record<string, unknown>;
  await demo.org('PUT', address, { ...credential, calloutUrl: `http://127.0.0.1:${await freePort()}` });
  try {
    await open(await activity(TELEMETRY), {}, async (page) => {
      await openTab(page, 'Receipt');
      await receipt(page).getByText('The Debrief service doesn’t answer.').waitFor();
      await assertAccessible(page, 'service away');
      await openTab(page, 'Transcript');
      await page.locator('c-conversation-transcript .line').first().waitFor();
      await demo.org('PUT', address, credential);
      await openTab(page, 'Receipt');
      await receipt(page).getByRole('button', { name: 'Try again' }).click();
      await receipt(page).getByRole('button', { name: 'Take back…' }).waitFor();
    });
  } finally {
    await demo.org('PUT', address, credential);
  }
});

test('a rep without the way to the service is told who can grant it', async () => {
  const { Id } = await demo.one(
    "SELECT Id FROM PermissionSetAssignment WHERE Assignee.Alias = 'maya' AND PermissionSet.Name = 'Debrief_Connect'",
  );
  await demo.org('DELETE', `/sobjects/PermissionSetAssignment/${Id}`);
  await open(await activity(TELEMETRY), { alias: 'maya', refused: /40[013]/ }, async (page) => {
    await openTab(page, 'Receipt');
    await receipt(page)
      .getByText(/permission set Debrief Connect/)
      .waitFor();
    await assertAccessible(page, 'no road');
  });
});

/** The moment of the timeline that holds the focus. */
const focused = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? null;
  });

async function toTimeline(page: Page): Promise<Locator> {
  const ticks = page.locator('c-conversation-timeline .tick');
  await ticks.first().waitFor();
  await ticks.first().focus();
  return ticks;
}

test('the timeline by keyboard: arrows move in time, Enter opens the recording at that second', async () => {
  const path = await activity(TELEMETRY);
  await open(path, {}, async (page) => {
    const ticks = await toTimeline(page);
    const [first, second] = await Promise.all([0, 1].map((n) => ticks.nth(n).getAttribute('aria-label')));
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(page), second);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), first);
    await page.keyboard.press('End');
    assert.equal(await focused(page), await ticks.last().getAttribute('aria-label'));
    await page.context().route(/zoom\.sealight\.example/, (route) => route.fulfill({ body: 'The recording' }));
    const opened = page.context().waitForEvent('page');
    await page.keyboard.press('Enter');
    assert.match((await opened).url(), /zoom\.sealight\.example.*[?&]t=\d+$/);
  });
  await open(path, {}, async (page) => {
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    const ticks = await toTimeline(page);
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), await ticks.nth(1).getAttribute('aria-label'));
    const [a, b] = [await ticks.nth(0).boundingBox(), await ticks.nth(1).boundingBox()];
    assert.ok(a && b && b.x < a.x, 'time runs from right to left');
  });
});

test('axe finds nothing under the tabs, in every theme', async (t) => {
  const path = await activity(WEEKLY);
  for (const theme of ['slds', 'cosmos', 'dark'])
    await t.test(theme, () =>
      open(path, { theme }, async (page) => {
        await openTab(page, 'Transcript');
        await page.getByPlaceholder('Search the transcript').fill('trial');
        await page.locator('c-conversation-transcript mark').first().waitFor();
        await assertAccessible(page, 'transcript');
        await openTab(page, /Comments/);
        await comments(page).getByLabel('Write a comment').waitFor();
        await assertAccessible(page, 'comments');
        await openTab(page, 'Receipt');
        await receipt(page).getByRole('button', { name: 'Take back…' }).click();
        await receipt(page).getByText('This would take back').waitFor();
        await assertAccessible(page, 'receipt');
      }),
    );
});

test('everything down to the timeline is in view at 900 pixels, however wide the column', async () => {
  await open(await activity(WEEKLY), { viewport: { width: 1280, height: 900 } }, async (page) => {
    const timeline = page.locator('c-conversation-timeline');
    await timeline.locator('.tick').first().waitFor();
    for (const width of [420, 520, 760]) {
      await card(page).evaluate((element: HTMLElement, pixels) => {
        element.style.display = 'block';
        element.style.width = `${pixels}px`;
      }, width);
      // a card that gets narrow shows fewer steps
      await page.locator(`c-conversation-card ${width < 480 ? 'lightning-accordion' : 'lightning-tabset'}`).waitFor();
      const box = await timeline.boundingBox();
      assert.ok(box && box.y + box.height <= 900, `${width} wide it ends at ${box && box.y + box.height}`);
    }
  });
});

test('a phone has the same under one bar, in sections that open', async () => {
  await open(await activity(TELEMETRY), { viewport: PHONE }, async (page) => {
    const bars = page.locator('c-conversation-timeline svg.bar');
    await bars.first().waitFor();
    const places = await bars.evaluateAll((all) =>
      all.map((bar) => bar.getBoundingClientRect()).map(({ left, top, width }) => [left, top, width].join(' ')),
    );
    assert.ok(places.length > 1);
    assert.equal(new Set(places).size, 1, 'the bars lie on one another');
    for (const name of ['Transcript', /Comments/, 'Receipt']) await card(page).getByRole('button', { name }).click();
    await receipt(page).getByText('Take back…').waitFor();
    await comments(page).getByLabel('Write a comment').waitFor();
    await page.locator('c-conversation-transcript .line').first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    for (const button of ['Take back…', 'Comment']) {
      const box = await card(page).getByRole('button', { name: button, exact: true }).boundingBox();
      assert.ok(box && box.height >= 44, `${button} is ${box?.height} high`);
    }
    await assertAccessible(page, 'phone');
  });
});
