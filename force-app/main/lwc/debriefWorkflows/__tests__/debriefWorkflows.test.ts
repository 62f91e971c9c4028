import { all, clear, expectAccessible, settle, show, stopClock, textOf } from '../../../../../config/jest/page';
import { graphql } from '../../../../../config/jest/platform/graphql';
import { answerFlows, Refusal } from '../../debriefHealth/__tests__/flows';
import type { Answers } from '../../debriefHealth/__tests__/flows';
import DebriefWorkflows from '../debriefWorkflows';
import { definition, run, steps, workflow } from './samples';

jest.mock('@salesforce/customPermission/Debrief_Admin', () => ({ __esModule: true, default: true }), { virtual: true });

type Base = HTMLElement & {
  label?: string;
  alternativeText?: string;
  checked: boolean;
  value: string;
  disabled: boolean;
};

const LIST: Answers = {
  List_Workflows: {
    workflows: [
      workflow({ on: true, runs: { failed: 1, done: 1 } }),
      workflow({ name: 'own', title: 'My own', ready: false }),
    ],
    ai: 'plain',
  },
  List_Workflow_Runs: { runs: [run(), run({ id: 'r0', state: 'done' })] },
};
const ONE: Answers = {
  Get_Workflow: workflow(),
  List_Workflow_Runs: { runs: [run()] },
  Get_Workflow_Run: { ...run(), steps },
};

async function open(answers: Answers = LIST): Promise<HTMLElement> {
  const page = show('c-debrief-workflows', DebriefWorkflows, {});
  await settle();
  await answerFlows(page, answers);
  return page;
}
async function openOne(answers: Answers = ONE): Promise<HTMLElement> {
  const page = await open();
  all<HTMLButtonElement>(page, 'button.open')[0].click();
  await settle();
  await answerFlows(page, answers);
  await answerFlows(page, answers);
  return page;
}
const button = (page: HTMLElement, label: string) =>
  all<Base>(page, 'lightning-button, lightning-button-icon').find(
    (each) => (each.label ?? each.alternativeText) === label,
  )!;
async function press(page: HTMLElement, label: string, answers: Answers): Promise<string[]> {
  button(page, label).click();
  await settle();
  const asked = await answerFlows(page, answers);
  await answerFlows(page, answers);
  return asked;
}
async function write(page: HTMLElement, text: string): Promise<void> {
  const area = all<Base>(page, 'lightning-textarea')[0];
  area.dispatchEvent(new CustomEvent('change', { detail: { value: text } }));
  await settle();
}

beforeEach(() => stopClock(Date.parse('2026-11-25T13:00:00Z')));
afterEach(() => {
  clear();
  jest.useRealTimers();
});

it('lists the workflows with what sets them off, whether they are on, and their runs', async () => {
  const page = await open();
  const text = textOf(page);
  for (const words of [
    'Next step after a meeting',
    'After each meeting · Comes with Debrief',
    'Last run 13:00: Failed',
    'Your own',
    'Has not run yet',
    'No language model is set up',
  ])
    expect(text).toContain(words);
  const switches = all<Base>(page, 'lightning-input');
  expect(switches.map(({ checked, label }) => [checked, label])).toEqual([
    [true, 'Runs by itself: Next step after a meeting'],
    [false, 'Runs by itself: My own'],
  ]);
  await expectAccessible(page);
});

it('is loading in its own shape', async () => {
  const page = show('c-debrief-workflows', DebriefWorkflows, {});
  await settle();
  expect(all(page, '.bone').length).toBe(3);
  await expectAccessible(page);
});

it('switches one on, and takes the switch back where the service refuses', async () => {
  const page = await open();
  const toggle = () => all<Base>(page, 'lightning-input')[1];
  toggle().dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await settle();
  const asked = await answerFlows(page, { Switch_Workflow: { name: 'own', on: true } });
  expect(asked).toEqual(['Debrief_Switch_Workflow']);
  await answerFlows(page, LIST);
  expect(textOf(page)).toContain('My own is switched on: it runs from the next conversation on.');
  toggle().dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await settle();
  await answerFlows(page, { Switch_Workflow: new Refusal(422, 'The org has no field Foo__c.') });
  expect(toggle().checked).toBe(false);
  expect(textOf(page)).toContain('The org has no field Foo__c.');
});

it('tells that the service is away, and reads again when asked', async () => {
  const page = await open({ List_Workflows: new Refusal(0, 'Connection refused') });
  expect(all(page, 'c-setup-fault').length).toBe(1);
  await press(page, 'Refresh', LIST);
  expect(all(page, 'c-setup-fault').length).toBe(0);
  expect(textOf(page)).toContain('My own');
});

