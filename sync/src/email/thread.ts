/** Which thread an email belongs to. */
import { idOf, keptId } from './ids.ts';
import type { Mail } from './mail.ts';

/** Some programs keep every id of a year; the first and the last are those that matter. */
const MOST_ASKED = 50;

/** Ids of the emails before it, the nearest first: those whose thread is worth knowing. */
export function forebears({ inReplyTo, references }: Mail): string[] {
  const nearest = [...(inReplyTo ? [inReplyTo] : []), ...[...references].reverse()];
  const asked = nearest.length > MOST_ASKED ? [...nearest.slice(0, MOST_ASKED - 1), nearest.at(-1) as string] : nearest;
  return [...new Set(asked.map(keptId))];
}

/**
 * RFC 5322, 3.6.4: the first of `References` began the thread. Some programs name only the email that they answer: its
 * own thread holds, where it is known. An email that answers none begins its own.
 */
export function threadOf(mail: Mail, known: ReadonlyMap<string, string>): string {
  const before = forebears(mail);
  const found = before.map((id) => known.get(id)).find((thread) => thread !== undefined);
  if (found) return found;
  const root = mail.references[0] ?? mail.inReplyTo;
  return root ? keptId(root) : idOf(mail);
}
