import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { acceptVisits, namesOf } from '../../jobs/visitors/accept.ts';
import { changeVisitorSettings, visitorSettings } from '../../jobs/visitors/settings.ts';
import { receiptsInWords } from '../../plan/receipt/in-words.ts';
import { logActivity } from '../../store/activity.ts';
import { findVisitor, retryVisitor, visitorReceiptsOf, type VisitorRecord } from '../../store/visitors.ts';
import { readVisitor, type ReadVisitor } from '../../visitor/schema.ts';
import { sessionsOf } from '../../visitor/sessions.ts';
import { UTM } from '../../visitor/utm.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { prefersText } from '../prefers-text.ts';
import { Problem, type FieldError } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import {
  VisitorList,
  VisitorSettingsBody,
  VisitorSettingsSchema,
  VisitorShape,
  VisitorStatus,
  type VisitorItem,
} from '../visitor-schemas.ts';

const MOST = 100;
const HISTORY = 50;
const IdParam = z.object({ id: z.string().openapi({ description: 'As POST /v1/visitors answered it.' }) });
const ReceiptAnswer = z.record(z.string(), z.unknown()).openapi('VisitorReceipt', {
  description: 'The latest receipt, as of a conversation, and in `history` those before it.',
});

export const visitorPaths: RouteConfig[] = [
  {
    ...{ method: 'post', path: '/v1/visitors', operationId: 'acceptVisitors' },
    summary: 'Takes in one website visitor, or up to 100: who they are, their sessions, chats and booked meetings.',
    description:
      'Each item stands for itself. What is sent again, later or in another order counts once. Accepted means stored: nothing that was answered 202 is lost. 409 while the feed is off.',
    request: {
      body: {
        required: true,
        content: { 'application/json': { schema: z.union([VisitorShape, z.array(VisitorShape)]) } },
      },
    },
    responses: { 202: json('What became of each item.', VisitorList), ...problems(400, 401, 409, 413, 415, 422) },
  },
  {
    ...{ method: 'get', path: '/v1/visitors/settings', operationId: 'getVisitorSettings' },
    summary: 'What is chosen for website visitors.',
    responses: { 200: json('The settings.', VisitorSettingsSchema), ...problems(401) },
  },
  {
    ...{ method: 'put', path: '/v1/visitors/settings', operationId: 'putVisitorSettings' },
    summary: 'Replaces them. Objects, fields, values and users are checked in the org while the feed is on.',
    request: { body: { required: true, content: { 'application/json': { schema: VisitorSettingsBody } } } },
    responses: {
      200: json('The settings as they are now.', VisitorSettingsSchema),
      ...problems(400, 401, 409, 422, 428, 502, 503),
    },
  },
  {
    ...{ method: 'get', path: '/v1/visitors/{id}', operationId: 'getVisitor' },
    summary: 'Where a visitor stands, and what the org says of them.',
    request: { params: IdParam },
    responses: { 200: json('The visitor.', VisitorStatus), ...problems(401, 404) },
  },
  {
    ...{ method: 'get', path: '/v1/visitors/{id}/receipt', operationId: 'getVisitorReceipt' },
    summary: 'What was written, field by field, with the reason; the latest receipt and those before it.',
    description: 'With `Accept: text/plain`: the same in words.',
    request: { params: IdParam },
    responses: { 200: json('The receipts.', ReceiptAnswer), ...problems(401, 404) },
  },
  {
    ...{ method: 'post', path: '/v1/visitors/{id}/retry', operationId: 'retryVisitor' },
    summary: 'Tries a visitor again, for example when what refused it has been mended.',
    request: { params: IdParam },
    responses: { 202: json('The visitor.', VisitorStatus), ...problems(401, 404, 409) },
  },
];

