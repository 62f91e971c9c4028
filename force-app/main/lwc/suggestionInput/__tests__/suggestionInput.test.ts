import type { FieldInfo } from 'lightning/uiObjectInfoApi';
import { all, clear, settle, show } from '../../../../../config/jest/page';
import SuggestionInput from '../suggestionInput';

type Given = Partial<SuggestionInput>;
async function open(dataType: string, value: Given['value'], options: Given['options'] = []): Promise<HTMLElement> {
  const field: FieldInfo = {
    apiName: 'X',
    label: 'X',
    dataType,
    length: 80,
    scale: 2,
    required: true,
    updateable: true,
  };
  const element = show('c-suggestion-input', SuggestionInput, { field, value, options } as SuggestionInput);
  await settle();
  return element;
}
const inner = (element: HTMLElement) => all<HTMLElement & Record<string, unknown>>(element, '.input')[0];

afterEach(clear);

it.each([
  ['String', 'LIGHTNING-INPUT', 'text'],
  ['Currency', 'LIGHTNING-INPUT', 'number'],
  ['Date', 'LIGHTNING-INPUT', 'date'],
  ['DateTime', 'LIGHTNING-INPUT', 'datetime'],
  ['Boolean', 'LIGHTNING-INPUT', 'checkbox'],
  ['Email', 'LIGHTNING-INPUT', 'email'],
  ['TextArea', 'LIGHTNING-TEXTAREA', undefined],
  ['Picklist', 'LIGHTNING-COMBOBOX', undefined],
  ['MultiPicklist', 'LIGHTNING-CHECKBOX-GROUP', undefined],
])('%s is a %s', async (dataType, tag, type) => {
  const element = await open(dataType, null);
  expect(inner(element).tagName).toBe(tag);
  expect(inner(element).type).toBe(type);
  await expect(element).toBeAccessible();
});

it.each<[string, object, unknown]>([
  ['Currency', { value: '176000.5' }, 176000.5],
  ['Currency', { value: '' }, null],
  ['Boolean', { checked: true }, true],
  ['MultiPicklist', { value: ['A', 'B'] }, 'A;B'],
  ['MultiPicklist', { value: [] }, null],
  ['String', { value: 'Sign' }, 'Sign'],
])('tells %s %j as %p', async (dataType, detail, value) => {
  const element = await open(dataType, null);
  const heard = jest.fn();
  element.addEventListener('valuechange', (event) => heard((event as CustomEvent).detail));
  inner(element).dispatchEvent(new CustomEvent('change', { detail }));
  expect(heard).toHaveBeenCalledWith({ value });
});

it('in one line Enter saves, unless it ends a word that is being composed', async () => {
  const element = await open('String', 'Sign');
  const saved = jest.fn();
  element.addEventListener('valuesave', saved);
  inner(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true }));
  inner(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
  expect(saved).not.toHaveBeenCalled();
  inner(element).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
  expect(saved).toHaveBeenCalledTimes(1);
});

it('a checkbox is never required, percents are whole, money has its decimals', async () => {
  expect(inner(await open('Boolean', true))).toMatchObject({ required: false, checked: true });
  clear();
  expect(inner(await open('Percent', 20))).toMatchObject({ formatter: 'percent-fixed', step: '0.01', value: 20 });
});

it('keeps a value that the picklist does not offer', async () => {
  const options = [{ label: 'New', value: 'New' }];
  const element = await open('Picklist', 'Gone', options);
  expect(inner(element).options).toEqual([...options, { label: 'Gone', value: 'Gone' }]);
});
