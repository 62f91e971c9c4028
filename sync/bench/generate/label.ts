/**
 * What a careful human would say, by what can be seen: they know what happened, and may only say it where the org's data
 * and the conversation show it. Nothing here is shared with the matcher that is measured.
 */
import { keyOf } from '../../src/conversation/conversation.ts';
import { phoneTail } from '../../src/match/address.ts';
import type { ContactRow, EventRow, LeadRow, TaskRow } from '../../src/match/types.ts';
import { localDay } from './clock.ts';
import { kindsIn } from './meetings.ts';
import { OWN_DOMAIN, type Customer, type Org } from './org.ts';
import type { Draft, IdLabel, Label, Making } from './types.ts';
import { GENERIC } from './words.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** As a human reads a title: without what mail programs put before it; nothing where it could be any meeting's. */
function read(title: string | null | undefined): string | undefined {
  const text = (title ?? '').replace(/^(?:(?:Fwd|Re|Canceled): )+/, '').trim();
  return text === '' || GENERIC.includes(text) ? undefined : text;
}

function words(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2),
  );
}

/** Same 2, akin 1, nothing to compare 0, different −1. */
function titlePoints(a: string | null | undefined, b: string | null | undefined): number {
  const [one, two] = [read(a), read(b)];
  if (!one || !two) return 0;
  if (one === two) return 2;
  if (one.includes(two) || two.includes(one)) return 1;
  const [small, large] = [words(one), words(two)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>];
  const shared = [...small].filter((word) => large.has(word)).length;
  return shared >= 2 && shared >= 0.6 * small.size ? 1 : -1;
}

interface View {
  contactByEmail: Map<string, string>;
  eventsByOwner: Map<string, EventRow[]>;
  tasksByOwner: Map<string, TaskRow[]>;
  draftsByRep: Map<string, Draft[]>;
  rolesByContact: Map<string, Set<string>>;
  teamByDeal: Map<string, Set<string>>;
  contactsByEmail: Map<string, ContactRow[]>;
  peopleByTail: Map<string, (ContactRow | LeadRow)[]>;
  org: Org;
}

function push<Item>(map: Map<string, Item[]>, key: string, item: Item): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}

export function viewOf(org: Org, making: Making): View {
  const view: View = {
    contactByEmail: new Map(),
    eventsByOwner: new Map(),
    tasksByOwner: new Map(),
    draftsByRep: new Map(),
    rolesByContact: new Map(),
    teamByDeal: new Map(),
    contactsByEmail: new Map(),
    peopleByTail: new Map(),
    org,
  };
  for (const { Id, Email } of [...org.leads, ...org.contacts])
    if (Email) view.contactByEmail.set(Email.toLowerCase(), Id);
  for (const event of making.events) push(view.eventsByOwner, event.OwnerId, event);
  for (const task of making.tasks) push(view.tasksByOwner, task.OwnerId, task);
  for (const draft of making.drafts) for (const { row } of draft.reps) push(view.draftsByRep, row.Id, draft);
  for (const { ContactId, OpportunityId } of org.contactRoles)
    view.rolesByContact.set(ContactId, (view.rolesByContact.get(ContactId) ?? new Set()).add(OpportunityId));
  for (const { OpportunityId, UserId } of org.teamMembers)
    view.teamByDeal.set(OpportunityId, (view.teamByDeal.get(OpportunityId) ?? new Set()).add(UserId));
  for (const contact of org.contacts) {
    if (contact.Email) push(view.contactsByEmail, contact.Email.toLowerCase(), contact);
  }
  for (const person of [...org.contacts, ...org.leads.filter(({ IsConverted }) => !IsConverted)])
    for (const tail of new Set([phoneTail(person.Phone), phoneTail(person.MobilePhone)]))
      if (tail) push(view.peopleByTail, tail, person);
  return view;
}

/** The customers an event names, as the org's own records. */
function named(event: EventRow, view: View): Set<string> {
  const ids = event.attendeeEmails
    .filter((email) => !email.endsWith(`@${OWN_DOMAIN}`))
    .flatMap((email) => view.contactByEmail.get(email) ?? []);
  if (event.WhoId) {
    const who = view.org.contacts.find(({ Id }) => Id === event.WhoId);
    ids.push((who?.Email && view.contactByEmail.get(who.Email.toLowerCase())) || event.WhoId);
  }
  return new Set(ids);
}

function recordOf(customer: Customer, view: View): string | undefined {
  const row = customer.contact ?? customer.lead;
  return row?.Email ? view.contactByEmail.get(row.Email.toLowerCase()) : row?.Id;
}