export function visitorRoutes(app: FastifyInstance, context: Context): void {
  app.post('/v1/visitors', async (request, reply): Promise<z.output<typeof VisitorList>> => {
    const tenant = await tenantOf(context, request);
    await mustBeOn(context, tenant);
    const isMany = Array.isArray(request.body);
    const items = itemsOf(request.body);
    const read = items.map((item, index) => ({
      index,
      ...readItem(item, tenant.settings.match.defaultCountry, context.now()),
    }));
    const rejected = read.filter(({ faults }) => faults.length > 0);
    const pointed = rejected.flatMap(({ index, faults }) =>
      isMany ? faults.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail })) : faults,
    );
    if (rejected.length > 0)
      await logActivity(context.db, tenant.name, [
        {
          kind: 'rejected',
          message:
            `Not a visitor: not valid at ${pointed.map(({ pointer }) => pointer || 'the whole').join(', ')}.`.slice(
              0,
              1000,
            ),
        },
      ]);
    if (rejected.length === read.length)
      throw new Problem(422, read.length === 1 ? 'The visitor is not valid.' : 'No visitor is valid.', {
        title: 'Not a visitor',
        errors: pointed,
      });
    const visits = read.flatMap(({ visit }) => visit ?? []);
    const ids = await acceptVisits(context, tenant.name, visits);
    const idOf = new Map(visits.map((visit, at) => [visit, ids[at] ?? null]));
    reply.code(202);
    return {
      results: await Promise.all(
        read.map(async ({ index, visit, faults }): Promise<z.output<typeof VisitorItem>> => {
          if (!visit)
            return {
              ...NOWHERE,
              id: null,
              status: 'rejected',
              index,
              errors: isMany
                ? faults.map(({ pointer, detail }) => ({ pointer: `/${index}${pointer}`, detail }))
                : faults,
            };
          const id = idOf.get(visit) ?? '';
          const record = await findVisitor(context.db, tenant.name, id);
          return {
            ...{ id, status: 'accepted', index },
            ...(record ? placesOf(record) : NOWHERE),
            ...(visit.remarks.length > 0 ? { remarks: visit.remarks } : {}),
          };
        }),
      ),
    };
  });

  app.get('/v1/visitors/settings', async (request): Promise<z.output<typeof VisitorSettingsSchema>> => {
    const { settings, revision } = await visitorSettings(context, await tenantOf(context, request));
    return { ...settings, revision };
  });

  app.put('/v1/visitors/settings', async (request): Promise<z.output<typeof VisitorSettingsSchema>> => {
    const tenant = await tenantOf(context, request);
    const { revision, changedBy: by, ...settings } = readBody(request, VisitorSettingsBody, 'Not visitor settings');
    if (revision === undefined)
      throw new Problem(428, 'Send `revision` as GET /v1/visitors/settings gave it.', {
        title: 'Which settings were changed?',
        errors: [{ pointer: '/revision', detail: 'is missing' }],
      });
    const answer = await forPerson(() => changeVisitorSettings(context, tenant, { settings, revision, by }));
    if ('conflict' in answer)
      throw new Problem(
        409,
        'Somebody else has changed the settings since they were read: read them again, and make your change to those.',
        {
          title: 'Changed meanwhile',
          members: { revision: answer.conflict },
        },
      );
    return { ...settings, revision: answer.revision };
  });

  app.get<{ Params: { id: string } }>('/v1/visitors/:id', async (request): Promise<z.output<typeof VisitorStatus>> => {
    const tenant = await tenantOf(context, request);
    return statusOf(await find(context, tenant.name, request.params.id));
  });

  app.get<{ Params: { id: string } }>('/v1/visitors/:id/receipt', async (request, reply) => {
    const tenant = await tenantOf(context, request);
    const record = await find(context, tenant.name, request.params.id);
    const [latest, ...history] = await visitorReceiptsOf(context.db, tenant.name, record.id, HISTORY + 1);
    if (!latest)
      throw new Problem(404, `The visitor has no receipt yet: it is ${record.state}.`, { title: 'No receipt yet' });
    if (!prefersText(request)) return { ...latest, history };
    reply.type('text/plain; charset=utf-8');
    return receiptsInWords([latest, ...history]);
  });

  app.post<{ Params: { id: string } }>(
    '/v1/visitors/:id/retry',
    { config: { isBodyOptional: true } },
    async (request, reply): Promise<z.output<typeof VisitorStatus>> => {
      const tenant = await tenantOf(context, request);
      await mustBeOn(context, tenant);
      const { id } = await find(context, tenant.name, request.params.id);
      await context.db.transaction(async (tx) => {
        await retryVisitor(tx, tenant.name, id);
        await context.queue.addOpen(tx, tenant.name);
        await logActivity(tx, tenant.name, [
          { kind: 'resync', key: `visitor:${id}`, message: 'Asked to be tried again.' },
        ]);
      });
      // somebody has presumably mended something: ask the org now, not when the wait is over
      context.orgs.circuit(tenant.name).askNow();
      reply.code(202);
      return statusOf(await find(context, tenant.name, id));
    },
  );
}

