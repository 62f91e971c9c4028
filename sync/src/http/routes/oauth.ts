import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { endLoginWith, openLogin } from '../../jobs/connection/login.ts';
import type { Context } from '../../jobs/context.ts';
import {
  browserOf,
  cameBackWith,
  endOnPage,
  NOT_BY_A_LOOK,
  page,
  sendToLogin,
  ticketOf,
  type LoginCookie,
} from '../login-browser.ts';
import { resultPage } from '../oauth-page.ts';

const COOKIE: LoginCookie = { name: 'debrief_login', path: '/oauth/salesforce' };

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
  app.get('/oauth/salesforce/start', NOT_BY_A_LOOK, async (request, reply) => {
    const opened = await openLogin(context, ticketOf(request), browserOf(request, COOKIE));
    if (!('outcome' in opened)) return sendToLogin(reply, COOKIE, opened, context.connecting?.publicUrl);
    return endOnPage(request, reply, opened, (language) => resultPage(language, opened.outcome));
  });
  app.get('/oauth/salesforce/callback', NOT_BY_A_LOOK, async (request, reply) => {
    const ended = await endLoginWith(context, cameBackWith(request), browserOf(request, COOKIE));
    return endOnPage(request, reply, ended, (language) => resultPage(language, ended.outcome));
  });
}
