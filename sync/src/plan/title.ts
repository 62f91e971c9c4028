import type { Conversation } from '../conversation/conversation.ts';
import { oneLine } from './text.ts';

const KIND = { call: 'Call', meeting: 'Meeting', email: 'Email', chat: 'Chat' } as const;

/** The provider's title, else `Call with Jane Roe`. */
export function titleOf(conversation: Conversation): string {
  const given = oneLine(conversation.title);
  if (given) return given;
  const other = conversation.parties.find((party) => party.role === 'theirs');
  const name = oneLine(other?.name) || other?.email || other?.phone;
  return name ? `${KIND[conversation.kind]} with ${name}` : KIND[conversation.kind];
}
