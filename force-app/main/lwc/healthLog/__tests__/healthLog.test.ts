import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { entry, log } from '../../healthModel/__tests__/samples';
import HealthLog from '../healthLog';

type Element = HTMLElement & { refresh(): Promise<void> };
const call = jest.fn();
async function open(answer: unknown = log([entry(2), entry(1)])): Promise<Element> {
  call.mockResolvedValue(answer);
  const element = show('c-health-log', HealthLog, { call } as unknown as HealthLog) as unknown as Element;
  await element.refresh();
  await settle();
  return element;
}
const asked = () => (call.mock.calls.at(-1) as [string, Record<string, unknown>])[1];
const change = (element: Element, tag: string, value: string) => {
  all(element, tag)[0].dispatchEvent(new CustomEvent('change', { detail: { value } }));
  return settle();
};
const rows = (element: Element) => all(element, 'tbody tr').map(textOf);

beforeEach(() => {
  call.mockReset();
  stopClock(Date.parse('2026-11-25T13:00:00Z'));
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('says when, what, why and of which conversation', async () => {
  const element = await open(
    log([
      entry(2, { kind: 'failed', message: 'Opportunity: Close date must be in the future.' }),
      entry(1, { key: undefined }),
    ]),
  );
  expect(rows(element)).toEqual([
    '13:00 Not written Opportunity: Close date must be in the future. zoom:2',
    '13:00 Written Entry 1.',
  ]);
  await expectAccessible(element);
});

it('keeps the name of a kind that it does not know', async () => {
  const element = await open(log([entry(1, { kind: 'ofLater' })]));
  expect(rows(element)[0]).toContain('ofLater');
});

it('is loading in the shape of the list, then says that nothing has happened', async () => {
  const element = show('c-health-log', HealthLog, { call } as unknown as HealthLog) as unknown as Element;
  expect(all(element, '.bone').length).toBeGreaterThan(3);
  await expectAccessible(element);
  clear();
  const empty = await open(log());
  expect(textOf(empty)).toContain('Nothing has happened yet.');
  await expectAccessible(empty);
});

it('asks for a group of kinds', async () => {
  const element = await open();
  await change(element, 'lightning-combobox', 'skipped');
  expect(asked()).toMatchObject({ kind: 'unchanged,ignored', key: '' });
});

it('asks for one conversation once the typing rests', async () => {
  const element = await open();
  await change(element, 'lightning-input', 'zo');
  await change(element, 'lightning-input', ' zoom:7 ');
  expect(call).toHaveBeenCalledTimes(1);
  call.mockResolvedValue(log());
  await jest.advanceTimersByTimeAsync(300);
  await settle();
  expect(call).toHaveBeenCalledTimes(2);
  expect(asked()).toMatchObject({ key: 'zoom:7' });
  expect(textOf(element)).toContain('No entry fits.');
});

it('shows only the conversation whose key is pressed', async () => {
  const element = await open();
  all<HTMLButtonElement>(element, '.only')[0].click();
  await settle();
  expect(asked()).toMatchObject({ key: 'zoom:2' });
});

it('adds older entries, and stays where it is when it is read again', async () => {
  const element = await open(log([entry(5), entry(4)], 4));
  call.mockResolvedValue(log([entry(3)]));
  all<HTMLButtonElement>(element, '.more')[0].click();
  await settle();
  expect(asked()).toMatchObject({ before: 4 });
  expect(all(element, '.more')).toEqual([]);
  expect(element.shadowRoot?.activeElement?.getAttribute('data-id')).toBe('3');
  call.mockResolvedValue(log([entry(6), entry(5)], 5));
  await element.refresh();
  await settle();
  expect(rows(element).map((row) => row.match(/Entry (\d)/)?.[1])).toEqual(['6', '5', '4', '3']);
});

it('drops an answer to what is no longer asked', async () => {
  const element = await open();
  let late: (answer: unknown) => void = () => undefined;
  call.mockReturnValueOnce(new Promise((resolve) => (late = resolve)));
  await change(element, 'lightning-combobox', 'written');
  call.mockResolvedValue(log([entry(9, { kind: 'failed' })]));
  await change(element, 'lightning-combobox', 'attention');
  late(log([entry(8)]));
  await settle();
  expect(rows(element)).toEqual(['13:00 Not written Entry 9. zoom:9']);
});

it('leaves a failed reading to the page, and shows the fault of what was asked here', async () => {
  const element = await open();
  const fault = { kind: 'refused', status: 400, message: 'limit is too large.' };
  call.mockRejectedValue(fault);
  await expect(element.refresh()).rejects.toBe(fault);
  await settle();
  expect(rows(element)).toHaveLength(2);
  expect(textOf(element)).not.toContain('limit');
  await change(element, 'lightning-combobox', 'written');
  expect(textOf(element)).toContain('limit is too large.');
  await expectAccessible(element);
});
