import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { CurrentPageReference, visited } from '../../../../../config/jest/platform/navigation';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { check, connection, health, unconnected } from '../../../../../config/jest/setupAnswers';
import DebriefSetup from '../debriefSetup';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));
jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: true }), {
  virtual: true,
});

const NOW = Date.parse('2026-11-25T15:00:00Z');
const PAGE = { type: 'standard__navItemPage', attributes: { apiName: 'Debrief_Setup' }, state: {} };

async function open(answers: Record<string, unknown>, state: Record<string, string> = {}): Promise<HTMLElement> {
  service.reset(answers);
  const element = show('c-debrief-setup', DebriefSetup, {});
  CurrentPageReference.emit({ ...PAGE, state });
  await settle(30);
  return element;
}
async function goTo(step: string): Promise<void> {
  CurrentPageReference.emit({ ...PAGE, state: { c__step: step } });
  await settle(20);
}
const button = (element: HTMLElement, label: string) =>
  all<HTMLElement & { label: string; variant?: string }>(element, 'lightning-button').find(
    (each) => each.label === label,
  );
const heading = (element: HTMLElement) => textOf(all(element, '.step-heading')[0]);
const stepsIn = (element: HTMLElement) => all(element, 'nav button').map(textOf);

beforeEach(() => stopClock(NOW));
afterEach(() => {
  clear();
  visited.length = 0;
  jest.useRealTimers();
});

describe('where an admin stands', () => {
  it('on the first day is the first step, and every other one waits', async () => {
    const element = await open({ getConnection: unconnected() });
    expect(heading(element)).toBe('Connect');
    expect(stepsIn(element).slice(0, 3)).toEqual(['Connect Needs you', 'Permissions Waiting', 'API access Waiting']);
    expect(service.calls.map(({ operation }) => operation)).toEqual(['getConnection']);
    expect(button(element, 'Continue: Permissions')).toBeUndefined();
    await expectAccessible(element);
  });

  it('comes from what the service says: the first step that needs them', async () => {
    const people = check('people', { state: 'attention', code: 'PEOPLE_UNMATCHED', facts: { unmatched: 1, reps: 2 } });
    const element = await open({
      getConnection: connection(),
      checkHealth: health({ checks: [people] }),
      listUsers: { reps: [], users: [] },
      getEmailSettings: { on: true },
      listWorkflows: { workflows: [{ on: false }] },
      getVisitorSettings: fault('offline'),
    });
    expect(heading(element)).toBe('People');
    expect(textOf(element)).toContain('9 of 11 steps done');
  });

  it('is in the address, and the focus goes to the heading of a step that was chosen', async () => {
    const element = await open({ getConnection: connection(), checkHealth: health() }, { c__step: 'notes' });
    expect(heading(element)).toBe('Notes');
    expect(document.activeElement).toBe(document.body);
    button(element, 'Continue: Change Data Capture')?.click();
    expect(visited).toEqual([{ ...PAGE, state: { c__step: 'changes' } }]);
    await goTo('changes');
    expect(heading(element)).toBe('Change Data Capture');
    expect(element.shadowRoot?.activeElement).toBe(all(element, '.step-heading')[0]);
    await expectAccessible(element);
  });

  it('before there is a connection each step says that it waits, and leads to it', async () => {
    const element = await open({ getConnection: unconnected() }, { c__step: 'writing' });
    expect(textOf(element)).toContain('This is checked once the org is connected.');
    button(element, 'Go to Connect')?.click();
    expect(visited[0].state).toEqual({ c__step: 'connect' });
    await expectAccessible(element);
  });
});

it('keeps what is typed into one step while another is open', async () => {
  const answers = {
    ...{ getConnection: connection(), checkHealth: health() },
    getEmailSettings: { on: true, neverSubjects: [], blocked: [], revision: 1 },
    listMailboxes: { mailboxes: [], providers: [], callbackUrl: '' },
  };
  const element = await open(answers, { c__step: 'emails' });
  const area = () => all<HTMLElement & { value: string }>(element, 'lightning-textarea')[1];
  area().dispatchEvent(new CustomEvent('change', { detail: { value: 'rival.example' } }));
  await settle();
  expect(button(element, 'Continue: Workflows')?.variant).toBe('neutral');
  await goTo('notes');
  await goTo('emails');
  expect(area().value).toBe('rival.example');
});

it('asks nobody for anything before the service has answered', async () => {
  service.reset({});
  const element = show('c-debrief-setup', DebriefSetup, {});
  CurrentPageReference.emit({ ...PAGE, state: {} });
  expect(stepsIn(element)[0]).toBe('Connect Waiting');
  await settle(30);
});

