/** The pages that are about no record: Home, the deal rule, one's own mailbox, workflows, the set-up, its health. */
import type { Page } from 'playwright-core';
import type { TestDemo } from '../../tests/demo.ts';
import { activity, DEMO_MEETING, HOME, press, shown, type Picture } from './list.ts';

const ADMIN = 'ines';

/** Meetings of Tom's that fit two deals alike, so that several wait at once. */
async function ambiguous(demo: TestDemo): Promise<void> {
  const titles = ['Calloway: fuel dock walk-through', 'Calloway: cabling and permits', 'Catch-up with Dana'];
  for (const [at, title] of titles.entries()) {
    const key = await demo.post({
      ...{ source: 'pictures', sourceId: `two-${at}`, kind: 'meeting', title, provider: 'Zoom', durationSec: 1500 },
      startedAt: new Date(Date.now() - (at + 2) * 86_400_000).toISOString(),
      owner: { email: 'tom@sealight.example' },
      parties: [{ role: 'theirs', name: 'Dana Whitfield', email: 'dwhitfield@callowayharbor.example' }],
      summary: 'Dana asked for one page that shows both options.',
    });
    await demo.settled(key);
  }
}

async function chosen(page: Page): Promise<void> {
  await page.locator('c-review-row').nth(2).waitFor();
  for (const at of [0, 1]) await page.locator('c-review-row').nth(at).getByRole('checkbox').first().press('Space');
}

async function feedOn(demo: TestDemo): Promise<void> {
  const settings = (await (await demo.sync('/v1/emails/settings')).json()) as object;
  await demo.sync('/v1/emails/settings', { method: 'PUT', ...json({ ...settings, on: true }) });
}

/** What a log-in at the provider leaves; once connected, it is. */
async function connected(page: Page): Promise<void> {
  const card = page.locator('c-my-mailbox');
  const connect = card.getByRole('button', { name: /^(Connect|Connecter|Se connecter)$/ });
  await card.locator('dl').or(connect).first().waitFor();
  if ((await connect.count()) === 0) return;
  const [login] = await Promise.all([page.context().waitForEvent('page'), connect.click()]);
  await login.getByRole('button', { name: 'Allow' }).click();
  await card.locator('dl').waitFor();
}

const WORKFLOW = 'post-meeting-tasks';
const WORKFLOWS = '/lightning/n/Debrief_Workflows';
const json = (body: object) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