describe('one workflow', () => {
  it('says what it does in words, and shows its definition as JSON', async () => {
    const page = await openOne();
    const text = textOf(page);
    for (const words of [
      'Load the conversation and its links',
      'Update the opportunity: NextStep = next step',
      'Version 2',
    ])
      expect(text).toContain(words);
    expect(JSON.parse(all<Base>(page, 'lightning-textarea')[0].value)).toEqual(definition);
    expect(button(page, 'Save definition').disabled).toBe(true);
    await expectAccessible(page);
  });

  it('saves what was changed, as its next version', async () => {
    const page = await openOne();
    await write(page, JSON.stringify({ ...definition, title: 'Changed' }));
    const asked = await press(page, 'Save definition', {
      Put_Workflow: workflow({ version: 3, definition: { ...definition, title: 'Changed' } }),
    });
    expect(asked).toEqual(['Debrief_Put_Workflow']);
    expect(textOf(page)).toContain('Saved as version 3.');
  });

  it('keeps what is not saved yet for when it is opened again, and says so in the list', async () => {
    const page = await openOne();
    const changed = JSON.stringify({ ...definition, title: 'Half way' });
    await write(page, changed);
    await press(page, 'All workflows', LIST);
    expect(textOf(page)).toContain('Comes with Debrief · Not saved yet · Last run');
    all<HTMLButtonElement>(page, 'button.open')[0].click();
    await settle();
    await answerFlows(page, { ...ONE, Get_Workflow: workflow({ version: 3 }) });
    expect(all<Base>(page, 'lightning-textarea')[0].value).toBe(changed);
    expect(button(page, 'Save definition').disabled).toBe(false);
    await press(page, 'Discard changes', {});
    expect(JSON.parse(all<Base>(page, 'lightning-textarea')[0].value)).toEqual(definition);
    await press(page, 'All workflows', LIST);
    expect(textOf(page)).not.toContain('Not saved yet');
  });

  it('says in which line it is no JSON, without asking the service', async () => {
    const page = await openOne();
    await write(page, '{\n  "name": "x",\n  oops\n}');
    expect(await press(page, 'Save definition', {})).toEqual([]);
    expect(textOf(page)).toContain('Line 3: This is not JSON:');
    await expectAccessible(page);
  });

  it('tells what the service refuses at its line', async () => {
    const page = await openOne();
    await write(page, JSON.stringify({ ...definition, steps: [{ id: 'load', type: 'fly' }] }, null, 2));
    await press(page, 'Save definition', {
      Put_Workflow: new Refusal(
        422,
        'The workflow cannot run as it is. steps/0/type is the name of a step: load or sink.',
      ),
    });
    expect(textOf(page)).toContain('Line 9: steps/0/type is the name of a step: load or sink.');
    await press(page, 'Discard changes', {});
    expect(textOf(page)).not.toContain('Line 9');
  });

  it('shows each step of a failed run with its reason, and goes on from it when asked', async () => {
    const page = await openOne();
    expect(textOf(page)).toContain('zoom:1');
    const node = { Id: 'a01', Key__c: { value: 'zoom:1' }, Title__c: { value: 'Sea trial' } };
    graphql.emit({ data: { uiapi: { query: { titles: { edges: [{ node }] } } } } });
    await settle();
    expect(textOf(page)).toContain('Sea trial');
    all<HTMLButtonElement>(page, 'button.toggle')[0].click();
    await settle();
    await answerFlows(page, ONE);
    const text = textOf(page);
    for (const words of [
      'Update the opportunity: NextStep = next step update · Failed',
      'Nothing was written.',
      'The org refused it: a rule of the deal.',
      'What it was given',
      '"NextStep": "Call"',
    ])
      expect(text).toContain(words);
    await expectAccessible(page);
    stopClock(Date.parse('2026-11-25T13:00:00Z'));
    const asked = await press(page, 'Retry from the failed step', {
      Retry_Workflow_Run: { id: 'r1', state: 'waiting' },
      List_Workflow_Runs: { runs: [run({ state: 'done', error: null })] },
      Get_Workflow_Run: { ...run({ state: 'done', error: null }), steps: [] },
    });
    expect(asked).toEqual(['Debrief_Retry_Workflow_Run']);
    expect(button(page, 'Retry from the failed step')).toBeUndefined();
    expect(textOf(page)).toContain('The run goes on from the step that failed.');
  });

  it('runs without writing on a conversation that is picked by its title', async () => {
    const page = await openOne();
    const node = {
      Id: 'a01',
      Key__c: { value: 'zoom:1' },
      Title__c: { value: 'Sea trial' },
      Started_At__c: { value: '2026-11-20T10:00:00Z' },
    };
    graphql.emit({ data: { uiapi: { query: { conversations: { edges: [{ node }] } } } } });
    await settle();
    const box = all<Base & { options: { value: string; label: string }[] }>(page, 'lightning-combobox')[0];
    expect(box.options).toEqual([{ value: 'zoom:1', label: expect.stringMatching(/^Sea trial · 20 Nov/) as string }]);
    expect(button(page, 'Run without writing').disabled).toBe(true);
    box.dispatchEvent(new CustomEvent('change', { detail: { value: 'zoom:1' } }));
    await settle();
    const asked = await press(page, 'Run without writing', { Dry_Run_Workflow: { workflow: 'next-step', steps } });
    expect(asked).toEqual(['Debrief_Dry_Run_Workflow']);
    expect(textOf(page)).toContain('Nothing was written. The run would fail:');
    await expectAccessible(page);
  });

  it('begins a new one, which is then one of the list', async () => {
    const page = await open();
    await press(page, 'New workflow', {});
    expect(all(page, 'c-workflow-runs, c-workflow-try')).toEqual([]);
    const asked = await press(page, 'Save definition', {
      Put_Workflow: workflow({ version: 1 }),
      List_Workflow_Runs: { runs: [] },
    });
    expect(asked).toEqual(['Debrief_Put_Workflow']);
    expect(all(page, 'c-workflow-runs').length).toBe(1);
    await press(page, 'All workflows', LIST);
    expect(all(page, 'lightning-input').length).toBe(2);
  });
});
