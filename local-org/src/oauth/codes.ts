import { randomBytes } from 'node:crypto';

/** What a code stands for: the request that a person allowed. */
export interface Authorization {
  userId: string;
  clientId: string;
  redirectUri: string;
  scopes: string[];
  codeChallenge: string;
}

/** Salesforce Help, "OAuth 2.0 Web Server Flow for Web App Integration": a code lasts 15 minutes. */
const LIFETIME_MS = 15 * 60_000;

/** Authorization codes, each good for one use; those of before a restart are gone. */
export class AuthorizationCodes {
  readonly #codes = new Map<string, { authorization: Authorization | null; expires: number }>();
  readonly #now: () => number;

  /** @param now the clock, in ms */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  issue(authorization: Authorization): string {
    const now = this.#now();
    // one that has expired is still told from one that never was
    for (const [code, { expires }] of this.#codes) if (expires + LIFETIME_MS <= now) this.#codes.delete(code);
    const code = `aPrx${randomBytes(48).toString('base64url')}`;
    this.#codes.set(code, { authorization, expires: now + LIFETIME_MS });
    return code;
  }

  /** Uses a code up. Null where it has been used or has expired, undefined where there is no such code. */
  take(code: string): Authorization | null | undefined {
    const known = this.#codes.get(code);
    if (!known) return undefined;
    const { authorization } = known;
    known.authorization = null;
    return known.expires > this.#now() ? authorization : null;
  }
}
