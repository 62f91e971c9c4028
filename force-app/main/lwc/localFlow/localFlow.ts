import { after } from 'c/timer';
import type { FlowInputVariable, FlowStatusChange } from 'lightning/flow';
import { api, LightningElement } from 'lwc';
import { failure, inputsOf, lateness, leaving, outputsOf, refusal, silence } from './outcome';
import type { FlowFault, FlowInputs, FlowOutputs } from './outcome';

const TIMEOUT_MS = 30_000;
/** How long a Flow that has ended may take to hand over its outputs. */
const GRACE_MS = 2_000;

/** One interview of a Flow. */
interface Run {
  id: string;
  flow: string;
  inputs: FlowInputVariable[];
}
interface Options {
  timeoutMs?: number;
  /** The output that is the answer; any, where none is named. */
  answer?: string;
}
interface Pending {
  flow: string;
  answer?: string;
  hasStarted: boolean;
  outputs: FlowOutputs;
  resolve: (outputs: FlowOutputs) => void;
  reject: (fault: FlowFault) => void;
  cancelTimeout: () => void;
  cancelGrace?: () => void;
}

/**
 * Runs Flows of the package without anything to be seen: each in a hidden `lightning-flow`. A Flow without screens ends
 * in `FINISHED_SCREEN` and shows a message of its own
 * (https://developer.salesforce.com/docs/platform/lwc/guide/use-flow-status-change.html): hence nothing here is seen.
 */
export default class LocalFlow extends LightningElement {
  runs: readonly Run[] = [];
  private readonly pending = new Map<string, Pending>();
  private count = 0;

  /**
   * Runs a Flow that says in its output `message` why it refused.
   *
   * @returns its outputs by name
   * @throws FlowFault with the org's own words where it refused or failed
   */
  @api
  async run(flow: string, inputs: FlowInputs = {}, options: Options = {}): Promise<FlowOutputs> {
    const outputs = await this.start(flow, inputs, options);
    if (typeof outputs.message === 'string' && outputs.message.trim() !== '') throw refusal(outputs.message);
    return outputs;
  }

  /**
   * Runs a Flow, whatever it answers. Inputs that are empty are left out. Several may run at a time.
   *
   * @throws FlowFault where it fails, and where this component is taken off the page
   */
  @api
  start(flow: string, inputs: FlowInputs = {}, { timeoutMs = TIMEOUT_MS, answer }: Options = {}): Promise<FlowOutputs> {
    if (!this.isConnected) return Promise.reject(leaving());
    const id = String((this.count += 1));
    return new Promise((resolve, reject) => {
      const cancelTimeout = after(timeoutMs, () => this.fail(id, lateness(timeoutMs / 1000)));
      this.pending.set(id, { flow, answer, hasStarted: false, outputs: {}, resolve, reject, cancelTimeout });
      this.runs = [...this.runs, { id, flow, inputs: inputsOf(inputs) }];
    });
  }

  disconnectedCallback(): void {
    for (const id of [...this.pending.keys()]) this.fail(id, leaving());
  }

  handleStatus(event: CustomEvent<FlowStatusChange>): void {
    const id = (event.currentTarget as HTMLElement).dataset.id ?? '';
    const run = this.pending.get(id);
    if (!run) return;
    const { status, outputVariables, errorMessage } = event.detail;
    run.outputs = outputsOf(run.outputs, outputVariables);
    if (status === 'ERROR') this.fail(id, failure(run.flow, run.hasStarted, errorMessage));
    else if (status !== 'FINISHED' && status !== 'FINISHED_SCREEN') run.hasStarted = true;
    else if (hasAnswered(run)) this.end(id)?.resolve(run.outputs);
    else run.cancelGrace ??= after(GRACE_MS, () => this.fail(id, silence(run.flow)));
  }

  private fail(id: string, fault: FlowFault): void {
    this.end(id)?.reject(fault);
  }

  private end(id: string): Pending | undefined {
    const run = this.pending.get(id);
    run?.cancelTimeout();
    run?.cancelGrace?.();
    this.pending.delete(id);
    this.runs = this.runs.filter((each) => each.id !== id);
    return run;
  }
}

function hasAnswered({ answer, outputs }: Pending): boolean {
  return answer === undefined ? Object.keys(outputs).length > 0 : answer in outputs;
}
