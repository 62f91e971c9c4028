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

/**
 * Who new records belong to: the provider's owner; where they have left, or where the provider names nobody, the first of
 * us who was there. An owner whom the org does not know is matched by hand, and till then nobody stands in for them.
 */
export function findAssignee(conversation: Conversation, people: PersonMatch[], index: SnapshotIndex): Assignee {
  const address = normaliseEmail(conversation.owner?.email);
  const owner = index.usersByEmail.get(address ?? '');
  if (owner?.IsActive) return { userId: owner.Id, evidence: '' };
  if (address !== undefined && !owner)
    return {
      evidence: `New records belong to the integration user, because its owner ${address} is no user of this org: match them by hand.`,
    };
  const present = people.flatMap(({ userId }) => index.users.get(userId ?? '') ?? []);
  const active = present.find(({ IsActive }) => IsActive);
  const left = owner ?? present[0];
  if (active && !owner) return { userId: active.Id, evidence: '' };
  const reason = left ? `${left.Name} is no longer active` : 'nobody on our side is a user of this org';
  const evidence = `New records belong to ${active?.Name ?? 'the integration user'}, because ${reason}.`;
  return { ...(active ? { userId: active.Id } : {}), evidence };
}
