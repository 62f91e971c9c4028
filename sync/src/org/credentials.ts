/** What lets the service into an org. */
import type { Tokens } from './oauth.ts';

/** Keeps tokens that several processes share. */
export interface TokenKeeper {
  /**
   * Tokens that are not the spent access token: what another process has renewed meanwhile, or what `renew` makes of the
   * kept refresh token, which is then kept in its place. One process renews at a time. Throws `OrgError`.
   */
  renewed(spent: string | undefined, renew: (refreshToken: string) => Promise<Tokens>): Promise<Tokens>;
}

/** How to reach an org: an access token alone, or with what renews it; or a keeper of both. */
export interface OrgCredentials {
  instanceUrl: string;
  accessToken?: string;
  refreshToken?: string;
  loginUrl?: string;
  clientId?: string;
  clientSecret?: string;
  keeper?: TokenKeeper;
  /** Where change events come from (`host:port`), and the certificate to trust besides the usual ones. Absent: none. */
  pubsub?: { address: string; ca?: string };
}
