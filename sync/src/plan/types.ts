import type { Match } from '../match/types.ts';

/** From the least to the most. `off` is a dry run, `suggest` leaves the customer's own records to their people. */
export const WRITING = ['off', 'suggest', 'on'] as const;
export type Writing = (typeof WRITING)[number];
export type FieldValue = string | number | boolean | null;

/** How one field of one record changes, and why. */
export interface PlannedField {
  field: string;
  before: FieldValue;
  after: FieldValue;
  rule: string;
  evidence?: string;
  /** What the org calls a field of a customer's own record. */
  label?: string;
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
  /** Takes what is ours off an activity that the conversation is no longer linked to: it goes first, and is not the link. */
  release?: true;
  /** Keys of the suggestions that tell what became of this write: `Failed`, with the org's words, where it is refused. */
  suggestionKeys?: string[];
  /** Somebody else changed the record after whoever made it: the write itself hides that from then on. */
  touched?: true;
  fields: PlannedField[];
}

/** A write, or the fields of one, that a setting holds back. */
export interface HeldWrite extends PlannedWrite {
  /** `off`: not written. `suggest`: left to people. */
  writing: 'off' | 'suggest';
  /** The setting that holds it back, in words. */
  note: string;
}

/** Every write that one conversation would make. No writes: the org already says all of it. */
export interface Plan {
  key: string;
  writing: Writing;
  match: Match;
  /** The conversation's own record, where the org already has one. */
  conversationId?: string;
  writes: PlannedWrite[];
  /** What the tenant's settings keep from being written, while the rest is. */
  held?: HeldWrite[];
  /** What was left out or mended, in words: a cut text, a picklist value that the org does not have. */
  remarks: string[];
  /** Names of the records that it speaks of, by Id. */
  names?: Record<string, string>;
}

export interface ReceiptEntry {
  object: string;
  id?: string;
  operation: PlannedWrite['operation'];
  key?: string;
  fields: PlannedField[];
  /** An upsert of what was there already. */
  existed?: true;
  /** Somebody else had changed it since it was made. */
  touched?: true;
  /** `planned` where a setting holds it back: `note` says which. */
  outcome: 'written' | 'planned' | 'failed' | 'skipped';
  /** A sentence about this record: which setting held it back, what was repaired or adopted, why it was left. */
  note?: string;
  /** The org's own words. */
  error?: { code: string; message: string; fields: string[] };
}

/** What was written, field by field: kept, shown, and undoable. */
export interface Receipt {
  key: string;
  /** What asked for it; absent: a sync. */
  action?: 'relink' | 'undo';
  /** Salesforce Id of the user who took it back, where that is known. */
  user?: string;
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
  /** Names of the records that it speaks of, by Id. */
  names?: Record<string, string>;
}

/** Writes of a feed that is no conversation: a visitor, a step of a workflow. */
export interface RecordPlan {
  /** Whose writes they are, for example `visitor:…` or `workflow:…`. */
  key: string;
  /** `off`: nothing is written, and the receipt says what would be. What else is held back stands in `held`. */
  writing: Writing;
  /**
   * Each write that others link to has a `key`: of a `create` it is a name within the plan, of an `upsert` the external
   * Id too. A `create` is sent once: whoever plans it keeps the intent before and looks for the record after a crash.
   */
  writes: PlannedWrite[];
  held?: HeldWrite[];
  remarks: string[];
  names?: Record<string, string>;
  /** Why these records, in sentences for the receipt. */
  evidence?: string[];
}

export type RecordReceipt = Omit<Receipt, 'match' | 'conversationId' | 'activityId' | 'action'> & {
  evidence?: string[];
};
