import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { affected, budget, connection, entry, errorList, errorType, log } from '../../healthModel/__tests__/samples';
import DebriefHealth from '../debriefHealth';
import { answerFlows, Refusal } from './flows';
import type { Answers } from './flows';

jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: true }), { virtual: true });

const NOW = Date.parse('2026-11-25T13:00:00Z');
const noDrift = { checks: [], drift: { since: null, changes: [] } };
const good: Answers = {
  Get_Connection: connection(),
  Get_Budget: budget(),
  List_Errors: errorList(),
  List_Activity: log([entry(1)]),
  Check_Health: noDrift,
};
const away: Answers = Object.fromEntries(Object.keys(good).map((name) => [name, new Refusal(0, 'Connection refused')]));

async function open(answers: Answers = good): Promise<HTMLElement> {
  const page = show('c-debrief-health', DebriefHealth, {});
  await settle();
  await answerFlows(page, answers);
  return page;
}
async function press(page: HTMLElement, label: string): Promise<void> {
  const [button] = all<HTMLElement & { label: string }>(page, 'lightning-button').filter(
    (each) => each.label === label,
  );
  button.click();
  await settle();
}
const later = async (milliseconds: number) => {
  await jest.advanceTimersByTimeAsync(milliseconds);
  await settle();
};
const visible = (state: 'visible' | 'hidden') => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new CustomEvent('visibilitychange'));
};
const said = (page: HTMLElement) => all(page, '[role="status"].slds-assistive-text').map(textOf);

beforeEach(() => {
  stopClock(NOW);
  visible('visible');
});
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('is loading in its own shape, and asks for everything at once', async () => {
  const page = show('c-debrief-health', DebriefHealth, {});
  await settle();
  expect(all(page, '.bone').length).toBeGreaterThan(8);
  expect(all(page, 'lightning-flow')).toHaveLength(5);
  await expectAccessible(page);
});

it('shows the connection, that nothing has failed, the budget and the log', async () => {
  const page = await open();
  const text = textOf(page);
  for (const words of [
    'Health of the connection Updated 14:00',
    'Integration user Debrief Integration',
    'Nothing has failed',
    '40,000 of 100,000 used',
    'Entry 1.',
  ])
    expect(text).toContain(words);
  expect(all(page, '.bone')).toEqual([]);
  expect(all(page, 'h2, h3').map(textOf)).toEqual([
    'Health of the connection',
    'Not written',
    'Daily API requests',
    'Activity',
  ]);
  await expectAccessible(page);
});

describe('by itself', () => {
  it('reads again every 30 seconds, without the checks, which take requests of the org', async () => {
    const page = await open();
    await later(30_000);
    const asked = await answerFlows(page, { ...good, Get_Budget: budget({ used: 41_000 }) });
    expect(asked.sort()).toEqual([
      'Debrief_Get_Budget',
      'Debrief_Get_Connection',
      'Debrief_List_Activity',
      'Debrief_List_Errors',
    ]);
    expect(textOf(page)).toContain('41,000 of 100,000 used');
  });

  it('waits while nobody looks, and reads as soon as somebody does', async () => {
    const page = await open();
    visible('hidden');
    await later(120_000);
    expect(all(page, 'lightning-flow')).toEqual([]);
    visible('visible');
    await settle();
    expect(all(page, 'lightning-flow')).toHaveLength(4);
  });

  it('says when more has failed, once, to whoever cannot see it', async () => {
    const page = await open();
    await later(30_000);
    await answerFlows(page, { ...good, List_Errors: errorList(errorType()) });
    expect(said(page)).toContain('2 more conversations were not written.');
    await expectAccessible(page);
  });

  it('asks nothing more once the page is left', async () => {
    const page = await open();
    clear();
    await later(60_000);
    expect(all(page, 'lightning-flow')).toEqual([]);
  });
});

