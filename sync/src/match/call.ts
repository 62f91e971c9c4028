import type { Conversation } from '../conversation/conversation.ts';
import { phoneTail } from './address.ts';
import { factsOfTask, nameKey } from './facts.ts';
import type { TaskFacts } from './known.ts';
import { CALL_FEATURES, score, type CallLevels } from './features.ts';
import { byText } from './ids.ts';
import { CALL_WINDOW_MS, LOGGED_SOON_MS, LONGEST_RING_MS } from './limits.ts';
import { isTaken } from './meeting.ts';
import { between, type SnapshotIndex } from './snapshot-index.ts';
import { actualSpan, dayIn, durationSeconds } from './times.ts';
import type { PersonMatch, TaskRow } from './types.ts';
import { CALL_WEIGHTS, THRESHOLD } from './weights.ts';
import { quantity } from './words.ts';

export interface ScoredTask {
  object: 'Task';
  row: TaskRow;
  rule: 'callObject' | 'taskCall';
  score: number;
  /** Absent where the phone system's own id settles it. */
  levels?: CallLevels;
  /** Seconds between the two durations. */
  off?: number;
}

/** What is worked out once about a call, for all Tasks near it. */
export interface CallFacts {
  start: number;
  end: number;
  duration?: number;
  direction?: string;
  /** The ends of the other side's numbers, the contacts and leads on it, and their names. */
  theirs: Set<string>;
  persons: Set<string>;
  names: Set<string>;
  ownerId?: string;
  sourceId: string;
  key: string;
  provider: string;
}

export function factsOfCall(
  conversation: Conversation,
  people: PersonMatch[],
  ownerId: string | undefined,
  key: string,
): CallFacts {
  const theirs = new Set<string>();
  const persons = new Set<string>();
  const names = new Set<string>();
  for (const { rule, party, contactId, leadId } of people) {
    if (rule === 'colleague') continue;
    const said = conversation.parties[party];
    const tail = phoneTail(said?.phone);
    if (tail) theirs.add(tail);
    const name = nameKey(said?.name);
    if (name) names.add(name);
    const person = contactId ?? leadId;
    if (person) persons.add(person);
  }
  return {
    ...actualSpan(conversation),
    duration: durationSeconds(conversation),
    direction: conversation.direction,
    ...{ theirs, persons, names, ownerId },
    sourceId: conversation.sourceId,
    key,
    provider: conversation.source,
  };
}

function callerLevel(call: CallFacts, row: TaskRow, task: TaskFacts): CallLevels['caller'] | 'other' {
  if (row.WhoId && call.persons.has(row.WhoId)) return 'person';
  if (task.tails.some((tail) => call.theirs.has(tail))) return 'number';
  if (task.name !== undefined && call.names.has(task.name)) return 'person';
  const namesAnother = call.theirs.size > 0 && task.tails.length > 0;
  return namesAnother || (row.WhoId && call.persons.size > 0) ? 'other' : 'unknown';
}

function isCall(task: TaskRow): boolean {
  return task.TaskSubtype === 'Call' || task.CallDurationInSeconds !== null || task.CallType !== null;
}

/** From the moments at which phone tools log a call: when it starts, and when it ends. */
function apartOf(call: CallFacts, row: TaskRow, created: number): number {
  const byOwnDuration = call.start + (row.CallDurationInSeconds ?? 0) * 1000;
  return Math.min(Math.abs(created - call.start), Math.abs(created - call.end), Math.abs(created - byOwnDuration));
}

/** Nothing is logged before it happened: what was there before is another call, however alike. */
function loggedLevel(
  call: CallFacts,
  row: TaskRow,
  created: number,
  isSameCaller: boolean,
): CallLevels['logged'] | undefined {
  const apart = apartOf(call, row, created);
  if (apart <= 20_000) return 'atOnce';
  if (apart <= 60_000) return 'within1';
  if (apart <= CALL_WINDOW_MS) return 'within3';
  if (!isSameCaller || created < call.end) return undefined;
  if (created - call.end <= LOGGED_SOON_MS) return 'soon';
  return 'later';
}

function durationOff(call: CallFacts, row: TaskRow): number | undefined {
  const logged = row.CallDurationInSeconds;
  return call.duration === undefined || logged === null ? undefined : Math.abs(call.duration - logged);
}

/** People who log a call by hand write whole minutes. */
const ROUNDED_SEC = 150;

function durationLevel(call: CallFacts, logged: number, off: number | undefined): CallLevels['duration'] {
  if (off === undefined) return 'unknown';
  if (off <= 2) return 'same';
  if (off <= Math.max(5, 0.05 * (call.duration ?? 0))) return 'close';
  return logged % 60 === 0 && off <= ROUNDED_SEC ? 'rounded' : 'other';
}

