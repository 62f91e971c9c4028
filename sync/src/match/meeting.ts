import { token_set_ratio } from 'fuzzball';
import type { Conversation } from '../conversation/conversation.ts';
import { companyDomain, normaliseEmail } from './address.ts';
import { between, type SnapshotIndex } from './snapshot-index.ts';
import { actualSpan, scheduledSpan, type Span } from './times.ts';
import type { Candidate, EventRow, PersonMatch } from './types.ts';
import {
  closeness,
  COLLEAGUES_EVENT,
  CONFERENCE_SCORE,
  EVENT_WINDOW_MS,
  MEETING_WEIGHTS,
  roundScore,
  TAKEN_PENALTY,
  TIME_GRACE_MS,
  UNKNOWN,
  weigh,
} from './weights.ts';
import { byText } from './ids.ts';
import { quantity, timeInWords } from './words.ts';

export interface ScoredEvent extends Candidate {
  row: EventRow;
  rule: 'iCalUid' | 'conferenceUrl' | 'eventScore';
}

function overlapOf(a: Span, b: Span): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const shorter = Math.min(a.end - a.start, b.end - b.start);
  if (shorter <= 0) return a.start <= b.end && b.start <= a.end ? 1 : 0;
  return Math.max(0, shared / shorter);
}

/** How much of the smaller circle of people is in the other one. */
function sharedPeople(
  conversation: Conversation,
  people: PersonMatch[],
  event: EventRow,
  index: SnapshotIndex,
): number {
  const isOurs = (email: string) =>
    index.usersByEmail.has(email) || index.ownDomains.has(companyDomain(email) ?? 'public');
  const invited = new Set(event.attendeeEmails.filter((email) => !isOurs(email)));
  const who = index.contacts.get(event.WhoId ?? '') ?? index.leads.get(event.WhoId ?? '');
  const whoEmail = normaliseEmail(who?.Email);
  // somebody whom the integration user does not see may be anybody
  if (event.WhoId && who) invited.add(whoEmail ?? event.WhoId);
  const present = people
    .filter((person) => person.rule !== 'colleague')
    .map((person) => ({ person, email: normaliseEmail(conversation.parties[person.party]?.email) }));
  if (invited.size === 0 || present.length === 0) {
    const colleagues = new Set(conversation.parties.flatMap((party) => normaliseEmail(party.email) ?? []));
    const internal = event.attendeeEmails.filter(isOurs);
    if (invited.size > 0 || present.length > 0 || internal.length === 0 || colleagues.size === 0) return UNKNOWN;
    return internal.filter((email) => colleagues.has(email)).length / Math.min(internal.length, colleagues.size);
  }
  const identified = present.filter(({ person, email }) => email ?? person.contactId ?? person.leadId);
  if (identified.length === 0) return UNKNOWN;
  const shared = identified.filter(
    ({ person, email }) =>
      (email !== undefined && invited.has(email)) ||
      (event.WhoId !== null && (person.contactId === event.WhoId || person.leadId === event.WhoId)),
  ).length;
  return Math.min(1, shared / Math.min(invited.size, identified.length));
}

