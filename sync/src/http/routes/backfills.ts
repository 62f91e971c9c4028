import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { providerSources } from '../../intake/providers.ts';
import { missingAccess } from '../../intake/source.ts';
import {
  backfillNow,
  backfillsNow,
  cancelBackfill,
  goOnWithBackfill,
  requestBackfill,
} from '../../jobs/backfill/backfill-now.ts';
import type { Context } from '../../jobs/context.ts';
import { BACKFILL_STATES } from '../../store/schema.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import '../schemas.ts';

const count = z.number().int();
const instant = z.iso.datetime();
const day = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'must be a day such as 2026-10-01, or a time such as 2026-10-01T08:00:00Z',
  })
  .transform((value) => new Date(value))
  .openapi({ type: 'string', example: '2026-10-01' });

const BackfillBody = z
  .strictObject({
    from: day.openapi({ description: 'Conversations that began then or later: a day (from midnight UTC) or a time.' }),
    to: day.openapi({ description: 'And before then: a day (until midnight UTC at its beginning) or a time.' }),
    provider: z
      .string()
      .optional()
      .openapi({
        description: `Only conversations of this provider, which is first asked for what it has: ${[...providerSources.keys()].join(', ')}.`,
      }),
  })
  .openapi('NewBackfill');

export const BackfillSchema = z
  .object({
    id: z.string(),
    state: z.enum(BACKFILL_STATES).openapi({
      description:
        'waiting: one before it goes on. running; done; cancelled: ended by a person. failed: see `message`.',
    }),
    from: instant,
    to: instant,
    provider: z.string().nullable(),
    total: count.openapi({ description: 'Conversations that it has to do, as far as they are known.' }),
    done: count,
    failed: count,
    left: count,
    perMinute: z.number().openapi({ description: 'Conversations a minute since it began.' }),
    requestsUsed: count.openapi({ description: 'API requests of the org that it took.' }),
    startedAt: instant.nullable(),
    finishedAt: instant.nullable(),
    message: z.string().nullable().openapi({ description: 'What it waits for, or why it stopped.' }),
  })
  .openapi('Backfill');
const BackfillList = z.object({ backfills: z.array(BackfillSchema) }).openapi('BackfillList');
const BackfillId = z.object({ id: z.string() }).openapi('BackfillId');

const params = z.object({ id: z.string().openapi({ example: '3' }) });
const one = { 200: json('The backfill.', BackfillSchema), ...problems(401, 404, 409) };

export const backfillPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/backfills',
    operationId: 'startBackfill',
    summary: 'Plans and writes again, as the settings now say, every conversation of a time; or fetches them first.',
    description:
      'One backfill of a tenant runs at a time. Live traffic goes first, and more of the org’s daily requests is left than by live traffic. It goes on after a restart where it stood.',
    request: { body: { required: true, content: { 'application/json': { schema: BackfillBody } } } },
    responses: { 202: json('It is kept and begins by itself.', BackfillId), ...problems(400, 401, 415, 422) },
  },
  {
    method: 'get',
    path: '/v1/backfills',
    operationId: 'listBackfills',
    summary: 'The latest 50, newest first.',
    responses: { 200: json('The backfills.', BackfillList), ...problems(401) },
  },
  {
    method: 'get',
    path: '/v1/backfills/{id}',
    operationId: 'getBackfill',
    summary: 'How far a backfill is.',
    request: { params },
    responses: { 200: json('The backfill.', BackfillSchema), ...problems(401, 404) },
  },
  {
    method: 'post',
    path: '/v1/backfills/{id}/cancel',
    operationId: 'cancelBackfill',
    summary: 'Ends it after the batch in hand. What is written stays; what was fetched is written like new ones.',
    request: { params },
    responses: one,
  },
  {
    method: 'post',
    path: '/v1/backfills/{id}/resume',
    operationId: 'resumeBackfill',
    summary: 'A cancelled or failed one goes on where it stood.',
    request: { params },
    responses: one,
  },
];

type Answer = z.output<typeof BackfillSchema>;
interface Params {
  Params: { id: string };
}

export function backfillRoutes(app: FastifyInstance, context: Context): void {
  app.post('/v1/backfills', async (request, reply): Promise<z.output<typeof BackfillId>> => {
    const tenant = await tenantOf(context, request);
    const wish = readBody(request, BackfillBody, 'Not a backfill');
    const invalid = (pointer: string, detail: string) =>
      new Problem(422, 'The body is not valid.', { title: 'Not a backfill', errors: [{ pointer, detail }] });
    if (wish.to <= wish.from) throw invalid('/to', 'must be after `from`');
    if (wish.provider !== undefined) {
      const source = providerSources.get(wish.provider);
      if (!source)
        throw invalid(
          '/provider',
          `cannot be asked for conversations; these can: ${[...providerSources.keys()].join(', ')}`,
        );
      const missing = missingAccess(source, tenant.sourceAccess?.[source.name] ?? {});
      if (missing.length > 0)
        throw invalid('/provider', `cannot be asked yet: set ${missing.join(' and ')} and start the service again`);
    }
    reply.code(202);
    return { id: await requestBackfill(context, tenant.name, wish) };
  });

  app.get('/v1/backfills', async (request): Promise<z.output<typeof BackfillList>> => {
    const { name } = await tenantOf(context, request);
    return { backfills: await backfillsNow(context, name) };
  });

  app.get<Params>('/v1/backfills/:id', async (request): Promise<Answer> => {
    const { name } = await tenantOf(context, request);
    return found(await backfillNow(context, name, request.params.id), request.params.id);
  });

  for (const [verb, act, conflict] of [
    ['cancel', cancelBackfill, 'It has ended already.'],
    ['resume', goOnWithBackfill, 'It runs, or is done: only a cancelled or failed one goes on.'],
  ] as const)
    app.post<Params>(
      `/v1/backfills/:id/${verb}`,
      { config: { isBodyOptional: true } },
      async (request): Promise<Answer> => {
        const { name } = await tenantOf(context, request);
        const { id } = request.params;
        found(await backfillNow(context, name, id), id);
        if (!(await act(context, name, id))) throw new Problem(409, conflict);
        return found(await backfillNow(context, name, id), id);
      },
    );
}

function found(backfill: Answer | undefined, id: string): Answer {
  if (backfill) return backfill;
  throw new Problem(404, `There is no backfill ${id}: GET /v1/backfills lists them.`);
}
