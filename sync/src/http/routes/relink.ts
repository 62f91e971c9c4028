import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { relink } from '../../jobs/by-hand/relink.ts';
import { isIdOf, objectOfId, toId18 } from '../../match/ids.ts';
import type { MatchChoice } from '../../match/types.ts';
import type { Receipt } from '../../plan/types.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem, type FieldError } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import { ReceiptSchema } from '../schemas.ts';

const NONE = 'none';
const OBJECTS = ['Opportunity', 'Event', 'Task', 'Account', 'Contact', 'Lead'] as const;
const FIELD_OF = {
  Opportunity: 'opportunityId',
  Event: 'activityId',
  Task: 'activityId',
  Account: 'accountId',
  Contact: 'contactId',
  Lead: 'leadId',
} as const;
const FIELDS = {
  opportunityId: ['Opportunity'],
  activityId: ['Event', 'Task'],
  accountId: ['Account'],
  contactId: ['Contact'],
  leadId: ['Lead'],
} as const;
type Field = keyof typeof FIELDS;

const linked = (what: string) =>
  z
    .string()
    .nullable()
    .optional()
    .openapi({
      description: `The Id of the ${what}; null, or the word "none", takes the link away; left out, it stays.`,
    });

const RelinkBody = z
  .strictObject({
    object: z
      .enum(OBJECTS)
      .optional()
      .openapi({ description: 'With `id`, instead of the five Ids below: one record to link to.' }),
    id: linked('record that `object` names'),
    opportunityId: linked('opportunity'),
    activityId: linked('event or task'),
    accountId: linked('account'),
    contactId: linked('contact'),
    leadId: linked('lead'),
    by: z.string().trim().min(1).max(200).optional().openapi({ description: 'Who chose, for the evidence.' }),
    unlock: z.boolean().optional().openapi({ description: 'Gives the conversation back to the rules; stands alone.' }),
    dryRun: z.boolean().optional().openapi({ description: 'Only say what would change.' }),
  })
  .openapi('Relink');

export const relinkPaths: RouteConfig[] = [
  {
    method: 'post',
    path: '/v1/conversations/{key}/relink',
    operationId: 'relinkConversation',
    summary: 'Links a conversation to other records by hand, and locks it: no later run overrides a person.',
    description:
      'Written before it is answered. The activity that it leaves loses what the service put there; one that the service made is deleted if nobody touched it. With writing off the choice is kept, and written when writing is on.',
    request: {
      params: z.object({ key: z.string() }),
      body: { required: true, content: { 'application/json': { schema: RelinkBody } } },
    },
    responses: {
      200: json('The receipt; with `dryRun`, of what would be written.', ReceiptSchema),
      ...problems(400, 401, 404, 409, 422, 502, 503),
    },
  },
];

export function relinkRoutes(app: FastifyInstance, context: Context): void {
  app.post<{ Params: { key: string } }>('/v1/conversations/:key/relink', async (request): Promise<Receipt> => {
    const tenant = await tenantOf(context, request);
    const { key } = request.params;
    const body = readBody(request, RelinkBody, 'Not a relink');
    const choice = choiceOf(body);
    const receipt = await forPerson(() =>
      relink(context, tenant.name, key, { choice, ...(body.dryRun ? { dryRun: true } : {}) }),
    );
    if (receipt) return receipt;
    throw new Problem(404, `There is no conversation ${key}: a key is "source:sourceId", for example aircall:812.`);
  });
}

/** The choice that a body states. Throws a 422 that names each member with its mend. */
export function choiceOf(body: z.output<typeof RelinkBody>): MatchChoice {
  const errors: FieldError[] = [];
  const given = (Object.keys(FIELDS) as Field[]).filter((field) => body[field] !== undefined);
  const isOne = body.object !== undefined || body.id !== undefined;
  if (isOne && given.length > 0)
    errors.push({ pointer: `/${given[0]}`, detail: 'send either object with id, or the Ids by their names, not both' });
  if (isOne && body.object === undefined) errors.push({ pointer: '/object', detail: 'say which object the id is of' });
  if (body.object !== undefined && body.id === undefined)
    errors.push({ pointer: '/id', detail: `send the Id of the ${body.object}, or null to take the link away` });
  if (body.unlock && (isOne || given.length > 0))
    errors.push({ pointer: '/unlock', detail: 'stands alone: what is given back to the rules is linked by them' });
  if (!body.unlock && !isOne && given.length === 0)
    errors.push({
      pointer: '',
      detail: `send at least one of object with id, ${Object.keys(FIELDS).join(', ')}, or unlock`,
    });

  const choice: MatchChoice = { ...(body.by ? { by: body.by } : {}), ...(body.unlock ? { unlock: true } : {}) };
  const fields: { field: Field; pointer: string; objects: readonly string[]; value: string | null }[] = given.map(
    (field) => ({ field, pointer: `/${field}`, objects: FIELDS[field], value: body[field] ?? null }),
  );
  if (body.object && body.id !== undefined)
    fields.push({ field: FIELD_OF[body.object], pointer: '/id', objects: [body.object], value: body.id });
  for (const { field, pointer, objects, value } of fields) {
    const isNone = value === null || value.toLowerCase() === NONE;
    const fault = isNone ? undefined : faultOfId(value, objects);
    if (fault) errors.push({ pointer, detail: fault });
    else if (field === 'activityId')
      choice.activity = isNone ? null : { object: objectOfId(value) as 'Event' | 'Task', id: toId18(value) };
    else choice[field] = isNone ? null : toId18(value);
  }
  if (choice.contactId && choice.leadId)
    errors.push({ pointer: '/leadId', detail: 'a conversation is with a contact or with a lead: send one of them' });
  if (errors.length > 0)
    throw new Problem(422, 'The conversation cannot be linked like this.', { title: 'Not a relink', errors });
  return choice;
}

function faultOfId(value: string, objects: readonly string[]): string | undefined {
  if (objects.some((object) => isIdOf(object, value))) return undefined;
  const wanted = objects.join(' or ');
  if (value === '') return `is empty: send the Id of the ${wanted}, null to take the link away, or leave it out`;
  const object = objectOfId(value);
  if (!object || !isIdOf(object, value))
    return `"${value.slice(0, 40)}" is no Salesforce Id of an ${wanted}: 15 or 18 characters, as in the record’s address`.replace(
      / of an (?=[^AEIO])/,
      ' of a ',
    );
  const field = FIELD_OF[object as keyof typeof FIELD_OF] as string | undefined;
  return `"${value}" is the Id of a ${object}, not of ${wanted}${field ? `: send it as ${field}` : ''}`;
}