describe('the service away', () => {
  it('at the first look: what is wrong, and that records stay readable', async () => {
    const page = await open(away);
    expect(textOf(page)).toContain('Conversations that are on your records stay readable');
    expect(all(page, '.parts')[0].hidden).toBe(true);
    await expectAccessible(page);
  });

  it('later: what was known stays, with its time, and comes up to date by itself', async () => {
    const page = await open();
    await later(30_000);
    await answerFlows(page, away);
    expect(textOf(page)).toContain('Below is what was known at 14:00.');
    expect(textOf(page)).toContain('40,000 of 100,000 used');
    expect(textOf(page)).toContain('Entry 1.');
    await later(30_000);
    await answerFlows(page, { ...good, List_Activity: log([entry(2), entry(1)]) });
    expect(textOf(page)).not.toContain('Below is what was known');
    expect(textOf(page)).toContain('Entry 2.');
  });

  it('in one part: the others are shown', async () => {
    const page = await open({ ...good, List_Errors: new Refusal(500, 'The store is away.') });
    expect(textOf(page)).toContain('The store is away.');
    expect(textOf(page)).toContain('40,000 of 100,000 used');
    expect(textOf(page)).not.toContain('Nothing has failed');
    await expectAccessible(page);
  });
});

it('says on request that it is up to date, and makes the checks again', async () => {
  const page = await open();
  await press(page, 'Refresh');
  const asked = await answerFlows(page, good);
  expect(asked).toContain('Debrief_Check_Health');
  expect(said(page)).toContain('Up to date.');
});

it('shows what has changed in the set-up, better and worse', async () => {
  const changes = [
    {
      check: 'notes',
      code: 'NOTES_OF_LATER',
      from: 'ok',
      to: 'attention',
      message: 'Notes were turned off.',
      better: false,
    },
    {
      check: 'people',
      code: 'PEOPLE_OF_LATER',
      from: 'attention',
      to: 'ok',
      message: 'Everybody is matched.',
      better: true,
    },
  ];
  const page = await open({ ...good, Check_Health: { checks: [], drift: { since: '2026-11-24T06:00:00Z', changes } } });
  expect(textOf(page)).toContain('Since 24 Nov something has changed in the set-up');
  expect(textOf(page)).toContain('Notes were turned off. (worse) Everybody is matched. (better)');
  await expectAccessible(page);
});

it('says so where the checks could not be made', async () => {
  const page = await open({ ...good, Check_Health: new Refusal(502, 'The org is slow.') });
  expect(textOf(page)).toContain('Whether the set-up has changed could not be checked. The org is slow.');
});

it('shows the pause at once, and does not let an answer from before it undo that', async () => {
  const page = await open();
  await later(30_000);
  const before = all(page, 'lightning-flow');
  await press(page, 'Pause');
  const confirm = all<HTMLElement & { label: string }>(page, '.confirm')[0];
  confirm.click();
  await settle();
  await answerFlows(page, { Pause_Writing: budget({ paused: true, pausedSince: '2026-11-25T13:00:00Z' }) });
  expect(textOf(page)).toContain('Paused since 14:00');
  expect(said(page)).toContain('Debrief is paused.');
  for (const flow of before)
    flow.dispatchEvent(
      new CustomEvent('statuschange', {
        detail: {
          status: 'FINISHED_SCREEN',
          outputVariables: [
            { name: 'ok', value: true },
            { name: 'json', value: JSON.stringify(budget()) },
          ],
        },
      }),
    );
  await settle();
  expect(textOf(page)).toContain('Paused since 14:00');
  await expectAccessible(page);
});

it('reads again soon after conversations were tried again', async () => {
  const page = await open({ ...good, List_Errors: errorList(errorType({ conversations: [affected(1)] })) });
  all<HTMLButtonElement>(page, '.retry')[0].click();
  await settle();
  await answerFlows(page, { Retry_Errors: { queued: 1 } });
  expect(textOf(page)).toContain('1 conversation is tried again.');
  await later(3_000);
  await answerFlows(page, good);
  expect(textOf(page)).toContain('Nothing has failed');
});
