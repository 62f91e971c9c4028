import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { normaliseEmail, toE164 } from '../match/address.ts';
import { isIdOf, objectOfId, toId18 } from '../match/ids.ts';
import { LONGEST_RING_MS } from '../match/limits.ts';
import type {
  AccountRow,
  ContactRoleRow,
  ContactRow,
  EmailMessageRow,
  MatchSettings,
  OpportunityRow,
  OrgShapes,
  Snapshot,
  TeamMemberRow,
} from '../match/types.ts';
import type { OrgHttp } from './http.ts';
import { joinQueries, runQueries, type Query, type Row } from './query.ts';
import {
  ACCOUNT_FIELDS,
  asEvent,
  asLead,
  asTask,
  CONTACT_FIELDS,
  CONVERSATION_FIELDS,
  DEAL_FIELDS,
  dealOfRole,
  EVENT_FIELDS,
  LEAD_FIELDS,
  NOTE_FIELDS,
  NOTE_LINK_FIELDS,
  notesOf,
  own,
  ROLE_FIELDS,
  TASK_FIELDS,
  unique,
  withInvitees,
} from './snapshot-rows.ts';
import { anyOf, chunked, dateTimeLiteral, isIn, likeDigits } from './soql.ts';
import { UserDirectory, type UsersWanted } from './user-directory.ts';
import { callDays, callWindows, eventWindows, within } from './windows.ts';

/** Closed deals are read for the runner-up's sake, and not for ever. */
const CLOSED_DAYS = 90;
const DAY_MS = 86_400_000;
/** Patterns with leading wildcards are slow: fewer of them a statement. */
const MOST_PHONES = 40;

/** Conversations a statement: their rows come with those beneath them, and several statements bring pages side by side. */
const MOST_CONVERSATIONS = 500;
const CHILDREN = [
  { name: 'moments', object: 'Conversation_Moment__c', relationship: 'Conversation_Moments__r' },
  { name: 'participants', object: 'Conversation_Participant__c', relationship: 'Conversation_Participants__r' },
  { name: 'suggestions', object: 'Conversation_Suggestion__c', relationship: 'Conversation_Suggestions__r' },
] as const;

type Known = Pick<Snapshot, 'users' | 'userAliases'>;
type Found = Pick<
  Snapshot,
  | 'conversations'
  | 'moments'
  | 'participants'
  | 'suggestions'
  | 'contacts'
  | 'leads'
  | 'events'
  | 'tasks'
  | 'emailMessages'
>;

export interface Asked {
  conversations: Conversation[];
  settings: MatchSettings;
  directory?: UserDirectory;
  /** Only what a match goes by. */
  isToMatch?: boolean;
}

/**
 * Reads what a batch touches in two rounds, most of the time a request each: our own rows, people and activities; then
 * the accounts and deals that those name. What the directory of users does not know is asked for before.
 */
export class SnapshotReader {
  readonly #http: OrgHttp;
  readonly #shapes: OrgShapes;
  readonly #conversations: Conversation[];
  readonly #settings: MatchSettings;
  readonly #directory: UserDirectory;
  readonly #isToMatch: boolean;

  constructor(http: OrgHttp, shapes: OrgShapes, asked: Asked) {
    this.#http = http;
    this.#shapes = shapes;
    this.#conversations = asked.conversations;
    this.#settings = asked.settings;
    this.#directory = asked.directory ?? new UserDirectory();
    this.#isToMatch = asked.isToMatch ?? false;
  }

  async read(): Promise<Snapshot> {
    const known = await this.#readUsers();
    const found = await this.#readOwnPeopleAndActivities(known);
    const rest = await this.#readAccountsAndDeals(found);
    return { ...known, ...found, ...rest, shapes: this.#shapes };
  }

  /** Fields that the integration user sees; the others are left out of a statement, which would fail whole. */
  #select(object: string, fields: string[]): string {
    const shape = this.#shapes[object] ?? {};
    return [...new Set(fields)].filter((field) => Object.hasOwn(shape, field)).join(', ');
  }

