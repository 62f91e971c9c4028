/**
 * Flows that run for a record after it was saved, in the transaction of the save and in system context. They run record
 * by record here, where Salesforce runs those of one request together; what comes of it is the same.
 * https://help.salesforce.com/s/articleView?id=platform.flow_concepts_trigger_record.htm
 */
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Saved } from '../data/types.ts';
import type { SObject, Value } from '../data/store/record.ts';
import { conditionsHold } from './conditions.ts';
import { FlowFault, LimitExceeded } from './fault.ts';
import { finish, uncommitted } from './drive.ts';
import type { FlowMetadata, FlowTrigger } from './model.ts';
import { Interview, Transaction } from './run.ts';
import { Scope } from './scope.ts';
import { FlowRecord } from './values.ts';

/** Apex Developer Guide, "Execution Governors and Limits": the stack depth of saves that cause each other. */
const DEEPEST = 16;

export class TriggeredFlows {
  readonly #org: Org;
  /** Shared by every Flow that one save causes. */
  #transaction: Transaction | null = null;
  #depth = 0;

  constructor(org: Org) {
    this.#org = org;
  }

  /** Throws CANNOT_EXECUTE_FLOW_TRIGGER where a Flow ends in a fault that it does not take up itself. */
  run({ session, object, id, old }: Saved): void {
    const wanted = old ? 'Update' : 'Create';
    const flows = [...this.#org.metadata.flows.values()]
      .filter(({ isActive, trigger }) => isActive && trigger && isOf(trigger, object.name, wanted))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    if (flows.length === 0) return;
    const system = this.#org.systemSessionFor(session.user.Id);
    const isFirst = this.#transaction === null;
    this.#transaction ??= new Transaction();
    this.#depth += 1;
    try {
      for (const flow of flows) {
        const record = recordOf(object, system.get(object.name, id) as SObject);
        const prior = old ? recordOf(object, old) : null;
        this.#runOne(flow, system, { record, prior });
      }
    } finally {
      this.#depth -= 1;
      if (isFirst) this.#transaction = null;
    }
  }

  #runOne(flow: FlowMetadata, session: Saved['session'], saved: { record: FlowRecord; prior: FlowRecord | null }) {
    const transaction = this.#transaction!;
    const meets = (record: FlowRecord) => {
      const { guid, startedAt } = transaction;
      const scope = new Scope(this.#org, session, flow, { guid, startedAt, faultMessage: null, record, prior: null });
      return isMet(flow.trigger!, scope);
    };
    try {
      if (!meets(saved.record)) return;
      if (flow.trigger!.isOnChangeOnly && saved.prior && meets(saved.prior)) return;
      if (this.#depth > DEEPEST) throw new LimitExceeded('Maximum trigger depth exceeded');
      const interview = new Interview(this.#org, session, flow, { transaction, saved });
      interview.begin({});
      finish(interview.steps(), uncommitted);
    } catch (error) {
      if (error instanceof NotImplementedHere) throw error;
      if (error instanceof FlowFault || error instanceof LimitExceeded || error instanceof SalesforceError)
        throw new SalesforceError(
          400,
          'CANNOT_EXECUTE_FLOW_TRIGGER',
          `We can't save this record because the \u201c${flow.label}\u201d process failed. Give your Salesforce admin these details. ${error.message}`,
        );
      throw error;
    }
  }
}

function isOf({ on, from }: FlowTrigger, object: string, wanted: 'Create' | 'Update'): boolean {
  return (on === wanted || on === 'CreateAndUpdate') && from.object.toLowerCase() === object.toLowerCase();
}

function isMet({ from: { logic, filters } }: FlowTrigger, scope: Scope): boolean {
  if (logic === null || filters.length === 0) return true;
  const conditions = filters.map(({ field, operator, value }) => ({
    left: `$Record.${field}`,
    operator,
    right: value,
  }));
  return conditionsHold(scope, logic, conditions);
}

function recordOf(object: FlowRecord['object'], values: SObject): FlowRecord {
  const fields = [...object.fields.values()].filter(({ type }) => type !== 'address' && type !== 'base64');
  return new FlowRecord(
    object,
    Object.fromEntries(
      fields.map(({ name, type }): [string, Value] => {
        const value = values[name] ?? null;
        return [name, type === 'boolean' ? Boolean(value) : value];
      }),
    ),
  );
}
