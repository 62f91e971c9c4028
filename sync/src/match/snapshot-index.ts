import { companyDomain, normaliseEmail, phoneTail } from './address.ts';
import { bareMessageId, byText } from './ids.ts';
import type { Known } from './known.ts';
import type {
  AccountRow,
  ContactRoleRow,
  ContactRow,
  EmailMessageRow,
  EventRow,
  LeadRow,
  OpportunityRow,
  OwnRow,
  Snapshot,
  TaskRow,
  UserRow,
} from './types.ts';

/** Rows in the order of their times, with the times (ms) beside them: a search touches no row that is not near. */
export interface Timeline<Row> {
  at: number[];
  rows: Row[];
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
  readonly eventsByOwner: Map<string, Timeline<EventRow>>;
  readonly eventByKey: Map<string, EventRow>;
  readonly tasks: Map<string, TaskRow>;
  readonly tasksByOwner: Map<string, Timeline<TaskRow>>;
  readonly taskByKey: Map<string, TaskRow>;
  /** By owner, then by `ActivityDate`: calls that were logged long after they ended. */
  readonly tasksByOwnerDay: Map<string, Map<string, TaskRow[]>>;
  /** By `CallObject`: the phone system's own id of the call. */
  readonly tasksByCall: Map<string, TaskRow[]>;
  /** By Message-ID without `<>`: an email that the org has logged, one with a task before any other. */
  readonly emailMessages: Map<string, EmailMessageRow>;
  readonly conversationByKey: Map<string, OwnRow>;
  readonly momentsByConversation: Map<string, OwnRow[]>;
  readonly participantsByConversation: Map<string, OwnRow[]>;
  readonly suggestionsByConversation: Map<string, OwnRow[]>;
  /** What has been worked out about rows that were looked at: most of a large snapshot never is. */
  readonly known: Known;
}

function add<Row>(map: Map<string, Row[]>, key: string | null | undefined, row: Row): void {
  if (!key) return;
  const list = map.get(key);
  if (!list) map.set(key, [row]);
  // one row under one key twice, as with two equal numbers
  else if (list.at(-1) !== row) list.push(row);
}

function group<Row>(rows: Row[], ...keysOf: ((row: Row) => string | null | undefined)[]): Map<string, Row[]> {
  const map = new Map<string, Row[]>();
  for (const row of rows) for (const keyOf of keysOf) add(map, keyOf(row), row);
  return map;
}

function timelines<Row extends { Id: string; OwnerId: string }>(
  rows: Row[],
  timeOf: (row: Row) => string,
): Map<string, Timeline<Row>> {
  const byOwner = new Map<string, Timeline<Row>>();
  for (const [owner, list] of group(rows, (row) => row.OwnerId)) {
    const timed = list.map((row) => ({ at: Date.parse(timeOf(row)), row }));
    timed.sort((a, b) => a.at - b.at || byText(a.row.Id, b.row.Id));
    byOwner.set(owner, { at: timed.map(({ at }) => at), rows: timed.map(({ row }) => row) });
  }
  return byOwner;
}

function byOwnerAndDay(tasks: TaskRow[]): Map<string, Map<string, TaskRow[]>> {
  const map = new Map<string, Map<string, TaskRow[]>>();
  for (const task of tasks) {
    if (!task.ActivityDate) continue;
    let days = map.get(task.OwnerId);
    if (!days) map.set(task.OwnerId, (days = new Map<string, TaskRow[]>()));
    add(days, task.ActivityDate, task);
  }
  return map;
}

/** Each mailbox of a tool may have logged its own copy: the one whose task is there stands for all. */
function loggedEmails(rows: EmailMessageRow[], tasks: Map<string, TaskRow>): Map<string, EmailMessageRow> {
  const found = new Map<string, EmailMessageRow>();
  const hasTask = (row: EmailMessageRow | undefined) => tasks.has(row?.ActivityId ?? '');
  for (const row of rows) {
    const id = bareMessageId(row.MessageIdentifier);
    if (id && (!found.has(id) || (!hasTask(found.get(id)) && hasTask(row)))) found.set(id, row);
  }
  return found;
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
  // of these there may be a million, and nothing below depends on their order
  const { events, tasks } = snapshot;
  const parentOf = (row: OwnRow) => row.Conversation__c as string | null;
  const keyed = <Row extends { Conversation_Key__c: string | null }>(rows: Row[]) => {
    const map = new Map<string, Row>();
    for (const row of rows) if (row.Conversation_Key__c) map.set(row.Conversation_Key__c, row);
    return map;
  };

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
    contactsByEmail: group(contacts, (row) => normaliseEmail(row.Email)),
    contactsByPhone: group(
      contacts,
      (row) => phoneTail(row.Phone),
      (row) => phoneTail(row.MobilePhone),
    ),
    leads: byId(leads),
    leadsByEmail: group(leads, (row) => normaliseEmail(row.Email)),
    leadsByPhone: group(
      leads,
      (row) => phoneTail(row.Phone),
      (row) => phoneTail(row.MobilePhone),
    ),
    opportunities: byId(opportunities),
    opportunitiesByAccount: group(opportunities, (row) => row.AccountId),
    rolesByContact: group(sorted(snapshot.contactRoles), (row) => row.ContactId),
    teamByOpportunity,
    events: byId(events),
    eventsByOwner: timelines(events, (row) => row.StartDateTime),
    eventByKey: keyed(events),
    tasks: byId(tasks),
    tasksByOwner: timelines(tasks, (row) => row.CreatedDate),
    taskByKey: keyed(tasks),
    tasksByOwnerDay: byOwnerAndDay(tasks),
    tasksByCall: group(tasks, (row) => row.CallObject),
    emailMessages: loggedEmails(sorted(snapshot.emailMessages ?? []), byId(tasks)),
    conversationByKey: new Map(sorted(snapshot.conversations).map((row) => [row.Key__c, row])),
    momentsByConversation: group(sorted(snapshot.moments), parentOf),
    participantsByConversation: group(sorted(snapshot.participants), parentOf),
    suggestionsByConversation: group(sorted(snapshot.suggestions), parentOf),
    known: { events: new Map(), tasks: new Map(), numbers: new Map(), titles: new Map(), words: new Map() },
  };
}

/** Rows with `from ≤ at ≤ to`, found by halving. */
export function between<Row>(list: Timeline<Row> | undefined, from: number, to: number): Row[] {
  if (!list) return [];
  const { at, rows } = list;
  let low = 0;
  let high = at.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < at.length && (at[end] as number) <= to) end++;
  return low === end ? [] : rows.slice(low, end);
}
