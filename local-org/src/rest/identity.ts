/** Who is calling: `/services/oauth2/userinfo` and `/id/{organization}/{user}`. */
import { toId18 } from '../data/store/ids.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import { wallClock } from '../soql/zone.ts';

function urls(base: string): Record<string, string> {
  const data = `${base}/services/data/v{version}`;
  return {
    rest: `${data}/`,
    sobjects: `${data}/sobjects/`,
    query: `${data}/query/`,
    custom_domain: base,
  };
}

function names(session: Session): { first: string; last: string } {
  const user = session.get('User', session.user.Id, ['FirstName', 'LastName']);
  const text = (field: string): string => (user[field] as string | null) ?? '';
  return { first: text('FirstName'), last: text('LastName') };
}

/** Standard offset of the user's zone in milliseconds: the one of January or July that is the smaller. */
function utcOffset(timeZone: string, year: number): number {
  const offsets = [0, 6].map((month) => {
    const instant = Date.UTC(year, month, 1);
    return wallClock(instant, timeZone) - instant;
  });
  return Math.min(...offsets);
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_userinfo_endpoint.htm */
export function userInfo(org: Org, session: Session, base: string): Record<string, unknown> {
  const { user } = session;
  const { first, last } = names(session);
  return {
    sub: `${base}/id/${org.organizationId}/${user.Id}`,
    user_id: user.Id,
    organization_id: org.organizationId,
    preferred_username: user.Username,
    nickname: user.Alias,
    name: user.Name,
    email: user.Email,
    email_verified: true,
    given_name: first,
    family_name: last,
    zoneinfo: user.TimeZoneSidKey,
    profile: `${base}/${user.Id}`,
    urls: urls(base),
    active: user.IsActive,
    user_type: 'STANDARD',
    language: user.LanguageLocaleKey,
    locale: user.LocaleSidKey,
    utcOffset: utcOffset(user.TimeZoneSidKey, new Date().getUTCFullYear()),
  };
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_using_openid.htm */
export function identity(
  org: Org,
  session: Session,
  base: string,
  organizationId: string,
  userId: string,
): Record<string, unknown> {
  if (toId18(organizationId) !== org.organizationId || toId18(userId) !== session.user.Id)
    throw new SalesforceError(403, 'Bad_OAuth_Token', 'The token belongs to another user or organization.');
  const { user } = session;
  const { first, last } = names(session);
  return {
    id: `${base}/id/${org.organizationId}/${user.Id}`,
    asserted_user: true,
    user_id: user.Id,
    organization_id: org.organizationId,
    username: user.Username,
    nick_name: user.Alias,
    display_name: user.Name,
    email: user.Email,
    email_verified: true,
    first_name: first,
    last_name: last,
    timezone: user.TimeZoneSidKey,
    urls: urls(base),
    active: user.IsActive,
    user_type: 'STANDARD',
    language: user.LanguageLocaleKey,
    locale: user.LocaleSidKey,
    utcOffset: utcOffset(user.TimeZoneSidKey, new Date().getUTCFullYear()),
  };
}
