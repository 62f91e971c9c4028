import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import {
  dryRun,
  type Known,
  knownWorkflow,
  knownWorkflows,
  putWorkflow,
  removeWorkflow,
  saysAsItCame,
  setSwitch,
} from '../../jobs/workflows/manage.ts';
import { RUN_STATES } from '../../store/workflow-runs.ts';
import { TRIGGERS, WorkflowDefinition, workflowName } from '../../workflow/definition.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import { RunSteps, stepsOut } from '../workflow-steps.ts';
import '../schemas.ts';

const by = z.string().trim().min(1).max(200).optional().openapi({ description: 'Who wishes it, for the log.' });
const Definition = z.record(z.string(), z.unknown()).openapi('WorkflowDefinition', {
  description: 'Name, title, description, trigger and steps: docs/workflows.md has all of it.',
});

const Counts = z
  .object(Object.fromEntries(RUN_STATES.map((state) => [state, z.number().int()])))
  .partial()
  .openapi('WorkflowRunCounts');
const Summary = z
  .object({
    ...{ name: z.string(), title: z.string(), description: z.string(), trigger: z.enum(TRIGGERS) },
    version: z.number().int().openapi({ description: '0 while it is as it came with the product.' }),
    ready: z.boolean().openapi({ description: 'It comes with the product.' }),
    ownWords: z.boolean().openapi({
      description:
        'Its title and description are the tenant’s own; those that it came with are said by pages in the language of their reader.',
    }),
    on: z.boolean(),
    switchedOnAt: z.iso.datetime().nullable(),
    updatedAt: z.iso.datetime().nullable(),
    updatedBy: z.string().nullable(),
    runs: Counts,
  })
  .openapi('Workflow');
const List = z
  .object({
    workflows: z.array(Summary),
    ai: z
      .enum(['endpoint', 'plain'])
      .openapi({ description: 'How conversations are read: by a language model, or plainly.' }),
  })
  .openapi('WorkflowList');
const Whole = Summary.extend({ definition: Definition }).openapi('WorkflowWithDefinition');

const SwitchBody = z.strictObject({ on: z.boolean(), by }).openapi('WorkflowSwitch');
const DryRunBody = z
  .strictObject({ key: z.string().min(1).max(300).openapi({ description: 'The key of a past conversation.' }), by })
  .openapi('WorkflowDryRun');
const DryRunAnswer = z
  .object({
    ...{ workflow: z.string(), version: z.number().int(), conversation: z.string() },
    state: z.enum(['done', 'failed']),
    error: z.string().nullable(),
    steps: RunSteps,
  })
  .openapi('WorkflowDryRunAnswer');

const Name = z.object({ name: workflowName });
const TAG = { tags: ['workflows'] };

export const workflowPaths: RouteConfig[] = [
  {
    ...{ ...TAG, method: 'get', path: '/v1/workflows', operationId: 'listWorkflows' },
    summary: 'The workflows of the tenant, and those that come ready to switch on.',
    responses: { 200: json('By name.', List), ...problems(401) },
  },
  {
    ...{ ...TAG, method: 'get', path: '/v1/workflows/{name}', operationId: 'getWorkflow' },
    summary: 'One workflow with its definition.',
    request: { params: Name },
    responses: { 200: json('As it is now.', Whole), ...problems(401, 404) },
  },
  {
    ...{ ...TAG, method: 'put', path: '/v1/workflows/{name}', operationId: 'putWorkflow' },
    summary:
      'Saves a workflow as a new version, off where it is new. Send `version` as it was read: whoever saves second is told.',
    request: { params: Name, body: { required: true, content: { 'application/json': { schema: Definition } } } },
    responses: { 200: json('As it is now.', Whole), ...problems(400, 401, 409, 422) },
  },
  {
    ...{ ...TAG, method: 'delete', path: '/v1/workflows/{name}', operationId: 'deleteWorkflow' },
    summary: 'Deletes a workflow; its runs are kept. One that comes ready is then as it came.',
    request: { params: Name },
    responses: { 204: { description: 'It is gone.' }, ...problems(401, 404) },
  },
  {
    ...{ ...TAG, method: 'post', path: '/v1/workflows/{name}/switch', operationId: 'switchWorkflow' },
    summary: 'Switches a workflow on or off. Conversations that ended before it was on set nothing off.',
    request: { params: Name, body: { required: true, content: { 'application/json': { schema: SwitchBody } } } },
    responses: { 200: json('As it is now.', Whole), ...problems(400, 401, 404, 422, 502) },
  },
  {
    ...{ ...TAG, method: 'post', path: '/v1/workflows/{name}/dry-run', operationId: 'dryRunWorkflow' },
    summary: 'Runs a workflow on a past conversation: shows every step, writes nothing and tells nobody.',
    request: { params: Name, body: { required: true, content: { 'application/json': { schema: DryRunBody } } } },
    responses: { 200: json('Every step.', DryRunAnswer), ...problems(400, 401, 404, 409, 422, 502, 503) },
  },
];

