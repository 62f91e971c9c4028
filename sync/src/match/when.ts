import type { Conversation } from '../conversation/conversation.ts';
import { normaliseEmail } from './address.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { dayIn } from './times.ts';

export interface When {
  /** RFC 3339 UTC. */
  readonly instant: string;
  /** `YYYY-MM-DD` where our side was: a deal's close date is a day of the rep's, not of UTC. */
  readonly day: string;
}

/** When a conversation began, by the clock of its owner, else of the first of us who is a user of the org. */
export function whenOf({ owner, parties, startedAt }: Conversation, index: SnapshotIndex): When {
  const user = [owner?.email, ...parties.map(({ email }) => email)]
    .map((email) => index.usersByEmail.get(normaliseEmail(email) ?? ''))
    .find((found) => found !== undefined);
  let day: string | undefined;
  return {
    instant: startedAt,
    // most conversations are over long before any deal of theirs closes, and a calendar is slow
    get day() {
      return (day ??= dayIn(startedAt, user?.TimeZoneSidKey));
    },
  };
}
