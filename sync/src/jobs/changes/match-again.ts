/** Which conversations a change in the org could touch, by our own store alone. */
import type { Conversation } from '../../conversation/conversation.ts';
import { normaliseEmail, toE164 } from '../../match/address.ts';
import type { Match, MatchCause, Snapshot } from '../../match/types.ts';
import type { OrgChange } from '../../org/types.ts';
import type { KnownRecord } from '../../store/changes.ts';
import type { Link } from '../../store/links.ts';

type Facts = Record<string, unknown>;

/** What of a record a match goes by, and its name. */
const MATTERS = {
  Opportunity: ['StageName', 'IsClosed', 'CloseDate', 'AccountId', 'OwnerId'],
  OpportunityContactRole: ['OpportunityId', 'ContactId', 'Role'],
  Contact: ['AccountId', 'Email', 'Phone', 'MobilePhone'],
  Lead: ['Email', 'Phone', 'MobilePhone', 'IsConverted', 'ConvertedContactId', 'ConvertedAccountId'],
} as const;
type Followed = keyof typeof MATTERS;

export interface Reach {
  cause: MatchCause;
  links: Link[];
}

/** Keys of what the match of a conversation stands on: its records, and the people whom a new record may be. */
export function linksOf(conversation: Conversation, match: Match, country: string): Link[] {
  const ours = new Set(match.people.filter(({ rule }) => rule === 'colleague').map(({ party }) => party));
  const others = conversation.parties.filter((_, party) => !ours.has(party));
  const links = [
    ...linksTo(['account', match.accountId], ['opportunity', match.opportunityId]),
    ...linksTo(['contact', match.contactId], ['lead', match.leadId]),
    ...match.people.flatMap(({ accountId, contactId, leadId }) =>
      linksTo(['account', accountId], ['contact', contactId], ['lead', leadId]),
    ),
    ...match.dealCandidates.flatMap(({ object, id }) => {
      const kind = KIND_OF[object];
      return kind ? linksTo([kind, id]) : [];
    }),
    ...others.flatMap(({ email, phone }) =>
      linksTo(['email', normaliseEmail(email)], ['phone', toE164(phone, country)]),
    ),
  ];
  return [...new Map(links.map((link) => [`${link.kind} ${link.value}`, link])).values()];
}

const KIND_OF: Partial<Record<string, Link['kind']>> = { Opportunity: 'opportunity', Contact: 'contact', Lead: 'lead' };

/** What a batch has read of the records that matches go by. */
export function factsOfSnapshot(snapshot: Snapshot): Map<string, Facts> {
  const facts = new Map<string, Facts>();
  const take = (object: Followed, rows: { Id: string; Name?: unknown }[]) => {
    for (const row of rows) facts.set(row.Id, factsOf(object, row));
  };
  take('Opportunity', snapshot.opportunities);
  take('OpportunityContactRole', snapshot.contactRoles);
  take('Contact', snapshot.contacts);
  take('Lead', snapshot.leads);
  return facts;
}

function factsOf(object: Followed, row: Facts): Facts {
  const named = Object.hasOwn(row, 'Name') && typeof row.Name === 'string' ? { Name: row.Name } : {};
  return {
    ...Object.fromEntries(MATTERS[object].flatMap((field) => (Object.hasOwn(row, field) ? [[field, row[field]]] : []))),
    ...named,
  };
}

export interface Judged {
  id: string;
  /** What is known of the record from now on. */
  facts: Facts;
  /** Undefined where nothing that a match goes by has changed. */
  reach?: Reach;
}

/**
 * What one change of one record means. `known` is what was known of it before; a poll tells again what an event has told.
 */
