/** The page of workflows, in a real browser: through Flows and the Named Credential to the service and the org. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const WORKFLOWS = '/lightning/n/Debrief_Workflows';
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
async function open({ alias = 'ines', ...viewer }: Viewer, look: (page: Page) => Promise<void>): Promise<void> {
  const user = (await demo.one(`SELECT Id FROM User WHERE Alias = '${alias}'`)).Id;
  await lookAt(browser, { baseURL: demo.url, path: WORKFLOWS, user, ...viewer }, look);
}
const detail = (page: Page) => page.locator('c-workflow-detail');
async function openOne(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: `Open ${title}` }).click();
  await detail(page).getByRole('heading', { name: title }).waitFor();
}
const json = (page: Page) => detail(page).getByRole('textbox', { name: 'Definition' });

/** A meeting with the customer of the demo's deal, which the rules link to it. */
async function meet(sourceId: string, more: object = {}): Promise<{ key: string; opportunityId: string }> {
  const { Id } = await demo.one("SELECT Id FROM Opportunity WHERE Name = 'Halvorsen Marine – Fleet telemetry'");
  const key = await demo.post({
    ...{ source: 'workflows', sourceId, kind: 'meeting', title: `Trial ${sourceId}` },
    // what ended before a workflow was switched on sets nothing off
    startedAt: new Date(Date.now() - 600_000).toISOString(),
    ...{ durationSec: 605, owner: { email: 'paul@sealight.example' }, summary: 'Dates and prices.' },
    crmRefs: [{ object: 'Opportunity', id: Id }],
    ...more,
  });
  return { key, opportunityId: Id };
}

async function runOf(
  workflow: string,
  conversation: string,
  ...states: string[]
): Promise<{ id: string; state: string }> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await demo.sync(
      `/v1/workflow-runs?workflow=${workflow}&conversation=${encodeURIComponent(conversation)}`,
    );
    const { runs } = (await answer.json()) as { runs: { id: string; state: string }[] };
    const [run] = runs;
    if (run && states.includes(run.state)) return run;
    await sleep(50);
  }
  throw new Error(`no run of ${workflow} became ${states.join(' or ')}`);
}

test('an admin sees the three workflows that come ready, all of them off, and what each does in words', async () => {
  await open({}, async (page) => {
    const switches = page.getByRole('switch', { name: /^Runs by itself/ });
    await switches.nth(2).waitFor();
    assert.deepEqual(await switches.evaluateAll((all) => all.map((each) => (each as HTMLInputElement).checked)), [
      false,
      false,
      false,
    ]);
    await page.getByText('No language model is set up').waitFor();
    await assertAccessible(page, 'list');
    await openOne(page, 'Next step after a meeting');
    await detail(page).getByText('Update the opportunity: NextStep = next step').waitFor();
    await assertAccessible(page, 'one');
    await page.getByRole('button', { name: 'All workflows' }).click();
    await switches.nth(2).waitFor();
  });
});

test('a dry run on a past conversation shows each step, and writes nothing', async () => {
  const { key } = await meet('dry', { actionItems: [{ text: 'Order the modem' }] });
  await demo.settled(key);
  await open({}, async (page) => {
    await openOne(page, 'Tasks after a meeting');
    await detail(page).getByRole('combobox', { name: 'Past conversation' }).click();
    await page.getByRole('option', { name: /^Trial dry/ }).click();
    await detail(page).getByRole('button', { name: 'Run without writing' }).click();
    await detail(page).getByText('Nothing was written. This is what each step would do:').waitFor();
    const steps = detail(page).locator('c-workflow-try c-workflow-steps li');
    assert.deepEqual(
      (await steps.locator('.path').allInnerTexts()).map((text) => text.trim()),
      ['load', 'extract', 'each', 'each/0/task'],
    );
    const task = steps.nth(3);
    await task.getByText('What it was given').click();
    await task.getByText('"subject": "Order the modem"').first().waitFor();
    await assertAccessible(page, 'dry run');
  });
  assert.deepEqual(await demo.query("SELECT Id FROM Task WHERE Subject = 'Order the modem'"), []);
});

