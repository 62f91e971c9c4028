/** What every step's effect works with, and what an org's refusal means to it. */
import type { OrgShapes } from '../../match/types.ts';
import { OrgError } from '../../org/error.ts';
import type { Org } from '../../org/types.ts';
import type { RecordPlan, RecordReceipt, Writing } from '../../plan/types.ts';
import { StepFailure, type Done, type RunFrame } from '../../workflow/step.ts';
import type { Context } from '../context.ts';
import type { Tenant } from '../tenant.ts';

export interface StepContext {
  context: Context;
  tenant: Tenant;
  org: Org;
  frame: RunFrame;
  workflow: string;
  /** `off` in a dry run, whatever the tenant's is. */
  writing: Writing;
  isDryRun?: true;
}

const PASSING = new Set(['auth', 'quota', 'transient', 'contention']);

/** What is wrong with the org or the way to it, and not with the step: the run waits. */
export function isOrgAway(error: unknown): boolean {
  return (
    error instanceof OrgError &&
    (PASSING.has(error.fault) || ['NOT_CONNECTED', 'SECRET_KEY_MISSING'].includes(error.code))
  );
}

/** Runs what asks the org; what the org refuses for good is the step's failure, in its own words. */
export async function asStep<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof OrgError) || isOrgAway(error)) throw error;
    throw new StepFailure(`Salesforce refuses it: ${error.message} [${error.code}]`);
  }
}

/**
 * What is worked out by what the org is: where that fails, once more by a describe that is new, as an admin may just have
 * made what was missing. `work` writes nothing.
 */
export async function byShapes<T>(
  org: Org,
  objects: string[],
  work: (shapes: OrgShapes) => T | Promise<T>,
): Promise<T> {
  try {
    return await work(await org.shapesOf(objects));
  } catch (error) {
    const isOfShapes = error instanceof StepFailure || (error instanceof OrgError && error.fault === 'repairable');
    if (!isOfShapes) throw error;
    org.forgetShapes();
    return work(await org.shapesOf(objects));
  }
}

/** What was refused, with the mend; undefined where all went. Fields that were left out count: nothing fails silently. */
export function refusalIn({ entries }: RecordReceipt, asked: RecordPlan): Done['error'] {
  const words = entries.flatMap((entry, at) => {
    const { outcome, object, note, error } = entry;
    if (outcome === 'failed')
      return [`Salesforce refuses ${object}: ${error?.message ?? 'it gave no reason.'}${note ? ` ${note}` : ''}`];
    const planned = asked.writes[at]?.fields ?? [];
    const isLeftOut = planned.some(({ field }) => !entry.fields.some((each) => each.field === field));
    return outcome === 'written' && isLeftOut && note ? [note] : [];
  });
  return words.length > 0 ? { message: words.join(' ') } : undefined;
}
