import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { endLoginWith, openLogin, type Ended } from '../../jobs/connection/login.ts';
import { LOGIN_MS, type CameBack } from '../../jobs/logins/ticket.ts';
import type { Context } from '../../jobs/context.ts';
import { PAGE_HEADERS, resultPage, languageOf } from '../oauth-page.ts';

const COOKIE = 'debrief_login';
const TOKEN = /^[\w-]{43}$/;
const page = { content: { 'text/html': { schema: z.string() } } };

export const oauthPaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/oauth/salesforce/start',
    operationId: 'openLogin',
    summary: 'For browsers: sends whoever has a ticket to log in, once.',
    security: [],
    request: { query: z.object({ ticket: z.string() }) },
    responses: {
      303: { description: 'To the org’s log-in.' },
      400: { description: 'A page that says why not.', ...page },
    },
  },
  {
    method: 'get',
    path: '/oauth/salesforce/callback',
    operationId: 'endLogin',
    summary: 'For browsers: where Salesforce sends them back to. The callback URL of the External Client App.',
    security: [],
    request: {
      query: z.object({
        ...{ state: z.string().optional(), code: z.string().optional() },
        ...{ error: z.string().optional(), error_description: z.string().optional() },
      }),
    },
    responses: {
      200: { description: 'A page that says that the org is connected.', ...page },
      400: { description: 'A page that says why it is not, and what to do.', ...page },
    },
  },
];

export function oauthRoutes(app: FastifyInstance, context: Context): void {
  // whoever only looks at a link must not use it up
  const options = { exposeHeadRoute: false };
  app.get('/oauth/salesforce/start', options, async (request, reply) => {
    const ticket = textOf(request, 'ticket') ?? '';
    const opened = await openLogin(context, ticket, browserOf(request));
    if ('outcome' in opened) return answer(request, reply, opened);
    const secure = context.connecting?.publicUrl.startsWith('https:') ? '; Secure' : '';
    return reply
      .code(303)
      .headers(PAGE_HEADERS)
      .header(
        'set-cookie',
        `${COOKIE}=${opened.browser}; Path=/oauth/salesforce; Max-Age=${LOGIN_MS / 1000}; HttpOnly; SameSite=Lax${secure}`,
      )
      .header('location', opened.location)
      .send();
  });
  app.get('/oauth/salesforce/callback', options, async (request, reply) => {
    const values = { state: textOf(request, 'state'), code: textOf(request, 'code') };
    const faults = { error: textOf(request, 'error'), description: textOf(request, 'error_description') };
    const came = Object.fromEntries(Object.entries({ ...values, ...faults }).filter(([, value]) => value)) as CameBack;
    return answer(request, reply, await endLoginWith(context, came, browserOf(request)));
  });
}

function answer(request: FastifyRequest, reply: FastifyReply, { outcome, language }: Ended): FastifyReply {
  const shown = languageOf(language ?? request.headers['accept-language'] ?? '');
  return reply
    .code(outcome.kind === 'connected' ? 200 : 400)
    .headers(PAGE_HEADERS)
    .type('text/html; charset=utf-8')
    .send(resultPage(shown, outcome));
}

/** A parameter that is given once. */
function textOf(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}

function browserOf({ headers }: FastifyRequest): string | undefined {
  for (const pair of (headers.cookie ?? '').split(';')) {
    const [name, value = ''] = pair.trim().split('=', 2);
    if (name === COOKIE && TOKEN.test(value)) return value;
  }
  return undefined;
}
