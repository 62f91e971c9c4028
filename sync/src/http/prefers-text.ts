import type { FastifyRequest } from 'fastify';

/** Whether a receipt is asked for in words. */
export function prefersText({ headers }: FastifyRequest): boolean {
  return headers.accept?.startsWith('text/plain') ?? false;
}
