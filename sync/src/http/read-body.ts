/** Reads a JSON body by a schema, and says what is wrong with it by JSON pointers. */
import type { FastifyRequest } from 'fastify';
import type { z, ZodType } from 'zod';
import { Problem, type FieldError } from './problem.ts';

/** A request without a body is an empty object where every member is optional. Throws a 422. */
export function readBody<Schema extends ZodType>(
  request: Pick<FastifyRequest, 'body'>,
  schema: Schema,
  title: string,
): z.output<Schema> {
  const read = parsed(request.body ?? {}, schema, title);
  if (read.success) return read.data;
  throw new Problem(422, 'The body is not valid.', { title, errors: read.error.issues.flatMap(errorsOf) });
}

/** What is nested too deep for a schema that looks into itself is the sender's fault. */
function parsed<Schema extends ZodType>(body: unknown, schema: Schema, title: string) {
  try {
    return schema.safeParse(body);
  } catch (error) {
    if (error instanceof RangeError)
      throw new Problem(422, 'The body is nested too deep to be read: make it flatter.', { title });
    throw error;
  }
}

function errorsOf(issue: z.core.$ZodIssue): FieldError[] {
  const at = issue.path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((name) => ({
      pointer: `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      detail: 'is not known here: leave it out, or mend its name',
    }));
  return [{ pointer: at, detail: issue.message }];
}
