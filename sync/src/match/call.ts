import type { Conversation } from '../conversation/conversation.ts';
import { phonesInText, toE164 } from './address.ts';
import { byText } from './ids.ts';
import { between, ownerAndDay, type SnapshotIndex } from './snapshot-index.ts';
import { actualSpan, dayIn, durationSeconds } from './times.ts';
import type { Candidate, MatchSettings, PersonMatch, TaskRow } from './types.ts';
import {
  CALL_WEIGHTS,
  CALL_WINDOW_MS,
  closeness,
  LOGGED_LATE_DURATION_SEC,
  LOGGED_LATE_START,
  LOGGED_SOON_MS,
  LONGEST_RING_MS,
  roundScore,
  TAKEN_PENALTY,
  UNKNOWN,
  weigh,
} from './weights.ts';
import { quantity } from './words.ts';

export interface ScoredTask extends Candidate {
  row: TaskRow;
  rule: 'callObject' | 'taskCall';
}

interface Numbers {
  /** The other side's numbers. */
  theirs: Set<string>;
  /** Contacts and leads on the other side. */
  persons: Set<string>;
}

function numbersOf(conversation: Conversation, people: PersonMatch[], settings: MatchSettings): Numbers {
  const others = people.filter((person) => person.rule !== 'colleague');
  return {
    theirs: new Set(
      others.flatMap(({ party }) => toE164(conversation.parties[party]?.phone, settings.defaultCountry) ?? []),
    ),
    persons: new Set(others.flatMap(({ contactId, leadId }) => contactId ?? leadId ?? [])),
  };
}

/** 1 where the Task names the caller by person or number, 0 where it names another, `UNKNOWN` where it names nobody. */
function sameCaller(task: TaskRow, numbers: Numbers, index: SnapshotIndex, settings: MatchSettings): number {
  if (task.WhoId && numbers.persons.has(task.WhoId)) return 1;
  const country = settings.defaultCountry;
  const who = index.contacts.get(task.WhoId ?? '') ?? index.leads.get(task.WhoId ?? '');
  const written = [
    ...[who?.Phone, who?.MobilePhone, task.CallObject].map((phone) => toE164(phone, country)),
    ...phonesInText(task.Subject, country),
    ...phonesInText(task.Description, country),
  ].filter((number) => number !== undefined);
  if (written.some((number) => numbers.theirs.has(number))) return 1;
  return written.length > 0 || (task.WhoId && numbers.persons.size > 0) ? 0 : UNKNOWN;
}

function isCall(task: TaskRow): boolean {
  return task.TaskSubtype === 'Call' || task.CallDurationInSeconds !== null || task.CallType !== null;
}

/** Nothing is logged before it happened: what was there before is another call, however alike. */
function isLoggedLate(afterEndMs: number, durationOff: number | undefined, phone: number): boolean {
  if (phone !== 1 || afterEndMs < 0) return false;
  return afterEndMs <= LOGGED_SOON_MS || (durationOff !== undefined && durationOff <= LOGGED_LATE_DURATION_SEC);
}

/** The Tasks that the call might be, best first. Phone tools log when a call starts or when it ends. */
export function scoreTasks(
  conversation: Conversation,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
  key: string,
  settings: MatchSettings,
): ScoredTask[] {
  const owners = new Set([ownerId, ...people.map((person) => person.userId)].filter((id) => id !== undefined));
  const { start, end } = actualSpan(conversation);
  const duration = durationSeconds(conversation);
  const numbers = numbersOf(conversation, people, settings);
  const near = new Map<string, TaskRow>();
  // phone tools may log under a user of their own
  for (const row of index.tasksByCall.get(conversation.sourceId) ?? [])
    if (sameCaller(row, numbers, index, settings) !== 0) near.set(row.Id, row);
  for (const owner of owners) {
    for (const row of between(index.tasksByOwner.get(owner), start - CALL_WINDOW_MS, end + CALL_WINDOW_MS))
      near.set(row.Id, row);
    const zone = index.users.get(owner)?.TimeZoneSidKey;
    for (const day of new Set([dayIn(conversation.startedAt, zone), conversation.startedAt.slice(0, 10)]))
      for (const row of index.tasksByOwnerDay.get(ownerAndDay(owner, day)) ?? []) near.set(row.Id, row);
  }

  const scored: ScoredTask[] = [];
  for (const row of near.values()) {
    const candidate = { object: 'Task' as const, id: row.Id, name: row.Subject ?? 'untitled', row };
    const created = Date.parse(row.CreatedDate);
    if (row.CallObject !== null && row.CallObject === conversation.sourceId && created >= start - LONGEST_RING_MS) {
      scored.push({ ...candidate, score: 1, rule: 'callObject', evidence: "the phone system's own id of the call" });
      continue;
    }
    if (!isCall(row)) continue;
    const phone = sameCaller(row, numbers, index, settings);
    const apart = Math.min(
      ...[start, end, start + (row.CallDurationInSeconds ?? 0) * 1000].map((moment) => Math.abs(created - moment)),
    );
    const off =
      duration !== undefined && row.CallDurationInSeconds !== null
        ? Math.abs(duration - row.CallDurationInSeconds)
        : undefined;
    const inTime = apart <= CALL_WINDOW_MS;
    if (!inTime && !isLoggedLate(created - end, off, phone)) continue;
    const direction =
      conversation.direction && row.CallType ? Number(row.CallType.toLowerCase() === conversation.direction) : UNKNOWN;
    const value = weigh(CALL_WEIGHTS, {
      phone,
      start: inTime ? closeness(apart, 2 * CALL_WINDOW_MS) : LOGGED_LATE_START,
      duration: off === undefined ? UNKNOWN : closeness(off, Math.max(30, 0.2 * (duration ?? 0)), 2),
      direction,
    });
    const holder = row.Conversation_Key__c;
    const taken = holder && holder !== key && holder.split(':')[0] === key.split(':')[0];
    const evidence = [
      row.OwnerId === ownerId ? 'same owner' : `owned by ${index.users.get(row.OwnerId)?.Name ?? 'a colleague'}`,
      phone === 1 ? 'same caller' : phone === 0 ? 'another caller' : 'no caller named',
      inTime || created - end <= LOGGED_SOON_MS
        ? `logged within ${quantity(Math.max(1, Math.ceil(apart / 60_000)), 'minute')}`
        : 'logged later that day',
      ...(off === undefined ? [] : [off <= 2 ? 'same duration' : `${quantity(off, 'second')} longer or shorter`]),
      ...(taken ? ['holds another conversation already'] : []),
    ].join(', ');
    scored.push({ ...candidate, score: roundScore(value - (taken ? TAKEN_PENALTY : 0)), rule: 'taskCall', evidence });
  }
  return scored.sort((a, b) => b.score - a.score || byText(a.id, b.id));
}
