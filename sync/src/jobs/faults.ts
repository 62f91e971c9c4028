/** What went wrong while asking the org, and whether it concerns everything or one conversation. */
import { classifyRefusal, OrgError } from '../org/error.ts';
import type { FaultClass } from '../org/fault-table.ts';
import type { Receipt, ReceiptEntry } from '../plan/types.ts';
import { messageOf } from './error-facts.ts';

export interface Fault {
  /** `org`: nothing can be synced until it is mended or passes. `item`: this one conversation. */
  scope: 'org' | 'item';
  /** Salesforce's own code, or the system's. */
  code: string;
  /** A sentence for an admin, in the org's own words where it gave some. */
  message: string;
  /** How long the org is not to be asked, where that is known: in milliseconds. */
  retryAfterMs?: number;
  /** An admin has to connect the org again: nothing passes by itself. */
  isDisconnected?: true;
}

/** A connection that was taken away does not come back by asking for it. */
const DISCONNECTED_MS = 15 * 60_000;

/** Faults that say something about the org, its limits or the service's standing in it, not about a record. */
const ORG_WIDE = new Set<FaultClass>(['auth', 'quota', 'transient', 'contention']);

/**
 * A batch names the package's own objects and fields in every request: where the org lacks them, or the service's user
 * may not use them, no conversation is at fault.
 */
const SET_UP =
  /^(INVALID_TYPE|INVALID_FIELD|INSUFFICIENT_ACCESS.*|API_DISABLED_FOR_ORG|API_CURRENTLY_DISABLED|FUNCTIONALITY_NOT_ENABLED|INVALID_LOGIN.*|invalid_client.*)$/;

/** The org was not asked: there is none, or nothing to ask it with. */
const UNCONNECTED = /^(NOT_CONNECTED|SECRET_KEY_MISSING)$/;

/** Refusals of one record that may pass by themselves, or be mended by reading the org anew. */
const PASSING = new Set<FaultClass>(['contention', 'transient', 'quota', 'stale', 'identity', 'echo']);

export function faultOf(error: unknown): Fault {
  if (!(error instanceof OrgError)) return { scope: 'item', code: 'INTERNAL', message: messageOf(error) };
  const { code, status, fault, message, retryAfterMs } = error;
  if (fault === 'auth')
    return {
      ...{ scope: 'org', code, isDisconnected: true },
      message: `The org refuses the service’s access: ${message} An admin has to connect it again; until then everything is kept.`,
      ...(code === 'INVALID_SESSION_ID' ? {} : { retryAfterMs: DISCONNECTED_MS }),
    };
  if (ORG_WIDE.has(fault))
    return {
      ...{ scope: 'org', code, message: sentences[fault]?.(message) ?? message },
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
  if (UNCONNECTED.test(code)) return { scope: 'org', code, message };
  if (SET_UP.test(code))
    return {
      scope: 'org',
      code,
      message: `${message} Check that the package is installed and its permission set given.`,
    };
  return { scope: status === 403 || status === 420 ? 'org' : 'item', code, message };
}

const sentences: Partial<Record<FaultClass, (words: string) => string>> = {
  quota: (words) => `The org’s daily API requests are used up: ${words}`,
};

type Refused = ReceiptEntry & { error: NonNullable<ReceiptEntry['error']> };

function refusedOn({ entries }: Pick<Receipt, 'entries'>): Refused[] {
  return entries.filter((entry): entry is Refused => entry.outcome === 'failed' && entry.error !== undefined);
}

/** What a duplicate rule refuses it refuses again; a key that is taken may have been read too early. */
function mayPass({ error }: Refused): boolean {
  return error.code !== 'DUPLICATES_DETECTED' && PASSING.has(classifyRefusal(error));
}

/** The first refusal on a receipt with its mend, and whether every refusal on it may pass by itself. */
export function refusalOf(receipt: Pick<Receipt, 'entries'>): (Fault & { passing: boolean }) | undefined {
  const refused = refusedOn(receipt);
  // an echo says only that another record was refused: that one has the reason
  const first = refused.find(({ error }) => classifyRefusal(error) !== 'echo') ?? refused[0];
  if (!first) return undefined;
  const { object, note, error } = first;
  const fields = error.fields.length > 0 ? ` (${error.fields.join(', ')})` : '';
  return {
    scope: 'item',
    code: error.code,
    message: `${object}${fields}: ${error.message}${note ? ` — ${note}` : ''}`,
    passing: refused.every(mayPass),
  };
}

/**
 * A sentence where all that was refused is a record or key that has gone, or come, since the org was read: the link is
 * dropped by reading again and matching anew.
 */
export function outdatedBy(receipt: Receipt): string | undefined {
  const refused = refusedOn(receipt);
  const causes = refused.filter(({ error }) => classifyRefusal(error) !== 'echo');
  const isOutdated = ({ error }: Refused) =>
    classifyRefusal(error) === 'stale' || (classifyRefusal(error) === 'identity' && error.code === 'DUPLICATE_VALUE');
  const [first] = causes;
  if (!first || !causes.every(isOutdated)) return undefined;
  return `The org changed while this was written (${first.object}: ${first.error.message}): it was read again and matched anew.`;
}
