import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { retryRun } from '../../jobs/workflows/manage.ts';
import { findRun, listRuns, RUN_STATES, stepsOf, type RunRecord } from '../../store/workflow-runs.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readQuery } from '../read-query.ts';
import { forPerson } from '../refusals.ts';
import { RunSteps, stepsOut } from '../workflow-steps.ts';
import '../schemas.ts';

const instant = z.iso.datetime().nullable();
const Run = z
  .object({
    ...{ id: z.string(), workflow: z.string(), version: z.number().int() },
    conversation: z.string().openapi({ description: 'The key of the conversation that set it off.' }),
    state: z.enum(RUN_STATES),
    writing: z.string().openapi({ description: 'The tenant’s writing when it last went on: off writes nothing.' }),
    error: z.object({ path: z.string().nullable(), message: z.string() }).nullable(),
    ...{ createdAt: z.iso.datetime(), startedAt: instant, finishedAt: instant },
    dueAt: instant.openapi({ description: 'When a run that waits goes on.' }),
  })
  .openapi('WorkflowRun');
const RunList = z
  .object({
    runs: z.array(Run),
    next: z.string().nullable().openapi({ description: 'Send it as `before` for the next page.' }),
  })
  .openapi('WorkflowRunList');
const RunWhole = Run.extend({ steps: RunSteps }).openapi('WorkflowRunWithSteps');

const Query = z.strictObject({
  workflow: z.string().max(60).optional(),
  state: z.enum(RUN_STATES).optional(),
  conversation: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  before: z.string().max(60).optional().openapi({ description: 'Only runs that were made before this one.' }),
});
const Id = z.object({ id: z.string() });
const TAG = { tags: ['workflows'] };

export const workflowRunPaths: RouteConfig[] = [
  {
    ...{ ...TAG, method: 'get', path: '/v1/workflow-runs', operationId: 'listWorkflowRuns' },
    summary: 'Runs of workflows, newest first.',
    request: { query: Query },
    responses: { 200: json('A page of them.', RunList), ...problems(400, 401) },
  },
  {
    ...{ ...TAG, method: 'get', path: '/v1/workflow-runs/{id}', operationId: 'getWorkflowRun' },
    summary: 'One run with every step: its input, its output, and the receipt of what it wrote.',
    request: { params: Id },
    responses: { 200: json('As it is now.', RunWhole), ...problems(401, 404) },
  },
  {
    ...{ ...TAG, method: 'post', path: '/v1/workflow-runs/{id}/retry', operationId: 'retryWorkflowRun' },
    summary: 'Goes on with a run from the step that failed; what was done is not done again.',
    request: { params: Id },
    responses: { 202: json('It goes on.', RunWhole), ...problems(401, 404, 409) },
  },
];

function out(run: RunRecord): z.output<typeof Run> {
  const { id, workflow, version, conversation, state, writing, errorPath, errorMessage } = run;
  return {
    ...{ id, workflow, version, conversation, state, writing },
    error: errorMessage === null ? null : { path: errorPath, message: errorMessage },
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    finishedAt: run.finishedAt?.toISOString() ?? null,
    dueAt: state === 'waiting' ? run.dueAt.toISOString() : null,
  };
}

export function workflowRunRoutes(app: FastifyInstance, context: Context): void {
  const whole = async (tenant: string, id: string): Promise<z.output<typeof RunWhole>> => {
    const run = await findRun(context.db, tenant, id);
    if (!run) throw new Problem(404, 'There is no run with this id. GET /v1/workflow-runs lists what there is.');
    return { ...out(run), steps: stepsOut(await stepsOf(context.db, tenant, run.id)) };
  };

  app.get('/v1/workflow-runs', async (request): Promise<z.output<typeof RunList>> => {
    const tenant = await tenantOf(context, request);
    const { before: beforeId, limit, workflow, state, conversation } = readQuery(request, Query);
    const before = beforeId === undefined ? undefined : await findRun(context.db, tenant.name, beforeId);
    if (beforeId !== undefined && !before)
      throw new Problem(400, 'The query of this address is not valid.', {
        errors: [{ pointer: '?before', detail: 'is no run: send `next` as the last page gave it' }],
      });
    const runs = await listRuns(context.db, tenant.name, {
      limit: limit + 1,
      ...(workflow === undefined ? {} : { workflow }),
      ...(state === undefined ? {} : { state }),
      ...(conversation === undefined ? {} : { conversation }),
      ...(before ? { before } : {}),
    });
    const page = runs.slice(0, limit);
    return { runs: page.map(out), next: runs.length > limit ? (page.at(-1)?.id ?? null) : null };
  });

  app.get<{ Params: { id: string } }>('/v1/workflow-runs/:id', async (request): Promise<z.output<typeof RunWhole>> => {
    const tenant = await tenantOf(context, request);
    return whole(tenant.name, request.params.id);
  });

  app.post<{ Params: { id: string } }>(
    '/v1/workflow-runs/:id/retry',
    { config: { isBodyOptional: true } },
    async (request, reply): Promise<z.output<typeof RunWhole>> => {
      const tenant = await tenantOf(context, request);
      await forPerson(() => retryRun(context, tenant, request.params.id));
      reply.code(202);
      return whole(tenant.name, request.params.id);
    },
  );
}
