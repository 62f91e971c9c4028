import type { Conversation } from '../conversation/conversation.ts';
import { oneLine } from './text.ts';

type Kind = Conversation['kind'];
interface Words {
  kind: Record<Kind, string>;
  with: string;
  /** For a call that came in, where the language has a short word that fits before every name. */
  from?: string;
}

const ENGLISH: Words = {
  kind: { call: 'Call', meeting: 'Meeting', email: 'Email', chat: 'Chat' },
  with: 'with',
  from: 'from',
};
const WORDS = new Map<string, Words>([
  ['fr', { kind: { call: 'Appel', meeting: 'Réunion', email: 'E-mail', chat: 'Chat' }, with: 'avec' }],
]);

/** The provider's title, else `Call with Jane Roe` in the conversation's own language where we have the words. */
export function titleOf(conversation: Conversation): string {
  const given = oneLine(conversation.title);
  if (given) return given;
  const { kind, direction, parties } = conversation;
  const words = WORDS.get(conversation.language?.toLowerCase().split('-')[0] ?? '') ?? ENGLISH;
  const other = parties.find((party) => party.role === 'theirs');
  const name = oneLine(other?.name) || other?.email || other?.phone;
  if (!name) return words.kind[kind];
  const joint = kind === 'call' && direction === 'inbound' ? (words.from ?? words.with) : words.with;
  return `${words.kind[kind]} ${joint} ${name}`;
}
