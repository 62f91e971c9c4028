/** Steps of a run as they are answered, with their receipts in words. */
import { z } from 'zod';
import { receiptsInWords } from '../plan/receipt/in-words.ts';
import type { StepRecord } from '../workflow/step.ts';
import './schemas.ts';

const anything = z.record(z.string(), z.unknown());

export const RunStep = z
  .object({
    path: z.string().openapi({ description: 'Ids of steps, and numbers of the items of a list: each/0/task.' }),
    type: z.string(),
    state: z.enum(['begun', 'done', 'skipped', 'failed']),
    input: anything.openapi({ description: 'Its templates, rendered.' }),
    output: anything.nullable(),
    note: z.string().nullable(),
    error: z
      .object({ message: z.string(), template: z.string().nullable(), line: z.number().int().nullable() })
      .nullable(),
    receipt: anything.nullable().openapi({ description: 'What was written, or would be, field by field.' }),
    words: z.string().nullable().openapi({ description: 'The receipt in words.' }),
  })
  .openapi('WorkflowRunStep');
export const RunSteps = z.array(RunStep);

export function stepsOut(steps: StepRecord[]): z.output<typeof RunSteps> {
  return steps.map(({ path, type, state, input, output, note, error, receipt }) => ({
    ...{ path, type, state, input, output, note: note ?? null },
    error: error ? { message: error.message, template: error.template ?? null, line: error.line ?? null } : null,
    receipt: receipt ? { ...receipt } : null,
    words: receipt ? receiptsInWords([receipt]) : null,
  }));
}
