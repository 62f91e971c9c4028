/** The steps of the deal rule: which deal they name, or between which a person has to choose. */
import type { Deal } from './deals.ts';
import { byText } from './ids.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { wordsOf } from './title.ts';
import type { DealStep, MatchSettings } from './types.ts';

/** `isLeft`: no step that is on goes by these, so no tie rule may either. */
export type Decision = { rule: string; deal: Deal } | { tied: Deal[]; isLeft?: true };

/** Each step names one deal or none. */
export function cascade(deals: Deal[], steps: readonly DealStep[]): Decision {
  const withRole = deals.filter((deal) => deal.role);
  const ours = (list: Deal[]) => list.filter((deal) => deal.ours);
  const only = (list: Deal[]) => (list.length === 1 ? list[0] : undefined);
  const byRole = only(withRole);
  // a role on a deal of somebody who was not there, beside a deal of somebody who was, says two things
  if (byRole && !byRole.ours && ours(deals).length > 0) return { tied: [byRole, ...ours(deals)] };
  if (byRole) return { rule: 'contactRole', deal: byRole };
  if (withRole.length > 1) {
    const byRoleAndOwner = only(ours(withRole));
    if (byRoleAndOwner) return { rule: 'contactRoleAndOwner', deal: byRoleAndOwner };
    return { tied: ours(withRole).length > 0 ? ours(withRole) : [...withRole, ...ours(deals)] };
  }
  const byOwner = only(ours(deals));
  if (byOwner) return { rule: 'owner', deal: byOwner };
  if (ours(deals).length > 0) return { tied: ours(deals) };
  if (!steps.includes('onlyOpenDeal')) return { tied: deals, isLeft: true };
  const byAccount = only(deals);
  return byAccount ? { rule: 'onlyOpenDeal', deal: byAccount } : { tied: deals };
}

function knownWords(text: string, index: SnapshotIndex): string[] {
  const { words } = index.known;
  let found = words.get(text);
  if (!found) words.set(text, (found = wordsOf(text)));
  return found;
}

/** The one deal whose own words, beside those of the account and of the other deals, the title says in full. */
function namedInTitle(deals: Deal[], title: string | undefined, index: SnapshotIndex): Deal | undefined {
  if (!title || deals.length < 2) return undefined;
  const said = new Set(wordsOf(title));
  const words = (text: string | undefined) => knownWords(text ?? '', index);
  const named = deals.filter(({ row }) => {
    const account = words(index.accounts.get(row.AccountId ?? '')?.Name);
    const others = deals.flatMap((other) => (other.row.Id === row.Id ? [] : words(other.row.Name)));
    const own = words(row.Name).filter((word) => !account.includes(word) && !others.includes(word));
    return own.length > 0 && own.every((word) => said.has(word));
  });
  return named.length === 1 ? named[0] : undefined;
}

/** The title decides between deals that fit alike, and makes a question of one that it speaks against. */
export function withTitle(result: Decision, deals: Deal[], title: string | undefined, index: SnapshotIndex): Decision {
  const named = 'isLeft' in result ? undefined : namedInTitle(deals, title, index);
  if (!named) return result;
  if ('deal' in result) return result.deal === named ? result : { tied: [result.deal, named] };
  const { tied } = result;
  const isAlike = tied.every((deal) => Boolean(deal.role) === Boolean(named.role) && deal.ours === named.ours);
  return isAlike && tied.includes(named) ? { rule: 'dealInTitle', deal: named } : result;
}

const TIE_RULES = {
  lastModified: 'tieLastModified',
  newest: 'tieNewest',
  oldest: 'tieOldest',
  mostRoles: 'tieMostRoles',
} as const;

/** The tenant's own rule between deals that fit alike. */
export function breakTie(tied: Deal[], tie: MatchSettings['dealTie']): { rule: string; deal: Deal } | undefined {
  if (tie === 'off') return undefined;
  const created = ({ row }: Deal) => Date.parse(row.CreatedDate);
  const modified = ({ row }: Deal) => Date.parse(row.LastModifiedDate || row.CreatedDate);
  const orders: Record<typeof tie, (a: Deal, b: Deal) => number> = {
    lastModified: (a, b) => modified(b) - modified(a),
    newest: (a, b) => created(b) - created(a),
    oldest: (a, b) => created(a) - created(b),
    mostRoles: (a, b) => b.roles - a.roles || modified(b) - modified(a),
  };
  const [deal] = [...tied].sort((a, b) => orders[tie](a, b) || byText(a.row.Id, b.row.Id));
  return deal && { rule: TIE_RULES[tie], deal };
}
