import type { SyncFault } from './types';

const KINDS = new Set(['refused', 'forbidden', 'notFound', 'key', 'offline', 'timeout', 'noFlow', 'unknown']);

/** Whatever was thrown, as a fault of the service's road. */
export function faultOf(thrown: unknown): SyncFault {
  const { kind, status, message } = (thrown ?? {}) as Partial<SyncFault>;
  return {
    kind: KINDS.has(kind ?? '') ? (kind as SyncFault['kind']) : 'unknown',
    status: typeof status === 'number' ? status : 0,
    message: typeof message === 'string' ? message : String(thrown),
  };
}

/** Saved by somebody else since it was read: 409 by revision, 412 by ETag. */
export function isConflict({ status }: SyncFault): boolean {
  return status === 409 || status === 412;
}

/** Where a page of Setup opens: a path of this org and nothing else. */
export function setupUrl(path: string | null | undefined): string | undefined {
  return path && /^\/(?![/\\])[\w\-./?=&%]*$/.test(path) ? path : undefined;
}

/** An address that a link may open. */
export function webUrl(text: string | null | undefined): string | undefined {
  return text && /^https?:\/\/[^\s]+$/i.test(text) ? text : undefined;
}
