import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Conversation } from '../../conversation/conversation.ts';
import { toVcon } from '../../intake/vcon/out.ts';
import { accept, resync } from '../../jobs/accept.ts';
import type { Context } from '../../jobs/context.ts';
import { receiptsInWords } from '../../plan/receipt/in-words.ts';
import { logActivity } from '../../store/activity.ts';
import { findConversation } from '../../store/conversations.ts';
import { readParts } from '../../store/parts.ts';
import { receiptsOf } from '../../store/receipts.ts';
import type { ConversationRecord } from '../../store/schema.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { prefersText } from '../prefers-text.ts';
import { Problem } from '../problem.ts';
import { CONVERSATION_BODY, readConversations } from '../read-conversations.ts';
import {
  AcceptedList,
  ConversationStatus,
  ReceiptWithHistory,
  type AcceptedItem,
  type MatchSummary,
} from '../schemas.ts';

const HISTORY = 50;
const VCON = 'application/vcon+json';
const KeyParam = z.object({
  key: z.string().openapi({ description: '`source:sourceId`, URL-encoded.', example: 'aircall:812' }),
});

const ResyncQuery = z.object({
  unlock: z
    .enum(['true', 'false'])
    .optional()
    .openapi({ description: '`true` gives a conversation that a person linked back to the rules.' }),
});

export const conversationPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/conversations',
    operationId: 'acceptConversations',
    summary: 'Takes in one conversation or up to 500; the same key again updates it.',
    description:
      'Each item stands for itself: valid ones are accepted and rejected ones say why. Accepted means stored: nothing that was answered 202 is lost. When no item is valid the answer is 422.',
    request: { body: CONVERSATION_BODY },
    responses: { 202: json('What became of each item.', AcceptedList), ...problems(400, 401, 413, 415, 422) },
  },
  {
    method: 'get',
    path: '/v1/conversations/{key}',
    operationId: 'getConversation',
    summary: 'Where a conversation stands, and what it is linked to in the org.',
    description: 'With `Accept: application/vcon+json`: the conversation itself, as a vCon 0.4.0.',
    request: { params: KeyParam },
    responses: {
      200: {
        description: 'Its status, or the conversation as a vCon.',
        content: {
          'application/json': { schema: ConversationStatus },
          [VCON]: { schema: z.record(z.string(), z.unknown()) },
        },
      },
      ...problems(401, 404, 409),
    },
  },
  {
    method: 'get',
    path: '/v1/conversations/{key}/receipt',
    operationId: 'getReceipt',
    summary: 'What was written, field by field, with rule and evidence; the latest receipt and those before it.',
    description: 'With `Accept: text/plain`: the same in words.',
    request: { params: KeyParam },
    responses: { 200: json('The receipts.', ReceiptWithHistory), ...problems(401, 404) },
  },
  {
    method: 'post',
    path: '/v1/conversations/{key}/resync',
    operationId: 'resyncConversation',
    summary: 'Asks the org again, even though the conversation is unchanged; also one that was undone.',
    request: { params: KeyParam, query: ResyncQuery },
    responses: { 202: json('Its status.', ConversationStatus), ...problems(400, 401, 404) },
  },
];

