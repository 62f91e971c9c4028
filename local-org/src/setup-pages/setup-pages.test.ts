import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalOrg, type LocalOrg } from '../server.ts';

let localOrg: LocalOrg;
before(async () => {
  localOrg = await createLocalOrg({ home: ':memory:', port: 0, changeDataCapture: ['Opportunity'] });
});
after(() => localOrg.close());

async function visit(path: string, form?: Record<string, string>, user = 'ines', headers: Record<string, string> = {}) {
  const answer = await fetch(localOrg.url + path, {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: { cookie: `local_org_sid=${encodeURIComponent(localOrg.org.tokenFor(user))}`, ...headers },
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

/** The form of a page as a browser would send it unchanged, and then changed. */
async function formOf(path: string, changes: Record<string, string | null>): Promise<Record<string, string>> {
  const { text } = await visit(path);
  const boxes = [...text.matchAll(/type="checkbox"\s+name="([^"]+)"[^>]*\schecked/g)].map(([, name]) => [name!, 'on']);
  const texts = [...text.matchAll(/type="email"\s+name="([^"]+)"\s+value="([^"]*)"/g)].map(([, n, v]) => [n!, v!]);
  const form: Record<string, string> = Object.fromEntries([...boxes, ...texts]) as Record<string, string>;
  for (const [name, value] of Object.entries(changes))
    if (value === null) delete form[name];
    else form[name] = value;
  return form;
}

test('Setup is for administrators, and what it has not it says at the same address', async () => {
  assert.equal((await visit('/lightning/setup/NotesSetupPage/home', undefined, 'paul')).status, 403);
  assert.equal((await visit('/lightning/setup/NotesSetupPage/home', { enabled: 'on' }, 'paul')).status, 403);
  assert.equal((await visit('/lightning/setup/SetupOneHome/home')).status, 200);
  const missing = await visit('/lightning/setup/ApexClasses/home');
  assert.equal(missing.status, 404);
  assert.match(missing.text, /This Setup page is not in the local org/);
  assert.match(missing.text, /<code>\/lightning\/setup\/ApexClasses\/home<\/code>/);
  const foreign = { 'sec-fetch-site': 'cross-site' };
  assert.equal((await visit('/lightning/setup/NotesSetupPage/home', {}, 'ines', foreign)).status, 403);
});

test('notes are switched off and on', async () => {
  const page = '/lightning/setup/NotesSetupPage/home';
  const { access } = localOrg.org.sessionFor('ines');
  assert.equal(access.canRead('ContentNote'), true);
  const off = await visit(page, {});
  assert.deepEqual([off.status, off.location], [303, `${page}?saved=1`]);
  assert.equal(localOrg.org.sessionFor('ines').access.canRead('ContentNote'), false);
  await visit(page, await formOf(page, { enabled: 'on' }));
  assert.equal(localOrg.org.sessionFor('ines').access.canRead('ContentNote'), true);
  assert.match((await visit(`${page}?saved=1`)).text, /role="status"/);
});

test('objects are selected for Change Data Capture, and the edition is chosen', async () => {
  const page = '/lightning/setup/CdcObjectEnablement/home';
  await visit(page, await formOf(page, { OpportunityContactRole: 'on' }));
  assert.deepEqual(localOrg.org.changeEvents.selected.sort(), ['Opportunity', 'OpportunityContactRole']);
  const company = '/lightning/setup/CompanyProfileInfo/home';
  await visit(company, { edition: 'Professional Edition' });
  assert.equal(localOrg.org.setup.switches.isApiOn, false);
  assert.match((await visit(company)).text, /<option selected>Professional Edition<\/option>/);
  const wrong = await visit(company, { edition: 'Gold' });
  assert.equal(wrong.status, 400);
  assert.match(wrong.text, /role="alert"/);
  await visit(company, { edition: 'Developer Edition', api: 'on' });
  assert.equal(localOrg.org.setup.switches.isApiOn, true);
});

test('a permission set is assigned, and its rights are taken and given back', async () => {
  const { org } = localOrg;
  const list = await visit('/lightning/setup/PermSets/home');
  const page = /href="([^"]+)">Debrief integration</i.exec(list.text)?.[1] ?? '';
  assert.match(page, /^\/lightning\/setup\/PermSets\/page\?address=%2F0PS/);
  const integration = () => org.sessionFor('debrief').access;
  const maya = org.users().find(({ Alias }) => Alias === 'maya')!.Id;
  const taken = { 'permission:ApiEnabled': null, 'object:Contact:create': null, [`user:${maya}`]: 'on' };
  assert.equal((await visit(page, await formOf(page, taken))).status, 303);
  assert.equal(integration().hasUserPermission('ApiEnabled'), false);
  assert.deepEqual([integration().canCreate('Contact'), integration().canRead('Contact')], [false, true]);
  assert.match((await visit('/lightning/setup/PermSets/home')).text, /Debrief Integration, Maya Lindqvist/);
  const given = { 'permission:ApiEnabled': 'on', 'object:Contact:create': 'on', [`user:${maya}`]: null };
  await visit(page, await formOf(page, given));
  assert.equal(integration().hasUserPermission('ApiEnabled'), true);
  assert.equal(integration().canCreate('Contact'), true);
  assert.doesNotMatch((await visit('/lightning/setup/PermSets/home')).text, /Debrief Integration, Maya Lindqvist/);
});

test('a tab is opened by a permission set and closed again; what is visible is available', async () => {
  const page = /href="([^"]+)">Debrief rep</i.exec((await visit('/lightning/setup/PermSets/home')).text)?.[1] ?? '';
  const tab = () => localOrg.org.sessionFor('paul').access.tab('Debrief_Health');
  assert.equal(tab(), 'None');
  await visit(page, await formOf(page, { 'tab:Debrief_Health:visible': 'on' }));
  assert.equal(tab(), 'Visible');
  assert.match((await visit(page)).text, /name="tab:Debrief_Health:available"[^>]*\schecked/);
  await visit(page, await formOf(page, { 'tab:Debrief_Health:visible': null }));
  assert.equal(tab(), 'Available');
  await visit(page, await formOf(page, { 'tab:Debrief_Health:available': null }));
  assert.equal(tab(), 'None');
});

