/** What is photographed: a page, who looks, and what they have clicked. */
import type { Locator, Page } from 'playwright-core';
import { freePort, type TestDemo } from '../../tests/demo.ts';

export interface Picture {
  /** Also the name of the file. */
  name: string;
  path: string | ((demo: TestDemo) => Promise<string>);
  /** Alias of the user; paul where nobody is named. */
  viewer?: string;
  /** What the page waits for, and what is clicked on it. */
  work?: (page: Page) => Promise<void>;
  /** What the browser may complain of. */
  refused?: RegExp;
  /** What is broken in the org or the service, and mended afterwards. */
  before?: (demo: TestDemo) => Promise<(() => Promise<void>) | void>;
  /** The part of the page to show; what a screen shows where none is named. */
  part?: string;
  theme?: 'slds' | 'cosmos' | 'dark';
  phone?: true;
  french?: true;
  /** Phones have no such thing. */
  desktop?: true;
  /** Also in the README. */
  isInReadme?: true;
  /** Of an org in which nothing is connected yet. */
  fresh?: true;
}

export const FLEET = 'Halvorsen Marine – Fleet telemetry';
const PILOT = 'Halvorsen Marine – Service desk pilot';
export const DEMO_MEETING = 'zoom:83920174551';
const NEWEST = 'zoom:85277301948';
const TWO_DEALS = 'zoom:84511920336';
const CALL = 'aircall:812004471';
export const HOME = '/lightning/page/home';

export const record = (object: string, where: string) => async (demo: TestDemo) => {
  const [row] = await demo.query(`SELECT Id FROM ${object} WHERE ${where} LIMIT 1`);
  if (!row) throw new Error(`no ${object} WHERE ${where}`);
  return `/lightning/r/${object}/${row.Id}/view`;
};
export const deal = record('Opportunity', `Name = '${FLEET}'`);
const visited = record('Contact', 'Visitor_Sessions__c > 0');
export const activity = (key: string) => async (demo: TestDemo) => {
  const { activityId } = await demo.settled(key);
  return `/lightning/r/${activityId?.startsWith('00T') ? 'Task' : 'Event'}/${activityId}/view`;
};

export const shown = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();
const card = (page: Page) => page.locator('c-conversation-card').first();

/** Under the tab, or on phones in its section. */
const tab = (name: RegExp, selector: string) => async (page: Page) => {
  await card(page).waitFor();
  const found: Locator = page.getByRole('tab', { name }).or(page.getByRole('button', { name }));
  await found.first().click();
  await page.locator(selector).first().waitFor();
};

export const press = (name: RegExp) => (page: Page) => page.getByRole('button', { name }).first().click();

async function why(page: Page): Promise<void> {
  await press(/why\?|pourquoi/)(page);
  await page.locator('c-why-linked').waitFor();
}

async function changeLink(page: Page): Promise<void> {
  await why(page);
  await press(/Change link|Modifier le lien|Changer le lien/)(page);
  await page.getByRole('radio', { name: new RegExp(`^${PILOT}`) }).press('Space');
  await press(/See what would change|Voir ce qui changerait/)(page);
  await page.getByText(`→ ${PILOT}`).first().waitFor();
}

async function serviceAway(demo: TestDemo): Promise<() => Promise<void>> {
  const address = '/named-credentials/named-credential-setup/Debrief_Sync';
  const credential = (await demo.org('GET', address)) as Record<string, unknown>;
  await demo.org('PUT', address, { ...credential, calloutUrl: `http://127.0.0.1:${await freePort()}` });
  return async () => {
    await demo.org('PUT', address, credential);
  };
}

let states = 0;
/** A meeting of Paul's in a state of its own; each on another day. */
const inState = (status: string) => async (demo: TestDemo) => {
  states += 1;
  const startedAt = await demo.quietHour(20 + states);
  const key = await demo.post({
    ...{ source: 'states', sourceId: status, kind: 'meeting', title: 'Quarterly check-in', startedAt, status },
    ...{ provider: 'Zoom', durationSec: 1800, owner: { email: 'paul@sealight.example' } },
    parties: [{ role: 'theirs', email: 'jonas.lie@halvorsen-marine.example' }],
  });
  return activity(key)(demo);
};

async function unrecorded(demo: TestDemo): Promise<string> {
  const { Id: OwnerId } = await demo.one("SELECT Id FROM User WHERE Alias = 'paul'");
  const start = new Date(Date.now() + 86_400_000);
  const { id } = (await demo.org('POST', '/sobjects/Event', {
    ...{ Subject: 'Site visit', OwnerId, StartDateTime: start.toISOString() },
    EndDateTime: new Date(start.getTime() + 1_800_000).toISOString(),
  })) as { id: string };
  return `/lightning/r/Event/${id}/view`;
}

