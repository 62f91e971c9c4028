import { updateRecord, getRecord } from 'lightning/uiRecordApi';
import { suggestion } from '../../../../../config/jest/answers';
import { getObjectInfo, getPicklistValues } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import SuggestionList from '../suggestionList';

const DEAL = '006000000000001AAA';
const NOW = Date.parse('2026-11-20T18:00:00Z');
const update = updateRecord as jest.Mock;
const records = getRecord as unknown as { emit(value: object): void; error(): void; getLastConfig(): unknown };
const STALE = { status: 412, body: { message: 'changed', statusCode: 412 } };

const fieldInfo = (apiName: string, label: string, dataType: string, more: object = {}) => ({
  [apiName]: { apiName, label, dataType, length: 255, scale: 2, required: false, updateable: true, ...more },
});
/** The deal's fields and those of a suggestion at once: every wire here is told the same. */
const INFO = {
  ...{ apiName: 'Opportunity', label: 'Opportunity', updateable: true, defaultRecordTypeId: '012000000000000AAA' },
  fields: {
    ...fieldInfo('Amount', 'Amount', 'Currency'),
    ...fieldInfo('CloseDate', 'Close Date', 'Date', { required: true }),
    ...fieldInfo('NextStep', 'Next Step', 'String'),
    ...fieldInfo('StageName', 'Stage', 'Picklist'),
    ...fieldInfo('Status__c', 'Status', 'Picklist'),
  },
};
const withField = (name: keyof typeof INFO.fields, more: object) => ({
  ...INFO,
  fields: { ...INFO.fields, [name]: { ...INFO.fields[name], ...more } },
});

function record(lastModifiedDate: string, values: object = {}): object {
  const shown = { Amount: 182000, CloseDate: '2026-12-22', NextStep: null, StageName: 'Proposal', ...values };
  const fields = Object.entries(shown).map(([name, value]) => [name, { value, displayValue: null }]);
  return { apiName: 'Opportunity', id: DEAL, lastModifiedDate, fields: Object.fromEntries(fields) };
}

type List = HTMLElement & { items: object[] };
async function open(items: object[], info: object = INFO, target = record('2026-11-19T13:00:00.000Z')): Promise<List> {
  const element = show('c-suggestion-list', SuggestionList, { recordId: DEAL, items } as unknown as SuggestionList);
  getObjectInfo.emit({ data: info });
  await settle();
  records.emit(target);
  await settle();
  return element as unknown as List;
}

const button = (element: HTMLElement, words: string) =>
  all<HTMLButtonElement>(element, 'button').find((each) => textOf(each).startsWith(words)) as HTMLButtonElement;
async function press(element: HTMLElement, words: string): Promise<void> {
  button(element, words).click();
  await settle(30);
}
const saves = (at: string) => Promise.resolve({ id: 'x', fields: {}, lastModifiedDate: at });
/** The org refuses what is written to a field. */
function refuse(name: string, error: unknown): void {
  update.mockImplementation(({ fields }: { fields: object }) => {
    if (!(name in fields)) return saves('2026-11-20T18:00:00.000Z');
    return Promise.reject(error);
  });
}
const told = (element: HTMLElement) => all(element, '[role=alert]').map(textOf).join();

