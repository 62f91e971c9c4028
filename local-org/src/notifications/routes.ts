/** Connect REST API, "Notifications Resources", for the bell of the org's pages and for clients. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { isObject, parserError } from '../rest/body.ts';
import { apiScope, bearerToken, countRequest, parsedBody, respond, sessionOfToken } from '../rest/http.ts';
import { notFound, ok } from '../rest/router.ts';
import { versionIn } from '../rest/versions.ts';
import { sessionOf } from '../uiapi/session.ts';
import type { Mark, Notification } from './notifications.ts';

const MOST = 50;
const USUAL = 10;
/** What is told of a title and a body where the caller does not ask for all of it. */
const TRIMMED = { title: 120, body: 320 };

export function registerNotifications(app: FastifyInstance, org: Org): void {
  const { notifications } = org;

  const callerOf = (request: FastifyRequest): Session => {
    const token = bearerToken(request);
    // the org's own pages make no API requests
    if (token === undefined) return sessionOf(org, request);
    const session = sessionOfToken(org, token);
    countRequest(org);
    return session;
  };

  const shown = (notification: Notification, whole: boolean): Record<string, unknown> => {
    const { id, type, recipientId, title, body, target, targetPageRef, at, read, seen } = notification;
    return {
      id,
      type,
      recipientId,
      messageTitle: whole ? title : title.slice(0, TRIMMED.title),
      messageBody: whole ? body : body.slice(0, TRIMMED.body),
      target,
      targetPageRef,
      organizationId: org.organizationId,
      mostRecentActivityDate: at,
      lastModified: at,
      read,
      seen,
      count: 1,
    };
  };

  const list = (request: FastifyRequest, userId: string) => {
    const { before, after, size, trimMessages } = request.query as Record<string, string | undefined>;
    const wanted = size === undefined ? USUAL : Number(size);
    if (!Number.isInteger(wanted) || wanted < 1) throw invalid('size must be 1 to 50.');
    const window = { ...(before ? { before } : {}), ...(after ? { after } : {}), size: Math.min(wanted, MOST) };
    return { notifications: notifications.of(userId, window).map((one) => shown(one, trimMessages === 'false')) };
  };

  const status = (userId: string) => {
    const { unread, unseen } = notifications.count(userId);
    const [newest] = notifications.of(userId, { size: 1 });
    return { lastActivity: newest?.at ?? null, unreadCount: unread, unseenCount: unseen };
  };

  apiScope(app, org, (scope) => {
    const route = (
      method: 'GET' | 'PATCH',
      path: string,
      work: (request: FastifyRequest, userId: string, id: string) => unknown,
    ) =>
      scope.route({
        method,
        url: `/services/data/:version/connect/notifications${path}`,
        handler: (request, reply) =>
          respond(org, request, reply, () => {
            const { version, id = '' } = request.params as { version: string; id?: string };
            versionIn(version);
            return ok(work(request, callerOf(request).user.Id, id));
          }),
      });
    route('GET', '', list);
    route('GET', '/status', (_request, userId) => status(userId));
    route('PATCH', '', (request, userId) => {
      notifications.mark(userId, null, markIn(request));
      return list(request, userId);
    });
    for (const method of ['GET', 'PATCH'] as const)
      route(method, '/:id', (request, userId, id) => {
        if (method === 'PATCH') notifications.mark(userId, id, markIn(request));
        const found = notifications.byId(userId, id);
        if (!found) throw notFound();
        return shown(found, (request.query as Record<string, string>).trimMessages === 'false');
      });
  });
}

const invalid = (message: string): SalesforceError => new SalesforceError(400, 'INVALID_API_INPUT', message);

/** `{"read": true}`, `{"seen": true}`; the documentation writes the values as texts too. */
function markIn(request: FastifyRequest): Mark {
  const body = parsedBody(request);
  if (!isObject(body)) throw parserError('Say what to mark: {"read": true}.');
  const flag = (name: string): boolean | undefined => {
    const value = body[name];
    if (value === undefined || typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw invalid(`${name} must be true or false.`);
  };
  const [read, seen] = [flag('read'), flag('seen')];
  if (read === undefined && seen === undefined) throw invalid('read or seen is required.');
  if (read === true && seen === false) throw invalid('What is read is seen.');
  return { ...(read === undefined ? {} : { read }), ...(seen === undefined ? {} : { seen }) };
}
