/** Emails among the conversations, as reps read them: threads, quoted text, and the email that a rep deletes. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { freePort, TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const DEAL = 'Halvorsen Marine – Fleet telemetry';
const PAUL = 'paul@sealight.example';
const TOM = 'tom@sealight.example';
const ASTRID = 'Astrid Halvorsen <astrid.halvorsen@halvorsen-marine.example>';
const PHONE = { width: 320, height: 700 };
const HOUR_MS = 3_600_000;
const HOSTILE = '<img src=x onerror="document.title=1">{{7*7}} & https://evil.example/';

let demo: TestDemo;
let browser: Browser;
let dealId: string;
const titleOf = (page: Page) => page.evaluate(() => document.title);

interface Email {
  id: string;
  hours: number;
  subject: string;
  from: string;
  to: string;
  text: string[];
  references?: string[];
}
const THREAD: Email[] = [
  {
    id: 'offer-1',
    hours: 30,
    subject: 'Offer for twelve hulls',
    from: `Paul <${PAUL}>`,
    to: ASTRID,
    text: ['Dear Astrid,', '', 'the offer is attached.', '', 'Paul'],
  },
  {
    id: 'offer-2',
    hours: 20,
    subject: 'Re: Offer for twelve hulls',
    from: ASTRID,
    to: `Paul <${PAUL}>`,
    references: ['offer-1'],
    text: [
      'Paul,',
      'two questions before I sign.',
      '',
      HOSTILE,
      '',
      'Astrid',
      '',
      'On Mon, 16 Nov 2026 at 10:00, Paul <paul@sealight.example> wrote:',
      '> Dear Astrid,',
      '>',
      '> the offer is attached.',
    ],
  },
  {
    id: 'offer-3',
    hours: 10,
    subject: 'RE: Offer for twelve hulls',
    from: `Paul <${PAUL}>`,
    to: ASTRID,
    references: ['offer-1', 'offer-2'],
    text: ['Dear Astrid,', '', 'both are answered in the annex.', '', 'Paul'],
  },
];
const ALONE: Email = {
  id: 'berth',
  hours: 5,
  subject: 'Berth for Tuesday',
  from: ASTRID,
  to: `Paul <${PAUL}>`,
  text: ['The berth is booked.'],
};

async function take(email: Email, mailbox = PAUL): Promise<string> {
  const brackets = (ids: string[]) => ids.map((id) => `<${id}@mail.example>`).join(' ');
  const body = [
    ...[`From: ${email.from}`, `To: ${email.to}`, 'Cc: Ines <ines@sealight.example>', `Subject: ${email.subject}`],
    `Message-ID: ${brackets([email.id])}`,
    ...(email.references ? [`References: ${brackets(email.references)}`] : []),
    `Date: ${new Date(Date.now() - email.hours * HOUR_MS).toUTCString()}`,
    ...['Content-Type: text/plain; charset=utf-8', '', ...email.text],
  ].join('\r\n');
  const answer = await demo.sync(`/v1/emails?mailbox=${mailbox}`, {
    method: 'POST',
    headers: { 'content-type': 'message/rfc822' },
    body,
  });
  const { results } = (await answer.json()) as { results: { key: string; status: string }[] };
  assert.equal(results[0]?.status, 'kept', JSON.stringify(results));
  return results[0].key;
}
async function sync(method: string, resource: string, body?: object): Promise<object> {
  const headers = { 'content-type': 'application/json' };
  const answer = await demo.sync(resource, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${resource}: ${answer.status} ${text}`);
  return JSON.parse(text) as object;
}

const DANA: Email = {
  ...{
    id: 'both',
    hours: 3,
    subject: 'Both options on one page',
    from: 'Dana Whitfield <dwhitfield@callowayharbor.example>',
  },
  ...{ to: 'Tom Okafor <tom@sealight.example>', text: ['Tom, can you put both options on one page?'] },
};

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start(), launchBrowser()]);
  dealId = (await demo.one(`SELECT Id FROM Opportunity WHERE Name = '${DEAL}'`)).Id;
  await sync('PUT', '/v1/emails/settings', { ...(await sync('GET', '/v1/emails/settings')), on: true });
  for (const mailbox of [PAUL, TOM]) await sync('POST', '/v1/users/consent', { mailbox, granted: true });
  for (const email of [...THREAD, ALONE]) {
    assert.equal((await demo.settled(await take(email))).match?.status, 'Matched');
  }
  assert.equal((await demo.settled(await take(DANA, TOM))).match?.status, 'Needs review');
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
/** The names of the page's own GraphQL queries, in the order in which they were asked. */
type Asked = string[];
/** Without what the utility bar asks, and what *Why linked* does. */
const own = (asked: Asked) => asked.filter((name) => !['debriefToReview', 'debriefCandidates'].includes(name));