function summary({
  definition,
  version,
  ready,
  switchedOnAt,
  updatedAt,
  updatedBy,
  runs,
}: Known): z.output<typeof Summary> {
  const { name, title, description, trigger } = definition;
  return {
    ...{ name, title, description, trigger, version, ready, on: switchedOnAt !== null },
    ownWords: !saysAsItCame(definition),
    switchedOnAt: switchedOnAt?.toISOString() ?? null,
    updatedAt: updatedAt?.toISOString() ?? null,
    ...{ updatedBy, runs },
  };
}

const whole = (known: Known): z.output<typeof Whole> => ({
  ...summary(known),
  definition: known.definition,
});

const PutBody = z.looseObject({ version: z.number().int().min(0).optional(), changedBy: by });

export function workflowRoutes(app: FastifyInstance, context: Context): void {
  const found = async (tenant: string, name: string): Promise<Known> => {
    const known = await knownWorkflow(context, tenant, name);
    if (known) return known;
    throw new Problem(404, `There is no workflow ${name.slice(0, 60)}. GET /v1/workflows lists what there is.`);
  };

  app.get('/v1/workflows', async (request): Promise<z.output<typeof List>> => {
    const tenant = await tenantOf(context, request);
    const known = await knownWorkflows(context, tenant.name);
    return { workflows: known.map(summary), ai: context.ai ? 'endpoint' : 'plain' };
  });

  app.get<{ Params: { name: string } }>('/v1/workflows/:name', async (request): Promise<z.output<typeof Whole>> => {
    const tenant = await tenantOf(context, request);
    return whole(await found(tenant.name, request.params.name));
  });

  app.put<{ Params: { name: string } }>('/v1/workflows/:name', async (request): Promise<z.output<typeof Whole>> => {
    const tenant = await tenantOf(context, request);
    const { name } = request.params;
    const { version, changedBy, ...source } = readBody(request, PutBody, 'Not a workflow');
    const definition = readBody(
      { body: { ...source, name: source.name ?? name } },
      WorkflowDefinition,
      'Not a workflow',
    );
    if (definition.name !== name)
      throw new Problem(422, 'The body is not valid.', {
        title: 'Not a workflow',
        errors: [
          {
            pointer: '/name',
            detail: `is ${definition.name}, and the address says ${name}: leave it out, or mend one of the two`,
          },
        ],
      });
    const saved = await forPerson(() =>
      putWorkflow(context, tenant, definition, {
        ...(version === undefined ? {} : { version }),
        ...(changedBy ? { by: changedBy } : {}),
      }),
    );
    const now = await found(tenant.name, name);
    if (saved === undefined)
      throw new Problem(
        409,
        'Somebody else has saved the workflow since it was read: read it again, and make your change to that.',
        {
          ...{ title: 'Changed meanwhile', members: { version: now.version } },
        },
      );
    return whole(now);
  });

  app.delete<{ Params: { name: string } }>('/v1/workflows/:name', async (request, reply) => {
    const tenant = await tenantOf(context, request);
    const { name } = request.params;
    if (!(await removeWorkflow(context, tenant, name)))
      throw new Problem(404, `The tenant has saved no workflow ${name.slice(0, 60)}.`);
    return reply.code(204).send();
  });

  app.post<{ Params: { name: string } }>(
    '/v1/workflows/:name/switch',
    async (request): Promise<z.output<typeof Whole>> => {
      const tenant = await tenantOf(context, request);
      const { on, by: who } = readBody(request, SwitchBody, 'Not a switch');
      await found(tenant.name, request.params.name);
      await forPerson(() => setSwitch(context, tenant, request.params.name, on, who));
      return whole(await found(tenant.name, request.params.name));
    },
  );

  app.post<{ Params: { name: string } }>(
    '/v1/workflows/:name/dry-run',
    async (request): Promise<z.output<typeof DryRunAnswer>> => {
      const tenant = await tenantOf(context, request);
      const { key } = readBody(request, DryRunBody, 'Not a dry run');
      const known = await found(tenant.name, request.params.name);
      const answer = await forPerson(() => dryRun(context, tenant, known, key));
      if (!answer) throw new Problem(404, 'There is no conversation with this key.');
      const { workflow, version, conversation, end, steps } = answer;
      return {
        ...{ workflow, version, conversation, state: end.state },
        error: end.state === 'failed' ? end.error.message : null,
        steps: stepsOut(steps),
      };
    },
  );
}