/** The same people 2, some of them 1, nothing to compare 0, only colleagues invited −1.5, other people −2. */
function peoplePoints(draft: Draft, event: EventRow, view: View): number {
  const theirs = draft.customers.flatMap((customer) => (customer ? (recordOf(customer, view) ?? []) : []));
  const invited = named(event, view);
  const ours = event.attendeeEmails.filter((email) => email.endsWith(`@${OWN_DOMAIN}`));
  const isInternal = draft.conversation.parties.every(({ role }) => role === 'ours');
  if (isInternal) {
    if (invited.size > 0) return -2;
    if (ours.length < 2) return 0;
    const here = new Set(draft.reps.map(({ row }) => row.Email));
    return ours.every((email) => here.has(email)) && ours.length === here.size ? 2 : -1;
  }
  if (invited.size === 0) return ours.length > 1 ? -1.5 : 0;
  if (theirs.length === 0) return 0;
  const shared = theirs.filter((id) => invited.has(id)).length;
  if (shared === 0) return -2;
  return shared === Math.min(invited.size, theirs.length) ? 2 : 1;
}

interface Seen {
  people: number;
  title: number;
  room: number;
  /** Minutes between the starts, by whichever of the planned and real time is nearer. */
  gap: number;
  isCancelled: boolean;
  points: number;
}

function see(draft: Draft, event: EventRow, view: View): Seen {
  const { conversation } = draft;
  const starts = [conversation.startedAt, conversation.scheduledStart].flatMap((at) => (at ? Date.parse(at) : []));
  const start = Date.parse(event.StartDateTime);
  const gap = Math.min(...starts.map((at) => Math.abs(at - start))) / MINUTE;
  const room = conversation.conferenceUrl?.split('?')[0];
  // a rep's own room is where all of their meetings are
  const isOwnRoom = draft.reps.some((rep) => rep.room === room);
  const roomPoints = !room || !event.Location ? 0 : event.Location !== room ? -1 : isOwnRoom ? 0 : 2;
  const ends = [conversation.endedAt, conversation.scheduledEnd].flatMap((at) => (at ? Date.parse(at) : []));
  const endGap = Math.min(...ends.map((at) => Math.abs(at - Date.parse(event.EndDateTime)))) / MINUTE;
  const time = (gap <= 5 ? 1 : gap <= 15 ? 0.5 : gap <= 45 ? 0 : -0.5) + (gap <= 5 && endGap <= 5 ? 0.5 : 0);
  const people = peoplePoints(draft, event, view);
  const title = titlePoints(conversation.title, event.Subject);
  const isCancelled = /^Canceled: /.test(event.Subject ?? '');
  const points = people + title + roomPoints + time - (isCancelled ? 2 : 0);
  return { people, title, room: roomPoints, gap, isCancelled, points };
}

/** Enough to say that it is the one, were it alone, which the time by itself is not; enough that it can't be ruled out; and enough of a lead. */
const ENOUGH = 2;
const NOT_RULED_OUT = 2;
const LEAD = 1;

function near(draft: Draft, view: View): EventRow[] {
  const starts = [draft.conversation.startedAt, draft.conversation.scheduledStart].flatMap((at) =>
    at ? Date.parse(at) : [],
  );
  return draft.reps
    .flatMap(({ row }) => view.eventsByOwner.get(row.Id) ?? [])
    .filter(
      (event) =>
        event.IsAllDayEvent !== true &&
        starts.some((at) => Math.abs(at - Date.parse(event.StartDateTime)) <= 120 * MINUTE),
    );
}

/** What it says for the first that it starts so much nearer: all the more where it starts just then. */
function nearness(gap: number, other: number): number {
  if (gap <= 5 && other >= 20) return 3;
  return other - gap >= 10 ? 1 : 0;
}

function isHeldByAnother({ Conversation_Key__c: key }: EventRow | TaskRow, { conversation }: Draft): boolean {
  return key !== null && key !== keyOf(conversation);
}

function meetingLabel(draft: Draft, view: View): Label['activity'] {
  const isTruth = (event: EventRow) => draft.events.includes(event);
  const rivals = near(draft, view)
    // what holds another conversation is that one's
    .filter((event) => !isTruth(event) && !isHeldByAnother(event, draft))
    .map((event) => see(draft, event, view));
  const [own] = draft.events;
  if (own?.Conversation_Key__c === keyOf(draft.conversation)) return { ids: [own.Id] };
  if (!own) return rivals.some(({ points }) => points >= NOT_RULED_OUT) ? 'review' : 'create';
  const truth = see(draft, own, view);
  if (truth.points < ENOUGH) return 'review';
  // so far off, it may as well be another of that day with the same people
  if (truth.gap > 45 && truth.room < 2) return 'review';
  for (const rival of rivals) {
    const nearer = nearness(truth.gap, rival.gap) - nearness(rival.gap, truth.gap);
    const lead =
      truth.people -
      rival.people +
      (truth.title - rival.title) +
      (truth.room - rival.room) +
      nearer +
      (Number(rival.isCancelled) - Number(truth.isCancelled)) * 2;
    if (lead < LEAD) return 'review';
  }
  const ownerId = draft.reps.find(({ row }) => row.Email === draft.conversation.owner?.email)?.row.Id;
  const mine = draft.events.filter(({ OwnerId }) => OwnerId === ownerId);
  return { ids: (mine.length > 0 ? mine : draft.events).map(({ Id }) => Id) };
}