test('switched on, a meeting that ends makes a task for each action item; its run stands on the page', async () => {
  await open({}, async (page) => {
    const toggle = page.getByRole('switch', { name: 'Runs by itself: Tasks after a meeting' });
    await toggle.waitFor();
    // the track of the switch lies over its box
    await toggle.evaluate((box: HTMLInputElement) => box.click());
    await page.getByText('Tasks after a meeting is switched on').waitFor({ state: 'attached' });
    const { key, opportunityId } = await meet('tasks', {
      actionItems: [{ text: 'Send the Iridium quote', due: '2026-12-04' }, { text: 'Call Jonas' }],
    });
    await runOf('post-meeting-tasks', key, 'done');
    const tasks = await demo.query(
      `SELECT Id, Subject, ActivityDate, TaskSubtype FROM Task WHERE WhatId = '${opportunityId}' AND Subject IN ('Send the Iridium quote', 'Call Jonas') ORDER BY Subject`,
    );
    assert.deepEqual(
      tasks.map(({ Subject, ActivityDate, TaskSubtype }) => [Subject, ActivityDate, TaskSubtype]),
      [
        ['Call Jonas', null, 'Call'],
        ['Send the Iridium quote', '2026-12-04', 'Call'],
      ],
    );
    await openOne(page, 'Tasks after a meeting');
    const run = detail(page).getByRole('button', { name: /Trial tasks.*Done/ });
    await run.click();
    await detail(page).locator('c-workflow-runs c-workflow-steps').getByText('each/1/task', { exact: true }).waitFor();
    await assertAccessible(page, 'run');
  });
});

test('a run that fails says at which step and why; mended, it goes on from there', async () => {
  const errorMessage = 'Closed quarters stay as they are.';
  await demo.setup('POST', {
    ...{ change: 'validationRule', object: 'Task', name: 'Closed_Quarter', errorMessage, errorDisplayField: 'Subject' },
    filters: [{ field: 'Subject', operation: 'contains', value: 'the order' }],
  });
  const { key } = await meet('fails', { actionItems: [{ text: 'Send the order', due: '2026-12-04' }] });
  await runOf('post-meeting-tasks', key, 'failed');
  await open({}, async (page) => {
    await openOne(page, 'Tasks after a meeting');
    await detail(page)
      .getByRole('button', { name: /Trial fails.*Failed/ })
      .click();
    await detail(page).locator('c-workflow-steps').getByText(errorMessage).first().waitFor();
    await demo.setup('DELETE');
    await detail(page).getByRole('button', { name: 'Retry from the failed step' }).click();
    await runOf('post-meeting-tasks', key, 'done');
  });
});

test('a definition with a mistake is refused at its line; mended, it is saved as the next version', async () => {
  await open({}, async (page) => {
    await openOne(page, 'Next step after a meeting');
    const text = await json(page).inputValue();
    await json(page).fill(text.replace('"type": "load"', '"type": "fly"'));
    await detail(page).getByRole('button', { name: 'Save definition' }).click();
    const line = text.split('\n').findIndex((each) => each.includes('"type": "load"')) + 1;
    await detail(page)
      .getByText(new RegExp(`^Line ${line}: steps/0/type is the name of a step`))
      .waitFor();
    await assertAccessible(page, 'mistake');
    await json(page).fill(text.replace('Next step after a meeting', 'Our next step'));
    await detail(page).getByRole('button', { name: 'Save definition' }).click();
    await detail(page)
      .getByText(/^Saved as version \d+\.$/)
      .waitFor();
    await detail(page).getByRole('heading', { name: 'Our next step' }).waitFor();
  });
});

test('on a phone nothing is cut off', async () => {
  await open({ viewport: PHONE }, async (page) => {
    await openOne(page, 'Tasks after a meeting');
    await detail(page).getByText('Create a task: item title').waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${wide} px too wide`);
  });
});

test('a rep who has the tab is told that the page is for admins, and sees nothing of it', async () => {
  const tab = { permissionSet: 'Debrief_Rep', tab: 'Debrief_Workflows', visibility: 'Visible' };
  await demo.setup('POST', { change: 'tab', ...tab });
  await open({ alias: 'paul' }, async (page) => {
    await page.getByText('Only admins see workflows').waitFor();
    assert.equal(await page.getByRole('switch').count(), 0);
    await assertAccessible(page, 'rep');
  });
});
