import type { Conversation } from '../conversation/conversation.ts';
import { normaliseEmail } from './address.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { PersonMatch } from './types.ts';

export interface Assignee {
  /** Absent: what is created belongs to the user that creates it, the integration user. */
  userId?: string;
  /** Why it is not the provider's owner; empty where it is, or where the provider named none. */
  evidence: string;
}

/** Who new records belong to: the provider's owner, else the first of us who still works here. Never somebody silently. */
export function findAssignee(conversation: Conversation, people: PersonMatch[], index: SnapshotIndex): Assignee {
  const address = normaliseEmail(conversation.owner?.email);
  const owner = index.usersByEmail.get(address ?? '');
  if (owner?.IsActive) return { userId: owner.Id, evidence: '' };
  const present = people.flatMap(({ userId }) => index.users.get(userId ?? '') ?? []);
  const active = present.find(({ IsActive }) => IsActive);
  const left = owner ?? (address === undefined ? present[0] : undefined);
  if (active && address === undefined) return { userId: active.Id, evidence: '' };
  const reason = left
    ? `${left.Name} is no longer active`
    : address === undefined
      ? 'nobody on our side is a user of this org'
      : `its owner ${address} is no user of this org`;
  const evidence = `New records belong to ${active?.Name ?? 'the integration user'}, because ${reason}.`;
  return { ...(active ? { userId: active.Id } : {}), evidence };
}
