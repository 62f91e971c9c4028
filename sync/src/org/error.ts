import { FAULTS, UNLISTED, type FaultClass } from './fault-table.ts';

/** A fault that the org, or the way to it, answered with. `code` is Salesforce's own where it gave one. */
export class OrgError extends Error {
  readonly code: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  readonly fields: string[];
  readonly fault: FaultClass;
  /** How long the org asked to be left alone (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(code: string, message: string, status: number, fields: string[] = [], retryAfterMs?: number) {
    super(message);
    this.name = 'OrgError';
    this.code = code;
    this.status = status;
    this.fields = fields;
    this.fault = classify(code, status);
    this.retryAfterMs = retryAfterMs;
  }
}

export function classify(code: string, status = 0): FaultClass {
  const listed = FAULTS.find(({ codes }) =>
    codes.some((each) => (each.endsWith('*') ? code.startsWith(each.slice(0, -1)) : each === code)),
  );
  if (listed) return listed.fault;
  if (status === 401) return 'auth';
  // what is not there does not come by asking again
  if (status === 420 || status === 429 || (status >= 500 && status !== 501)) return 'transient';
  return UNLISTED;
}

/** One record's refusal. A row whose parent was refused says only that the parent is not there: the parent has the reason. */
export function classifyRefusal({ code, message }: { code: string; message: string }): FaultClass {
  return code === 'INVALID_FIELD' && message.startsWith('Foreign key external ID') ? 'echo' : classify(code);
}

interface SalesforceFault {
  errorCode?: unknown;
  error?: unknown;
  message?: unknown;
  error_description?: unknown;
  fields?: unknown;
}

/** Reads `[{errorCode, message, fields}]`, an OAuth error, or whatever else stood in the answer. */
export function errorOfAnswer(status: number, body: unknown, retryAfterMs?: number): OrgError {
  const first = (Array.isArray(body) ? body[0] : body) as SalesforceFault | null | undefined;
  const given = typeof first === 'object' && first !== null ? first : {};
  const code = [given.errorCode, given.error].find((value) => typeof value === 'string') ?? `HTTP_${status}`;
  const message = [given.message, given.error_description].find((value) => typeof value === 'string');
  const fields = Array.isArray(given.fields) ? given.fields.filter((field) => typeof field === 'string') : [];
  return new OrgError(code, message ?? `The org answered with HTTP status ${status}.`, status, fields, retryAfterMs);
}

/** `Retry-After` as RFC 9110 has it, seconds or a date, in milliseconds from now; undefined where there is none. */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

/** A fault before there was an answer. The message names the system's code and never the request. */
export function errorOfNetwork(cause: unknown): OrgError {
  const inner = (cause as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  const name = (cause as { name?: unknown } | undefined)?.name;
  const code = typeof inner === 'string' ? inner : name === 'TimeoutError' ? 'ETIMEDOUT' : 'ENETWORK';
  return new OrgError(code, 'The org did not answer.', 0);
}