async function mustBeOn(context: Context, tenant: Awaited<ReturnType<typeof tenantOf>>): Promise<void> {
  const { settings } = await visitorSettings(context, tenant);
  if (!settings.on)
    throw new Problem(409, 'Website visitors are off: switch them on with `on` in PUT /v1/visitors/settings.', {
      title: 'Visitors are off',
    });
}

function itemsOf(body: unknown): unknown[] {
  const items = Array.isArray(body) ? (body as unknown[]) : [body];
  if (items.length === 0 || items.length > MOST)
    throw new Problem(
      422,
      items.length === 0
        ? 'The list is empty: send at least one visitor.'
        : `A request takes ${MOST} visitors, and this one has ${items.length}: send the rest in another one.`,
      {
        title: 'Not a visitor',
        errors: [{ pointer: '', detail: `is a visitor, or a list of 1 to ${MOST}` }],
      },
    );
  return items;
}

function readItem(item: unknown, country: string, now: string): { visit?: ReadVisitor; faults: FieldError[] } {
  const visit = readVisitor(item, country, now);
  if ('faults' in visit) return { faults: visit.faults };
  if (Object.keys(namesOf(visit)).length > 0) return { visit, faults: [] };
  // what was sent tells nobody from others once it is read
  const pointer =
    visit.said.company.domain === undefined && isGiven(item, 'person', 'phone') ? '/person/phone' : '/company/domain';
  return {
    faults: [
      {
        pointer,
        detail: `${visit.remarks.join(' ')} Send another domain, person.email, person.phone or your own id of the visitor.`,
      },
    ],
  };
}

function isGiven(item: unknown, object: string, field: string): boolean {
  const inner = (item as Record<string, Record<string, unknown> | undefined>)[object];
  return Boolean(inner?.[field]);
}

const NOWHERE = { accountId: null, contactId: null, leadId: null, outcome: null };

function placesOf({ accountId, contactId, leadId, outcome }: VisitorRecord) {
  return { accountId, contactId, leadId, outcome };
}

async function find(context: Context, tenant: string, id: string): Promise<VisitorRecord> {
  const record = await findVisitor(context.db, tenant, id);
  if (!record) throw new Problem(404, 'There is no such visitor: ids are those that POST /v1/visitors answers.');
  return record;
}

function statusOf(record: VisitorRecord): z.output<typeof VisitorStatus> {
  const { id, state, said, crm, evidence, errorMessage } = record;
  const sessions = sessionsOf(said.pieces);
  const time = (ms: number | undefined) => (ms === undefined ? null : new Date(ms).toISOString());
  return {
    ...{ id, status: state, ...placesOf(record) },
    evidence: evidence ?? [],
    sessions: sessions.length,
    firstSeen: time(sessions[0]?.start),
    lastSeen: sessions.length > 0 ? time(Math.max(...sessions.map(({ end }) => end))) : null,
    utm: Object.fromEntries(UTM.flatMap((name) => (said.utm[name] ? [[name, said.utm[name][1]]] : []))),
    ...{ chats: said.chats.length, meetings: said.meetings.length, crm, error: errorMessage },
  };
}
