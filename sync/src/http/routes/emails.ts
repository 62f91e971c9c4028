/** Emails from outside: taken, deleted, and those that wait for their people. Settings and consent: `email-settings.ts`. */
import type { Readable } from 'node:stream';
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { EmailJson } from '../../email/read-json.ts';
import { SKIP_REASONS } from '../../email/reasons.ts';
import type { Context } from '../../jobs/context.ts';
import { deleteEmail } from '../../jobs/emails/delete.ts';
import { EmailsNotNow, EmailsOff, takeEmails, type Taken } from '../../jobs/emails/take.ts';
import type { RawEmail } from '../../jobs/emails/raw-email.ts';
import { unmatchedOf } from '../../jobs/emails/unmatched.ts';
import { tenantOf } from '../auth.ts';
import { mediaTypeOf } from '../body.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { readQuery } from '../read-query.ts';
import { forPerson } from '../refusals.ts';

const RFC822 = 'message/rfc822';
/** An email with 40 MB of attachments has 55 MB; they run past, so it is no more than time. */
export const EMAIL_LIMIT = 100 * 1024 * 1024;
const MOST = 100;

const MailboxQuery = z.object({
  mailbox: z
    .string()
    .openapi({ description: 'The address of the user whose mailbox it is from.', example: 'paul@sealight.example' }),
});
const EmailBody = z
  .union([EmailJson, z.array(EmailJson).min(1).max(MOST)])
  .openapi({ type: 'object', description: `One email, or up to ${MOST}.` });

const EmailResult = z
  .object({
    key: z.string().nullable().openapi({ description: 'Of the conversation that it is; null where it was not read.' }),
    status: z.enum(['kept', 'skipped']),
    reason: z.enum(SKIP_REASONS).optional().openapi({ description: 'Why it was not kept.' }),
    sentence: z.string().optional().openapi({ description: 'The same for people.' }),
  })
  .openapi('EmailResult');
const EmailResults = z.object({ results: z.array(EmailResult) }).openapi('EmailResults');

const DeletionReceiptSchema = z
  .object({
    at: z.iso.datetime(),
    by: z.string().optional(),
    outcome: z.enum(['deleted', 'planned', 'nothing', 'failed']),
    records: z.array(
      z.object({
        object: z.string(),
        id: z.string(),
        what: z.enum(['deleted', 'released', 'failed']),
        error: z.object({ code: z.string(), message: z.string() }).optional(),
      }),
    ),
    remarks: z.array(z.string()),
  })
  .openapi('EmailDeletion');
const DeletionQuery = z.object({
  by: z.string().trim().min(1).max(200).optional().openapi({ description: 'Who wishes it, for the log.' }),
  dryRun: z.enum(['true', 'false']).optional().openapi({ description: 'Only say what would be deleted.' }),
});

const UnmatchedList = z
  .object({
    emails: z.array(
      z.object({ mailbox: z.string(), messageId: z.string(), until: z.iso.datetime() }).openapi('UnmatchedEmail'),
    ),
  })
  .openapi('UnmatchedEmails');

const IdParam = z.object({ id: z.string().openapi({ description: 'The key or the Message-ID, URL-encoded.' }) });

export const emailPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/emails',
    operationId: 'takeEmails',
    summary: 'Takes emails of one mailbox: as RFC 5322 source, or as JSON, one or up to 100.',
    description:
      'Whether one may be kept is decided before anything of it is stored. Kept means stored: it goes the way of a call from then on. Skipped leaves nothing, but for an email whose people are not in Salesforce: its Message-ID, for 7 days. 503: the org cannot be asked now, nothing was kept.',
    request: {
      query: MailboxQuery,
      body: {
        required: true,
        content: {
          [RFC822]: {
            schema: z.string().openapi({ format: 'binary', description: 'The source of one email, up to 100 MB.' }),
          },
          'application/json': { schema: EmailBody },
        },
      },
    },
    responses: { 202: json('What became of each.', EmailResults), ...problems(400, 401, 409, 413, 415, 422, 503) },
  },
  {
    method: 'get',
    path: '/v1/emails/unmatched',
    operationId: 'listUnmatchedEmails',
    summary:
      'Message-IDs of emails whose people are not in Salesforce, with their end. Send such an email again once one is.',
    responses: { 200: json('The oldest first.', UnmatchedList), ...problems(401) },
  },
  {
    method: 'delete',
    path: '/v1/emails/{id}',
    operationId: 'deleteEmail',
    summary: 'Deletes an email here and in the org, and keeps it from coming back. The mailbox is not touched.',
    description: 'Once more answers the same receipt. What the receipt says holds nothing of the email.',
    request: { params: IdParam, query: DeletionQuery },
    responses: {
      200: json('The receipt; with `dryRun`, what would be deleted.', DeletionReceiptSchema),
      ...problems(400, 401, 404, 409, 502, 503),
    },
  },
];

