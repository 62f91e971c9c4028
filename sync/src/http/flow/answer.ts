/** What a Flow is answered: whether it went well, and if not why, in values that it can decide by. */
import { z } from 'zod';
import '../schemas.ts';

export const FlowAnswer = z
  .object({
    ok: z.boolean().openapi({ description: 'Whether it was done.' }),
    status: z.number().int().openapi({ description: 'The HTTP status of the answer over REST.' }),
    message: z.string().openapi({ description: 'Why it was refused, and the mend; empty where it was done.' }),
    json: z.string().openapi({ description: 'The answer as JSON text; empty where there is none.' }),
  })
  .openapi('FlowAnswer');

export type FlowAnswer = z.output<typeof FlowAnswer>;

/** The envelope of an inner answer. `text` is its body. */
export function flowAnswer(status: number, text: string): FlowAnswer {
  const ok = status >= 200 && status < 300;
  return { ok, status, message: ok ? '' : messageOf(status, text), json: text };
}

const ProblemDocument = z.object({
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).default([]),
});

function messageOf(status: number, text: string): string {
  const read = ProblemDocument.safeParse(documentOf(text));
  if (!read.success) return `The service answered with HTTP status ${status}.`;
  const sentences = read.data.errors.map(({ pointer, detail }) =>
    `${pointer.replace(/^[/?]/, '')} ${detail}`.trim().replace(/[^.!?]$/, '$&.'),
  );
  return [read.data.detail, ...sentences].join(' ');
}

function documentOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
