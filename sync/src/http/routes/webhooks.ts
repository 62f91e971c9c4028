import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { webhookProviders } from '../../intake/providers.ts';
import type { WebhookRequest } from '../../intake/types.ts';
import { accept } from '../../jobs/accept.ts';
import type { Context } from '../../jobs/context.ts';
import { logActivity } from '../../store/activity.ts';
import { rawBodyOf } from '../body.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { WebhookAnswer } from '../schemas.ts';

export const webhookPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/webhooks/{provider}/{tenant}',
    operationId: 'receiveWebhook',
    summary: 'Takes a provider’s own payload; its signature or token is checked as the provider makes it.',
    security: [],
    request: {
      params: z.object({ provider: z.string().openapi({ example: 'aircall' }), tenant: z.string() }),
      body: {
        description: 'The provider’s payload, as it sends it.',
        required: true,
        content: { 'application/json': { schema: z.record(z.string(), z.unknown()) } },
      },
    },
    responses: {
      202: json('The conversations that it tells of; none when the event is of no interest.', WebhookAnswer),
      ...problems(400, 401, 404, 413, 415, 422),
    },
  },
];

export function webhookRoutes(app: FastifyInstance, context: Context): void {
  app.post<{ Params: { provider: string; tenant: string } }>(
    '/v1/webhooks/:provider/:tenant',
    async (request, reply): Promise<z.output<typeof WebhookAnswer>> => {
      const provider = webhookProviders.get(request.params.provider);
      if (!provider)
        throw new Problem(
          404,
          `There is no provider of this name. Known: ${[...webhookProviders.keys()].join(', ')}.`,
          {
            title: 'Unknown provider',
          },
        );
      const tenant = context.tenants.get(request.params.tenant);
      if (!tenant) throw new Problem(404, 'There is no tenant of this name.', { title: 'Unknown tenant' });
      const secret = tenant.webhookSecrets[provider.name];
      if (!secret)
        throw new Problem(401, `No token is set for ${provider.name} here, so its signature cannot be checked.`);
      const webhook: WebhookRequest = {
        headers: single(request.headers),
        query: single(request.query as Record<string, string | string[] | undefined>),
        rawBody: rawBodyOf(request),
        body: request.body,
      };
      provider.verify(webhook, secret);
      const { parts, ignored } = provider.parse(webhook.body);
      const keys = parts.length > 0 ? await accept(context, tenant.name, parts) : [];
      if (ignored) await logActivity(context.db, tenant.name, [{ kind: 'ignored', message: ignored }]);
      reply.code(202);
      return {
        results: keys.map((key) => ({ key, status: 'accepted' })),
        ...(ignored ? { ignored } : {}),
      };
    },
  );
}

function single(values: Record<string, string | string[] | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
