/**
 * Comments that people wrote in the org. Their rows are theirs: a plan gives each the key by which it is known from then
 * on, and neither writes its text nor makes or deletes one.
 */
import type { Conversation } from '../../conversation/conversation.ts';
import type { OwnRow } from '../../match/types.ts';
import { childKey } from '../keys.ts';
import type { PlannedWrite } from '../types.ts';

const PREFIX = 'salesforce:';
const OBJECT = 'Conversation_Moment__c';

/** Id of the comment in a conversation, from the row's 18-character Id. */
export function commentIdOf(rowId: string): string {
  return `${PREFIX}${rowId}`;
}

export function isOrgComment({ id }: { id: string }): boolean {
  return id.startsWith(PREFIX);
}

export function adoptedKey(conversationKey: string, rowId: string): string {
  return childKey(conversationKey, 'comment', commentIdOf(rowId));
}

/** Whether the key is that of a person's comment. */
export function isAdopted(conversationKey: string, key: string | null | undefined): boolean {
  return typeof key === 'string' && key.startsWith(childKey(conversationKey, 'comment', PREFIX));
}

/** Gives its key to each comment that has none yet and is still there. */
export function adoptions(conversation: Conversation, conversationKey: string, rows: OwnRow[]): PlannedWrite[] {
  const byId = new Map(rows.map((row) => [row.Id, row]));
  return conversation.comments.filter(isOrgComment).flatMap(({ id }): PlannedWrite[] => {
    const row = byId.get(id.slice(PREFIX.length));
    const after = row && adoptedKey(conversationKey, row.Id);
    if (!row || !after || row.Key__c === after) return [];
    const fields = [{ field: 'Key__c', before: row.Key__c ?? null, after, rule: 'adopted' }];
    return [{ object: OBJECT, operation: 'update', id: row.Id, fields }];
  });
}
