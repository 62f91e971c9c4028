import type { SnapshotIndex } from '../../src/match/snapshot-index.ts';
import type { OpportunityRow } from '../../src/match/types.ts';

/** What the rules of others go by: who of the customers and of us was there, and when. */
export interface DealCase {
  contactIds: string[];
  accountIds: string[];
  userIds: Set<string>;
  /** Domains of the customers' addresses, without public mail services. */
  domains: string[];
  startedAt: string;
  endedAt: string;
}

/** The deals that a rule links; most link one. */
export type DealRule = (given: DealCase, index: SnapshotIndex) => string[];

export function dealsOf({ accountIds }: DealCase, index: SnapshotIndex): OpportunityRow[] {
  return accountIds.flatMap((id) => index.opportunitiesByAccount.get(id) ?? []);
}

export function lastOf(deals: OpportunityRow[], timeOf: (deal: OpportunityRow) => string): OpportunityRow[] {
  return [...deals].sort((a, b) => (timeOf(a) < timeOf(b) ? 1 : timeOf(a) > timeOf(b) ? -1 : 0)).slice(0, 1);
}
