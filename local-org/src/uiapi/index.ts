import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotImplementedHere, type Org, SalesforceError, type Session } from '../data/types.ts';
import { apiScope, bearerToken, countRequest, parsedBody, respond, sessionOfToken } from '../rest/http.ts';
import { notFound, ok } from '../rest/router.ts';
import { VERSIONS } from '../rest/versions.ts';
import { GraphQlEndpoint } from './graphql.ts';
import { objectInfo } from './objectInfo.ts';
import { readRecord, updateRecord } from './records.ts';
import { sessionOf } from './session.ts';

const DATA = '/services/data/:version';
const UI_API = `${DATA}/ui-api`;

const list = (value: unknown) =>
  [value ?? []]
    .flat()
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    .map((name) => name.trim())
    .filter(Boolean);

/** A client's requests count against the daily limit; those of the org's own pages are no API requests. */
function callerOf(org: Org, request: FastifyRequest): Session {
  const token = bearerToken(request);
  if (token === undefined) return sessionOf(org, request);
  const session = sessionOfToken(org, token);
  countRequest(org);
  return session;
}

function bodyOf(request: FastifyRequest): Record<string, unknown> {
  const body = parsedBody(request);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** UI API and GraphQL at Salesforce's own addresses, with the caller's own rights. */
export function registerUiApi(app: FastifyInstance, org: Org): void {
  const graphQl = new GraphQlEndpoint(org);
  apiScope(app, org, (scope) => {
    const route = (
      method: string | string[],
      url: string,
      work: (request: FastifyRequest, session: Session) => unknown,
    ) =>
      scope.route({
        method,
        url,
        handler: (request, reply) =>
          respond(org, request, reply, () => {
            const { version } = request.params as { version: string };
            if (!VERSIONS.includes(version.slice(1))) throw notFound();
            return ok(work(request, callerOf(org, request)));
          }),
      });

    route('POST', `${DATA}/graphql`, (request, session) => graphQl.answer(session, bodyOf(request)));

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
      const { fields } = bodyOf(request);
      if (typeof fields !== 'object' || fields === null)
        throw new SalesforceError(400, 'MISSING_ARGUMENT', 'The request body needs fields: { "<field>": <value> }.');
      return updateRecord(org, session, id, fields as Record<string, unknown>);
    });

    route('GET', `${UI_API}/object-info/:object`, (request, session) =>
      objectInfo(session, (request.params as { object: string }).object),
    );

    route(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], `${UI_API}/*`, (request) => {
      const [path = ''] = request.url.split('?');
      throw new NotImplementedHere(`UI API ${request.method} ${path.slice(path.indexOf('/ui-api'))}`);
    });
  });
}
