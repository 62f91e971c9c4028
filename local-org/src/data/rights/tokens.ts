import { createHash, randomBytes } from 'node:crypto';
import type { Store } from '../store/store.ts';

/** A person's approval of an app, for some scopes: what its tokens hang on. */
export interface Approval {
  id: number;
  userId: string;
  clientId: string;
  scopes: string[];
}

/** Salesforce Help, "Manage OAuth Access Policies for a Connected App": a sixth approval revokes the oldest. */
const MOST_APPROVALS = 5;
/** Salesforce Help, "Modify Session Security Settings": two hours without use by default, told anew once half are over. */
const SESSION_MS = 2 * 3_600_000;

const tokenOf = (organizationId: string): string =>
  `${organizationId.slice(0, 15)}!AQ${randomBytes(72).toString('base64url').replace(/[-]/g, '.')}`;
const refreshToken = (): string => `5Aep${randomBytes(48).toString('base64url')}`;
const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

/**
 * Access and refresh tokens. A user has one of each that no app was approved for (what `sf` and the org's pages use, good
 * for everything); an approved app has its own, good for the scopes approved. An access token is made anew where it has ended.
 */
export class Tokens {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.database.exec(
      `CREATE TABLE IF NOT EXISTS "_refreshToken" (token TEXT PRIMARY KEY, userId TEXT NOT NULL UNIQUE) WITHOUT ROWID;
       CREATE TABLE IF NOT EXISTS "_approval" (id INTEGER PRIMARY KEY AUTOINCREMENT, userId TEXT NOT NULL, clientId TEXT NOT NULL, scopes TEXT NOT NULL);
       CREATE TABLE IF NOT EXISTS "_appToken" (digest TEXT PRIMARY KEY, approvalId INTEGER NOT NULL, kind TEXT NOT NULL, until INTEGER) WITHOUT ROWID;
       CREATE INDEX IF NOT EXISTS "_appToken.approvalId" ON "_appToken" (approvalId)`,
    );
  }

  /** A user's own access token: the same one until it is revoked. */
  accessTokenFor(userId: string): string {
    const known = this.#store.statement('SELECT token FROM "_token" WHERE userId = ?').get(userId);
    if (known) return known['token'] as string;
    const token = this.#newAccessToken();
    this.#store.statement('INSERT INTO "_token" VALUES (?, ?)').run(token, userId);
    return token;
  }

  refreshTokenFor(userId: string): string {
    const known = this.#store.statement('SELECT token FROM "_refreshToken" WHERE userId = ?').get(userId);
    if (known) return known['token'] as string;
    const token = refreshToken();
    this.#store.statement('INSERT INTO "_refreshToken" VALUES (?, ?)').run(token, userId);
    return token;
  }

  /** Notes an approval, and gives its first tokens. */
  approve(userId: string, clientId: string, scopes: string[], withRefreshToken: boolean) {
    return this.#store.transaction(() => {
      const { lastInsertRowid } = this.#store
        .statement('INSERT INTO "_approval" (userId, clientId, scopes) VALUES (?, ?, ?)')
        .run(userId, clientId, scopes.join(' '));
      const id = Number(lastInsertRowid);
      for (const old of this.#approvalsBy(userId, clientId).slice(MOST_APPROVALS)) this.revokeApproval(old);
      return {
        accessToken: this.accessTokenOf(id),
        refreshToken: withRefreshToken ? this.#add(refreshToken(), id, 'refresh') : undefined,
      };
    });
  }

  /** Everybody's approvals of an app, the newest first. */
  approvalsOf(clientId: string): Approval[] {
    return this.#store
      .statement('SELECT id FROM "_approval" WHERE clientId = ? ORDER BY id DESC')
      .all(clientId)
      .flatMap((row) => this.#approval(row['id'] as number) ?? []);
  }

  /** Ends an approval with all of its tokens. */
  revokeApproval(id: number): void {
    this.#store.statement('DELETE FROM "_appToken" WHERE approvalId = ?').run(id);
    this.#store.statement('DELETE FROM "_approval" WHERE id = ?').run(id);
  }

  /** Whether one approval of an app by a user has all of these scopes. */
  isApproved(userId: string, clientId: string, scopes: string[]): boolean {
    return this.#approvalsBy(userId, clientId)
      .map((id) => this.#approval(id))
      .some((approval) => scopes.every((scope) => approval?.scopes.includes(scope)));
  }

  /** A new access token of an approval; those before it go on. */
  accessTokenOf(approvalId: number): string {
    return this.#add(this.#newAccessToken(), approvalId, 'access');
  }

  /** A new refresh token in place of the one given. */
  rotate(old: string, approvalId: number): string {
    this.#store.statement('DELETE FROM "_appToken" WHERE digest = ?').run(digest(old));
    return this.#add(refreshToken(), approvalId, 'refresh');
  }

  /** Whose access token this is, and what it is good for: null is everything. */
  holder(accessToken: string): { userId: string; scopes: string[] | null } | undefined {
    const own = this.#store.statement('SELECT userId FROM "_token" WHERE token = ?').get(accessToken);
    if (own) return { userId: own['userId'] as string, scopes: null };
    const row = this.#store
      .statement(`SELECT approvalId, until FROM "_appToken" WHERE digest = ? AND kind = 'access' AND until > ?`)
      .get(digest(accessToken), Date.now());
    if (!row) return undefined;
    const now = Date.now();
    if ((row['until'] as number) - now < SESSION_MS / 2)
      this.#store
        .statement('UPDATE "_appToken" SET until = ? WHERE digest = ?')
        .run(now + SESSION_MS, digest(accessToken));
    return this.#approval(row['approvalId'] as number);
  }

  /** The user of a refresh token that no app was approved for. */
  userOf(token: string): string | undefined {
    const row = this.#store.statement('SELECT userId FROM "_refreshToken" WHERE token = ?').get(token);
    return row?.['userId'] as string | undefined;
  }

  /** The approval that an app's refresh token hangs on. */
  approvalOfRefreshToken(token: string): Approval | undefined {
    const row = this.#store
      .statement(`SELECT approvalId FROM "_appToken" WHERE digest = ? AND kind = 'refresh'`)
      .get(digest(token));
    return row ? this.#approval(row['approvalId'] as number) : undefined;
  }

  /** Salesforce Help, "Revoke OAuth Tokens": a refresh token takes its access tokens with it. False for an unknown one. */
  revoke(token: string): boolean {
    const userId = this.userOf(token);
    if (userId !== undefined) {
      this.#store.statement('DELETE FROM "_refreshToken" WHERE token = ?').run(token);
      this.#store.statement('DELETE FROM "_token" WHERE userId = ?').run(userId);
      return true;
    }
    const approval = this.approvalOfRefreshToken(token);
    if (approval) {
      this.revokeApproval(approval.id);
      return true;
    }
    const own = this.#store.statement('DELETE FROM "_token" WHERE token = ?').run(token).changes;
    return own > 0 || this.#store.statement('DELETE FROM "_appToken" WHERE digest = ?').run(digest(token)).changes > 0;
  }

  revokeAllOf(userId: string): void {
    this.#store.transaction(() => {
      this.#store.statement('DELETE FROM "_refreshToken" WHERE userId = ?').run(userId);
      this.#store.statement('DELETE FROM "_token" WHERE userId = ?').run(userId);
      const rows = this.#store.statement('SELECT id FROM "_approval" WHERE userId = ?').all(userId);
      for (const row of rows) this.revokeApproval(row['id'] as number);
    });
  }

  #add(token: string, approvalId: number, kind: 'access' | 'refresh'): string {
    const now = Date.now();
    this.#store.statement('DELETE FROM "_appToken" WHERE until <= ?').run(now);
    this.#store
      .statement('INSERT INTO "_appToken" VALUES (?, ?, ?, ?)')
      .run(digest(token), approvalId, kind, kind === 'access' ? now + SESSION_MS : null);
    return token;
  }

  #newAccessToken(): string {
    return tokenOf(this.#store.setting('organizationId') ?? '');
  }

  /** Newest first. */
  #approvalsBy(userId: string, clientId: string): number[] {
    return this.#store
      .statement('SELECT id FROM "_approval" WHERE userId = ? AND clientId = ? ORDER BY id DESC')
      .all(userId, clientId)
      .map((row) => row['id'] as number);
  }

  #approval(id: number): Approval | undefined {
    const row = this.#store.statement('SELECT userId, clientId, scopes FROM "_approval" WHERE id = ?').get(id);
    if (!row) return undefined;
    const text = (name: string): string => String(row[name]);
    return { id, userId: text('userId'), clientId: text('clientId'), scopes: text('scopes').split(' ') };
  }
}
