/** What the sync service answers, as its OpenAPI document has it. Times are RFC 3339 UTC; unknown is null. */

export interface Connection {
  status: 'notConnected' | 'waiting' | 'connected' | 'broken';
  via: 'oauth' | 'environment' | null;
  environment: 'production' | 'sandbox' | 'custom' | null;
  instanceUrl: string | null;
  organizationId: string | null;
  organizationName: string | null;
  isSandbox: boolean | null;
  user: Named | null;
  scopes: string[];
  connectedAt: string | null;
  connectedBy: string | null;
  lastSyncAt: string | null;
  waitingUntil: string | null;
  problem: { code: string; message: string; fix: string } | null;
  callbackUrl: string | null;
  canConnect: boolean;
  cannotConnectBecause: string | null;
}

export interface Named {
  id: string;
  username: string;
  name: string;
}

export type CheckId =
  'connection' | 'permissions' | 'fields' | 'apiAccess' | 'notes' | 'changeDataCapture' | 'people' | 'writing';

export interface Check {
  id: CheckId;
  state: 'ok' | 'attention' | 'blocked' | 'unknown';
  code: string;
  facts: Record<string, string | number | boolean | null>;
  reason: string;
  fix: string;
  setupPath: string | null;
}

export type Need = 'mandatory' | 'recommended' | 'none';
export interface Right {
  need: Need;
  has: boolean | null;
}
export interface PermissionRow {
  object: string;
  label: string;
  read: Right;
  edit: Right;
  create: Right;
}
export interface FieldRow {
  object: string;
  field: string;
  label: string;
  need: 'read' | 'edit';
  level: 'mandatory' | 'recommended';
  has: boolean;
}
export interface Missing {
  /** Which of the package's permission sets grants it; `Debrief_Missing_Rights` where none does. */
  permissionSet: string;
  kind: 'object' | 'field' | 'user';
  object: string;
  field: string;
  /** `read`, `edit`, `create`, `delete`, `viewAll`, or the name of a user permission. */
  right: string;
  label: string;
  level: 'mandatory' | 'recommended';
}
export interface ApiUse {
  edition: string | null;
  enabled: boolean | null;
  used: number | null;
  max: number | null;
  reserve: number | null;
  reservePercent: number;
}
export interface Drift {
  since: string | null;
  changes: { check: CheckId; code: string; from: string; to: string; message: string; better: boolean }[];
}

export interface Health {
  checkedAt: string;
  organization: { id: string; name: string; edition: string; isSandbox: boolean } | null;
  user: Named | null;
  checks: Check[];
  permissions: PermissionRow[];
  fields: FieldRow[];
  missing: Missing[];
  permissionSetXml: string | null;
  api: ApiUse | null;
  drift: Drift;
}

export type Writing = 'off' | 'suggest' | 'on';
export type DealStep = 'contactRole' | 'owner' | 'onlyOpenDeal';
export type DealTie = 'off' | 'lastModified' | 'newest' | 'oldest' | 'mostRoles';
export interface Settings {
  writing: Writing;
  objects: { object: string; writing: Writing; fields: { field: string; writing: Writing }[] }[];
  fieldMapping: { object: string; field: string; toField: string }[];
  noteOnDeal: boolean;
  loggedCalls: 'enrich' | 'linkOnly';
  apiReservePercent: number;
  defaultCountry: string;
  peopleOrder: 'contactFirst' | 'leadFirst';
  dealSteps: DealStep[];
  dealTie: DealTie;
  threshold: number;
  margin: number;
  revision: number;
}

export interface FieldInfo {
  field: string;
  label: string;
  type: string;
  writable: boolean;
  custom: boolean;
}
export interface FieldList {
  object: string;
  label: string;
  fields: FieldInfo[];
}

export interface Rep {
  email: string;
  name: string | null;
  userId: string | null;
  userName: string | null;
  how: 'email' | 'hand' | 'none' | 'leftOut';
  leftOut: boolean;
  conversations: number;
  lastSeen: string | null;
  note: string | null;
}
export interface People {
  reps: Rep[];
  users: { userId: string; name: string; email: string | null }[];
}

export interface ConversationState {
  key: string;
  status: 'accepted' | 'processing' | 'synced' | 'parked' | 'failed' | 'undone';
  conversationId: string | null;
  activityId: string | null;
  opportunityId: string | null;
  match: { status: string; rule: string | null; evidence: string } | null;
  error: string | null;
}
export interface Receipt {
  outcome: 'written' | 'unchanged' | 'planned' | 'failed';
  match: { evidence: string; activity: { object: 'Event' | 'Task'; id?: string } };
  entries: {
    object: string;
    id?: string;
    operation: 'create' | 'update' | 'upsert' | 'delete';
    outcome: 'written' | 'planned' | 'failed' | 'skipped';
    fields: { field: string; label?: string; rule?: string }[];
    note?: string;
    error?: { code: string; message: string };
  }[];
  remarks: string[];
  conversationId?: string;
  activityId?: string;
}

/** How `c/syncApi` refuses. */
/** A user's mailbox, as admins see it. */
export interface Mailbox {
  user: string | null;
  mailbox: string;
  provider: 'google' | 'microsoft' | null;
  /** `consented`: its emails are sent by another system. */
  state: 'connected' | 'problem' | 'consented' | 'withdrawn';
  since: string;
  lastSyncAt: string | null;
  problem: { message: string; fix: string } | null;
  kept: number;
}
export interface Mailboxes {
  mailboxes: Mailbox[];
  /** Those that the service has an app for. */
  providers: ('google' | 'microsoft')[];
  callbackUrl: string;
}

export interface WorkflowList {
  workflows: {
    name: string;
    title: string;
    description: string;
    /** False where title and description are those that it came with. */
    ownWords?: boolean;
    on: boolean;
    runs: { failed?: number };
  }[];
  ai: 'endpoint' | 'plain';
}

export interface SyncFault {
  kind: 'refused' | 'forbidden' | 'notFound' | 'key' | 'offline' | 'timeout' | 'noFlow' | 'unknown';
  status: number;
  message: string;
}

/** Runs one operation of the service through its Flow. */
export type Call = (
  operation: string,
  inputs?: Record<string, string | number | boolean>,
  options?: { timeoutMs?: number },
) => Promise<unknown>;
