/**
 * Faults on purpose, the local org's own (Salesforce has no such thing): the next requests, or the next record writes of
 * sObject Collections, fail with a given Salesforce error. For tests of clients.
 */
import { SalesforceError } from '../data/faults/errors.ts';
import { isObject, parserError } from './body.ts';

export interface Fault {
  /** How many requests or record writes are still to fail. */
  times: number;
  status: number;
  errorCode: string;
  message: string;
  /** `request`: the whole request. `record`: one record of a collection. */
  scope: 'request' | 'record';
  /** `after`: the request is carried out, but its answer is the fault. */
  when: 'before' | 'after';
  /** Only requests whose path contains this text. */
  path: string | null;
  /** Only writes of records of this object. */
  object: string | null;
  /** Seconds for the header Retry-After. */
  retryAfter: number | null;
}

/** The code that cuts the connection in place of an answer. */
const CUT = 'ECONNRESET';

/** A fault on purpose, with the header that it is to carry. */
export class FaultOnPurpose extends SalesforceError {
  readonly headers: Record<string, string>;
  readonly cutsConnection: boolean;
  constructor({ status, errorCode, message, retryAfter }: Fault) {
    super(status, errorCode, message);
    this.headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) };
    this.cutsConnection = errorCode === CUT;
  }
}

const USUAL: Record<string, { status: number; message: string }> = {
  UNABLE_TO_LOCK_ROW: { status: 400, message: 'unable to obtain exclusive access to this record' },
  SERVER_UNAVAILABLE: { status: 503, message: 'The server is temporarily unable to handle the request' },
  ECONNRESET: { status: 500, message: 'The connection is cut.' },
  REQUEST_LIMIT_EXCEEDED: { status: 403, message: 'TotalRequests Limit exceeded.' },
  INVALID_SESSION_ID: { status: 401, message: 'Session expired or invalid' },
  QUERY_TIMEOUT: { status: 400, message: 'Your query request was running for too long.' },
};

export class Faults {
  #list: Fault[] = [];

  get list(): Fault[] {
    return this.#list;
  }

  clear(): void {
    this.#list = [];
  }

  /**
   * `{errorCode, times?, status?, message?, scope?, when?, path?, object?, retryAfter?}`; status and message have usual
   * values by code. `ECONNRESET` cuts the connection in place of an answer.
   */
  add(body: unknown): Fault {
    if (!isObject(body) || typeof body.errorCode !== 'string')
      throw parserError('Say which fault: {"errorCode": "UNABLE_TO_LOCK_ROW", "times": 1}.');
    const { errorCode, times = 1, scope = 'request', when = 'before', path = null } = body;
    const { object = null, retryAfter = null } = body;
    const { status = USUAL[errorCode]?.status ?? 400, message = USUAL[errorCode]?.message ?? errorCode } = body;
    if (typeof times !== 'number' || !Number.isInteger(times) || times < 1)
      throw parserError('times must be 1 or more.');
    if (typeof status !== 'number' || status < 300 || status > 599) throw parserError('status must be 300 to 599.');
    if (scope !== 'request' && scope !== 'record') throw parserError("scope must be 'request' or 'record'.");
    if (when !== 'before' && when !== 'after') throw parserError("when must be 'before' or 'after'.");
    if (path !== null && typeof path !== 'string') throw parserError('path must be a text.');
    if (object !== null && typeof object !== 'string') throw parserError('object must be a text.');
    if (retryAfter !== null && typeof retryAfter !== 'number') throw parserError('retryAfter must be seconds.');
    const said = { status, errorCode, message: String(message), retryAfter };
    const fault: Fault = { times, ...said, scope, when, path, object };
    this.#list.push(fault);
    return fault;
  }

  /** The fault that this request must fail with, if any; it is used up by one. */
  forRequest(path: string, when: Fault['when']): SalesforceError | undefined {
    return this.#take(
      (fault) => fault.scope === 'request' && fault.when === when && (!fault.path || path.includes(fault.path)),
    );
  }

  forRecord(object: string | undefined): SalesforceError | undefined {
    return this.#take((fault) => fault.scope === 'record' && (!fault.object || fault.object === object));
  }

  #take(matches: (fault: Fault) => boolean): SalesforceError | undefined {
    const fault = this.#list.find(matches);
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#list = this.#list.filter((known) => known !== fault);
    return new FaultOnPurpose(fault);
  }
}
