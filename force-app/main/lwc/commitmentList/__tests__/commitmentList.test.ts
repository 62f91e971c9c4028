import { getObjectInfo } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { all, clear, settle, show, textOf } from '../../../../../config/jest/page';
import { updateRecord } from 'lightning/uiRecordApi';
import CommitmentList from '../commitmentList';

const update = updateRecord as jest.Mock;
const quote = { id: 'a01X', recordId: 'a01X', text: 'Send the quote', done: false };
const trial = { id: 'a01Y', recordId: 'a01Y', text: 'Book the trial', done: false };

async function open(items: object[], updateable = true): Promise<HTMLElement & CommitmentList> {
  const element = show('c-commitment-list', CommitmentList, { items, limit: 0 } as unknown as CommitmentList);
  getObjectInfo.emit({ data: { fields: { Done__c: { updateable } } } });
  await settle();
  return element;
}

async function tick(element: HTMLElement): Promise<HTMLInputElement> {
  const [box] = all<HTMLInputElement>(element, 'input');
  box.checked = !box.checked;
  box.dispatchEvent(new CustomEvent('change'));
  await settle();
  return box;
}

beforeEach(() => update.mockReset());
afterEach(clear);

it('says that a date is missing only of what is still to do', async () => {
  const element = await open([quote, { ...trial, done: true }]);
  expect(all(element, '.facts').map(textOf)).toEqual(['no date', '']);
});

describe('ticking', () => {
  it('shows at once, saves Done__c, and tells the page', async () => {
    let saved: (value: unknown) => void = () => undefined;
    update.mockReturnValue(new Promise((resolve) => (saved = resolve)));
    const heard = jest.fn();
    const element = await open([quote]);
    element.addEventListener('donechange', (event) => heard((event as CustomEvent).detail));
    await tick(element);
    expect(all(element, '.done').map(textOf)).toEqual(['Send the quote']);
    expect(update).toHaveBeenCalledWith({ fields: { Id: 'a01X', Done__c: true } });
    expect(heard).not.toHaveBeenCalled();
    saved({});
    await settle();
    expect(heard).toHaveBeenCalledWith({ id: 'a01X', done: true });
    await expect(element).toBeAccessible();
  });

  it('is taken back when the org refuses, with its words', async () => {
    update.mockRejectedValue({
      body: { message: 'x', output: { errors: [{ message: 'This deal is locked.' }], fieldErrors: {} } },
    });
    const element = await open([quote]);
    const box = await tick(element);
    expect(box.checked).toBe(false);
    expect(all(element, '.done')).toEqual([]);
    expect(all(element, '[role=alert]').map(textOf)).toEqual(['Not saved. This deal is locked.']);
    await expect(element).toBeAccessible();
  });

  it('leaves what was ticked in its place when the next answer no longer lists it', async () => {
    update.mockResolvedValue({});
    const element = await open([quote, trial]);
    await tick(element);
    element.items = [trial];
    await settle();
    expect(all(element, 'li').map((row) => textOf(row).split(' no date')[0])).toEqual([
      'Send the quote',
      'Book the trial',
    ]);
  });
});

describe('rights', () => {
  it('plain text where the viewer may not edit, or where there is no record', async () => {
    const element = await open([quote, { ...trial, done: true }], false);
    expect(all(element, 'input')).toEqual([]);
    expect(textOf(element)).toContain('Send the quote');
    await expect(element).toBeAccessible();
    clear();
    const lines = await open([{ id: 'step-0', text: 'Only words', done: false }]);
    expect(all(lines, 'input')).toEqual([]);
  });
});

describe('length', () => {
  it('keeps the rest behind a button', async () => {
    const element = await open([quote, trial]);
    element.limit = 1;
    await settle();
    expect(all(element, 'li')).toHaveLength(1);
    const [more] = all<HTMLButtonElement>(element, 'button');
    expect(more.textContent).toBe('Show all (2)');
    more.click();
    await settle();
    expect(all(element, 'li')).toHaveLength(2);
    expect(all(element, 'li')[1].contains(element.shadowRoot?.activeElement ?? null)).toBe(true);
  });
});
