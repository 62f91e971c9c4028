import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import fastify, { type FastifyInstance } from 'fastify';
import { Callouts } from '../src/credentials/callout.ts';
import { credentialKeyIn } from '../src/credentials/key.ts';
import { CredentialStore } from '../src/credentials/store.ts';
import { openOrg } from '../src/data/org.ts';
import type { Org } from '../src/data/types.ts';
import { Flows } from '../src/flow/flows.ts';
import { createLocalOrg } from '../src/server.ts';
import { registerUiApi } from '../src/uiapi/index.ts';
import type { Page } from './pages.ts';
import { registerWeb } from './server.ts';

const packageFolder = path.resolve(import.meta.dirname, '../../force-app/main');
let org: Org;
let app: FastifyInstance;
let url: string;
let account: string;
let deal: string;

before(async () => {
  org = openOrg({ file: ':memory:', packageDirectories: [packageFolder] });
  app = fastify({ forceCloseConnections: true });
  registerUiApi(app, org);
  const credentials = new CredentialStore(org, credentialKeyIn(':memory:'));
  registerWeb(app, org, new Flows(org, new Callouts(org, credentials, 1000)), { watch: false });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
  const paul = org.sessionFor('paul@sealight.example');
  account = paul.create('Account', { Name: 'Halvorsen <Marine>', Website: 'javascript:alert(1)' });
  deal = paul.create('Opportunity', {
    Name: 'Twelve hulls',
    AccountId: account,
    StageName: 'Qualification',
    CloseDate: '2027-03-31',
  });
});
after(async () => {
  await app.close();
  org.close();
});

const cookiesOf = (response: Response) => response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');

async function open(address: string, cookie = '') {
  const response = await fetch(url + address, { headers: cookie ? { cookie } : {} });
  return { response, html: await response.text() };
}

async function pageAs(user: string, address: string): Promise<Page> {
  const cookie = `local_org_sid=${encodeURIComponent(org.tokenFor(user))}`;
  const response = await fetch(`${url}/web/page?path=${encodeURIComponent(address)}`, { headers: { cookie } });
  assert.equal(response.status, 200);
  return (await response.json()) as Page;
}

test('a page opens as Paul, with a session that scripts cannot read and no token in the source', async () => {
  const { response, html } = await open('/');
  assert.equal(response.status, 200);
  const [session = ''] = response.headers.getSetCookie();
  assert.match(session, /^local_org_sid=.*HttpOnly; SameSite=Lax/);
  assert.match(html, /<html lang="en-US" dir="ltr"/);
  assert.match(html, /"name":"Paul Marchand"/);
  for (const user of org.users()) assert.ok(!html.includes(org.tokenFor(user.Username)));
});

test('an org may be told whom its pages open as, and refuses somebody it does not have', async () => {
  const start = (viewer: string) =>
    createLocalOrg({ home: ':memory:', port: 0, packageDirectories: [packageFolder], viewer });
  await assert.rejects(start('nobody'), /no user nobody/);
  const other = await start('ines');
  try {
    assert.match(await (await fetch(other.url)).text(), /"name":"Ines Carvalho"/);
  } finally {
    await other.close();
  }
});

test('only our own scripts run: the policy names a fresh nonce, and inline scripts carry it', async () => {
  const [first, second] = [await open('/'), await open('/')];
  const nonce = (page: typeof first) =>
    /script-src 'self' 'nonce-([^']+)'/.exec(page.response.headers.get('content-security-policy') ?? '')?.[1];
  assert.ok(nonce(first));
  assert.notEqual(nonce(first), nonce(second));
  const inline = first.html.match(/<script(?![^>]*(src=|application\/json))[^>]*>/g) ?? [];
  for (const tag of inline) assert.ok(tag.includes(`nonce="${nonce(first)}"`), tag);
});

