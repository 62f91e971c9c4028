/** Where each provider lets people in and gives their emails, and as which app the service comes. */
import type { Provider } from '../../email/mailbox/types.ts';

export interface MailProvider {
  clientId: string;
  clientSecret: string;
  /** As its people know it. */
  name: string;
  authorizeUrl: string;
  tokenUrl: string;
  /** Absent: it has no address where an access is given back. */
  revokeUrl?: string;
  /** No slash at its end. */
  apiUrl: string;
  /** The least that does it. */
  scopes: string[];
  /** Of these nothing goes without. As the answer names them. */
  needed: string[];
  /** What else the authorize address needs. */
  asked: Record<string, string>;
  /** What an answer of the log-in says that it is from (RFC 9207), where it says so. */
  issuer?: string;
}

export type MailProviders = Partial<Record<Provider, MailProvider>>;

interface App {
  clientId: string;
  clientSecret: string;
}

/**
 * https://developers.google.com/identity/protocols/oauth2/web-server. Without `prompt=consent` somebody who has agreed
 * before gives no refresh token.
 */
export function google(app: App, { apiUrl, oauthUrl }: { apiUrl?: string; oauthUrl?: string } = {}): MailProvider {
  const scope = 'https://www.googleapis.com/auth/gmail.readonly';
  return {
    ...app,
    name: 'Google',
    authorizeUrl: `${oauthUrl ?? 'https://accounts.google.com'}/o/oauth2/v2/auth`,
    tokenUrl: `${oauthUrl ?? 'https://oauth2.googleapis.com'}/token`,
    revokeUrl: `${oauthUrl ?? 'https://oauth2.googleapis.com'}/revoke`,
    apiUrl: apiUrl ?? 'https://gmail.googleapis.com',
    scopes: [scope],
    needed: [scope],
    asked: { access_type: 'offline', prompt: 'consent' },
    issuer: oauthUrl ?? 'https://accounts.google.com',
  };
}

/**
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow. `User.Read` says whose mailbox it is. The
 * identity platform has no address where an app gives an access back.
 * `directory`: `organizations`, `common`, or one directory's own id or domain.
 */
export function microsoft(
  app: App,
  { apiUrl, loginUrl, directory = 'organizations' }: { apiUrl?: string; loginUrl?: string; directory?: string } = {},
): MailProvider {
  const base = `${loginUrl ?? 'https://login.microsoftonline.com'}/${encodeURIComponent(directory)}/oauth2/v2.0`;
  return {
    ...app,
    name: 'Microsoft',
    authorizeUrl: `${base}/authorize`,
    tokenUrl: `${base}/token`,
    apiUrl: apiUrl ?? 'https://graph.microsoft.com',
    scopes: ['offline_access', 'https://graph.microsoft.com/Mail.Read', 'https://graph.microsoft.com/User.Read'],
    needed: ['Mail.Read', 'User.Read'],
    asked: { response_mode: 'query' },
  };
}