test('an untouched form changes nothing', async () => {
  const page = /href="([^"]+)">Debrief integration</i.exec((await visit('/lightning/setup/PermSets/home')).text)?.[1];
  const before = JSON.stringify([...localOrg.org.metadata.permissionSets.get('Debrief_Integration')!.fields]);
  await visit(page ?? '', await formOf(page ?? '', {}));
  const after_ = JSON.stringify([...localOrg.org.metadata.permissionSets.get('Debrief_Integration')!.fields]);
  assert.equal(after_, before);
});

test('a user’s email and activity are changed, and an app’s approval is revoked', async () => {
  const { org } = localOrg;
  const page = '/lightning/setup/ManageUsers/home';
  const tom = () => org.users().find(({ Alias }) => Alias === 'tom')!;
  const form = await formOf(page, { [`email:${tom().Id}`]: 'thomas@sealight.example', [`active:${tom().Id}`]: null });
  assert.equal((await visit(page, form)).status, 303);
  assert.deepEqual([tom().Email, tom().IsActive], ['thomas@sealight.example', false]);
  await visit(page, { ...form, [`language:${tom().Id}`]: 'ar', [`locale:${tom().Id}`]: 'ar_AE' });
  assert.deepEqual([tom().LanguageLocaleKey, tom().LocaleSidKey], ['ar', 'ar_AE']);
  assert.match((await visit(page)).text, /<option value="ar" selected>Arabic<\/option>/);
  assert.equal((await visit(page, { ...form, [`email:${tom().Id}`]: 'nobody' })).status, 400);

  const { accessToken } = org.tokens.approve(tom().Id, org.apps.debrief.consumerKey, ['api'], false);
  const apps = '/lightning/setup/ManageExternalClientApplication/home';
  const { text } = await visit(apps);
  assert.match(text, /Tom Okafor: api/);
  await visit(apps, { revoke: /name="revoke" value="(\d+)"/.exec(text)?.[1] ?? '' });
  assert.equal(org.tokens.holder(accessToken), undefined);
});

test('the key of a principal is entered once, replaced, and shown to nobody; the service’s address is changed', async () => {
  const page = '/lightning/setup/NamedCredential/home';
  const principal = { externalCredential: 'Debrief_Sync_Key', principalName: 'Admin' };
  assert.match((await visit(page)).text, /principal Admin \(Not Configured\)/);
  assert.equal((await visit(page, { ...principal, ApiKey: 'a first secret' })).status, 303);
  assert.equal((await visit(page, { ...principal, ApiKey: 'a second secret' })).status, 303);
  const { text } = await visit(page);
  assert.match(text, /principal Admin \(Configured\)/);
  assert.match(text, /principal Rep \(Not Configured\)/);
  assert.doesNotMatch(text, /secret/);
  const wrong = await visit(page, { ...principal, principalName: 'Nobody', ApiKey: 'x' });
  assert.equal(wrong.status, 404);
  assert.match(wrong.text, /has no principal Nobody/);

  await visit(page, { namedCredential: 'Debrief_Sync', calloutUrl: 'https://debrief.sealight.example' });
  assert.match((await visit(page)).text, /value="https:\/\/debrief\.sealight\.example"/);
  assert.equal((await visit(page, { namedCredential: 'Debrief_Sync', calloutUrl: 'nowhere' })).status, 400);
});
