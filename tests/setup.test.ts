/** The set-up in a real browser: from a fresh org to a first conversation by clicking alone, and every check broken and mended. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { freePort, TestDemo } from './demo.ts';
import { assertAccessible, lookAt } from './look.ts';

const PHONE = { width: 320, height: 720 };
const SETUP = '/lightning/n/Debrief_Setup';
const CREDENTIAL = '/named-credentials/credential';
const NAMED_CREDENTIAL = '/named-credentials/named-credential-setup/Debrief_Sync';

let demo: TestDemo;
let browser: Browser;
let users: Map<unknown, string>;
before(async () => {
  [demo, browser] = await Promise.all([TestDemo.start({ fresh: true }), launchBrowser()]);
  // asked once: in some of these tests the org answers nobody
  users = new Map((await demo.query('SELECT Id, Alias FROM User')).map(({ Id, Alias }) => [Alias, Id]));
});
afterEach(() => demo.setup('DELETE'));
after(async () => {
  await browser.close();
  await demo.stop();
});

interface Viewer {
  alias?: string;
  theme?: string;
  step?: string;
  viewport?: { width: number; height: number };
  refused?: RegExp;
}

/** Opens the wizard as a user sees it. */
async function open(
  { alias = 'ines', step, ...viewer }: Viewer,
  look: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const path = step ? `${SETUP}?c__step=${step}` : SETUP;
  await lookAt(browser, { baseURL: demo.url, path, user: users.get(alias), ...viewer }, look);
}

const wizard = (page: Page): Locator => page.locator('c-debrief-setup');
const heading = (page: Page, name: string) => wizard(page).getByRole('heading', { level: 3, name });
const button = (page: Page, name: string | RegExp) => wizard(page).getByRole('button', { name });
const says = (page: Page, words: string | RegExp) => wizard(page).getByText(words).first().waitFor();

async function goOn(page: Page, step: string): Promise<void> {
  await button(page, `Continue: ${step}`).click();
  await heading(page, step).waitFor();
}

/** The login in the tab that *Connect* opens, as the integration user. */
async function logIn(page: Page, context: BrowserContext, decision: 'Allow' | 'Deny' = 'Allow'): Promise<void> {
  const opened = context.waitForEvent('page');
  await button(page, /^Connect( again)?$/)
    .and(page.locator('.slds-button'))
    .click();
  const login = await opened;
  await login.getByRole('radio', { name: /Debrief Integration/ }).check();
  await login.getByRole('button', { name: /log in/i }).click();
  await login.getByRole('button', { name: decision, exact: true }).click();
  await login.getByRole('heading', { level: 1 }).waitFor();
  await login.close();
}

test('a fresh org goes from not connected to a first conversation seen on its record, by clicking alone', async () => {
  assert.equal((await demo.query('SELECT Id FROM Conversation__c')).length, 0);
  await open({}, async (page, context) => {
    await heading(page, 'Connect').waitFor();
    await logIn(page, context);
    await says(page, 'integration@sealight.example');
    await says(page, 'Sealight');
    await button(page, 'Test connection').click();
    await says(page, /Salesforce answered/);

    await goOn(page, 'Permissions');
    await wizard(page).getByRole('table').first().waitFor();
    await goOn(page, 'API access');
    await says(page, /daily requests used/);
    await goOn(page, 'Notes');
    await says(page, 'Notes are on.');
    await goOn(page, 'Change Data Capture');
    await says(page, /heard as they happen/);
    await goOn(page, 'People');
    await goOn(page, 'What may be written');
    await wizard(page)
      .getByText(/^On: write what is chosen below/)
      .click();
    await button(page, 'Save').and(page.locator('.slds-button')).click();
    await says(page, /^Saved\./);

    await goOn(page, 'Try it');
    await button(page, 'Send a test conversation').click();
    const seen = wizard(page).locator('c-conversation-view');
    await seen.getByRole('heading').first().waitFor();
    const [conversation] = await demo.query(
      'SELECT Id, Key__c, Activity_Id__c, Title__c, Summary__c FROM Conversation__c',
    );
    assert.match(String(conversation?.Key__c), /^debrief:try-/);
    await seen.getByText(String(conversation?.Summary__c)).waitFor();

    const link = wizard(page).getByRole('link', { name: 'Open the task' });
    const address = await link.getAttribute('href');
    assert.match(String(address), new RegExp(String(conversation?.Activity_Id__c)));
    const record = await context.newPage();
    await record.goto(String(address));
    await record.locator('c-conversation-insights').getByText(String(conversation?.Summary__c)).waitFor();
    await record.close();

    await button(page, 'Take it back').click();
    await says(page, /what the test wrote is gone from Salesforce/);
    for (const object of ['Conversation__c', 'Task', 'Conversation_Moment__c', 'Conversation_Participant__c'])
      assert.deepEqual(await demo.query(`SELECT Id FROM ${object}`), [], `${object} is left behind`);

    // the other feeds may stay off
    for (const step of ['Emails', 'Workflows', 'Website visitors', 'Summary']) await goOn(page, step);
    await says(page, /Debrief is set up\./);
    const downloading = page.waitForEvent('download');
    await wizard(page).getByRole('link', { name: 'Export CSV' }).click();
    const file = await (await downloading).path();
    const lines = readFileSync(file, 'utf8').split('\r\n');
    assert.ok(lines.length > 8);
    assert.ok(lines.some((line) => line.includes('Change Data Capture')));
  });
});

