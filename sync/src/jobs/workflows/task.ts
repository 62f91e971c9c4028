/** Step `createTask`: one task for its run and place, which its key says. */
import { literal } from '../../org/soql.ts';
import { choicesOf, holdBack } from '../../plan/modes.ts';
import type { RecordPlan } from '../../plan/types.ts';
import { receiptsOf } from '../../store/receipts.ts';
import { planTask, TASK_KEY, taskKey } from '../../workflow/create-task.ts';
import type { CreateTaskStep } from '../../workflow/definition.ts';
import type { Json } from '../../workflow/liquid.ts';
import type { Doing, Done } from '../../workflow/step.ts';
import { asStep, byShapes, refusalIn, type StepContext } from './doing.ts';

const RECEIPTS_READ = 10;

export async function createTask(step: StepContext, doing: Doing<CreateTaskStep>): Promise<Done> {
  const { context, tenant, org, frame, workflow, writing, isDryRun } = step;
  const { path, input, json, interrupted } = doing;
  const key = taskKey(frame.id, path);
  return asStep(async () => {
    if (interrupted) {
      const [made] = await org.query(`SELECT Id FROM Task WHERE ${TASK_KEY} = ${literal(key)} LIMIT 1`, 1);
      if (made)
        return { output: { id: made.Id, subject: input.subject }, note: 'It was made before the run was interrupted.' };
    }
    const owner = ((json.conversation as Json | undefined)?.owner as Json | undefined)?.id;
    const { write, remarks } = await byShapes(org, ['Task'], (shapes) =>
      planTask(input, { key, shapes, ...(typeof owner === 'string' ? { ownerId: owner } : {}) }),
    );
    const { writes, held } = holdBack([write], choicesOf(tenant.settings));
    const names = await namesKnown(step);
    const plan: RecordPlan = {
      ...{ key, writing, writes, remarks, names },
      ...(held.length > 0 ? { held } : {}),
      evidence: [`The workflow ${workflow} makes a task (step ${path}).`],
    };
    await doing.keep(plan);
    const [receipt] = await org.write([plan], context.now());
    if (!receipt) throw new Error('The org connection gave no receipt.');
    const error = refusalIn(receipt, plan);
    const id = receipt.entries.find(({ outcome }) => outcome === 'written')?.id;
    return {
      output: { id: id ?? null, subject: input.subject },
      receipt,
      ...(error && !id ? { error } : {}),
      ...(receipt.outcome === 'planned' ? { note: heldNote({ writing, held }, isDryRun) } : {}),
    };
  });
}

/** What the conversation's last receipts call the records that they speak of: each speaks of what it wrote alone. */
async function namesKnown({ context, tenant, frame }: StepContext): Promise<Record<string, string>> {
  const last = await receiptsOf(context.db, tenant.name, frame.conversation, RECEIPTS_READ);
  return Object.assign({}, ...last.reverse().map(({ names }) => names)) as Record<string, string>;
}

export function heldNote({ writing, held = [] }: Pick<RecordPlan, 'writing' | 'held'>, isDryRun = false): string {
  if (held[0]?.note) return held[0].note;
  if (isDryRun) return 'This is what would be written.';
  return writing === 'off' ? 'Writing is off: this is what would be written.' : 'The settings hold it back.';
}
