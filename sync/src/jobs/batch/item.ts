/** A conversation in a batch. */
import type { Conversation } from '../../conversation/conversation.ts';
import type { Link } from '../../store/links.ts';
import type { ConversationRecord } from '../../store/schema.ts';

export interface Item {
  record: ConversationRecord;
  conversation: Conversation;
  /** Fingerprint of everything that decides what the org should say. */
  hash: string;
  /** By what it is found when something in the org changes; absent where it was not matched anew. */
  links?: Link[];
}
