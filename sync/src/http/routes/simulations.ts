import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { simulate } from '../../jobs/simulate.ts';
import { OUTCOMES } from '../../match/outcome.ts';
import { MatchSettingsSchema } from '../../plan/settings.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import '../schemas.ts';

const { dealSteps, dealTie, peopleOrder, threshold, margin } = MatchSettingsSchema.shape;

const SimulationBody = z
  .strictObject({
    match: z
      .strictObject({
        dealSteps: dealSteps.removeDefault().optional(),
        dealTie: dealTie.optional(),
        peopleOrder: peopleOrder.optional(),
        threshold: threshold.optional(),
        margin: margin.optional(),
      })
      .optional()
      .openapi({ description: 'What would be changed; everything else is as the settings have it.' }),
    days: z.number().int().min(1).max(90).optional().openapi({ description: 'How many days back; 30 unless said.' }),
  })
  .openapi('SimulationWish');

const instant = z.iso.datetime().openapi({ description: 'RFC 3339, UTC.' });
const Counts = z.object(Object.fromEntries(OUTCOMES.map((each) => [each, z.number().int()]))).openapi('OutcomeCounts');
const Side = z
  .object({
    outcome: z.enum(OUTCOMES),
    opportunityId: z.string().optional(),
    opportunity: z.string().optional().openapi({ description: 'The name of the deal.' }),
    rule: z.string(),
    evidence: z.string().openapi({ description: 'Sentences; those that the other side says too are left out.' }),
  })
  .openapi('SimulatedLink');

export const SimulationSchema = z
  .object({
    days: z.number().int(),
    from: instant,
    to: instant,
    total: z.number().int().openapi({ description: 'Conversations of these days.' }),
    read: z.number().int().openapi({ description: 'Those of them that were compared: the newest.' }),
    stopped: z.enum(['most', 'time', 'reserve']).optional().openapi({
      description: 'Why not all were: 5,000 are compared at most, in 75 seconds, and the API reserve is kept.',
    }),
    requests: z.number().int().openapi({ description: 'Requests that the service sent to the org meanwhile.' }),
    today: Counts,
    changed: Counts,
    moves: z.array(
      z
        .object({
          key: z.string(),
          conversationId: z.string().optional(),
          title: z.string(),
          at: instant,
          kind: z.string(),
          today: Side,
          changed: Side,
        })
        .openapi('SimulatedMove'),
    ),
    movesTotal: z.number().int().openapi({ description: 'At most 200 of them are listed, the newest first.' }),
  })
  .openapi('Simulation');

export const simulationPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/simulations',
    operationId: 'simulateRules',
    summary: 'The last days under today’s rules of linking and under changed ones, side by side. Nothing is written.',
    description:
      'Every conversation is matched as if it came in now for the first time, under both; what a person decided stays decided.',
    request: { body: { required: false, content: { 'application/json': { schema: SimulationBody } } } },
    responses: {
      200: json('Counts, and the conversations that would move.', SimulationSchema),
      ...problems(400, 401, 409, 422, 502, 503),
    },
  },
];

export function simulationRoutes(app: FastifyInstance, context: Context): void {
  app.post('/v1/simulations', { config: { isBodyOptional: true } }, async (request) => {
    const tenant = await tenantOf(context, request);
    const { match = {}, days = 30 } = readBody(request, SimulationBody, 'Not a simulation');
    return forPerson(() => simulate(context, tenant, { change: match, days }));
  });
}
