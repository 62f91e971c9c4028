import USER_ID from '@salesforce/user/Id';
import { createRecord, getRecord, updateRecord } from 'lightning/uiRecordApi';
import { conversation, field, moment } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { toDetail } from 'c/detailModel';
import CommentList from '../commentList';

const create = createRecord as jest.Mock;
const update = updateRecord as jest.Mock;
const user = getRecord as unknown as { emit(value: unknown): void };

function written(text: string, at: string, byId: string, who = 'Paul') {
  const node = moment('Comment', text, { start: 65, who });
  return {
    ...node,
    CreatedDate: field(at),
    CreatedById: field(byId),
    CreatedBy: { Name: field(who) },
  };
}

const theirs = () => written('Ask Ingrid', '2026-11-18T09:00:00.000Z', '005000000000009AAA', 'Maya');
const mine = () => written('Send the annex', '2026-11-19T09:00:00.000Z', USER_ID);

async function open(moments = [mine(), theirs()], mayWrite: boolean | undefined = true): Promise<HTMLElement> {
  const detail = toDetail(conversation({ fields: { Id: 'a00000000000001AAA' }, moments }));
  const element = show('c-comment-list', CommentList, {
    conversation: detail,
    mayWrite,
  } as unknown as CommentList);
  user.emit({ fields: { Name: { value: 'Paul Marchand' } } });
  await settle();
  return element;
}

async function type(element: HTMLElement, selector: string, value: string): Promise<void> {
  const [input] = all(element, selector);
  input.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
}

async function press(element: HTMLElement, words: string): Promise<void> {
  all<HTMLButtonElement>(element, 'button')
    .find((button) => button.textContent?.trim() === words)
    ?.click();
  await settle(8);
}

const rows = (element: HTMLElement) => all(element, '.row').map(textOf);

beforeEach(() => {
  stopClock(Date.parse('2026-11-20T18:00:00Z'));
  create.mockReset().mockResolvedValue({ id: 'a01000000000099AAA' });
  update.mockReset().mockImplementation(({ fields }: { fields: { Id: string } }) => Promise.resolve({ id: fields.Id }));
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('shows who wrote what, when and at which second, the newest last', async () => {
  const element = await open();
  expect(rows(element)).toEqual([
    'Maya 1:05 Open the recording at 1:05 18 Nov, 10:00 Ask Ingrid',
    'Paul 1:05 Open the recording at 1:05 19 Nov, 10:00 Edit Take back Send the annex',
  ]);
  await expectAccessible(element);
});

it('tells no time for what came with the conversation: the row was made by the service', async () => {
  const node = { ...theirs(), CreatedBy: { Name: field('Debrief Integration') } };
  expect(rows(await open([node]))).toEqual(['Maya 1:05 Open the recording at 1:05 Ask Ingrid']);
});

it('invites to write the first one', async () => {
  const element = await open([]);
  expect(textOf(element)).toContain('No comments yet. Write what the next person on this deal should know.');
  await expectAccessible(element);
});

it('saves a comment as the viewer, with its second, and tells the page', async () => {
  const element = await open([]);
  const told = jest.fn();
  element.addEventListener('conversationchange', told);
  await type(element, 'lightning-textarea', ' Send the annex ');
  await type(element, 'lightning-input', '12:34');
  await press(element, 'Comment');
  expect(create).toHaveBeenCalledWith({
    apiName: 'Conversation_Moment__c',
    fields: {
      Conversation__c: 'a00000000000001AAA',
      Type__c: 'Comment',
      Text__c: 'Send the annex',
      Start__c: 754,
      Author__c: 'Paul Marchand',
    },
  });
  expect(rows(element)[0]).toContain('Paul Marchand 12:34');
  expect(told).toHaveBeenCalledTimes(1);
  expect(all<HTMLElement & { value: string }>(element, 'lightning-textarea')[0].value).toBe('');
});

it('sends with Control and Enter', async () => {
  const element = await open([]);
  await type(element, 'lightning-textarea', 'Yes');
  const [box] = all(element, 'lightning-textarea');
  box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, composed: true }));
  await settle(8);
  expect(create).toHaveBeenCalledTimes(1);
});

