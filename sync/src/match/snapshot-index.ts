import { companyDomain, normaliseEmail, phoneTail } from './address.ts';
import { byText } from './ids.ts';
import type {
  AccountRow,
  ContactRoleRow,
  ContactRow,
  EventRow,
  LeadRow,
  OpportunityRow,
  OwnRow,
  Snapshot,
  TaskRow,
  UserRow,
} from './types.ts';

/** A row with its time in milliseconds, in a list sorted by it. */
export interface Timed<Row> {
  at: number;
  row: Row;
}

/** A snapshot with a way straight to every row, so that one match does not depend on how much was read. */
export interface SnapshotIndex {
  readonly snapshot: Snapshot;
  readonly users: Map<string, UserRow>;
  readonly usersByEmail: Map<string, UserRow>;
  /** Company domains of the org's own users. */
  readonly ownDomains: Set<string>;
  readonly accounts: Map<string, AccountRow>;
  readonly contacts: Map<string, ContactRow>;
  readonly contactsByEmail: Map<string, ContactRow[]>;
  /** By the last seven digits: see `phoneTail`. */
  readonly contactsByPhone: Map<string, ContactRow[]>;
  readonly leads: Map<string, LeadRow>;
  readonly leadsByEmail: Map<string, LeadRow[]>;
  readonly leadsByPhone: Map<string, LeadRow[]>;
  readonly opportunities: Map<string, OpportunityRow>;
  readonly opportunitiesByAccount: Map<string, OpportunityRow[]>;
  readonly rolesByContact: Map<string, ContactRoleRow[]>;
  readonly teamByOpportunity: Map<string, Set<string>>;
  readonly events: Map<string, EventRow>;
  readonly eventsByOwner: Map<string, Timed<EventRow>[]>;
  readonly eventByKey: Map<string, EventRow>;
  readonly tasks: Map<string, TaskRow>;
  readonly tasksByOwner: Map<string, Timed<TaskRow>[]>;
  readonly taskByKey: Map<string, TaskRow>;
  /** By `ownerAndDay`: calls that were logged long after they ended. */
  readonly tasksByOwnerDay: Map<string, TaskRow[]>;
  /** By `CallObject`: the phone system's own id of the call. */
  readonly tasksByCall: Map<string, TaskRow[]>;
  readonly conversationByKey: Map<string, OwnRow>;
  readonly momentsByConversation: Map<string, OwnRow[]>;
  readonly participantsByConversation: Map<string, OwnRow[]>;
  readonly suggestionsByConversation: Map<string, OwnRow[]>;
}

function group<Row>(rows: Row[], keysOf: (row: Row) => Iterable<string | null | undefined>): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows)
    for (const key of new Set(keysOf(row))) {
      if (!key) continue;
      const list = map.get(key);
      if (list) list.push(row);
      else map.set(key, [row]);
    }
  return map;
}

function timeline<Row extends { Id: string; OwnerId: string }>(
  rows: Row[],
  timeOf: (row: Row) => string,
): Map<string, Timed<Row>[]> {
  const timed = rows.map((row) => ({ at: Date.parse(timeOf(row)), row }));
  timed.sort((a, b) => a.at - b.at || byText(a.row.Id, b.row.Id));
  return group(timed, ({ row }) => [row.OwnerId]);
}

export function ownerAndDay(ownerId: string, day: string): string {
  return `${ownerId} ${day}`;
}

/** Rows are put in the order of their Ids first: the order in which an org answers must never decide a match. */
export function indexSnapshot(snapshot: Snapshot): SnapshotIndex {
  const sorted = <Row extends { Id: string }>(rows: Row[]): Row[] => [...rows].sort((a, b) => byText(a.Id, b.Id));
  const byId = <Row extends { Id: string }>(rows: Row[]) => new Map(rows.map((row) => [row.Id, row]));
  const users = sorted(snapshot.users);
  const accounts = sorted(snapshot.accounts);
  const contacts = sorted(snapshot.contacts);
  const leads = sorted(snapshot.leads);
  const opportunities = sorted(snapshot.opportunities);
  const events = sorted(snapshot.events);
  const tasks = sorted(snapshot.tasks);
  const parentOf = (row: OwnRow) => [row.Conversation__c as string | null];
  const keyed = <Row extends { Conversation_Key__c: string | null }>(rows: Row[]) =>
    new Map(rows.flatMap((row) => (row.Conversation_Key__c ? [[row.Conversation_Key__c, row] as const] : [])));

  const usersByEmail = new Map<string, UserRow>();
  for (const user of users) {
    const email = normaliseEmail(user.Email);
    // of two users with one address, the one who can still own records
    if (email && !usersByEmail.get(email)?.IsActive) usersByEmail.set(email, user);
  }
  const usersById = byId(users);
  for (const { email, userId } of snapshot.userAliases ?? []) {
    const user = usersById.get(userId);
    // what a person matched by hand stands above what happens to have the same address
    if (user) usersByEmail.set(email, user);
  }
  const teamByOpportunity = new Map<string, Set<string>>();
  for (const { OpportunityId, UserId } of snapshot.teamMembers ?? [])
    teamByOpportunity.set(OpportunityId, (teamByOpportunity.get(OpportunityId) ?? new Set()).add(UserId));

  return {
    snapshot,
    users: usersById,
    usersByEmail,
    ownDomains: new Set(users.flatMap((user) => companyDomain(user.Email) ?? [])),
    accounts: byId(accounts),
    contacts: byId(contacts),
    contactsByEmail: group(contacts, (row) => [normaliseEmail(row.Email)]),
    contactsByPhone: group(contacts, (row) => [phoneTail(row.Phone), phoneTail(row.MobilePhone)]),
    leads: byId(leads),
    leadsByEmail: group(leads, (row) => [normaliseEmail(row.Email)]),
    leadsByPhone: group(leads, (row) => [phoneTail(row.Phone), phoneTail(row.MobilePhone)]),
    opportunities: byId(opportunities),
    opportunitiesByAccount: group(opportunities, (row) => [row.AccountId]),
    rolesByContact: group(sorted(snapshot.contactRoles), (row) => [row.ContactId]),
    teamByOpportunity,
    events: byId(events),
    eventsByOwner: timeline(events, (row) => row.StartDateTime),
    eventByKey: keyed(events),
    tasks: byId(tasks),
    tasksByOwner: timeline(tasks, (row) => row.CreatedDate),
    taskByKey: keyed(tasks),
    tasksByOwnerDay: group(tasks, (row) => [row.ActivityDate ? ownerAndDay(row.OwnerId, row.ActivityDate) : null]),
    tasksByCall: group(tasks, (row) => [row.CallObject]),
    conversationByKey: new Map(sorted(snapshot.conversations).map((row) => [row.Key__c, row])),
    momentsByConversation: group(sorted(snapshot.moments), parentOf),
    participantsByConversation: group(sorted(snapshot.participants), parentOf),
    suggestionsByConversation: group(sorted(snapshot.suggestions), parentOf),
  };
}

/** The rows of a sorted list with `from ≤ at ≤ to`, found by halving. */
export function between<Row>(list: Timed<Row>[] | undefined, from: number, to: number): Row[] {
  if (!list) return [];
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? Infinity) < from) low = middle + 1;
    else high = middle;
  }
  const rows: Row[] = [];
  for (let index = low; index < list.length; index++) {
    const entry = list[index];
    if (!entry || entry.at > to) break;
    rows.push(entry.row);
  }
  return rows;
}
