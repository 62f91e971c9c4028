import type { FastifyInstance, FastifyRequest } from 'fastify';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { apiScope, bearerToken, countRequest, parsedBody, respond, sessionOfToken } from '../rest/http.ts';
import { type Answer, NO_CONTENT, ok } from '../rest/router.ts';
import { versionIn } from '../rest/versions.ts';
import { GraphQlEndpoint } from './graphql.ts';
import { objectInfo } from './objectInfo.ts';
import { picklistValues } from './picklistValues.ts';
import { RecordFault } from './recordFault.ts';
import { readRecord } from './records.ts';
import { sessionOf } from './session.ts';
import { createRecord, deleteRecord, updateRecord } from './writes.ts';

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

/** A save's answer: what the org refused is told by record and field. */
function saved(save: () => Answer): Answer {
  try {
    return save();
  } catch (error) {
    if (error instanceof RecordFault) return { status: error.status, body: error.body };
    throw error;
  }
}

/** UI API and GraphQL at Salesforce's own addresses, with the caller's own rights. */
export function registerUiApi(app: FastifyInstance, org: Org): void {
  const graphQl = new GraphQlEndpoint(org);
  apiScope(app, org, (scope) => {
    const route = (
      method: string | string[],
      url: string,
      work: (request: FastifyRequest, session: Session) => Answer,
    ) =>
      scope.route({
        method,
        url,
        handler: (request, reply) =>
          respond(org, request, reply, () => {
            versionIn((request.params as { version: string }).version);
            return work(request, callerOf(org, request));
          }),
      });

    route('POST', `${DATA}/graphql`, (request, session) => ok(graphQl.answer(session, bodyOf(request))));

    route('GET', `${UI_API}/records/:id`, (request, session) => {
      const { id } = request.params as { id: string };
      const { fields, optionalFields, layoutTypes } = request.query as Record<string, unknown>;
      if (layoutTypes !== undefined) throw new NotImplementedHere('layoutTypes: name the fields');
      const wanted = list(fields);
      const optional = list(optionalFields);
      if (wanted.length + optional.length === 0)
        throw new SalesforceError(400, 'MISSING_ARGUMENT', 'Provide fields, optionalFields or layoutTypes.');
      return ok(readRecord(org, session, id, wanted, optional));
    });

    route('POST', `${UI_API}/records`, (request, session) =>
      saved(() => ok(createRecord(org, session, bodyOf(request)), 201)),
    );

    route('PATCH', `${UI_API}/records/:id`, (request, session) => {
      const { id } = request.params as { id: string };
      const since = request.headers['if-unmodified-since'];
      return saved(() => ok(updateRecord(org, session, id, bodyOf(request), since)));
    });

    route('DELETE', `${UI_API}/records/:id`, (request, session) => {
      deleteRecord(session, (request.params as { id: string }).id);
      return NO_CONTENT;
    });

    route('GET', `${UI_API}/object-info/:object`, (request, session) =>
      ok(objectInfo(session, (request.params as { object: string }).object)),
    );

    route('GET', `${UI_API}/object-info/:object/picklist-values/:recordType/:field`, (request, session) => {
      const { object, recordType, field } = request.params as Record<'object' | 'recordType' | 'field', string>;
      return ok(picklistValues(session, object, recordType, field));
    });

    route(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], `${UI_API}/*`, (request) => {
      const [path = ''] = request.url.split('?');
      throw new NotImplementedHere(`UI API ${request.method} ${path.slice(path.indexOf('/ui-api'))}`);
    });
  });
}
