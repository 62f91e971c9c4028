import type { RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { TOPICS } from '../../jobs/changes/listener.ts';
import type { Context } from '../../jobs/context.ts';
import { NOT_CONNECTED } from '../../jobs/connection/keeper.ts';
import { faultOf } from '../../jobs/faults.ts';
import { isOrgComment } from '../../plan/records/org-comments.ts';
import { POLL, readCursor, readFollowState } from '../../store/changes.ts';
import { findConversation } from '../../store/conversations.ts';
import { readParts } from '../../store/parts.ts';
import { tenantOf } from '../auth.ts';
import { json, problems } from '../openapi-parts.ts';
import { Problem } from '../problem.ts';

const instant = z.iso.datetime().nullable();

const ChangesStatus = z
  .object({
    mode: z.enum(['cdc', 'poll']).openapi({
      description:
        '`cdc`: deals and contact roles are followed as they change, and everything by the poll besides. `poll`: all of it by the poll alone.',
    }),
    since: instant.openapi({ description: 'Since when it is so.' }),
    topics: z.array(
      z.object({
        topic: z.string().openapi({ example: TOPICS[0] }),
        isOpen: z.boolean(),
        why: z.string().nullable().openapi({ description: 'Why it is not open, in the event bus’s own words.' }),
      }),
    ),
    why: z.string().nullable().openapi({ description: 'Why changes are not followed as they happen, and the mend.' }),
    lastEventAt: instant,
    lastPollAt: instant,
    pollsFrom: instant.openapi({ description: 'The next poll asks what has changed since then.' }),
    pollError: z.string().nullable(),
  })
  .openapi('ChangesStatus');

const PollResult = z
  .object({
    changes: z.number().int().openapi({ description: 'Changes that the org told of.' }),
    matchedAgain: z.number().int().openapi({ description: 'Conversations that are to be matched again.' }),
    comments: z.number().int().openapi({ description: 'Comments written in Salesforce that were taken in.' }),
  })
  .openapi('PollResult');

const CommentList = z
  .object({
    comments: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        author: z.string().nullable(),
        at: instant,
        startMs: z.number().int().nullable().openapi({ description: 'Where in the conversation, in milliseconds.' }),
        writtenIn: z.enum(['salesforce', 'provider']),
      }),
    ),
  })
  .openapi('CommentList');

const KeyParam = z.object({ key: z.string().openapi({ example: 'aircall:812' }) });

export const changePaths: RouteConfig[] = [
  {
    method: 'get',
    path: '/v1/changes',
    operationId: 'getChanges',
    summary: 'How changes in the org are followed, and why not better.',
    responses: { 200: json('The state.', ChangesStatus), ...problems(401) },
  },
  {
    method: 'post',
    path: '/v1/changes/poll',
    operationId: 'pollChanges',
    summary: 'Asks the org now what has changed, instead of at the next quarter of an hour.',
    responses: { 200: json('What was found.', PollResult), ...problems(401, 502) },
  },
  {
    method: 'get',
    path: '/v1/conversations/{key}/comments',
    operationId: 'listComments',
    summary: 'Comments on a conversation, those that people wrote in Salesforce among them.',
    request: { params: KeyParam },
    responses: { 200: json('The comments, oldest first.', CommentList), ...problems(401, 404) },
  },
];

export function changeRoutes(app: FastifyInstance, context: Context): void {
  app.get('/v1/changes', async (request): Promise<z.output<typeof ChangesStatus>> => {
    const { name } = await tenantOf(context, request);
    const state = await readFollowState(context.db, name);
    const topics = state?.topics ?? [];
    return {
      mode: state?.mode ?? 'poll',
      since: state?.since ?? null,
      topics: topics.map(({ topic, open, why }) => ({ topic, isOpen: open, why: why ?? null })),
      why: whyOf(topics),
      lastEventAt: state?.lastEventAt ?? null,
      lastPollAt: state?.lastPollAt ?? null,
      pollsFrom: (await readCursor(context.db, name, POLL)) ?? null,
      pollError: state?.pollError ?? null,
    };
  });

  app.post(
    '/v1/changes/poll',
    { config: { isBodyOptional: true } },
    async (request): Promise<z.output<typeof PollResult>> => {
      const { name } = await tenantOf(context, request);
      const follower = context.changes?.get(name);
      if (!follower) throw new Problem(502, 'Changes are not followed yet: try again in a moment.');
      try {
        const { changes, again, comments } = await follower.poll();
        return { changes, matchedAgain: again, comments };
      } catch (error) {
        const { code, message } = faultOf(error);
        throw new Problem(code === NOT_CONNECTED ? 409 : 502, message, { title: 'The org was not asked' });
      }
    },
  );

  app.get<{ Params: { key: string } }>(
    '/v1/conversations/:key/comments',
    async (request): Promise<z.output<typeof CommentList>> => {
      const { name } = await tenantOf(context, request);
      const { key } = request.params;
      if (!(await findConversation(context.db, name, key)))
        throw new Problem(404, `There is no conversation ${key}: a key is "source:sourceId", for example aircall:812.`);
      const composed = context.engine.compose((await readParts(context.db, name, [key])).get(key) ?? []);
      const comments = 'conversation' in composed ? composed.conversation.comments : [];
      return {
        comments: comments.map((comment) => ({
          id: comment.id,
          text: comment.text,
          author: comment.author ?? null,
          at: comment.at ?? null,
          startMs: comment.startMs ?? null,
          writtenIn: isOrgComment(comment) ? 'salesforce' : 'provider',
        })),
      };
    },
  );
}

function whyOf(topics: { topic: string; open: boolean; why?: string }[]): string | null {
  const closed = topics.filter(({ open }) => !open);
  if (topics.length > 0 && closed.length === 0) return null;
  const said = [...new Set(closed.flatMap(({ why }) => why ?? []))].join(' ') || 'It is not known yet.';
  return `${said} To follow changes as they happen, select Opportunity and Opportunity Contact Role under Change Data Capture in Setup, and give the integration user the permission set Debrief changes.`;
}
