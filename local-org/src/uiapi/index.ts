import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotImplementedHere, type Org, SalesforceError } from '../data/types.ts';
import { GraphQlEndpoint } from './graphql.ts';
import { objectInfo } from './objectInfo.ts';
import { readRecord, updateRecord } from './records.ts';
import { sessionOf } from './session.ts';

const DATA = '/services/data/v67.0';
const UI_API = `${DATA}/ui-api`;

function sendFault(error: unknown, reply: FastifyReply): FastifyReply {
  if (!(error instanceof SalesforceError)) throw error;
  const { message, errorCode, fields } = error;
  return reply.code(error.status).send([{ message, errorCode, ...(fields.length > 0 ? { fields } : {}) }]);
}

const list = (value: unknown) =>
  [value ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    .map((name) => name.trim())
    .filter(Boolean);

/** UI API and GraphQL at Salesforce's own addresses, with the caller's own rights. */
export function registerUiApi(app: FastifyInstance, org: Org): void {
  const graphQl = new GraphQlEndpoint(org);
  const route = (
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    work: (request: FastifyRequest, session: ReturnType<typeof sessionOf>) => unknown,
  ) =>
    app.route({
      method,
      url,
      handler: (request, reply) => {
        try {
          const session = sessionOf(org, request);
          org.countRequest();
          return reply.send(work(request, session));
        } catch (error) {
          return sendFault(error, reply);
        }
      },
    });

  route('POST', `${DATA}/graphql`, (request, session) => graphQl.answer(session, request.body ?? {}));

  route('GET', `${UI_API}/records/:id`, (request, session) => {
    const { id } = request.params as { id: string };
    const { fields, optionalFields, layoutTypes } = request.query as Record<string, unknown>;
    if (layoutTypes !== undefined) throw new NotImplementedHere('layoutTypes: name the fields');
    const wanted = list(fields);
    const optional = list(optionalFields);
    if (wanted.length + optional.length === 0)
      throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Provide fields, optionalFields or layoutTypes.');
    return readRecord(org, session, id, wanted, optional);
  });

  route('PATCH', `${UI_API}/records/:id`, (request, session) => {
    const { id } = request.params as { id: string };
    const { fields } = (request.body ?? {}) as { fields?: unknown };
    if (typeof fields !== 'object' || fields === null)
      throw new SalesforceError(400, 'MISSING_ARGUMENT', 'The request body needs fields: { "<field>": <value> }.');
    return updateRecord(org, session, id, fields as Record<string, unknown>);
  });

  route('GET', `${UI_API}/object-info/:object`, (request, session) =>
    objectInfo(session, (request.params as { object: string }).object),
  );

  app.all(`${UI_API}/*`, (request, reply) => {
    const [path = ''] = request.url.split('?');
    return sendFault(new NotImplementedHere(`UI API ${request.method} ${path.slice(path.indexOf('/ui-api'))}`), reply);
  });
}
