import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import ConversationReceipt from '../conversationReceipt';
import type { Receipt, ReceiptAnswer, ReceiptEntry, ReceiptField } from '../receipt';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

const EVENT = '00U000000000001AAA';
const DEAL = '006000000000001AAA';
const field = (name: string, before: ReceiptField['before'], after: ReceiptField['after'], rule = 'content') => ({
  field: name,
  before,
  after,
  rule,
});
const moment = (type: string, text: string, id: string): ReceiptEntry => ({
  object: 'Conversation_Moment__c',
  operation: 'upsert',
  id,
  outcome: 'written',
  fields: [field('Type__c', null, type), field('Text__c', null, text)],
});
const receipt = (more: Partial<Receipt> = {}): Receipt => ({
  at: '2026-11-17T13:45:00.000Z',
  outcome: 'written',
  match: { evidence: 'Astrid has the Decision Maker role on it.' },
  entries: [],
  remarks: [],
  names: { [EVENT]: 'Telemetry demo', [DEAL]: 'Fleet telemetry' },
  ...more,
});
const written = (): ReceiptAnswer => ({
  ...receipt({
    entries: [
      {
        object: 'Event',
        operation: 'update',
        id: EVENT,
        outcome: 'written',
        fields: [
          field('WhatId', null, DEAL, 'contactRole'),
          field('Conversation_Key__c', null, 'zoom:1'),
          field('Conversation_Duration__c', null, 2412),
          field('Conversation_Topics__c', 'Price', 'Price; Delivery'),
          field('Description', 'Mine', 'Mine and yours', 'digest'),
        ],
      },
      {
        object: 'Conversation__c',
        operation: 'upsert',
        id: 'a00000000000001AAA',
        outcome: 'written',
        fields: [
          field('Kind__c', null, 'Meeting'),
          field('Opportunity__c', null, DEAL),
          field('Title__c', null, 'Telemetry demo'),
        ],
      },
      moment('Highlight', 'Twelve hulls', 'a01000000000001AAA'),
      moment('Highlight', 'By May', 'a01000000000002AAA'),
      moment('Action item', 'Send the annex', 'a01000000000003AAA'),
      {
        object: 'Opportunity',
        operation: 'update',
        id: DEAL,
        outcome: 'planned',
        note: 'Suggested to people, not written: set for Opportunity.Amount.',
        fields: [{ ...field('Amount', 400_000, 412_000, 'crmFilling'), label: 'Amount' }],
      },
      {
        object: 'Contact',
        operation: 'update',
        id: '003000000000001AAA',
        outcome: 'failed',
        fields: [{ ...field('Title', null, 'Owner'), label: 'Title' }],
        error: { message: 'Titles are ours.' },
      },
    ],
  }),
  history: [receipt({ at: '2026-11-16T13:45:00.000Z', outcome: 'unchanged' })],
});
const dryRun = (): Receipt =>
  receipt({
    action: 'undo',
    outcome: 'planned',
    entries: [
      {
        object: 'Event',
        operation: 'update',
        id: EVENT,
        outcome: 'planned',
        fields: [field('WhatId', DEAL, null, 'removed'), field('Conversation_Key__c', 'zoom:1', null, 'removed')],
      },
      {
        object: 'Conversation_Moment__c',
        operation: 'delete',
        id: 'a01000000000003AAA',
        outcome: 'skipped',
        note: 'Kept as it is: It was changed by Paul on 18 November, 03:32 UTC.',
        fields: [],
      },
    ],
  });
const taken = (): ReceiptAnswer => ({
  ...receipt({ action: 'undo', at: '2026-11-20T17:59:00.000Z', entries: dryRun().entries }),
  history: [written()],
});

async function open(answers: Record<string, unknown> = { getReceipt: written() }): Promise<HTMLElement> {
  service.reset(answers);
  const element = show('c-conversation-receipt', ConversationReceipt, {
    conversationKey: 'zoom:1',
  } as unknown as ConversationReceipt);
  await settle(10);
  return element;
}

async function press(element: HTMLElement, words: string): Promise<void> {
  all<HTMLButtonElement>(element, 'button')
    .find((button) => button.textContent?.trim() === words)
    ?.click();
  await settle(12);
}

const lines = (element: HTMLElement) => all(element, '.runs .line').map(textOf);

