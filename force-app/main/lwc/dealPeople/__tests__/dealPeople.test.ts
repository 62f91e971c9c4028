import { getObjectInfo, getPicklistValues } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import type { DealPerson } from 'c/listModel';
import DealPeople from '../dealPeople';

type Flow = HTMLElement & { run: jest.Mock };
const person = (name: string, more: Partial<DealPerson> = {}): DealPerson => ({
  ...{ id: name, name, conversations: 2, contactId: `003${name}`, where: {}, role: {} },
  ...more,
});

async function open(people: DealPerson[], more: object = {}): Promise<HTMLElement> {
  const element = show('c-deal-people', DealPeople, { opportunityId: '006A', people, ...more });
  await settle();
  return element;
}
async function mayCreate(createable: boolean): Promise<void> {
  getObjectInfo.emit({ data: { createable, defaultRecordTypeId: null } });
  await settle();
}
/** Opens the choice of roles of the first person without one; what the Flow answers is put in its place. */
async function pick(element: HTMLElement, run: jest.Mock): Promise<HTMLElement> {
  all<HTMLButtonElement>(element, '.add')[0].click();
  await settle(12);
  getPicklistValues.emit({ data: { values: [{ value: 'Decision Maker', label: 'Decision Maker' }] } });
  await settle();
  const [picker] = all(element, '.picker');
  const [flow] = all<Flow>(picker, 'c-local-flow');
  Object.defineProperty(flow, 'run', { value: run });
  all(picker, 'lightning-combobox')[0].dispatchEvent(
    new CustomEvent('change', { detail: { value: 'Decision Maker' } }),
  );
  all<HTMLButtonElement>(picker, '.save')[0].click();
  await settle(8);
  return picker;
}

afterEach(clear);

it('asks what the viewer may do only where somebody has no role', async () => {
  await open([
    person('Astrid', { role: { id: '00K1', words: 'Decision Maker' } }),
    person('Guest', { role: undefined }),
  ]);
  expect(getObjectInfo.getLastConfig()).toEqual({ objectApiName: undefined });
});

it('offers a role to a contact without one, to those who may give it', async () => {
  const element = await open([
    person('Astrid', { role: { id: '00K1', words: 'Decision Maker' } }),
    person('Jonas'),
    person('Lena', { contactId: undefined, leadId: '00QA', role: undefined }),
    person('Mia', { role: { id: '00K2' } }),
  ]);
  await mayCreate(false);
  expect(all(element, '.add')).toEqual([]);
  await mayCreate(true);
  expect(all(element, '.add').map((button) => button.getAttribute('aria-label'))).toEqual([
    'Add as contact role: Jonas',
  ]);
  expect(all(element, '.person').map(textOf)).toEqual([
    'Astrid 2 conversations Decision Maker',
    'Jonas 2 conversations no role Add as contact role',
    'Lena 2 conversations',
    'Mia 2 conversations role not named',
  ]);
  await expectAccessible(element);
});

it('adds the role through the Flow, shows it, says so, and has the page read again', async () => {
  const element = await open([person('Jonas')]);
  const changed = jest.fn();
  element.addEventListener('rolechange', changed);
  await mayCreate(true);
  const run = jest.fn(() => Promise.resolve({ roleId: '00K9', isNew: true }));
  await pick(element, run);
  const inputs = { opportunityId: '006A', contactId: '003Jonas', role: 'Decision Maker' };
  expect(run).toHaveBeenCalledWith('Debrief_Add_Contact_Role', inputs);
  expect(all(element, '.person').map(textOf)).toEqual(['Jonas 2 conversations Decision Maker']);
  expect(all(element, '[role="status"]').map(textOf)).toEqual(['Jonas added: Decision Maker']);
  expect(element.shadowRoot?.activeElement?.textContent).toBe('Decision Maker');
  expect(changed).toHaveBeenCalledTimes(1);
  await expectAccessible(element);
});

it('shows in the org’s own words why a role was refused, and stays open', async () => {
  const element = await open([person('Jonas')]);
  await mayCreate(true);
  const picker = await pick(
    element,
    jest.fn(() => Promise.reject(new Error('insufficient access rights'))),
  );
  expect(all(picker, '[role="alert"]').map(textOf)).toEqual(['insufficient access rights']);
  expect(all(picker, '.save').map(textOf)).toEqual(['Add']);
  await expectAccessible(element);
});

it('Escape and Cancel give the focus back to the button', async () => {
  const element = await open([person('Jonas')]);
  await mayCreate(true);
  for (const leave of [
    (picker: HTMLElement) => all<HTMLButtonElement>(picker, '.cancel')[0].click(),
    (picker: HTMLElement) => all(picker, '.picker')[0].dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })),
  ]) {
    all<HTMLButtonElement>(element, '.add')[0].click();
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await settle(12);
    leave(all(element, '.picker')[0]);
    // eslint-disable-next-line no-await-in-loop -- one after the other
    await settle();
    expect(all(element, '.picker')).toEqual([]);
    expect(element.shadowRoot?.activeElement).toBe(all(element, '.add')[0]);
  }
});

it('shows the most frequent, and everybody on demand', async () => {
  const element = await open(
    Array.from({ length: 8 }, (_, index) => person(`P${index}`, { role: undefined })),
    { silentRoles: 3 },
  );
  expect(all(element, '.person')).toHaveLength(6);
  all<HTMLButtonElement>(element, '.more')[0].click();
  await settle();
  expect(all(element, '.person')).toHaveLength(8);
  expect(all(element, '.person')[6].contains(element.shadowRoot?.activeElement ?? null)).toBe(true);
  expect(textOf(element)).toContain('3 others have a role and took part in none');
});
