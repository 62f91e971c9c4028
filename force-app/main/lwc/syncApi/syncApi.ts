import { api, LightningElement } from 'lwc';
import { answerOf, faultOf, flowOf, leftFault, outputsOf } from './answers';

const TIMEOUT_MS = 30_000;

type Scalar = string | number | boolean;
type FlowRunner = HTMLElement & {
  start(flow: string, inputs: object, options: { timeoutMs: number; answer: string }): Promise<Record<string, unknown>>;
};

/**
 * The package's only road to the sync service: each call runs a Flow, since a component may not call a Named Credential
 * itself.
 */
export default class SyncApi extends LightningElement {
  /**
   * Runs an operation of the service, named as in its API: `getSettings`. Inputs that are empty are left out. Several
   * may run at a time.
   *
   * @returns the answer; undefined where there is none
   * @throws SyncFault where the service refuses or cannot be reached, and where this component is taken off the page
   */
  @api
  async call(
    operation: string,
    inputs: Readonly<Record<string, Scalar | null | undefined>> = {},
    { timeoutMs = TIMEOUT_MS }: { timeoutMs?: number } = {},
  ): Promise<unknown> {
    const flows = this.template?.querySelector<FlowRunner>('c-local-flow');
    if (!flows) throw leftFault();
    let outputs: Record<string, unknown>;
    try {
      outputs = await flows.start(flowOf(operation), inputs, { timeoutMs, answer: 'ok' });
    } catch (fault) {
      throw faultOf(fault, timeoutMs);
    }
    return answerOf(outputsOf(outputs));
  }
}
