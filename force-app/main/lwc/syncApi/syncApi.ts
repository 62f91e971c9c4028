import LEFT from '@salesforce/label/c.Sync_Left';
import { after } from 'c/timer';
import type { FlowInputVariable, FlowStatusChange } from 'lightning/flow';
import { api, LightningElement } from 'lwc';
import {
  answerOf,
  flowFault,
  flowOf,
  inputsOf,
  isAnswer,
  outputsOf,
  silentFault,
  SyncFault,
  timeoutFault,
} from './answers';
import type { Outputs, Scalar } from './answers';

const TIMEOUT_MS = 30_000;
/** How long a Flow that has ended may take to hand over its outputs. */
const GRACE_MS = 2_000;

/** One interview of a Flow. */
interface Run {
  id: string;
  flow: string;
  inputs: FlowInputVariable[];
}
interface Pending {
  flow: string;
  hasStarted: boolean;
  outputs: Outputs;
  resolve: (answer: unknown) => void;
  reject: (fault: SyncFault) => void;
  cancelTimeout: () => void;
  cancelGrace?: () => void;
}

/**
 * The package's only road to the sync service: each call runs a Flow in a hidden `lightning-flow`, since a component may
 * not call a Named Credential itself. A Flow without screens ends in `FINISHED_SCREEN` and shows a message of its own
 * (https://developer.salesforce.com/docs/platform/lwc/guide/use-flow-status-change.html): hence nothing here is seen.
 */
export default class SyncApi extends LightningElement {
  runs: readonly Run[] = [];
  private readonly pending = new Map<string, Pending>();
  private count = 0;

  /**
   * Runs an operation of the service, named as in its API: `getSettings`. Inputs that are empty are left out. Several
   * may run at a time.
   *
   * @returns the answer; undefined where there is none
   * @throws SyncFault where the service refuses or cannot be reached, and where this component is taken off the page
   */
  @api
  call(
    operation: string,
    inputs: Readonly<Record<string, Scalar | null | undefined>> = {},
    { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
  ): Promise<unknown> {
    if (!this.isConnected) return Promise.reject(leftFault());
    const id = String((this.count += 1));
    const flow = flowOf(operation);
    return new Promise((resolve, reject) => {
      const cancelTimeout = after(timeoutMs, () => this.fail(id, timeoutFault(timeoutMs / 1000)));
      this.pending.set(id, { flow, hasStarted: false, outputs: {}, resolve, reject, cancelTimeout });
      this.runs = [...this.runs, { id, flow, inputs: inputsOf(inputs) }];
    });
  }

  disconnectedCallback(): void {
    for (const id of [...this.pending.keys()]) this.fail(id, leftFault());
  }

  handleStatus(event: CustomEvent<FlowStatusChange>): void {
    const id = (event.currentTarget as HTMLElement).dataset.id ?? '';
    const run = this.pending.get(id);
    if (!run) return;
    const { status, outputVariables, errorMessage } = event.detail;
    run.outputs = outputsOf(run.outputs, outputVariables);
    if (status === 'ERROR') this.fail(id, flowFault(run.flow, run.hasStarted, errorMessage));
    else if (status !== 'FINISHED' && status !== 'FINISHED_SCREEN') run.hasStarted = true;
    else if (isAnswer(run.outputs)) this.finish(id, run);
    else run.cancelGrace ??= after(GRACE_MS, () => this.fail(id, silentFault(run.flow)));
  }

  private finish(id: string, { outputs, resolve }: Pending): void {
    try {
      const answer = answerOf(outputs);
      this.end(id);
      resolve(answer);
    } catch (fault) {
      this.fail(id, fault as SyncFault);
    }
  }

  private fail(id: string, fault: SyncFault): void {
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

function leftFault(): SyncFault {
  return new SyncFault('unknown', 0, LEFT);
}
