import { conversation, conversationAnswer, participant } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { graphql } from '../../../../../config/jest/platform/graphql';
import CreateTask from '../createTask';

jest.mock('@salesforce/user/Id', () => ({ __esModule: true, default: '005000000000001AAA' }), { virtual: true });

type Field = HTMLElement & { value: string; label: string; setCustomValidity: jest.Mock; reportValidity: jest.Mock };
type FlowElement = HTMLElement & { flowApiName: string; flowInputVariables: { name: string; value: unknown }[] };

const step = {
  id: 'a01X',
  recordId: 'a01X',
  conversationId: 'a00X',
  text: 'Send the quote',
  due: '2026-11-21',
  done: false,
};

const answer = (more: object = {}) => ({
  ...conversation({ people: [participant('Astrid', { contact: '003A' }), participant('Ada', { lead: '00QA' })] }),
  Opportunity__r: { Id: '006A', Name: { value: 'Fleet telemetry' } },
  ...more,
});

async function open(given: object = step, node = answer()): Promise<HTMLElement> {
  const element = show('c-create-task', CreateTask, { step: given });
  await settle();
  graphql.emit({ data: conversationAnswer(node) });
  await settle();
  for (const field of all<Field>(element, '[data-name]')) {
    field.reportValidity = jest.fn().mockReturnValue(true);
    field.setCustomValidity = jest.fn();
  }
  return element;
}
const field = (element: HTMLElement, name: string) => all<Field>(element, `[data-name=${name}]`)[0];
const create = (element: HTMLElement) => all<HTMLElement>(element, 'lightning-button')[0];
const flows = (element: HTMLElement) => all<FlowElement>(element, 'lightning-flow');
async function change(element: HTMLElement, name: string, value: string): Promise<void> {
  field(element, name).dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
}
const inputs = (element: HTMLElement) =>
  Object.fromEntries(flows(element)[0].flowInputVariables.map(({ name, value }) => [name, value]));
async function finish(element: HTMLElement, outputs: Record<string, unknown>): Promise<void> {
  const outputVariables = Object.entries(outputs).map(([name, value]) => ({ name, value }));
  const detail = { status: 'FINISHED_SCREEN', outputVariables };
  flows(element)[0].dispatchEvent(new CustomEvent('statuschange', { detail }));
  await settle(10);
}

afterEach(clear);

it('reads the conversation of the step, and offers what the task may say', async () => {
  const element = await open();
  expect(graphql.getLastConfig()?.variables).toEqual({
    conversation: { Id: { eq: 'a00X' } },
    promiser: { and: [{ Name: { eq: '-' } }, { IsActive: { eq: true } }] },
  });
  expect(all<Field>(element, '[data-name]').map(({ label, value }) => `${label}: ${value}`)).toEqual([
    'Subject: Send the quote',
    'Due date: 2026-11-21',
    'Assigned to: 005000000000001AAA',
    'Type: Task',
    'Person: 003A',
    'Related to: 006A',
  ]);
  await expectAccessible(element);
});

it('makes one task, however often Create is clicked, and tells it', async () => {
  const element = await open();
  const heard = jest.fn();
  element.addEventListener('created', (event) => heard((event as CustomEvent).detail));
  create(element).click();
  create(element).click();
  await settle();
  expect(flows(element)).toHaveLength(1);
  expect(flows(element)[0].flowApiName).toBe('Debrief_Create_Task');
  expect(inputs(element)).toMatchObject({
    subject: 'Send the quote',
    activityDate: '2026-11-21',
    ownerId: '005000000000001AAA',
    taskSubtype: 'Task',
    whatId: '006A',
    whoId: '003A',
    link: 'https://recordings.example/r/1?key=s%2Bs',
    momentId: 'a01X',
  });
  expect(inputs(element)).not.toHaveProperty('step');
  await finish(element, { taskId: '00TX', isNew: true });
  expect(heard).toHaveBeenCalledWith({ taskId: '00TX', warning: undefined });
});

