import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { budgetOf, pause, resume } from '../../jobs/budget/budget-now.ts';
import type { Context } from '../../jobs/context.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import '../schemas.ts';

const count = z.number().int();
const instant = z.iso.datetime().nullable();

export const BudgetSchema = z
  .object({
    used: count
      .nullable()
      .openapi({ description: 'Daily API requests that the org has counted; null before its first answer.' }),
    max: count.nullable().openapi({ description: 'Daily API requests that the org allows.' }),
    readAt: instant.openapi({ description: 'When the org said so.' }),
    reserve: count.nullable().openapi({ description: 'Requests that are left to others.' }),
    reservePercent: count.openapi({ description: 'The setting `apiReservePercent`.' }),
    backfillReservePercent: count.openapi({ description: 'What a backfill leaves to live traffic and others.' }),
    perHour: count.openapi({
      description: 'Requests of this service in the last hour: what the next is expected to take.',
    }),
    lastsHours: z.number().nullable().openapi({
      description: 'Hours that the requests above the reserve last at this pace; null where nothing is known or used.',
    }),
    parked: z.boolean().openapi({ description: 'Whether everything is kept for later to spare the reserve.' }),
    since: instant,
    nextAskAt: instant.openapi({ description: 'When the org is asked next what it has counted.' }),
    resumesAbout: instant.openapi({
      description: 'When enough requests are expected to have left the org’s last 24 hours.',
    }),
    paused: z.boolean().openapi({ description: 'Whether an admin has paused the service.' }),
    pausedSince: instant,
    waiting: count.openapi({ description: 'Conversations with something left to write.' }),
  })
  .openapi('Budget');

const answer = { 200: json('The budget.', BudgetSchema), ...problems(401) };

export const budgetPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/budget',
    operationId: 'getBudget',
    summary: 'The org’s daily API requests: what is used, what is kept for others, and whether that holds anything up.',
    responses: answer,
  },
  {
    method: 'post',
    path: '/v1/pause',
    operationId: 'pauseWriting',
    summary: 'Nothing more is asked of the org until it is resumed. What comes in is kept.',
    responses: answer,
  },
  {
    method: 'post',
    path: '/v1/resume',
    operationId: 'resumeWriting',
    summary: 'Goes on after a pause. Where the reserve holds things up, the org is asked again at once.',
    responses: answer,
  },
];

export function budgetRoutes(app: FastifyInstance, context: Context): void {
  type Answer = z.output<typeof BudgetSchema>;
  app.get('/v1/budget', async (request): Promise<Answer> => budgetOf(context, await tenantOf(context, request)));
  app.post('/v1/pause', { config: { isBodyOptional: true } }, async (request): Promise<Answer> => {
    const tenant = await tenantOf(context, request);
    await pause(context, tenant);
    return budgetOf(context, tenant);
  });
  app.post('/v1/resume', { config: { isBodyOptional: true } }, async (request): Promise<Answer> => {
    const tenant = await tenantOf(context, request);
    await resume(context, tenant);
    return budgetOf(context, tenant);
  });
}
