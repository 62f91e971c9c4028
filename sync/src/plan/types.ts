import type { Match } from '../match/types.ts';

export type Writing = 'off' | 'suggest' | 'on';
export type FieldValue = string | number | boolean | null;

/** How one field of one record changes, and why. */
export interface PlannedField {
  field: string;
  before: FieldValue;
  after: FieldValue;
  rule: string;
  evidence?: string;
}

/** One record's write. Own objects and activities are keyed, so applying it twice is applying it once. */
export interface PlannedWrite {
  object: string;
  operation: 'create' | 'update' | 'upsert' | 'delete';
  /** Known for an update or delete. */
  id?: string;
  /** The external Id that makes the write repeatable. */
  key?: { field: string; value: string };
  /** Lookups to records that this same plan creates: field → the other write's key. */
  links?: Record<string, { object: string; key: string }>;
  fields: PlannedField[];
}

/** Every write that one conversation would make. No writes: the org already says all of it. */
export interface Plan {
  key: string;
  writing: Writing;
  match: Match;
  /** The conversation's own record, where the org already has one. */
  conversationId?: string;
  writes: PlannedWrite[];
  /** What was left out or mended, in words: a cut text, a picklist value that the org does not have. */
  remarks: string[];
}

export interface ReceiptEntry {
  object: string;
  id?: string;
  operation: PlannedWrite['operation'];
  key?: string;
  fields: PlannedField[];
  /** `planned` when writing is off. */
  outcome: 'written' | 'planned' | 'failed' | 'skipped';
  /** The org's own words. */
  error?: { code: string; message: string; fields: string[] };
}

/** What was written, field by field: kept, shown, and undoable. */
export interface Receipt {
  key: string;
  /** RFC 3339 UTC. */
  at: string;
  outcome: 'written' | 'unchanged' | 'planned' | 'failed';
  match: Match;
  entries: ReceiptEntry[];
  remarks: string[];
  /** Requests to the org that the batch of this conversation took. */
  requests: number;
  conversationId?: string;
  activityId?: string;
}
