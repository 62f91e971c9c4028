/**
 * The local org's own switches for change events, for administrators; in a real org they are pages of Setup, or accidents.
 * `/local-org/change-data-capture`: GET, PUT `{"entities": ["Opportunity"]}`.
 * `/local-org/events`: POST `{"gap": "GAP_UPDATE", "entity": "Opportunity", "recordIds": ["006…"]}`, `{"expire": true}`, `{"drop": true}`.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org } from '../data/types.ts';
import { isObject, parserError } from '../rest/body.ts';
import { apiScope, authorised, parsedBody, respond } from '../rest/http.ts';
import { ok, type Answer } from '../rest/router.ts';
import type { PubSubServer } from './pubsub.ts';

export function registerEvents(app: FastifyInstance, org: Org, pubsub: () => PubSubServer | undefined): void {
  const asAdmin = (request: FastifyRequest) => {
    if (authorised(org, request).user.profile !== 'System Administrator')
      throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', 'Change Data Capture is for administrators.');
  };

  const selection = (request: FastifyRequest): Answer => {
    asAdmin(request);
    if (request.method === 'PUT') org.changeEvents.select(texts(parsedBody(request), 'entities'));
    return ok({ entities: org.changeEvents.selected });
  };

  const provoke = (request: FastifyRequest): Answer => {
    asAdmin(request);
    const body = parsedBody(request);
    if (!isObject(body)) throw parserError('Say what is to happen: {"drop": true}.');
    if (typeof body.gap === 'string' && typeof body.entity === 'string')
      org.changeEvents.gap(body.gap, body.entity, body.recordIds === undefined ? [] : texts(body, 'recordIds'));
    else if (body.expire === true) org.changeEvents.expire();
    else if (body.drop === true) pubsub()?.dropConnections();
    else throw parserError('Say what is to happen: gap and entity, expire, or drop.');
    return ok({ latest: org.changeEvents.latest }, 201);
  };

  apiScope(app, org, (scope) => {
    const route = (method: string[], url: string, work: (request: FastifyRequest) => Answer) =>
      scope.route({ method, url, handler: (request, reply) => respond(org, request, reply, () => work(request)) });
    route(['GET', 'PUT'], '/local-org/change-data-capture', selection);
    route(['POST'], '/local-org/events', provoke);
  });
}

function texts(body: unknown, name: string): string[] {
  const value = isObject(body) ? body[name] : undefined;
  if (!Array.isArray(value) || value.some((each) => typeof each !== 'string'))
    throw parserError(`${name} must be a list of texts.`);
  return value as string[];
}
