/** The keys that tokens are sealed with: given in the environment, or made once and kept beside the embedded store. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SecretKey, SecretKeys } from '../seal.ts';

const ID = /^[A-Za-z0-9_-]{1,40}$/;
/** 32 bytes in base64 or base64url. */
const KEY = /^[A-Za-z0-9+/_-]{43}=?$/;

/** `id:base64,id:base64`. Throws a sentence that never holds a key. */
export function parseSecretKeys(text: string): SecretKeys {
  const keys = text
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .map((each): SecretKey => {
      const at = each.indexOf(':');
      const [id, key] = [each.slice(0, at), each.slice(at + 1)];
      if (at < 0 || !ID.test(id) || !KEY.test(key))
        throw new Error(
          'DEBRIEF_SECRET_KEYS must be id:key, separated by commas: each id of letters, digits, _ and -, each key 32 bytes in base64 (openssl rand -base64 32).',
        );
      return { id, key: Buffer.from(key, 'base64') };
    });
  const [first, ...rest] = keys;
  if (!first) throw new Error('DEBRIEF_SECRET_KEYS holds no key: leave it out, or give at least one.');
  if (new Set(keys.map(({ id }) => id)).size < keys.length)
    throw new Error('DEBRIEF_SECRET_KEYS has two keys with the same id: give each its own.');
  return [first, ...rest];
}

/** The keys in the folder of the embedded store; made where there are none. Whoever calls has the folder to itself. */
export function keptSecretKeys(folder: string): SecretKeys {
  const file = path.join(folder, 'secret-keys.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT')
      throw new Error(`${file} cannot be read: it holds the keys of the org's tokens.`, { cause: error });
    text = `${JSON.stringify({ keys: [`${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64')}`] })}\n`;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // whole or not at all: half a key would lose every token
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  try {
    return parseSecretKeys((JSON.parse(text) as { keys: string[] }).keys.join(','));
  } catch {
    throw new Error(
      `${file} is damaged: restore it from a backup, or delete it and connect the org again on the Debrief set-up page.`,
    );
  }
}
