import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { listPeople, matchUser, type People } from '../../jobs/people.ts';
import { normaliseEmail } from '../../match/address.ts';
import { isIdOf, toId18 } from '../../match/ids.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';
import { readBody } from '../read-body.ts';
import { forPerson } from '../refusals.ts';
import { PeopleSchema, UserMatchAnswer } from '../schemas.ts';

const UserMatchBody = z
  .strictObject({
    email: z
      .string()
      .max(254)
      .openapi({ description: 'The rep’s address at the provider.', example: 'paul.m@dialler.example' }),
    userId: z.string().nullable().optional().openapi({
      description:
        'The Id of an active user of the org; null, or the word "none", takes the match away; left out, it stays.',
    }),
    leftOut: z.boolean().optional().openapi({
      description: 'True: their conversations are kept and not written. False: they are written again.',
    }),
    by: z.string().trim().min(1).max(200).optional().openapi({ description: 'Who says so, for the log.' }),
  })
  .openapi('UserMatch');

export const usersPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/users',
    operationId: 'listUsers',
    summary:
      'Reps whom the providers named in the last 90 days, those without a Salesforce user first; and users not seen.',
    responses: { 200: json('The people.', PeopleSchema), ...problems(401, 502, 503) },
  },
  {
    method: 'post',
    path: '/v1/users/match',
    operationId: 'matchUser',
    summary: 'Matches a rep to a user by hand, or leaves the rep out.',
    description:
      'After a match the conversations of the last 30 days come again; where a rep is no longer left out, all that were kept.',
    request: { body: { required: true, content: { 'application/json': { schema: UserMatchBody } } } },
    responses: {
      200: json('What is kept, and how many come again.', UserMatchAnswer),
      ...problems(400, 401, 422, 502, 503),
    },
  },
];

export function usersRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/users', async (request): Promise<People> => {
    const tenant = await tenantOf(context, request);
    return forPerson(() => listPeople(context, tenant));
  });

  app.post('/v1/users/match', async (request): Promise<z.output<typeof UserMatchAnswer>> => {
    const tenant = await tenantOf(context, request);
    const body = readBody(request, UserMatchBody, 'Not a match');
    const email = normaliseEmail(body.email);
    const { userId: given, leftOut, by } = body;
    const isNone = given === null || given?.toLowerCase() === 'none';
    const errors = [
      ...(email === undefined
        ? [{ pointer: '/email', detail: 'is no e-mail address, for example rep@company.example' }]
        : []),
      ...(given === undefined || isNone || isIdOf('User', given ?? '')
        ? []
        : [{ pointer: '/userId', detail: 'is no Id of a User: 15 or 18 characters that begin with 005, or null' }]),
      ...(given === undefined && leftOut === undefined
        ? [{ pointer: '/userId', detail: 'is missing: send userId, leftOut or both' }]
        : []),
    ];
    if (email === undefined || errors.length > 0)
      throw new Problem(422, 'A rep cannot be matched like this.', { title: 'Not a match', errors });
    const matched = await forPerson(() =>
      matchUser(context, tenant, {
        email,
        ...(given === undefined ? {} : { userId: isNone ? null : toId18(given ?? '') }),
        ...(leftOut === undefined ? {} : { leftOut }),
        ...(by ? { by } : {}),
      }),
    );
    return { email, ...matched };
  });
}
