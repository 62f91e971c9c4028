/** What an admin does with workflows: save, switch, delete, try on a past conversation, retry. */
import { randomUUID } from 'node:crypto';
import { logActivity } from '../../store/activity.ts';
import { findConversation } from '../../store/conversations.ts';
import { countRuns, findRun, goOnNow, type RunState } from '../../store/workflow-runs.ts';
import {
  deleteWorkflow,
  findDefinition,
  findWorkflow,
  listWorkflows,
  saveWorkflow,
  switchWorkflow,
  type StoredWorkflow,
} from '../../store/workflows.ts';
import { choicesOf, modeOf } from '../../plan/modes.ts';
import { checkNames } from '../../workflow/check-names.ts';
import { placedSteps, templateFaults } from '../../workflow/templates.ts';
import { checkSchema } from '../../workflow/extract/schema.ts';
import type { WorkflowDefinition } from '../../workflow/definition.ts';
import { READY } from '../../workflow/ready/index.ts';
import { drive, type RunEnd } from '../../workflow/run.ts';
import type { StepRecord } from '../../workflow/step.ts';
import { Refusal } from '../by-hand/refusal.ts';
import { NOT_CONNECTED } from '../connection/keeper.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';
import { OrgError } from '../../org/error.ts';
import { isOrgAway, type StepContext } from './doing.ts';
import { Passing, perform } from './effects.ts';

export interface Known extends Omit<StoredWorkflow, 'updatedAt'> {
  /** It comes with the product; version 0 while the tenant has saved none of its own. */
  ready: boolean;
  updatedAt: Date | null;
  runs: Partial<Record<RunState, number>>;
}

const readyAs = (definition: WorkflowDefinition): Omit<Known, 'runs'> => ({
  ...{ name: definition.name, version: 0, definition, ready: true },
  ...{ switchedOnAt: null, updatedAt: null, updatedBy: null },
});

/** Those that the tenant has, and those that come ready. By name. */
export async function knownWorkflows(context: Context, tenant: string): Promise<Known[]> {
  const stored = (await listWorkflows(context.db, tenant)).map((each) => ({
    ...each,
    ready: READY.some(({ name }) => name === each.name),
  }));
  const others = READY.filter(({ name }) => !stored.some((each) => each.name === name)).map(readyAs);
  const counts = await countRuns(context.db, tenant);
  return [...stored, ...others]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) => ({
      ...each,
      runs: Object.fromEntries(
        counts.filter(({ workflow }) => workflow === each.name).map(({ state, count }) => [state, count]),
      ),
    }));
}

/** Its title and description are those that it came with, which pages then say in the language of their reader. */
export const saysAsItCame = ({ name, title, description }: WorkflowDefinition): boolean =>
  READY.some((each) => each.name === name && each.title === title && each.description === description);

export async function knownWorkflow(context: Context, tenant: string, name: string): Promise<Known | undefined> {
  return (await knownWorkflows(context, tenant)).find((each) => each.name === name);
}

export interface FieldFault {
  pointer: string;
  detail: string;
}

/** What is wrong with a definition that its schema lets through: templates, and schemas of extracts. */
export function faultsIn(definition: WorkflowDefinition): FieldFault[] {
  const schemas = placedSteps(definition.steps).flatMap(({ pointer, step }) =>
    step.type === 'aiExtract'
      ? checkSchema(step.schema).map((fault) => ({
          pointer: `${pointer}/schema${fault.pointer}`,
          detail: fault.message,
        }))
      : [],
  );
  return [...templateFaults(definition), ...schemas];
}

/** The version that it is now; undefined where somebody else has saved it since. Throws a `Refusal`. */
export async function putWorkflow(
  context: Context,
  tenant: Tenant,
  definition: WorkflowDefinition,
  { version, by }: { version?: number; by?: string },
): Promise<number | undefined> {
  const errors = faultsIn(definition);
  if (errors.length > 0) throw new Refusal('invalid', 'The workflow cannot run as it is.', errors);
  return context.db.transaction(async (tx) => {
    const next = await saveWorkflow(tx, tenant.name, definition, {
      ...(version === undefined ? {} : { version }),
      ...(by ? { by } : {}),
    });
    if (next !== undefined)
      await logActivity(tx, tenant.name, [
        { kind: 'settings', message: `Workflow ${definition.name} saved as version ${next}${by ? ` by ${by}` : ''}.` },
      ]);
    return next;
  });
}

