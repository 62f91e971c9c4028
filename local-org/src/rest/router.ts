/** Requests of the REST API, from HTTP or from inside a composite request, and the table they are looked up in. */
import { NotImplementedHere, SalesforceError } from '../data/faults/errors.ts';
import type { Org, Session } from '../data/types.ts';
import type { Faults } from './faults.ts';

export interface Call {
  org: Org;
  session: Session;
  faults: Faults;
  /** `67.0` */
  version: string;
  method: string;
  /** Below `/services/data/vXX.X`, as sent (percent-encoded). */
  path: string;
  query: URLSearchParams;
  /** Lower-case names. */
  headers: Record<string, string | undefined>;
  body: unknown;
  /** Set inside a composite request with allOrNone: collections must follow it. */
  allOrNone: boolean;
  /** Logs a fault of the local org's own in work that goes on after the answer. */
  report(error: unknown): void;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** False where the request is none of the API's: it is answered without the usage of the day. */
  counted?: boolean;
}

export type Handler = (call: Call, parameters: Record<string, string>) => Answer;

export interface Resource {
  /** `/sobjects/:object/:id` */
  path: string;
  methods: Partial<Record<'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', Handler>>;
  /** At most five of these in one composite request. */
  heavy?: boolean;
}

export function ok(body: unknown, status = 200, headers?: Record<string, string>): Answer {
  return headers ? { status, body, headers } : { status, body };
}

export const NO_CONTENT: Answer = { status: 204 };

export function notFound(): SalesforceError {
  return new SalesforceError(404, 'NOT_FOUND', 'The requested resource does not exist');
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [n, segment] of wanted.entries()) {
    const value = given[n]!;
    if (segment.startsWith(':') && value) parameters[segment.slice(1)] = decoded(value);
    else if (segment.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return parameters;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new SalesforceError(400, 'MALFORMED_ID', `not percent-encoded UTF-8: ${segment}`);
  }
}

export class Router {
  readonly #resources: Resource[];
  /** First path segment → feature, for what Salesforce has and the local org has not. */
  readonly #missing: Record<string, string>;

  constructor(resources: Resource[], missing: Record<string, string>) {
    this.#resources = resources;
    this.#missing = missing;
  }

  find(path: string): { resource: Resource; parameters: Record<string, string> } | undefined {
    for (const resource of this.#resources) {
      const parameters = match(resource.path, path);
      if (parameters) return { resource, parameters };
    }
    return undefined;
  }

  /** Answers a call; throws `SalesforceError` (404, 405, 501 and the resource's own). */
  dispatch(call: Call): Answer {
    const path = call.path === '/' ? '/' : call.path.replace(/\/+$/, '');
    const found = this.find(path);
    if (!found) {
      const feature = this.#missing[path.split('/')[1]?.toLowerCase() ?? ''];
      if (feature) throw new NotImplementedHere(feature);
      throw notFound();
    }
    const { methods } = found.resource;
    const handler = methods[(call.method === 'HEAD' ? 'GET' : call.method) as keyof typeof methods];
    if (!handler)
      throw new SalesforceError(
        405,
        'METHOD_NOT_ALLOWED',
        `HTTP Method '${call.method}' not allowed. Allowed are ${Object.keys(methods).join(',')}`,
      );
    return handler(call, found.parameters);
  }
}
