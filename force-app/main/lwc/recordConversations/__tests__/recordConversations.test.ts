import { getRecord } from 'lightning/uiRecordApi';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { conversation, listAnswer, participant } from '../../../../../config/jest/answers';
import type { ListFacts } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import RecordConversations from '../recordConversations';

const ACCOUNT = '001000000000001AAA';
const CONTACT = '003000000000001AAA';
const LEAD = '00Q000000000001AAA';
const account = getRecord as unknown as { emit(value: object): void };

async function open(objectApiName: string, recordId: string, more: object = {}): Promise<HTMLElement> {
  const element = show('c-record-conversations', RecordConversations, { objectApiName, recordId, ...more });
  account.emit({ apiName: 'Account', id: ACCOUNT, fields: {} });
  await settle(8);
  return element;
}
async function answer(facts: ListFacts): Promise<void> {
  graphql.emit({ data: listAnswer(facts), refresh: () => Promise.resolve() });
  await settle();
}
const asked = () => graphql.getLastConfig()?.variables as Record<string, unknown> | undefined;
const titles = (element: HTMLElement) => all(element, 'bdi.title').map(textOf);
const deal = { Id: '006A', Name: { value: 'Halvorsen – Fleet' } };

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('an account lists its own, with the deal of each, and the people to filter by', async () => {
  const element = await open('Account', ACCOUNT);
  const scope = { Account__c: { eq: ACCOUNT } };
  expect(asked()).toMatchObject({
    scope,
    recent: { and: [scope, { Started_At__c: { gte: { range: { last_n_days: 90 } } } }] },
    theirs: { and: [{ Side__c: { eq: 'Theirs' } }, { Conversation__r: scope }] },
    rows: 10,
  });
  const people = ['Astrid', 'Jonas'].map((name) => participant(name, { conversation: 'c1' }));
  await answer({ list: [{ ...conversation(), Opportunity__r: deal }, conversation()], total: 9, recent: 4, people });
  expect(textOf(element)).toContain('4 in 90 days · 9 in all · last 3 days ago');
  expect(all(element, '.deal')).toHaveLength(1);
  expect(all(element, '[data-name="person"]')).toHaveLength(1);
  await expectAccessible(element);
});

it.each([
  ['Contact', CONTACT],
  ['Lead', LEAD],
])('a %s lists where they took part, and what is linked to them without them', async (object, id) => {
  const element = await open(object, id);
  const them = { [`${object}__c`]: { eq: id } };
  const join = { Conversation_Participant__c: them, ApiName: 'Conversation__c' };
  expect(asked()).toMatchObject({
    scope: { Id: { inq: join } },
    also: { and: [them, { Id: { ninq: join } }] },
  });
  const linked = conversation({ fields: { Title__c: 'Voicemail', Started_At__c: '2026-11-19T10:00:00.000Z' } });
  await answer({ list: [conversation()], recent: 1, also: [linked] });
  expect(titles(element)).toEqual(['Voicemail', 'Telemetry demo']);
  expect(textOf(element)).toContain('2 in 90 days · last yesterday');
  expect(all(element, '[data-name="person"]')).toEqual([]);
  await expectAccessible(element);
});

it('shows what App Builder says', async () => {
  const more = { cardTitle: 'Talks', pageSize: 10, showFilters: false, showDeals: false };
  const element = await open('Account', ACCOUNT, more);
  expect(asked()).toMatchObject({ rows: 20 });
  await answer({ list: [{ ...conversation(), Opportunity__r: deal }, conversation()] });
  expect(all(element, 'h2').map(textOf)).toEqual(['Talks']);
  expect(all(element, '.deal, c-conversation-filters')).toEqual([]);
});

describe('states', () => {
  it('loading has the card’s own shape', async () => {
    const element = await open('Account', ACCOUNT);
    expect(all(element, '.bone').length).toBeGreaterThan(5);
    await expectAccessible(element);
  });
  it.each([
    ['Account', ACCOUNT, 'people of this account'],
    ['Lead', LEAD, 'this person'],
  ])('nothing yet on a %s says what to expect', async (object, id, words) => {
    const element = await open(object, id);
    await answer({});
    expect(textOf(element)).toContain(words);
    await expectAccessible(element);
  });
  it('no access, and who grants it, without trying again', async () => {
    const element = await open('Account', ACCOUNT);
    graphql.emit({ errors: [{ message: 'Unknown type Conversation__c_Filter' }] });
    await settle(8);
    expect(textOf(element)).toContain('“Debrief Rep”');
    expect(all(element, 'button')).toEqual([]);
    await expectAccessible(element);
  });
  it('what a viewer may not see of visits hides no conversation', async () => {
    const element = await open('Account', ACCOUNT);
    graphql.emit({ errors: [{ message: 'Field "Visitor_Last_Seen__c" is not defined by type "Contact_OrderBy".' }] });
    await settle(8);
    expect(JSON.stringify(graphql.getLastConfig()?.query)).toContain('debriefRecordPlain');
    await answer({ list: [conversation()] });
    expect(titles(element)).toEqual(['Telemetry demo']);
  });
  it('any other fault, and trying again', async () => {
    const element = await open('Contact', CONTACT);
    const refresh = jest.fn(() => Promise.resolve());
    graphql.emit({ errors: [{ message: 'REQUEST_LIMIT_EXCEEDED' }], refresh });
    await settle(8);
    all<HTMLButtonElement>(element, '.retry')[0].click();
    await settle();
    expect(refresh).toHaveBeenCalledTimes(1);
    await answer({ list: [conversation()] });
    expect(titles(element)).toEqual(['Telemetry demo']);
  });
});
