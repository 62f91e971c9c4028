/** Why it is this deal, and why not that, in words. */
import type { Deal } from './deals.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { ContactRoleRow, DealStep } from './types.ts';
import type { When } from './when.ts';
import { dayInWords, listInWords } from './words.ts';

function personName(role: ContactRoleRow, index: SnapshotIndex): string {
  return index.contacts.get(role.ContactId)?.Name ?? 'a contact in it';
}

export function standingInWords(deal: Deal, at: When): string {
  switch (deal.standing) {
    case 'open':
      return `it was open on ${dayInWords(at.day)}`;
    case 'openedLater':
      return `it was opened soon after, on ${dayInWords(deal.row.CreatedDate)}`;
    case 'closed':
      return `it was closed on ${dayInWords(deal.row.CloseDate)}`;
    case 'notYet':
      return `it was only opened on ${dayInWords(deal.row.CreatedDate)}`;
  }
}

function roleInWords(role: ContactRoleRow, index: SnapshotIndex): string {
  return `${personName(role, index)} has ${role.Role ? `the ${role.Role} role` : 'a contact role'} on it`;
}

export function inFavour(deal: Deal, at: When, index: SnapshotIndex): string {
  const owner = index.users.get(deal.row.OwnerId)?.Name;
  return [
    ...(deal.role ? [roleInWords(deal.role, index)] : []),
    ...(deal.ours ? [deal.owner && owner ? `${owner} owns it` : 'one of us is on its team'] : []),
    standingInWords(deal, at),
  ].join(', ');
}

/** Why the runner-up was not it: the first thing that it lacks. */
export function against(deal: Deal, winner: Deal, steps: readonly DealStep[]): string {
  const standing = deal.standing;
  if (standing === 'closed') return `closed on ${dayInWords(deal.row.CloseDate)}`;
  if (standing === 'notYet' || (standing === 'openedLater' && winner.standing === 'open'))
    return `opened on ${dayInWords(deal.row.CreatedDate)}`;
  const lacks = [
    ...(winner.role && !deal.role ? ['no contact role'] : []),
    ...(!deal.ours && steps.includes('owner') ? ['owner not present'] : []),
  ];
  return lacks.length > 0 ? listInWords(lacks) : 'fits less well';
}

/** `tied`: the deals that a tie rule chose it from. */
export function because(rule: string, deal: Deal, tied: Deal[], at: When, index: SnapshotIndex): string {
  const owner = index.users.get(deal.row.OwnerId)?.Name ?? 'the rep';
  const account = index.accounts.get(deal.row.AccountId ?? '')?.Name ?? 'the account';
  const owned = deal.owner ? `${owner} owns it` : 'one of us is on its team';
  const standing = standingInWords(deal, at);
  switch (rule) {
    case 'contactRole':
      return `${deal.role ? roleInWords(deal.role, index) : ''} and ${standing}`;
    case 'contactRoleAndOwner':
      return `${deal.role ? roleInWords(deal.role, index) : ''}, ${owned} and ${standing}`;
    case 'owner':
      return `${owned} and ${standing}`;
    case 'onlyOpenDeal':
      return `it is the only deal of ${account} and ${standing}`;
    case 'dealInTitle':
      return `of the deals of ${account} that fit alike the title names it, and ${standing}`;
    case 'tieNewest':
      return `it is the newest of the deals that fit and ${standing}`;
    case 'tieOldest':
      return `it is the oldest of the deals that fit and ${standing}`;
    case 'tieMostRoles':
      return tied.some((other) => other !== deal && other.roles >= deal.roles)
        ? `no other of the deals that fit has more of the people present in a contact role, it is the last modified of them and ${standing}`
        : `of the deals that fit it has most of the people present in a contact role, and ${standing}`;
    default:
      return `it is the last modified of the deals that fit and ${standing}`;
  }
}
