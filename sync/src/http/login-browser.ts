/** A browser on its way through a log-in: the secret that it keeps meanwhile, what it comes back with, the page it ends on. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LOGIN_MS, type CameBack } from '../jobs/logins/ticket.ts';
import type { Language } from '../jobs/logins/words.ts';
import { languageOf, PAGE_HEADERS } from './oauth-page.ts';

/** Whoever only looks at a link must not use it up. */
export const NOT_BY_A_LOOK = { exposeHeadRoute: false };

export const page = { content: { 'text/html': { schema: z.string() } } };

/** `path`: the addresses that the secret is sent to. */
export interface LoginCookie {
  name: string;
  path: string;
}

const TOKEN = /^[\w-]{43}$/;

/** The secret, where the browser has one. */
export function browserOf({ headers }: FastifyRequest, cookie: LoginCookie): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=', 2);
    if (name === cookie.name && TOKEN.test(value)) return value;
  }
  return undefined;
}

export const ticketOf = (request: FastifyRequest): string => textOf(request, 'ticket') ?? '';

export function cameBackWith(request: FastifyRequest): CameBack {
  const values = { state: textOf(request, 'state'), code: textOf(request, 'code'), issuer: textOf(request, 'iss') };
  const faults = { error: textOf(request, 'error'), description: textOf(request, 'error_description') };
  return Object.fromEntries(Object.entries({ ...values, ...faults }).filter(([, value]) => value));
}

/** `publicUrl` is how browsers reach the service. */
export function sendToLogin(
  reply: FastifyReply,
  { name, path }: LoginCookie,
  { location, browser }: { location: string; browser: string },
  publicUrl: string | undefined,
): FastifyReply {
  const secure = publicUrl?.startsWith('https:') ? '; Secure' : '';
  const attributes = `Path=${path}; Max-Age=${LOGIN_MS / 1000}; HttpOnly; SameSite=Lax${secure}`;
  return reply
    .code(303)
    .headers(PAGE_HEADERS)
    .header('set-cookie', `${name}=${browser}; ${attributes}`)
    .header('location', location)
    .send();
}

/** In the language that was asked for when the log-in was begun, or the browser's. */
export function endOnPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { outcome, language }: { outcome: { kind: string }; language: string | null },
  pageIn: (language: Language) => string,
): FastifyReply {
  return reply
    .code(outcome.kind === 'connected' ? 200 : 400)
    .headers(PAGE_HEADERS)
    .type('text/html; charset=utf-8')
    .send(pageIn(languageOf(language ?? request.headers['accept-language'] ?? '')));
}

/** A parameter that is given once. */
function textOf(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}