/** A meeting that a workflow has run after, once as it should and once refused by the org. */
async function ran(demo: TestDemo): Promise<void> {
  await demo.sync(`/v1/workflows/${WORKFLOW}/switch`, { method: 'POST', ...json({ on: true }) });
  const { Id } = await demo.one("SELECT Id FROM Opportunity WHERE Name = 'Halvorsen Marine – Fleet telemetry'");
  const meet = async (sourceId: string, title: string, text: string) => {
    const key = await demo.post({
      ...{ source: 'pictures', sourceId, kind: 'meeting', title, summary: 'Dates and prices.', durationSec: 605 },
      // what ended before a workflow was switched on sets nothing off
      startedAt: new Date(Date.now() - 600_000).toISOString(),
      owner: { email: 'paul@sealight.example' },
      crmRefs: [{ object: 'Opportunity', id: Id }],
      actionItems: [{ text, due: '2026-12-04' }],
    });
    for (let tries = 0; tries < 400; tries += 1) {
      const answer = await demo.sync(`/v1/workflow-runs?workflow=${WORKFLOW}&conversation=${encodeURIComponent(key)}`);
      const { runs } = (await answer.json()) as { runs: { state: string }[] };
      if (runs.some(({ state }) => ['done', 'failed'].includes(state))) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await meet('ran', 'Sea trial planning', 'Send the Iridium quote');
  await demo.setup('POST', {
    ...{ change: 'validationRule', object: 'Task', name: 'Closed_Quarter', errorDisplayField: 'Subject' },
    errorMessage: 'Closed quarters stay as they are.',
    filters: [{ field: 'Subject', operation: 'contains', value: 'the order' }],
  });
  await meet('refused', 'Order of the modems', 'Send the order');
  await demo.setup('DELETE');
}

const openWorkflow = async (page: Page) => {
  await page
    .getByRole('button', { name: /(Tasks after a meeting|Tâches après une réunion)$/ })
    .first()
    .click();
  await page.locator('c-workflow-outline').first().waitFor();
};

/** Meetings that the org refuses, and for nothing else than a rule of its own. */
async function refused(demo: TestDemo): Promise<() => Promise<void>> {
  await demo.setup('POST', {
    ...{ change: 'validationRule', object: 'Event', name: 'Closed_Quarter', errorDisplayField: 'Subject' },
    errorMessage: 'Meetings of a closed quarter stay as they are.',
    filters: [{ field: 'Subject', operation: 'contains', value: 'Quarter' }],
  });
  for (const [at, title] of ['Quarter review', 'Quarter planning'].entries()) {
    const key = await demo.post({
      ...{ source: 'pictures', sourceId: `refused-${at}`, kind: 'meeting', title, durationSec: 600 },
      startedAt: new Date(Date.now() - (at + 1) * 86_400_000).toISOString(),
      owner: { email: 'paul@sealight.example' },
      summary: 'Dates and prices.',
    });
    await demo.settled(key);
  }
  return () => demo.setup('DELETE');
}

const setup = (step: string, ready: string): Picture => ({
  ...{
    name: `setup-${step}`,
    viewer: ADMIN,
    part: 'c-debrief-setup',
    path: `/lightning/n/Debrief_Setup?c__step=${step}`,
  },
  work: shown(ready),
});

export const PAGES: Picture[] = [
  { name: 'review', viewer: 'tom', path: HOME, before: ambiguous, work: chosen },
  {
    name: 'review-utility',
    desktop: true,
    viewer: 'tom',
    path: activity(DEMO_MEETING),
    before: ambiguous,
    work: async (page) => {
      await press(/^(Needs review|À vérifier)/)(page);
      await page.locator('c-review-row').first().waitFor();
    },
  },
  {
    name: 'my-mailbox',
    viewer: 'paul',
    path: '/lightning/n/Debrief_Mailbox',
    before: feedOn,
    work: shown('c-my-mailbox .rules'),
  },
  {
    name: 'my-mailbox-connected',
    viewer: 'paul',
    path: '/lightning/n/Debrief_Mailbox',
    before: feedOn,
    work: connected,
  },
  {
    name: 'workflow-list',
    viewer: ADMIN,
    path: WORKFLOWS,
    work: shown('c-debrief-workflows .switch'),
  },
  {
    name: 'workflow-runs',
    viewer: ADMIN,
    path: WORKFLOWS,
    before: ran,
    work: async (page) => {
      await openWorkflow(page);
      await page.locator('c-workflow-runs').getByRole('button').first().click();
      await page.locator('c-workflow-runs c-workflow-steps').first().waitFor();
    },
  },
  {
    name: 'workflow-try',
    viewer: ADMIN,
    path: WORKFLOWS,
    work: async (page) => {
      await openWorkflow(page);
      const dryRun = page.locator('c-workflow-try');
      await dryRun.getByRole('combobox').click();
      await page.getByRole('option').nth(1).click();
      await dryRun.getByRole('button').last().click();
      await dryRun.locator('c-workflow-steps').waitFor();
    },
  },
  { ...setup('connect', 'c-setup-connect dl'), name: 'setup-connected' },
  { ...setup('permissions', 'c-setup-permissions table'), isInReadme: true },
  setup('api', 'c-setup-api'),
  setup('notes', 'c-setup-check-panel'),
  setup('changes', 'c-setup-check-panel'),
  setup('people', 'c-setup-people li'),
  setup('writing', 'c-setup-writing lightning-radio-group'),
  {
    ...setup('try', ''),
    isInReadme: true,
    work: async (page) => {
      await press(/^(Send a test conversation|Envoyer une conversation d’essai)/)(page);
      await page.locator('c-setup-try c-conversation-view').getByRole('heading').first().waitFor();
    },
  },
  setup('emails', 'c-setup-emails lightning-input'),
  setup('workflows', 'c-setup-workflows lightning-input'),
  setup('visitors', 'c-setup-visitors lightning-input'),
  { ...setup('summary', 'c-setup-summary table'), isInReadme: true },
  {
    name: 'health',
    isInReadme: true,
    viewer: ADMIN,
    path: '/lightning/n/Debrief_Health',
    work: shown('c-health-log tbody tr'),
  },
  {
    name: 'health-errors',
    viewer: ADMIN,
    path: '/lightning/n/Debrief_Health',
    before: refused,
    work: shown('c-health-errors h3'),
  },
  { ...setup('connect', 'c-setup-connect lightning-radio-group'), isInReadme: true, fresh: true },
];
