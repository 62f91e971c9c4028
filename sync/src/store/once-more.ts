/** What is set where a conversation is to be gone through once more. */
import { sql } from 'drizzle-orm';
import { conversations } from './schema.ts';

export const ONCE_MORE = {
  // a batch that runs now keeps its mark; the new revision makes it run once more
  state: sql`CASE WHEN ${conversations.state} = 'processing' THEN 'processing' ELSE 'accepted' END`,
  revision: sql`${conversations.revision} + 1`,
  waitingSince: sql`coalesce(${conversations.waitingSince}, now())`,
  updatedAt: sql`now()`,
};

/** A person waits for it: at once, and whatever its content hash says. */
export const FOR_A_PERSON = { ...ONCE_MORE, force: true, attempts: 0, lane: 'urgent' as const, dueAt: null };
