import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import SetupEmails from '../setupEmails';

const SETTINGS = { on: false, neverSubjects: ['perso', 'privé'], blocked: [], revision: 2 };
const MAILBOXES = { mailboxes: [], providers: [], callbackUrl: 'https://sync.example/oauth/mailbox/callback' };
const PAUL = {
  ...{ user: 'paul@sealight.example', mailbox: 'paul@sealight.example', provider: 'google', state: 'problem' },
  ...{ since: '2026-11-20T09:00:00Z', lastSyncAt: null, kept: 12 },
  problem: { message: 'Google does not let Debrief in any more.', fix: 'Paul has to connect once more.' },
};

type Input = HTMLElement & { label: string; value?: string; checked?: boolean };
const told: unknown[] = [];
async function open(answers: Record<string, unknown> = {}): Promise<HTMLElement> {
  service.reset({ getEmailSettings: SETTINGS, listMailboxes: MAILBOXES, ...answers });
  const element = show('c-setup-emails', SetupEmails, { call: service.call.bind(service) });
  element.addEventListener('feedchange', (event) => told.push((event as CustomEvent).detail));
  await settle(10);
  return element;
}
const byLabel = (element: HTMLElement, tag: string, label: string) =>
  all<Input>(element, tag).find((each) => each.label.startsWith(label));
async function change(element: HTMLElement, tag: string, label: string, detail: object): Promise<void> {
  byLabel(element, tag, label)?.dispatchEvent(new CustomEvent('change', { detail }));
  await settle(10);
}
async function press(element: HTMLElement, label: string): Promise<void> {
  byLabel(element, 'lightning-button', label)?.click();
  await settle(20);
}

beforeEach(() => {
  told.length = 0;
});
afterEach(clear);

it('shows what holds, and what is needed before users can connect', async () => {
  const element = await open();
  expect(byLabel(element, 'lightning-input', 'Take emails')?.checked).toBe(false);
  expect(byLabel(element, 'lightning-textarea', 'Words')?.value).toBe('perso\nprivé');
  expect(textOf(element)).toContain('https://sync.example/oauth/mailbox/callback');
  expect(textOf(element)).toContain('Nobody has connected a mailbox yet.');
  expect(byLabel(element, 'lightning-button', 'Save')).toBeUndefined();
  await expectAccessible(element);
});

it('saves what was changed, line by line, and tells the page', async () => {
  const saved = { ...SETTINGS, on: true, blocked: ['rival.example'], revision: 3 };
  const element = await open({ putEmailSettings: saved });
  await change(element, 'lightning-input', 'Take emails', { checked: true });
  await change(element, 'lightning-textarea', 'Addresses', { value: 'rival.example\n\n' });
  await press(element, 'Save');
  const put = service.calls.find(({ operation }) => operation === 'putEmailSettings');
  expect(JSON.parse(String(put?.inputs.body))).toEqual({ ...SETTINGS, on: true, blocked: ['rival.example'] });
  expect(told).toEqual([{ feed: 'emails', on: true }]);
  expect(textOf(element)).toContain('Saved.');
  await expectAccessible(element);
});

it('a refusal is told and nothing of the draft is lost; it can be thrown away', async () => {
  const element = await open({
    putEmailSettings: fault('refused', 422, '/blocked/0 is neither an address nor a domain'),
  });
  await change(element, 'lightning-textarea', 'Addresses', { value: 'rival' });
  await press(element, 'Save');
  expect(textOf(element)).toContain('is neither an address nor a domain');
  expect(byLabel(element, 'lightning-textarea', 'Addresses')?.value).toBe('rival');
  await expectAccessible(element);
  await press(element, 'Discard');
  expect(byLabel(element, 'lightning-textarea', 'Addresses')?.value).toBe('');
});

it('what is not saved yet is told for the page to keep, and is there again when the step is', async () => {
  const kept: unknown[] = [];
  const element = await open();
  element.addEventListener('keepchoices', (event) => kept.push((event as CustomEvent).detail));
  await change(element, 'lightning-textarea', 'Addresses', { value: 'rival.example' });
  const draft = { read: SETTINGS, mine: { ...SETTINGS, blocked: ['rival.example'] } };
  expect(kept).toEqual([{ step: 'emails', kept: draft }]);
  clear();
  const again = show('c-setup-emails', SetupEmails, { call: service.call.bind(service), kept: draft });
  await settle(10);
  expect(byLabel(again, 'lightning-textarea', 'Addresses')?.value).toBe('rival.example');
  expect(byLabel(again, 'lightning-button', 'Save')).toBeDefined();
});

it('whose mailbox is connected, and what is wrong with it', async () => {
  const element = await open({ listMailboxes: { ...MAILBOXES, providers: ['google'], mailboxes: [PAUL] } });
  const text = textOf(element);
  expect(text).toContain('paul@sealight.example');
  expect(text).toContain('Needs attention');
  expect(text).toContain('12 emails kept');
  expect(text).toContain('Paul has to connect once more.');
  expect(text).toContain('Outlook is not set up');
  await expectAccessible(element);
});

it('the service away is said', async () => {
  const element = await open({ getEmailSettings: fault('offline') });
  expect(all(element, 'c-setup-fault')).toHaveLength(1);
});
