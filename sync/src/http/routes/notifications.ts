import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { postToSlack, removeSlack, setSlack } from '../../jobs/notify/slack.ts';
import { logActivity } from '../../store/activity.ts';
import { readSlack } from '../../store/notices.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import '../schemas.ts';

const by = z.string().trim().min(1).max(200).optional().openapi({ description: 'Who does it, for the log.' });
const SlackBody = z
  .strictObject({
    url: z
      .string({ error: 'is missing: the address of an incoming webhook' })
      .trim()
      .max(500)
      .openapi({ description: 'As Slack shows it under Incoming Webhooks: it is sealed, and never shown again.' }),
    by,
  })
  .openapi('SlackWebhook');
const ByBody = z.strictObject({ by });

const SlackState = z
  .object({
    set: z.boolean().openapi({ description: 'Whether a webhook is set; its address is never shown.' }),
    since: z.iso.datetime().nullable(),
    by: z.string().nullable(),
  })
  .openapi('SlackState');
const SlackTest = z
  .object({ outcome: z.enum(['sent', 'skipped', 'failed']), note: z.string() })
  .openapi('SlackTest', { description: 'What became of a test message, with what would mend it.' });

const PATH = '/v1/notifications/slack';

export const notificationPaths: RouteConfig[] = [
  {
    ...{ method: 'get', path: PATH, operationId: 'getSlack' },
    summary: 'Whether a Slack webhook is set.',
    responses: { 200: json('It is, or not.', SlackState), ...problems(401) },
  },
  {
    ...{ method: 'put', path: PATH, operationId: 'setSlack' },
    summary: 'Sets the Slack incoming webhook that notices go to.',
    request: { body: { required: true, content: { 'application/json': { schema: SlackBody } } } },
    responses: { 200: json('It is set.', SlackState), ...problems(400, 401, 409, 422) },
  },
  {
    ...{ method: 'delete', path: PATH, operationId: 'removeSlack' },
    summary: 'Forgets the Slack webhook.',
    request: { body: { required: false, content: { 'application/json': { schema: ByBody } } } },
    responses: { 200: json('None is set.', SlackState), ...problems(400, 401, 422) },
  },
  {
    ...{ method: 'post', path: `${PATH}/test`, operationId: 'testSlack' },
    summary: 'Sends a test message to the Slack webhook.',
    responses: { 200: json('What became of it.', SlackTest), ...problems(401) },
  },
];

export function notificationRoutes(app: FastifyInstance, context: Context): void {
  const stateOf = async (tenant: string): Promise<z.output<typeof SlackState>> => {
    const kept = await readSlack(context.db, tenant);
    return { set: kept !== undefined, since: kept?.setAt.toISOString() ?? null, by: kept?.setBy ?? null };
  };
  const log = (tenant: string, what: string, who: string | undefined) =>
    logActivity(context.db, tenant, [{ kind: 'settings', message: `${what}${who ? ` by ${who}` : ''}.` }]);

  app.get(PATH, async (request) => stateOf((await tenantOf(context, request)).name));

  app.put(PATH, async (request) => {
    const tenant = await tenantOf(context, request);
    const body = readBody(request, SlackBody, 'Not a Slack webhook');
    await forPerson(() => setSlack(context, tenant, body.url, new Date(context.now()), body.by));
    await log(tenant.name, 'The Slack webhook was set', body.by);
    return stateOf(tenant.name);
  });

  app.delete(PATH, { config: { isBodyOptional: true } }, async (request) => {
    const tenant = await tenantOf(context, request);
    const { by } = readBody(request, ByBody, 'Not a wish to forget the Slack webhook');
    if (await removeSlack(context.db, tenant)) await log(tenant.name, 'The Slack webhook was forgotten', by);
    return stateOf(tenant.name);
  });

  app.post(
    `${PATH}/test`,
    { config: { isBodyOptional: true } },
    async (request): Promise<z.output<typeof SlackTest>> => {
      const tenant = await tenantOf(context, request);
      const posted = await postToSlack(context, tenant, 'Debrief can write here. This is a test message.');
      if (posted.sent) return { outcome: 'sent', note: 'Slack took it.' };
      return { outcome: posted.isUnset ? 'skipped' : 'failed', note: posted.note };
    },
  );
}
