/** Whether a conversation belongs to reps whom an admin has left out. Pure. */
import type { Conversation } from '../conversation/conversation.ts';
import { normaliseEmail } from '../match/address.ts';

export const LEFT_OUT = 'LEFT_OUT';

/**
 * Why it is kept, in words; undefined where it is written. It goes by its owner; where the provider names none, by those
 * of ours who took part: one of them who is not left out has it written.
 */
export function heldFor({ owner, parties }: Conversation, leftOut: ReadonlySet<string>): string | undefined {
  const ours = owner?.email ? [owner.email] : parties.filter(({ role }) => role === 'ours').map(({ email }) => email);
  const emails = ours.flatMap((email) => normaliseEmail(email) ?? []);
  const [first] = emails;
  if (first === undefined || !emails.every((email) => leftOut.has(email))) return undefined;
  const who = emails.length === 1 ? `${first} is` : `${emails.join(' and ')} are`;
  return `${who} left out: the conversation is kept, and written once that is no longer so.`;
}
