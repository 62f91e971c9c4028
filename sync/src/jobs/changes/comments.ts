/** Comments that people wrote in Salesforce: parts of their conversation, which whoever sent it can fetch. */
import { canonicalJson } from '../../conversation/canonical.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Part } from '../../intake/types.ts';
import type { OrgChange } from '../../org/types.ts';
import { adoptedKey, commentIdOf, isAdopted } from '../../plan/records/org-comments.ts';
import { isOwnChild } from '../../plan/keys.ts';
import { existingKeys } from '../../store/conversations.ts';
import { readParts } from '../../store/parts.ts';
import type { Db } from '../../store/schema.ts';

type Comment = Conversation['comments'][number];

/** Parts for what is new, changed or gone; none for comments of the service’s own, or of conversations that it does not know. */
export async function commentParts(db: Db, tenant: string, changes: OrgChange[]): Promise<Part[]> {
  const told = changes.flatMap((change) => partOf(change) ?? []);
  if (told.length === 0) return [];
  const keys = [...new Set(told.map(({ key }) => key))];
  const existing = new Set(await existingKeys(db, tenant, keys));
  const known = await readParts(db, tenant, [...existing]);
  return told.filter((part) => {
    if (!existing.has(part.key)) return false;
    const before = known.get(part.key)?.find(({ name }) => name === part.name);
    if (!before) return !part.content.comments?.some(({ deleted }) => deleted);
    return canonicalJson(before.content) !== canonicalJson(part.content);
  });
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function named(value: unknown, field: string): string | undefined {
  return typeof value === 'object' && value !== null ? text((value as Record<string, unknown>)[field]) : undefined;
}

function partOf({ object, ids: [id], kind, at, values }: OrgChange): Part | undefined {
  if (object !== 'Conversation_Moment__c' || !id) return undefined;
  const key = named(values.Conversation__r, 'Key__c');
  if (!key) return undefined;
  const ownKey = text(values.Key__c);
  // what the service wrote itself comes from its own parts
  if (isOwnChild(key, ownKey) && !isAdopted(key, ownKey)) return undefined;
  if (isAdopted(key, ownKey) && ownKey !== adoptedKey(key, id)) return undefined;
  const author = text(values.Author__c) ?? named(values.CreatedBy, 'Name');
  const start = values.Start__c;
  // a rep, who may delete no moments, takes a comment back by emptying it
  const isGone = kind === 'delete' || !text(values.Text__c)?.trim();
  const comment: Comment = {
    id: commentIdOf(id),
    ...(author ? { author } : {}),
    ...(text(values.CreatedDate) ? { at: String(values.CreatedDate) } : {}),
    text: isGone ? '' : (text(values.Text__c) ?? ''),
    ...(typeof start === 'number' && start >= 0 ? { startMs: Math.round(start * 1000) } : {}),
    ...(isGone ? { deleted: true } : {}),
  };
  return { key, name: `salesforce.comment/${id}`, at, content: { comments: [comment] } };
}
