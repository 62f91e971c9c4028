/** Next steps become tasks, in a real browser and with a rep's rights: from the button to the record that stands. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo, type Row } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const PHONES = [
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];
const WEEKLY = 'zoom:85277301948';
const PRICING = 'vcon:019a90c2-6d1e-8b7c-9f42-3b5d6a1c2e88';
const NORDVIK = 'vcon:019a9582-11f0-8e21-a7b3-5c0d9e4f7a10';
const CALLOWAY = 'zoom:84511920336';
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

async function deal(name: string): Promise<string> {
  return `/lightning/r/Opportunity/${(await demo.one(`SELECT Id FROM Opportunity WHERE Name LIKE '${name}%'`)).Id}/view`;
}

const FIELDS =
  'Id, Subject, Description, ActivityDate, TaskSubtype, Status, Conversation_Link__c, WhatId, What.Name, WhoId, Who.Name, Owner.Alias, CreatedBy.Alias';
const tasks = (subject: string) => demo.query(`SELECT ${FIELDS} FROM Task WHERE Subject = '${subject}'`);
async function task(subject: string): Promise<Row> {
  const [found, ...more] = await tasks(subject);
  assert.ok(found, `there is no task ${subject}`);
  assert.equal(more.length, 0, `${subject} stands ${more.length + 1} times`);
  return found;
}
const nameOf = (value: unknown) => (value as { Name?: string; Alias?: string } | null)?.Name;
const aliasOf = (value: unknown) => (value as { Alias: string }).Alias;
/** Long texts are no filter. */
async function moment(text: string): Promise<Row> {
  const all = await demo.query(
    "SELECT Id, Text__c, Due__c, Task_Id__c FROM Conversation_Moment__c WHERE Type__c = 'Action item'",
  );
  const [found, ...more] = all.filter(({ Text__c }) => String(Text__c).startsWith(text));
  assert.ok(found && more.length === 0, `${more.length + (found ? 1 : 0)} action items say ${text}`);
  return found;
}

/** The row of a next step, wherever it stands first. */
const rowOf = (page: Page, text: string) => page.locator('c-commitment-list li').filter({ hasText: text }).first();
const form = (row: Locator) => row.getByRole('group');
async function openForm(page: Page, text: string, button = 'Create task'): Promise<Locator> {
  const row = rowOf(page, text);
  await row.getByRole('button', { name: button }).click();
  await form(row).getByRole('textbox').first().waitFor();
  return row;
}
const created = (row: Locator, words = 'Task created') => row.getByRole('link', { name: words });
async function choose(row: Locator, label: string, option: string): Promise<void> {
  await row.getByRole('combobox', { name: label }).click();
  await row.getByRole('option', { name: option }).click();
}

test('on an event: the form knows who promised what by when, and the task stands with all of it', async () => {
  const text = 'Rédiger le bilan d’essai';
  await open(await activity(IROISE), {}, async (page) => {
    const row = await openForm(page, text);
    assert.equal(await row.getByRole('textbox', { name: 'Subject' }).inputValue(), text);
    assert.match(await row.getByRole('combobox', { name: 'Assigned to' }).innerText(), /Camille Roux/);
    await row.getByRole('button', { name: 'Create', exact: true }).click();
    await created(row).waitFor();
    assert.equal(await form(row).count(), 0);
    assert.equal(await row.getByRole('button', { name: 'Create task' }).count(), 0);
    await page.reload();
    await created(rowOf(page, text)).waitFor();
  });
  const { Link__c, Opportunity__r, Contact__r } = await demo.one(
    `SELECT Id, Link__c, Opportunity__r.Name, Contact__r.Name FROM Conversation__c WHERE Key__c = '${IROISE}'`,
  );
  const { Due__c, Task_Id__c } = await moment(text);
  const made = await task(text);
  assert.deepEqual(
    {
      id: made.Id,
      due: made.ActivityDate,
      what: nameOf(made.What),
      who: nameOf(made.Who),
      link: made.Conversation_Link__c,
      type: made.TaskSubtype,
      owner: aliasOf(made.Owner),
      by: aliasOf(made.CreatedBy),
    },
    {
      id: Task_Id__c,
      due: Due__c,
      what: nameOf(Opportunity__r),
      who: nameOf(Contact__r),
      link: Link__c,
      type: 'Task',
      owner: 'camille',
      by: 'paul',
    },
  );
  assert.match(String(made.Description), /^From the conversation Point hebdomadaire – Traversées d’Iroise, /);
});

