import { dealsOf, type DealRule } from './types.ts';

/** The contact's account, else the one of the website's domain; its open deals whose owner attended, else all open; up to five. */
export const gong: DealRule = (given, index) => {
  const byDomain = () =>
    [...index.accounts.values()]
      .filter(({ Website }) => typeof Website === 'string' && given.domains.some((domain) => Website.includes(domain)))
      .map(({ Id }) => Id);
  const accountIds = given.accountIds.length > 0 ? given.accountIds : byDomain();
  const open = dealsOf({ ...given, accountIds }, index).filter(({ IsClosed }) => !IsClosed);
  const attended = open.filter(({ OwnerId }) => given.userIds.has(OwnerId));
  return (attended.length > 0 ? attended : open).slice(0, 5).map(({ Id }) => Id);
};
