/** The store's tables, as `migrations/` makes them. Every row belongs to a tenant. */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { bigint, boolean, integer, json, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import type { Conversation } from '../conversation/conversation.ts';
import type { Part } from '../intake/types.ts';
import type { Match, MatchCause, MatchChoice } from '../match/types.ts';
import type { Intent } from '../plan/interrupted.ts';
import type { TenantSettings } from '../plan/settings.ts';
import type { Receipt } from '../plan/types.ts';

/**
 * `accepted`: stored and queued. `processing`: in a batch now. `synced`: the org says what the conversation says, or,
 * with writing off, the receipt says what would be written. `parked`: kept until something outside changes (the org
 * answers again, a missing part arrives). `failed`: the org refused it, and would again. `undone`: a person took it back;
 * what comes later is kept and not written until it is resynced or relinked.
 */
export const STATES = ['accepted', 'processing', 'synced', 'parked', 'failed', 'undone'] as const;
export type State = (typeof STATES)[number];

/** Who goes first: what a person waits for, what has just happened, what happened long ago. */
export const LANES = ['urgent', 'live', 'backfill'] as const;
export type Lane = (typeof LANES)[number];

export const LINK_KINDS = ['contact', 'lead', 'account', 'opportunity', 'email', 'phone'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Times are RFC 3339 UTC. */
export interface FollowState {
  /** `cdc`: deals and contact roles as they change, the rest by the poll. `poll`: all of it by the poll. */
  mode: 'cdc' | 'poll';
  /** Since when it is so. */
  since: string;
  topics: { topic: string; open: boolean; why?: string }[];
  lastEventAt?: string;
  lastPollAt?: string;
  /** Of the last poll that failed, until one succeeds. */
  pollError?: string;
}

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

export const tenants = pgTable('tenants', {
  name: text('name').primaryKey(),
  /** Null while nobody has changed what the process was started with. */
  settings: jsonb('settings').$type<TenantSettings>(),
  /** Counts the changes of the settings, so that two who change them at once do not overwrite each other. */
  settingsRevision: integer('settings_revision').notNull().default(0),
  /** Counts how often an org was connected or disconnected, so that every process notices. */
  connectionGeneration: integer('connection_generation').notNull().default(0),
  createdAt: instant('created_at').notNull().defaultNow(),
});

/** `admin`: everything. `rep`: what a rep asks for on the page of a conversation. */
export type KeyScope = 'admin' | 'rep';

export const apiKeys = pgTable('api_keys', {
  /** SHA-256 in hexadecimal: the key itself is never stored. */
  hash: text('hash').primaryKey(),
  tenant: text('tenant').notNull(),
  scope: text('scope').$type<KeyScope>().notNull().default('admin'),
  createdAt: instant('created_at').notNull().defaultNow(),
});

export const conversations = pgTable(
  'conversations',
  {
    tenant: text('tenant').notNull(),
    key: text('key').notNull(),
    state: text('state').$type<State>().notNull(),
    /** Counts what has been said about the conversation; `doneRevision` is the last that a batch has dealt with. */
    revision: integer('revision').notNull().default(1),
    doneRevision: integer('done_revision').notNull().default(0),
    /** Asked to be synced again even though its content is unchanged. */
    force: boolean('force').notNull().default(false),
    /** What an incomplete conversation still lacks. */
    waitingFor: text('waiting_for'),
    canonical: jsonb('canonical').$type<Conversation>(),
    /** Fingerprint of the content and settings that the org was last brought in step with. */
    syncedHash: text('synced_hash'),
    match: jsonb('match').$type<Match>(),
    /** What a run is about to write: there only until its receipt is kept. */
    intent: json('intent').$type<Intent>(),
    /** What a person chose to link it to: there only until the org says it too. */
    choice: json('choice').$type<MatchChoice>(),
    /** Changes in the org because of which it is to be matched again; null once a run has gone by them. */
    again: json('again').$type<MatchCause[]>(),
    /** When a person took back what was written; null again from a resync or relink on. */
    undoneAt: instant('undone_at'),
    conversationId: text('conversation_id'),
    activityId: text('activity_id'),
    accountId: text('account_id'),
    opportunityId: text('opportunity_id'),
    contactId: text('contact_id'),
    leadId: text('lead_id'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    /** Tries since the last new part, for faults of this one conversation. */
    attempts: integer('attempts').notNull().default(0),
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    syncedAt: instant('synced_at'),
    /** As its parts say. */
    startedAt: instant('started_at'),
    lane: text('lane').$type<Lane>().notNull().default('live'),
    /** Since when it has had something left to do; null in a batch. */
    waitingSince: instant('waiting_since'),
    /** Not to be tried before then. */
    dueAt: instant('due_at'),
    backfillId: bigint('backfill_id', { mode: 'number' }),
    /** The backfill is over with it once `doneRevision` has come this far. */
    backfillRevision: integer('backfill_revision'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.key] })],
);

export const parts = pgTable(
  'parts',
  {
    tenant: text('tenant').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    /** The provider's own time of the piece. */
    at: instant('at'),
    content: jsonb('content').$type<Part['content']>().notNull(),
    receivedAt: instant('received_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.key, table.name] })],
);

export const receipts = pgTable('receipts', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tenant: text('tenant').notNull(),
  key: text('key').notNull(),
  at: instant('at').notNull(),
  outcome: text('outcome').$type<Receipt['outcome']>().notNull(),
  // json, not jsonb: a receipt is shown with its fields in the order they were made
  receipt: json('receipt').$type<Receipt>().notNull(),
});

/** By what a conversation can be found when something in the org changes: Ids, addresses, E.164 numbers. */
export const conversationLinks = pgTable(
  'conversation_links',
  {
    tenant: text('tenant').notNull(),
    key: text('key').notNull(),
    kind: text('kind').$type<LinkKind>().notNull(),
    value: text('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.key, table.kind, table.value] })],
);

/** What was last known of records that conversations are matched by, to tell a change that matters from another. */
export const orgRecords = pgTable(
  'org_records',
  {
    tenant: text('tenant').notNull(),
    id: text('id').notNull(),
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    /** The last change that was dealt with, by the org's clock; null where it was only read. */
    changedAt: instant('changed_at'),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.id] })],
);

/** How far changes were followed: a replay id for each topic, a time for the poll. */
export const changeCursors = pgTable(
  'change_cursors',
  {
    tenant: text('tenant').notNull(),
    topic: text('topic').notNull(),
    place: text('place').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.topic] })],
);

