import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import ConversationRetry from '../conversationRetry';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

async function press(answers: Record<string, unknown>): Promise<HTMLElement> {
  service.reset(answers);
  const element = show('c-conversation-retry', ConversationRetry, {
    conversationKey: 'zoom:1',
    label: 'Try again',
  } as unknown as ConversationRetry);
  await settle();
  all<HTMLButtonElement>(element, 'button')[0].click();
  await settle(8);
  return element;
}

const state = (status: string, error: string | null = null) => ({ status, error });

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('asks for it, follows it until it is over, and tells', async () => {
  const states = [state('processing'), state('synced')];
  const element = await press({ resyncConversation: state('accepted'), getConversation: () => states.shift() });
  const told = jest.fn();
  const refreshed = jest.fn();
  element.addEventListener('retried', told);
  element.addEventListener('lightning__refresh', refreshed);
  expect(textOf(element)).toContain('Writing it again, usually within a minute…');
  await jest.advanceTimersByTimeAsync(2_000);
  expect(told).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(2_000);
  expect(told).toHaveBeenCalledTimes(1);
  expect(refreshed).toHaveBeenCalledTimes(1);
  expect(textOf(element)).toContain('It was tried again just now, and has not changed.');
  expect(service.calls.map(({ operation }) => operation)).toEqual([
    'resyncConversation',
    'getConversation',
    'getConversation',
  ]);
  expect(service.calls[0].inputs).toEqual({ key: 'zoom:1' });
  await expectAccessible(element);
});

it('says the org’s own words where it fails again', async () => {
  const element = await press({
    resyncConversation: state('accepted'),
    getConversation: state('failed', 'Event: Say why you changed it.'),
  });
  await jest.advanceTimersByTimeAsync(2_000);
  expect(textOf(element)).toContain('It was tried again and could not be written: Event: Say why you changed it.');
});

it('says when it takes long, and asks no more', async () => {
  const element = await press({ resyncConversation: state('accepted'), getConversation: state('processing') });
  await jest.advanceTimersByTimeAsync(10 * 60_000);
  expect(textOf(element)).toContain('This takes longer than usual. Look again later.');
  expect(service.calls.length).toBeLessThan(60);
});

it.each([
  ['offline', 'service'],
  ['noFlow', 'Debrief Connect'],
  ['refused', 'Not today'],
])('a road that is closed (%s) says who can mend it, and lets one press again', async (kind, words) => {
  const element = await press({ resyncConversation: fault(kind, 0, 'Not today') });
  expect(textOf(element)).toContain(words);
  expect(all<HTMLButtonElement>(element, 'button')[0].disabled).toBe(false);
  await expectAccessible(element);
});
