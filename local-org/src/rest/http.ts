/** What REST and UI API share over HTTP: bodies, sessions, the daily limit, and answers in Salesforce's form. */
import { gunzipSync, inflateSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { parserError, restErrors } from './body.ts';
import { FaultOnPurpose } from './faults.ts';
import { positionOfValue } from './position.ts';
import type { Answer } from './router.ts';

const MOST_BODY_BYTES = 50 * 1024 * 1024;
/** https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/datafiles_prepare_csv.htm — 100 MB before base64. */
const MOST_CSV_BYTES = 100 * 1024 * 1024;
/** https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
const MOST_URI_BYTES = 16_384;

/** Routes whose bodies come to the handler as sent, and whose faults of transport are answered as Salesforce does. */
export function apiScope(app: FastifyInstance, org: Org, define: (scope: FastifyInstance) => void): void {
  app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('text/csv', { parseAs: 'buffer', bodyLimit: MOST_CSV_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_BODY_BYTES }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.setErrorHandler((error, request, reply) =>
      respond(org, request, reply, () => {
        throw error;
      }),
    );
    define(scope);
    done();
  });
}

/** The address that the client used, without a path. */
export function base(request: FastifyRequest): string {
  return `http://${request.headers.host ?? 'localhost'}`;
}

/** The session of a token, for whatever it may be used. Throws INVALID_SESSION_ID. */
function sessionBehind(org: Org, token: string | undefined): Session {
  const session = token && org.sessionByToken(token);
  if (!session) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  return session;
}

/** Whether a token was approved for one of these scopes, for everything, or is a user's own. */
export function isGoodFor(org: Org, token: string | undefined, scopes: string[]): boolean {
  const granted = org.tokens.holder(token ?? '')?.scopes;
  return granted === null || ['full', ...scopes].some((scope) => granted?.includes(scope));
}

/**
 * The session of a token that may use the API. Throws INVALID_SESSION_ID, also for a token that was not approved for the
 * scope `api`, and API_DISABLED_FOR_ORG where the edition has no API or the user may not use it: REST API Developer
 * Guide, "Status Codes and Error Responses", has one code for both.
 */
export function sessionOfToken(org: Org, token: string | undefined): Session {
  const session = sessionBehind(org, token);
  if (!isGoodFor(org, token, ['api']))
    throw new SalesforceError(401, 'INVALID_SESSION_ID', 'This session is not valid for use with the REST API');
  if (!org.setup.switches.isApiOn || !session.access.hasUserPermission('ApiEnabled'))
    throw new SalesforceError(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.');
  return session;
}

export function bearerToken(request: FastifyRequest): string | undefined {
  return /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

export function authorised(org: Org, request: FastifyRequest): Session {
  return sessionOfToken(org, bearerToken(request));
}

/** Who asks who they are: the identity is no part of the API. Salesforce Help, "OAuth Tokens and Scopes". */
export function identified(org: Org, request: FastifyRequest): Session {
  const token = bearerToken(request);
  const session = sessionBehind(org, token);
  if (!isGoodFor(org, token, ['id', 'profile', 'email', 'openid', 'api']))
    throw new SalesforceError(403, 'Bad_OAuth_Token', 'The token was not approved for the identity URL service.');
  return session;
}

/** Whoever sets the org up: an administrator, with or without the API. */
export function administrator(org: Org, request: FastifyRequest, what: string): Session {
  const session = sessionBehind(org, bearerToken(request));
  if (session.user.profile !== 'System Administrator')
    throw new SalesforceError(403, 'INSUFFICIENT_ACCESS', `${what} is for administrators.`);
  return session;
}

/** Counts a request against the daily limit. Throws REQUEST_LIMIT_EXCEEDED where it is used up. */
export function countRequest(org: Org): void {
  const { used, max } = org.apiUsage();
  if (used >= max) throw new SalesforceError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
  org.countRequest();
}

/** The JSON of a body, unpacked; undefined where there is none. */
export function parsedBody(request: FastifyRequest): unknown {
  const sent = request.body;
  if (!Buffer.isBuffer(sent) || sent.length === 0) return undefined;
  const type = mediaType(request);
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

/** The text of a CSV body, unpacked; undefined where there is none. */
export function csvBody(request: FastifyRequest): string | undefined {
  const sent = request.body;
  if (!Buffer.isBuffer(sent) || sent.length === 0) return undefined;
  if (mediaType(request) !== 'text/csv')
    throw new SalesforceError(
      415,
      'UNSUPPORTED_MEDIA_TYPE',
      `Content-Type ${mediaType(request)} is not supported: use text/csv`,
    );
  return inflated(sent, request.headers['content-encoding'], MOST_CSV_BYTES).toString('utf8');
}

/** The engine's words, with the place as the platform writes it. */
const syntaxMessage = (message: string): string =>
  message.replace(/ in JSON at position \d+ \(line (\d+) column (\d+)\)$/, ' at [line:$1, column:$2]');

/** The fields of a form, as the OAuth endpoints take them. */
export function parsedForm(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
}

function mediaType(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

function inflated(body: Buffer, encoding = 'identity', mostBytes = MOST_BODY_BYTES): Buffer {
  const most = { maxOutputLength: mostBytes };
  try {
    if (encoding === 'gzip') return gunzipSync(body, most);
    if (encoding === 'deflate') return inflateSync(body, most);
  } catch {
    throw new SalesforceError(400, 'UNKNOWN_EXCEPTION', `The body is not ${encoding}, or too large when unpacked`);
  }
  if (encoding === 'identity') return body;
  throw new SalesforceError(415, 'UNSUPPORTED_MEDIA_TYPE', `Content-Encoding ${encoding} is not supported`);
}

/** Sends what the work answers or throws, with the usage of the day. */
export function respond(org: Org, request: FastifyRequest, reply: FastifyReply, work: () => Answer): FastifyReply {
  let answer: Answer;
  try {
    if (Buffer.byteLength(request.url) > MOST_URI_BYTES)
      throw new SalesforceError(414, 'URI_TOO_LONG', `The URI is longer than ${MOST_URI_BYTES} bytes`);
    answer = work();
  } catch (error) {
    if (error instanceof FaultOnPurpose && error.cutsConnection) {
      request.raw.socket.destroy();
      return reply.hijack();
    }
    answer = answerTo(error, request);
  }
  reply.code(answer.status).headers(answer.headers ?? {});
  if (answer.counted !== false) {
    const { used, max } = org.apiUsage();
    reply.header('sforce-limit-info', `api-usage=${used}/${max}`);
  }
  if (answer.status === 401) reply.header('www-authenticate', 'Token');
  if (answer.body === undefined) return reply.send();
  if (reply.hasHeader('content-type')) return reply.send(answer.body);
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
  if (error instanceof FaultOnPurpose) return { status: error.status, body: restErrors(error), headers: error.headers };
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
