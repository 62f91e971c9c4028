/** Bad input and missing rights in a real browser, as a rep: nothing runs, nothing breaks out, nothing is lost. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { lookAt } from './look.ts';
import { plant, type Planted, type TextOf } from './planted.ts';

const NARROW = { width: 320, height: 800 };
const CARDS =
  'c-conversation-insights, c-opportunity-conversations, c-record-conversations, c-needs-review, c-mine-today';
/** Base components write `javascript:void(0)` into tabs themselves. */
const OWN_LINKS = `:is(${CARDS}) a:not([role="tab"])`;
const ROWS_OPENED = 4;

let demo: TestDemo;
let browser: Browser;
let rep: string;

before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start({ empty: true }), launchBrowser()]);
  rep = (await demo.one("SELECT Id FROM User WHERE Alias = 'paul'")).Id;
});
after(async () => {
  await browser.close();
  await demo.stop();
});

async function open(path: string, look: (page: Page) => Promise<void>, viewport = { width: 1280, height: 900 }) {
  await lookAt(browser, { baseURL: demo.url, path, user: rep, viewport }, look);
}

/** The page stands, and every row of it is open. */
async function openAll(page: Page): Promise<void> {
  await page.locator(CARDS).first().waitFor();
  await page.locator(`:is(${CARDS}) [aria-busy="true"]`).first().waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
  const rows = page.locator('c-conversation-list button.summary[aria-expanded="false"]');
  for (let n = 0; n < ROWS_OPENED && (await rows.count()) > 0; n += 1) {
    await rows.first().click();
    await page.locator('c-conversation-view').nth(n).waitFor({ state: 'attached' });
    await page.locator('c-conversation-view [aria-busy="true"]').first().waitFor({ state: 'detached' });
    await page.locator('c-conversation-card, c-conversation-view c-state-message').nth(n).waitFor();
  }
  await page.waitForLoadState('networkidle');
}

async function eachTab(page: Page, work: (name: string) => Promise<void>): Promise<void> {
  const tabs = page.locator('c-conversation-card').getByRole('tab');
  for (const tab of await tabs.all()) {
    const name = await tab.innerText();
    await tab.click();
    await page.waitForLoadState('networkidle');
    await work(name);
  }
}

/** What a person reads, ready to be searched in. */
async function textOfPage(page: Page): Promise<string> {
  return (await page.locator('body').innerText()).replaceAll(/\s+/g, ' ');
}

