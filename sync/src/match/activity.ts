import type { Conversation } from '../conversation/conversation.ts';
import { scoreTasks, taskInWords, type ScoredTask } from './call.ts';
import { bareMessageId, toId18 } from './ids.ts';
import { eventInWords, eventTime, isCopyOf, scoreEvents, type ScoredEvent } from './meeting.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { StoredMatch } from './stored.ts';
import type { Candidate, EventRow, MatchSettings, PersonMatch, TaskRow } from './types.ts';
import { REVIEW_FROM } from './weights.ts';
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

/** Words are found only for those that are spoken of: most events near a meeting are not. */
type Scored = ScoredEvent | ScoredTask;

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
  candidates: Candidate[] = [],
): ActivityMatch {
  return { object, row, decision: 'enrich', rule, score, evidence, needsReview: false, candidates };
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
    return known(
      linked.object,
      row,
      'chosen',
      1,
      `Linked to the ${linked.object.toLowerCase()} ${quoted(row.Subject)} because a person chose it.`,
    );
  if (linked && row)
    return known(
      linked.object,
      row,
      stored.activityRule ?? 'knownKey',
      stored.score ?? 1,
      stored.activityEvidence ?? 'Linked by an earlier run.',
      stored.activityCandidates,
    );
  if (!keyed) return undefined;
  const object = event ? 'Event' : 'Task';
  if (stored?.isInterrupted && stored.activityRule)
    return known(
      object,
      keyed,
      stored.activityRule,
      stored.score ?? 1,
      stored.activityEvidence ?? '',
      stored.activityCandidates,
    );
  return known(
    object,
    keyed,
    'knownKey',
    1,
    `Linked to the ${object.toLowerCase()} ${quoted(keyed.Subject)}, which already carries this conversation’s key.`,
  );
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
        `Linked to the ${object.toLowerCase()} ${quoted(row.Subject)} because the provider names it by its Id.`,
      );
  }
  return undefined;
}

/**
 * An email is its own record, and no activity is made for it. Where Salesforce or another tool has logged it already, as
 * the same Message-ID says, its task gets the way to the conversation.
 */
function forEmail({ messageId }: Conversation, index: SnapshotIndex): ActivityMatch {
  const nothing = { object: 'Task', decision: 'none', rule: 'noActivity', score: 0, needsReview: false } as const;
  const logged = index.emailMessages.get(bareMessageId(messageId) ?? '');
  if (!logged) return { ...nothing, evidence: '', candidates: [] };
  const task = index.tasks.get(logged.ActivityId ?? '');
  const evidence = `It is logged in Salesforce already (email message ${logged.Id}, by its Message-ID)`;
  if (!task)
    return { ...nothing, evidence: `${evidence}, without a task that the integration user sees.`, candidates: [] };
  return known('Task', task, 'emailLogged', 1, `${evidence}: linked to its task ${quoted(task.Subject)}.`);
}

function nameOf({ row }: Scored): string {
  return row.Subject ?? 'untitled';
}

function inWords(scored: Scored, index: SnapshotIndex): string {
  return scored.object === 'Event' ? eventInWords(scored, index) : taskInWords(scored, index);
}

function withScore(scored: Scored, index: SnapshotIndex): string {
  const name = quoted(nameOf(scored));
  const when = scored.object === 'Event' ? ` on ${eventTime(scored.row)}` : '';
  return `${name}${when} (${scoreInWords(scored.score)}: ${inWords(scored, index)})`;
}

function candidate(scored: Scored, index: SnapshotIndex): Candidate {
  const { object, row, score } = scored;
  return { object, id: row.Id, name: nameOf(scored), score, evidence: inWords(scored, index) };
}

/** How many candidates are listed for a person. */
const LISTED = 5;
/** What scores no more than this is somewhere else in the day. */
const FAR = 0.1;

/** Links only above the threshold and clear of the runner-up; what is close to either is left to a person. */
function decide(
  scored: Scored[],
  object: 'Event' | 'Task',
  index: SnapshotIndex,
  settings: MatchSettings,
  nothingFound: string,
): ActivityMatch {
  const [best, second] = scored;
  const rival = best && scored.slice(1).find((other) => !isCopy(best, other, index));
  const plausible = Math.min(REVIEW_FROM, settings.threshold);
  const listed = (from: Scored[]) =>
    from
      .slice(0, LISTED)
      .filter(({ score }) => score > FAR)
      .map((each) => candidate(each, index));
  if (!best || best.score < plausible) {
    const closest = best && best.score > FAR ? ` Closest: ${withScore(best, index)}.` : '';
    return {
      object,
      decision: 'create',
      rule: 'create',
      score: 0,
      evidence: `${nothingFound}${closest}`,
      needsReview: false,
      candidates: listed(scored),
    };
  }
  const clear = !rival || best.score - rival.score >= settings.margin;
  if (best.score >= settings.threshold && clear) {
    const runnerUp = second && second.score > FAR ? `; next best: ${withScore(second, index)}` : '';
    const score = `score ${scoreInWords(best.score)}, at least ${scoreInWords(settings.threshold)} is asked for`;
    const why = `${inWords(best, index)} (${score})`;
    const evidence = `Linked to the ${object.toLowerCase()} ${quoted(nameOf(best))}: ${why}${runnerUp}.`;
    return known(object, best.row, best.rule, best.score, evidence, listed(scored.slice(1, 3)));
  }
  const close = scored
    .filter(({ score }) => score >= plausible && best.score - score < settings.margin)
    .slice(0, LISTED);
  const what = object === 'Event' ? 'event' : 'task';
  const evidence =
    close.length > 1
      ? `${close.length} ${what}s fit about equally: ${listInWords(close.map((each) => withScore(each, index)))}.`
      : `One ${what} might be it, without enough to link it: ${withScore(best, index)}.`;
  return {
    object,
    decision: 'none',
    rule: close.length > 1 ? 'severalClose' : 'belowThreshold',
    score: best.score,
    evidence,
    needsReview: true,
    candidates: listed(close),
  };
}

/** The same meeting in a colleague's calendar is no rival: the owner's own comes first, then that of the first of us. */
function isCopy(best: Scored, other: Scored, index: SnapshotIndex): boolean {
  return best.object === 'Event' && other.object === 'Event' && isCopyOf(best.row, other.row, index);
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
    return decide(scored, object, index, settings, `Created because no event ${whose} fits ${when}.`);
  }
  if (conversation.kind === 'call') {
    const scored = scoreTasks(conversation, people, ownerId, index, key);
    const whose = owner ? ` of ${owner}` : '';
    return decide(scored, object, index, settings, `Created because no logged call${whose} fits ${when}.`);
  }
  if (conversation.kind === 'email') return forEmail(conversation, index);
  return decide([], object, index, settings, `Created because no activity holds this ${conversation.kind} yet.`);
}
