import { conversation, participant } from '../../../../../config/jest/answers';
import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { toDetail } from 'c/detailModel';
import ConversationTranscript from '../conversationTranscript';

const BODY = [
  '[0:00:00] Paul: Good morning, the twelve hulls.',
  '[0:00:10] Astrid: Hulls, and hulls again.',
  '[0:00:40] Paul: Noted.',
].join('\n');

async function open(body = BODY): Promise<HTMLElement> {
  const people = [participant('Astrid', { talk: 75 }), participant('Paul', { side: 'Ours', talk: 25 })];
  const detail = toDetail(conversation({ fields: { Body__c: body, Duration__c: 60 }, people }));
  const element = show('c-conversation-transcript', ConversationTranscript, {
    conversation: detail,
  } as unknown as ConversationTranscript);
  await settle();
  return element;
}

async function change(element: HTMLElement, selector: string, value: string): Promise<void> {
  const [field] = all(element, selector);
  field.dispatchEvent(new CustomEvent('change', { detail: { value } }));
  await settle();
}

async function press(element: HTMLElement, init: KeyboardEventInit): Promise<void> {
  all(element, '.term')[0].dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));
  await settle();
}

const words = (element: HTMLElement) => all(element, '.words').map(textOf);
const count = (element: HTMLElement) => textOf(all(element, '.count')[0]);

afterEach(clear);

it('finds as one types: lines that hold the words, each match marked and counted', async () => {
  const element = await open();
  expect(words(element)).toHaveLength(3);
  expect(count(element)).toBe('');
  await change(element, '.term', 'hulls');
  expect(words(element)).toHaveLength(2);
  expect(all(element, 'mark').map((mark) => mark.textContent)).toEqual(['hulls', 'Hulls', 'hulls']);
  expect(count(element)).toBe('3 matches');
  await expectAccessible(element);
});

it('goes to the next match with Enter and to the one before with Shift and Enter, and stops at the ends', async () => {
  const element = await open();
  await change(element, '.term', 'hulls');
  const current = () => all(element, 'mark').findIndex((mark) => mark.classList.contains('current'));
  const goes = async (shiftKey: boolean, at: number, said: string) => {
    await press(element, { key: 'Enter', shiftKey });
    expect([current(), count(element)]).toEqual([at, said]);
  };
  await goes(false, 0, 'Match 1 of 3');
  await goes(false, 1, 'Match 2 of 3');
  await goes(false, 2, 'Match 3 of 3');
  await goes(false, 2, 'Match 3 of 3');
  await goes(true, 1, 'Match 2 of 3');
});

it('names the speakers with their share, and keeps to one of them together with the search', async () => {
  const element = await open();
  const [box] = all<HTMLElement & { options: { label: string; value: string }[] }>(element, 'lightning-combobox');
  expect(box.options.map(({ label }) => label)).toEqual(['Everybody', 'Astrid · 75%', 'Paul · 25%']);
  await change(element, 'lightning-combobox', 'Paul');
  expect(words(element)).toHaveLength(2);
  await change(element, '.term', 'hulls');
  expect(words(element)).toHaveLength(1);
  expect(count(element)).toBe('1 match');
});

it('says so where nothing matches', async () => {
  const element = await open();
  await change(element, '.term', 'submarine');
  expect(words(element)).toEqual([]);
  expect(textOf(element)).toContain('Nothing matches. Try other words or another speaker.');
  expect(count(element)).toBe('0 matches');
  await expectAccessible(element);
});

it('draws no more of five thousand lines than what is shown, and as many more as asked for', async () => {
  const line = (_: unknown, n: number) => `[${Math.floor(n / 60)}:${String(n % 60).padStart(2, '0')}] Paul: Line ${n}.`;
  const element = await open(Array.from({ length: 5000 }, line).join('\n'));
  expect(words(element)).toHaveLength(100);
  all<HTMLButtonElement>(element, 'button').at(-1)?.click();
  await settle();
  expect(words(element)).toHaveLength(200);
  await change(element, '.term', 'line 49');
  expect(count(element)).toBe('111 matches');
  expect(words(element)).toHaveLength(100);
});
