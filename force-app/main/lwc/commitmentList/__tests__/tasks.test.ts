import { graphql } from '../../../../../config/jest/platform/graphql';
import { getObjectInfo } from '../../../../../config/jest/platform/uiObjectInfoApi';
import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import CommitmentList from '../commitmentList';

jest.mock('@salesforce/userPermission/EditTask', () => ({ __esModule: true, default: true }), { virtual: true });

type List = HTMLElement & CommitmentList;
const quote = { id: 'a01X', recordId: 'a01X', conversationId: 'a00X', text: 'Send the quote', done: false };
const trial = { id: 'step-book', conversationId: 'a00X', text: 'Book the trial', done: false };
const RIGHTS = { Done__c: { updateable: true }, Task_Id__c: { updateable: true } };

async function open(items: object[], info: object = { createable: true, fields: RIGHTS }): Promise<List> {
  const element = show('c-commitment-list', CommitmentList, { items, limit: 0 } as unknown as CommitmentList);
  getObjectInfo.emit({ data: info });
  await settle();
  return element as unknown as List;
}
const buttons = (element: Element) => all<HTMLButtonElement>(element, 'button.task');
/** Jest knows no tag names of components that are loaded later. */
const forms = (element: Element) => all(element, 'li > [data-id]');
const links = (element: Element) =>
  all(element, 'c-record-link').flatMap((link) => all(link, 'a').map((each) => each.getAttribute('href')));
async function click(button: HTMLElement): Promise<void> {
  button.click();
  await settle(20);
}
async function created(element: Element, taskId: string, warning?: string): Promise<void> {
  forms(element)[0].dispatchEvent(new CustomEvent('created', { detail: { taskId, warning } }));
  await settle(10);
}

afterEach(clear);

it('each open step may become a task; what is done may not, and what is one says so', async () => {
  const element = await open([
    quote,
    trial,
    { ...quote, id: 'a01Y', done: true },
    { ...quote, id: 'a01Z', taskId: '00TZ' },
  ]);
  expect(buttons(element).map(textOf)).toEqual(['Create task : Send the quote', 'Create task : Book the trial']);
  expect(links(element)).toEqual(['/lightning/r/Task/00TZ/view']);
  await expectAccessible(element);
});

it('a task that is gone may be made again; what the answer does not tell stays', async () => {
  const element = await open([quote, { ...trial, taskId: '00TA' }, { ...quote, id: 'a01Z', taskId: '00TZ' }]);
  const asked = graphql.getLastConfig() as { variables: unknown };
  expect(asked.variables).toEqual({ standing: { Id: { in: ['00TA', '00TZ'] } } });
  graphql.emit({ data: { uiapi: { query: {} } } });
  await settle();
  expect(links(element)).toHaveLength(2);
  graphql.emit({ data: { uiapi: { query: { standing: { edges: [{ node: { Id: '00TZ' } }] } } } } });
  await settle();
  expect(links(element)).toEqual(['/lightning/r/Task/00TZ/view']);
  expect(buttons(element).map(textOf)).toEqual(['Create task : Send the quote', 'Create task : Book the trial']);
  expect(textOf(element)).toContain('Its task was deleted, or isn’t shared with you.');
  await expectAccessible(element);
  await click(buttons(element)[1]);
  await created(element, '00TB');
  expect(links(element)).toEqual(['/lightning/r/Task/00TB/view', '/lightning/r/Task/00TZ/view']);
});

it('asks for no task where there is none', async () => {
  await open([quote, trial]);
  expect((graphql.getLastConfig() as { variables?: unknown }).variables).toBeUndefined();
});

it('opens one form at a time, and Cancel gives the focus back', async () => {
  const element = await open([quote, trial]);
  await click(buttons(element)[0]);
  expect(forms(element)).toHaveLength(1);
  await click(buttons(element)[1]);
  expect(forms(element)).toHaveLength(1);
  expect(buttons(element).map((button) => button.getAttribute('aria-expanded'))).toEqual(['false', 'true']);
  forms(element)[0].dispatchEvent(new CustomEvent('cancel'));
  await settle();
  expect(forms(element)).toEqual([]);
  expect(element.shadowRoot?.activeElement).toBe(buttons(element)[1]);
});

it('links the task once it stands, says so, gives it the focus, and tells the page', async () => {
  const element = await open([quote]);
  const heard = jest.fn();
  element.addEventListener('taskchange', (event) => heard((event as CustomEvent).detail));
  await click(buttons(element)[0]);
  await created(element, '00TX');
  expect(links(element)).toEqual(['/lightning/r/Task/00TX/view']);
  expect(buttons(element)).toEqual([]);
  expect(forms(element)).toEqual([]);
  expect(all(element, '[role=status]').map(textOf)).toEqual(['Task created']);
  expect(element.shadowRoot?.activeElement?.tagName).toBe('C-RECORD-LINK');
  expect(heard).toHaveBeenCalledWith({ id: 'a01X', taskId: '00TX' });
  await expectAccessible(element);
});

it('says where the step itself could not be marked', async () => {
  const element = await open([quote]);
  await click(buttons(element)[0]);
  await created(element, '00TX', 'The record is locked.');
  expect(all(element, '[role=alert]').map(textOf)).toEqual([
    'The task was created, but the next step could not be marked. The record is locked.',
  ]);
});

it('a step in words stays in its place when it comes back as the action item that it became', async () => {
  const element = await open([trial, quote]);
  await click(buttons(element)[0]);
  await created(element, '00TX');
  element.items = [quote, { ...trial, id: 'a01N', recordId: 'a01N', taskId: '00TX' }];
  await settle();
  expect(all(element, '.text').map(textOf)).toEqual(['Book the trial', 'Send the quote']);
  expect(links(element)).toEqual(['/lightning/r/Task/00TX/view']);
});

it.each([
  ['may not mark the step', { createable: true, fields: { ...RIGHTS, Task_Id__c: { updateable: false } } }, 0],
  ['may not add an action item', { createable: false, fields: RIGHTS }, 1],
])('a viewer who %s is not offered it', async (_who, info, count) => {
  expect(buttons(await open([quote, trial], info))).toHaveLength(count);
});
