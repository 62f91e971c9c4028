import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { settings } from '../../../../../config/jest/setupAnswers';
import type { Call, Settings } from '../../setupModel/types';
import { choicesOf } from '../../setupModel/settings';
import SetupWriting from '../setupWriting';

const field = (name: string, label: string, writable = true) => ({
  ...{ field: name, label, type: 'string', writable, custom: false },
});
const FIELDS = {
  object: 'Opportunity',
  label: 'Opportunity',
  fields: [field('NextStep', 'Next Step'), field('Amount', 'Amount'), field('CreatedDate', 'Created Date', false)],
};

type Element = HTMLElement & { kept?: object; call?: Call };
const drafts: unknown[] = [];
async function open(answers: Record<string, unknown> = {}, more: object = {}): Promise<Element> {
  service.reset({ getSettings: settings(), listFields: FIELDS, ...answers });
  const element: Element = show('c-setup-writing', SetupWriting, { call: service.call.bind(service), ...more });
  element.addEventListener('keepchoices', (event) =>
    drafts.push((event as CustomEvent<{ kept: unknown }>).detail.kept),
  );
  await settle(8);
  return element;
}
const byLabel = (element: HTMLElement, tag: string, label: string) =>
  all<HTMLElement & { label: string; value?: string }>(element, tag).find((each) => each.label === label);
async function change(element: HTMLElement, tag: string, label: string, detail: object): Promise<void> {
  byLabel(element, tag, label)?.dispatchEvent(new CustomEvent('change', { detail }));
  await settle(12);
}
async function press(element: HTMLElement, label: string): Promise<void> {
  byLabel(element, 'lightning-button', label)?.click();
  await settle(24);
}
const setOverall = (element: HTMLElement, value: string) =>
  change(element, 'lightning-radio-group', 'What Debrief may do', { value });
async function openFields(element: HTMLElement): Promise<void> {
  all<HTMLButtonElement>(element, 'c-setup-writing-object button.toggle')[0]?.click();
  all(element, 'button.toggle')[0].click();
  await settle(12);
}
const sent = () =>
  service.calls
    .filter(({ operation }) => operation === 'putSettings')
    .map(({ inputs }) => JSON.parse(String(inputs.body)) as Settings);

beforeEach(() => {
  drafts.length = 0;
});
afterEach(clear);

it('shows what holds now; nothing can be saved before something was changed', async () => {
  const element = await open();
  expect(byLabel(element, 'lightning-radio-group', 'What Debrief may do')?.value).toBe('off');
  expect(byLabel(element, 'lightning-combobox', 'Opportunities')?.value).toBe('usual');
  expect(byLabel(element, 'lightning-button', 'Save')).toBeUndefined();
  await expectAccessible(element);
});

it('saves the whole with what was changed, and says what is not saved until then', async () => {
  const element = await open({ putSettings: settings({ writing: 'on', revision: 4 }) });
  await setOverall(element, 'on');
  await change(element, 'lightning-combobox', 'Events', { value: 'off' });
  expect(textOf(element)).toContain('Not saved: Events, What Debrief may do');
  expect(drafts.at(-1)).toMatchObject({ mine: { writing: 'on' } });
  await press(element, 'Save');
  expect(sent()).toEqual([settings({ writing: 'on', objects: [{ object: 'Event', writing: 'off', fields: [] }] })]);
  expect(textOf(element)).toContain('Saved. It holds from the next conversation on.');
  expect(drafts.at(-1)).toBeUndefined();
  await expectAccessible(element);
});

it('lets each field have a choice of its own, and only fields that can be written', async () => {
  const element = await open({ putSettings: settings() });
  await openFields(element);
  expect(byLabel(element, 'lightning-combobox', 'Created Date')).toBeUndefined();
  await change(element, 'lightning-combobox', 'Next Step', { value: 'on' });
  expect(textOf(element)).toContain('1 chosen');
  expect(textOf(element)).toContain('Not saved: Opportunities, Next Step');
  await press(element, 'Save');
  expect(sent()[0].objects).toEqual([
    { object: 'Opportunity', writing: 'suggest', fields: [{ field: 'NextStep', writing: 'on' }] },
  ]);
});

