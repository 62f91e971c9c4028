import type { Conversation } from '../../conversation/conversation.ts';
import { oneLine } from './text.ts';
import { wordsFor } from './words.ts';

/** The provider's title, else `Call with Jane Roe` in the conversation's own language where we have the words. */
export function titleOf(conversation: Conversation): string {
  const given = oneLine(conversation.title);
  if (given) return given;
  const { kind, direction, parties } = conversation;
  const words = wordsFor(conversation);
  const other = parties.find((party) => party.role === 'theirs');
  const name = oneLine(other?.name) || other?.email || other?.phone;
  if (!name) return words.kind[kind];
  const joint = kind === 'call' && direction === 'inbound' ? (words.from ?? words.with) : words.with;
  return `${words.kind[kind]} ${joint} ${name}`;
}