export function conversationRoutes(app: FastifyInstance, context: Context): void {
  app.post('/v1/conversations', async (request, reply): Promise<z.output<typeof AcceptedList>> => {
    const tenant = await tenantOf(context, request);
    const items = readConversations(request);
    const rejected = items.filter((item) => item.errors.length > 0);
    if (rejected.length > 0) {
      context.metrics.add('debrief_conversations_rejected_total', { tenant: tenant.name }, rejected.length);
      await logActivity(
        context.db,
        tenant.name,
        rejected.map(({ key, errors }) => ({
          kind: 'rejected',
          ...(key === null ? {} : { key }),
          message: `Not valid at ${errors.map(({ pointer }) => pointer || 'the whole').join(', ')}.`.slice(0, 1000),
        })),
      );
    }
    if (rejected.length === items.length)
      throw new Problem(422, items.length === 1 ? 'The conversation is not valid.' : 'No conversation is valid.', {
        title: 'Not a conversation',
        errors: rejected.flatMap(({ errors }) => errors),
      });
    await accept(
      context,
      tenant.name,
      items.flatMap(({ parts }) => parts),
    );
    reply.code(202);
    return {
      results: items.map(({ key, index, errors }): z.output<typeof AcceptedItem> =>
        errors.length > 0 ? { key, status: 'rejected', index, errors } : { key, status: 'accepted', index },
      ),
    };
  });

  app.get<{ Params: { key: string } }>(
    '/v1/conversations/:key',
    async (request, reply): Promise<z.output<typeof ConversationStatus> | Record<string, unknown>> => {
      const tenant = await tenantOf(context, request);
      const record = await find(context, tenant.name, request.params.key);
      reply.header('vary', 'accept');
      if (!wantsVcon(request)) return statusOf(record);
      reply.type(VCON);
      return toVcon(await wholeOf(context, record));
    },
  );

  app.get<{ Params: { key: string } }>(
    '/v1/conversations/:key/receipt',
    async (request, reply): Promise<z.output<typeof ReceiptWithHistory> | string> => {
      const tenant = await tenantOf(context, request);
      const record = await find(context, tenant.name, request.params.key);
      const [latest, ...history] = await receiptsOf(context.db, tenant.name, record.key, HISTORY + 1);
      if (!latest)
        throw new Problem(404, `${record.key} has no receipt yet: it is ${record.state}.`, { title: 'No receipt yet' });
      if (!prefersText(request)) return { ...latest, history };
      reply.type('text/plain; charset=utf-8');
      return receiptsInWords([latest, ...history]);
    },
  );

  app.post<{ Params: { key: string } }>(
    '/v1/conversations/:key/resync',
    { config: { isBodyOptional: true } },
    async (request, reply): Promise<z.output<typeof ConversationStatus>> => {
      const tenant = await tenantOf(context, request);
      const { key } = await find(context, tenant.name, request.params.key);
      const query = ResyncQuery.safeParse(request.query);
      if (!query.success)
        throw new Problem(400, 'The query of this address is not valid.', {
          errors: [{ pointer: '?unlock', detail: 'is true or false' }],
        });
      await resync(context, tenant.name, key, { unlock: query.data.unlock === 'true' });
      reply.code(202);
      return statusOf(await find(context, tenant.name, key));
    },
  );
}

/** Only who names it gets a vCon: a star asks for what there has always been. */
function wantsVcon(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '')
    .split(',')
    .some((range) => /^application\/vcon(\+json)?$/i.test(range.split(';', 1)[0]?.trim() ?? ''));
}

/** The conversation as its parts say it now, which may be more than the org has been told. */
async function wholeOf(context: Context, { tenant, key }: ConversationRecord): Promise<Conversation> {
  const parts = await readParts(context.db, tenant, [key]);
  const composed = context.engine.compose(parts.get(key) ?? []);
  if ('conversation' in composed) return composed.conversation;
  throw new Problem(409, `${key} is not whole yet: it waits for ${composed.waitingFor}.`, { title: 'Not whole yet' });
}

async function find(context: Context, tenant: string, key: string): Promise<ConversationRecord> {
  const record = await findConversation(context.db, tenant, key);
  if (!record)
    throw new Problem(404, `There is no conversation ${key}: a key is "source:sourceId", for example aircall:812.`);
  return record;
}

function statusOf(record: ConversationRecord): z.output<typeof ConversationStatus> {
  return {
    key: record.key,
    status: record.state,
    conversationId: record.conversationId,
    activityId: record.activityId,
    accountId: record.accountId,
    opportunityId: record.opportunityId,
    contactId: record.contactId,
    leadId: record.leadId,
    match: record.match ? summaryOf(record.match) : null,
    error: record.errorMessage,
  };
}

function summaryOf({ status, rule, score, evidence }: z.output<typeof MatchSummary>): z.output<typeof MatchSummary> {
  return { status, rule, score, evidence };
}