describe('checking again', () => {
  it('asks anew and says what it found', async () => {
    const off = check('notes', {
      state: 'attention',
      code: 'NOTES_OFF',
      setupPath: '/lightning/setup/NotesSetupPage/home',
    });
    const element = await open(
      { getConnection: connection(), checkHealth: health({ checks: [off] }) },
      { c__step: 'notes' },
    );
    expect(textOf(element)).toContain('Notes are off in this org.');
    expect(all(element, 'a[href="/lightning/setup/NotesSetupPage/home"]')).toHaveLength(1);
    await expectAccessible(element);
    service.answers.checkHealth = health();
    button(element, 'Check again')?.click();
    await settle(20);
    expect(textOf(element)).toContain('Notes are on.');
    expect(all(element, '[role=status]').map(textOf)).toContain('Notes: Done');
  });

  it('has one primary action: going on, once the step asks for nothing', async () => {
    const element = await open({ getConnection: connection(), checkHealth: health() }, { c__step: 'api' });
    expect(button(element, 'Continue: Notes')?.variant).toBe('brand');
    const brands = all<HTMLElement & { variant?: string }>(element, 'lightning-button').filter(
      ({ variant }) => variant === 'brand',
    );
    expect(brands).toHaveLength(1);
  });
});

describe('what stands in the way', () => {
  it.each([
    ['key', 'The service refused the key', '/lightning/setup/NamedCredential/home'],
    ['offline', 'The sync service cannot be reached', '/lightning/setup/NamedCredential/home'],
    ['noFlow', 'Debrief Connect is missing, or you may not use it', '/lightning/setup/PermSets/home'],
    ['forbidden', 'This is for admins', '/lightning/setup/PermSets/home'],
  ])('a fault of the kind %s has its own words and its mend', async (kind, title, path) => {
    const element = await open({ getConnection: fault(kind) });
    expect(textOf(all(element, '[role=alert]')[0])).toContain(title);
    expect(all(element, `a[href="${path}"]`)).toHaveLength(1);
    expect(button(element, 'Copy for your admin')).toBeDefined();
    await expectAccessible(element);
  });

  it.each([
    ['timeout', 'did not answer in time'],
    ['unknown', 'Something went wrong'],
  ])('a fault of the kind %s says what to do', async (kind, words) => {
    const element = await open({ getConnection: fault(kind, 0, 'The words') });
    expect(textOf(element)).toContain(words);
    await expectAccessible(element);
  });

  it('an org that does not answer is told on every step that it keeps from being checked', async () => {
    const checks = [
      check('connection', { state: 'blocked', code: 'TOKEN_REVOKED', facts: { said: 'expired access/refresh token' } }),
      ...(['permissions', 'fields', 'notes'] as const).map((id) => check(id, { state: 'unknown', code: 'NOT_ASKED' })),
    ];
    const element = await open({ getConnection: connection(), checkHealth: health({ checks }) });
    expect(heading(element)).toBe('Connect');
    expect(textOf(element)).toContain('Connect again as the integration user.');
    expect(textOf(element)).toContain('expired access/refresh token');
    await goTo('notes');
    expect(textOf(element)).toContain('This cannot be checked now');
    await expectAccessible(element);
  });

  it('what has changed since is told at the top', async () => {
    const drift = {
      since: '2026-11-20T09:00:00Z',
      changes: [
        {
          check: 'notes' as const,
          code: 'NOTES_OFF',
          from: 'ok',
          to: 'attention',
          message: 'Notes: off.',
          better: false,
        },
      ],
    };
    const element = await open({ getConnection: connection(), checkHealth: health({ drift }) });
    expect(textOf(element)).toContain('Since 20 Nov something has changed');
    expect(textOf(element)).toContain('Notes: Notes are off in this org. (worse)');
    await expectAccessible(element);
  });
});

it('a broken connection is asked of the org anew, where it may have been mended', async () => {
  const broken = connection({ status: 'broken', problem: { code: 'API_DISABLED', message: 'm', fix: 'f' } });
  const element = await open({ getConnection: broken, testConnection: broken });
  expect(textOf(element)).toContain('Salesforce refuses every request to the API.');
  await expectAccessible(element);
  service.answers.testConnection = connection();
  service.answers.checkHealth = health();
  button(element, 'Check again')?.click();
  await settle(30);
  expect(stepsIn(element)[0]).toBe('Connect Done');
});

it('connecting goes on to the checks without a reload', async () => {
  const element = await open({ getConnection: unconnected() });
  service.answers.checkHealth = health();
  all(element, 'c-setup-connect')[0].dispatchEvent(
    new CustomEvent('connectionchange', { detail: { connection: connection() }, bubbles: true }),
  );
  await settle(20);
  expect(stepsIn(element)[0]).toBe('Connect Done');
  expect(button(element, 'Continue: Permissions')?.variant).toBe('brand');
});
