/** What the last run left in the org: a link that says otherwise now was changed by a person, not by a setting. */
import { objectOfId } from './ids.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { EventRow, Left, LinkTakenOff, MatchHistory, TaskRow } from './types.ts';

/** What it may have left: where a run was interrupted, nobody knows whether the org took its writes. */
export function leftBy({ interrupted, before, last }: MatchHistory): Left[] {
  return [last?.left ?? before?.left, interrupted?.left].filter((left) => left !== undefined);
}

/** Undefined where no run said what it left. */
export function isDealGoneFrom(row: EventRow | TaskRow, left: Left[], index: SnapshotIndex): boolean | undefined {
  if (left.length === 0) return undefined;
  if (left.some(({ whatId }) => whatId === row.WhatId)) return false;
  // a deal that was deleted empties the link by itself
  return left.some(({ whatId }) => objectOfId(whatId) === 'Opportunity' && index.opportunities.has(whatId ?? ''));
}

/** Links of the activity that led to what is still there, and lead nowhere now: a person took them off. */
export function takenOff(row: EventRow | TaskRow, left: Left[], index: SnapshotIndex): LinkTakenOff[] {
  const { accounts, contacts, leads, opportunities } = index;
  const isThere = (id: string | null) =>
    id === null || accounts.has(id) || contacts.has(id) || leads.has(id) || opportunities.has(id);
  const isOff = (now: string | null, then: (string | null)[]) =>
    !now && then.length > 0 && !then.includes(null) && then.every(isThere);
  return [
    ...(isOff(
      row.WhatId,
      left.map(({ whatId }) => whatId),
    )
      ? (['WhatId'] as const)
      : []),
    ...(isOff(
      row.WhoId,
      left.map(({ whoId }) => whoId),
    )
      ? (['WhoId'] as const)
      : []),
  ];
}
