import { getObjectInfo } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { service } from '../../../../../config/jest/platform/syncApi';
import { conversation, conversationAnswer, moment } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import ConversationView from '../conversationView';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

type Tab = HTMLElement & { label: string };
const refresh = jest.fn().mockResolvedValue(undefined);
const RECEIPT = {
  at: '2026-11-17T13:45:00.000Z',
  action: 'undo',
  outcome: 'written',
  match: { evidence: '' },
  entries: [],
  remarks: [],
  history: [],
};

async function open(fields: Record<string, unknown> = {}, moments = [moment('Highlight', 'By May', { start: 9 })]) {
  const element = show('c-conversation-view', ConversationView, {
    activityId: '00U000000000001AAA',
  } as unknown as ConversationView);
  await settle();
  const node = conversation({ fields: { Key__c: 'zoom:1', ...fields }, moments });
  graphql.emit({ data: conversationAnswer(node), refresh });
  await settle(12);
  return element;
}

const tabs = (element: HTMLElement) => all<Tab>(element, 'lightning-tab');
async function openTab(element: HTMLElement, label: string): Promise<void> {
  tabs(element)
    .find((tab) => tab.label === label)
    ?.dispatchEvent(new CustomEvent('active'));
  await settle(16);
}
const rights = (createable: boolean) =>
  getObjectInfo.emit({
    data: { createable, fields: { Text__c: { createable }, Type__c: { createable }, Done__c: { updateable: false } } },
  });

beforeEach(() => {
  stopClock(Date.parse('2026-11-20T18:00:00Z'));
  service.reset({ getReceipt: RECEIPT });
  refresh.mockClear();
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('asks the service for the receipt when its tab is opened, once', async () => {
  const element = await open();
  expect(tabs(element).map(({ label }) => label)).toEqual(['Highlights (1)', 'Comments (0)', 'Receipt']);
  expect(service.calls).toEqual([]);
  await openTab(element, 'Receipt');
  await openTab(element, 'Highlights (1)');
  await openTab(element, 'Receipt');
  expect(service.calls.map(({ operation }) => operation)).toEqual(['getReceipt']);
});

it('has no tab for comments where the viewer may not write one and nobody has', async () => {
  const element = await open();
  rights(false);
  await settle();
  expect(tabs(element).map(({ label }) => label)).toEqual(['Highlights (1)', 'Receipt']);
});

it('reads the conversation again once a comment or a link has changed', async () => {
  const element = await open();
  for (const name of ['conversationchange', 'linkchange'])
    all(element, 'c-conversation-card')[0].dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true }));
  expect(refresh).toHaveBeenCalledTimes(2);
});

/** A component that takes no Tab itself lets none through to what is in it. */
const hiddenFromTab = (element: Element) =>
  all(element, '[tabindex="-1"]').flatMap(({ shadowRoot, localName }) => (shadowRoot ? [localName] : []));

it('one that was taken back says so, and keeps its receipt and the way back', async () => {
  const element = await open();
  await openTab(element, 'Receipt');
  const detail = { key: 'zoom:1' };
  all(element, '.runs')[0].dispatchEvent(new CustomEvent('takenback', { detail, bubbles: true, composed: true }));
  graphql.emit({ data: conversationAnswer(), refresh });
  await settle(16);
  expect(textOf(element)).toContain('This conversation was taken back');
  expect(textOf(element)).not.toContain('Not recorded');
  expect(all(element, 'c-conversation-retry').map(textOf)).toEqual(['Write it again']);
  expect(hiddenFromTab(element)).toEqual([]);
  await expectAccessible(element);

  (document.activeElement as HTMLElement).blur();
  graphql.emit({ data: conversationAnswer(conversation()), refresh });
  await settle(16);
  expect(element.shadowRoot?.activeElement?.className).toBe('top');
  expect(hiddenFromTab(element)).toEqual([]);
});

it('one that failed can be tried again', async () => {
  const element = await open({ Status__c: 'Failed', Summary__c: null, Last_Error__c: 'Reason is needed' }, []);
  expect(textOf(element)).toContain('Reason is needed');
  service.reset({ resyncConversation: { status: 'accepted' }, getConversation: { status: 'synced', error: null } });
  all<HTMLButtonElement>(element, 'button')
    .find((button) => button.textContent?.trim() === 'Try again')
    ?.click();
  await settle(8);
  await jest.advanceTimersByTimeAsync(2_000);
  expect(refresh).toHaveBeenCalledTimes(1);
  await expectAccessible(element);
});
