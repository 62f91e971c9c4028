/** The HTTP face: every route, and one way of saying no. */
import { randomUUID } from 'node:crypto';
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Context } from '../jobs/context.ts';
import { errorFacts } from '../jobs/error-facts.ts';
import { mediaTypeOf, readBodies } from './body.ts';
import { flowRoutes } from './flow/routes.ts';
import { rememberMethods } from './methods.ts';
import { NOT_HERE } from './not-here.ts';
import { openApiDocument } from './openapi.ts';
import { Problem, problemOf } from './problem.ts';
import { activityRoutes } from './routes/activity.ts';
import { backfillRoutes } from './routes/backfills.ts';
import { budgetRoutes } from './routes/budget.ts';
import { changeRoutes } from './routes/changes.ts';
import { connectionRoutes } from './routes/connection.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { emailRoutes } from './routes/emails.ts';
import { emailSettingsRoutes } from './routes/email-settings.ts';
import { errorRoutes } from './routes/errors.ts';
import { fieldsRoutes } from './routes/fields.ts';
import { healthRoutes } from './routes/health.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { mailboxLoginRoutes } from './routes/mailbox-login.ts';
import { mailboxRoutes } from './routes/mailboxes.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { operationRoutes } from './routes/operations.ts';
import { planRoutes } from './routes/plan.ts';
import { relinkRoutes } from './routes/relink.ts';
import { settingsRoutes } from './routes/settings.ts';
import { simulationRoutes } from './routes/simulations.ts';
import { tryRoutes } from './routes/try.ts';
import { undoRoutes } from './routes/undo.ts';
import { usersRoutes } from './routes/users.ts';
import { visitorRoutes } from './routes/visitors.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { workflowRunRoutes } from './routes/workflow-runs.ts';
import { workflowRoutes } from './routes/workflows.ts';
import { tenantOf } from './auth.ts';

/** 20 MB: a day-long transcript is a tenth of it. */
export const BODY_LIMIT = 20 * 1024 * 1024;

export async function buildServer(context: Context, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: logger,
    // one line a request, written below: addresses only, so no content and no secret can be in it
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 4000, ignoreTrailingSlash: true },
    // what Node itself cannot read as HTTP, and addresses that cannot be decoded
    frameworkErrors: (error, request, reply) => void send(problemOf(error, limitsOf(request)), request, reply),
    return503OnClosing: true,
  });
  const methodsOf = rememberMethods(app);
  readBodies(app);

  // before the body is read: who may not ask is told that, and nothing is read for them
  app.addHook('onRequest', async (request) => {
    const path = request.routeOptions.url ?? '';
    if (path.startsWith('/v1/') && !path.startsWith('/v1/webhooks/')) await tenantOf(context, request);
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (encoding !== 'identity')
      throw new Problem(415, `A body with Content-Encoding ${encoding} is not read: send it without.`);
  });
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    return Promise.resolve();
  });
  app.addHook('onResponse', async (request, reply) => {
    const path = request.routeOptions.url ?? '(no route)';
    const facts = { method: request.method, path, status: reply.statusCode, ms: Math.round(reply.elapsedTime) };
    if (QUIET.has(path) && reply.statusCode < 400) request.log.debug(facts, 'request');
    else request.log.info(facts, 'request');
    return Promise.resolve();
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error, limitsOf(request));
    if (problem.status === 500) request.log.error(errorFacts(error), 'a request failed');
    else
      request.log.info(
        { status: problem.status, reason: problem.title, fields: problem.errors.map(({ pointer }) => pointer) },
        'refused',
      );
    return send(problem, request, reply);
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request.url);
    const problem =
      allowed.length > 0
        ? new Problem(405, `This address takes ${allowed.join(', ')}, not ${request.method}.`, {
            headers: { allow: allowed.join(', ') },
          })
        : new Problem(404, 'There is nothing at this address. /openapi.json lists what there is.');
    return send(problem, request, reply);
  });

  operationRoutes(app, context);
  conversationRoutes(app, context);
  connectionRoutes(app, context);
  oauthRoutes(app, context);
  relinkRoutes(app, context);
  undoRoutes(app, context);
  planRoutes(app, context);
  webhookRoutes(app, context);
  activityRoutes(app, context);
  backfillRoutes(app, context);
  budgetRoutes(app, context);
  changeRoutes(app, context);
  emailRoutes(app, context);
  emailSettingsRoutes(app, context);
  errorRoutes(app, context);
  fieldsRoutes(app, context);
  healthRoutes(app, context);
  notificationRoutes(app, context);
  mailboxRoutes(app, context);
  mailboxLoginRoutes(app, context);
  settingsRoutes(app, context);
  simulationRoutes(app, context);
  tryRoutes(app, context);
  usersRoutes(app, context);
  workflowRoutes(app, context);
  workflowRunRoutes(app, context);
  visitorRoutes(app, context);
  flowRoutes(app, { bodyBytes: BODY_LIMIT });
  const document = openApiDocument();
  app.get('/openapi.json', () => document);
  for (const { method, path, what } of NOT_HERE)
    app.route({
      method,
      url: path,
      // whatever its body would be, the answer is the same
      onRequest: () => {
        throw new Problem(501, `${what} is not part of this version.`, { title: 'Not implemented' });
      },
      handler: () => undefined,
    });
  await app.ready();
  return app;
}

const QUIET = new Set(['/healthz', '/readyz', '/metrics']);

function send(problem: Problem, request: Pick<FastifyRequest, 'id'>, reply: FastifyReply): FastifyReply {
  return reply
    .code(problem.status)
    .headers({ 'x-request-id': request.id, ...problem.headers })
    .type('application/problem+json')
    .send(JSON.stringify(problem.document(`urn:uuid:${request.id}`)));
}

function limitsOf(request: FastifyRequest): Parameters<typeof problemOf>[1] {
  return { bodyBytes: BODY_LIMIT, contentType: mediaTypeOf(request) };
}