function numbersOf(draft: Draft): Set<string> {
  return new Set(draft.conversation.parties.flatMap(({ phone }) => phoneTail(phone) ?? []));
}

/** The caller named 2, another −5; logged at the end of it 2, within three minutes 1, before it −5; duration ±3. */
function callPoints(draft: Draft, task: TaskRow, view: View): number {
  const { conversation } = draft;
  if (task.CallObject === conversation.sourceId) return 20;
  const party = draft.customers.findIndex((each) => each !== undefined);
  const customer = draft.customers[party];
  // only a name or a number shows who it was
  const isNamed = draft.conversation.parties[party]?.name !== undefined;
  const theirs = new Set(isNamed ? [customer?.contact?.Id, customer?.lead?.Id] : []);
  const tails = numbersOf(draft);
  const written = `${task.Subject ?? ''} ${task.Description ?? ''}`.match(/\+\d{7,}/g) ?? [];
  const isAtNumber = (id: string) =>
    [...tails].some((tail) => view.peopleByTail.get(tail)?.some((contact) => contact.Id === id));
  let caller = 0;
  if (task.WhoId && (isNamed || tails.size > 0)) caller = theirs.has(task.WhoId) || isAtNumber(task.WhoId) ? 2 : -5;
  else if (written.length > 0) caller = written.some((number) => tails.has(number.slice(-7))) ? 2 : -5;
  const [start, end] = [Date.parse(conversation.startedAt), Date.parse(conversation.endedAt ?? conversation.startedAt)];
  const created = Date.parse(task.CreatedDate);
  const apart = Math.min(Math.abs(created - start), Math.abs(created - end));
  const late = created - end;
  const time = apart <= MINUTE ? 2 : apart <= 3 * MINUTE ? 1 : late < 0 ? -5 : late <= 15 * MINUTE ? 0 : -1;
  const length = conversation.durationSec ?? 0;
  const off = task.CallDurationInSeconds === null ? undefined : Math.abs(length - task.CallDurationInSeconds);
  const duration = off === undefined ? 0 : off <= 2 ? 3 : off <= 5 ? 1 : -3;
  const isOther = task.CallType !== null && task.CallType.toLowerCase() !== conversation.direction;
  return caller + time + duration - (isOther ? 2 : 0);
}

function callLabel(draft: Draft, view: View): Label['activity'] {
  const { conversation, task } = draft;
  const [rep] = draft.reps;
  const day = localDay(Date.parse(conversation.startedAt), rep?.row.TimeZoneSidKey ?? 'UTC');
  const rivals = draft.reps
    .flatMap(({ row }) => view.tasksByOwner.get(row.Id) ?? [])
    .filter((other) => other !== task && other.ActivityDate === day && other.TaskSubtype === 'Call')
    .filter((other) => !isHeldByAnother(other, draft))
    .map((other) => callPoints(draft, other, view));
  const best = Math.max(-10, ...rivals);
  if (!task) return best >= 3 ? 'review' : 'create';
  const own = callPoints(draft, task, view);
  if (own < 3 || own - best < 2) return 'review';
  // another call of these minutes may claim the Task with as much right
  const claims = draft.reps
    .flatMap(({ row }) => view.draftsByRep.get(row.Id) ?? [])
    .filter((other) => other !== draft && other.conversation.kind === 'call')
    .filter(
      (other) => Math.abs(Date.parse(other.conversation.startedAt) - Date.parse(conversation.startedAt)) < 60 * MINUTE,
    )
    .map((other) => callPoints(other, task, view));
  return own - Math.max(-10, ...claims) < 2 ? 'review' : { ids: [task.Id] };
}

function isOpen(deal: { IsClosed: boolean; CloseDate: string }, day: string): boolean {
  return !deal.IsClosed || deal.CloseDate >= day;
}

