import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { restore } from '../../jobs/by-hand/restore.ts';
import { undoConversation } from '../../jobs/by-hand/undo.ts';
import { isIdOf } from '../../match/ids.ts';
import type { Receipt } from '../../plan/types.ts';

import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import { ReceiptSchema } from '../schemas.ts';

const by = z.string().trim().min(1).max(200).optional().openapi({ description: 'Who wishes it, for the log.' });
const userId = z.string().refine((id) => isIdOf('User', id), 'is the Salesforce Id of a user');

const UndoBody = z
  .strictObject({
    by,
    user: userId.optional().openapi({ description: 'Their Salesforce Id: who took it back may bring it back.' }),
    dryRun: z.boolean().optional().openapi({ description: 'Only say what would be taken back.' }),
  })
  .openapi('Undo');

const RestoreBody = z
  .strictObject({ by, user: userId.openapi({ description: 'The Salesforce Id of who asks.' }) })
  .openapi('Restore');

const Restored = z.object({ key: z.string(), status: z.literal('accepted') }).openapi('Restored');

export const undoPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/conversations/{key}/undo',
    operationId: 'undoConversation',
    summary:
      'Takes back what was written for a conversation, where nobody changed it since, and says where somebody did.',
    description:
      'Done before it is answered, whatever writing is set to. What the provider sends later is kept and not written until a resync or relink. Once more is nothing more.',
    request: {
      params: z.object({ key: z.string() }),
      body: { required: false, content: { 'application/json': { schema: UndoBody } } },
    },
    responses: {
      200: json(
        'The receipt: per field what was restored, removed or left; with `dryRun`, what would be.',
        ReceiptSchema,
      ),
      ...problems(400, 401, 404, 409, 422, 502, 503),
    },
  },
  {
    method: 'post',
    path: '/v1/conversations/{key}/restore',
    operationId: 'restoreConversation',
    summary: 'Matches and writes a conversation again that this user has taken back; anybody else is told of none.',
    request: {
      params: z.object({ key: z.string() }),
      body: { required: true, content: { 'application/json': { schema: RestoreBody } } },
    },
    responses: { 202: json('It is on its way.', Restored), ...problems(400, 401, 404, 422) },
  },
];

export function undoRoutes(app: FastifyInstance, context: Context): void {
  const route = { config: { isBodyOptional: true } };
  app.post<{ Params: { key: string } }>('/v1/conversations/:key/undo', route, async (request): Promise<Receipt> => {
    const tenant = await tenantOf(context, request);
    const { key } = request.params;
    const wish = readBody(request, UndoBody, 'Not an undo');
    const receipt = await forPerson(() => undoConversation(context, tenant.name, key, wish));
    if (receipt) return receipt;
    throw new Problem(404, `There is no conversation ${key}: a key is "source:sourceId", for example aircall:812.`);
  });
  app.post<{ Params: { key: string } }>(
    '/v1/conversations/:key/restore',
    async (request, reply): Promise<z.output<typeof Restored>> => {
      const tenant = await tenantOf(context, request);
      const { key } = request.params;
      const wish = readBody(request, RestoreBody, 'Not a restore');
      if (!(await restore(context, tenant.name, key, wish)))
        throw new Problem(
          404,
          `There is no conversation ${key} that this user has taken back: a resync brings back any.`,
        );
      reply.code(202);
      return { key, status: 'accepted' };
    },
  );
}
