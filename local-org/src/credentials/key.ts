import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const KEY_BYTES = 32;

/**
 * The key that secrets are kept under: made once, in a file beside the org that its owner alone may read. An org in memory
 * has one for as long as it runs.
 * @throws Error in words where the file is no key, or open to others
 */
export function credentialKeyIn(home: string): Buffer {
  if (home === ':memory:') return randomBytes(KEY_BYTES);
  const file = path.join(home, 'credentials.key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(KEY_BYTES).toString('base64'), { mode: 0o600, flag: 'wx' });
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0)
    throw new Error(`${file} may be read by others: make it readable by its owner alone (chmod 600).`);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${file} holds no key of ${KEY_BYTES} bytes.`);
  return key;
}
