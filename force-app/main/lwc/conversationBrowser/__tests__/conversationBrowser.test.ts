import { graphql } from '../../../../../config/jest/platform/graphql';
import { conversation, listAnswer } from '../../../../../config/jest/answers';
import type { ListFacts } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { topicsOf } from 'c/choiceModel';
import { toOtherRow, toPage } from 'c/listModel';
import RecordLink from 'c/recordLink';
import ConversationBrowser from '../conversationBrowser';

const SCOPE = { Account__c: { eq: '001000000000001AAA' } };
const call = (fields: object = {}) =>
  conversation({ fields: { Title__c: 'Call with Astrid', Kind__c: 'Call', ...fields } });

async function open(facts: ListFacts = {}, properties: object = {}): Promise<HTMLElement> {
  const { list, index } = listAnswer(facts).uiapi.query;
  const element = show('c-conversation-browser', ConversationBrowser, {
    scope: SCOPE,
    first: toPage(list, index),
    topics: topicsOf((index?.edges ?? []).flatMap((edge) => edge?.node ?? [])),
    people: [
      { id: 'p1', name: 'Astrid', conversations: 2, where: { Contact__c: { eq: '003A' } } },
      { id: 'p2', name: 'Jonas', conversations: 1, where: { Email__c: { eq: 'jonas@x.example' } } },
    ],
    ...properties,
  });
  await settle(12);
  return element;
}
async function answer(facts: ListFacts): Promise<void> {
  graphql.emit({ data: listAnswer(facts), refresh: () => Promise.resolve() });
  await settle();
}
const asked = () => graphql.getLastConfig()?.variables as Record<string, unknown> | undefined;
const titles = (element: HTMLElement) => all(element, '.title').map(textOf);
async function choose(element: HTMLElement, name: string, value: string): Promise<void> {
  const [box] = all(element, `[data-name="${name}"]`);
  box.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
}
async function search(element: HTMLElement, value: string): Promise<void> {
  all(element, 'lightning-input')[0].dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await jest.advanceTimersByTimeAsync(300);
}
const press = async (element: HTMLElement, selector: string) => {
  all<HTMLButtonElement>(element, selector)[0].click();
  await settle();
};

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

describe('the first view', () => {
  it('is the page’s own: nothing is asked', async () => {
    const element = await open({ list: [conversation(), call()] });
    expect(titles(element)).toEqual(['Telemetry demo', 'Call with Astrid']);
    expect(asked()).toBeUndefined();
    await expectAccessible(element);
  });

  it('needs no filter for one row, and has none where App Builder says so', async () => {
    expect(all(await open({ list: [call()] }), 'c-conversation-filters')).toEqual([]);
    expect(all(await open({ list: [call(), call()] }, { hideFilters: true }), 'c-conversation-filters')).toEqual([]);
  });

  it('offers the topics and the people that are there, the most frequent first', async () => {
    const element = await open({ list: [call(), call()], topics: { a: 'Price;Iridium', b: 'iridium' } });
    const options = (name: string) =>
      all<HTMLElement & { options: { label: string }[] }>(element, `[data-name="${name}"]`)[0].options;
    expect(options('topic').map(({ label }) => label)).toEqual(['All topics', 'Iridium (2)', 'Price (1)']);
    expect(options('person').map(({ label }) => label)).toEqual(['Everyone', 'Astrid (2)', 'Jonas (1)']);
  });
});

it('says where topics are only those of the newest', async () => {
  const facts = { list: [call(), call()], topics: { a: 'Price' } };
  expect(textOf(await open({ ...facts, total: 1000 }))).not.toContain('newest');
  expect(textOf(await open({ ...facts, total: 1001 }))).toContain(
    'Topics are those of the newest 1,000 conversations.',
  );
});