/** The part of a conference address that names the room, without its parameters. */
function conferenceRoom(url: string | undefined): string | undefined {
  const found = /^https?:\/\/([^/?#]+\/[^?#]{3,})/i.exec(url ?? '');
  return found?.[1]?.replace(/\/+$/, '').toLowerCase();
}

function score(
  conversation: Conversation,
  people: PersonMatch[],
  event: EventRow,
  ownerId: string | undefined,
  index: SnapshotIndex,
): { value: number; evidence: string } {
  const span: Span = { start: Date.parse(event.StartDateTime), end: Date.parse(event.EndDateTime) };
  const actual = actualSpan(conversation);
  const times = [actual, scheduledSpan(conversation)].filter((time) => time !== undefined);
  const startsApart = Math.min(...times.map((time) => Math.abs(span.start - time.start)));
  const endings = times.filter((time) => time.end > time.start);
  const endsApart = Math.min(...endings.map((time) => Math.abs(span.end - time.end)));
  const attendees = sharedPeople(conversation, people, event, index);
  const title =
    conversation.title && event.Subject
      ? token_set_ratio(conversation.title, event.Subject, { force_ascii: false }) / 100
      : UNKNOWN;
  const sameOwner = event.OwnerId === ownerId;
  const value = weigh(MEETING_WEIGHTS, {
    owner: sameOwner ? 1 : COLLEAGUES_EVENT,
    start: closeness(startsApart, EVENT_WINDOW_MS, TIME_GRACE_MS),
    end: endings.length > 0 ? closeness(endsApart, EVENT_WINDOW_MS, TIME_GRACE_MS) : UNKNOWN,
    overlap: Math.max(...times.map((time) => overlapOf(time, span))),
    attendees,
    title,
  });
  const minutes = Math.round(startsApart / 60_000);
  const reasons = [
    sameOwner ? 'same owner' : `owned by ${index.users.get(event.OwnerId)?.Name ?? 'a colleague'}`,
    minutes === 0 ? 'same start' : `starts ${quantity(minutes, 'minute')} apart`,
    ...(attendees === UNKNOWN ? [] : [attendees >= 0.5 ? 'same people' : 'other people']),
    ...(title === UNKNOWN ? [] : [title >= 0.85 ? 'same title' : title >= 0.5 ? 'similar title' : 'other title']),
  ];
  return { value, evidence: reasons.join(', ') };
}

/** The events that the conversation might be, best first. Only those that start near it and belong to someone in it. */
export function scoreEvents(
  conversation: Conversation,
  people: PersonMatch[],
  ownerId: string | undefined,
  index: SnapshotIndex,
  key: string,
  iCalUidField?: string,
): ScoredEvent[] {
  const owners = new Set([ownerId, ...people.map((person) => person.userId)].filter((id) => id !== undefined));
  const times = [actualSpan(conversation), scheduledSpan(conversation)].filter((time) => time !== undefined);
  const near = new Map<string, EventRow>();
  for (const owner of owners)
    for (const { start } of times)
      for (const row of between(index.eventsByOwner.get(owner), start - EVENT_WINDOW_MS, start + EVENT_WINDOW_MS))
        near.set(row.Id, row);

  const room = conferenceRoom(conversation.conferenceUrl);
  const originalStart = Date.parse(conversation.originalStart ?? conversation.scheduledStart ?? conversation.startedAt);
  // the day of an all-day event begins at midnight UTC in every zone: it says nothing about when somebody met
  const timed = [...near.values()].filter((row) => row.IsAllDayEvent !== true);
  const scored = timed.map((row): ScoredEvent => {
    const { value, evidence } = score(conversation, people, row, ownerId, index);
    const name = `${row.Subject ?? 'untitled'}`;
    const candidate = { object: 'Event' as const, id: row.Id, name, row };
    const uid = iCalUidField ? row[iCalUidField] : undefined;
    if (uid && uid === conversation.iCalUid && Date.parse(row.StartDateTime) === originalStart)
      return { ...candidate, score: 1, rule: 'iCalUid', evidence: 'the same calendar entry and occurrence' };
    const places = `${row.Location ?? ''} ${row.Description ?? ''}`.toLowerCase();
    const span = { start: Date.parse(row.StartDateTime), end: Date.parse(row.EndDateTime) };
    if (room && places.includes(room) && times.some((time) => overlapOf(time, span) > 0))
      return {
        ...candidate,
        score: Math.max(value, CONFERENCE_SCORE),
        rule: 'conferenceUrl',
        evidence: `same conference address, ${evidence}`,
      };
    const holder = row.Conversation_Key__c;
    const taken = holder && holder !== key && holder.split(':')[0] === key.split(':')[0];
    return {
      ...candidate,
      score: roundScore(value - (taken ? TAKEN_PENALTY : 0)),
      rule: 'eventScore',
      evidence: taken ? `${evidence}, holds another conversation already` : evidence,
    };
  });
  return scored.sort((a, b) => b.score - a.score || byText(a.id, b.id));
}

/** One meeting in two calendars: synchronised calendars give each of us an event of our own. */
export function isCopyOf(event: EventRow, other: EventRow): boolean {
  const name = (row: EventRow) => (row.Subject ?? '').trim().toLowerCase();
  return (
    event.OwnerId !== other.OwnerId &&
    name(event) === name(other) &&
    Date.parse(event.StartDateTime) === Date.parse(other.StartDateTime) &&
    Date.parse(event.EndDateTime) === Date.parse(other.EndDateTime)
  );
}

/** `17 November, 14:01 UTC`, to tell events of one title apart. */
export function eventTime(row: EventRow): string {
  return timeInWords(row.StartDateTime);
}
