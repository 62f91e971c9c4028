/** The body of the routes that take conversations: read by `intake`, told by OpenAPI. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { MOST_CONVERSATIONS, parseConversations, type IntakeItem } from '../intake/conversations.ts';
import { ConversationSchema } from './schemas.ts';

const Vcon = z.record(z.string(), z.unknown()).openapi({
  description: 'A vCon, version 0.0.1, 0.0.2, 0.3.x or 0.4.x, neither signed nor encrypted. One, or an array of them.',
});

export const CONVERSATION_BODY = {
  description: `An array of 1 to ${MOST_CONVERSATIONS} conversations; a single one may also come without the array.`,
  required: true,
  content: {
    'application/json': { schema: z.array(ConversationSchema).min(1).max(MOST_CONVERSATIONS) },
    'application/vcon+json': { schema: Vcon },
  },
};

export function readConversations(request: FastifyRequest): IntakeItem[] {
  return parseConversations(request.body, request.headers['content-type']);
}