beforeEach(() => stopClock(Date.parse('2026-11-20T18:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('tells what was written, record by record, in words, with the reason', async () => {
  const element = await open();
  expect(service.calls).toEqual([{ operation: 'getReceipt', inputs: { key: 'zoom:1' } }]);
  expect(all(element, '.runs .heading').map(textOf)).toEqual(['Written to Salesforce on 17 Nov, 14:45']);
  expect(textOf(element)).toContain('Why Astrid has the Decision Maker role on it.');
  expect(lines(element)).toEqual([
    'Event “Telemetry demo” changed Related to Fleet telemetry Duration 40 mins Topics Price → Price; Delivery Notes in the description written; what people wrote stays',
    'Conversation “Telemetry demo” created Opportunity Fleet telemetry and 2 more fields',
    'Highlights (2) created',
    'Next steps (1) created',
    'Opportunity “Fleet telemetry” would be changed Amount 400,000 → 412,000 Suggested to people, not written: set for Opportunity.Amount.',
    'Contact refused Title Owner Salesforce says: Titles are ours.',
  ]);
  await expectAccessible(element);
});

it('asks first what taking back would do, and says what stays and why', async () => {
  const element = await open({ getReceipt: written(), undoConversation: dryRun() });
  await press(element, 'Take back…');
  expect(service.calls.at(-1)).toEqual({ operation: 'undoConversation', inputs: { key: 'zoom:1', dryRun: true } });
  const plan = textOf(all(element, '.plan')[0]);
  expect(plan).toContain('This would take back 2 fields on 1 record.');
  expect(plan).toContain('1 record stays, wholly or in part, because it was changed since.');
  expect(plan).toContain('“Send the annex” Kept as it is: It was changed by Paul');
  await expectAccessible(element);
});

it('takes nothing back where the person keeps it', async () => {
  const element = await open({ getReceipt: written(), undoConversation: dryRun() });
  await press(element, 'Take back…');
  await press(element, 'Keep it');
  expect(all(element, '.plan')).toEqual([]);
  expect(service.calls.filter(({ operation }) => operation === 'undoConversation')).toHaveLength(1);
});

it('takes it back, tells the page, and offers to write it again', async () => {
  const receipts = [written(), taken()];
  const element = await open({ getReceipt: () => receipts.shift(), undoConversation: dryRun() });
  const told = jest.fn();
  const refreshed = jest.fn();
  element.addEventListener('takenback', told);
  element.addEventListener('lightning__refresh', refreshed);
  await press(element, 'Take back…');
  await press(element, 'Take it back');
  const undo = service.calls.filter(({ operation }) => operation === 'undoConversation').at(-1);
  expect(undo?.inputs).toEqual({ key: 'zoom:1' });
  expect((told.mock.calls[0] as [CustomEvent])[0].detail).toEqual({ key: 'zoom:1' });
  expect(refreshed).toHaveBeenCalledTimes(1);
  expect(all(element, '.runs .heading').map(textOf)).toEqual([
    'Taken back by a person on 20 Nov, 18:59',
    'Written to Salesforce on 17 Nov, 14:45',
  ]);
  expect(all(element, 'c-conversation-retry').map(textOf)).toEqual(['Write it again']);
  await expectAccessible(element);
});

it('hands its focus to the receipt that takes its place, where the card goes with the conversation', async () => {
  const element = await open({ getReceipt: () => taken(), undoConversation: dryRun() });
  service.answers.getReceipt = written();
  all(element, 'c-conversation-retry')[0].dispatchEvent(new CustomEvent('retried'));
  await settle(10);
  await press(element, 'Take back…');
  await press(element, 'Take it back');
  clear();
  const next = await open({ getReceipt: taken() });
  expect(next.shadowRoot?.activeElement?.textContent).toContain('Taken back by a person');
});

it('reads the receipt again once it was written again', async () => {
  const element = await open({ getReceipt: taken() });
  service.answers.getReceipt = written();
  all(element, 'c-conversation-retry')[0].dispatchEvent(new CustomEvent('retried'));
  await settle(10);
  expect(textOf(element)).toContain('Take back…');
});

it.each([
  ['offline', 0, 'service'],
  ['noFlow', 0, 'permission set Debrief Connect'],
  ['refused', 409, 'Not while it is being written.'],
  ['notFound', 404, 'No receipt yet'],
])('says what is wrong and who can mend it: %s', async (kind, status, words) => {
  const thrown = fault(kind, status, 'Not while it is being written.');
  const element = await open({ getReceipt: thrown });
  expect(textOf(element)).toContain(words);
  expect(all(element, '.take')).toEqual([]);
  await expectAccessible(element);
});

it.each([
  ['reading it', undefined, 'Nothing was changed, and what is in Salesforce stays readable.'],
  ['taking it back', 'Take it back', 'Whether it was done isn’t known.'],
])('a service that is too slow for %s leaves no doubt where there is none', async (_, confirm, words) => {
  const slow = fault('timeout', 0, 'Read timed out');
  const answers = [dryRun(), slow];
  const element = await open({
    getReceipt: confirm ? written() : slow,
    undoConversation: () => answers.shift(),
  });
  if (confirm) await press(element, 'Take back…');
  if (confirm) await press(element, confirm);
  expect(textOf(element)).toContain(words);
});

it('is read again once the service answers', async () => {
  const element = await open({ getReceipt: fault('offline', 0, 'Unable to connect') });
  service.answers.getReceipt = written();
  await press(element, 'Try again');
  await settle(10);
  expect(lines(element).length).toBeGreaterThan(0);
  expect(all(element, 'c-service-fault')).toEqual([]);
});

it('an undo that the service refuses leaves the question and the receipt where they are', async () => {
  const answers = [dryRun(), fault('offline', 0, 'Unable to connect')];
  const element = await open({
    getReceipt: written(),
    undoConversation: () => {
      const next = answers.shift();
      if (next instanceof Error) throw next;
      return next;
    },
  });
  await press(element, 'Take back…');
  await press(element, 'Take it back');
  expect(all(element, '.plan')).toHaveLength(1);
  expect(lines(element).length).toBeGreaterThan(0);
  expect(all(element, 'c-service-fault')).toHaveLength(1);
});

it('what the settings hold back is told as what would be written', async () => {
  const held = { ...written(), outcome: 'planned' as const, history: [] };
  const element = await open({ getReceipt: held });
  expect(textOf(element)).toContain('Held back by the settings on 17 Nov, 14:45: this is what would be written');
});

it('older receipts open when they are asked for', async () => {
  const relink = receipt({
    action: 'relink',
    at: '2026-11-18T08:00:00.000Z',
    entries: [{ ...written().entries[1], fields: [field('Opportunity__c', DEAL, null)] }],
  });
  const element = await open({ getReceipt: { ...relink, history: [written()] } });
  expect(lines(element)).toEqual(['Conversation “Telemetry demo” changed Opportunity Fleet telemetry → empty']);
  const toggle = all<HTMLButtonElement>(element, '.toggle')[1];
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  toggle.click();
  await settle();
  expect(lines(element)).toHaveLength(7);
});
