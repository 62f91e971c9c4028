import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { getObjectInfo } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { health } from '../../../../../config/jest/setupAnswers';
import type { Health } from '../../setupModel/types';
import SetupPermissions from '../setupPermissions';

jest.mock('@salesforce/userPermission/ActivitiesAccess', () => ({ __esModule: true, default: true }), {
  virtual: true,
});
jest.mock('@salesforce/userPermission/EditTask', () => ({ __esModule: true, default: true }), { virtual: true });
jest.mock('@salesforce/userPermission/EditEvent', () => ({ __esModule: true, default: undefined }), { virtual: true });

async function open(state: Health): Promise<HTMLElement> {
  const element = show('c-setup-permissions', SetupPermissions, { health: state });
  getObjectInfo.emit({ data: { apiName: 'Any', updateable: true, createable: false, fields: {} } });
  await settle();
  return element;
}
const rows = (element: HTMLElement) => all(element, 'tbody tr').map(textOf);

afterEach(clear);

it('shows what the integration user has and needs beside what the viewer may do', async () => {
  const element = await open(health());
  expect(rows(element)).toEqual([
    'Accounts yes ○ recommended – not needed yes yes – no',
    'Activities (tasks) Fields of Activities (tasks) yes needed yes yes yes yes',
  ]);
  await expectAccessible(element);
});

it('opens the fields of an object in place', async () => {
  const element = await open(health());
  const [toggle] = all<HTMLButtonElement>(element, 'button.toggle');
  toggle.click();
  await settle();
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  expect(rows(element)[2]).toBe('Related To (Edit) needed ? unknown');
  await expectAccessible(element);
});

it('says of each field what the viewer may do with it', async () => {
  const field = (name: string, need: 'read' | 'edit') =>
    ({ object: 'Account', field: name, label: name, need, level: 'recommended', has: false }) as const;
  const fields = [field('Website', 'edit'), field('Industry', 'edit'), field('Secret__c', 'read')];
  const element = show('c-setup-permissions', SetupPermissions, { health: { ...health(), fields } });
  const seen = (apiName: string, updateable: boolean) => ({ [apiName]: { apiName, updateable } });
  const described = { apiName: 'Account', updateable: true, createable: true };
  getObjectInfo.emit({ data: { ...described, fields: { ...seen('Website', true), ...seen('Industry', false) } } });
  await settle();
  all<HTMLButtonElement>(element, 'button.toggle')[0].click();
  await settle();
  expect(rows(element).slice(1, 4)).toEqual([
    'Website (Edit) ○ recommended yes',
    'Industry (Edit) ○ recommended – no',
    'Secret__c (Read) ○ recommended – no',
  ]);
});

it('says exactly what is missing, by the permission set that grants it, to mend or to hand on', async () => {
  const element = await open(health());
  const text = textOf(element);
  expect(text).toContain('Assign the permission set “Debrief Integration” to Debrief Integration. It grants:');
  expect(text).toContain('Activities (tasks), Edit of fields: Related To (needed)');
  expect(text).toContain('Accounts: Edit (recommended)');
  const copies = all<HTMLElement & { label: string; text: string }>(element, 'c-setup-copy');
  expect(copies.map(({ label }) => label)).toEqual(['Copy permission set XML', 'Copy for your admin']);
  expect(copies[0].text).toBe('<PermissionSet/>');
  expect(copies[1].text).toBe(
    'Debrief’s integration user debrief@sealight.example lacks rights in Salesforce. Assign it the permission set Debrief CRM Filling, Debrief Integration, or grant: Accounts: Edit; Activities (tasks), Edit of fields: Related To.',
  );
  expect(all(element, 'a[href="/lightning/setup/PermSets/home"]')).toHaveLength(1);
});

it('a right that no set of Debrief grants is told apart', async () => {
  const missing = [{ ...health().missing[1], permissionSet: 'Debrief_Missing_Rights' }];
  expect(textOf(await open(health({ missing })))).toContain('No permission set of Debrief grants these.');
});

it('with only recommended rights missing nothing is red', async () => {
  const element = await open(health({ missing: health().missing.slice(0, 1) }));
  expect(textOf(element)).toContain('Everything that is needed is there.');
  expect(all(element, '.mend.error')).toEqual([]);
});

it('with nothing missing says so', async () => {
  const element = await open(health({ missing: [], permissionSetXml: null }));
  expect(textOf(element)).toContain('Nothing is missing.');
  await expectAccessible(element);
});

it('what the viewer may not see at all is no right of theirs', async () => {
  const element = show('c-setup-permissions', SetupPermissions, { health: health() });
  getObjectInfo.emit({ error: { status: 403 } });
  await settle();
  expect(rows(element)[0]).toBe('Accounts yes ○ recommended – not needed – no – no – no');
});
