import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import { settings } from '../../../../../config/jest/setupAnswers';
import type { Settings } from '../../setupModel/types';
import type { Move, Side, Simulation } from '../../simulatorModel/simulation';
import DealRuleSimulator from '../dealRuleSimulator';

const NO_DEAL = { outcome: 'needsReview', rule: 'severalDeals', evidence: '2 deals fit about equally.' } as const;
const DEAL: Side = {
  ...{ outcome: 'linked', opportunityId: '006000000000001AAA', opportunity: 'Acme – Renewal' },
  ...{ rule: 'contactRole', evidence: 'Jane has a role on it.\nIt was open.' },
};
const move = (key: string, more: Partial<Move> = {}): Move => ({
  ...{ key, conversationId: 'a00000000000001AAA', title: `Talk ${key}`, at: '2026-11-17T13:01:00Z', kind: 'meeting' },
  ...{ today: DEAL, changed: NO_DEAL },
  ...more,
});
const simulation = (more: Partial<Simulation> = {}): Simulation => ({
  ...{ days: 30, total: 12, read: 12, requests: 2, movesTotal: 1, moves: [move('a')] },
  today: { linked: 10, needsReview: 1, accountOnly: 0, none: 0, locked: 1 },
  changed: { linked: 9, needsReview: 2, accountOnly: 0, none: 0, locked: 1 },
  ...more,
});

jest.mock('c/syncApi', () => jest.requireActual<object>('../../../../../config/jest/platform/syncApi'));
jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: true }), { virtual: true });

type Element = HTMLElement & { pageSize?: number; days?: number; cardTitle?: string };
async function open(answers: Record<string, unknown> = {}, more: Partial<Element> = {}): Promise<Element> {
  service.reset({ getSettings: settings(), simulateRules: simulation(), ...answers });
  const element: Element = show('c-deal-rule-simulator', DealRuleSimulator, more);
  await settle(12);
  return element;
}
const byLabel = (element: HTMLElement, tag: string, label: string) =>
  all<HTMLElement & { label: string; value?: string; disabled?: boolean; checked?: boolean; variant?: string }>(
    element,
    tag,
  ).filter((each) => each.label === label);
async function change(element: HTMLElement, tag: string, label: string, detail: object): Promise<void> {
  byLabel(element, tag, label)[0]?.dispatchEvent(new CustomEvent('change', { detail }));
  await settle(12);
}
async function press(element: HTMLElement, label: string): Promise<void> {
  byLabel(element, 'lightning-button', label)[0]?.click();
  await settle(24);
}
const ROLE = 'Somebody present has a contact role on it';
const withoutRoles = (element: HTMLElement) => change(element, 'lightning-input', ROLE, { checked: false });
const asked = (operation: string) => service.calls.filter((call) => call.operation === operation);
const saved = () => asked('putSettings').map(({ inputs }) => JSON.parse(String(inputs.body)) as Settings);
const button = (element: HTMLElement, label: string) => byLabel(element, 'lightning-button', label)[0];

afterEach(clear);

it('shows today’s rule beside one to change, and nothing to press before it was changed', async () => {
  const element = await open();
  expect(textOf(element)).toContain('Today’s rule A deal is linked when');
  expect(textOf(element)).toContain('Contacts, then leads');
  expect(button(element, 'Compare').disabled).toBe(true);
  expect(button(element, 'Back to today’s rule').disabled).toBe(true);
  expect(textOf(element)).toContain('Change the rule to compare it with today’s.');
  expect(asked('simulateRules')).toEqual([]);
  await expectAccessible(element);
});

it('compares, and shows the counts with their difference and what would move, with the reasons', async () => {
  const element = await open();
  await withoutRoles(element);
  await change(element, 'lightning-combobox', 'When several open deals fit equally', { value: 'oldest' });
  await change(element, 'lightning-combobox', 'Conversations of the last', { value: '7' });
  await press(element, 'Compare');
  expect(asked('simulateRules').map(({ inputs }) => inputs)).toEqual([
    {
      ...{ dealSteps: 'owner,onlyOpenDeal', dealTie: 'oldest', peopleOrder: 'contactFirst' },
      ...{ threshold: '0.53', margin: '0.19', days: 7 },
    },
  ]);
  const text = textOf(element);
  expect(text).toContain('12 conversations compared · 30 days · 2 requests to Salesforce');
  expect(text).toContain('Linked to a deal 10 9 -1 Needs review 1 2 +1');
  expect(text).toContain('1 conversation would move');
  expect(text).toContain(
    'Today’s rule Acme – Renewal contact role on an open deal Jane has a role on it. It was open.',
  );
  expect(text).toContain('Changed rule No deal Needs review several deals fit alike 2 deals fit about equally.');
  expect(all(element, '[role="status"]').map(textOf)).toContain('Compared. 1 conversation would move');
  await expectAccessible(element);
});

it('says so where nothing would move, and where there is nothing to compare', async () => {
  const element = await open({ simulateRules: simulation({ moves: [], movesTotal: 0 }) });
  await withoutRoles(element);
  await press(element, 'Compare');
  expect(textOf(element)).toContain('Nothing would move');
  await expectAccessible(element);
  service.answers.simulateRules = simulation({ total: 0, read: 0, moves: [], movesTotal: 0 });
  await change(element, 'lightning-combobox', 'Conversations of the last', { value: '7' });
  expect(textOf(element)).not.toContain('What would change');
  await press(element, 'Compare');
  expect(textOf(element)).toContain('No conversations in these days');
  expect(button(element, 'Use this rule')).toBeUndefined();
});