function personLabel(draft: Draft, party: number, view: View, activity: Label['activity']): Said {
  const said = draft.conversation.parties[party];
  const customer = draft.customers[party];
  if (!customer || said?.role === 'ours') return null;
  const record = customer.contact?.Id ?? customer.lead?.Id ?? null;
  const settled = typeof activity === 'object' ? [...draft.events, ...(draft.task ? [draft.task] : [])] : [];
  const onActivity = settled.find(({ Id }) => typeof activity === 'object' && activity.ids.includes(Id))?.WhoId;
  if (said?.email) {
    const all = view.contactsByEmail.get(said.email.toLowerCase()) ?? [];
    if (all.length === 0 && record !== null && record === onActivity) return record;
    if (all.length <= 1)
      return customer.lead || customer.contact?.Email || customer.traits.has('convertedLead') ? record : null;
    const named = all.find(({ Id }) => Id === onActivity);
    if (named) return named.Id;
    const day = draft.conversation.startedAt.slice(0, 10);
    const involved = all.filter(({ Id }) =>
      [...(view.rolesByContact.get(Id) ?? [])].some((id) => {
        const deal = view.org.opportunities.find((each) => each.Id === id);
        return deal !== undefined && isOpen(deal, day);
      }),
    );
    return involved.length === 1 ? (involved[0]?.Id ?? 'review') : 'review';
  }
  if (said?.phone) {
    const tail = phoneTail(said.phone) ?? '';
    const all = view.peopleByTail.get(tail) ?? [];
    if (all.length === 1) return all[0]?.Id ?? null;
    if (all.length === 0) return said.name && record === onActivity ? record : null;
    if (onActivity && all.some(({ Id }) => Id === onActivity)) return onActivity;
    const ofName = all.filter(({ Name }) => Name === said.name);
    return ofName.length === 1 ? (ofName[0]?.Id ?? 'review') : 'review';
  }
  // a name alone is somebody only where the activity names that person
  return said?.name && record !== null && record === onActivity ? record : null;
}

/** The open deal that is at least as well placed as every other in all that can be seen, and better in something. */
function dealLabel(draft: Draft, view: View, activity: Label['activity'], people: Said[]): Said {
  const { conversation, company } = draft;
  if (!company || draft.customers.every((customer) => !customer)) return null;
  const settled = [...draft.events, ...(draft.task ? [draft.task] : [])].find(
    ({ Id }) => typeof activity === 'object' && activity.ids.includes(Id),
  );
  if (settled?.WhatId) return settled.WhatId;
  // whom the activity names was part of it, whoever else was
  const known = [...people, settled?.WhoId ?? null].filter((id) => id !== null);
  if (known.length === 0) return null;
  const rep = draft.reps[0];
  const day = localDay(Date.parse(conversation.startedAt), rep?.row.TimeZoneSidKey ?? 'UTC');
  const begun = (created: string, late: number) => Date.parse(created) <= Date.parse(conversation.startedAt) + late;
  const then = company.deals.filter(({ row }) => isOpen(row, day) && begun(row.CreatedDate, 0));
  const open =
    then.length > 0 ? then : company.deals.filter(({ row }) => isOpen(row, day) && begun(row.CreatedDate, 30 * DAY));
  if (open.length === 0) return null;
  if (open.length === 1) return open[0]?.row.Id ?? null;
  const present = new Set(draft.reps.map(({ row }) => row.Id));
  const kinds = kindsIn(conversation.title);
  const placed = open.map((each) => ({
    id: each.row.Id,
    role: Number(known.some((id) => view.rolesByContact.get(id)?.has(each.row.Id))),
    ours: Number(
      present.has(each.row.OwnerId) || [...(view.teamByDeal.get(each.row.Id) ?? [])].some((id) => present.has(id)),
    ),
    title: Number(kinds.length === 1 && kinds[0] === each.kind),
  }));
  const [first] = [...placed].sort((a, b) => b.role + b.ours + b.title - (a.role + a.ours + a.title));
  if (!first) return 'review';
  const isClear = placed.every(
    (other) =>
      other.id === first.id ||
      (first.role >= other.role &&
        first.ours >= other.ours &&
        first.title >= other.title &&
        first.role + first.ours + first.title > other.role + other.ours + other.title),
  );
  return isClear ? first.id : 'review';
}

/** An Id or one of two words, which no Id is. */
type Said = string | null;

function idLabel(said: Said): IdLabel {
  return said === null || said === 'review' ? said : { id: said };
}

export function labelOf(draft: Draft, view: View): Label {
  const activity = draft.conversation.kind === 'call' ? callLabel(draft, view) : meetingLabel(draft, view);
  const people = draft.conversation.parties.map((_, party) => personLabel(draft, party, view, activity));
  const deal = dealLabel(draft, view, activity, people);
  return { activity, people: people.map(idLabel), deal: idLabel(deal) };
}