async function open(
  path: string,
  { alias = 'paul', ...viewer }: Viewer,
  look: (page: Page, asked: Asked) => Promise<void>,
): Promise<void> {
  const user = (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
  await lookAt(browser, { baseURL: demo.url, path: '/web/icon.svg', user, ...viewer }, async (page) => {
    const asked: Asked = [];
    page.on('request', (request) => {
      if (!request.url().endsWith('/graphql')) return;
      const { query } = request.postDataJSON() as { query: string };
      asked.push(/query (\w+)/.exec(query)?.[1] ?? query);
    });
    await page.goto(path);
    await look(page, asked);
  });
}
const deal = () => `/lightning/r/Opportunity/${dealId}/view`;
const row = (page: Page, title: string) =>
  page.locator('c-conversation-list .row').filter({ has: page.locator('.title', { hasText: title }) });
const summary = (page: Page, title: string) => row(page, title).locator('button.summary');
const heads = (page: Page) => page.locator('c-email-thread .head');
const focused = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element as HTMLElement | null)?.innerText ?? '';
  });

test('a thread stands in one row; opened, all of its emails are read in one request, as text', async () => {
  await open(deal(), {}, async (page, asked) => {
    const offer = row(page, 'Offer for twelve hulls');
    await offer.getByText('3 emails · last to Astrid Halvorsen').waitFor();
    await offer.getByText('Dear Astrid, both are answered in the annex. Paul').waitFor();
    await row(page, 'Berth for Tuesday').getByText('Email from Astrid Halvorsen').waitFor();
    assert.deepEqual(own(asked), ['debriefOpportunity']);
    const title = await titleOf(page);
    await summary(page, 'Offer for twelve hulls').click();
    await offer.getByText('both are answered in the annex.', { exact: true }).waitFor();
    assert.deepEqual(await heads(page).evaluateAll((all) => all.map((each) => each.getAttribute('aria-expanded'))), [
      'true',
      'false',
      'false',
    ]);
    await heads(page).nth(1).click();
    const second = page.locator('c-email-thread .message').nth(1);
    await second.getByText(HOSTILE, { exact: true }).waitFor();
    assert.equal(await second.locator('img').count(), 0);
    assert.equal(await titleOf(page), title);
    const lines = second.locator('c-email-message .line');
    assert.deepEqual(
      (await lines.allInnerTexts()).map((line) => line.split(/\s+/).slice(0, 2).join(' ')),
      ['From Astrid', 'To Paul', 'Cc Ines'],
    );
    assert.equal(await second.getByText('> Dear Astrid').count(), 0);
    await second.getByRole('button', { name: 'Show quoted text' }).click();
    await second.locator('blockquote').getByText('> Dear Astrid').waitFor();
    await second.getByRole('button', { name: /Receipt/ }).click();
    await second.getByRole('tab', { name: 'Receipt' }).click();
    await second
      .getByText(/^Written/)
      .first()
      .waitFor();
    await second.getByRole('button', { name: /why\?/ }).click();
    await second
      .getByText(/Astrid Halvorsen has the Decision Maker role on it/)
      .first()
      .waitFor();
    assert.deepEqual(own(asked), ['debriefOpportunity', 'debriefThread']);
    await assertAccessible(page, 'an opened thread');
  });
});

test('the filter by kind finds emails, and a contact’s page has them, too', async () => {
  const astrid = await demo.one("SELECT Id FROM Contact WHERE Name = 'Astrid Halvorsen'");
  for (const path of [deal(), `/lightning/r/Contact/${astrid.Id}/view`])
    await open(path, {}, async (page) => {
      await row(page, 'Offer for twelve hulls').scrollIntoViewIfNeeded();
      await page.locator('c-conversation-filters').getByRole('combobox', { name: 'Kind', exact: true }).click();
      await page.locator('c-conversation-filters').getByRole('option', { name: 'Emails' }).click();
      await page.locator('c-conversation-browser').getByText('4 conversations found', { exact: true }).waitFor();
      const titles = await page.locator('c-conversation-list .title').allInnerTexts();
      assert.deepEqual(
        titles.map((title) => title.trim()),
        ['Berth for Tuesday', 'Offer for twelve hulls'],
      );
    });
});

