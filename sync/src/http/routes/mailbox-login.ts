/** The way of a user's browser to their mail provider and back. */
import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Context } from '../../jobs/context.ts';
import { CALLBACK_PATH, endMailboxLoginWith, openMailboxLogin, START_PATH } from '../../jobs/mailboxes/login.ts';
import { mailboxWords, type MailboxOutcome } from '../../jobs/mailboxes/words.ts';
import type { Language } from '../../jobs/logins/words.ts';
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
import { wordsPage } from '../oauth-page.ts';

const COOKIE: LoginCookie = { name: 'debrief_mailbox', path: '/oauth/mailbox' };

export const mailboxLoginPaths: RouteConfig[] = [
  {
    method: 'get',
    path: START_PATH,
    operationId: 'openMailboxLogin',
    summary: 'For browsers: sends whoever has a ticket to their provider, once.',
    security: [],
    request: { query: z.object({ ticket: z.string() }) },
    responses: {
      303: { description: 'To the provider’s log-in.' },
      400: { description: 'A page that says why not.', ...page },
    },
  },
  {
    method: 'get',
    path: CALLBACK_PATH,
    operationId: 'endMailboxLogin',
    summary: 'For browsers: where providers send them back to. The redirect URI of both apps.',
    security: [],
    request: {
      query: z.object({
        ...{ state: z.string().optional(), code: z.string().optional(), iss: z.string().optional() },
        ...{ error: z.string().optional(), error_description: z.string().optional() },
      }),
    },
    responses: {
      200: { description: 'A page that says that the mailbox is connected.', ...page },
      400: { description: 'A page that says why it is not, and what to do.', ...page },
    },
  },
];

export function mailboxLoginRoutes(app: FastifyInstance, context: Context): void {
  const pageOf = (outcome: MailboxOutcome) => (language: Language) =>
    wordsPage(language, mailboxWords(language, outcome), outcome.kind === 'connected');
  app.get(START_PATH, NOT_BY_A_LOOK, async (request, reply) => {
    const opened = await openMailboxLogin(context, ticketOf(request), browserOf(request, COOKIE));
    if (!('outcome' in opened)) return sendToLogin(reply, COOKIE, opened, context.connecting?.publicUrl);
    return endOnPage(request, reply, opened, pageOf(opened.outcome));
  });
  app.get(CALLBACK_PATH, NOT_BY_A_LOOK, async (request, reply) => {
    const ended = await endMailboxLoginWith(context, cameBackWith(request), browserOf(request, COOKIE));
    return endOnPage(request, reply, ended, pageOf(ended.outcome));
  });
}
