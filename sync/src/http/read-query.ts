/** Reads the query of an address by a schema, and says what is wrong with it by its parameters. */
import type { FastifyRequest } from 'fastify';
import type { z, ZodType } from 'zod';
import { Problem } from './problem.ts';

/** Throws a 400. */
export function readQuery<Schema extends ZodType>(
  { query }: Pick<FastifyRequest, 'query'>,
  schema: Schema,
): z.output<Schema> {
  const read = schema.safeParse(query);
  if (read.success) return read.data;
  throw new Problem(400, 'The query of this address is not valid.', {
    errors: read.error.issues.map(({ path, message }) => ({ pointer: `?${path.join('.')}`, detail: message })),
  });
}
