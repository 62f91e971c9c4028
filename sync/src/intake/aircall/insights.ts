/** Aircall's conversation intelligence, event by event. Party 0 is our user, party 1 the other side (see call.ts). */
import type { z } from 'zod';
import type { Conversation } from '../../conversation/conversation.ts';
import type { ActionItems, Sentiment, Topics, Transcription } from './schema.ts';

const PARTY: Record<string, number> = { internal: 0, external: 1 };

/** Times are seconds with fractions. */
export function transcriptOf({ content }: z.output<typeof Transcription>): Partial<Conversation> {
  const segments = content.utterances
    .filter(({ text }) => text.trim() !== '')
    .map(({ start_time, end_time, text, participant_type }) => ({
      party: PARTY[participant_type ?? ''] ?? -1,
      startMs: Math.round(start_time * 1000),
      ...(end_time === undefined || end_time < start_time ? {} : { endMs: Math.round(end_time * 1000) }),
      text: text.trim(),
    }))
    .sort((a, b) => a.startMs - b.startMs);
  return { segments, ...(content.language ? { language: content.language.slice(0, 35) } : {}) };
}

export function topicsOf({ content }: z.output<typeof Topics>): Partial<Conversation> {
  return { topics: content.filter((name) => name.trim() !== '').map((name) => ({ name: name.trim().slice(0, 255) })) };
}

export function actionItemsOf(data: z.output<typeof ActionItems>): Partial<Conversation> {
  const { content = [] } = data;
  const items = [...(Array.isArray(content) ? content : [content]), ...(data.action_items ?? [])];
  return {
    actionItems: items.flatMap((item) => {
      if (typeof item === 'string') return item.trim() ? [{ text: item.trim() }] : [];
      const text = (item.content ?? item.text ?? item.title ?? '').trim();
      const owner = item.assignee ?? item.owner;
      const due = /^\d{4}-\d\d-\d\d/.exec(item.due_date ?? '')?.[0];
      return text ? [{ text, ...(owner ? { owner } : {}), ...(due ? { due } : {}) }] : [];
    }),
  };
}

export function sentimentOf({ participants }: z.output<typeof Sentiment>): Partial<Conversation> {
  return {
    extra: {
      sentiment: participants.map(({ type, value }) => ({ side: PARTY[type ?? ''] === 0 ? 'ours' : 'theirs', value })),
    },
  };
}
