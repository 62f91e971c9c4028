import { conversation, moment } from '../../../../../config/jest/answers';
import { all, clear, settle, show, textOf } from '../../../../../config/jest/page';
import { toDetail } from 'c/detailModel';
import ConversationTimeline from '../conversationTimeline';

const SCHEME = 'javascript';
const BODY = '[0:00:00] Paul: Good morning.\n[0:00:10] Astrid: We need twelve hulls.\n[0:00:40] Paul: Noted.';
const moments = [
  moment('Question', 'And Iridium?', { start: 45 }),
  moment('Highlight', 'Twelve hulls', { start: 10 }),
  moment('Comment', 'Check it', { start: 25 }),
  moment('Topic', 'Pricing', { start: 0 }),
];

async function open(fields: Record<string, unknown> = {}, narrow = false): Promise<HTMLElement> {
  const detail = toDetail(conversation({ fields: { Duration__c: 50, Body__c: BODY, ...fields }, moments }));
  const element = show('c-conversation-timeline', ConversationTimeline, {
    conversation: detail,
    narrow,
  } as unknown as ConversationTimeline);
  await settle();
  return element;
}

const focused = (element: HTMLElement) => element.shadowRoot?.activeElement?.getAttribute('aria-label');
function press(element: HTMLElement, key: string): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, composed: true });
  (element.shadowRoot?.activeElement ?? all(element, '.ticks')[0]).dispatchEvent(event);
  return event;
}

afterEach(clear);

it('draws one lane a speaker with the share of talking', async () => {
  const element = await open();
  expect(all(element, '.lane').map(textOf)).toEqual(['Astrid 60%', 'Paul 40%']);
  expect(all(element, '.lane-0 path')[0].getAttribute('d')).toBe('M20 0h60v1h-60z');
  await expect(element).toBeAccessible();
});

it('names every topic in full, and numbers its place in the band where there is room', async () => {
  const long = 'Satellite coverage north of the Arctic circle';
  const topics = [
    moment('Topic', 'Pricing', { start: 0, end: 20 }),
    moment('Topic', long, { start: 20, end: 20.5 }),
    moment('Topic', 'Sea trial', { start: 21, end: 50 }),
  ];
  const detail = toDetail(conversation({ fields: { Duration__c: 50, Body__c: BODY }, moments: topics }));
  const element = show('c-conversation-timeline', ConversationTimeline, {
    conversation: detail,
  } as unknown as ConversationTimeline);
  await settle();
  expect(all(element, '.topic').map(textOf)).toEqual(['1', '', '3']);
  expect(all(element, '.names li').map(textOf)).toEqual(['1 Pricing', `2 ${long}`, '3 Sea trial']);
  await expect(element).toBeAccessible();
});

it('tells how many share the last lane', async () => {
  const speakers = ['Paul', 'Astrid', 'Jonas', 'Maya', 'Tom', 'Ines'];
  const body = speakers.map((name, index) => `[0:00:0${index}] ${name}: Hello.`).join('\n');
  const element = await open({ Duration__c: 6, Body__c: body });
  expect(all(element, '.lane').map(textOf).at(-1)).toBe('3 others 30%');
  expect(all(element, '.lane-others')).toHaveLength(1);
});

it('says the same in a narrow card', async () => {
  const element = await open({}, true);
  expect(all(element, '.narrow .lane').map(textOf)).toEqual(['Astrid 60%', 'Paul 40%']);
  await expect(element).toBeAccessible();
});

it('is one tab stop; arrows move in order of time, and stop at the ends', async () => {
  const element = await open();
  const ticks = all(element, '.tick');
  expect(ticks.map((tick) => tick.tabIndex)).toEqual([0, -1, -1]);
  ticks[0].focus();
  await settle();
  expect(focused(element)).toBe('0:10 · Highlight: Twelve hulls (opens the recording there)');
  expect(press(element, 'ArrowRight').defaultPrevented).toBe(true);
  await settle();
  expect(focused(element)).toContain('0:25 · Comment: Check it');
  expect(all(element, '.caption').map(textOf)).toEqual(['0:25 · Comment: Check it']);
  press(element, 'End');
  press(element, 'ArrowRight');
  await settle();
  expect(focused(element)).toContain('0:45 · Question');
  expect(all(element, '.tick').map((tick) => tick.tabIndex)).toEqual([-1, -1, 0]);
  press(element, 'Home');
  press(element, 'ArrowLeft');
  await settle();
  expect(focused(element)).toContain('0:10');
});

it('arrows follow the direction of the text', async () => {
  const element = await open();
  all(element, '.ticks')[0].style.direction = 'rtl';
  all(element, '.tick')[0].focus();
  await settle();
  press(element, 'ArrowLeft');
  await settle();
  expect(focused(element)).toContain('0:25');
  press(element, 'ArrowRight');
  await settle();
  expect(focused(element)).toContain('0:10');
});

it('leaves Enter to the link, which opens the recording at that second', async () => {
  const element = await open();
  const [tick] = all<HTMLAnchorElement>(element, '.tick');
  tick.focus();
  expect(press(element, 'Enter').defaultPrevented).toBe(false);
  expect(tick.href).toBe('https://recordings.example/r/1?key=s%2Bs&t=10');
  expect(tick.target).toBe('_blank');
  expect(tick.rel).toContain('noopener');
});

it('has ticks without links where there is no safe recording', async () => {
  const element = await open({ Link__c: `${SCHEME}:alert(1)` });
  expect(all(element, 'a')).toEqual([]);
  expect(all(element, 'button.tick')).toHaveLength(3);
  all(element, 'button.tick')[1].click();
  await settle();
  expect(all(element, '.caption').map(textOf)).toEqual(['0:25 · Comment: Check it']);
  await expect(element).toBeAccessible();
});

it('is absent where there is nothing to draw', async () => {
  const detail = toDetail(conversation());
  const element = show('c-conversation-timeline', ConversationTimeline, {
    conversation: detail,
  } as unknown as ConversationTimeline);
  await settle();
  expect(textOf(element)).toBe('');
});
