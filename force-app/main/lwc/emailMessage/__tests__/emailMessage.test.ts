import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { conversation, participant } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { toDetail } from 'c/detailModel';
import EmailMessage from '../emailMessage';

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));

const HOSTILE = '<img src=x onerror="alert(1)">\n\n[0:12] not a transcript';

async function open(fields: object = {}): Promise<HTMLElement> {
  const people = [
    { ...participant('Astrid Halvorsen'), Email_Role__c: { value: 'From' }, Email__c: { value: 'astrid@x.example' } },
    { ...participant('Paul', { side: 'Ours' }), Email_Role__c: { value: 'To' } },
  ];
  const node = conversation({
    fields: {
      ...{ Id: 'e1', Key__c: 'email:1@x.example', Kind__c: 'Email', Direction__c: 'Inbound', Duration__c: null },
      ...{ Body__c: HOSTILE, Quoted__c: '> On Monday you wrote:\n> Hello', ...fields },
    },
    people,
  });
  const element = show('c-email-message', EmailMessage, { conversation: toDetail(node) });
  await settle();
  return element;
}
const press = async (element: HTMLElement, selector: string) => {
  all<HTMLButtonElement>(element, selector)[0].click();
  await settle(8);
};
const focused = (element: HTMLElement) => all(element, 'c-email-delete')[0].shadowRoot?.activeElement;

beforeEach(() => service.reset({}));
afterEach(clear);

it('says who wrote it to whom, and its text as text, paragraph by paragraph', async () => {
  const element = await open();
  expect(all(element, '.line').map(textOf)).toEqual(['From Astrid Halvorsen astrid@x.example', 'To Paul']);
  expect(all(element, '.paragraph').map(textOf)).toEqual(HOSTILE.split('\n\n'));
  expect(all(element, 'img')).toEqual([]);
  await expectAccessible(element);
});

it('warns where nobody could verify the sender', async () => {
  expect(textOf(await open())).not.toContain('verify');
  clear();
  const element = await open({ Match_Rule__c: 'noActivity, senderUnverified' });
  expect(textOf(element)).toContain('Nobody could verify that the sender is who they claim to be.');
  await expectAccessible(element);
});

it('folds what it quotes behind a button', async () => {
  const element = await open();
  expect(textOf(element)).not.toContain('On Monday');
  await press(element, '.toggle');
  expect(textOf(all(element, 'blockquote')[0])).toContain('> On Monday you wrote:');
  expect(all(element, '.toggle').map((button) => [textOf(button), button.getAttribute('aria-expanded')])).toEqual([
    ['Hide quoted text', 'true'],
  ]);
  await expectAccessible(element);
  await press(element, '.toggle');
  expect(all(element, 'blockquote')).toEqual([]);
});

it('says where it only quotes, and has no button where it quotes nothing', async () => {
  const element = await open({ Body__c: null });
  expect(textOf(element)).toContain('This email has no text of its own.');
  clear();
  expect(all(await open({ Quoted__c: null }), '.toggle')).toEqual([]);
});

describe('deleting it', () => {
  it('says what happens and asks; keeping it leaves everything, with the focus where it was', async () => {
    const element = await open();
    await press(element, '.ask');
    expect(textOf(all(element, 'c-email-delete')[0])).toContain('does not come back with the next sync');
    expect(textOf(focused(element) as Element)).toBe('Delete this email?');
    await expectAccessible(element);
    await press(element, '.slds-button_neutral');
    expect(textOf(focused(element) as Element)).toBe('Delete this email…');
    await press(element, '.ask');
    all(element, '.go')[0].dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await settle();
    expect(all(element, '.go')).toEqual([]);
    expect(service.calls).toEqual([]);
  });

  it('has the service do it, once, and tells which is gone', async () => {
    let answer: (value?: unknown) => void = () => undefined;
    service.reset({ deleteEmail: () => new Promise((resolve) => (answer = resolve)) });
    const element = await open();
    const told = jest.fn();
    document.body.addEventListener('emaildeleted', (event) => told((event as CustomEvent).detail));
    await press(element, '.ask');
    await press(element, '.go');
    await press(element, '.go');
    expect(textOf(element)).toContain('Deleting the email…');
    expect(told).not.toHaveBeenCalled();
    answer();
    await settle(8);
    expect(service.calls).toEqual([{ operation: 'deleteEmail', inputs: { key: 'email:1@x.example' } }]);
    expect(told).toHaveBeenCalledWith({ id: 'e1', key: 'email:1@x.example' });
  });

  it('says why not where the service is away, and can be tried again', async () => {
    service.reset({ deleteEmail: fault('offline', 0, 'unreachable') });
    const element = await open();
    await press(element, '.ask');
    await press(element, '.go');
    expect(all(element, '[role="alert"]').map(textOf).join()).toContain('Debrief');
    expect(all<HTMLButtonElement>(element, '.go')[0].disabled).toBe(false);
    await expectAccessible(element);
  });

  it('is not offered for what the service does not know', async () => {
    expect(all(await open({ Key__c: null }), 'c-email-delete')).toEqual([]);
  });
});
