/** The Flows of an org: which there are, who may run them, and running them. */
import { Callouts } from '../credentials/callout.ts';
import { assignedSets } from '../credentials/grants.ts';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { checkFlows } from './check.ts';
import { finish, resumed, uncommitted, type Resumption } from './drive.ts';
import { FlowFault, LimitExceeded } from './fault.ts';
import { inputsFrom } from './inputs.ts';
import type { FlowMetadata } from './model.ts';
import { Interview, Transaction, type Request, type Steps } from './run.ts';
import { TriggeredFlows } from './triggered.ts';
import type { Json } from './values.ts';

export interface FlowOutput {
  name: string;
  /** `STRING`, `NUMBER`… */
  dataType: string;
  value: Json;
}

export type FlowResult = { guid: string; outputs: FlowOutput[] } & (
  { status: 'Finished' } | { status: 'Error'; message: string }
);

export class Flows {
  readonly #org: Org;
  readonly #callouts: Callouts;

  /** Reads every Flow over. Throws MetadataError where one can't be run here. */
  constructor(org: Org, callouts: Callouts) {
    this.#org = org;
    this.#callouts = callouts;
    checkFlows(org.schema, org.metadata);
    const triggered = new TriggeredFlows(org);
    org.onSave = (saved) => triggered.run(saved);
  }

  /** Active Flows that the user may run, by name. */
  list(session: Session): FlowMetadata[] {
    return [...this.#org.metadata.flows.values()]
      .filter((flow) => flow.isActive && !flow.trigger && this.mayRun(session, flow))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Who has Run Flows runs any that is not restricted; a permission set may give single ones. */
  mayRun(session: Session, { name, isRestricted }: FlowMetadata): boolean {
    if (!isRestricted && session.access.hasUserPermission('RunFlow')) return true;
    return assignedSets(this.#org, session).some((set) => set.flows.has(name));
  }

  /** Throws 404 NOT_FOUND for a Flow that is not there or not active, 403 INSUFFICIENT_ACCESS for one not the user's to run. */
  runnable(session: Session, name: string): FlowMetadata {
    const flow = this.#org.metadata.flows.get(name);
    // what runs by itself is nobody's to call
    if (!flow?.isActive || flow.trigger)
      throw new SalesforceError(404, 'NOT_FOUND', `The org has no active Flow ${name}.`);
    if (this.mayRun(session, flow)) return flow;
    throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', `You don't have permission to run the Flow ${name}.`);
  }

  /**
   * Runs a Flow as the user, with values as JSON by the names of its input variables. What it wrote is kept only if it
   * ends without a fault. Throws what `runnable` throws, and NotImplementedHere.
   */
  async run(session: Session, name: string, inputs: Record<string, unknown>): Promise<FlowResult> {
    const flow = this.runnable(session, name);
    const transaction = new Transaction();
    const { guid } = transaction;
    try {
      const interview = new Interview(this.#org, session, flow, { transaction });
      interview.begin(inputsFrom(this.#org.schema, flow, inputs));
      await this.#drive(session, interview.steps());
      const outputs = interview.outputs().map(({ name: output, dataType, value }) => ({
        name: output,
        dataType: dataType.toUpperCase(),
        value: JSON.parse(JSON.stringify(value)) as Json,
      }));
      return { guid, status: 'Finished', outputs };
    } catch (error) {
      if (error instanceof NotImplementedHere) throw error;
      if (error instanceof FlowFault || error instanceof LimitExceeded || error instanceof SalesforceError)
        return { guid, status: 'Error', message: error.message, outputs: [] };
      throw error;
    }
  }

  async #drive(session: Session, steps: Steps): Promise<void> {
    let step = steps.next();
    while (!step.done) {
      if (step.value.kind === 'write') return session.transaction(() => finish(steps, uncommitted));
      step = resumed(steps, await this.#answered(session, step.value));
    }
  }

  async #answered(session: Session, call: Request & { kind: 'call' }): Promise<Resumption> {
    try {
      return { answer: await this.#callouts.call(session, call) };
    } catch (fault) {
      return { fault };
    }
  }
}
