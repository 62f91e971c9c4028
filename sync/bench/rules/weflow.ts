import { dealsOf, lastOf, type DealRule } from './types.ts';

/** A contact role on an open deal (of several the one modified last), or the account's only open deal; else nothing. */
export const weflow: DealRule = (given, index) => {
  const withRole = given.contactIds
    .flatMap((id) => index.rolesByContact.get(id) ?? [])
    .flatMap(({ OpportunityId }) => index.opportunities.get(OpportunityId) ?? [])
    .filter(({ IsClosed }) => !IsClosed);
  if (withRole.length > 0) return lastOf(withRole, (deal) => deal.LastModifiedDate ?? '').map(({ Id }) => Id);
  const open = dealsOf(given, index).filter(({ IsClosed }) => !IsClosed);
  return open.length === 1 ? open.map(({ Id }) => Id) : [];
};
