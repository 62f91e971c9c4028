import { dealsOf, lastOf, type DealRule } from './types.ts';

/** Of the account's open deals the one that was updated last, which is its default. */
export const jiminny: DealRule = (given, index) => {
  const open = dealsOf(given, index).filter(({ IsClosed }) => !IsClosed);
  return lastOf(open, (deal) => deal.LastModifiedDate ?? '').map(({ Id }) => Id);
};
