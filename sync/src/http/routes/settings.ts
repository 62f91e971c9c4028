import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import type { Tenant } from '../../jobs/tenant.ts';
import { DEAL_STEPS } from '../../match/types.ts';
import { changeSettings } from '../../jobs/settings.ts';
import type { TenantSettings } from '../../plan/settings.ts';
import { readSettingsAt } from '../../store/settings.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import { SettingsBody, SettingsSchema } from '../schemas.ts';

const IfMatch = z.object({
  'if-match': z
    .string()
    .optional()
    .openapi({ description: 'The `ETag` of the settings that were read, instead of `revision`.' }),
});

export const settingsPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/settings',
    operationId: 'getSettings',
    summary: 'What the service does for this tenant. Secrets are never shown.',
    responses: { 200: json('The settings.', SettingsSchema), ...problems(401) },
  },
  {
    method: 'put',
    path: '/v1/settings',
    operationId: 'putSettings',
    summary:
      'Replaces the settings, as GET gives them. They hold from the next batch on and rewrite nothing by themselves.',
    description:
      'Objects and fields are checked in the org, by what the integration user may see and write. Send `revision` as GET gave it, or `If-Match`: whoever saves second is told. `tenant`, `orgUrl` and `webhooks` are not changed here and may be left out.',
    request: {
      headers: IfMatch,
      body: { required: true, content: { 'application/json': { schema: SettingsBody } } },
    },
    responses: {
      200: json('The settings as they are now.', SettingsSchema),
      ...problems(400, 401, 409, 412, 422, 428, 502, 503),
    },
  },
];

type Answer = z.output<typeof SettingsSchema>;

export function settingsRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/settings', async (request, reply): Promise<Answer> => {
    const tenant = await tenantOf(context, request);
    return current(context, tenant, reply);
  });

  app.put('/v1/settings', async (request, reply): Promise<Answer> => {
    const tenant = await tenantOf(context, request);
    const body = readBody(request, SettingsBody, 'Not settings');
    const wanted = revisionOf(request, body.revision);
    const wish = { settings: settingsOf(body), ...(body.changedBy ? { by: body.changedBy } : {}) };
    const answer = await forPerson(() => changeSettings(context, tenant, { ...wish, revision: wanted.revision }));
    if ('conflict' in answer)
      throw new Problem(
        wanted.isHeader ? 412 : 409,
        'Somebody else has changed the settings since they were read: read them again, and make your change to those.',
        { title: 'Changed meanwhile', members: { revision: answer.conflict } },
      );
    return current(context, tenant, reply);
  });
}

/** Throws a 428 where neither says what the change was made to, and a 422 where the two differ. */
function revisionOf({ headers }: FastifyRequest, given: number | undefined): { revision: number; isHeader: boolean } {
  const tag = headers['if-match'];
  if (tag === undefined) {
    if (given !== undefined) return { revision: given, isHeader: false };
    throw new Problem(428, 'Send `revision` as GET /v1/settings gave it, or its ETag as If-Match.', {
      title: 'Which settings were changed?',
      errors: [{ pointer: '/revision', detail: 'is missing' }],
    });
  }
  const number = /^"(\d{1,9})"$/.exec(tag.trim())?.[1];
  if (number === undefined || (given !== undefined && given !== Number(number)))
    throw new Problem(422, 'If-Match is not the ETag of settings, or not that of `revision`.', {
      title: 'Not settings',
      errors: [{ pointer: '/revision', detail: 'has to be the number in If-Match, for example 3 and "3"' }],
    });
  return { revision: Number(number), isHeader: true };
}

function settingsOf(body: z.output<typeof SettingsBody>): TenantSettings {
  const { defaultCountry, peopleOrder, dealSteps, dealTie, threshold, margin, iCalUidField } = body;
  const { writing, objects, fieldMapping, noteOnDeal, loggedCalls, apiReservePercent } = body;
  return {
    ...{ writing, objects, fieldMapping, noteOnDeal, loggedCalls, apiReservePercent },
    match: {
      ...{ defaultCountry, peopleOrder, dealTie, threshold, margin },
      dealSteps: DEAL_STEPS.filter((step) => dealSteps.includes(step)),
      ...(iCalUidField ? { iCalUidField } : {}),
    },
  };
}

async function current(context: Context, tenant: Tenant, reply: FastifyReply): Promise<Answer> {
  const { name, credentials, webhookSecrets } = tenant;
  const stored = await readSettingsAt(context.db, name);
  const settings = stored.settings ?? tenant.settings;
  const { defaultCountry, peopleOrder, dealSteps, dealTie, threshold, margin, iCalUidField } = settings.match;
  const { writing, objects, fieldMapping, noteOnDeal, loggedCalls, apiReservePercent } = settings;
  reply.header('etag', `"${stored.revision}"`);
  return {
    tenant: name,
    ...{ writing, objects, fieldMapping, noteOnDeal, loggedCalls, apiReservePercent },
    ...{ defaultCountry, peopleOrder, dealSteps, dealTie, threshold, margin },
    iCalUidField: iCalUidField ?? null,
    revision: stored.revision,
    orgUrl: credentials?.instanceUrl ?? null,
    webhooks: Object.entries(webhookSecrets).map(([provider, secret]) => ({
      provider,
      path: `/v1/webhooks/${provider}/${encodeURIComponent(name)}`,
      secretSet: Boolean(secret),
    })),
  };
}
