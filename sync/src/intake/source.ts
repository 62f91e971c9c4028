/** Asking a provider's API: signed, patient where it says "later", and never telling its secrets. */
import type { Api, ProviderSource } from './types.ts';

export type SourceFault =
  /** The access was refused, or none is set: somebody has to mend it. */
  | 'access'
  /** Too many requests: `retryAfterSec` says when to come again. */
  | 'later'
  /** The provider is not well, or cannot be reached: it may pass. */
  | 'passing'
  /** Nothing that another try would mend. */
  | 'refused';

export class SourceError extends Error {
  readonly fault: SourceFault;
  readonly retryAfterSec?: number;
  constructor(fault: SourceFault, message: string, retryAfterSec?: number) {
    super(message);
    this.name = 'SourceError';
    this.fault = fault;
    if (retryAfterSec !== undefined) this.retryAfterSec = retryAfterSec;
  }
}

export interface SourceTools {
  fetch: typeof globalThis.fetch;
  /** Resolves after so many milliseconds. */
  wait(ms: number): Promise<void>;
  now(): number;
}

/** A longer pause than this is the caller's to take: it has the cursor to come back with. */
const LONGEST_PAUSE_SEC = 60;
const PAUSES = 5;
const TRIES = 3;
const TIMEOUT_MS = 60_000;

/** Seconds, from either form of `Retry-After` (RFC 9110, 10.2.3). Undefined where it is neither. */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}

/** Which of the variables that a source needs are missing; none: it can be asked. */
export function missingAccess(source: ProviderSource, access: Record<string, string | undefined>): string[] {
  return source.access.needed.filter((name) => !access[name]);
}

/** The source's API with this access. Throws a `SourceError` of `access` that names the variables which are missing. */
export function openSource(
  source: ProviderSource,
  access: Record<string, string | undefined>,
  tools: SourceTools,
): Api {
  const missing = missingAccess(source, access);
  if (missing.length > 0)
    throw new SourceError('access', `${source.name} cannot be asked: ${missing.join(' and ')} must be set.`);
  const { url, headers } = source.sign((name) => access[name] ?? '');
  return async (path, body) => {
    let pauses = 0;
    for (let tries = 1; ; tries += 1) {
      const answer = await ask(source.name, `${url.replace(/\/+$/, '')}${path}`, headers, body, tools);
      if ('body' in answer) return answer.body;
      const { error } = answer;
      if (error.fault === 'later' && (error.retryAfterSec ?? 0) <= LONGEST_PAUSE_SEC && pauses < PAUSES) {
        pauses += 1;
        tries -= 1;
        await tools.wait((error.retryAfterSec ?? 1) * 1000);
      } else if (error.fault === 'passing' && tries < TRIES) await tools.wait(2 ** tries * 500);
      else throw error;
    }
  };
}

async function ask(
  name: string,
  address: string,
  headers: Record<string, string>,
  body: unknown,
  tools: SourceTools,
): Promise<{ body: unknown } | { error: SourceError }> {
  let response: Response;
  try {
    response = await tools.fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      // a redirect would carry the credentials elsewhere
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return { error: new SourceError('passing', `${name} cannot be reached.`) };
  }
  const { status } = response;
  if (status === 429) {
    const seconds = retryAfter(response.headers.get('retry-after'), tools.now());
    await response.body?.cancel();
    return { error: new SourceError('later', `${name} takes no more requests for now (429).`, seconds ?? 1) };
  }
  const read = await response
    .text()
    .then((text) => ({ json: JSON.parse(text) as unknown }))
    .catch(() => undefined);
  // a list that finds nothing answers 404 with a document of its own: the source reads it
  if (response.ok || status === 404)
    return read
      ? { body: read.json }
      : { error: new SourceError('passing', `${name} answered ${status} with something that is not JSON.`) };
  if (status === 401 || status === 403)
    return { error: new SourceError('access', `${name} refuses the access that is set (${status}).`) };
  if (status >= 500) return { error: new SourceError('passing', `${name} answered ${status}.`) };
  return { error: new SourceError('refused', `${name} refused the request (${status}).`) };
}
