import { getRecord } from 'lightning/uiRecordApi';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import VisitorPanel from '../visitorPanel';

const account = getRecord as unknown as { emit(value: object): void; error(): void };
const CONTACT = '003000000000001AAA';
const ACCOUNT = '001000000000001AAA';
const nodes = (...rows: object[]) => ({ totalCount: rows.length, edges: rows.map((node) => ({ node })) });
const fields = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'Id' ? value : { value }]));

async function open(properties: object = {}): Promise<HTMLElement> {
  const given = { recordId: CONTACT, objectApiName: 'Contact', ...properties };
  const element = show('c-visitor-panel', VisitorPanel, given);
  await settle(8);
  return element;
}
async function answer(query: object): Promise<void> {
  graphql.emit({ data: { uiapi: { query } }, refresh: () => Promise.resolve() });
  await settle(8);
}
const seen = fields({
  ...{ Id: CONTACT, Visitor_Created__c: false, Visitor_Link__c: 'https://site.example/visitors/1' },
  ...{ Visitor_Last_Seen__c: '2026-11-17T13:01:00.000Z', Visitor_Sessions__c: 7 },
  ...{ Visitor_UTM_Source__c: 'google', Visitor_UTM_Medium__c: 'cpc' },
});
const nobody = fields({ Id: CONTACT, Visitor_Created__c: false, Visitor_Last_Seen__c: null });

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('says when a person was last seen, how often, where they came from, and their chats', async () => {
  const element = await open();
  const chat = fields({ Id: 'a00', Title__c: 'Chat about <b>prices</b>', Started_At__c: '2026-11-17T13:05:00.000Z' });
  await answer({ contacts: nodes(seen), chats: { ...nodes(chat), totalCount: 4 } });
  expect(all(element, '.fact').map(textOf)).toEqual([
    'Last seen 3 days ago 17 Nov, 14:01',
    'Sessions 7',
    'Source google, paid search',
  ]);
  expect(all(element, '.row').map(textOf)).toEqual(['Chat about <b>prices</b> 17 Nov, 14:05']);
  expect(textOf(element)).toContain('The latest 1 of 4.');
  const [link] = all<HTMLAnchorElement>(element, 'a.open');
  expect([link.href, link.rel]).toEqual(['https://site.example/visitors/1', 'noopener noreferrer']);
  await expectAccessible(element);
});

it('an account says who visited, contacts and leads of its domain, in one question', async () => {
  const element = await open({ recordId: ACCOUNT, objectApiName: 'Account' });
  expect(graphql.getLastConfig()?.variables).toBeUndefined();
  account.emit({ apiName: 'Account', id: ACCOUNT, fields: { Website: { value: 'https://www.x.example' } } });
  await settle();
  expect(graphql.getLastConfig()?.variables).toMatchObject({
    leads: { and: [{ Email: { like: '%@x.example' } }, {}, {}] },
  });
  const astrid = fields({
    Id: '003A',
    Name: 'Astrid',
    Visitor_Last_Seen__c: '2026-11-19T10:00:00Z',
    Visitor_Sessions__c: 1,
  });
  const lars = fields({
    Id: '00QA',
    Name: 'Lars',
    Visitor_Last_Seen__c: '2026-11-20T10:00:00Z',
    Visitor_Sessions__c: 3,
  });
  await answer({
    account: nodes(fields({ Id: ACCOUNT, Visitor_Created__c: true })),
    contacts: nodes(astrid),
    leads: nodes(lars),
    chats: nodes(),
  });
  expect(all(element, '.row').map(textOf)).toEqual(['Lars Lead · today · 3 sessions', 'Astrid yesterday · 1 session']);
  expect(textOf(element)).toContain('Created from a website visit');
  await expectAccessible(element);
});

it('an account that cannot be read has no domain, and still shows its contacts', async () => {
  await open({ recordId: ACCOUNT, objectApiName: 'Account' });
  account.error();
  await settle();
  expect(graphql.getLastConfig()?.variables).toMatchObject({ leads: { Id: { eq: ACCOUNT } } });
});

it.each([
  ['Contact', 'Not seen on the website yet.'],
  ['Account', 'Nobody of this account has been seen on the website yet.'],
])('says where nobody was seen (%s)', async (objectApiName, words) => {
  const element = await open({ objectApiName });
  account.emit({ apiName: 'Account', id: ACCOUNT, fields: {} });
  await settle();
  await answer({ [objectApiName === 'Account' ? 'account' : 'contacts']: nodes(nobody), chats: nodes() });
  expect(textOf(element)).toBe(`Website visits ${words}`);
  await expectAccessible(element);
});

it('says who can grant it where the viewer may read none of it', async () => {
  const element = await open();
  await answer({ contacts: nodes({ Id: CONTACT }) });
  expect(textOf(element)).toContain('You may not see website visits Ask your Salesforce admin');
  clear();
  const other = await open();
  graphql.emit({ errors: [{ message: "Unknown argument 'Visitor_Last_Seen__c'" }] });
  await settle(8);
  await answer({ contacts: nodes({ Id: CONTACT }) });
  expect(textOf(other)).toContain('You may not see website visits');
  await expectAccessible(other);
});

it('can be tried again where it could not be read, and shows what App Builder says', async () => {
  const element = await open({ cardTitle: 'Our site', showChats: false });
  graphql.emit({ errors: [{ message: 'Failed to fetch' }], refresh: () => Promise.resolve() });
  await settle(8);
  all<HTMLButtonElement>(element, '.retry')[0].click();
  await settle();
  await answer({ contacts: nodes(seen), chats: nodes(fields({ Id: 'a00', Title__c: 'Chat' })) });
  expect(textOf(element)).toContain('Our site');
  expect(all(element, '.row')).toEqual([]);
});
