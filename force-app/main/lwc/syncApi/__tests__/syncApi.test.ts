import { all, clear, expectAccessible, settle, show, stopClock } from '../../../../../config/jest/page';
import SyncApi from '../syncApi';

type Api = HTMLElement & { call: SyncApi['call'] };
type FlowElement = HTMLElement & { flowApiName: string; flowInputVariables: unknown };

const open = () => show('c-sync-api', SyncApi, {}) as unknown as Api;
const flows = (api: Api) => all<FlowElement>(api, 'lightning-flow');
function tell(flow: FlowElement, status: string, outputs?: Record<string, unknown>, errorMessage?: string): void {
  const outputVariables =
    outputs && Object.entries(outputs).map(([name, value]) => ({ flowName: flow.flowApiName, name, value }));
  flow.dispatchEvent(new CustomEvent('statuschange', { detail: { status, outputVariables, errorMessage } }));
}
const good = (json: unknown) => ({ ok: true, status: 200, message: '', json: JSON.stringify(json) });

/** A call whose fault is looked at later. */
function watch(call: Promise<unknown>): { fault?: unknown; answer?: unknown } {
  const seen: { fault?: unknown; answer?: unknown } = {};
  call.then(
    (answer) => (seen.answer = answer),
    (fault: unknown) => (seen.fault = fault),
  );
  return seen;
}

beforeEach(() => stopClock(0));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it.each(['FINISHED', 'FINISHED_SCREEN'])('runs the operation’s Flow and gives its answer at %s', async (status) => {
  const api = open();
  const call = api.call('getConversation', { key: 'zoom:1', dryRun: false, by: '' });
  await settle();
  const [flow] = flows(api);
  expect(flow.flowApiName).toBe('Debrief_Get_Conversation');
  expect(flow.flowInputVariables).toEqual([
    { name: 'key', type: 'String', value: 'zoom:1' },
    { name: 'dryRun', type: 'Boolean', value: false },
  ]);
  tell(flow, 'STARTED');
  tell(flow, status, good({ key: 'zoom:1' }));
  await expect(call).resolves.toEqual({ key: 'zoom:1' });
  await settle();
  expect(flows(api)).toEqual([]);
});

it('keeps calls apart that run at the same time, also of one operation', async () => {
  const api = open();
  const calls = [api.call('getBudget'), api.call('getBudget'), api.call('listErrors')];
  await settle();
  const [first, second, third] = flows(api);
  tell(third, 'FINISHED_SCREEN', good('errors'));
  tell(second, 'FINISHED_SCREEN', good('second'));
  await settle();
  expect(flows(api)).toEqual([first]);
  tell(first, 'FINISHED_SCREEN', good('first'));
  await expect(Promise.all(calls)).resolves.toEqual(['first', 'second', 'errors']);
});

it('waits a moment for outputs that come after the end', async () => {
  const api = open();
  const call = api.call('getBudget');
  await settle();
  const [flow] = flows(api);
  tell(flow, 'FINISHED_SCREEN', {});
  await jest.advanceTimersByTimeAsync(1_000);
  tell(flow, 'FINISHED_SCREEN', { ok: 'true', status: '200', json: '1' });
  await expect(call).resolves.toBe(1);
});

it('says so where a Flow ends without an answer', async () => {
  const api = open();
  const seen = watch(api.call('getBudget'));
  await settle();
  tell(flows(api)[0], 'FINISHED_SCREEN');
  await jest.advanceTimersByTimeAsync(2_000);
  expect(seen.fault).toMatchObject({
    kind: 'unknown',
    message: 'The Flow Debrief_Get_Budget ended without an answer.',
  });
});

it('passes on what the service refuses', async () => {
  const api = open();
  const call = api.call('listActivity', { limit: 0 });
  await settle();
  tell(flows(api)[0], 'FINISHED_SCREEN', { ok: false, status: 400, message: 'limit is too small.', json: '{}' });
  await expect(call).rejects.toMatchObject({ kind: 'refused', status: 400, message: 'limit is too small.' });
});

it('tells a Flow that cannot be started from one that fails on its way', async () => {
  const api = open();
  const seen = [watch(api.call('getBudget')), watch(api.call('getBudget'))];
  await settle();
  const [missing, failing] = flows(api);
  tell(missing, 'ERROR', undefined, 'Flow not found');
  tell(failing, 'STARTED');
  tell(failing, 'ERROR', undefined, 'Unhandled fault');
  await settle();
  expect(seen.map(({ fault }) => (fault as { kind: string }).kind)).toEqual(['noFlow', 'unknown']);
});

it('gives up after its time and takes the interview away; what comes later is passed over', async () => {
  const api = open();
  const seen = [watch(api.call('getBudget')), watch(api.call('checkHealth', {}, { timeoutMs: 60_000 }))];
  await settle();
  const [flow] = flows(api);
  await jest.advanceTimersByTimeAsync(29_999);
  expect(seen[0].fault).toBeUndefined();
  await jest.advanceTimersByTimeAsync(1);
  expect(seen[0].fault).toMatchObject({ kind: 'timeout', status: 0 });
  expect((seen[0].fault as Error).message).toContain('within 30 seconds');
  tell(flow, 'FINISHED_SCREEN', good(1));
  await settle();
  expect(seen[0].answer).toBeUndefined();
  expect(seen[1]).toEqual({});
  expect(flows(api)).toHaveLength(1);
});

it('fails what is open when it is taken off the page, and what is asked afterwards', async () => {
  const api = open();
  const open_ = watch(api.call('getBudget'));
  await settle();
  clear();
  await settle();
  expect(open_.fault).toMatchObject({ kind: 'unknown', message: 'The page was left before the service answered.' });
  await expect(api.call('getBudget')).rejects.toMatchObject({ kind: 'unknown' });
});

it('is hidden from eyes and screen readers', async () => {
  const api = open();
  watch(api.call('getBudget'));
  await settle();
  expect(flows(api)[0].closest('[hidden]')).not.toBeNull();
  await expectAccessible(api);
});
