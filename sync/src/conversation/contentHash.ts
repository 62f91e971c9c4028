import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Conversation } from './conversation.ts';

/** SHA-256 (hex) of what a conversation says. Key order and absent keys make no difference; order in lists does. */
export function contentHash(conversation: Conversation): string {
  return createHash('sha256').update(canonicalJson(conversation)).digest('hex');
}
