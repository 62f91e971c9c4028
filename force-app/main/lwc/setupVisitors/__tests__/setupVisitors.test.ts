import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { service } from '../../../../../config/jest/platform/syncApi';
import type { VisitorSettings } from '../../setupModel/feeds';
import SetupVisitors from '../setupVisitors';

const SETTINGS: VisitorSettings = {
  on: false,
  writing: { Account: 'off', Lead: 'off', Contact: 'off', Event: 'off', ContentNote: 'off' },
  ...{ ownerId: null, leadSource: 'Debrief', leadStatus: null, overwriteNames: false, fieldMapping: [] },
  ...{ segments: [], leaveOutCustomers: true, revision: 1 },
};
const PEOPLE = {
  reps: [],
  users: [{ id: '005000000000001AAA', name: 'Paul Marchand', email: 'paul@sealight.example' }],
};

type Input = HTMLElement & { label: string; value?: string; checked?: boolean; options?: { label: string }[] };
async function open(answers: Record<string, unknown> = {}): Promise<HTMLElement> {
  const slack = { set: false, since: null, by: null };
  service.reset({ getVisitorSettings: SETTINGS, listUsers: PEOPLE, getSlack: slack, ...answers });
  const element = show('c-setup-visitors', SetupVisitors, { call: service.call.bind(service) });
  await settle(14);
  return element;
}
const byLabel = (element: HTMLElement, tag: string, label: string) =>
  all<Input>(element, tag).find((each) => each.label.startsWith(label));
async function change(element: HTMLElement, tag: string, label: string, detail: object): Promise<void> {
  byLabel(element, tag, label)?.dispatchEvent(new CustomEvent('change', { detail }));
  await settle(12);
}
async function press(element: HTMLElement, label: string): Promise<void> {
  byLabel(element, 'lightning-button', label)?.click();
  await settle(20);
}
const saved = () => {
  const put = service.calls.find(({ operation }) => operation === 'putVisitorSettings');
  return JSON.parse(String(put?.inputs.body)) as VisitorSettings;
};
const echo = (inputs: { body: string }) => ({ ...(JSON.parse(inputs.body) as object), revision: 2 });

afterEach(clear);

it('begins with reading: nothing is written, nobody is told', async () => {
  const element = await open();
  for (const input of all<Input>(element, 'lightning-input').filter(({ label }) =>
    / create| fields|Events|Notes/.test(label),
  ))
    expect(input.checked).toBe(false);
  expect(byLabel(element, 'lightning-combobox', 'Owner')?.options?.map(({ label }) => label)).toEqual([
    'The integration user',
    'Paul Marchand',
  ]);
  expect(textOf(element)).toContain('Nobody is told of a visit yet.');
  expect(textOf(element)).toContain('No incoming webhook is set.');
  await expectAccessible(element);
});

it('is switched on object by object', async () => {
  const element = await open({ putVisitorSettings: echo });
  await change(element, 'lightning-input', 'Take website visitors', { checked: true });
  await change(element, 'lightning-input', 'Leads', { checked: true });
  await change(element, 'lightning-combobox', 'Owner', { value: '005000000000001AAA' });
  await press(element, 'Save');
  expect(saved()).toEqual({
    ...SETTINGS,
    ...{ on: true, ownerId: '005000000000001AAA', writing: { ...SETTINGS.writing, Lead: 'on' } },
  });
  expect(textOf(element)).toContain('Saved.');
});

it('a segment says whose visit is told to whom', async () => {
  const element = await open({ putVisitorSettings: echo });
  await press(element, 'Add a segment');
  await change(element, 'lightning-input', 'Name of the segment', { value: 'Open deals' });
  await change(element, 'lightning-combobox', 'Whose visit', { value: 'prospects' });
  await change(element, 'lightning-input', 'With an open deal', { value: 'Prospecting, Qualification' });
  await change(element, 'lightning-input', 'In Slack', { checked: true });
  await expectAccessible(element);
  await press(element, 'Save');
  expect(saved().segments).toEqual([
    {
      name: 'Open deals',
      when: { customer: false, stages: ['Prospecting', 'Qualification'] },
      notify: { owner: true, userIds: [], channels: ['inApp', 'slack'] },
    },
  ]);
  await press(element, 'Remove the segment Open deals');
  expect(textOf(element)).toContain('Nobody is told of a visit yet.');
});

it('a fact of a visit goes into another field', async () => {
  const element = await open({ putVisitorSettings: echo });
  await press(element, 'Add a field');
  await change(element, 'lightning-combobox', 'What', { value: 'utm.source' });
  await change(element, 'lightning-input', 'Into the field', { value: 'Web_Source__c' });
  await press(element, 'Save');
  expect(saved().fieldMapping).toEqual([{ object: 'Lead', from: 'utm.source', toField: 'Web_Source__c' }]);
});

it('the Slack webhook is set, tried and taken away, and never shown', async () => {
  const url = 'https://hooks.slack.com/services/T0/B0/x';
  const element = await open({
    setSlack: { set: true, since: '2026-11-26T08:00:00Z', by: null },
    testSlack: { outcome: 'failed', note: 'Slack answered: no_service.' },
    removeSlack: { set: false, since: null, by: null },
  });
  await change(element, 'lightning-input', 'Address of the incoming webhook', { value: url });
  await press(element, 'Set');
  expect(byLabel(element, 'lightning-input', 'Address of the incoming webhook')?.value).toBe('');
  expect(textOf(element)).not.toContain(url);
  await press(element, 'Send a test message');
  expect(textOf(element)).toContain('Slack answered: no_service.');
  await press(element, 'Remove');
  expect(textOf(element)).toContain('No incoming webhook is set.');
});
