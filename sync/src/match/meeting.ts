import type { Conversation } from '../conversation/conversation.ts';
import { normaliseEmail } from './address.ts';
import { colleagueKey, conferenceRoom, factsOfEvent, nameKey } from './facts.ts';
import type { EventFacts } from './known.ts';
import { MEETING_FEATURES, score, type MeetingLevels } from './features.ts';
import { byText } from './ids.ts';
import { EVENT_WINDOW_MS } from './limits.ts';
import { between, type SnapshotIndex } from './snapshot-index.ts';
import { actualSpan, scheduledSpan, type Span } from './times.ts';
import { compareTitles, titleKey, type TitleKey } from './title.ts';
import type { EventRow, PersonMatch } from './types.ts';
import { MEETING_WEIGHTS } from './weights.ts';
import { quantity, timeInWords } from './words.ts';

export interface ScoredEvent {
  object: 'Event';
  row: EventRow;
  rule: 'iCalUid' | 'conferenceUrl' | 'eventScore';
  score: number;
  /** Absent where the calendar's own identifier settles it. */
  levels?: MeetingLevels;
  startsApart: number;
}

/** What is worked out once about a meeting, for all events near it. */
export interface MeetingFacts {
  /** Planned, where it is known, and real time. */
  spans: Span[];
  planned?: Span;
  title: TitleKey;
  room?: string;
  /** Of a person rather than of one meeting. */
  isOwnRoom: boolean;
  /** Keys of each customer who can be told from others: address, Id, name. */
  theirs: string[][];
  hasCustomers: boolean;
  ours: Set<string>;
  ownerId?: string;
  key: string;
  provider: string;
}

export function factsOfMeeting(
  conversation: Conversation,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
  key: string,
): MeetingFacts {
  const ours = new Set<string>();
  const theirs: string[][] = [];
  const owner = normaliseEmail(conversation.owner?.email);
  if (owner) ours.add(colleagueKey(owner, index));
  let hasCustomers = false;
  for (const { party, rule, contactId, leadId } of people) {
    const said = conversation.parties[party];
    const email = normaliseEmail(said?.email);
    if (rule === 'colleague') {
      if (email) ours.add(colleagueKey(email, index));
      continue;
    }
    hasCustomers = true;
    const keys = [email, contactId ?? leadId, nameKey(said?.name)].filter((each) => each !== undefined);
    if (keys.length > 0) theirs.push(keys);
  }
  const planned = scheduledSpan(conversation);
  const room = conferenceRoom(conversation.conferenceUrl);
  return {
    spans: [...(planned ? [planned] : []), actualSpan(conversation)],
    planned,
    title: titleKey(conversation.title),
    room,
    isOwnRoom: room !== undefined && /\/my\//.test(room),
    ...{ theirs, hasCustomers, ours, ownerId, key },
    provider: conversation.source,
  };
}

const MINUTE = 60_000;

function startLevel(apart: number): MeetingLevels['start'] {
  if (apart <= MINUTE) return 'same';
  if (apart <= 5 * MINUTE) return 'within5';
  if (apart <= 10 * MINUTE) return 'within10';
  if (apart <= 20 * MINUTE) return 'within20';
  if (apart <= 45 * MINUTE) return 'within45';
  return apart <= 70 * MINUTE ? 'within70' : 'further';
}

function planLevel(planned: Span | undefined, event: EventFacts): MeetingLevels['plan'] {
  if (!planned) return 'unknown';
  return Math.abs(planned.start - event.start) <= MINUTE ? 'same' : 'other';
}

/** Of the time that either takes, how much both do. */
function lengthLevel(spans: Span[], event: EventFacts): MeetingLevels['length'] {
  let best: MeetingLevels['length'] = 'apart';
  for (const { start, end } of spans) {
    if (end > start && Math.abs(start - event.start) <= MINUTE && Math.abs(end - event.end) <= MINUTE) return 'exact';
    const shared = Math.min(end, event.end) - Math.max(start, event.start);
    const all = Math.max(end, event.end) - Math.min(start, event.start);
    if (shared >= 0.6 * all) best = 'covers';
    else if (best === 'apart' && (shared > 0 || (shared === 0 && (start === end || event.start === event.end))))
      best = 'touches';
  }
  return best;
}

function customersLevel(meeting: MeetingFacts, event: EventFacts): MeetingLevels['customers'] {
  const { theirs, hasCustomers } = meeting;
  if (!hasCustomers) {
    if (event.theirCount > 0) return 'none';
    return event.ours.size > 1 ? 'nobody' : 'unknown';
  }
  if (event.theirCount === 0) return event.ours.size > 1 ? 'onlyOurs' : 'unknown';
  if (theirs.length === 0) return 'unknown';
  const shared = new Set<number>();
  for (const keys of theirs)
    for (const key of keys) {
      const number = event.theirs.get(key);
      if (number !== undefined) shared.add(number);
    }
  if (shared.size === 0) return 'none';
  if (shared.size === event.theirCount && shared.size === theirs.length) return 'exact';
  return shared.size === Math.min(event.theirCount, theirs.length) ? 'within' : 'part';
}

function colleaguesLevel({ ours }: MeetingFacts, event: EventFacts): MeetingLevels['colleagues'] {
  // an event that names its owner alone was synchronised without its guests
  if (event.ours.size < 2 && ours.size > 1) return 'unknown';
  for (const email of event.ours) if (!ours.has(email)) return 'part';
  return event.ours.size === ours.size ? 'same' : 'part';
}

function conferenceLevel({ room, isOwnRoom }: MeetingFacts, event: EventFacts): MeetingLevels['conference'] {
  if (!room || event.rooms.length === 0) return 'unknown';
  if (event.rooms.includes(room)) return isOwnRoom ? 'shared' : 'same';
  const host = room.slice(0, room.indexOf('/') + 1);
  return event.rooms.some((each) => each.startsWith(host)) ? 'other' : 'unknown';
}

