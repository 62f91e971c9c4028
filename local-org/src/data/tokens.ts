import { randomBytes } from 'node:crypto';
import type { Store } from './store.ts';

/** Refresh tokens, and the end of tokens of either kind. An access token is one a user, made anew where it has ended. */
export class Tokens {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.database.exec(
      'CREATE TABLE IF NOT EXISTS "_refreshToken" (token TEXT PRIMARY KEY, userId TEXT NOT NULL UNIQUE) WITHOUT ROWID',
    );
  }

  refreshTokenFor(userId: string): string {
    const known = this.#store.statement('SELECT token FROM "_refreshToken" WHERE userId = ?').get(userId);
    if (known) return known['token'] as string;
    const token = `5Aep${randomBytes(48).toString('base64url')}`;
    this.#store.statement('INSERT INTO "_refreshToken" VALUES (?, ?)').run(token, userId);
    return token;
  }

  userOf(refreshToken: string): string | undefined {
    const row = this.#store.statement('SELECT userId FROM "_refreshToken" WHERE token = ?').get(refreshToken);
    return row?.['userId'] as string | undefined;
  }

  /** Salesforce Help, "Revoke OAuth Tokens": a refresh token takes its access tokens with it. False for an unknown one. */
  revoke(token: string): boolean {
    const userId = this.userOf(token);
    if (userId !== undefined) {
      this.#store.statement('DELETE FROM "_refreshToken" WHERE token = ?').run(token);
      this.#store.statement('DELETE FROM "_token" WHERE userId = ?').run(userId);
      return true;
    }
    return this.#store.statement('DELETE FROM "_token" WHERE token = ?').run(token).changes > 0;
  }
}
