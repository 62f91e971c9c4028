import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { SettingsSchema } from '../schemas.ts';

export const settingsPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/settings',
    operationId: 'getSettings',
    summary: 'What the service does for this tenant. Secrets are never shown.',
    responses: { 200: json('The settings.', SettingsSchema), ...problems(401) },
  },
];

export function settingsRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/settings', async (request): Promise<z.output<typeof SettingsSchema>> => {
    const { name, settings, credentials, webhookSecrets } = await tenantOf(context, request);
    const { defaultCountry, peopleOrder, dealTie, threshold, margin } = settings.match;
    return {
      tenant: name,
      writing: settings.writing,
      defaultCountry,
      peopleOrder,
      dealTie,
      threshold,
      margin,
      orgUrl: credentials.instanceUrl,
      webhooks: Object.entries(webhookSecrets).map(([provider, secret]) => ({
        provider,
        path: `/v1/webhooks/${provider}/${encodeURIComponent(name)}`,
        secretSet: Boolean(secret),
      })),
    };
  });
}
