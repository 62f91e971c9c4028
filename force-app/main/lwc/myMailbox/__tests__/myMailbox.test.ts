import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import type { MyMailbox as State } from '../model';
import MyMailbox from '../myMailbox';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

const NOW = Date.parse('2026-11-25T15:00:00Z');
const LOGIN = { url: 'https://sync.example/oauth/mailbox/start?ticket=t', expiresAt: '2026-11-25T15:10:00Z' };

function state(more: Partial<State> = {}): State {
  return {
    ...{ status: 'notConnected', isOn: true, providers: ['google', 'microsoft'], kept: 0 },
    ...{ provider: null, mailbox: null, since: null, lastSyncAt: null, problem: null },
    ...{ waitingUntil: null, loginProblem: null, withdrawnAt: null, neverSubjects: ['perso', 'privé'] },
    ...more,
  };
}
const connected = (more: Partial<State> = {}): State =>
  state({
    ...{ status: 'connected', provider: 'google', mailbox: 'paul@sealight.example', kept: 12 },
    ...{ since: '2026-11-20T09:00:00Z', lastSyncAt: '2026-11-25T14:59:00Z' },
    ...more,
  });

async function open(answers: Record<string, unknown>): Promise<HTMLElement> {
  service.reset(answers);
  const element = show('c-my-mailbox', MyMailbox, {});
  await settle(12);
  return element;
}
const button = (element: HTMLElement, label: string) =>
  all<HTMLElement & { label: string }>(element, 'lightning-button').find((each) => each.label === label);
async function press(element: HTMLElement, label: string): Promise<void> {
  button(element, label)?.click();
  await settle(12);
}

let opened: jest.SpyInstance;
beforeEach(() => {
  stopClock(NOW);
  opened = jest.spyOn(window, 'open').mockReturnValue(null);
});
afterEach(() => {
  clear();
  opened.mockRestore();
  jest.useRealTimers();
});

it('says that the admin has not switched the feed on, and offers nothing', async () => {
  const element = await open({ getMyMailbox: state({ status: 'off', isOn: false, providers: [] }) });
  expect(textOf(element)).toContain('Your admin has not switched on the email feed');
  expect(button(element, 'Connect')).toBeUndefined();
  await expectAccessible(element);
});

it('says that no provider is there while the feed is on', async () => {
  const element = await open({ getMyMailbox: state({ status: 'off', providers: [] }) });
  expect(textOf(element)).toContain('Your admin has not switched on Google or Microsoft');
  expect(button(element, 'Connect')).toBeUndefined();
});

it('says what is read before anybody connects, with the words that mark an email as private', async () => {
  const element = await open({ getMyMailbox: state() });
  expect(textOf(element)).toContain('of those with “perso” or “privé” in the subject.');
  await expectAccessible(element);
});

it('opens the log-in in a new tab, waits for it in sight, and goes on when it is done', async () => {
  const element = await open({ getMyMailbox: state(), startMyMailbox: LOGIN });
  all(element, 'lightning-radio-group')[0].dispatchEvent(new CustomEvent('change', { detail: { value: 'microsoft' } }));
  await press(element, 'Connect');
  expect(service.calls.at(-1)).toMatchObject({
    operation: 'startMyMailbox',
    inputs: { provider: 'microsoft', language: 'en-US' },
  });
  expect(opened).toHaveBeenCalledWith(LOGIN.url, '_blank', 'noopener');
  expect(textOf(element)).toContain('Waiting for your login');
  expect(all(element, `a[href="${LOGIN.url}"]`)).toHaveLength(1);
  service.answers.getMyMailbox = connected({ provider: 'microsoft' });
  await jest.advanceTimersByTimeAsync(3000);
  await settle(12);
  expect(textOf(element)).toContain('paul@sealight.example');
  expect(textOf(element)).toContain('Microsoft (Outlook)');
  expect(textOf(element)).not.toContain('Waiting for your login');
  const asked = service.calls.length;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(service.calls).toHaveLength(asked);
});