test('whoever comes back finds the step that needs them, and a step has an address of its own', async () => {
  await open({}, (page) => heading(page, 'Try it').or(heading(page, 'Summary')).first().waitFor());
  await open({ step: 'notes' }, async (page) => {
    await says(page, 'Notes are on.');
    await wizard(page)
      .getByRole('button', { name: /^API access/ })
      .or(wizard(page).getByRole('link', { name: /^API access/ }))
      .first()
      .click();
    await heading(page, 'API access').waitFor();
    await page.waitForFunction(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element?.textContent?.trim() === 'API access';
    });
    assert.match(page.url(), /c__step=api/);
    await page.goBack();
    await heading(page, 'Notes').waitFor();
  });
});

/** What an admin sees when something is broken in the org, and again when it is mended. */
const BROKEN: {
  name: string;
  step: string;
  break: object;
  mend?: object;
  broken: RegExp;
  mended: RegExp;
}[] = [
  {
    name: 'Notes are off',
    step: 'notes',
    break: { change: 'notes', enabled: false },
    broken: /Notes are off in this org/,
    mended: /Notes are on\./,
  },
  {
    name: 'Change Data Capture is not selected',
    step: 'changes',
    break: { change: 'changeDataCapture', entities: ['Opportunity'] },
    broken: /is not selected for/,
    mended: /heard as they happen/,
  },
  {
    name: 'a right of the integration user is taken away',
    step: 'permissions',
    break: { change: 'permission', permissionSet: 'Debrief_Integration', object: 'Lead', read: false, edit: false },
    broken: /What is missing/,
    mended: /Everything that is needed is there|Nothing is missing/,
  },
  {
    name: 'a field of the integration user is taken away',
    step: 'permissions',
    break: {
      ...{ change: 'permission', permissionSet: 'Debrief_Integration' },
      ...{ object: 'Event', field: 'Conversation_Key__c', read: false, edit: false },
    },
    broken: /What is missing/,
    mended: /Everything that is needed is there|Nothing is missing/,
  },
  {
    name: 'the edition has no API',
    step: 'connect',
    break: { change: 'edition', name: 'Professional Edition', api: false },
    broken: /Salesforce refuses every request to the API/,
    mended: /integration@sealight\.example/,
  },
];

for (const state of BROKEN)
  test(`${state.name}: the wizard says so and how to mend it, and sees it mended`, async () => {
    await demo.setup('POST', state.break);
    await open({ step: state.step }, async (page) => {
      await says(page, state.broken);
      await demo.setup('DELETE');
      await button(page, 'Check again').click();
      await says(page, state.mended);
      await wizard(page).getByText(state.broken).first().waitFor({ state: 'detached' });
    });
  });

