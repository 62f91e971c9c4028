/** What the sync service answers, as its OpenAPI document has it. Times are RFC 3339 UTC; unknown is null. */

export interface Budget {
  /** Daily requests of the org: counted, and allowed. */
  used: number | null;
  max: number | null;
  readAt: string | null;
  reserve: number | null;
  reservePercent: number;
  /** Requests of the service in the last hour. */
  perHour: number;
  /** How long what is above the reserve lasts at this pace. */
  lastsHours: number | null;
  /** Everything is kept for later, to spare the reserve. */
  parked: boolean;
  since: string | null;
  resumesAbout: string | null;
  paused: boolean;
  pausedSince: string | null;
  /** Conversations with something left to write. */
  waiting: number;
}

/** A conversation that was not written. */
export interface Affected {
  key: string;
  title: string | null;
  at: string;
  /** The org's own words. */
  message: string;
  conversationId: string | null;
  activityId: string | null;
  opportunityId: string | null;
}

/** What went wrong in one way; `conversations` are the newest of them. */
export interface ErrorType {
  code: string;
  title: string;
  fix: string;
  /** Others go on by themselves. */
  retryable: boolean;
  count: number;
  lastAt: string;
  conversations: Affected[];
}
export interface ErrorList {
  total: number;
  types: ErrorType[];
}

export interface LogEntry {
  id: number;
  at: string;
  kind: string;
  key?: string;
  message: string;
}
/** Newest first; `nextBefore` asks for what is older, null at the end. */
export interface Log {
  entries: LogEntry[];
  nextBefore: number | null;
}