it('is accessible while it waits', async () => {
  const element = await open({ getMyMailbox: state(), startMyMailbox: LOGIN });
  await press(element, 'Connect');
  expect(textOf(element)).toContain('Waiting for your login');
  await expectAccessible(element);
});

it('says why a log-in came to nothing', async () => {
  const element = await open({ getMyMailbox: state(), startMyMailbox: LOGIN });
  await press(element, 'Connect');
  service.answers.getMyMailbox = state({ loginProblem: { code: 'otherMailbox', message: 'x', fix: 'y' } });
  await jest.advanceTimersByTimeAsync(3000);
  await settle(12);
  const [mend] = all<HTMLElement & { text: string }>(element, 'c-setup-mend');
  expect(mend.text).toContain('not the one of your Salesforce user');
  expect(button(element, 'Connect')).toBeDefined();
});

it('says that the time is over where nobody logs in', async () => {
  const element = await open({ getMyMailbox: state(), startMyMailbox: LOGIN });
  await press(element, 'Connect');
  service.answers.getMyMailbox = state();
  jest.setSystemTime(Date.parse('2026-11-25T15:11:00Z'));
  await jest.advanceTimersByTimeAsync(3000);
  await settle(12);
  expect(textOf(element)).toContain('The time for the login is over.');
});

it('shows what is kept, asks before it withdraws, and says what stays', async () => {
  const element = await open({
    getMyMailbox: connected(),
    withdrawMyMailbox: { kept: { own: 11, shared: 1 }, deleted: { emails: 0 } },
  });
  expect(textOf(element)).toContain('12');
  await press(element, 'Withdraw consent');
  expect(service.calls.some(({ operation }) => operation === 'withdrawMyMailbox')).toBe(false);
  await expectAccessible(element);
  service.answers.getMyMailbox = state({ withdrawnAt: '2026-11-25T15:00:00Z' });
  await press(element, 'Withdraw consent');
  expect(service.calls.find(({ operation }) => operation === 'withdrawMyMailbox')?.inputs).toEqual({ forget: false });
  expect(textOf(element)).toContain('Nothing of your mailbox is read any more. 12 emails stay on their deals.');
  expect(button(element, 'Connect')).toBeDefined();
});

it('deletes what was kept only where that is ticked', async () => {
  const element = await open({
    getMyMailbox: connected(),
    withdrawMyMailbox: { kept: { own: 0, shared: 0 }, deleted: { emails: 12 } },
  });
  await press(element, 'Withdraw consent');
  all(element, 'lightning-input')[0].dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await press(element, 'Withdraw consent');
  expect(service.calls.find(({ operation }) => operation === 'withdrawMyMailbox')?.inputs).toEqual({ forget: true });
  expect(textOf(element)).toContain('12 emails were deleted.');
});

it('asks the user again where the access has ended, and only then', async () => {
  const ended = { code: 'ACCESS_ENDED', message: 'Token has been revoked.', needsUser: true };
  const element = await open({ getMyMailbox: connected({ status: 'problem', problem: ended }), startMyMailbox: LOGIN });
  const [mend] = all<HTMLElement & { heading: string }>(element, 'c-setup-mend');
  expect(mend.heading).toBe('Debrief can no longer read your mailbox');
  await expectAccessible(element);
  await press(element, 'Connect again');
  expect(service.calls.at(-1)?.inputs).toMatchObject({ provider: 'google' });
  clear();
  const away = { code: '503', message: 'Backend error.', needsUser: false };
  const other = await open({ getMyMailbox: connected({ status: 'problem', problem: away }) });
  expect(button(other, 'Connect again')).toBeUndefined();
  expect(all<HTMLElement & { detail: string }>(other, 'c-setup-mend')[0].detail).toBe('Backend error.');
});

it('says that the service is away, and looks again when asked', async () => {
  const element = await open({ getMyMailbox: fault('offline') });
  expect(all(element, 'c-service-fault')).toHaveLength(1);
  await expectAccessible(element);
  service.answers.getMyMailbox = state();
  await press(element, 'Try again');
  expect(all(element, 'c-service-fault')).toHaveLength(0);
  expect(button(element, 'Connect')).toBeDefined();
});
