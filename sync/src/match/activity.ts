import type { Conversation } from '../conversation/conversation.ts';
import { scoreTasks } from './call.ts';
import { toId18 } from './ids.ts';
import { eventTime, isCopyOf, scoreEvents } from './meeting.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { StoredMatch } from './stored.ts';
import type { Candidate, EventRow, MatchSettings, PersonMatch, TaskRow } from './types.ts';
import { listInWords, quoted, scoreInWords, timeInWords } from './words.ts';

export interface ActivityMatch {
  object: 'Event' | 'Task';
  row?: EventRow | TaskRow;
  decision: 'enrich' | 'create' | 'none';
  rule: string;
  score: number;
  /** One line. */
  evidence: string;
  needsReview: boolean;
  candidates: Candidate[];
}

interface Scored extends Candidate {
  rule: string;
  row: EventRow | TaskRow;
}

/** A meeting stands in the calendar; everything else is a Task. */
export function activityObject(conversation: Conversation): 'Event' | 'Task' {
  return conversation.kind === 'meeting' ? 'Event' : 'Task';
}

function known(
  object: 'Event' | 'Task',
  row: EventRow | TaskRow,
  rule: string,
  score: number,
  evidence: string,
): ActivityMatch {
  return { object, row, decision: 'enrich', rule, score, evidence, needsReview: false, candidates: [] };
}

/** Rules by which the service links nothing: an activity that is linked since is a person's choice. */
const LEFT_TO_A_PERSON = new Set(['severalClose', 'belowThreshold']);

/** The activity that an earlier run linked; how it was found then is kept, so nothing is written again. */
function byKnownKey(key: string, index: SnapshotIndex, stored: StoredMatch | undefined): ActivityMatch | undefined {
  const linked = stored?.activity;
  const row = linked && (linked.object === 'Event' ? index.events : index.tasks).get(linked.id);
  const event = index.eventByKey.get(key);
  const task = index.taskByKey.get(key);
  const keyed = event ?? task;
  if (linked && row && (LEFT_TO_A_PERSON.has(stored.activityRule ?? '') || (keyed && keyed.Id !== row.Id)))
    return known(linked.object, row, 'chosen', 1, `Linked to ${quoted(row.Subject)} because a person chose it.`);
  if (linked && row)
    return known(
      linked.object,
      row,
      stored.activityRule ?? 'knownKey',
      stored.score ?? 1,
      stored.activityEvidence ?? 'Linked by an earlier run.',
    );
  if (!keyed) return undefined;
  const object = event ? 'Event' : 'Task';
  const { activityRule, score, activityEvidence } = stored?.isInterrupted ? stored : {};
  if (activityRule) return known(object, keyed, activityRule, score ?? 1, activityEvidence ?? '');
  return known(object, keyed, 'knownKey', 1, `Linked to ${quoted(keyed.Subject)}, which already carries this key.`);
}

function byCrmRef(conversation: Conversation, index: SnapshotIndex): ActivityMatch | undefined {
  for (const { object, id } of conversation.crmRefs) {
    if (object !== 'Event' && object !== 'Task') continue;
    const row = (object === 'Event' ? index.events : index.tasks).get(toId18(id));
    if (row)
      return known(
        object,
        row,
        'crmRef',
        1,
        `Linked to ${quoted(row.Subject)} because the provider names it by its Id.`,
      );
  }
  return undefined;
}

function nameOf(candidate: Scored): string {
  const name = quoted(candidate.name);
  return candidate.object === 'Event' ? `${name} on ${eventTime(candidate.row as EventRow)}` : name;
}

function withScore(candidate: Scored): string {
  return `${nameOf(candidate)} (${scoreInWords(candidate.score)}: ${candidate.evidence})`;
}

const plain = ({ object, id, name, score, evidence }: Scored): Candidate => ({ object, id, name, score, evidence });

/** Links only above the threshold and clear of the runner-up; what is close to either is left to a person. */
function decide(
  scored: Scored[],
  object: 'Event' | 'Task',
  settings: MatchSettings,
  nothingFound: string,
  isSame: (best: Scored, other: Scored) => boolean = () => false,
): ActivityMatch {
  const [best, second] = scored;
  const rival = best && scored.slice(1).find((other) => !isSame(best, other));
  const plausible = settings.threshold - settings.margin;
  if (!best || best.score < plausible) {
    const closest = best ? ` Closest: ${withScore(best)}.` : '';
    return {
      object,
      decision: 'create',
      rule: 'create',
      score: 0,
      evidence: `${nothingFound}${closest}`,
      needsReview: false,
      candidates: scored.slice(0, 5).map(plain),
    };
  }
  const clear = !rival || best.score - rival.score >= settings.margin;
  if (best.score >= settings.threshold && clear) {
    const runnerUp = second ? `; next best: ${withScore(second)}` : '';
    return {
      ...known(
        object,
        best.row,
        best.rule,
        best.score,
        `Linked to ${quoted(best.name)}: ${best.evidence} (score ${scoreInWords(best.score)})${runnerUp}.`,
      ),
      candidates: scored.slice(1, 5).map(plain),
    };
  }
  const close = scored.filter(({ score }) => score >= plausible && best.score - score < settings.margin).slice(0, 5);
  const what = object === 'Event' ? 'event' : 'task';
  const evidence =
    close.length > 1
      ? `${close.length} ${what}s fit about equally: ${listInWords(close.map(withScore))}.`
      : `One ${what} might be it, without enough to link it: ${withScore(best)}.`;
  return {
    object,
    decision: 'none',
    rule: close.length > 1 ? 'severalClose' : 'belowThreshold',
    score: best.score,
    evidence,
    needsReview: true,
    candidates: close.map(plain),
  };
}

/** The cascade: known key, the provider's CRM Id, then a score over events or tasks. */
export function matchActivity(
  conversation: Conversation,
  key: string,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
  settings: MatchSettings,
  stored: StoredMatch | undefined,
): ActivityMatch {
  const certain = byKnownKey(key, index, stored) ?? byCrmRef(conversation, index);
  if (certain) return certain;

  const object = activityObject(conversation);
  const owner = index.users.get(ownerId ?? '')?.Name;
  const when = timeInWords(conversation.startedAt);
  if (conversation.kind === 'meeting') {
    const scored = scoreEvents(conversation, people, ownerId, index, key, settings.iCalUidField);
    const whose = owner ? `in the calendar of ${owner}` : 'of anybody in the meeting';
    const isSame = (best: Scored, other: Scored) =>
      best.row.OwnerId === ownerId && isCopyOf(best.row as EventRow, other.row as EventRow);
    return decide(scored, object, settings, `Created because no event ${whose} fits ${when}.`, isSame);
  }
  if (conversation.kind === 'call') {
    const scored = scoreTasks(conversation, people, ownerId, index, key, settings);
    const whose = owner ? ` of ${owner}` : '';
    return decide(scored, object, settings, `Created because no logged call${whose} fits ${when}.`);
  }
  return decide([], object, settings, `Created because no activity holds this ${conversation.kind} yet.`);
}