export function emailRoutes(app: FastifyInstance, context: Context): void {
  void app.register((scope, _options, done) => {
    // as it comes: nothing of it is put together anywhere
    scope.addContentTypeParser(RFC822, (_request, payload, parsed) => parsed(null, payload));
    scope.post<{ Querystring: { mailbox?: string } }>(
      '/v1/emails',
      async (request, reply): Promise<{ results: Taken[] }> => {
        const tenant = await tenantOf(context, request);
        const { mailbox } = request.query;
        if (typeof mailbox !== 'string' || !mailbox.includes('@'))
          throw new Problem(400, 'Say whose mailbox the email is from: ?mailbox=<address of the user>.', {
            errors: [{ pointer: '?mailbox', detail: 'is missing, or is no address' }],
          });
        const emails = readEmails(request, mailbox);
        reply.code(202);
        return { results: await orProblem(() => takeEmails(context, tenant, emails)) };
      },
    );
    done();
  });

  app.get('/v1/emails/unmatched', async (request): Promise<z.output<typeof UnmatchedList>> => {
    const tenant = await tenantOf(context, request);
    const waiting = await unmatchedOf(context, tenant);
    return {
      emails: waiting.map(({ mailbox, messageId, until }) => ({ mailbox, messageId, until: until.toISOString() })),
    };
  });

  app.delete<{ Params: { id: string } }>(
    '/v1/emails/:id',
    { config: { isBodyOptional: true } },
    async (request): Promise<z.output<typeof DeletionReceiptSchema>> => {
      const tenant = await tenantOf(context, request);
      const { by, dryRun } = readQuery(request, DeletionQuery);
      const wish = { dryRun: dryRun === 'true', ...(by ? { by } : {}) };
      const receipt = await forPerson(() => deleteEmail(context, tenant.name, request.params.id, wish));
      if (receipt) return receipt;
      throw new Problem(404, 'There is no email with this key or Message-ID, and none was deleted.');
    },
  );
}

function readEmails(request: FastifyRequest, mailbox: string): RawEmail[] {
  if (mediaTypeOf(request) === RFC822) return [{ mailbox, source: upTo(request.body as Readable, EMAIL_LIMIT) }];
  const body = Array.isArray(request.body) ? request.body : [request.body];
  if (body.length === 0 || body.length > MOST)
    throw new Problem(422, `Send 1 to ${MOST} emails in a request.`, { title: 'Not emails' });
  const schema = Array.isArray(request.body) ? z.array(EmailJson) : EmailJson;
  readBody(request, schema, 'Not an email');
  return body.map((source: EmailJson): RawEmail => ({ mailbox, source }));
}

async function* upTo(source: Readable, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  try {
    // who stops reading has still to answer on the same connection
    for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most)
        throw new Problem(413, `The email is larger than ${most} bytes: nothing of it was kept.`, {
          headers: { connection: 'close' },
        });
      yield chunk;
    }
  } finally {
    // the next request on that connection stands behind the rest of this one
    source.resume();
  }
}

/** What keeps every email out, as the problem that it is. */
async function orProblem<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof EmailsOff) throw new Problem(409, error.message, { title: 'The email feed is off' });
    if (error instanceof EmailsNotNow)
      throw new Problem(503, error.message, {
        title: 'The org gave no answer',
        headers: { 'retry-after': String(error.retryAfterSec) },
      });
    throw error;
  }
}