it('hands over the words of a step that is no record, and no link that is too long', async () => {
  const node = answer({ Link__c: { value: `https://recordings.example/${'x'.repeat(300)}` } });
  const element = await open({ id: 'step-book', conversationId: 'a00X', text: 'Book it', done: false }, node);
  create(element).click();
  await settle();
  expect(inputs(element)).toMatchObject({ conversationId: node.Id, step: 'Book it' });
  expect(Object.keys(inputs(element))).not.toEqual(expect.arrayContaining(['momentId']));
  expect(Object.keys(inputs(element))).not.toEqual(expect.arrayContaining(['link']));
});

it('relates a task with a lead to nothing else, and says so', async () => {
  const element = await open();
  await change(element, 'person', '00QA');
  expect(textOf(element)).toContain('A task with a lead is not related to anything else.');
  expect(all(element, '[data-name=related]')).toEqual([]);
  create(element).click();
  await settle();
  expect(inputs(element)).toMatchObject({ whoId: '00QA' });
  expect(inputs(element)).not.toHaveProperty('whatId');
  await expectAccessible(element);
});

describe('a refusal', () => {
  it('is told in the org’s words, and what was typed stays', async () => {
    const element = await open();
    await change(element, 'subject', 'Send the Iridium quote');
    create(element).click();
    await settle();
    await finish(element, { taskId: '', message: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: A call needs a due date.' });
    expect(all(element, '[role=alert]').map(textOf)).toEqual(['A call needs a due date.']);
    expect(field(element, 'subject').value).toBe('Send the Iridium quote');
    await change(element, 'due', '2026-11-23');
    expect(all(element, '[role=alert]')).toHaveLength(1);
    create(element).click();
    await settle();
    expect(all(element, '[role=alert]')).toEqual([]);
    expect(inputs(element)).toMatchObject({ subject: 'Send the Iridium quote', activityDate: '2026-11-23' });
    await expectAccessible(element);
  });

  it('stands at the field that the org names', async () => {
    const element = await open();
    create(element).click();
    await settle();
    const words = 'Required fields are missing: [ActivityDate]';
    await finish(element, { taskId: '', message: `REQUIRED_FIELD_MISSING: ${words}` });
    expect(field(element, 'due').setCustomValidity).toHaveBeenLastCalledWith(words);
    expect(all(element, '[role=alert]')).toEqual([]);
  });
});

it('nothing is sent while a field is not as it must be', async () => {
  const element = await open();
  field(element, 'subject').reportValidity.mockReturnValue(false);
  create(element).click();
  await settle();
  expect(flows(element)).toEqual([]);
});

it('takes the words at a field away while it is mended, not under the click that leaves it', async () => {
  const element = await open();
  const subject = field(element, 'subject');
  subject.reportValidity.mockReturnValue(false);
  create(element).click();
  await settle();
  subject.reportValidity.mockReturnValue(true);
  await change(element, 'due', '2026-11-23');
  expect(subject.reportValidity).toHaveBeenCalledTimes(1);
  await change(element, 'subject', 'Send the quote');
  await change(element, 'subject', 'Send the quote again');
  expect(subject.reportValidity).toHaveBeenCalledTimes(2);
});

it('Escape gives up, but not while the task is being made', async () => {
  const element = await open();
  const cancelled = jest.fn();
  element.addEventListener('cancel', cancelled);
  const escape = () =>
    field(element, 'subject').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  create(element).click();
  escape();
  expect(cancelled).not.toHaveBeenCalled();
  await settle();
  await finish(element, { taskId: '', message: 'No.' });
  escape();
  expect(cancelled).toHaveBeenCalledTimes(1);
});

it('takes the usual type from whoever holds it', async () => {
  const answerCall = (event: Event) => ((event as CustomEvent<{ subtype: string }>).detail.subtype = 'Call');
  document.body.addEventListener('asktasktype', answerCall);
  const element = await open();
  document.body.removeEventListener('asktasktype', answerCall);
  expect(field(element, 'subtype').value).toBe('Call');
});

it('says who can grant it where the conversation can’t be read', async () => {
  const element = show('c-create-task', CreateTask, { step });
  await settle();
  graphql.emit({ errors: [{ message: "Cannot query field 'Conversation__c' on type 'RecordQuery'" }] });
  await settle();
  expect(textOf(element)).toContain('“Debrief Rep”');
  await expectAccessible(element);
});
