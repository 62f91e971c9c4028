/** What a fault is, and so what is done about it. */
export type FaultClass =
  'auth' | 'contention' | 'quota' | 'transient' | 'echo' | 'repairable' | 'identity' | 'stale' | 'terminal';

interface FaultRow {
  fault: FaultClass;
  /** Salesforce's status codes; a trailing `*` stands for any ending. */
  codes: string[];
  /** How often a request or a record is tried, in all. */
  tries: number;
  /** The shortest wait before the first repetition, in milliseconds; it doubles each time, with jitter. */
  waitMs: number;
}

/** Codes as the REST API guide lists them under "Status Codes and Error Responses". */
export const FAULTS: FaultRow[] = [
  {
    fault: 'auth',
    codes: ['INVALID_SESSION_ID', 'INVALID_AUTH_HEADER', 'invalid_grant', 'inactive_user', 'inactive_org'],
    tries: 2,
    waitMs: 0,
  },
  { fault: 'contention', codes: ['UNABLE_TO_LOCK_ROW'], tries: 6, waitMs: 1000 },
  { fault: 'quota', codes: ['REQUEST_LIMIT_EXCEEDED'], tries: 1, waitMs: 0 },
  {
    fault: 'transient',
    codes: [
      ...['SERVER_UNAVAILABLE', 'QUERY_TIMEOUT', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'],
      ...['ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ENETWORK', 'UND_ERR_*'],
    ],
    tries: 4,
    waitMs: 500,
  },
  { fault: 'echo', codes: ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED'], tries: 2, waitMs: 0 },
  {
    fault: 'repairable',
    codes: [
      'STRING_TOO_LONG',
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      'INVALID_FIELD',
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      'INVALID_EMAIL_ADDRESS',
    ],
    tries: 1,
    waitMs: 0,
  },
  { fault: 'identity', codes: ['DUPLICATES_DETECTED', 'DUPLICATE_VALUE'], tries: 1, waitMs: 0 },
  {
    fault: 'stale',
    codes: ['ENTITY_IS_DELETED', 'NOT_FOUND', 'INVALID_CROSS_REFERENCE_KEY'],
    tries: 1,
    waitMs: 0,
  },
  {
    fault: 'terminal',
    codes: [
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      'FIELD_INTEGRITY_EXCEPTION',
      'REQUIRED_FIELD_MISSING',
      'INSUFFICIENT_ACCESS*',
      'MALFORMED_ID',
    ],
    tries: 1,
    waitMs: 0,
  },
];

/** What is not in the table is not tried again: it is kept, and shown in the org's own words. */
export const UNLISTED: FaultClass = 'terminal';

export function retryOf(fault: FaultClass): { tries: number; waitMs: number } {
  const { tries, waitMs } = FAULTS.find((row) => row.fault === fault) ?? { tries: 1, waitMs: 0 };
  return { tries, waitMs };
}

export const LONGEST_WAIT_MS = 60_000;

/** Between `waitMs` and its double, doubled each time, a minute at most: many workers do not return at once. */
export function backoffMs(waitMs: number, repetition: number, random: () => number = Math.random): number {
  return Math.round(Math.min(LONGEST_WAIT_MS, waitMs * 2 ** repetition * (1 + random())));
}
