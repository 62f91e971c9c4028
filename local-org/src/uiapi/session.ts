import type { FastifyRequest } from 'fastify';
import type { Org, Session } from '../data/types.ts';
import { SalesforceError } from '../data/faults/errors.ts';

/** The pages' session, as Lightning's own `sid`: readable by the server alone. */
export const SESSION_COOKIE = 'local_org_sid';

export function cookieOf(request: FastifyRequest, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key !== name) continue;
    try {
      return decodeURIComponent(value.join('='));
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Whose rights a request has: its bearer token, else the page's session. Neither: 401 INVALID_SESSION_ID. */
export function sessionOf(org: Org, request: FastifyRequest): Session {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const token = bearer ?? cookieOf(request, SESSION_COOKIE);
  const session = token === undefined ? undefined : org.sessionByToken(token);
  if (!session) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  return session;
}