function startsApart({ spans }: MeetingFacts, event: EventFacts): number {
  let apart = Infinity;
  for (const { start } of spans) apart = Math.min(apart, Math.abs(event.start - start));
  return apart;
}

/** An activity that already holds another conversation of the same provider is rarely this one's too. */
export function isTaken(holder: string | null, key: string, provider: string): boolean {
  return holder !== null && holder !== '' && holder !== key && holder.startsWith(`${provider}:`);
}

function standingLevel(meeting: MeetingFacts, row: EventRow, { title }: EventFacts): MeetingLevels['standing'] {
  if (isTaken(row.Conversation_Key__c, meeting.key, meeting.provider)) return 'taken';
  if (title.isCancelled) return 'cancelled';
  return title.isBlock ? 'block' : 'planned';
}

export function meetingLevels(meeting: MeetingFacts, row: EventRow, event: EventFacts): MeetingLevels {
  return {
    calendar: row.OwnerId === meeting.ownerId ? 'own' : 'colleague',
    start: startLevel(startsApart(meeting, event)),
    plan: planLevel(meeting.planned, event),
    length: lengthLevel(meeting.spans, event),
    customers: customersLevel(meeting, event),
    colleagues: colleaguesLevel(meeting, event),
    title: compareTitles(meeting.title, event.title),
    conference: conferenceLevel(meeting, event),
    standing: standingLevel(meeting, row, event),
  };
}

/** Events that start near the meeting and belong to somebody in it. */
export function eventsNear(
  meeting: MeetingFacts,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
): EventRow[] {
  const owners = new Set<string>();
  if (ownerId) owners.add(ownerId);
  for (const { userId } of people) if (userId) owners.add(userId);
  const near = new Set<EventRow>();
  for (const owner of owners)
    for (const { start } of meeting.spans)
      for (const row of between(index.eventsByOwner.get(owner), start - EVENT_WINDOW_MS, start + EVENT_WINDOW_MS))
        // the day of an all-day event begins at midnight UTC in every zone: it says nothing about when somebody met
        if (row.IsAllDayEvent !== true) near.add(row);
  return [...near];
}

/** The events that the conversation might be, best first. */
export function scoreEvents(
  conversation: Conversation,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
  key: string,
  iCalUidField?: string,
): ScoredEvent[] {
  const meeting = factsOfMeeting(conversation, people, ownerId, index, key);
  const original = conversation.originalStart ?? conversation.scheduledStart ?? conversation.startedAt;
  const scored = eventsNear(meeting, people, ownerId, index).map((row): ScoredEvent => {
    const event = factsOfEvent(row, index);
    const apart = startsApart(meeting, event);
    const uid = iCalUidField ? row[iCalUidField] : undefined;
    if (uid && uid === conversation.iCalUid && event.start === Date.parse(original))
      return { object: 'Event', row, rule: 'iCalUid', score: 1, startsApart: apart };
    const levels = meetingLevels(meeting, row, event);
    const isRoom = levels.conference === 'same' && levels.length !== 'apart';
    const rule = isRoom ? 'conferenceUrl' : 'eventScore';
    return { object: 'Event', row, rule, score: score(MEETING_WEIGHTS, levels), levels, startsApart: apart };
  });
  const rankOf = ownerRank(people, ownerId);
  return scored.sort(
    (a, b) => b.score - a.score || rankOf(a.row.OwnerId) - rankOf(b.row.OwnerId) || byText(a.row.Id, b.row.Id),
  );
}

/** The conversation's owner first, then the others of us in their order. */
function ownerRank(people: PersonMatch[], ownerId: string | undefined): (userId: string) => number {
  return (userId) => {
    if (userId === ownerId) return -1;
    const position = people.findIndex((person) => person.userId === userId);
    return position < 0 ? people.length : position;
  };
}

/** One meeting in two calendars: synchronised calendars give each of us an event of our own. */
export function isCopyOf(event: EventRow, other: EventRow, index: SnapshotIndex): boolean {
  if (event.OwnerId === other.OwnerId) return false;
  const one = factsOfEvent(event, index);
  const two = factsOfEvent(other, index);
  if (one.start !== two.start || one.end !== two.end || one.title.text !== two.title.text) return false;
  if (one.theirCount === 0 || two.theirCount === 0) return true;
  return [...one.theirs.keys()].some((each) => two.theirs.has(each));
}

/** Why an event might be it, in the words of its features. */
export function eventInWords({ row, levels, rule, startsApart: apart }: ScoredEvent, index: SnapshotIndex): string {
  if (!levels) return 'the same calendar entry and occurrence';
  const minutes = Math.round(apart / MINUTE);
  const words = MEETING_FEATURES;
  return [
    ...(rule === 'conferenceUrl' ? [words.conference.same] : []),
    levels.calendar === 'own' ? words.calendar.own : `owned by ${index.users.get(row.OwnerId)?.Name ?? 'a colleague'}`,
    minutes === 0 ? words.start.same : `starts ${quantity(minutes, 'minute')} apart`,
    ...(levels.customers === 'unknown' ? [] : [words.customers[levels.customers]]),
    ...(levels.colleagues === 'part' ? [words.colleagues.part] : []),
    ...(levels.title === 'unknown' ? [] : [words.title[levels.title]]),
    ...(levels.conference === 'other' ? [words.conference.other] : []),
    ...(levels.standing === 'planned' ? [] : [words.standing[levels.standing]]),
  ].join(', ');
}

/** `17 November, 14:01 UTC`, to tell events of one title apart. */
export function eventTime(row: EventRow): string {
  return timeInWords(row.StartDateTime);
}
