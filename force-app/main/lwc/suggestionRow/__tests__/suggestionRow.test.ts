import { updateRecord } from 'lightning/uiRecordApi';
import { all, clear, settle, show, textOf } from '../../../../../config/jest/page';
import SuggestionRow from '../suggestionRow';

jest.mock('c/loadSuggestionDecision', () => ({ loadSuggestionDecision: jest.fn() }), { virtual: true });
const { loadSuggestionDecision } = jest.requireMock<{ loadSuggestionDecision: jest.Mock }>('c/loadSuggestionDecision');

const Amount = { apiName: 'Amount', label: 'Amount', dataType: 'Currency', length: 0, scale: 2, updateable: true };
const row = () =>
  show('c-suggestion-row', SuggestionRow, {
    suggestion: {
      ...{ id: 'S', status: 'Proposed', field: 'Amount', recordId: 'D', proposed: '176000' },
      modifiedAt: '2026-11-19T13:00:00.000Z',
    },
    info: { apiName: 'Opportunity', label: 'Opportunity', updateable: true, fields: { Amount } },
    record: { apiName: 'Opportunity', id: 'D', fields: { Amount: { value: 182000, displayValue: null } } },
    mayDecide: true,
  } as unknown as SuggestionRow);

afterEach(clear);

it('what decides is loaded when somebody does; where it can’t be, that is said and the choice stays', async () => {
  loadSuggestionDecision.mockRejectedValue(new Error('offline'));
  const element = row();
  await settle();
  expect(loadSuggestionDecision).not.toHaveBeenCalled();
  const accept = () => all<HTMLButtonElement>(element, 'button').find((button) => /^Accept/.test(textOf(button)));
  accept()?.click();
  await settle();
  expect(all(element, '[role=alert]').map(textOf)).toEqual([expect.stringContaining('could not be reached')]);
  expect(all(element, '[aria-busy=true]')).toEqual([]);
  expect(updateRecord).not.toHaveBeenCalled();
  accept()?.click();
  await settle();
  expect(loadSuggestionDecision).toHaveBeenCalledTimes(2);
});
