import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import TopicTrend from '../topicTrend';

const conversations = [
  ['c', '2026-11-19T10:01:00.000Z', 'Sea trial;<b>Price</b>'],
  ['b', '2026-11-12T10:00:00.000Z', 'Sea trial'],
  ['a', '2026-11-05T10:00:00.000Z', 'Power'],
].map(([Id, at, topics]) => ({
  ...{ Id, Title__c: { value: `Call ${Id}` }, Started_At__c: { value: at }, Topics__c: { value: topics } },
}));

async function open(): Promise<HTMLElement> {
  const element = show('c-topic-trend', TopicTrend, { conversations } as unknown as TopicTrend);
  await settle();
  return element;
}

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('is a table that says which topic came up in which conversation', async () => {
  const element = await open();
  expect(textOf(all(element, 'caption')[0])).toContain('Topics of the last 3 conversations, oldest first');
  expect(all(element, 'thead th .slds-assistive-text').map(textOf)).toEqual([
    ...['Topic', '5 Nov · Call a', '12 Nov · Call b', '19 Nov · Call c', 'Conversations'],
  ]);
  expect(all(element, '.day').map(textOf)).toEqual(['5 Nov', '19 Nov']);
  expect(all(element, 'tbody tr').map(textOf)).toEqual([
    'Sea trial came up came up 2',
    '<b>Price</b> came up 1',
    'Power came up 1',
  ]);
  expect(all(element, 'tbody b')).toEqual([]);
  await expectAccessible(element);
});

it('a topic filters the list below', async () => {
  const element = await open();
  const heard = jest.fn();
  document.body.addEventListener('topicselect', (event) => heard((event as CustomEvent).detail), { once: true });
  all<HTMLButtonElement>(element, 'button')[0].click();
  expect(heard).toHaveBeenCalledWith({ topic: 'Sea trial' });
});
