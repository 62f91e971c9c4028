/** A log-in by a ticket, wherever it leads: whoever has the ticket begins it in a browser, and only that browser ends it. */
import { createHash } from 'node:crypto';
import { randomToken } from '../../org/oauth.ts';
import type { UsedTicket } from '../../store/logins.ts';
import { sealUnder, type SecretKeys } from '../seal.ts';

/** How long a ticket is good, and then how long the person may take to log in. */
export const LOGIN_MS = 10 * 60_000;

/** What keeps a log-in from being begun or ended, wherever it leads. */
export type TicketFault = 'unknown' | 'used' | 'expired' | 'otherBrowser';

/** What a person came back with. */
export interface CameBack {
  state?: string;
  code?: string;
  error?: string;
  description?: string;
  /** Who gave the code, where they say it (RFC 9207). */
  issuer?: string;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `kept` is what the store may know of it. */
export function newTicket(now: string): {
  ticket: string;
  kept: { ticketHash: string; createdAt: Date; expiresAt: Date };
} {
  const ticket = randomToken();
  const createdAt = new Date(now);
  return {
    ticket,
    kept: { ticketHash: hashOf(ticket), createdAt, expiresAt: new Date(createdAt.getTime() + LOGIN_MS) },
  };
}

/** `browser` is the secret of the browser that has come, where it has one. */
export function begin(
  browser: string | undefined,
  { now, keys, about }: { now: Date; keys: SecretKeys; about: string },
): { state: string; verifier: string; secret: string; used: UsedTicket } {
  const [state, verifier, secret] = [randomToken(), randomToken(), browser ?? randomToken()];
  const used = {
    ...{ stateHash: hashOf(state), browserHash: hashOf(secret), sealedVerifier: sealUnder(verifier, keys, about) },
    expiresAt: new Date(now.getTime() + LOGIN_MS),
  };
  return { state, verifier, secret, used };
}

/** Why a ticket could not be used. */
export function spentBy(login: { stateHash: string | null; endedAt: Date | null }): TicketFault {
  return login.stateHash || login.endedAt ? 'used' : 'expired';
}

/** Why a browser that has come back does not end its log-in by `end`; undefined where it has ended it. */
export async function endIn(
  browser: string | undefined,
  login: { browserHash: string | null; endedAt: Date | null },
  end: () => Promise<boolean>,
): Promise<TicketFault | undefined> {
  // not ended by it: who does not have the browser's secret cannot spoil the log-in of who has
  if (browser === undefined || hashOf(browser) !== login.browserHash) return 'otherBrowser';
  if (await end()) return undefined;
  return login.endedAt ? 'used' : 'expired';
}
