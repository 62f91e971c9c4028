import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { affected, errorList, errorType } from '../../healthModel/__tests__/samples';
import type { ErrorType } from '../../healthModel/healthModel';
import HealthErrors from '../healthErrors';

const call = jest.fn();
async function open(...types: ErrorType[]): Promise<HTMLElement> {
  const element = show('c-health-errors', HealthErrors, {
    errors: errorList(...types),
    call,
  } as unknown as HealthErrors);
  await settle();
  return element;
}
const press = async (element: HTMLElement, name: string) => {
  all<HTMLButtonElement>(element, `button[aria-label="${name}"]`)[0].click();
  await settle();
};

beforeEach(() => {
  call.mockReset();
  stopClock(Date.parse('2026-11-25T13:00:00Z'));
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('says so where nothing has failed', async () => {
  const element = await open();
  expect(textOf(element)).toContain('Nothing has failed');
  await expectAccessible(element);
});

it('shows a type with its count, the mend, the org’s own words once, and the records', async () => {
  const shown = affected(1, { conversationId: 'a00A', activityId: '00TB', opportunityId: '006C' });
  const element = await open(errorType({ conversations: [shown, affected(2)] }));
  const text = textOf(element);
  for (const words of [
    'Not written (2)',
    'A rule of this org refuses it 2 conversations · last at 13:00 · SOME_CODE',
    'Change the rule, then retry.',
    'Salesforce says: Close date must be in the future.',
    'Telemetry demo 1',
    'Task',
    'Opportunity',
  ])
    expect(text).toContain(words);
  expect(text.match(/Close date must/g)).toHaveLength(1);
  expect(all<HTMLAnchorElement>(element, 'a').map((link) => link.getAttribute('href'))).toEqual([
    '/lightning/r/Conversation__c/a00A/view',
    '/lightning/r/Task/00TB/view',
    '/lightning/r/Opportunity/006C/view',
  ]);
  await expectAccessible(element);
});

it('shows the org’s words over those that were refused by them', async () => {
  const element = await open(
    errorType({ conversations: [affected(1), affected(2, { message: 'Amount is required.' })] }),
  );
  expect(all(element, 'blockquote').map(textOf)).toEqual(['Close date must be in the future.', 'Amount is required.']);
});

it('shows three records first, all that are known on request, and how many more there are', async () => {
  const conversations = [1, 2, 3, 4, 5].map((number) => affected(number));
  const element = await open(errorType({ conversations, count: 40 }));
  expect(all(element, '.row')).toHaveLength(3);
  all<HTMLButtonElement>(element, '.more')[0].click();
  await settle();
  expect(all(element, '.row')).toHaveLength(5);
  expect(textOf(element)).toContain('and 35 more that are older');
});

it('tries all of a type again, and says how many were taken', async () => {
  const element = await open(errorType());
  const told = jest.fn();
  element.addEventListener('retried', told);
  call.mockResolvedValue({ queued: 2 });
  await press(element, 'Retry all: A rule of this org refuses it');
  expect(call.mock.calls).toEqual([['retryErrors', { code: 'SOME_CODE' }]]);
  expect(textOf(element)).toContain('2 conversations are tried again.');
  expect(told).toHaveBeenCalledTimes(1);
});

it('tries one again, and keeps the focus on what it says', async () => {
  const element = await open(errorType());
  call.mockResolvedValue({ queued: 1 });
  await press(element, 'Retry Telemetry demo 2');
  expect(call.mock.calls).toEqual([['retryErrors', { key: 'zoom:2' }]]);
  expect(element.shadowRoot?.activeElement?.textContent).toBe('1 conversation is tried again.');
  await expectAccessible(element);
});

it('says so where another admin was first', async () => {
  const element = await open(errorType());
  call.mockResolvedValue({ queued: 0 });
  await press(element, 'Retry Telemetry demo 1');
  expect(textOf(element)).toContain('Nothing was left to try again');
});

it('shows why it could not be tried again, and offers it once more', async () => {
  const element = await open(errorType({ conversations: [affected(1)] }));
  call.mockRejectedValue({ kind: 'refused', status: 409, message: 'It is paused.' });
  await press(element, 'Retry A rule of this org refuses it');
  expect(textOf(element)).toContain('It is paused.');
  expect(all<HTMLButtonElement>(element, '.retry')[0].disabled).toBe(false);
  await expectAccessible(element);
});

it('offers no retry for what goes on by itself, and puts it after what somebody can mend', async () => {
  const waits = errorType({ code: 'PAUSED', title: 'The service is paused', retryable: false, count: 90 });
  const element = await open(waits, errorType());
  expect(all(element, 'h4').map(textOf)).toEqual(['A rule of this org refuses it', 'Debrief is paused']);
  expect(all(element, '.retry')).toHaveLength(1);
  expect(all(element, '.again')).toHaveLength(2);
});

it('names the object in the mend in the viewer’s words', async () => {
  const message = 'Opportunity (CloseDate): Close date must be in the future.';
  const type = { code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', conversations: [affected(1, { message })] };
  const element = await open(errorType(type));
  expect(all(element, '.fix').map(textOf)[0]).toMatch(/^Let the validation rule on Opportunit\w+ pass/);
  expect(textOf(element)).toContain(message);
});

it('keeps the service’s mend where it does not say of which object', async () => {
  const element = await open(errorType({ code: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }));
  expect(textOf(element)).toContain('A validation rule refuses it');
  expect(all(element, '.fix').map(textOf)).toEqual(['Change the rule, then retry.']);
});
