/** The service behind the hidden Flows of a page: answers each by its operation. */
import { all, settle } from '../../../../../config/jest/page';

type FlowElement = HTMLElement & { flowApiName: string };
export type Answers = Record<string, unknown>;

/** What the service refuses, as the Flow tells it. */
export class Refusal {
  readonly status: number;
  readonly message: string;

  constructor(status: number, message: string) {
    this.status = status;
    this.message = message;
  }
}

/** Ends the Flows that run; those whose operation has no answer go on. Gives their names. */
export async function answerFlows(page: HTMLElement, answers: Answers): Promise<string[]> {
  const flows = all<FlowElement>(page, 'lightning-flow');
  const names = flows.map(({ flowApiName }) => flowApiName);
  for (const flow of flows) {
    const answer = answers[flow.flowApiName.replace(/^Debrief_/, '')];
    if (answer !== undefined) flow.dispatchEvent(new CustomEvent('statuschange', { detail: detailOf(answer) }));
  }
  await settle();
  await settle();
  return names;
}

function detailOf(answer: unknown): object {
  const outputs =
    answer instanceof Refusal
      ? { ok: false, status: answer.status, message: answer.message, json: '' }
      : { ok: true, status: 200, message: '', json: JSON.stringify(answer) };
  return {
    status: 'FINISHED_SCREEN',
    outputVariables: Object.entries(outputs).map(([name, value]) => ({ name, value })),
  };
}