describe('filters', () => {
  const some = () => ({ list: [conversation(), call({ Id: 'c2' })], topics: { c2: 'Iridium;Price', c9: 'Iridium' } });

  it('ask the org for each, and together', async () => {
    const element = await open(some());
    await choose(element, 'kind', 'Call');
    expect(asked()).toEqual({ scope: { and: [SCOPE, { Kind__c: { eq: 'Call' } }] }, rows: 10, after: null });
    await choose(element, 'topic', 'Iridium');
    await choose(element, 'person', 'p2');
    await search(element, '50%');
    expect(asked()?.scope).toEqual({
      and: [
        SCOPE,
        { Kind__c: { eq: 'Call' } },
        { Id: { in: ['c2', 'c9'] } },
        {
          Id: {
            inq: { Conversation_Participant__c: { Email__c: { eq: 'jonas@x.example' } }, ApiName: 'Conversation__c' },
          },
        },
        { or: [{ Title__c: { like: '%50\\%%' } }, { Tags__c: { like: '%50\\%%' } }] },
      ],
    });
  });

  it('search topics, too, by the conversations about them, once the typing rests', async () => {
    const element = await open(some());
    const [field] = all(element, 'lightning-input');
    for (const value of ['p', 'pr', 'pri']) field.dispatchEvent(new CustomEvent('change', { detail: { value } }));
    await settle();
    expect(asked()).toBeUndefined();
    await jest.advanceTimersByTimeAsync(300);
    expect(asked()?.scope).toMatchObject({
      and: [SCOPE, { or: [{}, { Tags__c: { like: '%pri%' } }, { Id: { in: ['c2'] } }] }],
    });
  });

  it('tell how many were found, and mark the words in titles', async () => {
    const element = await open(some());
    await search(element, 'astrid');
    expect(all(element, '.waiting')).toHaveLength(1);
    await answer({ list: [call(), call()], total: 7 });
    expect(all(element, '[role="status"]').map(textOf).filter(Boolean)).toEqual(['7 conversations found']);
    expect(all(element, 'mark').map(textOf)).toEqual(['Astrid', 'Astrid']);
    await expectAccessible(element);
  });

  it('find nothing, say so, and clear', async () => {
    const element = await open(some());
    await choose(element, 'kind', 'Chat');
    await answer({});
    expect(textOf(element)).toContain('Nothing found');
    await expectAccessible(element);
    await press(element, '.clear');
    expect(titles(element)).toEqual(['Telemetry demo', 'Call with Astrid']);
    expect(all<HTMLElement & { value: string }>(element, '[data-name="kind"]')[0].value).toBe('');
  });

  it('show again at once what was just found', async () => {
    const element = await open(some());
    await choose(element, 'kind', 'Call');
    await answer({ list: [call()] });
    await choose(element, 'kind', '');
    expect(titles(element)).toHaveLength(2);
    await choose(element, 'kind', 'Call');
    expect(titles(element)).toEqual(['Call with Astrid']);
    expect(all(element, '.waiting')).toEqual([]);
  });

  it('keep what a new first view brings until they are cleared', async () => {
    const element = (await open(some())) as HTMLElement & ConversationBrowser;
    await choose(element, 'kind', 'Call');
    await answer({ list: [call()] });
    element.first = toPage(listAnswer({ list: [conversation()] }).uiapi.query.list);
    await settle();
    expect(titles(element)).toEqual(['Call with Astrid']);
    await press(element, '.clear');
    expect(titles(element)).toEqual(['Telemetry demo']);
  });

  it('that fail say why and try again', async () => {
    const element = await open(some());
    await choose(element, 'kind', 'Call');
    const refresh = jest.fn(() => Promise.resolve());
    graphql.emit({ errors: [{ message: 'REQUEST_LIMIT_EXCEEDED' }], refresh });
    await settle();
    expect(textOf(element)).toContain('REQUEST_LIMIT_EXCEEDED');
    await press(element, '.retry');
    expect(refresh).toHaveBeenCalledTimes(1);
    await answer({ list: [call()] });
    expect(titles(element)).toEqual(['Call with Astrid']);
    await expectAccessible(element);
  });

  it('fold on a phone, and say how many are set', async () => {
    const element = await open(some());
    const [fold] = all<HTMLButtonElement>(element, '.fold');
    expect([textOf(fold), fold.getAttribute('aria-expanded')]).toEqual(['Filters', 'false']);
    fold.click();
    await choose(element, 'kind', 'Call');
    expect([textOf(fold), fold.getAttribute('aria-expanded')]).toEqual(['Filters (1)', 'true']);
  });
});

