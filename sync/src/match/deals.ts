/** The deals that a conversation might be about, and what speaks for each. */
import type { Conversation } from '../conversation/conversation.ts';
import { standingAt, type Standing } from './deal-time.ts';
import { byText } from './ids.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { ContactRoleRow, DealStep, OpportunityRow } from './types.ts';
import type { When } from './when.ts';

export interface DealQuestion {
  conversation: Conversation;
  at: When;
  /** What the activity is linked to by a person. */
  linkedTo?: string | null;
  contactIds: string[];
  /** Accounts of the customers, the main one first. */
  accountIds: string[];
  /** Our users in the conversation, its owner among them. */
  userIds: Set<string>;
}

export interface Deal {
  row: OpportunityRow;
  standing: Standing;
  /** Absent as well where the tenant's rule does not go by roles. */
  role?: ContactRoleRow;
  /** People present who hold a role on it, whatever the rule goes by. */
  roles: number;
  /** Owned by one of us, or with one of us on its team; never where the tenant's rule does not go by that. */
  ours: boolean;
  owner: boolean;
}

/** What a step of the rule that is off would go by is not seen at all. */
export function gather(question: DealQuestion, index: SnapshotIndex, steps: readonly DealStep[]): Deal[] {
  const { at, contactIds, accountIds, userIds } = question;
  const goesByRoles = steps.includes('contactRole');
  const roles = new Map<string, ContactRoleRow[]>();
  for (const contactId of contactIds)
    for (const role of index.rolesByContact.get(contactId) ?? [])
      roles.set(role.OpportunityId, [...(roles.get(role.OpportunityId) ?? []), role]);
  const ids = new Set([
    ...(goesByRoles ? roles.keys() : []),
    ...accountIds.flatMap((id) => (index.opportunitiesByAccount.get(id) ?? []).map((row) => row.Id)),
  ]);
  return [...ids].sort(byText).flatMap((id) => {
    const row = index.opportunities.get(id);
    if (!row) return [];
    const held = (roles.get(id) ?? []).sort(
      (a, b) =>
        Number(b.IsPrimary) - Number(a.IsPrimary) || contactIds.indexOf(a.ContactId) - contactIds.indexOf(b.ContactId),
    );
    const goesByOwner = steps.includes('owner');
    const owner = goesByOwner && userIds.has(row.OwnerId);
    const team = index.teamByOpportunity.get(id) ?? new Set();
    const ours = owner || (goesByOwner && [...userIds].some((user) => team.has(user)));
    const present = new Set(held.map(({ ContactId }) => ContactId));
    return [
      { row, standing: standingAt(row, at), role: goesByRoles ? held[0] : undefined, roles: present.size, ours, owner },
    ];
  });
}

/** Only used to order candidates for a person: a role counts most, then one of us, then that it was open. */
export function rank(deal: Deal): number {
  const open = { open: 0.2, openedLater: 0.1, closed: 0, notYet: 0 }[deal.standing];
  return Math.round(((deal.role ? 0.5 : 0) + (deal.ours ? 0.3 : 0) + open) * 1000) / 1000;
}

export function byRank(a: Deal, b: Deal): number {
  return rank(b) - rank(a) || byText(a.row.Id, b.row.Id);
}
