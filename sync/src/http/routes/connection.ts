import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { startLogin } from '../../jobs/connection/login.ts';
import { connectionOf, endConnection, testConnection } from '../../jobs/connection/state.ts';
import type { Context } from '../../jobs/context.ts';
import { ENVIRONMENTS } from '../../store/connections.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import '../schemas.ts';

const instant = z.string().nullable().openapi({ format: 'date-time' });
const By = z.string().trim().min(1).max(200).optional().openapi({ description: 'Who asks, for the log.' });

const Connection = z.object({
  status: z.enum(['notConnected', 'waiting', 'connected', 'broken']).openapi({
    description: 'waiting: a log-in was begun and has not come back. broken: `problem` says why.',
  }),
  via: z.enum(['oauth', 'environment']).nullable(),
  environment: z.enum(ENVIRONMENTS).nullable(),
  instanceUrl: z.string().nullable(),
  organizationId: z.string().nullable(),
  organizationName: z.string().nullable(),
  isSandbox: z.boolean().nullable(),
  user: z.object({ id: z.string(), username: z.string(), name: z.string() }).openapi('IntegrationUser').nullable(),
  scopes: z.array(z.string()),
  connectedAt: instant,
  connectedBy: z.string().nullable(),
  lastSyncAt: instant,
  waitingUntil: instant,
  problem: z
    .object({ code: z.string(), message: z.string(), fix: z.string() })
    .openapi('ConnectionProblem')
    .nullable()
    .openapi({ description: 'What is wrong; where the org is not connected, why the last log-in did not connect it.' }),
  callbackUrl: z.string().nullable().openapi({ description: 'What the External Client App has as callback URL.' }),
  canConnect: z.boolean(),
  cannotConnectBecause: z.string().nullable(),
});
const ConnectionSchema = Connection.openapi('Connection');
const TestedConnection = Connection.extend({ checkedAt: z.string().openapi({ format: 'date-time' }) }).openapi(
  'TestedConnection',
);

const StartBody = z
  .strictObject({
    environment: z
      .enum(['production', 'sandbox'], { error: 'has to be production or sandbox: where the admin logs in' })
      .openapi({ description: 'Where the admin logs in.' }),
    loginUrl: z.string().trim().min(1).max(500).optional().openapi({
      description: 'The org’s own log-in address (My Domain), for example https://yours.my.salesforce.com.',
    }),
    by: By,
    language: z
      .string()
      .max(40)
      .optional()
      .openapi({ description: 'Of the page that the log-in ends on; English where it is not French.', example: 'fr' }),
  })
  .openapi('ConnectionStart');

const StartAnswer = z
  .object({
    authorizeUrl: z.string().openapi({ description: 'Good for one log-in, in the browser that opens it first.' }),
    expiresAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('ConnectionStarted');

const EndBody = z.strictObject({ by: By }).openapi('ConnectionEnd');

export const connectionPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/connection',
    operationId: 'getConnection',
    summary: 'Whether an org is connected, as which user, and what is wrong.',
    responses: { 200: json('How it stands.', ConnectionSchema), ...problems(401) },
  },
  {
    method: 'post',
    path: '/v1/connection/start',
    operationId: 'startConnection',
    summary: 'Begins to connect an org. Answers with the address where an admin logs in.',
    description:
      'Log-in addresses are those of Salesforce (https, under salesforce.com, force.com, salesforce.mil or sfcrmproducts.cn), or the one that the service was started with (SALESFORCE_LOGIN_URL).',
    request: { body: { required: true, content: { 'application/json': { schema: StartBody } } } },
    responses: { 200: json('Where to log in.', StartAnswer), ...problems(400, 401, 409, 422) },
  },
  {
    method: 'post',
    path: '/v1/connection/test',
    operationId: 'testConnection',
    summary: 'Asks the org now whether the connection works. Takes two of its requests.',
    responses: { 200: json('How it stands now.', TestedConnection), ...problems(401) },
  },
  {
    method: 'delete',
    path: '/v1/connection',
    operationId: 'endConnection',
    summary: 'Revokes the access in the org and forgets it. Conversations are kept and wait.',
    request: { body: { required: false, content: { 'application/json': { schema: EndBody } } } },
    responses: { 200: json('How it stands now.', ConnectionSchema), ...problems(400, 401, 409, 422) },
  },
];

export function connectionRoutes(app: FastifyInstance, context: Context): void {
  const config = { isBodyOptional: true };
  app.get('/v1/connection', async (request): Promise<z.output<typeof ConnectionSchema>> =>
    connectionOf(context, await tenantOf(context, request)),
  );
  app.post('/v1/connection/start', async (request): Promise<z.output<typeof StartAnswer>> => {
    const tenant = await tenantOf(context, request);
    const { environment, loginUrl, by, language } = readBody(request, StartBody, 'No log-in can be begun like this');
    const wish = { ...(loginUrl ? { loginUrl } : {}), ...(by ? { by } : {}), ...(language ? { language } : {}) };
    return forPerson(() => startLogin(context, tenant, { environment, ...wish }));
  });
  app.post('/v1/connection/test', { config }, async (request): Promise<z.output<typeof TestedConnection>> =>
    testConnection(context, await tenantOf(context, request)),
  );
  app.delete('/v1/connection', { config }, async (request): Promise<z.output<typeof ConnectionSchema>> => {
    const tenant = await tenantOf(context, request);
    const { by } = readBody(request, EndBody, 'The connection cannot be ended like this');
    return forPerson(() => endConnection(context, tenant, by));
  });
}