export function judge(
  change: OrgChange,
  id: string,
  known: KnownRecord | undefined,
  { source, country }: { source: 'event' | 'poll'; country: string },
): Judged | undefined {
  const { object, kind, at, values } = change;
  if (object === 'Conversation_Moment__c') return undefined;
  const matters = MATTERS[object];
  const before = known?.facts ?? {};
  const after: Facts = { ...before, ...factsOf(object, values), IsDeleted: kind === 'delete' };
  const isTold = source === 'poll' && known?.changedAt !== undefined && Date.parse(at) <= known.changedAt.getTime();
  const isSame = [...matters, 'IsDeleted'].every((field) => same(before[field], after[field]));
  if (known && isSame && (isTold || kind === 'update')) return { id, facts: after };
  // an event of a record that nobody has read tells only what changed
  if (source === 'event' && kind === 'update' && !matters.some((field) => Object.hasOwn(values, field)))
    return { id, facts: after };
  return { id, facts: after, reach: REACH[object]({ id, kind, at, before, after, values, country }) };
}

function same(a: unknown, b: unknown): boolean {
  return (a ?? false) === (b ?? false);
}

interface Question {
  id: string;
  kind: OrgChange['kind'];
  at: string;
  before: Facts;
  after: Facts;
  values: Facts;
  country: string;
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

function linksTo(...pairs: [Link['kind'], unknown][]): Link[] {
  return pairs.flatMap(([kind, value]) => (text(value) ? [{ kind, value: String(value) }] : []));
}

function named(cause: MatchCause): MatchCause {
  return Object.fromEntries(Object.entries(cause).filter(([, value]) => value !== undefined)) as unknown as MatchCause;
}

const KINDS = {
  create: 'Added',
  undelete: 'Added',
  update: 'Changed',
  delete: 'Removed',
} as const;

const nameIn = (values: Facts, relation: string): string | undefined => {
  const parent = values[relation];
  return typeof parent === 'object' && parent !== null ? text((parent as Facts).Name) : undefined;
};

const REACH: Record<Followed, (question: Question) => Reach> = {
  Opportunity({ id, kind, at, before, after }) {
    const isNew = kind === 'create' || kind === 'undelete';
    const isClosedNow = after.IsClosed === true && before.IsClosed !== true && kind === 'update';
    return {
      cause: named({
        kind: isNew ? 'dealOpened' : kind === 'delete' ? 'dealRemoved' : isClosedNow ? 'dealClosed' : 'dealChanged',
        at,
        opportunityId: id,
        deal: text(after.Name),
      }),
      links: linksTo(['opportunity', id], ['account', after.AccountId], ['account', before.AccountId]),
    };
  },
  OpportunityContactRole({ kind, at, after, values }) {
    return {
      cause: named({
        kind: `role${KINDS[kind]}`,
        at,
        opportunityId: text(after.OpportunityId),
        contactId: text(after.ContactId),
        deal: nameIn(values, 'Opportunity'),
        person: nameIn(values, 'Contact'),
        role: text(after.Role),
      }),
      links: linksTo(['contact', after.ContactId]),
    };
  },
  Contact({ id, kind, at, before, after, country }) {
    return {
      cause: named({ kind: `contact${KINDS[kind]}`, at, contactId: id, person: text(after.Name) }),
      links: [...linksTo(['contact', id]), ...addresses(before, country), ...addresses(after, country)],
    };
  },
  Lead({ id, kind, at, before, after, country }) {
    const isConverted = after.IsConverted === true && before.IsConverted !== true;
    return {
      cause: named({
        kind: isConverted ? 'leadConverted' : `lead${KINDS[kind]}`,
        at,
        leadId: id,
        contactId: text(after.ConvertedContactId),
        person: text(after.Name),
      }),
      links: [...linksTo(['lead', id]), ...addresses(before, country), ...addresses(after, country)],
    };
  },
};

function addresses(facts: Facts, country: string): Link[] {
  return linksTo(
    ['email', normaliseEmail(text(facts.Email))],
    ['phone', toE164(text(facts.Phone), country)],
    ['phone', toE164(text(facts.MobilePhone), country)],
  );
}