test('access that was revoked in Salesforce is told, and logging in again mends it', async () => {
  await demo.setup('POST', { change: 'revokeTokens', user: 'integration@sealight.example' });
  await open({ step: 'connect' }, async (page, context) => {
    // the service hears of it at its next request
    await button(page, 'Check again').click();
    await says(page, /does not let Debrief in any more/);
    await logIn(page, context);
    await button(page, 'Test connection').click();
    await says(page, /Salesforce answered/);
  });
});

test('whoever denies access in Salesforce is told, and may connect again', async () => {
  await open({ step: 'connect' }, async (page, context) => {
    await button(page, 'Disconnect').click();
    await button(page, 'Stay connected').waitFor();
    // the focus goes to the choice that changes nothing, and comes back
    await page.keyboard.press('Enter');
    await button(page, 'Stay connected').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await wizard(page).locator('c-setup-mend').getByRole('button', { name: 'Disconnect' }).click();
    await says(page, /Which org is this\?/);
    await logIn(page, context, 'Deny');
    await says(page, /login was cancelled in Salesforce/);
    await logIn(page, context);
    await says(page, 'integration@sealight.example');
  });
});

/** A credential as the admin enters it in Setup. */
const enterKey = (value: string) =>
  demo.org('PUT', CREDENTIAL, {
    externalCredential: 'Debrief_Sync_Key',
    principalType: 'NamedPrincipal',
    principalName: 'Admin',
    authenticationProtocol: 'Custom',
    credentials: { ApiKey: { value, encrypted: true } },
  });

test('a wrong key is told as such, with the Setup page that mends it', async () => {
  await enterKey('dk_wrong');
  try {
    await open({}, async (page) => {
      await says(page, 'The service refused the key');
      await enterKey(demo.apiKey);
      await button(page, 'Check again').click();
      await wizard(page).getByText('The service refused the key').waitFor({ state: 'detached' });
    });
  } finally {
    await enterKey(demo.apiKey);
  }
});

async function callAt(url: string): Promise<void> {
  const known = (await demo.org('GET', NAMED_CREDENTIAL)) as Record<string, unknown>;
  await demo.org('PUT', NAMED_CREDENTIAL, { ...known, calloutUrl: url });
}

test('a service that cannot be reached, and one that does not answer, are told apart', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  try {
    await callAt(`http://127.0.0.1:${await freePort()}`);
    await open({}, (page) => says(page, 'The sync service cannot be reached'));
    await callAt(`http://127.0.0.1:${port}`);
    await open({}, (page) => says(page, 'The sync service did not answer in time'));
  } finally {
    await callAt(demo.syncUrl);
    silent.closeAllConnections();
    silent.close();
  }
});

test('two admins change settings at once: nobody’s choice is lost, and the second decides', async () => {
  await open({ step: 'writing' }, async (first) => {
    await open({ step: 'writing' }, async (second) => {
      for (const page of [first, second]) await button(page, 'Check again').waitFor();
      await first.getByLabel(/Country of phone numbers/).fill('SE');
      await second.getByText('Put the notes of a conversation on its deal, as a Salesforce note').click();
      await button(first, 'Save').click();
      await says(first, /^Saved\./);
      await button(second, 'Save').click();
      await says(second, 'Somebody else saved settings in the meantime');
      await button(second, 'Save').click();
      await says(second, /^Saved\./);
    });
  });
  const { defaultCountry, noteOnDeal } = (await (await demo.sync('/v1/settings')).json()) as Record<string, unknown>;
  assert.deepEqual({ defaultCountry, noteOnDeal }, { defaultCountry: 'SE', noteOnDeal: true });
  const log = (await (await demo.sync('/v1/activity?kind=settings')).json()) as { entries: { message: string }[] };
  assert.match(log.entries[0]?.message ?? '', /changed by Ines Carvalho/);
});