describe('show more', () => {
  it('adds the next page by its cursor', async () => {
    const element = await open({ list: [conversation()], total: 3, cursor: 'one' }, { rows: 1 });
    await press(element, '.more');
    expect(asked()).toEqual({ scope: SCOPE, rows: 2, after: 'one' });
    expect(all(element, '.more').map(textOf)).toEqual(['Loading']);
    await answer({ list: [call()], total: 3, cursor: 'two' });
    expect(titles(element)).toEqual(['Telemetry demo', 'Call with Astrid']);
    expect(textOf(element)).toContain('1 more shown');
    await press(element, '.more');
    expect(asked()).toMatchObject({ after: 'two' });
  });

  it('takes the focus to the first new row when it goes', async () => {
    const element = await open({ list: [conversation()], total: 2, cursor: 'one' }, { rows: 1 });
    all<HTMLButtonElement>(element, '.more')[0].focus();
    await press(element, '.more');
    await answer({ list: [call()], total: 2 });
    expect(all(element, '.more')).toEqual([]);
    const focused = all(element, 'c-conversation-list')[0].shadowRoot?.activeElement;
    expect(focused && textOf(focused)).toContain('Call with Astrid');
    await expectAccessible(element);
  });

  it('asks for each page once, and lists nothing twice', async () => {
    const first = conversation();
    const element = await open({ list: [first], total: 3, cursor: 'one' }, { rows: 1 });
    await press(element, '.more');
    const before = asked();
    await press(element, '.more');
    expect(asked()).toBe(before);
    await answer({ list: [first, call({ Id: 'c2' })], total: 3 });
    await answer({ list: [first, call({ Id: 'c2' })], total: 3 });
    expect(titles(element)).toEqual(['Telemetry demo', 'Call with Astrid']);
  });

  it('shows at once what has been read already', async () => {
    const calls = ['One', 'Two', 'Three'].map((Title__c) => call({ Title__c }));
    const element = await open({ list: calls }, { rows: 2 });
    expect(titles(element)).toEqual(['One', 'Two']);
    await press(element, '.more');
    expect(asked()).toBeUndefined();
    expect(titles(element)).toEqual(['One', 'Two', 'Three']);
    const focused = all(element, 'c-conversation-list')[0].shadowRoot?.activeElement;
    expect(focused && textOf(focused)).toContain('Three');
  });
});

