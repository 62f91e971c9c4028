import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { budget, connection } from '../../healthModel/__tests__/samples';
import HealthStatus from '../healthStatus';

type Element = HTMLElement & { budget: unknown };
const call = jest.fn();

async function open(facts: { connection?: object; budget?: object } = {}): Promise<Element> {
  const element = show('c-health-status', HealthStatus, {
    connection: connection(facts.connection),
    budget: budget(facts.budget),
    call,
  } as unknown as HealthStatus);
  await settle();
  return element as unknown as Element;
}
async function press(element: HTMLElement, label: string): Promise<void> {
  const buttons = all<HTMLElement & { label: string }>(element, 'lightning-button');
  const button = buttons.filter((each) => each.label === label).at(-1);
  if (!button) throw new Error(`No button ${label} among ${buttons.map((each) => each.label).join(', ')}`);
  button.click();
  await settle();
}

beforeEach(() => {
  call.mockReset();
  stopClock(Date.parse('2026-11-25T13:00:00Z'));
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('says as whom it is connected, where, and when it last wrote', async () => {
  const element = await open({ budget: { waiting: 3 } });
  expect(textOf(element)).toMatch(
    /Connected .*Organization Sealight Instance URL sealight\.my\.salesforce\.example .* Integration user Debrief Integration Last sync 25 Nov, 13:58 Waiting 3 conversations/,
  );
  await expectAccessible(element);
});

it('asks before it pauses, says what that does, and leaves it at a second thought', async () => {
  const element = await open();
  await press(element, 'Pause');
  expect(textOf(element)).toContain('Nothing more is read from or written to this org until somebody resumes.');
  await press(element, 'Keep running');
  expect(textOf(element)).not.toContain('until somebody resumes');
  expect(call).not.toHaveBeenCalled();
});

it('pauses when that is confirmed, and hands the budget on', async () => {
  const element = await open();
  const told = jest.fn();
  element.addEventListener('budgetchange', (event) => told((event as CustomEvent).detail));
  call.mockResolvedValue(budget({ paused: true }));
  await press(element, 'Pause');
  await press(element, 'Pause');
  expect(call.mock.calls).toEqual([['pauseWriting']]);
  expect(told).toHaveBeenCalledWith(expect.objectContaining({ paused: true }));
});

it('says since when it is paused, by whomever, and what resuming writes', async () => {
  const element = await open({ budget: { paused: true, pausedSince: '2026-11-25T12:30:00Z', waiting: 12 } });
  expect(textOf(element)).toContain('Paused since 13:30');
  await expectAccessible(element);
  await press(element, 'Resume');
  expect(textOf(element)).toContain('12 conversations that wait are written now');
  call.mockResolvedValue(budget());
  await press(element, 'Resume');
  expect(call.mock.calls).toEqual([['resumeWriting']]);
});

it('shows why a pause was refused, and stays as it was', async () => {
  const element = await open();
  call.mockRejectedValue({ kind: 'refused', status: 409, message: 'Not now.' });
  await press(element, 'Pause');
  await press(element, 'Pause');
  expect(textOf(element)).toContain('Not now.');
  expect(all<HTMLElement & { label: string }>(element, 'lightning-button')[0].label).toBe('Pause');
  await expectAccessible(element);
});

it('shows what broke the connection in words, with the way to the set-up', async () => {
  const problem = { code: 'invalid_grant', message: 'expired access/refresh token', fix: 'Connect again.' };
  const element = await open({ connection: { status: 'broken', problem } });
  expect(textOf(element)).toContain('The connection is broken');
  expect(textOf(element)).toContain('revoked');
  expect(textOf(element)).toContain('Open Debrief set-up');
  await expectAccessible(element);
});

it('keeps the service’s words for a problem that it does not know', async () => {
  const problem = { code: 'OF_LATER', message: 'Something of later.', fix: 'Mend it so.' };
  const element = await open({ connection: { status: 'broken', problem } });
  expect(textOf(element)).toContain('Something of later. Mend it so.');
});

it('leads to the set-up where no org is connected, and has nothing to pause', async () => {
  const nothing = { status: 'notConnected', organizationName: null, instanceUrl: null, user: null, lastSyncAt: null };
  const element = await open({ connection: nothing });
  expect(textOf(element)).toContain('Not connected');
  expect(textOf(element)).toContain('Conversations that come in are kept');
  expect(all(element, 'lightning-button')).toEqual([]);
  await expectAccessible(element);
});
