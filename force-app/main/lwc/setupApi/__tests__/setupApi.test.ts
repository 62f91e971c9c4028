import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { check, health, settings } from '../../../../../config/jest/setupAnswers';
import type { Health, Settings } from '../../setupModel/types';
import SetupApi from '../setupApi';

async function open(state: Health, answers: Record<string, unknown> = {}): Promise<HTMLElement> {
  service.reset(answers);
  const element = show('c-setup-api', SetupApi, { health: state, call: service.call.bind(service) });
  await settle();
  return element;
}
async function save(element: HTMLElement, value: string): Promise<void> {
  all(element, 'lightning-input')[0].dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
  all<HTMLElement & { label: string }>(element, 'lightning-button')
    .find(({ label }) => label === 'Save reserve')
    ?.click();
  await settle(30);
}
const sent = () =>
  service.calls
    .filter(({ operation }) => operation === 'putSettings')
    .map(({ inputs }) => JSON.parse(String(inputs.body)) as Settings);

afterEach(clear);

it('says what is used, what is left, and what is kept for others', async () => {
  const element = await open(health());
  const text = textOf(element);
  for (const words of [
    'Edition Enterprise Edition API Enabled Yes',
    '1,200 of 100,000 daily requests used',
    '78,800 left for Debrief; the last 20,000 are the reserve.',
  ])
    expect(text).toContain(words);
  await expectAccessible(element);
});

it('says why there is no way in, and how to open it', async () => {
  const api = { edition: null, enabled: false, used: null, max: null, reserve: null, reservePercent: 20 };
  const checks = [
    check('apiAccess', { state: 'blocked', code: 'API_DISABLED', setupPath: '/lightning/setup/PermSets/home' }),
  ];
  const element = await open(health({ api, checks, organization: null }));
  expect(textOf(element)).toContain('Professional Edition as an add-on');
  expect(textOf(element)).toContain('API Enabled No');
  expect(all(element, '.meter')).toEqual([]);
  await expectAccessible(element);
});

it('changes the reserve and nothing else', async () => {
  const read = settings({ writing: 'on', dealTie: 'newest' });
  const element = await open(health(), { getSettings: read, putSettings: settings({ apiReservePercent: 35 }) });
  const refreshed = jest.fn();
  element.addEventListener('refreshchecks', refreshed);
  await save(element, '35');
  expect(sent()).toEqual([{ ...read, apiReservePercent: 35 }]);
  expect(textOf(element)).toContain('The reserve is 35 %.');
  expect(refreshed).toHaveBeenCalled();
});

it.each(['', '96', '-1', '20.5', 'x'])('does not send %p', async (value) => {
  const element = await open(health());
  await save(element, value);
  expect(textOf(element)).toContain('Enter a whole number from 0 to 95.');
  expect(service.calls).toEqual([]);
});

it('goes on top of what somebody else has changed meanwhile', async () => {
  const theirs = settings({ writing: 'on', revision: 4 });
  const reads = [settings(), theirs];
  const puts = [fault('refused', 409), settings({ writing: 'on', apiReservePercent: 30, revision: 5 })];
  const element = await open(health(), { getSettings: () => reads.shift(), putSettings: () => puts.shift() });
  await save(element, '30');
  expect(sent().at(-1)).toEqual({ ...theirs, apiReservePercent: 30 });
  expect(textOf(element)).toContain('The reserve is 30 %.');
});

it('asks where somebody else has set the very same', async () => {
  const reads = [settings(), settings({ apiReservePercent: 50, revision: 4 })];
  const puts = [fault('refused', 409), settings({ apiReservePercent: 30, revision: 5 })];
  const element = await open(health(), { getSettings: () => reads.shift(), putSettings: () => puts.shift() });
  await save(element, '30');
  expect(textOf(element)).toContain(
    'Somebody else set the reserve to 50 % in the meantime. Save again to set it to 30 %.',
  );
  await save(element, '30');
  expect(sent().at(-1)).toMatchObject({ apiReservePercent: 30, revision: 4 });
});

it('tells a fault of the road', async () => {
  const element = await open(health(), { getSettings: fault('timeout') });
  await save(element, '30');
  expect(textOf(element)).toContain('did not answer in time');
  await expectAccessible(element);
});
