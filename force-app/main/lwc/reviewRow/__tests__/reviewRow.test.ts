import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import ReviewRow from '../reviewRow';
import type { Item } from '../types';

const BERTH = '006000000000001AAA';
const item: Item = {
  ...{ id: 'a00X', key: 'zoom:Budget', title: 'Budget', facts: 'Call', who: 'Dana' },
  candidates: [{ object: 'Opportunity', id: BERTH, name: 'Berth sensors', score: 1, evidence: 'Tom owns it' }],
  open: { deal: true, activity: false },
};
const byMaya = {
  status: 'synced',
  match: { status: 'Locked', evidence: "Linked to the deal 'Patrol boats' by Maya." },
};

/** Somebody has decided since the list was read. */
async function open() {
  const asked: { operation: string; inputs: object }[] = [];
  const call = (operation: string, inputs: object): Promise<unknown> => {
    asked.push({ operation, inputs });
    const receipt = { outcome: 'written', entries: [], match: {} };
    return Promise.resolve(operation === 'getConversation' ? byMaya : receipt);
  };
  const seen = new Map([[BERTH, { name: 'Berth sensors' }]]);
  const element = show('c-review-row', ReviewRow, { item, seen, call });
  await settle(16);
  return { element, asked };
}
async function press(element: Element, label: string): Promise<void> {
  const found = all<HTMLButtonElement>(element, 'button').find((each) => textOf(each) === label);
  if (!found) throw new Error(`no button ${label} among ${all(element, 'button').map(textOf).join(', ')}`);
  found.click();
  await settle(16);
}

afterEach(clear);

it.each([
  ['None of these', 'None of these', { operation: 'relinkConversation', inputs: { opportunityId: 'none' } }],
  ['Link', 'Link anyway', { operation: 'relinkConversation', inputs: { opportunityId: BERTH } }],
])('%s: who was slower may do just that all the same', async (first, again, { operation, inputs }) => {
  const { element, asked } = await open();
  await press(element, first);
  expect(all(element, '[role="alert"]').map(textOf)).toEqual(['Maya has linked this meanwhile.']);
  expect(asked.map((each) => each.operation)).toEqual(['getConversation']);
  expect(textOf(element.shadowRoot?.activeElement as Element)).toBe('Leave it');
  await expectAccessible(element);
  await press(element, again);
  expect(asked.at(-1)).toEqual({ operation, inputs: { key: 'zoom:Budget', ...inputs } });
});

it('takes nothing out that somebody has linked meanwhile, before that is told', async () => {
  const { element, asked } = await open();
  await press(element, 'Not a customer conversation');
  await press(element, 'Take it out');
  expect(all(element, '[role="alert"]').map(textOf)).toEqual(['Maya has linked this meanwhile.']);
  expect(asked.map(({ operation }) => operation)).toEqual(['getConversation']);
  await press(element, 'Take it out');
  expect(asked.at(-1)?.operation).toBe('undoConversation');
  expect(textOf(element)).toContain('Taken out of Salesforce.');
});

it('asked twice to choose first, the focus goes there each time, and stays where it goes next', async () => {
  const { element } = await open();
  const choice = all<HTMLElement>(element, 'c-link-choice')[0];
  const choose = async (value?: string) => {
    choice.dispatchEvent(new CustomEvent('choose', { detail: { value } }));
    await settle();
  };
  await choose(undefined);
  await press(element, 'Link');
  expect(element.shadowRoot?.activeElement).toBe(choice);
  (element.shadowRoot?.activeElement as HTMLElement).blur();
  await press(element, 'Link');
  expect(element.shadowRoot?.activeElement).toBe(choice);
  const button = all<HTMLButtonElement>(element, 'button.ask')[0];
  button.focus();
  await choose(BERTH);
  expect(element.shadowRoot?.activeElement).toBe(button);
});

it('stands at the choice again after an undo', async () => {
  const { element } = await open();
  await press(element, 'Link');
  await press(element, 'Link anyway');
  await press(element, 'Undo');
  expect((element.shadowRoot?.activeElement as Element).localName).toBe('c-link-choice');
});
