import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fieldLabels } from '../src/data/describe/labels.ts';
import { openOrg } from '../src/data/org.ts';
import type { Org, Session } from '../src/data/types.ts';
import type { TabVisibility } from '../src/metadata/types.ts';
import { frenchStandardObjects } from '../src/metadata/standard/french.ts';
import { frameFor } from './frame.ts';
import { type Page, Pages } from './pages.ts';
import { presentationOf } from './presentation.ts';

const DAY = 86_400_000;
let org: Org;
let paul: Session;
let camille: Session;
let deal: string;

before(() => {
  org = openOrg({
    file: ':memory:',
    packageDirectories: [path.resolve(import.meta.dirname, '../../force-app/main')],
  });
  paul = org.sessionFor('paul@sealight.example');
  camille = org.sessionFor('camille@sealight.example');
  const account = paul.create('Account', {
    Name: 'Halvorsen',
    Industry: 'Manufacturing',
    BillingStreet: 'Skansekaia 12',
    BillingPostalCode: '6002',
    BillingCity: 'Ålesund',
    BillingCountry: 'Norway',
  });
  deal = paul.create('Opportunity', {
    Name: 'Twelve hulls',
    AccountId: account,
    StageName: 'Needs Analysis',
    CloseDate: '2027-03-31',
  });
});
after(() => org.close());

type RecordPage = Extract<Page, { kind: 'record' }>;

function recordPage(session: Session, object: string, id: string): RecordPage {
  const page = new Pages(org, session).at(`/lightning/r/${object}/${id}/view`);
  assert.ok(page.kind === 'record');
  return page;
}

function meeting(days: number, subject: string): string {
  const start = Date.now() + days * DAY;
  const id = paul.create('Event', {
    Subject: subject,
    WhatId: deal,
    StartDateTime: new Date(start).toISOString(),
    EndDateTime: new Date(start + 65 * 60_000).toISOString(),
    Description: 'Bring the installation sheet.',
  });
  // the service fills in what reps only read
  org.sessionFor('integration@sealight.example').update('Event', id, { Conversation_Duration__c: 2412 });
  return id;
}

const shown = (page: RecordPage, key: string) =>
  Object.fromEntries(
    (page.sections.find((section) => section.key === key)?.cells ?? []).map(({ label, text }) => [label, text]),
  );

test('every standard field and picklist value that a page shows has a French label', () => {
  for (const name of ['Account', 'Contact', 'Lead', 'Opportunity', 'Event', 'Task', 'OpportunityContactRole']) {
    const object = org.schema.object(name);
    const french = frenchStandardObjects.get(name.toLowerCase());
    assert.ok(object && french);
    const { highlights, columns, details } = presentationOf(name);
    for (const fieldName of [...highlights, ...columns, ...(details ?? [])]) {
      const field = object.fields.get(fieldName.toLowerCase());
      assert.ok(field, `${name}.${fieldName}`);
      assert.ok(french.fields.get(fieldName.toLowerCase())?.label, `${name}.${fieldName} has no French label`);
      for (const { value } of field.type === 'picklist' ? field.picklistValues : [])
        assert.ok(french.fields.get(fieldName.toLowerCase())?.values.has(value), `${name}.${fieldName}: ${value}`);
    }
  }
  const role = org.schema.object('OpportunityContactRole');
  const field = role?.fields.get('role');
  assert.ok(role && field);
  assert.equal(fieldLabels(camille, role, field).value('Decision Maker'), 'Décideur');
});

test('a stage reads French to Camille and English to Paul; a value of the admin’s own stays as typed', () => {
  const highlight = (session: Session) =>
    recordPage(session, 'Opportunity', deal).highlights.find(({ field }) => field === 'StageName');
  assert.deepEqual([highlight(camille)?.label, highlight(camille)?.text], ['Étape', 'Analyse des besoins']);
  assert.deepEqual([highlight(paul)?.label, highlight(paul)?.text], ['Stage', 'Needs Analysis']);
  const own = paul.create('Opportunity', { Name: 'X', StageName: 'Sea trial', CloseDate: '2027-03-31' });
  assert.ok(recordPage(camille, 'Opportunity', own).highlights.some(({ text }) => text === 'Sea trial'));
});

