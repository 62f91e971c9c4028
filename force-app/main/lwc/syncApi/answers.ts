import LEFT from '@salesforce/label/c.Sync_Left';
import NO_REASON from '@salesforce/label/c.Sync_No_Reason';
import TIMED_OUT from '@salesforce/label/c.Sync_Timed_Out';
import UNREADABLE from '@salesforce/label/c.Sync_Unreadable';
import { fill } from 'c/conversationModel';

export type FaultKind = 'refused' | 'forbidden' | 'notFound' | 'key' | 'offline' | 'timeout' | 'noFlow' | 'unknown';

/** Why the service did not do it. `status` is that of its answer over HTTP, 0 where there was none. */
export class SyncFault extends Error {
  readonly kind: FaultKind;
  readonly status: number;

  constructor(kind: FaultKind, status: number, message: string) {
    super(message);
    this.name = 'SyncFault';
    this.kind = kind;
    this.status = status;
  }
}

/** The Flow of an operation: `relinkConversation` → `Debrief_Relink_Conversation`. */
export function flowOf(operation: string): string {
  const words = operation.replace(/([a-z0-9])(?=[A-Z])/g, '$1_');
  return `Debrief_${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** The four outputs that each of these Flows has, of which `ok` is always set. Values may come as they are, or as text. */
export interface Outputs {
  ok?: boolean;
  status?: number;
  message?: string;
  json?: string;
}

export function outputsOf({ ok, status, message, json }: Readonly<Record<string, unknown>>): Outputs {
  return {
    ok: textOf(ok).toLowerCase() === 'true',
    status: Number(textOf(status)) || 0,
    message: textOf(message),
    json: textOf(json),
  };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The service's answer; undefined where it has none.
 *
 * @throws SyncFault where it refused, or could not be reached
 */
export function answerOf({ ok, status = 0, message = '', json = '' }: Outputs): unknown {
  if (!ok) throw new SyncFault(kindOf(status, message), status, message.trim() || NO_REASON);
  if (json === '') return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    throw new SyncFault('unknown', status, UNREADABLE);
  }
}

const BY_STATUS: Readonly<Record<number, FaultKind>> = { 401: 'key', 403: 'forbidden', 404: 'notFound' };

/** What a Flow's fault message says of a callout that failed: the first that fits. */
const BY_WORDS: readonly [RegExp, FaultKind][] = [
  [/\b401\b|unauthori[sz]ed|couldn.t access the credential/i, 'key'],
  [/\b403\b|forbidden|insufficient (?:access|privileges)/i, 'forbidden'],
  [/time[d\s-]*out|\b408\b|\b504\b/i, 'timeout'],
  [
    // whatever else answers at a wrong address has no such page
    /\b50[0-3]\b|\b404\b|callouts are disabled|unknown ?host|connection (?:refused|reset)|econn\w+|enotfound|unreachable|unable to (?:connect|tunnel)|can(?:no|')t be reached|unexpected end of file|certificate|handshake/i,
    'offline',
  ],
];

function kindOf(status: number, message: string): FaultKind {
  if (status > 0) return BY_STATUS[status] ?? 'refused';
  return BY_WORDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';
}

/** What `c-local-flow` says of a Flow that gave no answer, as the service's road has it. */
export function faultOf(thrown: unknown, timeoutMs: number): SyncFault {
  const { reason, words = '', message } = thrown as { reason?: string; words?: string; message: string };
  switch (reason) {
    case 'left':
      return leftFault();
    case 'timeout':
      return new SyncFault('timeout', 0, fill(TIMED_OUT, String(timeoutMs / 1000)));
    case 'missing':
      return new SyncFault('noFlow', 0, message);
    case 'failed':
      return new SyncFault(kindOf(0, words), 0, words || NO_REASON);
    default:
      return new SyncFault('unknown', 0, message);
  }
}

export function leftFault(): SyncFault {
  return new SyncFault('unknown', 0, LEFT);
}
