import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { checkHealth } from '../../jobs/health/health-check.ts';
import { CHECK_IDS, CHECK_STATES, type HealthCheck } from '../../jobs/health/types.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import '../schemas.ts';

const instant = z.iso.datetime();
const count = z.number().int();
const level = z.enum(['mandatory', 'recommended']);
const right = z
  .object({
    need: z.enum(['mandatory', 'recommended', 'none']),
    has: z.boolean().nullable().openapi({ description: 'Null where it is not known.' }),
  })
  .openapi('NeededRight');

const SetupCheck = z
  .object({
    id: z.enum(CHECK_IDS),
    state: z.enum(CHECK_STATES).openapi({
      description:
        'ok: nothing to do. attention: it works, and something is to be decided or mended. blocked: it does not work. unknown: it could not be asked.',
    }),
    code: z.string().openapi({ description: 'Stable, for labels.', example: 'NOTES_OFF' }),
    facts: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .openapi({ type: 'object', additionalProperties: true }),
    reason: z.string().openapi({ description: 'What is so, in English.' }),
    fix: z.string().openapi({ description: 'How to mend it; empty where nothing is to be done.' }),
    setupPath: z.string().nullable().openapi({
      description: 'The page of Setup where it is mended, below the org’s address.',
      example: '/lightning/setup/NotesSetupPage/home',
    }),
  })
  .openapi('SetupCheck');

export const HealthCheckSchema = z
  .object({
    checkedAt: instant,
    organization: z
      .object({ id: z.string(), name: z.string(), edition: z.string(), isSandbox: z.boolean() })
      .openapi('CheckedOrganization')
      .nullable(),
    user: z
      .object({ id: z.string(), username: z.string(), name: z.string() })
      .openapi('IntegrationUser')
      .nullable()
      .openapi({ description: 'The user the service acts as.' }),
    checks: z.array(SetupCheck),
    permissions: z.array(
      z
        .object({ object: z.string(), label: z.string(), read: right, edit: right, create: right })
        .openapi('PermissionRow'),
    ),
    fields: z.array(
      z
        .object({
          ...{ object: z.string(), field: z.string(), label: z.string() },
          ...{ need: z.enum(['read', 'edit']), level, has: z.boolean() },
        })
        .openapi('FieldPermissionRow'),
    ),
    missing: z.array(
      z
        .object({
          permissionSet: z.string().openapi({ description: 'Which permission set of the package gives it.' }),
          kind: z.enum(['object', 'field', 'user']),
          ...{ object: z.string(), field: z.string() },
          right: z.string().openapi({ description: 'read, edit, create, delete, viewAll, or a user permission.' }),
          ...{ label: z.string(), level },
        })
        .openapi('MissingRight'),
    ),
    permissionSetXml: z.string().nullable().openapi({
      description:
        'A permission set of exactly what is missing, as the Metadata API deploys it; null where nothing is.',
    }),
    api: z
      .object({
        edition: z.string().nullable(),
        enabled: z.boolean().nullable(),
        ...{ used: count.nullable(), max: count.nullable(), reserve: count.nullable(), reservePercent: count },
      })
      .openapi('ApiAccess')
      .nullable(),
    drift: z
      .object({
        since: instant.nullable().openapi({ description: 'The daily check that the changes are told against.' }),
        changes: z.array(
          z
            .object({
              ...{ check: z.enum(CHECK_IDS), code: z.string() },
              ...{ from: z.enum(CHECK_STATES), to: z.enum(CHECK_STATES) },
              ...{ message: z.string(), better: z.boolean() },
            })
            .openapi('SetupChange'),
        ),
      })
      .openapi('Drift'),
  })
  .openapi('HealthCheck');

export const healthPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/health-check',
    operationId: 'checkHealth',
    summary: 'Every check of the set-up, asked afresh of the org: what is so, why, and how to mend it.',
    description:
      'Takes four of the org’s requests. An org that does not answer, or lets nobody in, is a state of the check and no error; after 25 seconds it is too slow.',
    responses: { 200: json('The checks.', HealthCheckSchema), ...problems(401) },
  },
];

export function healthRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/health-check', async (request): Promise<HealthCheck> =>
    checkHealth(context, await tenantOf(context, request)),
  );
}
