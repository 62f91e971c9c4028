import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { webhookProviders } from '../../intake/providers.ts';
import type { WebhookRequest } from '../../intake/types.ts';
import { accept } from '../../jobs/accept.ts';
import type { Context } from '../../jobs/context.ts';
import { wantFetches } from '../../jobs/fetches.ts';
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
      200: json('What the provider waits for when it checks the address.', z.record(z.string(), z.unknown())),
      202: json('The conversations that it tells of; none when the event is of no interest.', WebhookAnswer),
      ...problems(400, 401, 404, 413, 415, 422),
    },
  },
];

interface Params {
  provider: string;
  tenant: string;
}

export function webhookRoutes(app: FastifyInstance, context: Context): void {
  const find = ({ provider: name, tenant: tenantName }: Params) => {
    const provider = webhookProviders.get(name);
    if (!provider) {
      const known = [...webhookProviders.keys()].join(', ');
      throw new Problem(404, `There is no provider of this name. Known: ${known}.`, { title: 'Unknown provider' });
    }
    const tenant = context.tenants.get(tenantName);
    if (!tenant) throw new Problem(404, 'There is no tenant of this name.', { title: 'Unknown tenant' });
    const secret = tenant.webhookSecrets[provider.name];
    if (!secret)
      throw new Problem(
        401,
        `No secret is set for ${provider.name} here, so the sender cannot be checked: set ${provider.secretName} and start the service again.`,
        { title: 'No secret set' },
      );
    return { provider, tenant, secret };
  };
  app.post<{ Params: Params }>(
    '/v1/webhooks/:provider/:tenant',
    {
      // an address that nobody answers is told before the body is read
      onRequest: (request, _reply, done) => {
        find(request.params);
        done();
      },
    },
    async (request, reply): Promise<z.output<typeof WebhookAnswer> | Record<string, unknown>> => {
      const { provider, tenant, secret } = find(request.params);
      const webhook: WebhookRequest = {
        headers: single(request.headers),
        query: single(request.query as Record<string, string | string[] | undefined>),
        rawBody: rawBodyOf(request),
        body: request.body,
      };
      provider.verify(webhook, secret, context.now());
      const { parts, ignored, fetches = [], answer } = provider.parse(webhook.body, secret);
      if (answer) return answer;
      // the wish first: what comes between the two is told again by the provider, and then both are kept
      if (fetches.length > 0) await wantFetches(context, tenant, provider.name, fetches);
      const keys = parts.length > 0 ? await accept(context, tenant.name, parts) : [];
      if (ignored) await logActivity(context.db, tenant.name, [{ kind: 'ignored', message: ignored }]);
      reply.code(202);
      return {
        results: [...new Set([...keys, ...fetches.map(({ key }) => key)])].map((key) => ({ key, status: 'accepted' })),
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