async function assertInert(page: Page, where: string): Promise<void> {
  const found = await page.evaluate(() => {
    const strange: string[] = [];
    const look = (root: ParentNode) => {
      for (const element of root.querySelectorAll('*')) {
        const { localName } = element;
        if (element.hasAttribute('onerror') || element.hasAttribute('onload')) strange.push(element.outerHTML);
        if (localName === 'iframe' || (localName === 'script' && document.body.contains(element)))
          strange.push(localName);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    };
    look(document);
    return { ran: (globalThis as { ran?: unknown }).ran, strange };
  });
  assert.deepEqual(found, { ran: undefined, strange: [] }, where);
}

async function assertFits(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${where} runs ${over} px off its side`);
}

test('HTML and script in every field are read as text, and nothing of them runs', async () => {
  const markup = (field: string) => `${field}<img src=x onerror=ran=1><script>ran=1</script>&lt;b&gt;`;
  const planted = await plant(demo, 'markup', (field, most) => markup(field).slice(0, most));
  const seen: Record<string, string[]> = {
    event: ['title', 'summary', 'Action item0', 'Highlight0', 'Question0'],
    deal: ['title', 'summary', 'Action item0', 'proposed', 'quote', 'participantTheirs'],
    account: ['title', 'summary'],
    contact: ['title', 'summary'],
    home: ['title', 'candidateEvidence'],
  };
  for (const [name, path] of Object.entries(planted.pages))
    await open(path, async (page) => {
      await openAll(page);
      let text = await textOfPage(page);
      await eachTab(page, async () => {
        text += await textOfPage(page);
      });
      for (const field of seen[name] ?? [])
        assert.ok(text.includes(`${field}<img src=x onerror=ran=1>`), `${name} shows ${field} as text`);
      await assertInert(page, name);
    });
});

test('no scheme but http and https becomes a link', async () => {
  const { conversation, pages } = await plant(demo, 'links', (field) => `${field} javascript:ran=1`);
  const schemes = ['javascript:ran=1', ' JavaScript:ran=1', 'data:text/html,<script>ran=1</script>', 'vbscript:ran=1'];
  for (const link of [...schemes, 'file:///etc/passwd', 'intent://x#Intent;end', '//recorder.example/a', 'recorder']) {
    await demo.org('PATCH', `/sobjects/Conversation__c/${conversation}`, { Link__c: link });
    for (const path of [pages.event, pages.deal])
      await open(path, async (page) => {
        await openAll(page);
        const protocols = await page
          .locator(OWN_LINKS)
          .evaluateAll((links) => links.map((each) => (each as HTMLAnchorElement).protocol));
        assert.deepEqual(
          [...new Set(protocols)].filter((each) => !/^https?:$/.test(each)),
          [],
          link,
        );
        assert.equal(
          await page
            .locator(OWN_LINKS)
            .filter({ hasText: /Open recording/ })
            .count(),
          0,
          link,
        );
        await assertInert(page, link);
      });
  }
});

const ABSURD: Record<string, TextOf> = {
  'one word without an end': (field, most) => `${field}${'W'.repeat(most)}`.replaceAll(' ', '').slice(0, most),
  'signs of several code points': (_field, most) => '👩‍👩‍👧‍👦🇫🇷'.repeat(most).slice(0, Math.min(most, 400)),
  'text from right to left': (_field, most) =>
    'اجتماع مع العميل حول الأسعار، والضمان. '.repeat(most).slice(0, Math.min(most, 4000)),
  'lines upon lines': (field, most) => `${field} and so on.\n`.repeat(most).slice(0, most),
};
for (const [title, textOf] of Object.entries(ABSURD))
  test(`${title}: every page fits 320 pixels`, async () => {
    const planted = await plant(demo, `absurd-${title.replaceAll(' ', '-')}`, textOf);
    for (const [name, path] of Object.entries(planted.pages))
      await open(
        path,
        async (page) => {
          await openAll(page);
          await assertFits(page, name);
        },
        NARROW,
      );
  });

test('without dates, people and moments a conversation is shown for what it is', async () => {
  const { pages } = await plant(demo, 'bare', (field) => field, {
    moments: 0,
    more: {
      ...{
        Started_At__c: null,
        Duration__c: null,
        Title__c: null,
        Summary__c: null,
        Next_Steps__c: null,
        Body__c: null,
      },
      ...{
        Tags__c: null,
        Topics__c: null,
        Provider__c: null,
        Link__c: null,
        Language__c: null,
        Match_Evidence__c: null,
      },
      Match_Candidates__c: 'no list',
    },
  });
  for (const [name, path] of Object.entries(pages))
    await open(path, async (page) => {
      await openAll(page);
      const text = await textOfPage(page);
      assert.doesNotMatch(text, /\b(undefined|null|NaN|Invalid Date|\[object)/, name);
    });
});

test('ten thousand lines of transcript are searched and shown', async () => {
  const lines = Array.from({ length: 10_000 }, (_, n) => {
    const two = (value: number) => String(value).padStart(2, '0');
    return `[${two(Math.floor(n / 120))}:${two(Math.floor(n / 2) % 60)}]A:${n === 9_999 ? 'z' : 'y'}`;
  });
  const { pages } = await plant(demo, 'transcript', (field) => field, { more: { Body__c: lines.join('\n') } });
  await open(pages.event, async (page) => {
    await page.getByRole('tab', { name: /Transcript/ }).click();
    const transcript = page.locator('c-conversation-transcript');
    await transcript.getByRole('searchbox').fill('z');
    await transcript.locator('mark').first().waitFor();
    assert.deepEqual(await transcript.locator('mark').allInnerTexts(), ['z']);
  });
});

test('without the right to a field the rest is shown; without the right to the object the page says who can grant it', async () => {
  const { pages }: Planted = await plant(demo, 'rights', (field) => `words of ${field}`);
  const permission = { change: 'permission', permissionSet: 'Debrief_Rep', read: false, edit: false };
  try {
    for (const field of ['Summary__c', 'Link__c', 'Match_Candidates__c'])
      await demo.setup('POST', { ...permission, object: 'Conversation__c', field });
    await demo.setup('POST', { ...permission, object: 'Conversation_Moment__c', field: 'Text__c' });
    for (const path of [pages.event, pages.deal, pages.account])
      await open(path, async (page) => {
        await page.locator(CARDS).getByText('words of title').first().waitFor();
        assert.doesNotMatch(await textOfPage(page), /words of summary|\b(undefined|null|NaN|Invalid Date)\b/);
      });
    await demo.setup('POST', { ...permission, object: 'Conversation__c', create: false });
    for (const path of [pages.event, pages.deal, pages.account, pages.contact])
      await open(path, async (page) => {
        await page
          .locator(CARDS)
          .getByText(/permission set “Debrief Rep”/)
          .first()
          .waitFor();
        assert.doesNotMatch(await textOfPage(page), /words of title/);
      });
  } finally {
    await demo.setup('DELETE');
  }
});