test('a task that was deleted since may be made again, where the step stands', async () => {
  const text = 'Rédiger le bilan d’essai';
  const { Id } = await task(text);
  await demo.org('DELETE', `/sobjects/Task/${Id}`);
  await open(await activity(IROISE), {}, async (page) => {
    await rowOf(page, text).getByText('Its task was deleted, or isn’t shared with you.').waitFor();
    assert.equal(await created(rowOf(page, text)).count(), 0);
    const row = await openForm(page, text);
    await row.getByRole('button', { name: 'Create', exact: true }).click();
    await created(row).waitFor();
  });
  const again = await task(text);
  assert.notEqual(again.Id, Id);
  assert.equal((await moment(text)).Task_Id__c, again.Id);
});

test('the page of the task says which conversation it comes from, and opens it in place', async () => {
  const { Id } = await task('Rédiger le bilan d’essai');
  await open(`/lightning/r/Task/${Id}/view`, {}, async (page) => {
    const line = page.getByRole('button', { name: /^From the conversation Point hebdomadaire/ });
    await line.waitFor();
    assert.equal(await page.getByText('Not recorded').count(), 0);
    await line.click();
    await page.locator('c-conversation-card').waitFor();
    assert.equal(await line.getAttribute('aria-expanded'), 'true');
    await assertAccessible(page, 'the page of a task');
    await line.click();
    await page.locator('c-conversation-card').waitFor({ state: 'detached' });
  });
});

test('a step that was promised for a colleague who took no part is theirs', async () => {
  const text = 'Write the trial report';
  await open(await activity(WEEKLY), {}, async (page) => {
    const row = await openForm(page, text);
    await row.getByRole('button', { name: 'Create', exact: true }).click();
    await created(row).waitFor();
  });
  assert.equal(aliasOf((await task(text)).Owner), 'maya');
});

test('on the deal: a step becomes a call with another subject, on the day that the rep says', async () => {
  const text = 'Make a sensor profile';
  await open(await deal('Halvorsen Marine – Fleet'), {}, async (page) => {
    const all = page.getByRole('button', { name: /^Show all/ });
    await rowOf(page, '').waitFor();
    if ((await rowOf(page, text).count()) === 0) await all.click();
    const row = await openForm(page, text);
    await row.getByRole('textbox', { name: 'Subject' }).fill('Call Jonas about the diesel');
    await row.getByRole('textbox', { name: 'Due date' }).fill('15 Dec 2026');
    await choose(row, 'Type', 'Call');
    await choose(row, 'Person', 'Jonas Lie');
    await row.getByRole('button', { name: 'Create', exact: true }).click();
    await created(row).waitFor();
  });
  const made = await task('Call Jonas about the diesel');
  assert.deepEqual(
    [made.TaskSubtype, made.ActivityDate, nameOf(made.What), nameOf(made.Who), aliasOf(made.Owner)],
    ['Call', '2026-12-15', 'Halvorsen Marine – Fleet telemetry', 'Jonas Lie', 'paul'],
  );
  assert.equal((await moment(text)).Task_Id__c, made.Id);
});

test('two clicks, and a page that knows nothing of it yet, give one task', async () => {
  const text = 'Send Ingrid the trial report';
  const path = await activity(PRICING);
  await open(path, {}, async (page) => {
    const row = await openForm(page, text);
    await open(path, { alias: 'maya' }, async (other) => {
      const theirs = await openForm(other, text);
      await row.getByRole('button', { name: 'Create', exact: true }).dblclick();
      await created(row).waitFor();
      const { Id } = await task('Send Ingrid the trial report, two pages');
      await theirs.getByRole('button', { name: 'Create', exact: true }).click();
      await created(theirs).waitFor();
      assert.match((await created(theirs).getAttribute('href')) ?? '', new RegExp(String(Id)));
    });
  });
  await task('Send Ingrid the trial report, two pages');
});

test('a task with a lead is related to nothing else', async () => {
  const text = 'Write one page: three boats, two sensors each';
  await open(await activity(NORDVIK), { alias: 'maya' }, async (page) => {
    const row = await openForm(page, text);
    await row.getByText('A task with a lead is not related to anything else.').waitFor();
    assert.equal(await row.getByRole('combobox', { name: 'Related to' }).count(), 0);
    await row.getByRole('button', { name: 'Create', exact: true }).click();
    await created(row).waitFor();
  });
  const made = await task(text);
  assert.equal(made.WhatId, null);
  assert.equal(nameOf(made.Who), 'Sigrid Nordvik');
});

