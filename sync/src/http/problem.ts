/** Problem documents (RFC 9457): every refusal says what is wrong and, where it can, how to mend it. */
import { STATUS_CODES } from 'node:http';
import { IntakeError } from '../intake/types.ts';

export interface FieldError {
  /** JSON pointer (RFC 6901) into the request’s body, or the name of a query parameter after `?`. */
  pointer: string;
  detail: string;
}

export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly errors: FieldError[];
  readonly headers: Record<string, string>;
  /** Further members of the document. */
  readonly members: Record<string, unknown>;

  constructor(
    status: number,
    detail: string,
    more: {
      title?: string;
      errors?: FieldError[];
      headers?: Record<string, string>;
      members?: Record<string, unknown>;
    } = {},
  ) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.title = more.title ?? STATUS_CODES[status] ?? 'Error';
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
    this.members = more.members ?? {};
  }

  document(instance: string): object {
    return {
      type: 'about:blank',
      title: this.title,
      status: this.status,
      detail: this.message,
      instance,
      ...(this.errors.length > 0 ? { errors: this.errors } : {}),
      ...this.members,
    };
  }
}

interface Failure {
  code?: unknown;
  statusCode?: unknown;
  message?: unknown;
}

/** Whatever was thrown, as a problem. What nobody foresaw is a 500 that tells nothing of its inside. */
export function problemOf(error: unknown, limits: { bodyBytes: number; contentType: string }): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof IntakeError)
    return new Problem(error.status, error.message, { title: error.title, errors: error.errors });
  const { code, statusCode, message } = (typeof error === 'object' && error !== null ? error : {}) as Failure;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new Problem(
      413,
      `The body is larger than ${limits.bodyBytes} bytes: send fewer conversations in a request.`,
    );
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new Problem(
      415,
      `This address does not read ${limits.contentType || 'a body without a Content-Type'}: send application/json, or a vCon as application/vcon+json.`,
    );
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500)
    return new Problem(statusCode, typeof message === 'string' ? message : 'The request cannot be read.');
  return new Problem(500, 'Something went wrong inside the service. Its log has the details under the request id.');
}
