/** What went wrong while asking the org, and whether it concerns everything or one conversation. */
import { classify, OrgError } from '../org/error.ts';
import type { FaultClass } from '../org/fault-table.ts';
import type { Receipt } from '../plan/types.ts';
import { messageOf } from './error-facts.ts';

export interface Fault {
  /** `org`: nothing can be synced until it is mended or passes. `item`: this one conversation. */
  scope: 'org' | 'item';
  /** Salesforce's own code, or the system's. */
  code: string;
  /** A sentence for an admin, in the org's own words where it gave some. */
  message: string;
}

/** Faults that say something about the org, its limits or the service's standing in it, not about a record. */
const ORG_WIDE = new Set<FaultClass>(['auth', 'quota', 'transient', 'contention']);

/**
 * A batch names the package's own objects and fields in every request: where the org lacks them, or the service's user
 * may not use them, no conversation is at fault.
 */
const SET_UP =
  /^(INVALID_TYPE|INVALID_FIELD|INSUFFICIENT_ACCESS.*|API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|FUNCTIONALITY_NOT_ENABLED|INVALID_LOGIN.*|invalid_client.*)$/;

/** Refusals of one record that may pass by themselves, or be mended by reading the org anew. */
const PASSING = new Set<FaultClass>(['contention', 'transient', 'quota', 'stale', 'identity', 'echo']);

export function faultOf(error: unknown): Fault {
  if (!(error instanceof OrgError)) return { scope: 'item', code: 'INTERNAL', message: messageOf(error) };
  const { code, status, fault, message } = error;
  if (ORG_WIDE.has(fault)) return { scope: 'org', code, message: sentences[fault]?.(message) ?? message };
  if (SET_UP.test(code))
    return {
      scope: 'org',
      code,
      message: `${message} Check that the package is installed and its permission set given.`,
    };
  return { scope: status === 403 || status === 420 ? 'org' : 'item', code, message };
}

const sentences: Partial<Record<FaultClass, (words: string) => string>> = {
  auth: (words) => `The org refuses the service’s access: ${words} Connect it again.`,
  quota: (words) => `The org’s daily API requests are used up: ${words}`,
};

/** The first refusal on a receipt, and whether every refusal on it may pass by itself. */
export function refusalOf(receipt: Receipt): (Fault & { passing: boolean }) | undefined {
  const errors = receipt.entries.flatMap((entry) => (entry.error ? [{ ...entry.error, object: entry.object }] : []));
  // an echo says only that another record was refused: that one has the reason
  const first = errors.find(({ code }) => classify(code) !== 'echo') ?? errors[0];
  if (!first) return undefined;
  const fields = first.fields.length > 0 ? ` (${first.fields.join(', ')})` : '';
  return {
    scope: 'item',
    code: first.code,
    message: `${first.object}${fields}: ${first.message}`,
    passing: errors.every(({ code }) => PASSING.has(classify(code))),
  };
}