test('the page’s modules are there: engine, base components, shell', async () => {
  const { html } = await open('/');
  const { imports } = JSON.parse(/<script type="importmap"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? '{}') as {
    imports: Record<string, string>;
  };
  for (const name of ['lwc', 'lightning/button', 'lightning/graphql', 'lightning/navigation']) {
    const response = await fetch(url + imports[name]);
    assert.equal(response.status, 200, name);
    assert.match(response.headers.get('content-type') ?? '', /javascript/);
    await response.body?.cancel();
  }
  for (const address of ['/assets/icons/utility-sprite/svg/symbols.svg', '/slds2/slds2.cosmos.css']) {
    const response = await fetch(url + address);
    assert.equal(response.status, 200, address);
    await response.body?.cancel();
  }
  assert.equal((await fetch(`${url}/assets/..%2f..%2fpackage.json`)).status, 404);
});

test('another viewer, another language: chosen by POST, kept by cookie', async () => {
  const camille = org.users().find(({ Username }) => Username === 'camille@sealight.example');
  const chosen = await fetch(`${url}/web/viewer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: camille?.Id, theme: 'cosmos' }),
  });
  assert.equal(chosen.status, 204);
  const { html } = await open('/', cookiesOf(chosen).join('; '));
  assert.match(html, /<html lang="fr"/);
  assert.match(html, /slds2\.cosmos\.css/);
  const labels = /"labels":(\{.*?\}),"userPermissions"/.exec(html)?.[1] ?? '{}';
  const french = org.metadata.labels.get('fr') ?? new Map<string, string>();
  for (const [name, text] of french) assert.equal((JSON.parse(labels) as Record<string, string>)[name], text);
});

test('a foreign site and an unknown user change nothing', async () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/web/viewer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  assert.equal((await post({ user: org.users()[0]?.Id }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await post({ user: 'nobody' })).status, 400);
  assert.equal((await post({ theme: 'neon' })).status, 400);
});

test('a theme in the address is remembered', async () => {
  const { response, html } = await open('/?theme=dark');
  assert.match(html, /slds-color-scheme--dark/);
  assert.ok(cookiesOf(response).includes('local_org_theme=dark'));
});

test('a record page is the package’s own FlexiPage', async () => {
  const page = await pageAs('paul', `/lightning/r/Opportunity/${deal}/view`);
  assert.equal(page.kind, 'record');
  if (page.kind !== 'record') return;
  const placed = page.layout.flatMap(({ columns }) => columns.flatMap(({ components }) => components));
  assert.ok(placed.some((one) => one.kind === 'custom' && one.name === 'c:opportunityConversations'));
  assert.ok(placed.some(({ kind }) => kind === 'highlights'));
  const link = page.highlights.find(({ field }) => field === 'AccountId');
  assert.equal(link?.text, 'Halvorsen <Marine>');
  assert.equal(link?.url, `/lightning/r/Account/${account}/view`);
  assert.equal((await pageAs('paul', `/lightning/r/${deal}/view`)).kind, 'record');
});

test('an object without a FlexiPage has highlights, details and related lists; no script in a link', async () => {
  const page = await pageAs('paul', `/lightning/r/Account/${account}/view`);
  assert.equal(page.kind, 'record');
  if (page.kind !== 'record') return;
  assert.equal(page.related.find(({ key }) => key === 'Opportunities')?.rows[0]?.title, 'Twelve hulls');
  const [details] = page.sections;
  assert.equal(details?.cells.find(({ field }) => field === 'Website')?.url, null);
});

test('lists, home, and what is not there', async () => {
  const list = await pageAs('paul', '/lightning/o/Opportunity/list');
  assert.ok(list.kind === 'list' && list.rows[0]?.title === 'Twelve hulls');
  const home = await pageAs('paul', '/');
  assert.ok(home.kind === 'home' && home.cards.find(({ key }) => key === 'deals')?.total === 1);
  assert.ok((await pageAs('camille', '/')).kind === 'home');
  assert.equal((await pageAs('paul', '/lightning/r/Account/001000000000000AAA/view')).kind, 'notFound');
  assert.equal((await pageAs('paul', `/lightning/r/Contact/${account}/view`)).kind, 'notFound');
  assert.equal((await open('/lightning/o/Nothing/list')).response.status, 404);
});
