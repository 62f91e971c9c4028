/** Users' mailboxes: who has connected theirs, how each stands, connecting and withdrawing. */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { PROVIDERS } from '../../email/mailbox/types.ts';
import type { Context } from '../../jobs/context.ts';
import { callbackOf, startMailbox } from '../../jobs/mailboxes/login.ts';
import { mailboxesOf, myMailbox, withdrawMine } from '../../jobs/mailboxes/mine.ts';
import { askAtOnce } from '../../store/mailboxes.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import '../schemas.ts';

const instant = z.string().nullable().openapi({ format: 'date-time' });
const user = z
  .string()
  .trim()
  .min(3)
  .max(254)
  .openapi({ description: 'The address of the user in Salesforce (User.Email).', example: 'paul@sealight.example' });
const provider = z.enum(PROVIDERS, { error: `is ${PROVIDERS.join(' or ')}` });

const MailboxProblem = z
  .object({
    code: z.string(),
    message: z.string().openapi({ description: 'The provider’s own words where it said some.' }),
    fix: z.string(),
    needsUser: z.boolean().openapi({ description: 'Only its user mends it, by connecting once more.' }),
    since: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('MailboxProblem');

const MyMailboxSchema = z
  .object({
    status: z.enum(['off', 'notConnected', 'waiting', 'connected', 'problem']).openapi({
      description:
        'off: an admin has not switched on the feed, or no provider. waiting: a log-in has not come back yet.',
    }),
    isOn: z.boolean(),
    providers: z.array(provider).openapi({ description: 'Those that an admin has configured.' }),
    provider: provider.nullable(),
    mailbox: z.string().nullable(),
    since: instant,
    lastSyncAt: instant,
    kept: z.number().int().openapi({ description: 'Emails that it gave and that are kept.' }),
    problem: MailboxProblem.nullable(),
    waitingUntil: instant,
    loginProblem: z
      .object({ code: z.string(), message: z.string(), fix: z.string() })
      .nullable()
      .openapi({ description: 'Why the last log-in did not connect it.' }),
    withdrawnAt: instant,
    neverSubjects: z.array(z.string()).openapi({ description: 'Words of subjects that are never read.' }),
  })
  .openapi('MyMailbox');

const MailboxList = z
  .object({
    mailboxes: z.array(
      z
        .object({
          user: z.string().nullable(),
          mailbox: z.string(),
          provider: provider.nullable(),
          state: z.enum(['connected', 'problem', 'consented', 'withdrawn']).openapi({
            description: 'consented: its emails are sent to POST /v1/emails.',
          }),
          since: z.string().openapi({ format: 'date-time' }),
          lastSyncAt: instant,
          problem: MailboxProblem.nullable(),
          kept: z.number().int(),
        })
        .openapi('Mailbox'),
    ),
    providers: z.array(provider).openapi({ description: 'Those that the service was started with an app for.' }),
    callbackUrl: z.string().openapi({ description: 'What both apps have as redirect URI.' }),
  })
  .openapi('Mailboxes');

const StartBody = z.strictObject({ provider, user, language: z.string().max(40).optional() }).openapi('MailboxStart');
const Started = z
  .object({
    url: z.string().openapi({ description: 'Good for one log-in, in the browser that opens it first.' }),
    expiresAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('MailboxStarted');
const WithdrawBody = z
  .strictObject({
    user,
    forget: z.boolean().optional().openapi({ description: 'True: delete its emails too, here and in Salesforce.' }),
    by: z.string().trim().min(1).max(200).optional(),
  })
  .openapi('MailboxWithdrawal');
const Withdrawn = z
  .object({
    ...{ mailbox: z.string(), granted: z.boolean(), at: z.string(), by: z.string().nullable() },
    kept: z.object({ own: z.number().int(), shared: z.number().int() }),
    deleted: z.object({ emails: z.number().int(), messageIds: z.number().int() }),
    words: z.string(),
  })
  .openapi('MailboxWithdrawn');
const SyncBody = z.strictObject({ user: user.optional() }).openapi('MailboxSync');
const UserQuery = z.object({ user });

const body = (schema: z.ZodType) => ({ required: true, content: { 'application/json': { schema } } });

export const mailboxPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/mailboxes',
    operationId: 'listMailboxes',
    summary: 'Whose mailboxes are read, since when, how far, and what is wrong.',
    responses: { 200: json('All that consent was ever given for.', MailboxList), ...problems(401) },
  },
  {
    method: 'get',
    path: '/v1/mailboxes/mine',
    operationId: 'getMyMailbox',
    summary: 'How the mailbox of one user stands.',
    request: { query: UserQuery },
    responses: { 200: json('How it stands.', MyMailboxSchema), ...problems(400, 401, 422) },
  },
  {
    method: 'post',
    path: '/v1/mailboxes/start',
    operationId: 'startMyMailbox',
    summary: 'Begins a user’s log-in to their mailbox. Answers with the address to open.',
    request: { body: body(StartBody) },
    responses: { 200: json('Where to log in.', Started), ...problems(400, 401, 409, 422) },
  },
  {
    method: 'post',
    path: '/v1/mailboxes/withdraw',
    operationId: 'withdrawMyMailbox',
    summary: 'Ends a user’s consent: nothing more is read, at once. Says what is kept.',
    request: { body: body(WithdrawBody) },
    responses: { 200: json('What is kept.', Withdrawn), ...problems(400, 401, 404, 422, 502, 503) },
  },
  {
    method: 'post',
    path: '/v1/mailboxes/sync',
    operationId: 'syncMailboxes',
    summary: 'Reads mailboxes now rather than within a minute: one user’s, or all.',
    request: { body: { required: false, content: { 'application/json': { schema: SyncBody } } } },
    responses: { 202: { description: 'It begins.' }, ...problems(400, 401, 422) },
  },
];

export function mailboxRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/mailboxes', async (request): Promise<z.output<typeof MailboxList>> => {
    const tenant = await tenantOf(context, request);
    return {
      mailboxes: await mailboxesOf(context, tenant),
      providers: PROVIDERS.filter((each) => context.mailProviders?.[each] !== undefined),
      callbackUrl: callbackOf(context),
    };
  });
  app.get('/v1/mailboxes/mine', async (request): Promise<z.output<typeof MyMailboxSchema>> => {
    const tenant = await tenantOf(context, request);
    const query = UserQuery.safeParse(request.query);
    if (!query.success)
      throw new Problem(400, 'The query of this address is not valid.', {
        errors: [{ pointer: '?user', detail: 'is the address of a user' }],
      });
    return forPerson(() => myMailbox(context, tenant, query.data.user));
  });
  app.post('/v1/mailboxes/start', async (request): Promise<z.output<typeof Started>> => {
    const tenant = await tenantOf(context, request);
    const { language, ...wish } = readBody(request, StartBody, 'No log-in can be begun like this');
    return forPerson(() => startMailbox(context, tenant, { ...wish, ...(language ? { language } : {}) }));
  });
  app.post('/v1/mailboxes/withdraw', async (request): Promise<z.output<typeof Withdrawn>> => {
    const tenant = await tenantOf(context, request);
    const { user: owner, forget, by } = readBody(request, WithdrawBody, 'Not a withdrawal');
    const wish = { user: owner, ...(forget === undefined ? {} : { forget }), ...(by ? { by } : {}) };
    const done = await forPerson(() => withdrawMine(context, tenant, wish));
    if (done) return done;
    throw new Problem(404, `${owner} has never given consent: there is nothing to withdraw.`);
  });
  app.post('/v1/mailboxes/sync', { config: { isBodyOptional: true } }, async (request, reply) => {
    const tenant = await tenantOf(context, request);
    const { user: owner } = readBody(request, SyncBody, 'Not a wish to read mailboxes');
    await askAtOnce(context.db, tenant.name, new Date(context.now()), owner?.toLowerCase());
    context.mailboxes?.wake();
    return reply.code(202).send({});
  });
}