test('on phones, in the dark and in French: a thread has all of it', async () => {
  const looks = [{ viewport: PHONE }, { theme: 'dark' }, { alias: 'camille', viewport: PHONE }];
  for (const look of looks)
    await open(deal(), look, async (page) => {
      await summary(page, 'Offer for twelve hulls').click();
      await heads(page).nth(1).click();
      const quoted = look.alias ? 'Afficher le texte cité' : 'Show quoted text';
      await page.getByRole('button', { name: quoted }).click();
      await page.locator('blockquote').waitFor();
      if (look.alias) await page.getByText('3 e-mails · dernier à Astrid Halvorsen').waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      assert.ok(wide <= 0, `${wide} px too wide`);
      await assertAccessible(page, JSON.stringify(look));
    });
});

test('one that fits two deals needs review, like a call', async () => {
  await open('/lightning/page/home', { alias: 'tom' }, async (page) => {
    const review = page.locator('c-review-row').filter({ hasText: 'Both options on one page' });
    await review.getByRole('button', { name: 'Link', exact: true }).click();
    await review.getByText(/^Linked to .*, and locked/).waitFor();
  });
});

test('with the service away nothing is deleted, and the page says so', async () => {
  const address = '/named-credentials/named-credential-setup/Debrief_Sync';
  const credential = (await demo.org('GET', address)) as Record<string, unknown>;
  await demo.org('PUT', address, { ...credential, calloutUrl: `http://127.0.0.1:${await freePort()}` });
  try {
    await open(deal(), {}, async (page) => {
      await summary(page, 'Berth for Tuesday').click();
      await page.getByRole('button', { name: 'Delete this email…' }).click();
      await page.getByRole('button', { name: 'Delete email' }).click();
      await page.getByText('The Debrief service doesn’t answer.').waitFor();
      await assertAccessible(page, 'the service away');
    });
  } finally {
    await demo.org('PUT', address, credential);
  }
  assert.equal((await demo.query("SELECT Id FROM Conversation__c WHERE Title__c = 'Berth for Tuesday'")).length, 1);
});

test('a rep deletes an email by keyboard: it is gone here and in the org, and does not come back', async () => {
  await open(deal(), {}, async (page) => {
    await summary(page, 'Berth for Tuesday').waitFor();
    const titles = await page.locator('c-conversation-list .row .title').allInnerTexts();
    const next = titles[titles.indexOf('Berth for Tuesday') + 1] ?? '';
    await summary(page, 'Berth for Tuesday').click();
    const ask = page.getByRole('button', { name: 'Delete this email…' });
    await ask.focus();
    await page.keyboard.press('Enter');
    await page.getByText(/Your mailbox stays as it is/).waitFor();
    assert.equal(await focused(page), 'Delete this email?');
    await assertAccessible(page, 'the question');
    await page.keyboard.press('Escape');
    assert.equal(await focused(page), 'Delete this email…');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await row(page, 'Berth for Tuesday').waitFor({ state: 'detached' });
    // a meeting of this morning may stand between the two emails
    assert.ok(next !== '' && (await focused(page)).includes(next), next);
    await page.getByText('8 in 90 days').waitFor();
  });
  assert.deepEqual(await demo.query("SELECT Id FROM Conversation__c WHERE Key__c = 'email:berth@mail.example'"), []);
  await assert.rejects(take(ALONE), /"reason":"deleted"/);
});

test('of a thread that loses its newest email the others stay, in their row', async () => {
  await open(deal(), {}, async (page) => {
    await summary(page, 'Offer for twelve hulls').click();
    await page.getByRole('button', { name: 'Delete this email…' }).click();
    await page.getByRole('button', { name: 'Delete email' }).click();
    await row(page, 'Offer for twelve hulls').getByText('2 emails · last from Astrid Halvorsen').waitFor();
    assert.match(await focused(page), /Offer for twelve hulls/);
    await heads(page).nth(1).waitFor();
    assert.equal(await heads(page).count(), 2);
  });
});