/** Which process follows a tenant's changes, and what it said last of how that goes. */
export const changeFollowers = pgTable('change_followers', {
  tenant: text('tenant').primaryKey(),
  holder: text('holder'),
  heldUntil: instant('held_until'),
  state: jsonb('state').$type<FollowState>(),
});

/** Provider-side addresses that somebody matched to a user by hand. Addresses are in lower case. */
export const userMatches = pgTable(
  'user_matches',
  {
    tenant: text('tenant').notNull(),
    email: text('email').notNull(),
    userId: text('user_id').notNull(),
    matchedBy: text('matched_by'),
    matchedAt: instant('matched_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenant, table.email] })],
);

export const activity = pgTable('activity', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tenant: text('tenant').notNull(),
  at: instant('at').notNull().defaultNow(),
  kind: text('kind').notNull(),
  key: text('key'),
  message: text('message').notNull(),
});

/** One row for each batch that asked the org; kept for a day and a bit. */
export const sendings = pgTable('sendings', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tenant: text('tenant').notNull(),
  at: instant('at').notNull().defaultNow(),
  lane: text('lane').$type<'live' | 'backfill'>().notNull(),
  conversations: integer('conversations').notNull(),
  requests: integer('requests').notNull(),
});

/** What the org last said of its daily API requests, and whether the tenant is held for them or by an admin. */
export const budgets = pgTable('budgets', {
  tenant: text('tenant').primaryKey(),
  used: integer('used'),
  max: integer('max'),
  readAt: instant('read_at'),
  parkedSince: instant('parked_since'),
  /** `reserve`: the next batch would touch it. `limit`: the org has refused a request. */
  reason: text('reason').$type<'reserve' | 'limit'>(),
  /** How often the org was asked since, and when it is asked next. */
  asks: integer('asks').notNull().default(0),
  nextAskAt: instant('next_ask_at'),
  pausedSince: instant('paused_since'),
});

export const BACKFILL_STATES = ['waiting', 'running', 'done', 'cancelled', 'failed'] as const;
export type BackfillState = (typeof BACKFILL_STATES)[number];

export const backfills = pgTable('backfills', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  tenant: text('tenant').notNull(),
  /** Conversations that started at `fromAt` or later, and before `toAt`. */
  fromAt: instant('from_at').notNull(),
  toAt: instant('to_at').notNull(),
  provider: text('provider'),
  state: text('state').$type<BackfillState>().notNull(),
  /** First what the provider has is pulled, then what the store has is written. */
  step: text('step').$type<'pull' | 'write'>().notNull(),
  /** Where the step stands: the provider's own cursor, then the ids of bulk jobs that have not ended (JSON). */
  cursor: text('cursor'),
  /** Failed pulls in a row. */
  attempts: integer('attempts').notNull().default(0),
  total: integer('total').notNull().default(0),
  done: integer('done').notNull().default(0),
  failed: integer('failed').notNull().default(0),
  /** Requests to the org. */
  requests: integer('requests').notNull().default(0),
  message: text('message'),
  createdAt: instant('created_at').notNull().defaultNow(),
  startedAt: instant('started_at'),
  finishedAt: instant('finished_at'),
});

/** A database or a transaction on it, embedded or not: the same calls on both. */
export type Db = PgDatabase<PgQueryResultHKT>;
export type ConversationRecord = typeof conversations.$inferSelect;
