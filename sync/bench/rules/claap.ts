import type { OpportunityRow } from '../../src/match/types.ts';
import { dealsOf, lastOf, type DealRule } from './types.ts';

const MONTH_MS = 30 * 86_400_000;

/** Open during the meeting → open now → created within 30 days after → closed within 30 days before; of several the newest. */
export const claap: DealRule = (given, index) => {
  const deals = dealsOf(given, index);
  const [start, end] = [Date.parse(given.startedAt), Date.parse(given.endedAt)];
  const created = (deal: OpportunityRow) => Date.parse(deal.CreatedDate);
  const closed = (deal: OpportunityRow) => (deal.IsClosed ? Date.parse(deal.CloseDate) : Infinity);
  const steps: ((deal: OpportunityRow) => boolean)[] = [
    (deal) => created(deal) <= end && closed(deal) >= start,
    (deal) => !deal.IsClosed,
    (deal) => created(deal) > end && created(deal) <= end + MONTH_MS,
    (deal) => closed(deal) < start && closed(deal) >= start - MONTH_MS,
  ];
  const found = steps.map((step) => deals.filter(step)).find((list) => list.length > 0) ?? [];
  return lastOf(found, ({ CreatedDate }) => CreatedDate).map(({ Id }) => Id);
};