/** Undefined where the Task is no log of this call, whatever else it shares: of another caller, or of another time. */
export function callLevels(call: CallFacts, row: TaskRow, task: TaskFacts): CallLevels | undefined {
  // a task that a workflow made is something to do, and no log of a call
  if (!isCall(row) || row.Conversation_Key__c?.startsWith('workflow:')) return undefined;
  const caller = callerLevel(call, row, task);
  if (caller === 'other') return undefined;
  const off = durationOff(call, row);
  const logged = loggedLevel(call, row, task.created, caller !== 'unknown');
  const duration = durationLevel(call, row.CallDurationInSeconds ?? 0, off);
  const isAnother = duration === 'other' && (logged === 'soon' || logged === 'later');
  if (!logged || isAnother) return undefined;
  return {
    owner: row.OwnerId === call.ownerId ? 'own' : 'colleague',
    caller,
    logged,
    duration,
    direction:
      call.direction && row.CallType ? (row.CallType.toLowerCase() === call.direction ? 'same' : 'other') : 'unknown',
    standing: isTaken(row.Conversation_Key__c, call.key, call.provider) ? 'taken' : 'free',
  };
}

/** Tasks of those on the call, of its time or its day; and those that carry the call's own id, whoever's they are. */
export function tasksNear(
  conversation: Conversation,
  call: CallFacts,
  people: PersonMatch[],
  index: SnapshotIndex,
): TaskRow[] {
  const owners = new Set<string>();
  if (call.ownerId) owners.add(call.ownerId);
  for (const { userId } of people) if (userId) owners.add(userId);
  const near = new Set<TaskRow>();
  // phone tools may log under a user of their own
  for (const row of index.tasksByCall.get(call.sourceId) ?? [])
    if (callerLevel(call, row, factsOfTask(row, index)) !== 'other') near.add(row);
  const utcDay = conversation.startedAt.slice(0, 10);
  for (const owner of owners) {
    for (const row of between(index.tasksByOwner.get(owner), call.start - CALL_WINDOW_MS, call.end + CALL_WINDOW_MS))
      near.add(row);
    const days = index.tasksByOwnerDay.get(owner);
    if (!days) continue;
    const day = dayIn(conversation.startedAt, index.users.get(owner)?.TimeZoneSidKey);
    for (const each of day === utcDay ? [day] : [day, utcDay])
      // nothing is logged before it happened
      for (const row of days.get(each) ?? []) if (Date.parse(row.CreatedDate) >= call.end) near.add(row);
  }
  return [...near];
}

/** The Tasks that the call might be, best first. */
export function scoreTasks(
  conversation: Conversation,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
  key: string,
): ScoredTask[] {
  const call = factsOfCall(conversation, people, ownerId, key);
  const scored: ScoredTask[] = [];
  for (const row of tasksNear(conversation, call, people, index)) {
    const task = factsOfTask(row, index);
    if (row.CallObject !== null && row.CallObject === call.sourceId && task.created >= call.start - LONGEST_RING_MS) {
      scored.push({ object: 'Task', row, rule: 'callObject', score: 1 });
      continue;
    }
    const levels = callLevels(call, row, task);
    if (!levels) continue;
    // a Task that tells neither whom nor how long may be any call of these minutes
    const isBare = levels.caller === 'unknown' && levels.duration === 'unknown';
    const value = Math.min(score(CALL_WEIGHTS, levels), isBare ? THRESHOLD - 0.01 : 1);
    scored.push({ object: 'Task', row, rule: 'taskCall', score: value, levels, off: durationOff(call, row) });
  }
  return scored.sort((a, b) => b.score - a.score || byText(a.row.Id, b.row.Id));
}

/** Why a Task might be it, in the words of its features. */
export function taskInWords({ row, levels, off }: ScoredTask, index: SnapshotIndex): string {
  if (!levels) return "the phone system's own id of the call";
  const words = CALL_FEATURES;
  return [
    levels.owner === 'own' ? words.owner.own : `owned by ${index.users.get(row.OwnerId)?.Name ?? 'a colleague'}`,
    words.caller[levels.caller],
    words.logged[levels.logged],
    ...(levels.duration === 'unknown'
      ? []
      : [levels.duration === 'same' ? words.duration.same : `${quantity(off ?? 0, 'second')} longer or shorter`]),
    ...(levels.direction === 'other' ? [words.direction.other] : []),
    ...(levels.standing === 'taken' ? [words.standing.taken] : []),
  ].join(', ');
}
