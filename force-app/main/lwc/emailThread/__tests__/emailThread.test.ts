import { graphql } from '../../../../../config/jest/platform/graphql';
import { conversation, listAnswer, participant } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import EmailThread from '../emailThread';

const SCOPE = { Opportunity__c: { eq: '006A' } };
const email = (Id: string, Body__c: string, who = 'Astrid') =>
  conversation({
    fields: { Id, Body__c, Kind__c: 'Email', Key__c: `email:${Id}`, Duration__c: null, Title__c: `Re: ${Id}` },
    people: [{ ...participant(who), Email_Role__c: { value: 'From' } }],
  });

async function open(): Promise<HTMLElement> {
  const element = show('c-email-thread', EmailThread, { threadKey: 't1', scope: SCOPE });
  await settle();
  return element;
}
async function answer(list: ReturnType<typeof email>[], cursor?: string): Promise<void> {
  graphql.emit({ data: listAnswer({ list, cursor }), refresh: () => Promise.resolve() });
  await settle(16);
}
const heads = (element: HTMLElement) =>
  all(element, '.head').map((head) => [head.getAttribute('aria-expanded'), textOf(head)]);

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('reads the thread of the record on show in one request, the newest email open', async () => {
  const element = await open();
  expect(graphql.getLastConfig()?.variables).toEqual({
    scope: { and: [SCOPE, { Thread_Key__c: { eq: 't1' } }] },
    after: null,
  });
  await answer([email('e2', 'Yes, let us.'), email('e1', 'Shall we?', 'Paul')]);
  expect(heads(element)).toEqual([
    ['true', 'Astrid 17 Nov, 14:01'],
    ['false', 'Paul Shall we? 17 Nov, 14:01'],
  ]);
  const texts = () => all(element, '.paragraph').map(textOf);
  expect(texts()).toEqual(['Yes, let us.']);
  all<HTMLButtonElement>(element, '.head')[1].click();
  await settle(16);
  expect(texts()).toEqual(['Yes, let us.', 'Shall we?']);
  expect(all(element, 'lightning-tab')).toEqual([]);
  const more = all<HTMLButtonElement>(element, '.tabs')[1];
  expect([textOf(more), more.getAttribute('aria-expanded')]).toEqual(['Comments (0) · Receipt · People', 'false']);
  more.click();
  await settle(16);
  expect(all(element, 'lightning-tab')).toHaveLength(3);
  await expectAccessible(element);
});

it('shows older ones below', async () => {
  const element = await open();
  await answer([email('e2', 'Two')], 'one');
  all<HTMLButtonElement>(element, '.older')[0].click();
  await settle();
  expect(graphql.getLastConfig()?.variables).toMatchObject({ after: 'one' });
  await answer([email('e1', 'One')]);
  expect(heads(element)).toHaveLength(2);
  expect(all(element, '.older')).toEqual([]);
});

it('lets go of one that was deleted', async () => {
  const element = await open();
  await answer([email('e2', 'Two'), email('e1', 'One')]);
  const told = new CustomEvent('emaildeleted', { detail: { id: 'e2' }, bubbles: true, composed: true });
  all(element, '.content')[0].dispatchEvent(told);
  await settle(8);
  expect(heads(element)).toEqual([['true', 'Astrid 17 Nov, 14:01']]);
});

it('says when it could not be read', async () => {
  const element = await open();
  graphql.emit({ errors: [{ message: 'Failed to fetch' }] });
  await settle();
  expect(all(element, '[role="alert"]').map(textOf)).toEqual(['The emails of this thread could not be read Try again']);
  await expectAccessible(element);
});
