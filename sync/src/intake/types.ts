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

/** What a webhook says. */
export interface Told {
  parts: Part[];
  /** Why nothing is taken from it, in a sentence without content. */
  ignored?: string;
  /** What the provider must be asked for, because the event only tells that it is there. */
  fetches?: Fetch[];
  /** The body of a 200 that the provider waits for instead of a 202: it asks whether the address is ours. */
  answer?: Record<string, unknown>;
}

/** Something that a provider keeps for us, to be fetched by a job: once it is here it is a part like any other. */
export interface Fetch {
  /** Of the conversation. */
  key: string;
  /** Of the part that it will be. */
  name: string;
  at?: string;
  /** Where it is, or the provider's id of it. */
  from: string;
  /** What the event gives to fetch it with. A secret: it is sealed wherever it is kept, and never logged. */
  token?: string;
}

/** A provider that posts to `/v1/webhooks/{provider}/{tenant}`. */
export interface WebhookProvider {
  name: string;
  /** The environment variable that holds the tenant's secret for this provider. */
  secretName: string;
  /**
   * Throws an `IntakeError` of 401 when the signature or token is missing, wrong or out of date. `secret` is the
   * tenant's for this provider, `now` an RFC 3339 time.
   */
  verify(request: WebhookRequest, secret: string, now: string): void;
  /** Throws an `IntakeError` of 400 or 422 naming the field. An event of no interest yields no parts. */
  parse(body: unknown, secret?: string): Told;
  /** Fetches what an event told of. Throws a `SourceError`. */
  fetch?(wanted: Fetch, tools: FetchTools): Promise<Part[]>;
}

export interface FetchTools {
  fetch: typeof globalThis.fetch;
  /** The provider's own API with the tenant's access; undefined where none is set. */
  api?: Api;
}

/** Asks a provider's API, signed: a POST of JSON to a path below its address. Throws a `SourceError`. */
export type Api = (path: string, body: unknown) => Promise<unknown>;

/** From and until when conversations took place, RFC 3339 with offset: `from` belongs to it, `to` does not. */
export interface PullRange {
  from: string;
  to: string;
}

export interface Pulled {
  parts: Part[];
  /** What could not be read, item by item; never content. */
  refused: { key: string | null; errors: { pointer: string; detail: string }[] }[];
  /** What was left out on purpose, in sentences. */
  ignored: string[];
  /** The cursor of the next page; absent at the end. */
  next?: string;
}

/** A provider whose conversations are pulled, page by page, from its own list. */
export interface ProviderSource {
  name: string;
  /** Environment variables without which it cannot be asked, and others that it reads. */
  access: { needed: readonly string[]; optional: readonly string[] };
  /** Where its API is, and what every request carries. `read` gives the variables' values. */
  sign(read: (variable: string) => string): { url: string; headers: Record<string, string> };
  /** One page. The same range and cursor again yield the same parts again, which changes nothing. */
  pull(range: PullRange, cursor: string | undefined, api: Api): Promise<Pulled>;
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
