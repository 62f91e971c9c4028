/** Goes on with the runs of a tenant, beside its batches: several at once, each step kept before the next. */
import { randomUUID } from 'node:crypto';
import { logActivity } from '../../store/activity.ts';
import { findDefinition, findWorkflow } from '../../store/workflows.ts';
import {
  claimRuns,
  nextRunInMs,
  saveStep,
  settleRun,
  stepsOf,
  tenantsWithRuns,
  type RunOutcome,
  type RunRecord,
} from '../../store/workflow-runs.ts';
import { drive, type Effects } from '../../workflow/run.ts';
import type { StepRecord } from '../../workflow/step.ts';
import { holdOf } from '../budget/hold.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { errorFacts } from '../error-facts.ts';
import { faultOf } from '../faults.ts';
import { tenantNow } from '../tenants.ts';
import { isOrgAway, type StepContext } from './doing.ts';
import { Passing, perform } from './effects.ts';

/** Runs that are gone on with at once: a language model takes its time, and the org is not to be flooded. */
const AT_ONCE = 4;
const AT_A_TIME = 20;
const SWEEP_MS = 5000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Where only a person can change something, who then asks. */
const HELD_MS = 60_000;
/** Tries of a run that something keeps from going on: then it has failed, and an admin may retry it. */
const MOST_ATTEMPTS = 60;

class RunLost extends Error {}

/** Returns what ends the looking around; runs in hand end with the queue. */
export async function startRuns(context: Context): Promise<() => Promise<void>> {
  const sweep = async () => {
    for (const tenant of await tenantsWithRuns(context.db)) await context.queue.addRuns(context.db, tenant);
  };
  await sweep();
  await context.queue.workRuns(async (name) => {
    const nextInMs = await goOn(context, name);
    if (nextInMs < Infinity) await context.queue.addRuns(context.db, name, nextInMs);
  });
  let sweeping: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    sweeping = sweep().catch((error: unknown) => {
      context.log.warn(errorFacts(error), 'the store was not asked for runs of workflows');
    });
  }, SWEEP_MS);
  return async () => {
    clearInterval(timer);
    await sweeping;
  };
}

/** Says how long until it is worth looking again; Infinity where somebody will say so. */
export async function goOn(context: Context, name: string): Promise<number> {
  // whoever had a run in hand is no more once this is held
  return context.exclusively(`workflows of ${name}`, async () => {
    const tenant = await tenantNow(context, name);
    if (!tenant) return Infinity;
    const waits = await nextRunInMs(context.db, name);
    const hold = await holdOf(context, tenant);
    if (hold) return waits === undefined ? Infinity : Math.min(hold.lookInMs, HELD_MS);
    const runs = await claimRuns(context.db, name, randomUUID(), AT_A_TIME);
    for (let from = 0; from < runs.length; from += AT_ONCE)
      await Promise.all(runs.slice(from, from + AT_ONCE).map((run) => oneRun(context, tenant, run)));
    return (await nextRunInMs(context.db, name)) ?? Infinity;
  });
}

async function oneRun(context: Context, tenant: Tenant, run: RunRecord): Promise<void> {
  const settle = async (
    outcome: RunOutcome,
    entry?: { kind: 'written' | 'planned' | 'unchanged' | 'failed'; message: string },
  ) =>
    context.db.transaction(async (tx) => {
      if (!(await settleRun(tx, run, outcome)) || !entry) return;
      await logActivity(tx, tenant.name, [{ ...entry, key: run.conversation }]);
    });
  const fail = (message: string, path: string | null = null) =>
    settle(
      { state: 'failed', writing: tenant.settings.writing, error: { path, message } },
      { kind: 'failed', message: `The workflow ${run.workflow} stopped${path ? ` at ${path}` : ''}: ${message}` },
    );
  try {
    const current = await findWorkflow(context.db, tenant.name, run.workflow);
    const definition = await findDefinition(context.db, tenant.name, run.workflow, run.version);
    if (!current?.switchedOnAt || !definition) {
      const message = current ? 'The workflow was switched off.' : 'The workflow was deleted.';
      await settle({ state: 'cancelled', error: { path: null, message } });
      return;
    }
    const records = new Map((await stepsOf(context.db, tenant.name, run.id)).map((record) => [record.path, record]));
    const frame = {
      ...{ id: run.id, conversation: run.conversation },
      startedAt: (run.startedAt ?? run.createdAt).toISOString(),
    };
    const org = await context.orgs.open(tenant);
    // only a person has a run go on from a step that failed, and has presumably granted what was missing
    if ([...records.values()].some(({ state }) => state === 'failed')) org.forgetShapes();
    const step: StepContext = {
      ...{ context, tenant, frame, workflow: run.workflow, writing: tenant.settings.writing, org },
    };
    const effects: Effects = {
      perform: (doing) => perform(step, doing),
      save: async (record) => {
        if (!(await saveStep(context.db, run, record))) throw new RunLost('Another process goes on with this run.');
      },
    };
    const end = await drive(definition, frame, records, effects);
    if (end.state === 'failed') await fail(end.error.message, end.path);
    else
      await settle(
        { state: 'done', writing: tenant.settings.writing, error: null, attempts: 0 },
        { kind: kindOf(records), message: `The workflow ${run.workflow} ran: ${summaryOf(records)}` },
      );
    context.orgs.circuit(tenant.name).succeed();
  } catch (error) {
    if (error instanceof RunLost) return;
    if (!isOrgAway(error) && !(error instanceof Passing)) {
      context.log.error({ tenant: tenant.name, run: run.id, ...errorFacts(error) }, 'a run of a workflow stopped');
      await fail('The service failed: its log says more under the id of the run.');
      return;
    }
    const fault = error instanceof Passing ? { message: error.message } : faultOf(error);
    const attempts = run.attempts + 1;
    if (attempts >= MOST_ATTEMPTS) {
      await fail(fault.message);
      return;
    }
    if (isOrgAway(error)) context.orgs.circuit(tenant.name).fail(Date.parse(context.now()), faultOf(error));
    const usual = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 12));
    const inMs = 'retryAfterMs' in fault && fault.retryAfterMs ? Math.max(usual, fault.retryAfterMs) : usual;
    await settle({ state: 'waiting', inMs, attempts, error: { path: null, message: fault.message } });
  }
}

const receiptsOf = (records: ReadonlyMap<string, StepRecord>) =>
  [...records.values()].flatMap(({ receipt }) => receipt ?? []);

function kindOf(records: ReadonlyMap<string, StepRecord>): 'written' | 'planned' | 'unchanged' {
  const outcomes = new Set(receiptsOf(records).map(({ outcome }) => outcome));
  return outcomes.has('written') ? 'written' : outcomes.has('planned') ? 'planned' : 'unchanged';
}

function summaryOf(records: ReadonlyMap<string, StepRecord>): string {
  const entries = receiptsOf(records).flatMap((receipt) => receipt.entries);
  const count = (wanted: string) => entries.filter(({ outcome }) => outcome === wanted).length;
  const said = (number: number, what: string) => `${number} record${number === 1 ? '' : 's'} ${what}`;
  const parts = [
    ...(count('written') > 0 ? [said(count('written'), 'written')] : []),
    ...(count('planned') > 0 ? [said(count('planned'), 'held back by the settings')] : []),
  ];
  return parts.length > 0 ? `${parts.join(', ')}.` : 'it had nothing to write.';
}