test('an event’s details read as in Lightning, the package’s fields apart, durations with their unit', () => {
  const page = recordPage(paul, 'Event', meeting(2, 'Demo'));
  const details = shown(page, 'details');
  assert.deepEqual(Object.keys(details), [
    'Subject',
    'Assigned To',
    'Related To',
    'Start',
    'End',
    'Duration',
    'Show Time As',
    'Description',
  ]);
  assert.equal(details['Duration'], '1 hr 5 min');
  assert.equal(shown(page, 'package')['Conversation duration'], '40 min 12 sec');
  assert.ok(!('Conversation key' in shown(page, 'package')));
});

test('an address reads as on an envelope', () => {
  const account = recordPage(paul, 'Opportunity', deal).highlights.find(({ field }) => field === 'AccountId');
  const id = account?.url?.split('/')[4] ?? '';
  assert.equal(
    shown(recordPage(paul, 'Account', id), 'details')['Billing Address'],
    'Skansekaia 12\n6002 Ålesund\nNorway',
  );
});

test('home begins with what is next, the nearest first, then what is over, the latest first', () => {
  meeting(9, 'In nine days');
  meeting(-3, 'Three days ago');
  meeting(-12, 'Twelve days ago');
  meeting(1, 'Tomorrow');
  const home = new Pages(org, paul).at('/');
  const groups = home.kind === 'home' ? home.cards.find(({ key }) => key === 'meetings')?.groups : undefined;
  assert.deepEqual(
    groups?.map(({ key, rows }) => [key, rows.map(({ title }) => title)]),
    [
      ['next', ['Tomorrow', 'Demo', 'In nine days']],
      ['past', ['Three days ago', 'Twelve days ago']],
    ],
  );
});

test('a tab of a Lightning web component is that component on the whole page, titled in the viewer’s language', () => {
  const at = (session: Session) => new Pages(org, session).at('/lightning/n/Debrief_Mailbox');
  const page = at(paul);
  assert.ok(page.kind === 'tab');
  assert.equal(page.title, 'My mailbox');
  assert.deepEqual(
    page.layout.flatMap(({ columns }) => columns.flatMap(({ components }) => components)),
    [{ kind: 'custom', key: 'myMailbox', name: 'c:myMailbox', properties: {} }],
  );
  const french = at(camille);
  assert.equal(french.kind === 'tab' && french.title, org.metadata.tabLabels.get('fr')?.get('Debrief_Mailbox'));
  assert.notEqual(french.kind === 'tab' && french.title, page.title);
});

test('a tab that no permission set opens to the viewer is in no navigation, and its address does not exist', () => {
  const ines = org.sessionFor('ines@sealight.example');
  const custom = (session: Session) =>
    frameFor(org, session, 'slds')
      .tabs.map(({ key }) => key)
      .filter((key) => key.startsWith('Debrief_'));
  const forAdmins = ['Debrief_Setup', 'Debrief_Rules', 'Debrief_Workflows', 'Debrief_Health'];
  assert.deepEqual(custom(paul), ['Debrief_Mailbox']);
  assert.deepEqual(custom(ines), ['Debrief_Mailbox', ...forAdmins]);
  for (const name of forAdmins) {
    assert.equal(new Pages(org, paul).at(`/lightning/n/${name}`).kind, 'notFound');
    assert.equal(new Pages(org, ines).at(`/lightning/n/${name}`).kind, 'tab');
  }
});

test('an administrator sees a deployed tab only by a permission set, and one that is only available by its address', () => {
  const ines = org.sessionFor('ines@sealight.example');
  const set = (visibility: TabVisibility) =>
    org.setup.changeTab({ permissionSet: 'Debrief_Admin', tab: 'Debrief_Health', visibility });
  const keys = () => frameFor(org, ines, 'slds').tabs.map(({ key }) => key);
  const page = () => new Pages(org, ines).at('/lightning/n/Debrief_Health').kind;
  try {
    set('Available');
    assert.ok(!keys().includes('Debrief_Health'));
    assert.equal(page(), 'tab');
    set('None');
    assert.equal(page(), 'notFound');
    assert.ok(keys().includes('Account'));
  } finally {
    org.setup.reset();
  }
});
