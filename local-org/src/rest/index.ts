/** Salesforce's REST API over HTTP: sessions, limits, bodies, faults. The resources themselves are in the router. */
import { gunzipSync, inflateSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotImplementedHere, SalesforceError, type Org, type Session } from '../data/types.ts';
import { apiRouter } from './api.ts';
import { parserError, restErrors } from './body.ts';
import { Faults } from './faults.ts';
import { identity, userInfo } from './identity.ts';
import { MISSING_SERVICES } from './missing.ts';
import { positionOfValue } from './position.ts';
import { notFound, ok, type Answer } from './router.ts';
import { VERSIONS, versionList } from './versions.ts';

const MOST_BODY_BYTES = 50 * 1024 * 1024;
/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const MOST_URI_BYTES = 16_384;

/** Registers everything under `/services`, `/id`, and the local org's own `/local-org/faults`. */
export function registerRest(app: FastifyInstance, org: Org): void {
  const api = apiRouter();
  const faults = new Faults();

  const services = (request: FastifyRequest): Answer => {
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    const [, , service = '', versionSegment = '', ...rest] = pathname.split('/');
    if (service.toLowerCase() !== 'data') {
      const session = authorised(org, request);
      if (/^\/services\/oauth2\/userinfo\/?$/i.test(pathname)) return ok(userInfo(org, session, base(request)));
      const feature = MISSING_SERVICES[service.toLowerCase()];
      throw feature ? new NotImplementedHere(feature) : notFound();
    }
    if (!versionSegment) return ok(versionList());
    const version = versionSegment.slice(1);
    if (!/^v/i.test(versionSegment) || !VERSIONS.includes(version)) throw notFound();
    const session = authorised(org, request);
    count(org);
    const fault = faults.forRequest(pathname, 'before');
    if (fault) throw fault;
    const method = (searchParams.get('_HttpMethod') ?? request.method).toUpperCase();
    const answer = api.dispatch({
      org,
      session,
      faults,
      version,
      method,
      path: `/${rest.join('/')}`,
      query: searchParams,
      headers: request.headers as Record<string, string | undefined>,
      body: ['GET', 'HEAD'].includes(method) ? undefined : parsedBody(request),
      allOrNone: false,
    });
    const afterwards = faults.forRequest(pathname, 'after');
    if (afterwards) throw afterwards;
    return answer;
  };

  const ownFaults = (request: FastifyRequest): Answer => {
    if (authorised(org, request).user.profile !== 'System Administrator')
      throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', 'Faults on purpose are for administrators.');
    if (request.method === 'POST') faults.add(parsedBody(request));
    else if (request.method === 'DELETE') faults.clear();
    return ok(faults.list, request.method === 'POST' ? 201 : 200);
  };

  // the platform's own parsing of bodies holds for these addresses only
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.setErrorHandler((error, request, reply) => respond(org, request, reply, () => fail(error)));
    const method = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
    for (const url of ['/services', '/services/*'])
      scope.route({ method, url, handler: (request, reply) => respond(org, request, reply, () => services(request)) });
    scope.route({
      method: 'GET',
      url: '/id/:organizationId/:userId',
      handler: (request, reply) =>
        respond(org, request, reply, () => {
          const { organizationId, userId } = request.params as { organizationId: string; userId: string };
          return ok(identity(org, authorised(org, request), base(request), organizationId, userId));
        }),
    });
    scope.route({
      method: ['GET', 'POST', 'DELETE'],
      url: '/local-org/faults',
      handler: (request, reply) => respond(org, request, reply, () => ownFaults(request)),
    });
    done();
  });
}

function fail(error: unknown): never {
  throw error;
}

function base(request: FastifyRequest): string {
  return `http://${request.headers.host ?? 'localhost'}`;
}

function authorised(org: Org, request: FastifyRequest): Session {
  const token = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const session = token && org.sessionByToken(token);
  if (!session) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  if (!session.access.hasUserPermission('ApiEnabled'))
    throw new SalesforceError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
  return session;
}

function count(org: Org): void {
  const { used, max } = org.apiUsage();
  if (used >= max) throw new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  org.countRequest();
}

function parsedBody(request: FastifyRequest): unknown {
  const sent = request.body;
  if (!Buffer.isBuffer(sent) || sent.length === 0) return undefined;
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (/^(application|text)\/xml$/.test(type)) throw new NotImplementedHere('XML: use JSON');
  if (type.startsWith('multipart/')) throw new NotImplementedHere('multipart bodies: send the content as base64');
  if (type && type !== 'application/json')
    throw new SalesforceError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type ${type} is not supported: use application/json`,
    );
  try {
    return JSON.parse(inflated(sent, request.headers['content-encoding']).toString('utf8')) as unknown;
  } catch (error) {
    if (error instanceof SalesforceError) throw error;
    throw parserError(syntaxMessage((error as Error).message));
  }
}

/** The engine's words, with the place as the platform writes it. */
const syntaxMessage = (message: string): string =>
  message.replace(/ in JSON at position \d+ \(line (\d+) column (\d+)\)$/, ' at [line:$1, column:$2]');

function inflated(body: Buffer, encoding = 'identity'): Buffer {
  const most = { maxOutputLength: MOST_BODY_BYTES };
  try {
    if (encoding === 'gzip') return gunzipSync(body, most);
    if (encoding === 'deflate') return inflateSync(body, most);
  } catch {
    throw new SalesforceError(400, 'UNKNOWN_EXCEPTION', `The body is not ${encoding}, or too large when unpacked`);
  }
  if (encoding === 'identity') return body;
  throw new SalesforceError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Encoding ${encoding} is not supported`);
}

function respond(org: Org, request: FastifyRequest, reply: FastifyReply, work: () => Answer): FastifyReply {
  let answer: Answer;
  try {
    if (Buffer.byteLength(request.url) > MOST_URI_BYTES)
      throw new SalesforceError(414, 'URI_TOO_LONG', `The URI is longer than ${MOST_URI_BYTES} bytes`);
    answer = work();
  } catch (error) {
    answer = answerTo(error, request);
  }
  const { used, max } = org.apiUsage();
  reply
    .code(answer.status)
    .header('sforce-limit-info', `api-usage=${used}/${max}`)
    .headers(answer.headers ?? {});
  if (answer.status === 401) reply.header('www-authenticate', 'Token');
  if (answer.body === undefined) return reply.send();
  return reply.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(answer.body));
}

/** A value of the wrong kind in a record that is the whole body: the platform's parser says where it stands. */
function located(error: SalesforceError, request: FastifyRequest): SalesforceError {
  const [field] = error.fields;
  if (error.errorCode !== 'JSON_PARSER_ERROR' || !field || !Buffer.isBuffer(request.body)) return error;
  const position = request.headers['content-encoding'] ? null : positionOfValue(request.body.toString('utf8'), field);
  return position ? new SalesforceError(error.status, error.errorCode, `${error.message} at ${position}`) : error;
}

function answerTo(error: unknown, request: FastifyRequest): Answer {
  if (error instanceof SalesforceError) return { status: error.status, body: restErrors(located(error, request)) };
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode && statusCode < 500)
    return { status: statusCode, body: [{ message: message ?? 'Bad request', errorCode: 'INVALID_INPUT' }] };
  request.log.error({ err: error, url: request.url.split('?')[0] }, 'request failed');
  return {
    status: 500,
    body: [
      { message: 'An unexpected error occurred in the local org; its log says more.', errorCode: 'UNKNOWN_EXCEPTION' },
    ],
  };
}