beforeEach(() => {
  stopClock(NOW);
  update.mockReset().mockImplementation(() => saves('2026-11-20T18:00:00.000Z'));
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('shows what stands there and what is suggested, with the quote at its second', async () => {
  const element = await open([suggestion('Amount', '176000'), suggestion('NextStep', 'Sign')]);
  expect(all(element, '.change').map(textOf)).toEqual(['Amount €182,000 €176,000', 'Next Step empty Sign']);
  expect(textOf(element)).toContain('Suggestions (2)');
  expect(textOf(element)).toContain('Amount: now €182,000, suggested €176,000');
  const [link] = all<HTMLAnchorElement>(element, 'a');
  expect(link.href).toBe('https://recordings.example/r/10?t=1091');
  expect(all(element, '.source').map(textOf)[0]).toContain('Weekly sync · 19 Nov');
  expect(all(element, '.slds-button_brand').map(textOf)).toEqual(['Accept Amount']);
  await expectAccessible(element);
});

it('is absent where nothing is suggested, and keeps more than three behind a button', async () => {
  const none = await open([]);
  expect(none.shadowRoot?.childElementCount).toBe(0);
  clear();
  const element = await open(['Amount', 'CloseDate', 'NextStep', 'StageName'].map((name) => suggestion(name, 'x')));
  expect(all(element, '.change')).toHaveLength(3);
  await press(element, 'Show all (4)');
  expect(all(element, '.change')).toHaveLength(4);
});

it('reads a record once for all its suggestions, and only what the viewer sees', async () => {
  await open([suggestion('Amount', '1'), suggestion('Secret__c', '1')]);
  expect(records.getLastConfig()).toEqual({ recordId: DEAL, optionalFields: ['Opportunity.Amount'] });
});

it('speaks a picklist’s own words', async () => {
  const element = await open([suggestion('StageName', 'Negotiation')]);
  expect(getPicklistValues.getLastConfig()).toEqual({
    ...{ recordTypeId: '012000000000000AAA', fieldApiName: 'Opportunity.StageName' },
  });
  getPicklistValues.emit({
    data: {
      values: [
        { label: 'Proposition', value: 'Proposal' },
        { label: 'Négociation', value: 'Negotiation' },
      ],
    },
  });
  await settle();
  expect(textOf(all(element, '.change')[0])).toBe('Stage Proposition Négociation');
});

describe('accept', () => {
  it('claims, saves and says so; undo puts the old value back', async () => {
    const element = await open([suggestion('Amount', '176000', { Id: 'S' })]);
    const heard = jest.fn();
    element.addEventListener('suggestionchange', heard);
    await press(element, 'Accept');
    expect(update.mock.calls.map(([{ fields }]) => fields as object)).toEqual([
      expect.objectContaining({ Id: 'S', Status__c: 'Accepted' }),
      { Id: DEAL, Amount: 176000 },
      expect.objectContaining({ Id: 'S', Status__c: 'Applied' }),
    ]);
    expect(update.mock.calls[0][1]).toEqual({ ifUnmodifiedSince: '2026-11-19T12:00:00.000Z' });
    expect(textOf(all(element, '.line')[0])).toBe('Amount is now €176,000. Undo Amount');
    expect(heard).toHaveBeenCalledTimes(1);
    await expectAccessible(element);
    stopClock(NOW);
    records.emit(record('2026-11-20T18:00:00.000Z', { Amount: 176000 }));
    await settle();
    await press(element, 'Undo');
    expect(update.mock.calls.slice(3).map(([{ fields }]) => fields as object)).toEqual([
      { Id: 'S', Status__c: 'Proposed', Decided_By__c: null, Decided_At__c: null },
      { Id: DEAL, Amount: 182000 },
    ]);
    records.emit(record('2026-11-20T18:00:01.000Z'));
    await settle();
    expect(button(element, 'Accept')).toBeDefined();
    expect(textOf(element)).toContain('Undone.');
  });

  it('shows the org’s own words where it refuses, and leaves the suggestion to be edited', async () => {
    refuse('Amount', { body: { message: 'x', output: { errors: [{ message: 'Ask Ines first.' }] } } });
    const element = await open([suggestion('Amount', '176000')]);
    await press(element, 'Accept');
    expect(told(element)).toBe('Not saved. Ask Ines first.');
    expect(button(element, 'Accept')).toBeDefined();
    await expectAccessible(element);
  });

  it('tells of a value that has changed since', async () => {
    const element = await open([suggestion('StageName', 'Negotiation')]);
    update.mockImplementation(({ fields }: { fields: object }) => {
      if (!('StageName' in fields)) return saves('2026-11-20T18:00:00.000Z');
      void Promise.resolve().then(() => records.emit(record('2026-11-20T17:00:00.000Z', { StageName: 'Lost' })));
      return Promise.reject(STALE);
    });
    await press(element, 'Accept');
    await settle(12);
    expect(told(element)).toContain('Stage has changed since you opened the page: it is now Lost, not Proposal.');
    await expectAccessible(element);
  });

  it('tells who decided first, when and what', async () => {
    const element = await open([suggestion('Amount', '176000', { Id: 'S' })]);
    update.mockRejectedValue(STALE);
    await press(element, 'Accept');
    expect(update).toHaveBeenCalledTimes(1);
    expect(told(element)).toContain('has changed since you opened the page');
    records.emit(record('2026-11-20T17:30:00.000Z', { Amount: 171000 }));
    element.items = [
      suggestion('Amount', '176000', {
        ...{ Id: 'S', Status__c: 'Applied', by: 'Tom Okafor' },
        ...{ Decided_At__c: '2026-11-20T17:30:00.000Z', LastModifiedDate: '2026-11-20T17:30:00.000Z' },
      }),
    ];
    await settle();
    expect(textOf(all(element, '.line')[0])).toBe('Tom Okafor accepted this on 20 Nov, 18:30. Amount is now €171,000.');
    expect(told(element)).toBe('');
    await expectAccessible(element);
  });
});

describe('edit', () => {
  it('saves what was typed; Escape and Cancel leave it, and nothing typed is lost where the org refuses', async () => {
    const element = await open([suggestion('CloseDate', '2026-12-24', { Id: 'S' })]);
    await press(element, 'Edit');
    const input = () => all<HTMLElement & { value: string; reportValidity(): boolean }>(element, 'lightning-input')[0];
    expect(input()).toMatchObject({ type: 'date', label: 'Close Date', value: '2026-12-24', required: true });
    await expectAccessible(element);
    input().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await settle();
    expect(input()).toBeUndefined();
    await press(element, 'Edit');
    input().reportValidity = () => true;
    input().dispatchEvent(new CustomEvent('change', { detail: { value: '2026-12-18' } }));
    refuse('CloseDate', new Error('Too late.'));
    await press(element, 'Save');
    expect(told(element)).toBe('Not saved. Too late.');
    expect(input().value).toBe('2026-12-18');
    expect(update.mock.calls[1][0]).toEqual({ fields: { Id: DEAL, CloseDate: '2026-12-18' } });
  });
});

describe('reject', () => {
  it('touches the suggestion alone, and can be undone', async () => {
    const element = await open([suggestion('Amount', '176000', { Id: 'S' })]);
    await press(element, 'Reject');
    expect(update.mock.calls.map(([{ fields }]) => (fields as { Status__c: string }).Status__c)).toEqual(['Rejected']);
    expect(textOf(all(element, '.line')[0])).toBe('Rejected. Amount stays as it is. Undo Amount');
    await press(element, 'Undo');
    expect(update).toHaveBeenCalledTimes(2);
    expect(button(element, 'Reject')).toBeDefined();
  });
});

describe('what stands otherwise', () => {
  it('a record that says so already is marked as done', async () => {
    const element = await open([suggestion('Amount', '182000', { Id: 'S' })]);
    expect(textOf(element)).toContain('The record already says so.');
    expect(button(element, 'Accept')).toBeUndefined();
    await press(element, 'Mark as done');
    expect(update.mock.calls.map(([{ fields }]) => fields as object)).toEqual([
      expect.objectContaining({ Id: 'S', Status__c: 'Applied' }),
    ]);
  });

  it('an acceptance that was interrupted can be finished, or left for later', async () => {
    const half = { Status__c: 'Accepted', by: 'Paul Marchand', Decided_At__c: '2026-11-20T09:00:00.000Z' };
    const element = await open([suggestion('Amount', '176000', half)]);
    expect(textOf(element)).toContain('Paul Marchand accepted this on 20 Nov, 10:00, but saving was interrupted.');
    expect(button(element, 'Leave for later')).toBeDefined();
    await press(element, 'Finish');
    expect(update).toHaveBeenCalledTimes(3);
    await expectAccessible(element);
  });

  it('an edit that was interrupted is what is offered to be finished', async () => {
    const half = { Status__c: 'Accepted', by: 'Paul Marchand', Chosen__c: '171500' };
    const element = await open([suggestion('Amount', '176000', half)]);
    expect(textOf(all(element, '.change')[0])).toContain('€171,500');
    await press(element, 'Finish');
    expect(update.mock.calls.map(([{ fields }]) => fields as object)).toEqual([
      expect.objectContaining({ Status__c: 'Accepted', Chosen__c: '171500' }),
      { Id: DEAL, Amount: 171500 },
      expect.not.objectContaining({ Chosen__c: '171500' }),
    ]);
  });

  it('tells why the service could not write it', async () => {
    const element = await open([suggestion('Amount', '1', { Status__c: 'Failed', Error__c: 'Locked by approval.' })]);
    expect(textOf(element)).toContain('Could not be saved automatically: Locked by approval.');
  });

  it.each([
    ['the field may not be edited', withField('Amount', { updateable: false }), 'let you edit this field', ['Reject']],
    ['suggestions may not be decided', withField('Status__c', { updateable: false }), '“Debrief Rep”', []],
  ])('says who can grant what is missing: %s', async (_, info, words, names) => {
    const element = await open([suggestion('Amount', '176000')], info);
    expect(textOf(element)).toContain(words);
    expect(all(element, 'button').map((each) => textOf(each).split(' ')[0])).toEqual(names);
    await expectAccessible(element);
  });

  it('a field or record that the viewer may not see shows no value', async () => {
    const element = await open([suggestion('Secret__c', '42')]);
    expect(textOf(element)).toContain('a field that you can’t see');
    expect(textOf(element)).not.toContain('42');
    clear();
    const hidden = show('c-suggestion-list', SuggestionList, {
      ...{ recordId: DEAL, items: [suggestion('Amount', '176000')] },
    } as unknown as SuggestionList);
    getObjectInfo.emit({ data: INFO });
    await settle();
    records.error();
    await settle();
    expect(textOf(hidden)).not.toContain('176,000');
    await expectAccessible(hidden);
  });
});
