import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { check, connection, unconnected } from '../../../../../config/jest/setupAnswers';
import type { Call, Connection } from '../../setupModel/types';
import SetupConnect from '../setupConnect';

const NOW = Date.parse('2026-11-25T15:00:00Z');
const LOGIN = {
  authorizeUrl: 'https://sync.example/oauth/salesforce/start?ticket=t',
  expiresAt: '2026-11-25T15:10:00Z',
};

type Element = HTMLElement & { connection?: Connection; call?: Call };
const told: Connection[] = [];

async function open(state: Connection, answers: Record<string, unknown> = {}, more: object = {}): Promise<Element> {
  service.reset(answers);
  const element: Element = show('c-setup-connect', SetupConnect, {
    connection: state,
    call: service.call.bind(service),
    ...more,
  });
  element.addEventListener('connectionchange', (event) => {
    const { detail } = event as CustomEvent<{ connection: Connection }>;
    told.push(detail.connection);
    element.connection = detail.connection;
  });
  await settle();
  return element;
}
const button = (element: HTMLElement, label: string) =>
  all<HTMLElement & { label: string }>(element, 'lightning-button').find((each) => each.label === label);
async function press(element: HTMLElement, label: string): Promise<void> {
  button(element, label)?.click();
  await settle(12);
}
const asked = () => service.calls.map(({ operation }) => operation);

let opened: jest.SpyInstance;
beforeEach(() => {
  stopClock(NOW);
  told.length = 0;
  opened = jest.spyOn(window, 'open').mockReturnValue(null);
});
afterEach(() => {
  clear();
  opened.mockRestore();
  jest.useRealTimers();
});

describe('connecting', () => {
  it('opens the login in a new tab, waits for it in sight, and goes on when it is done', async () => {
    const element = await open(unconnected(), {
      startConnection: LOGIN,
      getConnection: unconnected({ status: 'waiting' }),
    });
    await press(element, 'Connect');
    expect(service.calls[0].inputs).toEqual({ environment: 'production', language: 'en-US' });
    expect(opened).toHaveBeenCalledWith(LOGIN.authorizeUrl, '_blank', 'noopener');
    expect(textOf(element)).toContain('Waiting for your login');
    expect(textOf(element)).toContain('The login is good until 25 Nov, 16:10.');
    expect(all(element, `a[href="${LOGIN.authorizeUrl}"]`)).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(3000);
    service.answers.getConnection = connection();
    await jest.advanceTimersByTimeAsync(3000);
    await settle(12);
    expect(told.at(-1)?.status).toBe('connected');
    expect(textOf(element)).toContain('Debrief Integration (debrief@sealight.example)');
    const before = asked().length;
    await jest.advanceTimersByTimeAsync(30_000);
    expect(asked()).toHaveLength(before);
    await expectAccessible(element);
  });

  it('to a sandbox, or by an address of one’s own', async () => {
    const element = await open(unconnected(), { startConnection: LOGIN });
    all(element, 'lightning-radio-group')[0].dispatchEvent(new CustomEvent('change', { detail: { value: 'sandbox' } }));
    const [domain] = all(element, 'lightning-input');
    domain.dispatchEvent(new CustomEvent('change', { detail: { value: 'sealight' } }));
    await press(element, 'Connect');
    expect(textOf(element)).toContain('Enter an address that begins with https://');
    expect(asked()).toEqual([]);
    domain.dispatchEvent(new CustomEvent('change', { detail: { value: ' https://sealight.my.salesforce.com ' } }));
    await press(element, 'Connect');
    expect(service.calls[0].inputs).toMatchObject({
      environment: 'sandbox',
      loginUrl: 'https://sealight.my.salesforce.com',
    });
  });

  it.each([
    ['none', unconnected()],
    ['a broken one', connection({ status: 'broken', problem: { code: 'invalid_grant', message: 'm', fix: 'f' } })],
  ])('waits on while the service has the login and not yet the connection, but %s', async (_, between) => {
    const element = await open(between, { startConnection: LOGIN, getConnection: between });
    await press(element, between.status === 'broken' ? 'Connect again' : 'Connect');
    await jest.advanceTimersByTimeAsync(3000);
    await settle(12);
    expect(textOf(element)).toContain('Waiting for your login');
  });

  it('that went wrong stops the waiting and says why', async () => {
    const denied = unconnected({ problem: { code: 'access_denied', message: 'end-user denied', fix: 'f' } });
    const element = await open(unconnected(), { startConnection: LOGIN, getConnection: denied });
    await press(element, 'Connect');
    await jest.advanceTimersByTimeAsync(3000);
    await settle(12);
    expect(textOf(element)).toContain('The login was cancelled in Salesforce.');
    expect(button(element, 'Connect')).toBeDefined();
  });

  it('can be given up, and what was begun is forgotten', async () => {
    const waiting = unconnected({ status: 'waiting' });
    const element = await open(waiting, { endConnection: unconnected() });
    await expectAccessible(element);
    stopClock(NOW);
    await press(element, 'Stop waiting');
    expect(asked()).toEqual(['endConnection']);
    expect(button(element, 'Connect')).toBeDefined();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(asked()).toEqual(['endConnection']);
  });

  it('over a broken connection, given up, leaves that one alone', async () => {
    const broken = connection({ status: 'broken', problem: { code: 'invalid_grant', message: 'm', fix: 'f' } });
    const element = await open(broken, { startConnection: LOGIN });
    await press(element, 'Connect again');
    await press(element, 'Stop waiting');
    expect(asked()).toEqual(['startConnection']);
  });

  it('that is not finished in time says so', async () => {
    const element = await open(unconnected(), { startConnection: LOGIN, getConnection: unconnected() });
    await press(element, 'Connect');
    await jest.advanceTimersByTimeAsync(11 * 60_000);
    await settle(12);
    expect(textOf(element)).toContain('The time for the login is over.');
    expect(button(element, 'Connect')).toBeDefined();
  });

  it('that the service refuses says why', async () => {
    const element = await open(unconnected(), { startConnection: fault('refused', 422, 'loginUrl is no login page.') });
    await press(element, 'Connect');
    expect(textOf(all(element, '[role=alert]')[0])).toContain('loginUrl is no login page.');
    await expectAccessible(element);
  });

  it('is not offered where the service is not ready, and the reason is', async () => {
    const element = await open(
      unconnected({ canConnect: false, cannotConnectBecause: 'SALESFORCE_CLIENT_ID is missing.' }),
    );
    expect(textOf(element)).toContain('SALESFORCE_CLIENT_ID is missing.');
    expect(button(element, 'Connect')).toBeUndefined();
    await expectAccessible(element);
  });
});

