import { all, clear, settle, show } from '../../../../../config/jest/page';
import LocalFlow from '../localFlow';

type Runner = HTMLElement & { run: LocalFlow['run'] };
type FlowElement = HTMLElement & { flowApiName: string; flowInputVariables: unknown };

const open = () => show('c-local-flow', LocalFlow, {}) as unknown as Runner;
const flows = (runner: Runner) => all<FlowElement>(runner, 'lightning-flow');
function finish(flow: FlowElement, outputs: Record<string, unknown>): void {
  const outputVariables = Object.entries(outputs).map(([name, value]) => ({ name, value }));
  flow.dispatchEvent(new CustomEvent('statuschange', { detail: { status: 'FINISHED_SCREEN', outputVariables } }));
}

afterEach(clear);

it('runs a Flow with its inputs, gives its outputs, and takes the interview away', async () => {
  const runner = open();
  const run = runner.run('Debrief_Create_Task', { subject: 'Send it', due: { type: 'Date', value: '2026-11-21' } });
  await settle();
  const [flow] = flows(runner);
  expect(flow.flowApiName).toBe('Debrief_Create_Task');
  expect(flow.flowInputVariables).toEqual([
    { name: 'subject', type: 'String', value: 'Send it' },
    { name: 'due', type: 'Date', value: '2026-11-21' },
  ]);
  finish(flow, { taskId: '00T000000000001AAA', message: '' });
  await expect(run).resolves.toEqual({ taskId: '00T000000000001AAA', message: '' });
  await settle();
  expect(flows(runner)).toEqual([]);
});

it('throws the org’s own words where the Flow tells that it was refused', async () => {
  const runner = open();
  const run = runner.run('Debrief_Create_Task');
  await settle();
  finish(flows(runner)[0], { taskId: '', message: 'FIELD_CUSTOM_VALIDATION_EXCEPTION: A call needs a due date.' });
  await expect(run).rejects.toMatchObject({ reason: 'refused', message: 'A call needs a due date.' });
});
