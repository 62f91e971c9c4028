import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { dryRun } from '../../jobs/dry-run.ts';
import { faultOf } from '../../jobs/faults.ts';
import type { Plan } from '../../plan/types.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { CONVERSATION_BODY, readConversations } from '../read-conversations.ts';
import type { PlanItem } from '../schemas.ts';
import { PlanList } from '../schemas.ts';

export const planPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/plan',
    operationId: 'planConversations',
    summary: 'A dry run against the live org: what would be matched and written. Nothing is written or kept.',
    request: { body: CONVERSATION_BODY },
    responses: {
      200: json('The plan of each item.', PlanList),
      ...problems(400, 401, 413, 415, 422, 502, 503),
    },
  },
];

type Answer = Omit<z.output<typeof PlanItem>, 'plan'> & { plan?: Plan };

export function planRoutes(app: FastifyInstance, context: Context): void {
  app.post('/v1/plan', async (request): Promise<{ results: Answer[] }> => {
    const tenant = await tenantOf(context, request);
    const items = readConversations(request);
    const valid = items.filter((item) => item.errors.length === 0);
    if (valid.length === 0)
      throw new Problem(422, 'No conversation is valid.', {
        title: 'Not a conversation',
        errors: items.flatMap(({ errors }) => errors),
      });
    const plans = await dryRun(
      context,
      tenant,
      valid.map(({ parts }) => parts),
    ).catch((error: unknown) => {
      if (error instanceof Problem) throw error;
      const fault = faultOf(error);
      throw new Problem(fault.scope === 'org' ? 503 : 502, fault.message, {
        title: 'The org gave no answer to plan with',
        members: { code: fault.code },
      });
    });
    return {
      results: items.map(({ key, index, errors }): Answer => {
        if (errors.length > 0) return { key, status: 'rejected', index, errors };
        const planned = plans.get(key ?? '');
        if (planned && 'plan' in planned) return { key, status: 'planned', index, plan: planned.plan };
        const detail = planned ? `Waits for ${planned.waitingFor}.` : 'It could not be planned.';
        return { key, status: 'rejected', index, errors: [{ pointer: '', detail }] };
      }),
    };
  });
}
