import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Org } from '../data/types.ts';

export interface CredentialValue {
  name: string;
  /** Null for a secret: it is never given out again. */
  value: string | null;
  isEncrypted: boolean;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What admins have entered for external credentials and named credentials, in the org's database; every value encrypted. */
export class CredentialStore {
  readonly #org: Org;
  readonly #key: Buffer;

  constructor(org: Org, key: Buffer) {
    this.#org = org;
    this.#key = key;
    org.database.exec(`
      CREATE TABLE IF NOT EXISTS "_credential" (credential TEXT, principal TEXT, name TEXT, value BLOB NOT NULL,
        encrypted INTEGER NOT NULL, PRIMARY KEY (credential, principal, name)) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS "_namedCredential" (name TEXT PRIMARY KEY, url TEXT NOT NULL) WITHOUT ROWID;
    `);
  }

  /** What is there to be seen of a principal's values. */
  list(credential: string, principal: string): CredentialValue[] {
    const rows = this.#org.database
      .prepare('SELECT name, value, encrypted FROM "_credential" WHERE credential = ? AND principal = ? ORDER BY name')
      .all(credential, principal);
    return rows.map((row) => {
      const name = row['name'] as string;
      const isEncrypted = Boolean(row['encrypted']);
      const value = isEncrypted ? null : this.#opened(row['value'] as Uint8Array, credential, principal, name);
      return { name, value, isEncrypted };
    });
  }

  /** For callouts alone. Undefined where nothing was entered. */
  secret(credential: string, principal: string, name: string): string | undefined {
    const row = this.#org.database
      .prepare('SELECT value FROM "_credential" WHERE credential = ? AND principal = ? AND name = ?')
      .get(credential, principal, name);
    return row && this.#opened(row['value'] as Uint8Array, credential, principal, name);
  }

  put(credential: string, principal: string, name: string, value: string, isEncrypted: boolean): void {
    this.#org.database
      .prepare(
        'INSERT INTO "_credential" VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, encrypted = excluded.encrypted',
      )
      .run(credential, principal, name, this.#sealed(value, credential, principal, name), Number(isEncrypted));
  }

  remove(credential: string, principal: string): void {
    this.#org.database
      .prepare('DELETE FROM "_credential" WHERE credential = ? AND principal = ?')
      .run(credential, principal);
  }

  /** The address of a named credential: the one entered here, else the package's. */
  url(named: { name: string; url: string }): string {
    const row = this.#org.database.prepare('SELECT url FROM "_namedCredential" WHERE name = ?').get(named.name);
    return (row?.['url'] as string | undefined) ?? named.url;
  }

  setUrl(name: string, url: string): void {
    this.#org.database
      .prepare('INSERT INTO "_namedCredential" VALUES (?, ?) ON CONFLICT DO UPDATE SET url = excluded.url')
      .run(name, url);
  }

  /** The place is sealed in with the value: a value copied to another place does not open. */
  #sealed(value: string, ...place: string[]): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce).setAAD(Buffer.from(JSON.stringify(place)));
    const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  #opened(sealed: Uint8Array, ...place: string[]): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(ALGORITHM, this.#key, nonce)
      .setAAD(Buffer.from(JSON.stringify(place)))
      .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    try {
      const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw new Error(
        `${place.join(' ')} can't be opened: the key of the org's credentials is another one. Enter it anew.`,
      );
    }
  }
}
