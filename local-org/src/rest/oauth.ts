/** The OAuth endpoints of a session that has one already: a new access token for a refresh token, and the end of either. */
import type { Org } from '../data/types.ts';
import { ok, type Answer } from './router.ts';

function refused(error: string, description: string): Answer {
  return { status: 400, body: { error, error_description: description }, counted: false };
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_refresh_token_flow.htm */
export function token(org: Org, form: URLSearchParams, base: string): Answer {
  const grant = form.get('grant_type');
  if (grant !== 'refresh_token')
    return refused('unsupported_grant_type', `The local org does not implement the grant type ${grant ?? 'none'}`);
  if (!form.get('client_id')) return refused('invalid_client_id', 'client identifier invalid');
  const userId = org.userOfRefreshToken(form.get('refresh_token') ?? '');
  if (!userId) return refused('invalid_grant', 'expired access/refresh token');
  return {
    ...ok({
      access_token: org.tokenFor(userId),
      instance_url: base,
      id: `${base}/id/${org.organizationId}/${userId}`,
      token_type: 'Bearer',
      issued_at: String(Date.now()),
      scope: 'refresh_token api',
    }),
    counted: false,
  };
}

/** https://help.salesforce.com/s/articleView?id=sf.remoteaccess_revoke_token.htm */
export function revoke(org: Org, form: URLSearchParams): Answer {
  if (!org.revokeToken(form.get('token') ?? '')) return refused('unsupported_token_type', 'this token is not known');
  return { ...ok({}), counted: false };
}