/** A deal that nobody has talked about. */
async function emptyDeal(demo: TestDemo): Promise<string> {
  const { Id: OwnerId } = await demo.one("SELECT Id FROM User WHERE Alias = 'paul'");
  const { id } = (await demo.org('POST', '/sobjects/Opportunity', {
    ...{ Name: 'Harbour lights', StageName: 'Prospecting', OwnerId },
    CloseDate: new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10),
  })) as { id: string };
  return `/lightning/r/Opportunity/${id}/view`;
}

/** Users without Debrief's permission set. */
const withoutRights = async (demo: TestDemo) => {
  // whoever reads French looks in her place
  const rows = await demo.query(
    "SELECT Id, AssigneeId, PermissionSetId FROM PermissionSetAssignment WHERE Assignee.Alias IN ('maya', 'camille') AND PermissionSet.Name = 'Debrief_Rep'",
  );
  for (const { Id } of rows) await demo.org('DELETE', `/sobjects/PermissionSetAssignment/${Id}`);
  return async () => {
    for (const { AssigneeId, PermissionSetId } of rows)
      await demo.org('POST', '/sobjects/PermissionSetAssignment', { AssigneeId, PermissionSetId });
  };
};

/** What Tom has said to a customer this morning. */
async function todays(demo: TestDemo): Promise<void> {
  const key = await demo.post({
    ...{ source: 'pictures', sourceId: 'today', kind: 'call', title: 'Call with Priya Raman', provider: 'Aircall' },
    ...{ startedAt: new Date(Date.now() - 900_000).toISOString(), durationSec: 540 },
    owner: { email: 'tom@sealight.example' },
    parties: [{ role: 'theirs', name: 'Priya Raman', email: 'praman@callowayharbor.example' }],
    summary: 'Priya has walked the berths and wants the sensors on the fuel dock first.',
    actionItems: [{ text: 'Send the cable plan of the fuel dock', owner: 'Tom Okafor' }],
  });
  await demo.settled(key);
}

interface Email {
  id: string;
  hours: number;
  ours: boolean;
  text: string;
}
const EMAILS: Email[] = [
  {
    id: 'dates-1',
    hours: 49,
    ours: true,
    text: 'Dear Astrid,\n\nhere are three dates for the first four hulls.\n\nPaul',
  },
  {
    ...{ id: 'dates-2', hours: 26, ours: false },
    text: 'Paul,\n\nthe second week of January suits the yard. Who brings the cable list?\n\nAstrid\n\nOn Mon, 16 Nov 2026 at 10:00, Paul wrote:\n> Dear Astrid,\n>\n> here are three dates for the first four hulls.',
  },
  { id: 'dates-3', hours: 25, ours: true, text: 'We do. You have it by Friday.\n\nPaul' },
];

