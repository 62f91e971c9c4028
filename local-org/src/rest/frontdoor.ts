/** From a token to a page: what `sf org open` asks for, and the address that it opens. */
import { randomBytes } from 'node:crypto';
import type { Org } from '../data/types.ts';
import { SalesforceError } from '../data/faults/errors.ts';
import { SESSION_COOKIE } from '../uiapi/session.ts';
import { isGoodFor } from './http.ts';
import { ok, type Answer } from './router.ts';

const LIFETIME = 60_000;

export class Frontdoor {
  readonly #org: Org;
  readonly #passes = new Map<string, { userId: string; expires: number }>();

  constructor(org: Org) {
    this.#org = org;
  }

  /** Salesforce Help, "Generate a Frontdoor URL to Bridge into UI Sessions": an address that works once. */
  singleAccess(userId: string, base: string, redirectUri: string | null): Answer {
    const now = Date.now();
    for (const [pass, { expires }] of this.#passes) if (expires <= now) this.#passes.delete(pass);
    const pass = randomBytes(24).toString('base64url');
    this.#passes.set(pass, { userId, expires: now + LIFETIME });
    const query = new URLSearchParams({ otp: pass, startURL: ownPath(redirectUri, base) });
    return ok({ frontdoor_uri: `${base}/secur/frontdoor.jsp?${query.toString()}` });
  }

  /** Salesforce Help, "OAuth Tokens and Scopes": a token of an app opens pages by the scope `web` alone. */
  #userOf(token: string): string | undefined {
    return isGoodFor(this.#org, token, ['web']) ? this.#org.sessionByToken(token)?.user.Id : undefined;
  }

  /** Begins the page's session, by a pass or by an access token as `sid`, and goes on to the page. */
  open(query: URLSearchParams): Answer {
    const pass = query.get('otp') ?? '';
    const found = this.#passes.get(pass);
    this.#passes.delete(pass);
    const userId = found && found.expires > Date.now() ? found.userId : this.#userOf(query.get('sid') ?? '');
    if (!userId) throw new SalesforceError(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    return {
      status: 302,
      headers: {
        location: ownPath(query.get('startURL') ?? query.get('retURL')),
        'set-cookie': `${SESSION_COOKIE}=${encodeURIComponent(this.#org.tokenFor(userId))}; Path=/; HttpOnly; SameSite=Lax`,
      },
    };
  }
}

/** A path of this org alone: an address elsewhere leads to the start page. */
function ownPath(address: string | null, base = 'http://localhost'): string {
  const { origin, pathname, search } = new URL(address ?? '', base);
  return origin === base ? pathname.replace(/^\/+/, '/') + search : '/';
}
