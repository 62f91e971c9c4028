import NO_ANSWER from '@salesforce/label/c.Sync_No_Answer';
import NO_FLOW from '@salesforce/label/c.Sync_No_Flow';
import NO_REASON from '@salesforce/label/c.Sync_No_Reason';
import TIMED_OUT from '@salesforce/label/c.Sync_Timed_Out';
import UNREADABLE from '@salesforce/label/c.Sync_Unreadable';
import { fill } from 'c/conversationModel';
import type { FlowInputVariable, FlowOutputVariable } from 'lightning/flow';

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

export type Scalar = string | number | boolean;

/** The Flow of an operation: `relinkConversation` → `Debrief_Relink_Conversation`. */
export function flowOf(operation: string): string {
  const words = operation.replace(/([a-z0-9])(?=[A-Z])/g, '$1_');
  return `Debrief_${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** As `lightning-flow` takes them. What is empty is left out, and keeps the Flow's own default. */
export function inputsOf(inputs: Readonly<Record<string, Scalar | null | undefined>>): FlowInputVariable[] {
  return Object.entries(inputs).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '' || Number.isNaN(value)) return [];
    return [{ name, type: typeOf(value), value }];
  });
}

function typeOf(value: Scalar): FlowInputVariable['type'] {
  if (typeof value === 'boolean') return 'Boolean';
  return typeof value === 'number' ? 'Number' : 'String';
}

/** The four outputs that each of these Flows has; absent until the Flow has set them. */
export interface Outputs {
  ok?: boolean;
  status?: number;
  message?: string;
  json?: string;
}

/** What a status event told, over what earlier ones did. Values may come as they are, or as text. */
export function outputsOf(known: Outputs, variables: readonly FlowOutputVariable[] | null | undefined): Outputs {
  const outputs = { ...known };
  for (const { name, value } of variables ?? []) {
    if (value === undefined || value === null) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (name === 'ok') outputs.ok = text.toLowerCase() === 'true';
    if (name === 'status') outputs.status = Number(text) || 0;
    if (name === 'message') outputs.message = text;
    if (name === 'json') outputs.json = text;
  }
  return outputs;
}

/** Whether the Flow has said how it went. */
export function isAnswer({ ok }: Outputs): boolean {
  return ok !== undefined;
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

/** A Flow that failed without a fault path. One that never began is missing, inactive, or not the viewer's to run. */
export function flowFault(flow: string, hasStarted: boolean, message = ''): SyncFault {
  const words = message.trim();
  if (!hasStarted) return new SyncFault('noFlow', 0, [fill(NO_FLOW, flow), words].filter(Boolean).join(' '));
  return new SyncFault(kindOf(0, words), 0, words || NO_REASON);
}

export function timeoutFault(seconds: number): SyncFault {
  return new SyncFault('timeout', 0, fill(TIMED_OUT, String(seconds)));
}

export function silentFault(flow: string): SyncFault {
  return new SyncFault('unknown', 0, fill(NO_ANSWER, flow));
}
