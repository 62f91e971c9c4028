/** What an admin chooses for emails, and whose mailboxes may be read. */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { EmailSettings } from '../../email/settings.ts';
import { Refusal } from '../../jobs/by-hand/refusal.ts';
import type { Context } from '../../jobs/context.ts';
import type { Tenant } from '../../jobs/tenant.ts';
import { setConsent } from '../../jobs/emails/consent.ts';
import { normaliseEmail } from '../../match/address.ts';
import { logActivity } from '../../store/activity.ts';
import { readFeedSettings, replaceFeedSettings } from '../../store/feed-settings.ts';
import { userAliases } from '../../store/people.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';

const by = z.string().trim().min(1).max(200).optional();
const revision = z.number().int().nonnegative().openapi({ description: 'As GET gave it.' });
const SettingsAnswer = EmailSettings.clone().extend({ revision }).openapi('EmailSettings');
const SettingsBody = z
  .strictObject({
    on: z.boolean(),
    neverSubjects: EmailSettings.shape.neverSubjects.unwrap(),
    blocked: EmailSettings.shape.blocked.unwrap(),
    revision,
    changedBy: by,
  })
  .openapi('EmailSettingsChange');

const ConsentBody = z
  .strictObject({
    mailbox: z
      .string()
      .trim()
      .max(254)
      .regex(/^[^\s@]+@[^\s@]+$/, 'is no address'),
    granted: z.boolean(),
    by,
    forget: z
      .boolean()
      .optional()
      .openapi({ description: 'With a withdrawal: emails that this mailbox gave are deleted, here and in the org.' }),
  })
  .openapi('Consent');
const Counts = z.object({ own: z.number().int(), shared: z.number().int() });
const ConsentAnswer = z
  .object({
    mailbox: z.string(),
    granted: z.boolean(),
    at: z.iso.datetime(),
    by: z.string().nullable(),
    kept: Counts.openapi({
      description: 'Emails that stay: those that only this mailbox gave, and those that another gave, too.',
    }),
    deleted: z.object({ emails: z.number().int(), messageIds: z.number().int() }),
    words: z.string().openapi({ description: 'The same for people.' }),
  })
  .openapi('ConsentAnswer');

export const emailSettingsPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/emails/settings',
    operationId: 'getEmailSettings',
    summary: 'Whether emails are taken, and which never are.',
    responses: { 200: json('What is chosen.', SettingsAnswer), ...problems(401) },
  },
  {
    method: 'put',
    path: '/v1/emails/settings',
    operationId: 'putEmailSettings',
    summary: 'Replaces them. They hold from the next email on; what is kept already stays.',
    request: { body: { required: true, content: { 'application/json': { schema: SettingsBody } } } },
    responses: { 200: json('As they are now.', SettingsAnswer), ...problems(400, 401, 409, 422) },
  },
  {
    method: 'post',
    path: '/v1/users/consent',
    operationId: 'setConsent',
    summary:
      'A user’s consent to the email feed for their own mailbox, given or withdrawn. Without it nothing is taken.',
    description: 'A withdrawal holds at once, also for what is being read. The answer says what is kept.',
    request: { body: { required: true, content: { 'application/json': { schema: ConsentBody } } } },
    responses: {
      200: json('What holds now, and what is kept.', ConsentAnswer),
      ...problems(400, 401, 409, 422, 502, 503),
    },
  },
];

export function emailSettingsRoutes(app: FastifyInstance, context: Context): void {
  const current = async ({ name }: Tenant): Promise<z.output<typeof SettingsAnswer>> => {
    const { settings, revision: at } = await readFeedSettings(context.db, name, 'emails', EmailSettings);
    return { ...settings, revision: at };
  };
  app.get('/v1/emails/settings', async (request) => current(await tenantOf(context, request)));

  app.put('/v1/emails/settings', async (request): Promise<z.output<typeof SettingsAnswer>> => {
    const tenant = await tenantOf(context, request);
    const { revision: read, changedBy, ...settings } = readBody(request, SettingsBody, 'Not email settings');
    const before = await current(tenant);
    const saved = await context.db.transaction(async (tx) => {
      const next = await replaceFeedSettings(tx, tenant.name, 'emails', settings, read);
      if (next !== undefined)
        await logActivity(tx, tenant.name, [{ kind: 'settings', message: changeOf(before, settings, changedBy) }]);
      return next;
    });
    if (saved === undefined)
      throw new Problem(
        409,
        'Somebody else has changed the settings since they were read: read them again, and make your change to those.',
        { title: 'Changed meanwhile', members: { revision: (await current(tenant)).revision } },
      );
    return { ...settings, revision: saved };
  });

  app.post('/v1/users/consent', async (request): Promise<z.output<typeof ConsentAnswer>> => {
    const tenant = await tenantOf(context, request);
    const wish = readBody(request, ConsentBody, 'Not a consent');
    return forPerson(async () => {
      if (wish.granted) await mustBeUsers(context, tenant, wish.mailbox);
      return setConsent(context, tenant, wish);
    });
  });
}

/** Which of them, never which words or addresses: those may say more than an admin wants to have in a log. */
function changeOf(before: EmailSettings, after: EmailSettings, changedBy?: string): string {
  const isSame = (a: string[], b: string[]) => JSON.stringify(a) === JSON.stringify(b);
  const changed = [
    ...(before.on === after.on ? [] : [`switched ${after.on ? 'on' : 'off'}`]),
    ...(isSame(before.neverSubjects, after.neverSubjects) ? [] : ['neverSubjects']),
    ...(isSame(before.blocked, after.blocked) ? [] : ['blocked']),
  ];
  return `Emails: ${changed.join(', ') || 'nothing changed'}${changedBy ? ` (${changedBy})` : ''}.`;
}

/** Only whose mailbox it is may give it, and only users of the org have one here. */
async function mustBeUsers(context: Context, tenant: Tenant, given: string): Promise<void> {
  const mailbox = normaliseEmail(given) ?? given;
  if ((await userAliases(context.db, tenant.name)).some(({ email }) => email === mailbox)) return;
  const org = await context.orgs.open(tenant);
  const { users } = await org.participants([mailbox]);
  if (!users.has(mailbox))
    throw new Refusal('invalid', 'No user of the org has this address: a mailbox is given by its own user.', [
      { pointer: '/mailbox', detail: 'is the address of no user; match it to one first, at POST /v1/users/match' },
    ]);
}
