/** For tests: a conversation with a transcript, and the schema of things to do. */
import { Conversation, type Conversation as ConversationData } from '../../conversation/conversation.ts';

export function talk(lines: [party: number, text: string][], more: Record<string, unknown> = {}): ConversationData {
  return Conversation.parse({
    source: 'test',
    sourceId: 'talk-1',
    kind: 'meeting',
    title: 'Renewal',
    // a Tuesday
    startedAt: '2026-11-17T14:00:00Z',
    parties: [
      { role: 'ours', name: 'Paul Example', email: 'paul@debrief.example' },
      { role: 'theirs', name: 'Astrid Example', email: 'astrid@halvorsen.example' },
    ],
    segments: lines.map(([party, text], index) => ({ party, text, startMs: index * 10_000 })),
    ...more,
  });
}

export const TASKS = {
  type: 'object',
  properties: {
    actionItems: {
      type: 'array',
      maxItems: 5,
      items: {
        type: 'object',
        properties: {
          title: { type: 'string', maxLength: 255 },
          description: { type: 'string' },
          dueDate: { type: 'string', format: 'date' },
        },
        required: ['title'],
      },
    },
    nextStep: { type: 'string' },
  },
  required: ['actionItems'],
};
