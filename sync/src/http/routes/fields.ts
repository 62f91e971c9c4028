import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readQuery } from '../read-query.ts';
import { forPerson } from '../refusals.ts';
import '../schemas.ts';

const Query = z.object({
  object: z
    .string({ error: 'is missing: the API name of an object, for example Opportunity' })
    .regex(/^[A-Za-z]\w{0,79}$/, 'is the API name of an object, for example Opportunity')
    .openapi({ example: 'Opportunity' }),
});

export const FieldsSchema = z
  .object({
    object: z.string(),
    label: z.string(),
    fields: z.array(
      z
        .object({
          ...{ field: z.string(), label: z.string() },
          type: z.string().openapi({ description: 'As describe has it, for example picklist.' }),
          ...{ writable: z.boolean(), custom: z.boolean() },
        })
        .openapi('OrgField'),
    ),
  })
  .openapi('OrgFields');

export const fieldsPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/fields',
    operationId: 'listFields',
    summary: 'The fields of an object as the integration user sees them, by label.',
    request: { query: Query },
    responses: { 200: json('The fields.', FieldsSchema), ...problems(400, 401, 404, 502, 503) },
  },
];

export function fieldsRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/fields', async (request): Promise<z.output<typeof FieldsSchema>> => {
    const tenant = await tenantOf(context, request);
    const { object } = readQuery(request, Query);
    const found = await forPerson(async () => (await context.orgs.open(tenant)).surveyObject(object));
    if (!found)
      throw new Problem(404, `The integration user sees no object ${object}: check its API name, or grant it access.`);
    return {
      ...{ object, label: found.label },
      fields: Object.entries(found.fields)
        .map(([field, { label, type, updateable, calculated, custom }]) => ({
          ...{ field, label, type, custom },
          writable: updateable && !calculated,
        }))
        .sort((a, b) => a.label.localeCompare(b.label, 'en') || (a.field < b.field ? -1 : 1)),
    };
  });
}