describe('a connection', () => {
  it.each([
    ['invalid_grant', 'Salesforce does not let Debrief in any more'],
    ['API_DISABLED_FOR_ORG', 'Salesforce refuses every request to the API.'],
    ['ORG_UNREACHABLE', 'The org does not answer.'],
    ['access_denied', 'The login was cancelled in Salesforce.'],
    ['NEW_CODE', 'In the service’s words'],
  ])('that is broken by %s has words and a mend', async (code, words) => {
    const problem = { code, message: 'In the service’s words', fix: 'Its fix' };
    const element = await open(connection({ status: 'broken', problem }));
    expect(textOf(element)).toContain(words);
    expect(button(element, 'Connect again')).toBeDefined();
    await expectAccessible(element);
  });

  it('that stands, in an org that refuses, shows what the check found', async () => {
    const trouble = check('connection', {
      state: 'blocked',
      code: 'API_DISABLED',
      facts: { said: 'No API here' },
      setupPath: '/lightning/setup/PermSets/home',
    });
    const element = await open(connection(), {}, { trouble });
    expect(textOf(element)).toContain('No API here');
    expect(all(element, 'a[href="/lightning/setup/PermSets/home"]')).toHaveLength(1);
  });

  it('can be tested', async () => {
    const element = await open(connection(), {
      testConnection: { ...connection(), checkedAt: '2026-11-25T15:00:00Z' },
    });
    await press(element, 'Test connection');
    expect(textOf(element)).toContain('Salesforce answered 25 Nov, 16:00.');
  });

  it('is ended only after a question', async () => {
    const element = await open(connection(), { endConnection: unconnected() });
    await press(element, 'Disconnect');
    expect(textOf(element)).toContain('Disconnect this org?');
    await expectAccessible(element);
    stopClock(NOW);
    await press(element, 'Stay connected');
    expect(asked()).toEqual([]);
    await press(element, 'Disconnect');
    await press(element, 'Disconnect');
    expect(asked()).toEqual(['endConnection']);
    expect(told.at(-1)?.status).toBe('notConnected');
  });

  it('that the service was started with is not ended here', async () => {
    const element = await open(connection({ via: 'environment' }));
    expect(button(element, 'Disconnect')).toBeUndefined();
    expect(textOf(element)).toContain('it is changed where the service runs');
  });
});
