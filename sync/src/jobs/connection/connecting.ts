/** What the service needs in order to be connected to an org by OAuth: its app, its own address, its keys. */
import type { OAuthClient } from '../../org/oauth.ts';
import type { OrgCredentials } from '../../org/credentials.ts';
import type { SecretKeys } from '../seal.ts';

export interface Connecting {
  /** Absent: nobody can connect an org here. */
  client?: OAuthClient;
  /** In the place of Salesforce's own login addresses, for both environments. No slash at its end. */
  loginUrl?: string;
  /** How browsers reach the service: its callback URL begins with it. No slash at its end. */
  publicUrl: string;
  /** Absent where the store is shared and no keys are given. */
  keys?: SecretKeys;
  /** Where change events come from, where it is not Salesforce's own bus. */
  pubsub?: OrgCredentials['pubsub'];
  /** How long a log-in server may take. */
  timeoutMs: number;
}

const CALLBACK_PATH = '/oauth/salesforce/callback';
export const START_PATH = '/oauth/salesforce/start';

/** What stands as callback URL in the External Client App. */
export function callbackUrl({ publicUrl }: Connecting): string {
  return publicUrl + CALLBACK_PATH;
}

/** A sentence with the mend; undefined where an org can be connected. */
export function cannotConnect(connecting: Connecting | undefined): string | undefined {
  if (!connecting?.client)
    return 'The service has no External Client App to log in with: start it with SALESFORCE_CLIENT_ID, the consumer key of the app whose callback URL is given here.';
  if (!connecting.keys)
    return 'The service has no key to seal the org’s tokens with: start every process with the same DEBRIEF_SECRET_KEYS.';
  return undefined;
}

export type Ready = Connecting & Required<Pick<Connecting, 'client' | 'keys'>>;

/** Whether an org can be connected. */
export function isReady(connecting: Connecting | undefined): connecting is Ready {
  return cannotConnect(connecting) === undefined;
}
