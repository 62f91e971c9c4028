import type { Conversation } from '../conversation/conversation.ts';
import type { MatchSettings, Snapshot, UserRow } from '../match/types.ts';
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

/** Records as they are now, or nothing where one is gone or unseen. */
export interface RecordWanted {
  object: string;
  id: string;
  fields: string[];
}

/** A change of a record that conversations may be matched by. */
export interface OrgChange {
  object: 'Opportunity' | 'OpportunityContactRole' | 'Contact' | 'Lead' | 'Conversation_Moment__c';
  /** 18 characters each. */
  ids: string[];
  kind: 'create' | 'update' | 'delete' | 'undelete';
  /** RFC 3339 UTC. */
  at: string;
  /** Who made it, where the org said so. */
  by?: string;
  /** Fields that the event or the query gave, under Salesforce's names. */
  values: Record<string, unknown>;
}

/** The org, as the engine uses it. Faults are `OrgError`s with Salesforce's own code. */
export interface Org {
  readonly usage: ApiUsage | undefined;
  /** Requests sent since the connection was made. */
  readonly requests: number;
  /** Reads all that a batch touches, in as few composite requests as their sizes allow. */
  snapshot(conversations: Conversation[], settings: MatchSettings): Promise<Snapshot>;
  /** Applies plans whose writing is not `off`; the others become receipts of what would be written. `now` is RFC 3339 UTC. */
  apply(plans: Plan[], now: string): Promise<Receipt[]>;
  /** Active standard users. */
  users(): Promise<UserRow[]>;
  /** Current values by 18-character Id. Records that are gone or unseen, and fields that are unseen, are absent. */
  rows(wanted: RecordWanted[]): Promise<Map<string, Record<string, unknown>>>;
  /** Throws where the org does not answer within seconds. Costs none of its API requests. */
  ping(): Promise<void>;
  /** Who the service acts as, and in which org. */
  identity(): Promise<{ userId: string; username: string; organizationId: string; organizationName: string }>;
}