describe('emails of one thread', () => {
  const email = (Id: string, Title__c: string, more: object = {}) => ({
    ...call({ Id, Title__c, Kind__c: 'Email', Duration__c: null, Thread_Key__c: 't"1', ...more }),
    ...WITH,
  });
  const WITH = { Contact__r: { Id: '003A', Name: { value: 'Astrid Halvorsen' } } };
  const newest = email('e3', 'RE: re : Offer', { Direction__c: 'Inbound' });

  it('stand in one row, where the newest is, which says how many there are', async () => {
    const list = [newest, call(), email('e2', 'Re: Offer', { Match_Status__c: 'Needs review' }), email('e1', 'Offer')];
    const element = await open({ list, total: 9, cursor: 'one' });
    expect(titles(element)).toEqual(['Offer', 'Call with Astrid']);
    const [row] = all(element, '.row');
    expect(textOf(row)).toContain('3 emails · last from Astrid Halvorsen');
    expect(textOf(row)).toContain('Needs review');
    await expectAccessible(element);
  });

  it('are counted over all that the record has, not only over those that are listed', async () => {
    const { list, index } = listAnswer({ list: [newest], topics: { e3: '', e2: '', e1: '', e0: '' } }).uiapi.query;
    for (const edge of index?.edges ?? []) if (edge?.node) edge.node.Thread_Key__c = { value: 't"1' };
    const element = await open({}, { first: toPage(list, index) });
    expect(textOf(all(element, '.row')[0])).toContain('4 emails');
  });

  it('a page of nothing but replies to what is listed is not the end: the next one is asked for', async () => {
    const element = await open({ list: [newest], total: 4, cursor: 'one' }, { rows: 1 });
    await press(element, '.more');
    await answer({ list: [email('e2', 'Re: Offer')], total: 4, cursor: 'two' });
    expect(asked()).toMatchObject({ after: 'two' });
    await answer({ list: [call()], total: 4 });
    expect(titles(element)).toEqual(['Offer', 'Call with Astrid']);
  });

  it.each([
    ['Outbound', 'Email to Astrid Halvorsen'],
    [null, 'Email with Astrid Halvorsen'],
  ])('one alone says which way it went (%s)', async (Direction__c, words) => {
    const element = await open({ list: [email('e1', 'Re: Offer', { Direction__c, Thread_Key__c: null })] });
    expect(titles(element)).toEqual(['Re: Offer']);
    expect(all(element, '.facts').map(textOf)).toEqual([words]);
  });

  it('whose sender nobody knows was received or sent', async () => {
    const list = ['Inbound', 'Outbound'].map((Direction__c) =>
      call({ Kind__c: 'Email', Direction__c, Duration__c: null }),
    );
    expect(all(await open({ list }), '.facts').map(textOf)).toEqual(['Email received', 'Email sent']);
  });

  it('one that was deleted is gone from its thread, and one alone from the list, with the focus on what is next', async () => {
    const list = [newest, email('e2', 'Re: Offer'), call({ Id: 'c1', Kind__c: 'Email' }), call({ Title__c: 'Last' })];
    const element = await open({ list });
    const tell = async (row: number, id: string) => {
      const told = new CustomEvent('emaildeleted', { detail: { id }, bubbles: true, composed: true });
      all(element, '.row .summary')[row].dispatchEvent(told);
      await settle();
      const focused = all(element, 'c-conversation-list')[0].shadowRoot?.activeElement;
      return focused && textOf(focused);
    };
    expect(await tell(0, 'e3')).toContain('Re: Offer');
    expect(titles(element)).toEqual(['Re: Offer', 'Call with Astrid', 'Last']);
    expect(await tell(1, 'c1')).toContain('Last');
    expect(titles(element)).toEqual(['Re: Offer', 'Last']);
  });
});

describe('conversations that the scope leaves out', () => {
  const other = (Started_At__c: string, Title__c: string) =>
    toOtherRow(call({ Started_At__c, Title__c, Tags__c: 'won;boat' }));
  const others = [other('2026-11-18T10:00:00.000Z', 'Newer'), other('2026-01-01T10:00:00.000Z', 'Older')];

  it('stand in their place as far as the list has come, and are filtered like the rest', async () => {
    const element = await open({ list: [conversation()], total: 2, cursor: 'one' }, { others, rows: 2 });
    expect(titles(element)).toEqual(['Newer', 'Telemetry demo']);
    await press(element, '.more');
    await answer({ list: [call({ Started_At__c: '2026-10-01T10:00:00.000Z' })], total: 2 });
    expect(titles(element)).toEqual(['Newer', 'Telemetry demo', 'Call with Astrid', 'Older']);
    await search(element, 'BOAT');
    await answer({ list: [] });
    expect(textOf(element)).toContain('2 conversations found');
    await choose(element, 'kind', 'Meeting');
    await answer({ list: [] });
    expect(textOf(element)).toContain('Nothing found');
  });
});

it('names the deal of each where it is asked to, as a link outside the button', async () => {
  const deal = { Id: '006A', Name: { value: 'Halvorsen – Fleet' } };
  const element = await open({ list: [{ ...conversation(), Opportunity__r: deal }] }, { dealLink: RecordLink });
  await settle(8);
  const [link] = all<HTMLAnchorElement>(all(element, '.deal > :last-child')[0], 'a');
  expect([textOf(link), link.getAttribute('href')]).toEqual([
    'Halvorsen – Fleet',
    '/lightning/r/Opportunity/006A/view',
  ]);
  expect(link.closest('button')).toBeNull();
  await expectAccessible(element);
});
