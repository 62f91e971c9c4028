import type { Conversation } from '../conversation/conversation.ts';

/**
 * One thing a provider said about one conversation. Providers speak in pieces, in any order and late; a conversation
 * is composed from its parts, so the order of arrival cannot matter.
 */
export interface Part {
  /** `source:sourceId` of the conversation. */
  key: string;
  /** What this piece is: `whole` for a full payload, or the provider's own name for it, with its id where several may come (`call.commented/91`). The same name again replaces the piece. */
  name: string;
  /** The provider's own time of the piece (RFC 3339 UTC), where it has one: an older copy never replaces a newer one. */
  at?: string;
  content: Partial<Conversation>;
}

/** What a webhook call says, as the HTTP layer hands it over. Header names in lower case. */
export interface WebhookRequest {
  headers: Record<string, string | undefined>;
  query: Record<string, string | undefined>;
  rawBody: Buffer;
  body: unknown;
}

/** A provider that posts to `/v1/webhooks/{provider}/{tenant}`. */
export interface WebhookProvider {
  name: string;
  /** Throws an `IntakeError` of 401 when the signature or token is missing or wrong. `secret` is the tenant's for this provider. */
  verify(request: WebhookRequest, secret: string): void;
  /** Throws an `IntakeError` of 400 or 422 naming the field. An event of no interest yields no parts. */
  parse(body: unknown): { parts: Part[]; ignored?: string };
}

/** A fault of the caller, told as a problem document (RFC 9457). `pointer` is a JSON pointer to the field. */
export class IntakeError extends Error {
  readonly status: 400 | 401 | 404 | 413 | 415 | 422;
  readonly title: string;
  readonly errors: { pointer: string; detail: string }[];
  constructor(
    status: IntakeError['status'],
    title: string,
    detail: string,
    errors: { pointer: string; detail: string }[] = [],
  ) {
    super(detail);
    this.name = 'IntakeError';
    this.status = status;
    this.title = title;
    this.errors = errors;
  }
}
