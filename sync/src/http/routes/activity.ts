import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { ACTIVITY_KINDS, readActivity, type ActivityKind } from '../../store/activity.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { readQuery } from '../read-query.ts';
import { ActivityList } from '../schemas.ts';

const isKind = (kind: string): kind is ActivityKind => (ACTIVITY_KINDS as readonly string[]).includes(kind);

const Query = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  before: z.coerce.number().int().min(1).optional(),
  key: z.string().max(241).optional(),
  kind: z
    .string()
    .refine((kinds) => kinds.split(',').every((kind) => isKind(kind.trim())), {
      message: `is one or more of ${ACTIVITY_KINDS.join(', ')}, separated by commas`,
    })
    .optional()
    .openapi({ description: 'Kinds, separated by commas.', example: 'failed,parked' }),
});

export const activityPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/activity',
    operationId: 'listActivity',
    summary: 'The log, newest first: what came in, what became of it, why something was skipped.',
    request: { query: Query },
    responses: { 200: json('A page of the log.', ActivityList), ...problems(400, 401) },
  },
];

export function activityRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/activity', async (request): Promise<z.output<typeof ActivityList>> => {
    const tenant = await tenantOf(context, request);
    const { kind, ...rest } = readQuery(request, Query);
    const kinds = kind?.split(',').map((each) => each.trim() as ActivityKind);
    const entries = await readActivity(context.db, tenant.name, { ...rest, ...(kinds ? { kinds } : {}) });
    return {
      entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
      nextBefore: entries.length === rest.limit ? (entries.at(-1)?.id ?? null) : null,
    };
  });
}
