import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { tryConversation } from '../../jobs/try/try.ts';
import { normaliseEmail } from '../../match/address.ts';
import { isIdOf, toId18 } from '../../match/ids.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import '../schemas.ts';

const TryBody = z
  .strictObject({
    opportunityId: z.string().optional().openapi({ description: 'The deal that it is to be linked to.' }),
    ownerEmail: z.string().max(254).optional().openapi({ description: 'The rep who is to own it.' }),
    language: z
      .string()
      .max(35)
      .optional()
      .openapi({ description: 'Of its text: French where it begins with fr, else English.', example: 'fr' }),
    by: z.string().trim().min(1).max(200).optional().openapi({ description: 'Who wishes it, for the log.' }),
  })
  .openapi('Try');
const TryAnswer = z.object({ key: z.string() }).openapi('TryAnswer');

export const tryPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/try',
    operationId: 'tryConversation',
    summary: 'Sends a sample conversation through the whole path, ahead of everything else; undo takes it back.',
    request: { body: { required: false, content: { 'application/json': { schema: TryBody } } } },
    responses: { 202: json('Its key.', TryAnswer), ...problems(400, 401, 422, 502, 503) },
  },
];

export function tryRoutes(app: FastifyInstance, context: Context): void {
  app.post(
    '/v1/try',
    { config: { isBodyOptional: true } },
    async (request, reply): Promise<z.output<typeof TryAnswer>> => {
      const tenant = await tenantOf(context, request);
      const { opportunityId, ownerEmail: given, language = 'en', by } = readBody(request, TryBody, 'Not a try');
      const ownerEmail = normaliseEmail(given);
      const errors = [
        ...(opportunityId === undefined || isIdOf('Opportunity', opportunityId)
          ? []
          : [
              {
                pointer: '/opportunityId',
                detail: 'is no Id of an Opportunity: 15 or 18 characters that begin with 006',
              },
            ]),
        ...(given === undefined || ownerEmail !== undefined
          ? []
          : [{ pointer: '/ownerEmail', detail: 'is no e-mail address, for example rep@company.example' }]),
      ];
      if (errors.length > 0)
        throw new Problem(422, 'The sample cannot be sent like this.', { title: 'Not a try', errors });
      const key = await forPerson(() =>
        tryConversation(context, tenant, {
          language: /^fr\b/i.test(language.replace('_', '-')) ? 'fr' : 'en',
          ...(opportunityId === undefined ? {} : { opportunityId: toId18(opportunityId) }),
          ...(ownerEmail === undefined ? {} : { ownerEmail }),
          ...(by ? { by } : {}),
        }),
      );
      reply.code(202);
      return { key };
    },
  );
}
