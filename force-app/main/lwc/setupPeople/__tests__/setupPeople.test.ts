import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { rep } from '../../../../../config/jest/setupAnswers';
import type { People } from '../../setupModel/types';
import SetupPeople from '../setupPeople';

const people = (): People => ({
  reps: [
    rep('paul@sealight.example', { how: 'email', userId: '005A', userName: 'Paul Marchand', name: 'Paul Marchand' }),
    rep('camille@dialler.example', { name: 'Camille Roux', conversations: 12 }),
    rep('bot@dialler.example', { how: 'leftOut', leftOut: true, lastSeen: null }),
  ],
  users: [{ userId: '005C', name: 'Camille Roux', email: 'camille@sealight.example' }],
});

async function open(answers: Record<string, unknown>): Promise<HTMLElement> {
  service.reset(answers);
  const element = show('c-setup-people', SetupPeople, { call: service.call.bind(service) });
  await settle(8);
  return element;
}
type Combobox = HTMLElement & { options: { value: string; label: string }[]; value?: string; label: string };
const choices = (element: HTMLElement) => all<Combobox>(element, 'lightning-combobox');
async function choose(element: HTMLElement, row: number, value: string): Promise<void> {
  choices(element)[row].dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle(16);
}
const names = (element: HTMLElement) => all(element, '.name').map(textOf);

afterEach(clear);

it('counts them, and puts first who has no user', async () => {
  const element = await open({ listUsers: people() });
  expect(textOf(element)).toContain('1 without a user · 1 by email · 1 left out');
  expect(names(element)).toEqual([
    'Camille Roux camille@dialler.example',
    'Paul Marchand paul@sealight.example',
    'bot@dialler.example',
  ]);
  expect(choices(element)[1].value).toBe('005A');
  expect(choices(element)[2].value).toBe('leftOut');
  expect(choices(element)[0].options.map(({ label }) => label)).toEqual([
    'Leave out: write nothing of theirs',
    'Camille Roux · camille@sealight.example',
    'Paul Marchand · paul@sealight.example',
  ]);
  await expectAccessible(element);
});

it('matches by hand, leaves out, and takes back in', async () => {
  const element = await open({ listUsers: people(), matchUser: { queued: 12 } });
  const refreshed = jest.fn();
  element.addEventListener('refreshchecks', refreshed);
  await choose(element, 0, '005C');
  expect(textOf(element)).toContain('Camille Roux: saved. 12 conversations go through again.');
  expect(refreshed).toHaveBeenCalledTimes(1);
  await choose(element, 1, 'leftOut');
  await choose(element, 2, '005A');
  expect(service.calls.filter(({ operation }) => operation === 'matchUser').map(({ inputs }) => inputs)).toEqual([
    { email: 'camille@dialler.example', userId: '005C' },
    { email: 'paul@sealight.example', leftOut: true },
    { email: 'bot@dialler.example', userId: '005A', leftOut: false },
  ]);
});

it('says at the person what the service refuses', async () => {
  const element = await open({ listUsers: people(), matchUser: fault('refused', 422, 'This user is not active.') });
  await choose(element, 0, '005C');
  expect(all(element, '.choice [role=alert]').map(textOf)).toEqual(['This user is not active.']);
  await expectAccessible(element);
});

it('finds people, shows twenty at a time, and says when nobody fits', async () => {
  const reps = Array.from({ length: 45 }, (_, index) => rep(`rep${index}@dialler.example`));
  const element = await open({ listUsers: { reps, users: [] } });
  expect(names(element)).toHaveLength(20);
  all<HTMLElement & { label: string }>(element, 'lightning-button')
    .find(({ label }) => label === 'Show more')
    ?.click();
  await settle();
  expect(names(element)).toHaveLength(40);
  const [search] = all(element, 'lightning-input');
  search.dispatchEvent(new CustomEvent('change', { detail: { value: 'REP44' } }));
  await settle();
  expect(names(element)).toEqual(['rep44@dialler.example']);
  search.dispatchEvent(new CustomEvent('change', { detail: { value: 'nobody' } }));
  await settle();
  expect(textOf(element)).toContain('Nobody fits this search.');
});

it('before the first conversation says who will be matched', async () => {
  const element = await open({ listUsers: { reps: [], users: people().users } });
  expect(textOf(element)).toContain('Users of this org who are ready to be matched by email: 1.');
  await expectAccessible(element);
});

it('tells a fault of the road', async () => {
  const element = await open({ listUsers: fault('offline') });
  expect(textOf(element)).toContain('The sync service cannot be reached');
});
