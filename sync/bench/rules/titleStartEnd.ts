import type { Conversation } from '../../src/conversation/conversation.ts';
import type { SnapshotIndex } from '../../src/match/snapshot-index.ts';

const APART_MS = 15 * 60_000;

/** An event in the owner's calendar with the same title, start and end, the latter two within a quarter of an hour. */
export function titleStartEnd(
  conversation: Conversation,
  ownerId: string | undefined,
  index: SnapshotIndex,
): string | undefined {
  const start = Date.parse(conversation.scheduledStart ?? conversation.startedAt);
  const end = Date.parse(conversation.scheduledEnd ?? conversation.endedAt ?? conversation.startedAt);
  let best: { id: string; apart: number } | undefined;
  for (const row of index.eventsByOwner.get(ownerId ?? '')?.rows ?? []) {
    const startsApart = Math.abs(Date.parse(row.StartDateTime) - start);
    const endsApart = Math.abs(Date.parse(row.EndDateTime) - end);
    if (row.Subject !== conversation.title || startsApart > APART_MS || endsApart > APART_MS) continue;
    if (!best || startsApart < best.apart) best = { id: row.Id, apart: startsApart };
  }
  return best?.id;
}
