import type { OpportunityRow } from './types.ts';
import type { When } from './when.ts';

const DAY = 86_400_000;
/** A deal is often entered after the first conversation about it. */
const ENTERED_LATER_MS = 30 * DAY;

export type Standing = 'open' | 'openedLater' | 'closed' | 'notYet';

/**
 * How a deal stood at a time. Salesforce keeps no date of closing on the Opportunity: a closed deal counts as closed
 * from its close date on.
 */
export function standingAt(deal: OpportunityRow, at: When): Standing {
  if (deal.IsClosed && deal.CloseDate < at.day) return 'closed';
  const late = Date.parse(deal.CreatedDate) - Date.parse(at.instant);
  if (late <= 0) return 'open';
  return late <= ENTERED_LATER_MS ? 'openedLater' : 'notYet';
}

export function isOpenAround(deal: OpportunityRow, at: When): boolean {
  const standing = standingAt(deal, at);
  return standing === 'open' || standing === 'openedLater';
}
