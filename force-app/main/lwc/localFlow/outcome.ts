import LEFT from '@salesforce/label/c.Local_Flow_Left';
import NO_ANSWER from '@salesforce/label/c.Sync_No_Answer';
import NO_FLOW from '@salesforce/label/c.Sync_No_Flow';
import NO_REASON from '@salesforce/label/c.Local_Flow_No_Reason';
import TIMED_OUT from '@salesforce/label/c.Local_Flow_Timed_Out';
import { fill } from 'c/conversationModel';
import type { FlowInputVariable, FlowOutputVariable } from 'lightning/flow';

export type Scalar = string | number | boolean;
export type FlowInputs = Readonly<Record<string, Scalar | { type: 'Date'; value?: string } | null | undefined>>;
export type FlowOutputs = Readonly<Record<string, unknown>>;

/** Why a Flow gave no answer; `refused` is the only one in which it ran to its end. */
export type FlowReason = 'missing' | 'failed' | 'timeout' | 'silent' | 'left' | 'refused';

export class FlowFault extends Error {
  readonly reason: FlowReason;
  /** The org's own words, where it said some. */
  readonly words: string;

  constructor(reason: FlowReason, message: string, words = '') {
    super(message);
    this.name = 'FlowFault';
    this.reason = reason;
    this.words = words;
  }
}

/** As `lightning-flow` takes them. What is empty is left out, and keeps the Flow's own default. */
export function inputsOf(inputs: FlowInputs): FlowInputVariable[] {
  return Object.entries(inputs).flatMap(([name, given]): FlowInputVariable[] => {
    if (given === undefined || given === null || given === '' || Number.isNaN(given)) return [];
    if (typeof given !== 'object') return [{ name, type: typeOf(given), value: given }];
    return given.value ? [{ name, type: given.type, value: given.value }] : [];
  });
}

function typeOf(value: Scalar): FlowInputVariable['type'] {
  if (typeof value === 'boolean') return 'Boolean';
  return typeof value === 'number' ? 'Number' : 'String';
}

/** What a status event told, over what earlier ones did. Booleans may come as text. */
export function outputsOf(
  known: FlowOutputs,
  variables: readonly FlowOutputVariable[] | null | undefined,
): FlowOutputs {
  const told = (variables ?? []).flatMap(({ name, value, dataType }) => {
    if (value === undefined || value === null) return [];
    return [[name, dataType?.toUpperCase() === 'BOOLEAN' ? value === true || value === 'true' : value]];
  });
  return { ...known, ...(Object.fromEntries(told) as FlowOutputs) };
}

/**
 * The org's own words in a Flow's fault message: without the platform's sentences around them and the code before them
 * (https://help.salesforce.com/s/articleView?id=platform.flow_build_logic_fault.htm).
 */
export function orgWords(message: string): string {
  const whole = message.trim();
  const coded = /\b[A-Z]+(?:_[A-Z]+)+: ?([\s\S]+)$/.exec(whole)?.[1] ?? whole;
  return coded.replace(/\.?\s*You can look up ExceptionCode values[\s\S]*$/, '').trim() || whole;
}

/** A Flow that failed without a fault path. One that never began is missing, inactive, or not the viewer's to run. */
export function failure(flow: string, hasStarted: boolean, message = ''): FlowFault {
  const words = message.trim();
  if (hasStarted) return new FlowFault('failed', orgWords(words) || NO_REASON, words);
  return new FlowFault('missing', [fill(NO_FLOW, flow), words].filter(Boolean).join(' '), words);
}

export function refusal(message: string): FlowFault {
  return new FlowFault('refused', orgWords(message) || NO_REASON, message);
}

export function lateness(seconds: number): FlowFault {
  return new FlowFault('timeout', fill(TIMED_OUT, String(seconds)));
}

export function silence(flow: string): FlowFault {
  return new FlowFault('silent', fill(NO_ANSWER, flow));
}

export function leaving(): FlowFault {
  return new FlowFault('left', LEFT);
}
