/** The one name of an email, here and in the org, whichever mailbox it is read from. */
import { createHash } from 'node:crypto';
import type { Mail } from './mail.ts';

export const SOURCE = 'email';
/** `sourceId` of a conversation holds no more. */
const LONGEST = 200;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `<a@b>`, ` a@b ` and `a@b` are one id. Comments and folded lines are none of it. */
export function bareId(value: string | null | undefined): string | undefined {
  const text = (value ?? '').replace(/\p{Cc}/gu, ' ');
  const inside = /<\s*([^<>]*?)\s*>/.exec(text)?.[1] ?? text;
  const id = inside.replace(/\s+/g, '');
  return id === '' ? undefined : id;
}

/** Every id of `References` or `In-Reply-To`. */
export function idsIn(value: string | null | undefined): string[] {
  const text = value ?? '';
  const bracketed = [...text.matchAll(/<([^<>]+)>/g)].flatMap((match) => bareId(match[1]) ?? []);
  return bracketed.length > 0
    ? bracketed
    : text.split(/[\s,]+/).flatMap((word) => (word.includes('@') ? (bareId(word) ?? []) : []));
}

/** The id as a key holds it: itself, or its hash where it is longer than any that programs make. */
export function keptId(id: string): string {
  return id.length <= LONGEST ? id : `sha256:${sha256(id)}`;
}

/** Of an email without a Message-ID: the same for the same email, and it says nothing of it. */
export function idOf(mail: Mail): string {
  if (mail.messageId) return keptId(mail.messageId);
  const { from, to, cc, date, subject, text } = mail;
  return `sha256:${sha256(JSON.stringify([from, to, cc, date, subject, text]))}`;
}

export const keyOfId = (id: string): string => `${SOURCE}:${id}`;

/** Of a key, a Message-ID with or without its `<>`: what `idOf` says of that email. */
export function idFrom(given: string): string {
  const prefix = `${SOURCE}:`;
  return given.startsWith(prefix) ? given.slice(prefix.length) : keptId(bareId(given) ?? given);
}
