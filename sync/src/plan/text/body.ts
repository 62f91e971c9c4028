import type { Conversation } from '../../conversation/conversation.ts';
import { clock, cut, oneLine, plainText } from './text.ts';

const FIRST_WORDS = 255;

export function speakerName(conversation: Conversation, party: number): string | undefined {
  if (party < 0) return undefined;
  const speaker = conversation.parties[party];
  return oneLine(speaker?.name) || speaker?.email || speaker?.phone || `Speaker ${party + 1}`;
}

/** A transcript, one line a segment: `[h:mm:ss] Speaker: text`; for an email its text. */
export function conversationBody(conversation: Conversation): string {
  if (conversation.kind === 'email')
    return conversation.segments
      .map(({ text }) => plainText(text))
      .filter((text) => text !== '')
      .join('\n\n');
  return conversation.segments
    .flatMap(({ party, startMs, text }) => {
      const said = oneLine(text);
      if (said === '') return [];
      const speaker = speakerName(conversation, party);
      return [`[${clock(startMs)}] ${speaker ? `${speaker}: ` : ''}${said}`];
    })
    .join('\n');
}

/** Of what is written in an email or a chat, on one line: what a list says of it. Nothing of what was spoken. */
export function firstWords({ kind, segments }: Conversation): string {
  if (kind !== 'email' && kind !== 'chat') return '';
  return cut(oneLine(segments.map(({ text }) => text).join(' ')), FIRST_WORDS);
}

/** Whole seconds that each party spoke, where segments say when they end. */
export function talkSeconds(conversation: Conversation): Map<number, number> {
  const spoken = new Map<number, number>();
  for (const { party, startMs, endMs } of conversation.segments)
    if (party >= 0 && endMs !== undefined && endMs > startMs)
      spoken.set(party, (spoken.get(party) ?? 0) + endMs - startMs);
  return new Map([...spoken].map(([party, ms]) => [party, Math.round(ms / 1000)]));
}