test('what a validation rule says stands in the form, and nothing that was typed is lost', async () => {
  const errorMessage = 'A task needs a due date of this year or later.';
  const filters = [{ field: 'ActivityDate', operation: 'lessThan', value: '2026-01-01' }];
  await demo.setup('POST', { change: 'validationRule', object: 'Task', name: 'Dated', filters, errorMessage });
  const text = 'Put the second year in writing';
  try {
    await open(await activity(PRICING), {}, async (page) => {
      const row = await openForm(page, text);
      const due = row.getByRole('textbox', { name: 'Due date' });
      await due.fill('1 Dec 2025');
      await row.getByRole('textbox', { name: 'Subject' }).fill('Second year, in writing');
      await row.getByRole('button', { name: 'Create', exact: true }).click();
      await row.getByRole('alert').getByText(errorMessage, { exact: true }).waitFor();
      await assertAccessible(page, 'a refusal');
      assert.equal((await tasks('Second year, in writing')).length, 0);
      assert.equal((await moment(text)).Task_Id__c, null);
      await due.fill('1 Dec 2026');
      await row.getByRole('button', { name: 'Create', exact: true }).click();
      await created(row).waitFor();
    });
  } finally {
    await demo.setup('DELETE');
  }
  assert.equal((await task('Second year, in writing')).ActivityDate, '2026-12-01');
});

test('a next step in words becomes an action item with its task, once, whoever else has the page open', async () => {
  const text = 'Six installations in January';
  await open(await activity(WEEKLY), {}, async (page) => {
    const row = await openForm(page, text);
    await open(await activity(WEEKLY), { alias: 'maya' }, async (other) => {
      const theirs = await openForm(other, text);
      for (const each of [row, theirs]) {
        await each.getByRole('button', { name: 'Create', exact: true }).click();
        await created(each).waitFor();
      }
    });
    await page.reload();
    await created(rowOf(page, text)).waitFor();
    assert.equal(await page.locator('c-commitment-list li').filter({ hasText: text }).count(), 1);
  });
  const { Task_Id__c } = await moment(text);
  assert.equal((await task('Six installations in January, six in March')).Id, Task_Id__c);
  // the next run of the service leaves it in place
  await demo.sync(`/v1/conversations/${encodeURIComponent(WEEKLY)}/resync`, { method: 'POST' });
  await demo.settled(WEEKLY);
  assert.equal((await moment(text)).Task_Id__c, Task_Id__c);
});

test('the keyboard alone opens, gives up, and creates; the focus is never lost', async () => {
  const text = 'Have the data annex added';
  const focused = (page: Page) =>
    page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent?.trim() || element?.getAttribute('name') || element?.tagName || '';
    });
  await open(await activity(WEEKLY), {}, async (page) => {
    const row = rowOf(page, text);
    const button = row.getByRole('button', { name: 'Create task' });
    await button.focus();
    await page.keyboard.press('Enter');
    await form(row).getByRole('textbox').first().waitFor();
    await page.waitForFunction(() => document.activeElement !== document.body);
    await page.keyboard.press('Escape');
    await form(row).waitFor({ state: 'detached' });
    assert.match(await focused(page), /^Create task/);
    await page.keyboard.press('Enter');
    await form(row).getByRole('textbox').first().waitFor();
    await page.keyboard.press('End');
    await page.keyboard.type(' today');
    const create = row.getByRole('button', { name: 'Create', exact: true });
    for (let presses = 0; presses < 20 && (await focused(page)) !== 'Create'; presses += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await created(row).waitFor();
    assert.equal(await create.count(), 0);
    assert.equal(await focused(page), 'Task created');
  });
  await task('Have the data annex added to the contract today');
});

test('a rep makes a task in French', async () => {
  const text = 'Prêter une tablette passerelle';
  await open(await activity(IROISE), { alias: 'camille' }, async (page) => {
    const row = await openForm(page, text, 'Créer une tâche');
    for (const words of ['Objet', 'Échéance', 'Attribuée à', 'Interlocuteur', 'Associée à'])
      await row.getByLabel(words).first().waitFor();
    await choose(row, 'Type', 'Appel');
    await row.getByRole('button', { name: 'Créer', exact: true }).click();
    await created(row, 'Tâche créée').waitFor();
  });
  const made = await task(text);
  assert.equal(made.TaskSubtype, 'Call');
  assert.match(String(made.Description), /^Suite à la conversation Point hebdomadaire/);
});

test('axe finds nothing while the form is open, in every theme; on phones nothing runs off the side', async (t) => {
  const path = await activity(CALLOWAY);
  for (const theme of ['slds', 'cosmos', 'dark'])
    await t.test(theme, () =>
      open(path, { alias: 'tom', theme }, async (page) => {
        await openForm(page, 'Draft the grant form');
        await assertAccessible(page, theme);
      }),
    );
  for (const viewport of PHONES)
    await t.test(`${viewport.width} px`, () =>
      open(path, { alias: 'tom', viewport }, async (page) => {
        const row = await openForm(page, 'Draft the grant form');
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
        await assertAccessible(page, `${viewport.width} px`);
        await row.getByRole('button', { name: 'Cancel' }).click();
        const { height } = (await row.getByRole('button', { name: 'Create task' }).boundingBox()) ?? { height: 0 };
        assert.ok(height >= 44, `the button is ${height} px high`);
      }),
    );
});
