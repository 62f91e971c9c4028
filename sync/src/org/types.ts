import type { Conversation } from '../conversation/conversation.ts';
import type { MatchSettings, Snapshot } from '../match/types.ts';
import type { Plan, Receipt } from '../plan/types.ts';

/** How to reach an org: an access token alone, or with what renews it. */
export interface OrgCredentials {
  instanceUrl: string;
  accessToken?: string;
  refreshToken?: string;
  loginUrl?: string;
  clientId?: string;
  clientSecret?: string;
}

/** Daily API requests, as the org's last answer said (`Sforce-Limit-Info`). */
export interface ApiUsage {
  used: number;
  max: number;
}

/** The org, as the engine uses it. Faults are `OrgError`s with Salesforce's own code. */
export interface Org {
  readonly usage: ApiUsage | undefined;
  /** Requests sent since the connection was made. */
  readonly requests: number;
  /** Reads all that a batch touches, in as few composite requests as their sizes allow. */
  snapshot(conversations: Conversation[], settings: MatchSettings): Promise<Snapshot>;
  /** Applies plans whose writing is `on`; the others become receipts of what would be written. `now` is RFC 3339 UTC. */
  apply(plans: Plan[], now: string): Promise<Receipt[]>;
  /** Who the service acts as, and in which org. */
  identity(): Promise<{ userId: string; username: string; organizationId: string; organizationName: string }>;
}