  #has(object: string, field?: string): boolean {
    const shape = this.#shapes[object];
    return shape !== undefined && (field === undefined || Object.hasOwn(shape, field));
  }

  /** Fields of an object that conversations say something about. */
  #facts(object: string): string[] {
    const named = [...this.#conversations.flatMap(({ fields }) => fields), ...(this.#settings.alsoRead ?? [])];
    return named.filter((fact) => fact.object === object).map(({ field }) => field);
  }

  /** One statement for every so many values: `condition` is given those it is to name. */
  #queries<Name extends string>(
    name: Name,
    object: string,
    fields: string[],
    values: Iterable<string>,
    condition: (values: string[]) => string | undefined,
    options: { also?: string; most?: number; isOptional?: boolean; subqueries?: string[] } = {},
  ): Query<Name>[] {
    if (!this.#has(object)) return [];
    const select = [this.#select(object, fields), ...(options.subqueries ?? [])].join(', ');
    const head = `SELECT ${select} FROM ${object} WHERE `;
    const room = head.length + (options.also?.length ?? 0) + 2000;
    return chunked(values, room, options.most).flatMap((chunk) => {
      const where = condition(chunk);
      if (where === undefined) return [];
      const soql = `${head}${options.also ? `${options.also} AND ` : ''}${where}`;
      return [{ name, object, soql, ...(options.isOptional ? { isOptional: true } : {}) }];
    });
  }

  #ownFields(object: string): string[] {
    const custom = Object.keys(this.#shapes[object] ?? {}).filter((field) => field.endsWith('__c'));
    return ['Id', 'Name', ...custom];
  }

  async #readUsers(): Promise<Known> {
    const emailsOf = (given: (string | undefined)[]) => given.flatMap((email) => normaliseEmail(email) ?? []);
    const owners = emailsOf(this.#conversations.map(({ owner }) => owner?.email));
    const parties = this.#conversations.flatMap((conversation) => conversation.parties);
    const all = new Set([...owners, ...emailsOf(parties.map(({ email }) => email))]);
    const aliases = (this.#settings.userAliases ?? []).filter(({ email }) => all.has(email));
    const colleagues = emailsOf(parties.filter(({ role }) => role === 'ours').map(({ email }) => email));
    const matchedByHand = new Set(aliases.map(({ email }) => email));
    const wanted: UsersWanted = {
      ours: [...new Set([...owners, ...colleagues])].filter((email) => !matchedByHand.has(email)),
      all: [...all],
      ids: aliases.map(({ userId }) => userId),
    };
    for (
      let queries = this.#directory.queries(wanted, this.#shapes);
      queries.length > 0;
      queries = this.#directory.queries(wanted, this.#shapes)
    ) {
      const rows = await runQueries(this.#http, queries, this.#shapes);
      this.#directory.take(rows.get('users') ?? [], wanted);
    }
    return { users: this.#directory.find(wanted), userAliases: aliases };
  }

  /** Conversations with everything beneath them. */
  #ownQueries(): Query<'conversations' | (typeof CHILDREN)[number]['name']>[] {
    const children = this.#isToMatch ? [] : [...CHILDREN];
    const below = children.map(
      ({ object, relationship }) => `(SELECT ${this.#select(object, this.#ownFields(object))} FROM ${relationship})`,
    );
    return this.#queries(
      'conversations',
      'Conversation__c',
      this.#isToMatch ? CONVERSATION_FIELDS : this.#ownFields('Conversation__c'),
      this.#conversations.map(keyOf),
      (chunk) => isIn('Key__c', chunk),
      { most: this.#isToMatch ? undefined : MOST_CONVERSATIONS, subqueries: below },
    ).map((query) => ({ ...query, children }));
  }

  #references(object: string): string[] {
    return this.#conversations.flatMap(({ crmRefs }) =>
      crmRefs.filter((ref) => ref.object === object && isIdOf(object, ref.id)).map(({ id }) => toId18(id)),
    );
  }

  async #readOwnPeopleAndActivities(known: Pick<Snapshot, 'users'>): Promise<Found> {
    const parties = this.#conversations.flatMap((conversation) => conversation.parties);
    const ours = new Set(known.users.map(({ Email }) => normaliseEmail(Email)));
    const emails = parties.flatMap(({ email }) => normaliseEmail(email) ?? []).filter((email) => !ours.has(email));
    const phones = parties
      .filter(({ role }) => role === 'theirs')
      .flatMap(({ phone }) => toE164(phone, this.#settings.defaultCountry) ?? [])
      .flatMap((number) => parsePhoneNumberFromString(number)?.nationalNumber ?? []);
    const person = <Name extends string>(name: Name, object: string, fields: string[], ids: string[]) => {
      const all = [...fields, ...this.#facts(object)];
      const phoneFields = ['Phone', 'MobilePhone'].filter((field) => this.#has(object, field));
      return [
        ...this.#queries(name, object, all, emails, (chunk) => isIn('Email', chunk)),
        ...this.#queries(
          name,
          object,
          all,
          phones,
          (chunk) => anyOf(chunk.flatMap((digits) => phoneFields.map((field) => likeDigits(field, digits)))),
          { most: MOST_PHONES },
        ),
        ...this.#queries(name, object, all, ids, (chunk) => isIn('Id', chunk)),
      ];
    };
    const rows = await runQueries(
      this.#http,
      [
        ...this.#ownQueries(),
        ...joinQueries([
          ...person('contacts', 'Contact', CONTACT_FIELDS, this.#references('Contact')),
          ...person('leads', 'Lead', LEAD_FIELDS, this.#references('Lead')),
          ...this.#activityQueries('events', 'Event', known),
          ...this.#activityQueries('tasks', 'Task', known),
          ...this.#emailQueries(),
        ]),
      ],
      this.#shapes,
    );
    const conversations = own(rows.get('conversations'));
    const emailMessages = unique(rows.get('emailMessages')) as unknown as EmailMessageRow[];
    const linked = await this.#readLinked(
      [
        ...conversations.map(({ Activity_Id__c }) => Activity_Id__c),
        ...emailMessages.map(({ ActivityId }) => ActivityId),
      ],
      [...(rows.get('events') ?? []), ...(rows.get('tasks') ?? [])],
    );
    return {
      conversations,
      moments: own(rows.get('moments')),
      participants: own(rows.get('participants')),
      suggestions: own(rows.get('suggestions')),
      contacts: unique(rows.get('contacts')) as unknown as ContactRow[],
      leads: unique(rows.get('leads')).map(asLead),
      events: unique([...(rows.get('events') ?? []), ...(linked.get('events') ?? [])]).map(asEvent),
      tasks: unique([...(rows.get('tasks') ?? []), ...(linked.get('tasks') ?? [])]).map(asTask),
      ...(emailMessages.length > 0 ? { emailMessages } : {}),
    };
  }

  /** Emails that the org has logged, with the Message-IDs of those among the conversations, in either of its two forms. */
  #emailQueries(): Query<'emailMessages'>[] {
    const ids = this.#conversations.flatMap(({ kind, messageId }) =>
      kind === 'email' && messageId ? [messageId] : [],
    );
    const forms = ids.flatMap((id) => [id, `<${id}>`]);
    if (forms.length === 0 || !this.#has('EmailMessage', 'MessageIdentifier')) return [];
    const fields = ['Id', 'MessageIdentifier', 'ActivityId'];
    return this.#queries('emailMessages', 'EmailMessage', fields, forms, (chunk) => isIn('MessageIdentifier', chunk), {
      isOptional: true,
    });
  }

  /** Activities that a conversation or a logged email is linked to, where neither key nor time has brought them. */
  #readLinked(ids: unknown[], read: Row[]): Promise<Map<'events' | 'tasks', Row[]>> {
    const known = new Set(read.map(({ Id }) => Id));
    const missing = ids.filter((id): id is string => typeof id === 'string' && !known.has(id));
    const byId = <Name extends string>(name: Name, object: 'Event' | 'Task') =>
      this.#queries(
        name,
        object,
        this.#activityFields(object),
        missing.filter((id) => objectOfId(id) === object),
        (chunk) => isIn('Id', chunk),
      );
    return runQueries(this.#http, [...byId('events', 'Event'), ...byId('tasks', 'Task')], this.#shapes);
  }

  #activityFields(object: 'Event' | 'Task'): string[] {
    const { iCalUidField } = this.#settings;
    if (object === 'Task') return TASK_FIELDS;
    return iCalUidField ? [...EVENT_FIELDS, iCalUidField] : EVENT_FIELDS;
  }

  #activityQueries<Name extends string>(
    name: Name,
    object: 'Event' | 'Task',
    known: Pick<Snapshot, 'users'>,
  ): Query<Name>[] {
    const all = this.#activityFields(object);
    const keys = this.#conversations.map(keyOf);
    const ids = this.#references(object);
    const owners = known.users.map(({ Id }) => Id);
    // the pattern of a classic series is no meeting; its occurrences are rows of their own
    const single = this.#has(object, 'IsRecurrence') ? 'IsRecurrence = false' : undefined;
    const when = object === 'Event' ? this.#eventTimes() : this.#callTimes();
    const inTime = when
      ? this.#queries(name, object, all, owners, (chunk) => `${isIn('OwnerId', chunk)} AND ${when}`, { also: single })
      : [];
    return [
      ...inTime,
      ...(this.#has(object, 'Conversation_Key__c')
        ? this.#queries(name, object, all, keys, (chunk) => isIn('Conversation_Key__c', chunk))
        : []),
      ...(object === 'Task' && this.#has('Task', 'CallObject') ? this.#callIdQueries(name, all) : []),
      ...this.#queries(name, object, all, ids, (chunk) => isIn('Id', chunk)),
    ];
  }

  /** Tasks by the phone system's own id of the call, whoever they belong to. */
  #callIdQueries<Name extends string>(name: Name, fields: string[]): Query<Name>[] {
    const calls = this.#conversations.filter(({ kind }) => kind === 'call');
    const ids = calls.map(({ sourceId }) => sourceId);
    const since = Math.min(...calls.map(({ startedAt }) => Date.parse(startedAt))) - LONGEST_RING_MS;
    return this.#queries(
      name,
      'Task',
      fields,
      ids,
      (chunk) => `(${isIn('CallObject', chunk)} AND CreatedDate >= ${dateTimeLiteral(since)})`,
    );
  }

  #eventTimes(): string | undefined {
    return anyOf(eventWindows(this.#conversations).map((window) => within('StartDateTime', window)));
  }

  #callTimes(): string | undefined {
    const days = callDays(this.#conversations);
    const times = anyOf([
      ...callWindows(this.#conversations).map((window) => within('CreatedDate', window)),
      days.length > 0 ? `ActivityDate IN (${days.join(',')})` : undefined,
    ]);
    const call = anyOf([
      this.#has('Task', 'TaskSubtype') ? "TaskSubtype = 'Call'" : undefined,
      this.#has('Task', 'CallDurationInSeconds') ? 'CallDurationInSeconds != null' : undefined,
      this.#has('Task', 'CallType') ? 'CallType != null' : undefined,
    ]);
    return times && (call ? `${times} AND ${call}` : times);
  }

  async #readAccountsAndDeals(
    found: Found,
  ): Promise<
    Pick<Snapshot, 'accounts' | 'contacts' | 'opportunities' | 'contactRoles' | 'teamMembers' | 'events' | 'notes'>
  > {
    const activities: Row[] = [...found.events, ...found.tasks];
    const named = [
      ...activities.flatMap(({ WhoId, WhatId, AccountId }) => [WhoId, WhatId, AccountId]),
      ...found.contacts.map(({ AccountId }) => AccountId),
      ...found.leads.flatMap((lead) => [lead.ConvertedContactId, lead.ConvertedAccountId, lead.ConvertedOpportunityId]),
      ...found.conversations.flatMap((row) => [row.Account__c, row.Contact__c, row.Opportunity__c]),
      ...['Account', 'Contact', 'Opportunity'].flatMap((object) => this.#references(object)),
    ];
    const idsOf = (object: string) => [
      ...new Set(named.filter((id): id is string => typeof id === 'string' && objectOfId(id) === object)),
    ];
    const accountIds = idsOf('Account');
    const seen = new Set(found.contacts.map(({ Id }) => Id));
    const moreContacts = idsOf('Contact').filter((id) => !seen.has(id));
    const contactIds = [...seen, ...moreContacts];
    const dealFields = [...DEAL_FIELDS, ...this.#facts('Opportunity')];
    const through = this.#select('Opportunity', dealFields)
      .split(', ')
      .map((field) => `Opportunity.${field}`);
    const earliest = Math.min(...this.#conversations.map(({ startedAt }) => Date.parse(startedAt)));
    const since = new Date(earliest - CLOSED_DAYS * DAY_MS).toISOString().slice(0, 10);
    const recent = `(IsClosed = false OR CloseDate >= ${since})`;
    const noteIds = found.conversations.flatMap(({ Note_Id__c }) => (typeof Note_Id__c === 'string' ? Note_Id__c : []));
    const roleSelect = [this.#select('OpportunityContactRole', ROLE_FIELDS), ...through].join(', ');
    const rows = await runQueries(
      this.#http,
      [
        ...this.#queries('accounts', 'Account', [...ACCOUNT_FIELDS, ...this.#facts('Account')], accountIds, (chunk) =>
          isIn('Id', chunk),
        ),
        ...this.#queries('contacts', 'Contact', [...CONTACT_FIELDS, ...this.#facts('Contact')], moreContacts, (chunk) =>
          isIn('Id', chunk),
        ),
        ...joinQueries([
          ...this.#queries('deals', 'Opportunity', dealFields, accountIds, (chunk) => {
            const accounts = isIn('AccountId', chunk);
            return accounts && `(${accounts} AND ${recent})`;
          }),
          ...this.#queries('deals', 'Opportunity', dealFields, idsOf('Opportunity'), (chunk) => isIn('Id', chunk)),
        ]),
        ...this.#queries('roles', 'OpportunityContactRole', ROLE_FIELDS, contactIds, (chunk) =>
          isIn('ContactId', chunk),
        ).map((query) => ({ ...query, soql: query.soql.replace(/^SELECT .*? FROM/, `SELECT ${roleSelect} FROM`) })),
        ...this.#queries(
          'team',
          'OpportunityTeamMember',
          ['OpportunityId', 'UserId'],
          accountIds,
          (chunk) => isIn('Opportunity.AccountId', chunk),
          { isOptional: true },
        ),
        ...this.#queries(
          'invitees',
          'EventRelation',
          ['EventId'],
          found.events.map(({ Id }) => Id),
          (chunk) => isIn('EventId', chunk),
          { isOptional: true },
        ).map((query) => ({ ...query, soql: query.soql.replace('EventId FROM', 'EventId, Relation.Email FROM') })),
        ...this.#queries('notes', 'ContentNote', NOTE_FIELDS, noteIds, (chunk) => isIn('Id', chunk)),
        ...this.#queries('noteLinks', 'ContentDocumentLink', NOTE_LINK_FIELDS, noteIds, (chunk) =>
          isIn('ContentDocumentId', chunk),
        ),
      ],
      this.#shapes,
    );
    const roles = rows.get('roles') ?? [];
    const dealsOfRoles = roles.flatMap(({ Opportunity }) => (Opportunity ? [dealOfRole(Opportunity as Row)] : []));
    return {
      accounts: unique(rows.get('accounts')) as unknown as AccountRow[],
      contacts: [...found.contacts, ...(unique(rows.get('contacts')) as unknown as ContactRow[])],
      opportunities: unique([...(rows.get('deals') ?? []), ...dealsOfRoles]) as unknown as OpportunityRow[],
      contactRoles: roles.map(({ Opportunity: _, ...role }) => role) as unknown as ContactRoleRow[],
      teamMembers: (rows.get('team') ?? []) as unknown as TeamMemberRow[],
      events: withInvitees(found.events, rows.get('invitees') ?? []),
      notes: notesOf(rows.get('notes') ?? [], rows.get('noteLinks') ?? []),
    };
  }
}
