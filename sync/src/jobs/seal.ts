/** Tokens at rest: sealed by AES-256-GCM, under keys that are never in the store. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** A key of 32 bytes. What is sealed under an Id opens under that Id only. */
export interface SecretKey {
  id: string;
  key: Buffer;
}

/** The first seals; the others open what was sealed before. */
export type SecretKeys = [SecretKey, ...SecretKey[]];

/** `about` is what the text belongs to: under any other it does not open, so rows cannot be exchanged. */
export function sealUnder(text: string, [{ id, key }]: SecretKeys, about: string): string {
  return `${id}.${close(text, key, bound(id, about))}`;
}

/** Undefined where its key is not there any more, or it was not sealed for this. */
export function openUnder(sealed: string, keys: readonly SecretKey[], about: string): string | undefined {
  const at = sealed.indexOf('.');
  const id = sealed.slice(0, at);
  const known = keys.find((each) => each.id === id);
  return known ? open(sealed.slice(at + 1), known.key, bound(id, about)) : undefined;
}

const bound = (id: string, about: string): string => `debrief\0${id}\0${about}`;

const keyOf = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'debrief: tokens of pieces to fetch', 32));

/** Under a key made of a secret that the tenant has anyway, and that ends with it. */
export function seal(text: string, secret: string): string {
  return close(text, keyOf(secret));
}

/** Undefined where it was sealed with another secret. */
export function unseal(sealed: string, secret: string): string | undefined {
  return open(sealed, keyOf(secret));
}

function close(text: string, key: Buffer, about = ''): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [iv, cipher.getAuthTag(), sealed].map((piece) => piece.toString('base64url')).join('.');
}

function open(sealed: string, key: Buffer, about = ''): string | undefined {
  const [iv, tag, text] = sealed.split('.').map((piece) => Buffer.from(piece, 'base64url'));
  if (!iv || !tag || !text) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAAD(Buffer.from(about));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}