it.each(['12:', '1:75', 'later', '99'])('refuses the second %s before anything is saved', async (clock) => {
  const element = await open([]);
  await type(element, 'lightning-textarea', 'Yes');
  await type(element, 'lightning-input', clock);
  const [field_] = all<HTMLElement & { setCustomValidity: jest.Mock; reportValidity: jest.Mock }>(
    element,
    'lightning-input',
  );
  field_.setCustomValidity = jest.fn();
  field_.reportValidity = jest.fn();
  await press(element, 'Comment');
  expect(create).not.toHaveBeenCalled();
  expect(field_.setCustomValidity).toHaveBeenCalledWith(
    clock === '99' ? 'The recording ends at 40:00.' : 'Write minutes and seconds, for example 12:34.',
  );
  // the words go while it is mended, not under the click that leaves the field
  await type(element, 'lightning-input', '1:00');
  expect(field_.setCustomValidity).toHaveBeenLastCalledWith('');
  expect(field_.reportValidity).toHaveBeenCalledTimes(2);
});

it('says how much is too much before it is sent', async () => {
  const element = await open([]);
  await type(element, 'lightning-textarea', 'x'.repeat(32_003));
  expect(textOf(element)).toContain('A comment has at most 32,000 characters: 3 too many.');
  await press(element, 'Comment');
  expect(create).not.toHaveBeenCalled();
  await expectAccessible(element);
});

it('keeps the text and shows the org’s own words where it refuses', async () => {
  create.mockRejectedValue({
    body: { message: 'An error occurred', output: { errors: [{ message: 'Comments close after thirty days.' }] } },
  });
  const element = await open([]);
  await type(element, 'lightning-textarea', 'Too late');
  await press(element, 'Comment');
  expect(textOf(element)).toContain('Not saved. Comments close after thirty days.');
  expect(all<HTMLElement & { value: string }>(element, 'lightning-textarea')[0].value).toBe('Too late');
  await expectAccessible(element);
});

it('the viewer changes a comment of their own, and of nobody else', async () => {
  const element = await open();
  expect(all(element, '[data-edit]')).toHaveLength(1);
  await press(element, 'Edit');
  await expectAccessible(element);
});

it('saves the changed text', async () => {
  const element = await open([mine()]);
  await press(element, 'Edit');
  await type(element, '.edit lightning-textarea, lightning-textarea', 'Send the annex today');
  await press(element, 'Save');
  expect(update.mock.calls[0][0]).toMatchObject({ fields: { Text__c: 'Send the annex today', Start__c: 65 } });
  expect(rows(element)[0]).toContain('Send the annex today');
});

it('takes nothing from who is writing while the page is read again', async () => {
  const moments = [mine()];
  const element = (await open(moments)) as HTMLElement & { conversation: unknown };
  await press(element, 'Edit');
  await type(element, '.edit lightning-textarea, lightning-textarea', 'Send the annex today');
  element.conversation = toDetail(conversation({ fields: { Id: 'a00000000000001AAA' }, moments }));
  await settle();
  await press(element, 'Save');
  expect(update.mock.calls[0][0]).toMatchObject({ fields: { Text__c: 'Send the annex today' } });
});

it('is taken back by emptying it, keeps its place, and can be put back', async () => {
  const element = await open([mine(), written('Later', '2026-11-20T09:00:00.000Z', '005000000000009AAA', 'Maya')]);
  await press(element, 'Take back');
  expect(update.mock.calls[0][0]).toMatchObject({ fields: { Text__c: null } });
  expect(rows(element)[0]).toBe('You took this comment back. Put it back');
  await press(element, 'Put it back');
  expect(update.mock.calls[1][0]).toMatchObject({ fields: { Text__c: 'Send the annex' } });
  expect(rows(element)[0]).toContain('Send the annex');
});

it('who may not write is told who can grant it', async () => {
  const element = await open([theirs()], false);
  expect(textOf(element)).toContain('ask your Salesforce admin for the permission set “Debrief Rep”');
  expect(all(element, 'lightning-textarea')).toEqual([]);
  await expectAccessible(element);
});