it('maps one field to another, and takes a mapping away', async () => {
  const mapped = settings({ fieldMapping: [{ object: 'Lead', field: 'Title', toField: 'Role__c' }] });
  const element = await open({ getSettings: mapped, putSettings: mapped });
  expect(textOf(element)).toContain('Leads: Title → Role__c');
  await change(element, 'lightning-combobox', 'Object', { value: 'Opportunity' });
  await change(element, 'lightning-combobox', 'Said about', { value: 'Amount' });
  await change(element, 'lightning-combobox', 'Written to', { value: 'NextStep' });
  await press(element, 'Add mapping');
  expect(textOf(element)).toContain('Opportunities: Amount → Next Step');
  all<HTMLElement & { alternativeText: string }>(element, 'lightning-button-icon')
    .find(({ alternativeText }) => alternativeText === 'Remove mapping of Title')
    ?.click();
  await settle();
  await expectAccessible(element);
  await press(element, 'Save');
  expect(sent()[0].fieldMapping).toEqual([{ object: 'Opportunity', field: 'Amount', toField: 'NextStep' }]);
});

it('keeps the deal rule, the note on the deal and logged calls', async () => {
  const element = await open({ putSettings: settings() });
  await change(element, 'lightning-combobox', 'When several open deals fit equally', { value: 'newest' });
  await change(element, 'lightning-combobox', 'Who is looked for first', { value: 'leadFirst' });
  await change(element, 'lightning-input', 'Country of phone numbers without one', { value: 'fr ' });
  await change(element, 'lightning-input', 'Put the notes of a conversation on its deal, as a Salesforce note', {
    checked: true,
  });
  await change(element, 'lightning-combobox', 'Calls that a phone tool has logged already', { value: 'linkOnly' });
  await press(element, 'Save');
  expect(sent()).toEqual([
    settings({
      ...{ dealTie: 'newest', peopleOrder: 'leadFirst', defaultCountry: 'FR', noteOnDeal: true },
      loggedCalls: 'linkOnly',
    }),
  ]);
});

it('what the service refuses stands at what it is about', async () => {
  const message =
    'These settings do not fit. objects/0/fields/0/field The integration user may not edit Opportunity.NextStep. defaultCountry is a country’s two letters.';
  const element = await open({ putSettings: fault('refused', 422, message) });
  await openFields(element);
  await change(element, 'lightning-combobox', 'Next Step', { value: 'on' });
  await press(element, 'Save');
  expect(all(element, '.fields [role=alert]').map(textOf)).toEqual([
    'The integration user may not edit Opportunity.NextStep.',
  ]);
  expect(textOf(element)).toContain('Not saved. Mend what is marked and save again. These settings do not fit.');
  expect(textOf(element)).toContain('Country of phone numbers without one: is a country’s two letters.');
  expect(byLabel(element, 'lightning-button', 'Save')).toBeDefined();
  await expectAccessible(element);
});

it('two admins at once lose nothing: theirs is kept, mine is offered again', async () => {
  const reads = [settings(), settings({ writing: 'on', dealTie: 'newest', revision: 4 })];
  const puts = [fault('refused', 409, 'Somebody else'), settings({ revision: 5 })];
  const element = await open({ getSettings: () => reads.shift(), putSettings: () => puts.shift() });
  await setOverall(element, 'suggest');
  await change(element, 'lightning-combobox', 'Who is looked for first', { value: 'leadFirst' });
  await press(element, 'Save');
  const text = textOf(element);
  expect(text).toContain('Somebody else saved settings in the meantime');
  expect(text).toContain('What Debrief may do: they chose On, you chose Suggest');
  expect(text).toContain('When several open deals fit equally → The newest');
  expect(byLabel(element, 'lightning-radio-group', 'What Debrief may do')?.value).toBe('on');
  expect(byLabel(element, 'lightning-combobox', 'Who is looked for first')?.value).toBe('leadFirst');
  await expectAccessible(element);
  await press(element, 'Use mine');
  expect(byLabel(element, 'lightning-radio-group', 'What Debrief may do')?.value).toBe('suggest');
  await press(element, 'Save');
  expect(sent().at(-1)).toEqual(
    settings({ writing: 'suggest', dealTie: 'newest', peopleOrder: 'leadFirst', revision: 4 }),
  );
});

it('a draft survives another step, and can be discarded', async () => {
  const kept = { settings: settings(), mine: { ...choicesOf(settings()), writing: 'on' } };
  const element = await open({}, { kept });
  expect(service.calls).toEqual([]);
  expect(byLabel(element, 'lightning-radio-group', 'What Debrief may do')?.value).toBe('on');
  await press(element, 'Discard');
  expect(byLabel(element, 'lightning-radio-group', 'What Debrief may do')?.value).toBe('off');
  expect(byLabel(element, 'lightning-button', 'Save')).toBeUndefined();
});

it('fields that cannot be read say why', async () => {
  const element = await open({ listFields: fault('offline') });
  await openFields(element);
  expect(textOf(element)).toContain('The sync service cannot be reached');
});

it('settings that cannot be read say why', async () => {
  const element = await open({ getSettings: fault('key', 401) });
  expect(textOf(element)).toContain('The service refused the key');
  await expectAccessible(element);
});
