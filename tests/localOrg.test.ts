/** The local org's own pages in a real browser: log-in and consent, and the bell. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { writePackage } from '../local-org/src/metadata/testPackage.ts';
import { createLocalOrg, type LocalOrg } from '../local-org/src/server.ts';
import { launchBrowser } from './browser.ts';
import { assertAccessible } from './look.ts';

let localOrg: LocalOrg;
let browser: Browser;
/** The app that asks for access: shows what its callback was called with. */
let app: Server;
/** The org's own pages are there without any package. */
const nothing = writePackage({});
let callback: string;

before(async () => {
  app = createServer((request, response) => {
    response.setHeader('content-type', 'text/plain').end(request.url);
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  callback = `http://127.0.0.1:${(app.address() as AddressInfo).port}/oauth/salesforce/callback`;
  [localOrg, browser] = await Promise.all([
    createLocalOrg({
      home: ':memory:',
      port: 0,
      oauthCallbacks: [callback],
      packageDirectories: [nothing.directory],
    }),
    launchBrowser(),
  ]);
});
after(async () => {
  await browser.close();
  await localOrg.close();
  app.close();
  nothing.remove();
});

function authorizeUrl(): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: localOrg.org.apps.debrief.consumerKey,
    redirect_uri: callback,
    scope: 'api refresh_token id profile email',
    state: 'state',
    prompt: 'login consent',
    code_challenge: createHash('sha256').update('verifier').digest('base64url'),
    code_challenge_method: 'S256',
  });
  return `${localOrg.url}/services/oauth2/authorize?${query.toString()}`;
}

async function withPage(options: { locale?: string; alias?: string }, look: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ locale: options.locale ?? 'en-US', baseURL: localOrg.url });
  context.setDefaultTimeout(30_000);
  const faults: string[] = [];
  try {
    const page = await context.newPage();
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    if (options.alias) {
      const user = localOrg.org.users().find(({ Alias }) => Alias === options.alias)!.Id;
      await context.request.post('/web/viewer', { data: { user } });
    }
    await look(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(faults, []);
}

test('an app is allowed by keyboard alone, and the browser goes on to it', async () => {
  await withPage({}, async (page) => {
    await page.goto(authorizeUrl());
    await page.getByRole('heading', { name: 'Log in to Sealight' }).waitFor();
    await assertAccessible(page);
    await page.getByRole('radio', { name: /Debrief Integration/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Allow Access?' }).waitFor();
    await page.getByText('integration@sealight.example').waitFor();
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Allow', exact: true }).press('Enter');
    await page.waitForURL(`${callback}?code=*&state=state`);
  });
});

test('who denies is sent back with that, in French too', async () => {
  await withPage({ locale: 'fr-FR' }, async (page) => {
    await page.goto(authorizeUrl());
    await page.getByRole('radio', { name: /Ines Carvalho/ }).check();
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await assertAccessible(page);
    await page.getByRole('button', { name: 'Ce n’est pas vous' }).click();
    await page.getByRole('radio', { name: /Camille Roux/ }).check();
    await page.getByRole('button', { name: 'Se connecter' }).click();
    await page.getByText('camille@sealight.example').waitFor();
    await page.getByRole('button', { name: 'Refuser' }).click();
    await page.waitForURL(/error=access_denied/);
  });
});

test('the bell tells of a notification, leads to its record and forgets that it was unread', async () => {
  const { org } = localOrg;
  const admin = org.sessionFor('ines');
  const account = admin.create('Account', { Name: 'Fjordline Ferries' });
  const recipientId = org.users().find(({ Alias }) => Alias === 'paul')!.Id;
  const told = { type: 'Debrief_Setup', recipientId, targetPageRef: null };
  org.notifications.add({ ...told, title: 'Nothing to open', body: 'Notes are off.', target: '000000000000000AAA' });
  org.notifications.add({ ...told, title: 'An account', body: 'Look at it.', target: account });
  await withPage({ alias: 'paul' }, async (page) => {
    await page.goto('/lightning/page/home');
    const bell = page.getByRole('button', { name: 'Notifications, 2 unread' });
    await bell.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Notifications' }).waitFor();
    await assertAccessible(page);
    await page.getByRole('button', { name: /Nothing to open/ }).click();
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('region', { name: 'Notifications' }).count(), 0);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /An account/ }).click();
    await page.getByRole('heading', { name: 'Fjordline Ferries' }).waitFor();
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor();
  });
  await withPage({ alias: 'camille' }, async (page) => {
    await page.goto('/lightning/page/home');
    await page.getByRole('button', { name: 'Notifications' }).click();
    await page.getByText('Aucune notification pour le moment').waitFor();
  });
});

test('the pages of Setup are usable by everyone', async () => {
  await withPage({ alias: 'ines' }, async (page) => {
    await page.goto('/lightning/page/home');
    await page.getByRole('link', { name: 'Setup' }).click();
    await page.getByRole('heading', { name: 'Setup Home' }).waitFor();
    const links = page.getByRole('listitem').getByRole('link');
    const addresses = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname));
    assert.ok(addresses.length >= 7);
    for (const address of addresses) {
      await page.goto(address);
      await assertAccessible(page);
    }
    await page.goto('/lightning/setup/NotesSetupPage/home');
    await page.getByRole('checkbox', { name: 'Enable Notes' }).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your changes are saved.').waitFor();
    assert.equal(await page.getByRole('checkbox', { name: 'Enable Notes' }).isChecked(), false);
  });
  localOrg.org.setup.reset();
});
