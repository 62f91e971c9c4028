import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { listErrors, retryErrors } from '../../jobs/errors/errors.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { readBody } from '../read-body.ts';
import '../schemas.ts';

const instant = z.iso.datetime();
const count = z.number().int();
const id = z.string().nullable();

export const ErrorsSchema = z
  .object({
    total: count,
    types: z.array(
      z
        .object({
          code: z.string().openapi({ example: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }),
          title: z.string(),
          fix: z.string().openapi({ description: 'How to mend it, in English.' }),
          retryable: z.boolean().openapi({ description: 'Whether a try may help; the others go on by themselves.' }),
          count,
          lastAt: instant,
          conversations: z
            .array(
              z
                .object({
                  ...{ key: z.string(), title: id, at: instant },
                  message: z.string().openapi({ description: 'In the org’s own words.' }),
                  ...{ conversationId: id, activityId: id, opportunityId: id },
                })
                .openapi('ConversationError'),
            )
            .openapi({ description: 'The latest 20.' }),
        })
        .openapi('ErrorType'),
    ),
  })
  .openapi('Errors');

const RetryBody = z
  .strictObject({
    code: z.string().min(1).max(200).optional().openapi({ description: 'Only those of this error.' }),
    keys: z.array(z.string().min(1).max(241)).min(1).max(500).optional(),
    by: z.string().trim().min(1).max(200).optional().openapi({ description: 'Who wishes it, for the log.' }),
  })
  .openapi('Retry');
const RetryAnswer = z.object({ queued: count }).openapi('RetryAnswer');

export const errorPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/errors',
    operationId: 'listErrors',
    summary: 'Conversations that failed or are kept, by what is wrong, with the org’s own words and the mend.',
    responses: { 200: json('The errors, the most frequent first.', ErrorsSchema), ...problems(401) },
  },
  {
    method: 'post',
    path: '/v1/errors/retry',
    operationId: 'retryErrors',
    summary: 'Tries conversations again: of one error, of some keys, or all that a try may help.',
    request: { body: { required: false, content: { 'application/json': { schema: RetryBody } } } },
    responses: { 200: json('How many are tried again.', RetryAnswer), ...problems(400, 401, 422) },
  },
];

export function errorRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/errors', async (request): Promise<z.output<typeof ErrorsSchema>> =>
    listErrors(context, await tenantOf(context, request)),
  );
  app.post(
    '/v1/errors/retry',
    { config: { isBodyOptional: true } },
    async (request): Promise<z.output<typeof RetryAnswer>> => {
      const tenant = await tenantOf(context, request);
      const { code, keys, by } = readBody(request, RetryBody, 'Not a retry');
      const queued = await retryErrors(context, tenant, {
        ...(code ? { code } : {}),
        // no key has a NUL, and PostgreSQL takes none
        ...(keys ? { keys: keys.filter((key) => !key.includes('\0')) } : {}),
        ...(by ? { by } : {}),
      });
      return { queued };
    },
  );
}
