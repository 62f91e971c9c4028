/**
 * What a changed rule would link, beside what today's does: each conversation as if it came in now for the first time.
 * What a person decided stays decided.
 */
import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { objectOfId } from './ids.ts';
import { match } from './match.ts';
import { indexSnapshot, type SnapshotIndex } from './snapshot-index.ts';
import type { EventRow, Match, MatchHistory, MatchSettings, Snapshot, TaskRow } from './types.ts';

export interface Case {
  conversation: Conversation;
  history: MatchHistory;
}

export interface Compared {
  conversation: Conversation;
  today: Match;
  changed: Match;
}

/** Deals and activities by somebody's word: no setting of the rule puts another in their place. */
const BY_WORD = new Set(['activityLinked', 'activityLinkHidden', 'activityUnlinked', 'chosen', 'crmRef']);

/** In the order of the cases. */
export function compareRules(
  cases: Case[],
  snapshot: Snapshot,
  today: MatchSettings,
  changed: MatchSettings,
): Compared[] {
  const index = indexSnapshot(snapshot);
  const asTheyAre = cases.map(({ conversation, history }) => match(conversation, index, today, history));
  const free = new Map<string, Match>();
  cases.forEach(({ conversation }, at) => {
    const found = asTheyAre[at];
    if (found && found.status !== 'Locked' && found.rule !== 'chosen' && !BY_WORD.has(found.dealRule))
      free.set(keyOf(conversation), found);
  });
  const fresh = unlinked(snapshot, free);
  return cases.flatMap(({ conversation, history }, at): Compared[] => {
    const found = asTheyAre[at];
    if (!found) return [];
    if (free.has(keyOf(conversation)))
      return [{ conversation, today: match(conversation, fresh, today), changed: match(conversation, fresh, changed) }];
    const other = found.status === 'Locked' ? found : match(conversation, index, changed, history);
    return [{ conversation, today: found, changed: other }];
  });
}

/** The org as it would stand without the links that the service itself has made for these conversations. */
function unlinked(snapshot: Snapshot, free: ReadonlyMap<string, Match>): SnapshotIndex {
  const without = <Row extends EventRow | TaskRow>(rows: Row[]): Row[] =>
    rows.flatMap((row): Row[] => {
      const found = free.get(row.Conversation_Key__c ?? '');
      if (!found) return [row];
      if (found.rule === 'create') return [];
      const isOurs = objectOfId(row.WhatId) === 'Opportunity' || row.WhatId === found.left?.placed;
      return [isOurs ? { ...row, WhatId: null } : row];
    });
  const index = indexSnapshot({
    ...snapshot,
    events: without(snapshot.events),
    tasks: without(snapshot.tasks),
    conversations: snapshot.conversations.filter(({ Key__c }) => !free.has(Key__c)),
  });
  // an activity stays taken for every other conversation, but is not known to be this one's
  for (const key of free.keys()) {
    index.eventByKey.delete(key);
    index.taskByKey.delete(key);
  }
  return index;
}
