/** The face for Flows: each operation runs the REST route that it stands for, with the caller's own key. */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { mediaTypeOf } from '../body.ts';
import { json } from '../openapi-parts.ts';
import { Problem, problemOf } from '../problem.ts';
import { FlowAnswer, flowAnswer } from './answer.ts';
import { innerRequest } from './inner-request.ts';
import type { FlowOperation, FlowParameter } from './operation.ts';
import { FLOW_OPERATIONS, methodOf } from './operations.ts';

const TEXT = 'text/plain';

export function flowPath({ id }: FlowOperation): string {
  return `/v1/flow/${id}`;
}

export const flowPaths: RouteConfig[] = FLOW_OPERATIONS.map((operation) => ({
  method: methodOf(operation) === 'GET' ? 'get' : 'post',
  path: flowPath(operation),
  operationId: operation.id,
  tags: ['flow'],
  summary: operation.summary,
  'x-debrief-access': operation.access,
  request: {
    ...(operation.parameters.length > 0 ? { query: querySchema(operation.parameters) } : {}),
    ...(operation.body === undefined
      ? {}
      : {
          body: {
            description: operation.body,
            required: true,
            content: { [TEXT]: { schema: z.string().openapi({ description: operation.body }) } },
          },
        }),
  },
  responses: {
    200: json('Whether it was done, and the answer.', FlowAnswer),
    // without a schema: External Services know no problem documents
    401: { description: 'The key is missing or unknown.' },
  },
}));

function querySchema(parameters: FlowParameter[]) {
  return z.object(
    Object.fromEntries(
      parameters.map(({ name, type, description, required, enum: allowed }) => {
        const value =
          type === 'boolean'
            ? z.boolean()
            : type === 'integer'
              ? z.number().int()
              : allowed
                ? z.enum(allowed as [string, ...string[]])
                : z.string();
        return [name, (required ? value : value.optional()).openapi({ description, param: { description } })];
      }),
    ),
  );
}

/** A refusal is an answer that a Flow can show; only a key that is missing or wrong, and a crash, are its faults. */
const isFault = (status: number) => status === 401 || status >= 500;

export function flowRoutes(app: FastifyInstance, limits: { bodyBytes: number }): void {
  void app.register((scope, _options, done) => {
    // whatever an External Service calls a body that it has none of
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    scope.setErrorHandler((error, request, reply) => {
      const problem = problemOf(error, { ...limits, contentType: mediaTypeOf(request) });
      if (isFault(problem.status)) throw error;
      request.log.info({ status: problem.status, reason: problem.title }, 'refused');
      const document = JSON.stringify(problem.document(`urn:uuid:${request.id}`));
      return reply.code(200).send(flowAnswer(problem.status, document));
    });
    for (const operation of FLOW_OPERATIONS)
      scope.route({
        method: methodOf(operation),
        url: flowPath(operation),
        config: { isBodyOptional: true },
        handler: (request, reply) => run(scope, operation, request, reply),
      });
    done();
  });
}

async function run(
  app: FastifyInstance,
  operation: FlowOperation,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FlowAnswer | FastifyReply> {
  const query = request.query as Record<string, string | string[] | undefined>;
  const inner = innerRequest(operation, query, operation.body === undefined ? '' : textOf(request));
  const answer = await app.inject({
    method: inner.method,
    url: inner.url,
    headers: {
      ...(request.headers.authorization ? { authorization: request.headers.authorization } : {}),
      ...(inner.payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(inner.payload === undefined ? {} : { payload: inner.payload }),
  });
  if (!isFault(answer.statusCode) || isOfOrg(answer.statusCode)) return flowAnswer(answer.statusCode, answer.payload);
  return reply.code(answer.statusCode).type('application/problem+json').send(answer.payload);
}

/** The org's fault, a part that is not there, or a store that is away: each has words of its own for whoever asked. */
const isOfOrg = (status: number) => status === 501 || status === 502 || status === 503;

function textOf({ body }: FastifyRequest): string {
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw new Problem(400, 'The body is empty: send the settings as JSON text.', {
      errors: [{ pointer: '/body', detail: 'is missing' }],
    });
  return body.toString('utf8');
}
