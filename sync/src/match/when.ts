import type { Conversation } from '../conversation/conversation.ts';
import { normaliseEmail } from './address.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { dayIn } from './times.ts';

export interface When {
  /** RFC 3339 UTC. */
  instant: string;
  /** `YYYY-MM-DD` where our side was: a deal's close date is a day of the rep's, not of UTC. */
  day: string;
}

/** When a conversation began, by the clock of its owner, else of the first of us who is a user of the org. */
export function whenOf({ owner, parties, startedAt }: Conversation, index: SnapshotIndex): When {
  const user = [owner?.email, ...parties.map(({ email }) => email)]
    .map((email) => index.usersByEmail.get(normaliseEmail(email) ?? ''))
    .find((found) => found !== undefined);
  return { instant: startedAt, day: dayIn(startedAt, user?.TimeZoneSidKey) };
}
