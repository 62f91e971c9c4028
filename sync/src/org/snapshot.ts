import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { keyOf, type Conversation } from '../conversation/conversation.ts';
import { normaliseEmail, toE164 } from '../match/address.ts';
import { objectOfId } from '../match/ids.ts';
import type { ContactRow, EmailMessageRow, MatchSettings, OrgShapes, Snapshot } from '../match/types.ts';
import { readAccountsAndDeals } from './accounts-and-deals.ts';
import { activityFields, activityQueries } from './activity-queries.ts';
import type { OrgHttp } from './http.ts';
import { factsOf, referencesOf } from './named.ts';
import { joinQueries, runQueries, type Query, type Row } from './query.ts';
import {
  asEvent,
  asLead,
  asTask,
  CONTACT_FIELDS,
  CONVERSATION_FIELDS,
  LEAD_FIELDS,
  own,
  unique,
} from './snapshot-rows.ts';
import { anyOf, isIn, likeDigits } from './soql.ts';
import { Statements } from './statements.ts';
import { UserDirectory, type UsersWanted } from './user-directory.ts';

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
  readonly #statements: Statements;
  readonly #conversations: Conversation[];
  readonly #settings: MatchSettings;
  readonly #directory: UserDirectory;
  readonly #isToMatch: boolean;

  constructor(http: OrgHttp, shapes: OrgShapes, asked: Asked) {
    this.#http = http;
    this.#shapes = shapes;
    this.#statements = new Statements(shapes);
    this.#conversations = asked.conversations;
    this.#settings = asked.settings;
    this.#directory = asked.directory ?? new UserDirectory();
    this.#isToMatch = asked.isToMatch ?? false;
  }

  async read(): Promise<Snapshot> {
    const known = await this.#readUsers();
    const found = await this.#readOwnPeopleAndActivities(known);
    const asked = { conversations: this.#conversations, settings: this.#settings };
    const rest = await readAccountsAndDeals(this.#http, this.#statements, asked, found);
    return { ...known, ...found, ...rest, shapes: this.#shapes };
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
      ({ object, relationship }) =>
        `(SELECT ${this.#statements.select(object, this.#statements.ownFields(object))} FROM ${relationship})`,
    );
    return this.#statements
      .of(
        'conversations',
        'Conversation__c',
        this.#isToMatch ? CONVERSATION_FIELDS : this.#statements.ownFields('Conversation__c'),
        this.#conversations.map(keyOf),
        (chunk) => isIn('Key__c', chunk),
        { most: this.#isToMatch ? undefined : MOST_CONVERSATIONS, subqueries: below },
      )
      .map((query) => ({ ...query, children }));
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
      const all = [...fields, ...factsOf(object, { conversations: this.#conversations, settings: this.#settings })];
      const phoneFields = ['Phone', 'MobilePhone'].filter((field) => this.#statements.has(object, field));
      return [
        ...this.#statements.of(name, object, all, emails, (chunk) => isIn('Email', chunk)),
        ...this.#statements.of(
          name,
          object,
          all,
          phones,
          (chunk) => anyOf(chunk.flatMap((digits) => phoneFields.map((field) => likeDigits(field, digits)))),
          { most: MOST_PHONES },
        ),
        ...this.#statements.of(name, object, all, ids, (chunk) => isIn('Id', chunk)),
      ];
    };
    const rows = await runQueries(
      this.#http,
      [
        ...this.#ownQueries(),
        ...joinQueries([
          ...person('contacts', 'Contact', CONTACT_FIELDS, referencesOf('Contact', this.#conversations)),
          ...person('leads', 'Lead', LEAD_FIELDS, referencesOf('Lead', this.#conversations)),
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
    if (forms.length === 0 || !this.#statements.has('EmailMessage', 'MessageIdentifier')) return [];
    const fields = ['Id', 'MessageIdentifier', 'ActivityId'];
    return this.#statements.of(
      'emailMessages',
      'EmailMessage',
      fields,
      forms,
      (chunk) => isIn('MessageIdentifier', chunk),
      {
        isOptional: true,
      },
    );
  }

  /** Activities that a conversation or a logged email is linked to, where neither key nor time has brought them. */
  #readLinked(ids: unknown[], read: Row[]): Promise<Map<'events' | 'tasks', Row[]>> {
    const known = new Set(read.map(({ Id }) => Id));
    const missing = ids.filter((id): id is string => typeof id === 'string' && !known.has(id));
    const byId = <Name extends string>(name: Name, object: 'Event' | 'Task') =>
      this.#statements.of(
        name,
        object,
        activityFields(object, this.#settings),
        missing.filter((id) => objectOfId(id) === object),
        (chunk) => isIn('Id', chunk),
      );
    return runQueries(this.#http, [...byId('events', 'Event'), ...byId('tasks', 'Task')], this.#shapes);
  }

  #activityQueries<Name extends string>(
    name: Name,
    object: 'Event' | 'Task',
    known: Pick<Snapshot, 'users'>,
  ): Query<Name>[] {
    return activityQueries(name, object, this.#statements, {
      conversations: this.#conversations,
      settings: this.#settings,
      owners: known.users.map(({ Id }) => Id),
      ids: referencesOf(object, this.#conversations),
    });
  }
}