/** False where there is none of the name. Throws a `Refusal` where the org lacks what it names. */
export async function setSwitch(
  context: Context,
  tenant: Tenant,
  name: string,
  on: boolean,
  by?: string,
): Promise<boolean> {
  const known = await knownWorkflow(context, tenant.name, name);
  if (!known) return false;
  if (on) {
    const errors = [...faultsIn(known.definition), ...(await faultsInOrg(context, tenant, known.definition))];
    if (errors.length > 0)
      throw new Refusal('invalid', 'The workflow was not switched on: the org does not have what it names.', errors);
  }
  await context.db.transaction(async (tx) => {
    if (on && known.version === 0) await saveWorkflow(tx, tenant.name, known.definition, by ? { by } : {});
    await switchWorkflow(tx, tenant.name, name, on ? new Date(context.now()) : null, by);
    await logActivity(tx, tenant.name, [
      { kind: 'settings', message: `Workflow ${name} switched ${on ? 'on' : 'off'}${by ? ` by ${by}` : ''}.` },
    ]);
  });
  return true;
}

/** Without an org nothing can be said; steps then say it when they run. */
async function faultsInOrg(context: Context, tenant: Tenant, definition: WorkflowDefinition): Promise<FieldFault[]> {
  try {
    const org = await context.orgs.open(tenant);
    const objects = placedSteps(definition.steps).flatMap(({ step }) =>
      step.type === 'queryRecords' ? [step.object] : [],
    );
    const choices = choicesOf(tenant.settings);
    const isWritten = (field: string) => modeOf(choices, 'Opportunity', field).writing === 'on';
    // who switches it on has presumably just granted what was missing
    org.forgetShapes();
    return checkNames(definition, await org.shapesOf(['Opportunity', 'Task', ...objects]), isWritten);
  } catch (error) {
    if (error instanceof OrgError && (isOrgAway(error) || error.code === NOT_CONNECTED)) return [];
    throw error;
  }
}

/** False where the tenant has saved none of the name; one that comes ready is then as it came. */
export async function removeWorkflow(context: Context, tenant: Tenant, name: string, by?: string): Promise<boolean> {
  return context.db.transaction(async (tx) => {
    if (!(await deleteWorkflow(tx, tenant.name, name))) return false;
    await logActivity(tx, tenant.name, [
      { kind: 'settings', message: `Workflow ${name} deleted${by ? ` by ${by}` : ''}; its runs are kept.` },
    ]);
    return true;
  });
}

export interface DryRun {
  workflow: string;
  version: number;
  conversation: string;
  end: RunEnd;
  steps: StepRecord[];
}

/** Runs every step on a past conversation and keeps nothing: nothing is written, nobody is told. */
export async function dryRun(context: Context, tenant: Tenant, known: Known, key: string): Promise<DryRun | undefined> {
  const record = await findConversation(context.db, tenant.name, key);
  if (!record) return undefined;
  if (!record.canonical || !record.match)
    throw new Refusal('conflict', 'The conversation has not been matched yet: try again when it is synced.');
  const frame = { id: `dry-${randomUUID()}`, conversation: key, startedAt: context.now() };
  const records = new Map<string, StepRecord>();
  const org = await context.orgs.open(tenant);
  const step: StepContext = { context, tenant, frame, workflow: known.name, writing: 'off', isDryRun: true, org };
  org.forgetShapes();
  try {
    const end = await drive(known.definition, frame, records, {
      perform: (doing) => perform(step, doing),
      save: () => Promise.resolve(),
    });
    return { workflow: known.name, version: known.version, conversation: key, end, steps: [...records.values()] };
  } catch (error) {
    if (error instanceof Passing) throw new Refusal('unavailable', error.message);
    throw error;
  }
}

/** False where there is no such run. It goes on from the step that failed. Throws a `Refusal`. */
export async function retryRun(context: Context, tenant: Tenant, id: string): Promise<boolean> {
  const run = await findRun(context.db, tenant.name, id);
  if (!run) return false;
  if (run.state === 'done' || run.state === 'running')
    throw new Refusal(
      'conflict',
      run.state === 'done' ? 'The run is done: it never runs twice.' : 'The run is under way: wait for its end.',
    );
  const workflow = await findWorkflow(context.db, tenant.name, run.workflow);
  if (!workflow?.switchedOnAt || !(await findDefinition(context.db, tenant.name, run.workflow, run.version)))
    throw new Refusal('conflict', `The workflow ${run.workflow} is ${workflow ? 'off' : 'gone'}: switch it on first.`);
  await context.db.transaction(async (tx) => {
    await goOnNow(tx, tenant.name, id);
    await logActivity(tx, tenant.name, [
      { kind: 'resync', key: run.conversation, message: `The run of the workflow ${run.workflow} is tried again.` },
    ]);
    await context.queue.addRuns(tx, tenant.name);
  });
  // somebody has presumably mended something: ask the org now
  context.orgs.circuit(tenant.name).askNow();
  return true;
}
