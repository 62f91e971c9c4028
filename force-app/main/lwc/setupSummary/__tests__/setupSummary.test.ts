import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { check, connection, health } from '../../../../../config/jest/setupAnswers';
import type { Feeds } from '../../setupModel/feeds';
import type { Health } from '../../setupModel/types';
import SetupSummary from '../setupSummary';

async function open(state: Health, feeds: Feeds = {}): Promise<HTMLElement> {
  const element = show('c-setup-summary', SetupSummary, { health: state, connection: connection(), feeds });
  await settle();
  return element;
}
const rows = (element: HTMLElement) => all(element, 'tbody tr').map(textOf);

afterEach(clear);

it('lists every check with what was found and what to do', async () => {
  const off = check('notes', {
    state: 'attention',
    code: 'NOTES_OFF',
    setupPath: '/lightning/setup/NotesSetupPage/home',
  });
  const element = await open(health({ checks: [off] }));
  expect(rows(element)[0]).toBe('Connect Done debrief@sealight.example · https://sealight.my.salesforce.com');
  expect(rows(element)[3]).toBe(
    'Notes Off Notes are off in this org. In Setup, open Notes Settings, tick Enable Notes and save.',
  );
  expect(textOf(element)).toContain('Debrief is set up.');
  await expectAccessible(element);
});

it('counts what still needs somebody', async () => {
  const people = check('people', { state: 'attention', code: 'PEOPLE_UNMATCHED', facts: { unmatched: 2, reps: 3 } });
  const element = await open(health({ checks: [people] }));
  expect(textOf(element)).toContain('1 step still needs you.');
  expect(rows(element)[5]).toContain('Reps without a Salesforce user: 2 of 3.');
});

it('says of each feed whether it is on, as the list of steps does, and what that means', async () => {
  const element = await open(health(), { emails: true, workflows: false, visitors: false });
  expect(rows(element).slice(8)).toEqual([
    'Emails Done Emails with a contact or a lead are kept.',
    'Workflows Off No workflow runs by itself.',
    'Website visitors Off No website visit is taken in.',
  ]);
});

it('exports all of it as CSV, rights included', async () => {
  const element = await open(health());
  const [link] = all<HTMLAnchorElement>(element, 'a[download]');
  expect(link.getAttribute('download')).toBe('debrief-setup-2026-11-25.csv');
  const [, csv] = decodeURIComponent(link.href).split(',\uFEFF');
  const lines = csv.split('\r\n');
  expect(lines[0]).toBe('Check,State,What was found,What to do,Setup page');
  expect(lines[4]).toBe('Notes,Done,"Notes are on, and the integration user may write them.",,');
  expect(lines).toContain('Permissions,"missing, needed",Activities (tasks): Edit,,');
});

it('prints', async () => {
  const print = jest.spyOn(window, 'print').mockImplementation(() => undefined);
  const element = await open(health());
  all<HTMLElement & { label: string }>(element, 'lightning-button')
    .find(({ label }) => label === 'Print')
    ?.click();
  expect(print).toHaveBeenCalledTimes(1);
});
