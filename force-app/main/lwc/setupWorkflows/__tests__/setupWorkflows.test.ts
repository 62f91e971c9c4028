import { all, clear, expectAccessible, settle, show, textOf } from '../../../../../config/jest/page';
import { fault, service } from '../../../../../config/jest/platform/syncApi';
import SetupWorkflows from '../setupWorkflows';

const workflow = (on: boolean) => ({
  ...{ name: 'next-step', title: 'Next step after a meeting', description: 'Fills Next Step.', on },
  runs: { failed: 2 },
});
type Input = HTMLElement & { label: string; checked?: boolean };
const told: unknown[] = [];
async function open(answers: Record<string, unknown> = {}): Promise<HTMLElement> {
  service.reset({ listWorkflows: { workflows: [workflow(false)], ai: 'plain' }, ...answers });
  const element = show('c-setup-workflows', SetupWorkflows, { call: service.call.bind(service) });
  element.addEventListener('feedchange', (event) => told.push((event as CustomEvent).detail));
  await settle(10);
  return element;
}
const box = (element: HTMLElement) => all<Input>(element, 'lightning-input')[0];

beforeEach(() => {
  told.length = 0;
});
afterEach(clear);

it('lists the workflows with what they do, and says how conversations are read', async () => {
  const element = await open();
  expect(box(element).label).toBe('Next step after a meeting');
  expect(box(element).checked).toBe(false);
  expect(textOf(element)).toContain('Fills Next Step.');
  expect(textOf(element)).toContain('2 failed runs');
  expect(textOf(element)).toContain('No language model is set up');
  await expectAccessible(element);
});

it('switches one, and tells the page', async () => {
  let on = false;
  const element = await open({
    listWorkflows: () => ({ workflows: [workflow(on)], ai: 'endpoint' }),
    switchWorkflow: (inputs: { on: boolean }) => {
      on = inputs.on;
      return workflow(on);
    },
  });
  box(element).dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await settle(20);
  expect(box(element).checked).toBe(true);
  expect(textOf(element)).toContain('Next step after a meeting is on now.');
  expect(told).toEqual([{ feed: 'workflows', on: true }]);
});

it('a refusal stands at the workflow, which stays as it was', async () => {
  const element = await open({ switchWorkflow: fault('refused', 422, 'The integration user may not create tasks.') });
  box(element).dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
  await settle(20);
  expect(textOf(element)).toContain('The integration user may not create tasks.');
  expect(box(element).checked).toBe(false);
  await expectAccessible(element);
});