/** A thread between Paul and Astrid, who is a contact. */
async function thread(demo: TestDemo): Promise<void> {
  const send = async (method: string, path: string, type: string, body: string) => {
    const answer = await demo.sync(path, { method, headers: { 'content-type': type }, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const settings = (await (await demo.sync('/v1/emails/settings')).json()) as object;
  await send('PUT', '/v1/emails/settings', 'application/json', JSON.stringify({ ...settings, on: true }));
  const [paul, astrid] = ['paul@sealight.example', 'astrid.halvorsen@halvorsen-marine.example'];
  await send('POST', '/v1/users/consent', 'application/json', JSON.stringify({ mailbox: paul, granted: true }));
  for (const [at, { id, hours, ours, text }] of EMAILS.entries()) {
    const earlier = EMAILS.slice(0, at).map((email) => `<${email.id}@mail.example>`);
    const source = [
      `From: ${ours ? paul : `Astrid Halvorsen <${astrid}>`}`,
      `To: ${ours ? `Astrid Halvorsen <${astrid}>` : paul}`,
      `Subject: ${at > 0 ? 'Re: ' : ''}Dates for the first four hulls`,
      `Message-ID: <${id}@mail.example>`,
      ...(at > 0 ? [`In-Reply-To: ${earlier.at(-1)}`, `References: ${earlier.join(' ')}`] : []),
      `Date: ${new Date(Date.now() - hours * 3_600_000).toUTCString()}`,
      ...['Content-Type: text/plain; charset=utf-8', '', text],
    ].join('\r\n');
    await send('POST', `/v1/emails?mailbox=${paul}`, 'message/rfc822', source);
    await demo.settled(`email:${id}@mail.example`);
  }
}

export const README_PICTURES: Picture[] = [
  { name: 'opportunity', path: deal, work: shown('c-suggestion-row') },
  { name: 'event', path: activity(DEMO_MEETING), work: shown('c-conversation-timeline .tick') },
  {
    name: 'home',
    viewer: 'tom',
    path: HOME,
    before: todays,
    work: async (page) => {
      await page.locator('c-review-row, c-needs-review c-state-message').first().waitFor();
      await page.locator('c-mine-today c-conversation-list, c-mine-today c-state-message').first().waitFor();
    },
  },
  { name: 'change-link', path: activity(DEMO_MEETING), work: changeLink, part: 'c-conversation-insights' },
  {
    name: 'receipt',
    path: activity(DEMO_MEETING),
    work: tab(/^(Receipt|Reçu)/, 'c-conversation-receipt li'),
    part: 'c-conversation-insights',
  },
  {
    name: 'create-task',
    path: activity(NEWEST),
    work: async (page) => {
      await card(page).waitFor();
      await press(/^(Create task|Créer une tâche)/)(page);
      await page.locator('c-create-task').waitFor();
    },
    part: 'c-conversation-insights',
  },
  {
    name: 'deal-rule',
    viewer: 'ines',
    path: '/lightning/n/Debrief_Rules',
    work: async (page) => {
      await page.locator('c-deal-rule-form').waitFor();
      await page.locator('c-deal-rule-form input[type=checkbox] + label').first().click();
      await press(/^(Compare|Comparer)/)(page);
      await page.locator('c-simulated-counts').waitFor();
    },
    part: 'c-deal-rule-simulator',
  },
  { name: 'account', path: record('Account', "Name = 'Halvorsen Marine'"), work: shown('c-conversation-list') },
  { name: 'phone-event', path: activity(DEMO_MEETING), work: shown('c-conversation-timeline .tick'), phone: true },
  { name: 'phone-french', path: deal, work: shown('c-suggestion-row'), phone: true, french: true, theme: 'dark' },
  { name: 'state-not-recorded', path: unrecorded, work: shown('c-conversation-view'), part: 'c-conversation-insights' },
  {
    name: 'state-processing',
    path: inState('processing'),
    work: shown('c-conversation-view'),
    part: 'c-conversation-insights',
  },
  {
    name: 'state-failed',
    path: inState('failed'),
    work: shown('c-conversation-view'),
    part: 'c-conversation-insights',
  },
  {
    name: 'state-no-access',
    viewer: 'maya',
    path: deal,
    before: withoutRights,
    work: shown('c-opportunity-conversations'),
    part: 'c-opportunity-conversations',
  },
  {
    name: 'state-service-away',
    path: activity(DEMO_MEETING),
    before: serviceAway,
    work: tab(/^(Receipt|Reçu)/, 'c-conversation-receipt'),
    part: 'c-conversation-insights',
  },
  {
    name: 'emails',
    path: deal,
    before: thread,
    work: async (page) => {
      const row = page
        .locator('c-conversation-browser')
        .getByRole('button', { name: /Dates for the first four hulls/ });
      await row.first().click();
      await page.locator('c-email-message').first().waitFor();
    },
    part: 'c-conversation-browser',
  },
  { name: 'visits', path: visited, work: shown('c-visitor-panel dl, c-visitor-panel li'), part: 'c-visitor-panel' },
  {
    name: 'workflows',
    viewer: 'ines',
    path: '/lightning/n/Debrief_Workflows',
    work: async (page) => {
      await page.locator('c-debrief-workflows button.open').last().click();
      await page.locator('c-workflow-outline').first().waitFor();
    },
    part: 'c-debrief-workflows',
  },
];

/** Looked at, not shown in the README. */
export const STATES: Picture[] = [
  { name: 'why', path: activity(DEMO_MEETING), work: why },
  {
    name: 'topics',
    path: activity(DEMO_MEETING),
    work: tab(/^(Topics|Sujets)/, 'c-conversation-panel >> visible=true'),
  },
  {
    name: 'transcript',
    path: activity(DEMO_MEETING),
    work: tab(/^Transcri/, 'c-conversation-transcript .line'),
  },
  { name: 'comments', path: activity(DEMO_MEETING), work: tab(/^Comm/, 'c-comment-writer') },
  { name: 'people', path: activity(DEMO_MEETING), work: tab(/^(People|Participants)/, 'c-conversation-people') },
  { name: 'task', path: activity(CALL), work: shown('c-conversation-card') },
  { name: 'review-on-event', viewer: 'tom', path: activity(TWO_DEALS), work: shown('c-conversation-card') },
  { name: 'contact', path: record('Contact', "Name = 'Astrid Halvorsen'"), work: shown('c-conversation-list') },
  { name: 'lead', path: record('Lead', 'IsConverted = false'), work: shown('c-record-conversations') },
  { name: 'empty-deal', path: emptyDeal, work: shown('c-opportunity-conversations') },
];
