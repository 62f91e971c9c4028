/** What every mailbox provider gives, whatever its API: addresses, headers of what is new, and the source of one email. */
import type { Mail } from '../mail.ts';

export const PROVIDERS = ['google', 'microsoft'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** An email without a word of its content: what decides, most of the time, whether it may be read at all. */
export interface EmailHead {
  /** The mailbox's own id, to ask for it again. */
  providerId: string;
  /** Its text is empty. */
  mail: Mail;
  /** Where its owner opens it in a browser. */
  link?: string;
}

/** A step of reading a mailbox. */
export interface MailboxPage {
  /** What is new, the deleted, drafts, spam and chats left out. */
  heads: EmailHead[];
  /** Where to go on, once these have been dealt with. */
  cursor: string;
  /** Nothing more is there now. */
  isLast: boolean;
  /** The cursor was too old, so that the recent days are read anew. */
  isResync?: boolean;
}

/** One mailbox, as its owner has let the service into it. Every method throws a `MailboxError`. */
export interface MailboxClient {
  /** Addresses of the mailbox in lower case, its own first. */
  addresses(): Promise<string[]>;
  /** `cursor`: of the page before; undefined for the first time, which reads back to `since`. */
  next(cursor: string | undefined, since: Date): Promise<MailboxPage>;
  /** Heads by the mailbox's own ids; those that are gone are left out. */
  heads(ids: string[]): Promise<EmailHead[]>;
  /** The RFC 5322 source; undefined where it is gone. */
  source(id: string): Promise<Buffer | undefined>;
}

/**
 * `auth`: the access is over. `refused`: the provider does not let the service do it. `expired`: the cursor is too old.
 * `later`: too many requests, or the provider is away. `strange`: an answer that is none.
 */
export type MailboxFault = 'auth' | 'refused' | 'expired' | 'later' | 'strange';

/** `code` and `message` are the provider's own, never of an email. */
export class MailboxError extends Error {
  readonly fault: MailboxFault;
  readonly code: string;
  readonly retryAfterSec?: number;

  constructor(fault: MailboxFault, code: string, message: string, retryAfterSec?: number) {
    super(message);
    this.name = 'MailboxError';
    this.fault = fault;
    this.code = code;
    if (retryAfterSec !== undefined) this.retryAfterSec = retryAfterSec;
  }
}

/** How a client asks: an address under its provider's, the method, body and headers. Answers what came, whatever its status. */
export type Ask = (path: string, init?: AskInit) => Promise<Answered>;

export interface AskInit {
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
}

export interface Answered {
  status: number;
  headers: Headers;
  body: Buffer;
}
