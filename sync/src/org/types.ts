import type { Conversation } from '../conversation/conversation.ts';
import type { MatchSettings, OrgShapes, Snapshot, UserRow } from '../match/types.ts';
import type { Plan, Receipt, RecordPlan, RecordReceipt } from '../plan/types.ts';
import type { ApiUsage } from './api-usage.ts';
import type { BulkOptions } from './bulk/send.ts';
import type { Notice } from './check/notify.ts';
import type { Survey, SurveyedObject } from './check/survey.ts';
import type { Told, UserNotice } from './notify.ts';
import type { Participants } from './participants.ts';
import type { RecordWanted } from './rows.ts';

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

/** Where to go on in a topic of change events; without a replay id (base64) from now on. */
export interface ChangeCursor {
  topic: string;
  replayId?: string;
}

export interface ChangeDelivery {
  topic: string;
  /** In the order of their commits; none where the event bus only says that it lives. */
  changes: OrgChange[];
  /** Something changed that the event bus could not tell: the org is to be asked. */
  isGap: boolean;
  /** The place in the topic after these changes (base64). */
  replayId: string;
}

/**
 * `closed`: by us. `off`: the org does not tell this topic, or not to this user. `replay`: the place asked for is kept no
 * longer. `auth`: the session is not good. `lost`: anything that may pass.
 */
export interface SubscriptionEnd {
  reason: 'closed' | 'off' | 'replay' | 'auth' | 'lost';
  /** A sentence of the event bus. */
  message: string;
}

export interface Subscription {
  /** True when events are being told; false when it was over before. */
  opened: Promise<boolean>;
  ended: Promise<SubscriptionEnd>;
  /** Resolves when no delivery is being dealt with any more. */
  close(): Promise<void>;
}

export interface Identity {
  userId: string;
  username: string;
  userName: string;
  organizationId: string;
  organizationName: string;
  isSandbox: boolean;
}

/** The org, as the engine uses it. Faults are `OrgError`s with Salesforce's own code. */
export interface Org {
  readonly usage: ApiUsage | undefined;
  /** Requests sent since the connection was made. */
  readonly requests: number;
  /** Reads all that a batch touches, in as few composite requests as their sizes allow. */
  snapshot(
    conversations: Conversation[],
    settings: MatchSettings,
    /** `isToMatch`: without what only a plan needs, such as everything beneath a conversation. */
    options?: { isToMatch?: boolean },
  ): Promise<Snapshot>;
  /** Applies plans whose writing is not `off`; the others become receipts of what would be written. `now` is RFC 3339 UTC. */
  apply(plans: Plan[], now: string): Promise<Receipt[]>;
  /**
   * Writes of what is no conversation: each record after those of its plan that it links to. Repairs, adopts and mends as
   * `apply` does. `now` is RFC 3339 UTC.
   */
  write(plans: RecordPlan[], now: string): Promise<RecordReceipt[]>;
  /**
   * Rows of a statement, page after page up to `most` (2,000 where it is not given); date-times are RFC 3339 UTC. Whoever
   * asks quotes values with `soql.ts`. Throws `OrgError`.
   */
  query(soql: string, most?: number): Promise<Record<string, unknown>[]>;
  /** Who these addresses are. One request for contacts and leads; the users are known for an hour. Throws `OrgError`. */
  participants(addresses: string[]): Promise<Participants>;
  /** What the integration user may see and write, described anew. */
  shapes(): Promise<OrgShapes>;
  /** The shapes of these objects, as they were described within the hour; what the integration user does not see is absent. */
  shapesOf(objects: string[]): Promise<OrgShapes>;
  /** Somebody may have changed fields or rights: what is asked next is described anew. */
  forgetShapes(): void;
  /**
   * `apply` by Bulk API 2.0, for plans of some thousand conversations: all of them at once, as every job takes six requests
   * or more. `onProgress` hears of each job before it has data: keep its id until it has ended.
   */
  applyBulk(plans: Plan[], now: string, options?: BulkOptions): Promise<Receipt[]>;
  /** After a run that ended early: its jobs change nothing any more, so the org may be read and planned anew. */
  settleBulk(jobIds: string[]): Promise<void>;
  /** Active standard users. */
  users(): Promise<UserRow[]>;
  /** Current values by 18-character Id. Records that are gone or unseen, and fields that are unseen, are absent. */
  rows(wanted: RecordWanted[]): Promise<Map<string, Record<string, unknown>>>;
  /** The daily API requests as they stand now. Costs one of them. */
  limits(): Promise<ApiUsage>;
  /** Throws where the org does not answer within seconds. Costs none of its API requests. */
  ping(): Promise<void>;
  /** What changed since a time (RFC 3339 UTC), with some overlap: deals, contact roles, contacts, leads, comments. */
  changedSince(since: string): Promise<{ changes: OrgChange[]; until: string }>;
  /** Undefined where no event bus is known. The next delivery comes when the last one has been dealt with. */
  subscribe:
    ((cursor: ChangeCursor, deliver: (delivery: ChangeDelivery) => Promise<void>) => Promise<Subscription>) | undefined;
  /** Gets a new session where there is a way to. Throws where there is none. */
  renew(): Promise<void>;
  /** What the integration user has, asked afresh, as the set-up check wants it. Three requests. */
  survey(): Promise<Survey>;
  /** One object as the integration user sees it now; undefined where it does not. */
  surveyObject(object: string): Promise<SurveyedObject | undefined>;
  /** Tells the admins of the package in Salesforce. The number of people told, or why nobody was, in words. */
  notifyAdmins(notice: Notice): Promise<{ told: number } | { skipped: string }>;
  /** Tells users of the org in Salesforce, those of them who are active. Throws where the org does not answer, or not now. */
  notifyUsers(notice: UserNotice): Promise<Told>;
  /** Who the service acts as, and in which org. */
  identity(): Promise<Identity>;
}
