import { connection as edges } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { rep } from '../../../../../config/jest/setupAnswers';
import type { Call, ConversationState, Receipt } from '../../setupModel/types';
import SetupTry from '../setupTry';

const KEY = 'debrief-try:1';
const at = (status: ConversationState['status'], more: Partial<ConversationState> = {}): ConversationState => ({
  ...{ key: KEY, status, conversationId: null, activityId: null, opportunityId: null, match: null, error: null },
  ...more,
});
const WRITTEN = at('synced', {
  conversationId: 'a00000000000001AAA',
  activityId: '00U000000000001AAA',
  match: { status: 'Created', rule: 'create', evidence: 'Nothing in the calendar fits: an event was made.' },
});
const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  ...{ outcome: 'written', match: { evidence: '', activity: { object: 'Event' } }, entries: [], remarks: [] },
  ...more,
});
const people = { reps: [rep('paul@sealight.example', { how: 'email', userName: 'Paul Marchand' })], users: [] };

type Element = HTMLElement & { conversationKey?: string; call?: Call };
async function open(answers: Record<string, unknown>, key?: string): Promise<Element> {
  service.reset({ listUsers: people, ...answers });
  const element: Element = show('c-setup-try', SetupTry, { call: service.call.bind(service), conversationKey: key });
  element.addEventListener('trychange', (event) => {
    element.conversationKey = (event as CustomEvent<{ key?: string }>).detail.key;
  });
  await settle(16);
  return element;
}
const button = (element: HTMLElement, label: string) =>
  all<HTMLElement & { label: string }>(element, 'lightning-button').find((each) => each.label === label);
async function press(element: HTMLElement, label: string): Promise<void> {
  button(element, label)?.click();
  await settle(24);
}
const stages = (element: HTMLElement) => all(element, '.stage').map(textOf);

beforeEach(() => stopClock(Date.parse('2026-11-25T15:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('sends a conversation of somebody’s, on a deal', async () => {
  const element = await open({ tryConversation: { key: KEY }, getConversation: at('accepted') });
  graphql.emit({
    data: { uiapi: { query: { deals: edges([{ Id: '006A', Name: { value: 'Sea trial' }, Account: null }]) } } },
  });
  await settle();
  const [owner, deal] = all<HTMLElement & { options: { label: string }[] }>(element, 'lightning-combobox');
  expect(owner.options.map(({ label }) => label)).toEqual(['Nobody in particular', 'Paul Marchand']);
  expect(deal.options.map(({ label }) => label)).toEqual(['No deal', 'Sea trial']);
  owner.dispatchEvent(new CustomEvent('change', { detail: { value: 'paul@sealight.example' } }));
  deal.dispatchEvent(new CustomEvent('change', { detail: { value: '006A' } }));
  await press(element, 'Send a test conversation');
  expect(service.calls.find(({ operation }) => operation === 'tryConversation')?.inputs).toEqual({
    language: 'en',
    ownerEmail: 'paul@sealight.example',
    opportunityId: '006A',
  });
  expect(stages(element)[0]).toBe('Accepted by the service done');
  await expectAccessible(element);
});

it('shows each stage as it comes, then the conversation on its record', async () => {
  const states = [at('accepted'), at('processing'), WRITTEN];
  const element = await open({ getConversation: () => states.shift() ?? WRITTEN, getReceipt: receipt() }, KEY);
  expect(stages(element)).toEqual([
    'Accepted by the service done',
    'Matched to people and a deal under way',
    'Written to Salesforce not yet',
  ]);
  await jest.advanceTimersByTimeAsync(3100);
  await settle(24);
  expect(stages(element)[2]).toBe('Written to Salesforce done');
  expect(textOf(element)).toContain('Nothing in the calendar fits');
  const [view] = all<HTMLElement & { conversationId: string }>(element, 'c-conversation-view');
  expect(view.conversationId).toBe('a00000000000001AAA');
  expect(all(element, 'a').map((link) => link.getAttribute('href'))).toContain(
    '/lightning/r/Event/00U000000000001AAA/view',
  );
  const asked = service.calls.length;
  await jest.advanceTimersByTimeAsync(30_000);
  expect(service.calls).toHaveLength(asked);
  await expectAccessible(element);
});

it('takes it back, and says what stayed', async () => {
  const element = await open({ getConversation: WRITTEN, getReceipt: receipt() }, KEY);
  service.answers.undoConversation = receipt({
    entries: [{ object: 'Event', operation: 'delete', outcome: 'written', fields: [] }],
  });
  service.answers.getConversation = at('undone');
  await press(element, 'Take it back');
  expect(textOf(element)).toContain('Taken back: what the test wrote is gone from Salesforce.');
  expect(all(element, 'c-conversation-view')).toEqual([]);
  await expectAccessible(element);
  stopClock(0);
  await press(element, 'Send another');
  expect(button(element, 'Send a test conversation')).toBeDefined();
});

it('with writing off says what would have been written, and where to switch it on', async () => {
  const entry = { object: 'Event', operation: 'create' as const, outcome: 'planned' as const };
  const entries = [{ ...entry, fields: [{ field: 'Subject' }, { field: 'StartDateTime' }] }];
  const element = await open(
    { getConversation: at('synced'), getReceipt: receipt({ outcome: 'planned', entries }) },
    KEY,
  );
  expect(textOf(element)).toContain('Written to Salesforce not written: writing is off');
  expect(textOf(element)).toContain('Events: Subject, Start Date Time');
  expect(button(element, 'Take it back')).toBeUndefined();
  const went = jest.fn();
  element.addEventListener('stepselect', went);
  await press(element, 'Go to What may be written');
  expect((went.mock.calls[0] as [CustomEvent])[0].detail).toEqual({ step: 'writing' });
  await expectAccessible(element);
});

it('says where it stopped, in the org’s words', async () => {
  const parked = at('parked', { error: 'INVALID_SESSION_ID: Session expired' });
  const element = await open({ getConversation: parked, getReceipt: fault('notFound', 404) }, KEY);
  expect(textOf(element)).toContain('It stopped on its way');
  expect(textOf(element)).toContain('Session expired');
  expect(button(element, 'Send another')).toBeDefined();
  await expectAccessible(element);
});

it('that takes long may be left alone', async () => {
  const element = await open({ getConversation: at('processing') }, KEY);
  await jest.advanceTimersByTimeAsync(70_000);
  await settle(24);
  expect(textOf(element)).toContain('you may leave this page and come back');
  element.remove();
  const asked = service.calls.length;
  await jest.advanceTimersByTimeAsync(10_000);
  expect(service.calls).toHaveLength(asked);
});

it('a service that does not take it says why', async () => {
  const element = await open({ tryConversation: fault('refused', 409, 'The service is paused.') });
  await press(element, 'Send a test conversation');
  expect(textOf(element)).toContain('The service is paused.');
  await expectAccessible(element);
});