test('emails, a workflow and visitors are switched on, each at its step, and the service goes by it', async () => {
  const answer = async (path: string) => (await (await demo.sync(path)).json()) as Record<string, unknown>;
  await open({ step: 'emails' }, async (page) => {
    await wizard(page).getByText('Take emails').click();
    await wizard(page).getByLabel('Addresses and domains').fill('rival.example');
    await button(page, 'Save').click();
    await says(page, 'Saved.');
    await goOn(page, 'Workflows');
    await wizard(page).getByText('Next step after a meeting').click();
    await wizard(page).getByRole('checkbox', { name: 'Next step after a meeting', checked: true }).waitFor();
    await goOn(page, 'Website visitors');
    await wizard(page).getByText('Leads: create, and visitor fields').click();
    await button(page, 'Add a segment').click();
    await wizard(page).getByRole('combobox', { name: 'Whose visit' }).waitFor();
    await button(page, 'Save').click();
    await says(page, 'Saved.');
    await wizard(page).getByLabel('Address of the incoming webhook').fill('https://example.com/hook');
    await button(page, /^(Set|Replace)$/).click();
    await says(page, /hooks\.slack\.com/);
    await assertAccessible(page, 'visitors');
  });
  const emails = await answer('/v1/emails/settings');
  assert.deepEqual([emails.on, emails.blocked], [true, ['rival.example']]);
  const { workflows } = (await answer('/v1/workflows')) as { workflows: { name: string; on: boolean }[] };
  assert.deepEqual(workflows.filter(({ on }) => on).length, 1);
  const visitors = (await answer('/v1/visitors/settings')) as { writing: { Lead: string }; segments: unknown[] };
  assert.deepEqual([visitors.writing.Lead, visitors.segments.length], ['on', 1]);
});

test('a rep has no tab of it, and is refused by the page, by the Flow and by the service', async () => {
  await open({ alias: 'paul', refused: /404/ }, (page) => page.getByText('This page does not exist').waitFor());
  await demo.setup('POST', {
    change: 'tab',
    permissionSet: 'Debrief_Rep',
    tab: 'Debrief_Setup',
    visibility: 'Visible',
  });
  await open({ alias: 'paul' }, async (page, context) => {
    await says(page, 'Only admins set up Debrief');
    // as lightning-flow runs it in his session
    const ran = await context.request.post('/web/flow/Debrief_Get_Settings', { data: { inputs: {} } });
    const { outputs } = (await ran.json()) as { outputs: { name: string; value: unknown }[] };
    const { ok, status, json } = Object.fromEntries(outputs.map(({ name, value }) => [name, value]));
    assert.deepEqual({ ok, status, json: json ?? '' }, { ok: false, status: 403, json: '' });
  });
  const direct = await fetch(`${demo.syncUrl}/v1/settings`, { headers: { authorization: `Bearer ${demo.repApiKey}` } });
  assert.equal(direct.status, 403);
});

test('no secret reaches the browser', async () => {
  const bodies: string[] = [];
  await open({}, async (page) => {
    page.on('response', (answer) => {
      if (/json|html|javascript/.test(answer.headers()['content-type'] ?? ''))
        void answer.text().then(
          (text) => bodies.push(text),
          () => undefined,
        );
    });
    for (const step of ['connect', 'permissions', 'people', 'writing', 'emails', 'workflows', 'visitors', 'summary']) {
      await page.goto(`${SETUP}?c__step=${step}`);
      await button(page, 'Check again').waitFor();
    }
  });
  const all = bodies.join('\n');
  assert.ok(all.length > 1000);
  for (const secret of [demo.apiKey, demo.repApiKey, ...demo.orgTokens])
    assert.ok(!all.includes(secret), 'a secret was sent to the browser');
});

test('axe finds nothing on any step, in any theme, and a narrow phone shows all of it', async (t) => {
  const STEPS = [
    ...['connect', 'permissions', 'api', 'notes', 'changes', 'people', 'writing', 'try'],
    ...['emails', 'workflows', 'visitors', 'summary'],
  ];
  for (const theme of ['slds', 'cosmos', 'dark'])
    await t.test(theme, () =>
      open({ theme }, async (page) => {
        for (const step of STEPS) {
          await page.goto(`${SETUP}?c__step=${step}`);
          await button(page, 'Check again').waitFor();
          await assertAccessible(page, step);
        }
      }),
    );
  await t.test('at 320 pixels nothing runs off the side', () =>
    open({ viewport: PHONE }, async (page) => {
      for (const step of STEPS) {
        await page.goto(`${SETUP}?c__step=${step}`);
        await button(page, 'Check again').waitFor();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, step);
      }
    }),
  );
});