it('says how many of all were compared, and lists moves a page at a time', async () => {
  const moves = Array.from({ length: 25 }, (_, at) => move(String(at)));
  const found = simulation({ moves, movesTotal: 340, total: 7210, read: 5000, stopped: 'most' });
  const element = await open({ simulateRules: found }, { pageSize: 10 });
  await withoutRoles(element);
  await press(element, 'Compare');
  expect(textOf(element)).toContain('Only the newest 5,000 of 7,210 are compared at a time.');
  expect(textOf(element)).toContain('340 conversations would move The newest 25 are listed.');
  expect(all(element, '.move')).toHaveLength(10);
  all(element, 'button.more')[0].click();
  await settle();
  expect(all(element, '.move')).toHaveLength(20);
  all(element, 'button.more')[0].click();
  await settle();
  expect(all(element, '.move')).toHaveLength(25);
  expect(all(element, 'button.more')).toEqual([]);
});

it('puts the rule in force after a question, with the revision that was read, and nothing else changed', async () => {
  const now = settings({ dealSteps: ['owner', 'onlyOpenDeal'], revision: 4 });
  const element = await open({ putSettings: now });
  await withoutRoles(element);
  await press(element, 'Compare');
  await press(element, 'Use this rule');
  expect(textOf(element)).toContain('Use this rule from now on?');
  expect(saved()).toEqual([]);
  await expectAccessible(element);
  await press(element, 'Cancel');
  expect(textOf(element)).not.toContain('from now on?');
  await press(element, 'Use this rule');
  await press(element, 'Use this rule');
  expect(saved()).toEqual([settings({ dealSteps: ['owner', 'onlyOpenDeal'] })]);
  expect(textOf(element)).toContain('Saved. This is today’s rule from now on.');
  expect(textOf(element)).toContain(`Off: ${ROLE}`);
  expect(button(element, 'Compare').disabled).toBe(true);
});

it('keeps what somebody else changed beside the rule, and tells where it was the rule', async () => {
  const other = settings({ apiReservePercent: 50, revision: 9 });
  const answers = { putSettings: ({ body }: { body: string }) => put(JSON.parse(body) as Settings) };
  const put = (sent: Settings) => {
    if (sent.revision !== 9) throw fault('refused', 409, 'Somebody else has changed the settings.');
    return { ...sent, revision: 10 };
  };
  const element = await open(answers);
  await withoutRoles(element);
  await press(element, 'Compare');
  await press(element, 'Use this rule');
  service.answers.getSettings = other;
  await press(element, 'Use this rule');
  expect(saved().at(-1)).toEqual({ ...other, dealSteps: ['owner', 'onlyOpenDeal'] });
  expect(textOf(element)).toContain('Saved.');
  clear();

  const second = await open(answers);
  await withoutRoles(second);
  await press(second, 'Compare');
  await press(second, 'Use this rule');
  service.answers.getSettings = settings({ dealTie: 'newest', revision: 9 });
  await press(second, 'Use this rule');
  expect(textOf(second)).toContain('Somebody else has changed the rule meanwhile.');
  expect(textOf(all(second, 'c-deal-rule-today')[0])).toContain('The newest');
  expect(byLabel(second, 'lightning-input', ROLE)[0].checked).toBe(false);
  expect(saved()).toHaveLength(1);
  expect(button(second, 'Use this rule')).toBeUndefined();
});

it('goes back to today’s rule', async () => {
  const element = await open();
  await withoutRoles(element);
  await press(element, 'Compare');
  await press(element, 'Back to today’s rule');
  expect(byLabel(element, 'lightning-input', ROLE)[0].checked).toBe(true);
  expect(textOf(element)).not.toContain('What would change');
});

it.each([
  ['', 'Enter a number from 0 to 1.'],
  ['1.5', 'Enter a number from 0 to 1.'],
  ['0.1', 'The lead cannot be larger than the score.'],
])('asks for numbers that the rule can take: %p is none', async (value, words) => {
  const element = await open();
  const score = 'Score that an event or task needs';
  await change(element, 'lightning-input', score, { value });
  expect(textOf(element)).toContain(words);
  expect(byLabel(element, 'lightning-input', score)[0].value).toBe(value);
  expect(button(element, 'Compare').disabled).toBe(true);
  await change(element, 'lightning-input', score, { value: '0.6' });
  expect(button(element, 'Compare').disabled).toBe(false);
});

it('tells when the service is away, and tries again', async () => {
  const element = await open({ getSettings: fault('offline') });
  expect(textOf(element)).toContain('cannot be reached');
  expect(all(element, 'c-deal-rule-form')).toEqual([]);
  await expectAccessible(element);
  service.answers.getSettings = settings();
  await press(element, 'Try again');
  expect(all(element, 'c-deal-rule-form')).toHaveLength(1);
  service.answers.simulateRules = fault('refused', 409, 'The daily API requests are used up to the reserve.');
  await withoutRoles(element);
  await press(element, 'Compare');
  expect(textOf(element)).toContain('The daily API requests are used up to the reserve.');
});

it('lets nothing be changed while it compares', async () => {
  let answer: (found: Simulation) => void = () => undefined;
  const element = await open({ simulateRules: () => new Promise<Simulation>((resolve) => (answer = resolve)) });
  await withoutRoles(element);
  await press(element, 'Compare');
  expect(textOf(element)).toContain('Comparing.');
  expect(byLabel(element, 'lightning-input', ROLE)[0].disabled).toBe(true);
  answer(simulation());
  await settle(12);
  expect(textOf(element)).toContain('What would change');
});
