/** What `match` reads and says. Pure data: the org's rows as they were read, and the decision with its evidence. */

/** Rows keep Salesforce's own field names; Ids are 18 characters; date-times RFC 3339 UTC; absent is null. */
export interface UserRow {
  Id: string;
  Name: string;
  Email: string | null;
  IsActive: boolean;
  /** IANA name of the user's own time zone: the day of a call is the rep's day. */
  TimeZoneSidKey?: string | null;
}
export interface AccountRow {
  Id: string;
  Name: string;
  OwnerId: string;
  [field: string]: unknown;
}
export interface ContactRow {
  Id: string;
  Name: string;
  Email: string | null;
  Phone: string | null;
  MobilePhone: string | null;
  AccountId: string | null;
  [field: string]: unknown;
}
export interface LeadRow {
  Id: string;
  Name: string;
  Company: string | null;
  Email: string | null;
  Phone: string | null;
  MobilePhone: string | null;
  IsConverted: boolean;
  ConvertedContactId: string | null;
  ConvertedAccountId: string | null;
  ConvertedOpportunityId: string | null;
  [field: string]: unknown;
}
export interface OpportunityRow {
  Id: string;
  Name: string;
  AccountId: string | null;
  OwnerId: string;
  StageName: string;
  Amount: number | null;
  CloseDate: string;
  IsClosed: boolean;
  CreatedDate: string;
  LastModifiedDate?: string | null;
  [field: string]: unknown;
}
/** A colleague on a deal (OpportunityTeamMember), in orgs that sell in teams. */
export interface TeamMemberRow {
  OpportunityId: string;
  UserId: string;
}
/** What one field takes, as describe tells it to the integration user. Fields that it may not see are absent. */
export interface FieldShape {
  type: string;
  /** Characters, for text; 0 where it does not apply. */
  length: number;
  createable: boolean;
  updateable: boolean;
  /** The active values of a restricted picklist; null for everything else. */
  picklist: string[] | null;
  /** The active values of any picklist, restricted or not, in the org's order. */
  values?: string[];
  label?: string;
  /** All digits of a number, and those after the point. */
  precision?: number;
  scale?: number;
  /** Digits of a whole number. */
  digits?: number;
  /** A formula, a roll-up or an auto-number: nobody writes it. */
  calculated?: boolean;
  nillable?: boolean;
  /** The objects that a reference may name. */
  referenceTo?: string[];
}
/** Object → field → shape. */
export type OrgShapes = Record<string, Record<string, FieldShape>>;
export interface ContactRoleRow {
  Id: string;
  OpportunityId: string;
  ContactId: string;
  Role: string | null;
  IsPrimary: boolean;
}
export interface EventRow {
  Id: string;
  Subject: string | null;
  StartDateTime: string;
  EndDateTime: string;
  OwnerId: string;
  WhoId: string | null;
  WhatId: string | null;
  Description: string | null;
  Location: string | null;
  /** Emails of invitees, lower case, where the org gave them (EventRelation). */
  attendeeEmails: string[];
  Conversation_Key__c: string | null;
  [field: string]: unknown;
}
export interface TaskRow {
  Id: string;
  Subject: string | null;
  OwnerId: string;
  WhoId: string | null;
  WhatId: string | null;
  Description: string | null;
  CreatedDate: string;
  ActivityDate: string | null;
  CallDurationInSeconds: number | null;
  CallType: string | null;
  CallObject: string | null;
  TaskSubtype: string | null;
  Conversation_Key__c: string | null;
  [field: string]: unknown;
}
/** An email that the org, or another tool in it, has logged (EmailMessage), and the task that stands for it. */
export interface EmailMessageRow {
  Id: string;
  MessageIdentifier: string | null;
  ActivityId: string | null;
}
/** A note (ContentNote) that the service wrote, and the records it is shared with. Its text can't be read by query. */
export interface NoteRow {
  Id: string;
  Title: string | null;
  CreatedById: string;
  LastModifiedById: string;
  links: { Id: string; LinkedEntityId: string }[];
}
/** A row of one of the package's own objects, with every field that the service writes. */
export interface OwnRow {
  Id: string;
  Key__c: string;
  [field: string]: unknown;
}

/** A rep whose address at the provider is not the one of their Salesforce user, matched by hand. */
export interface UserAlias {
  /** Lower case. */
  email: string;
  userId: string;
}

/** What the org says now about everything that a batch of conversations touches. */
export interface Snapshot {
  users: UserRow[];
  accounts: AccountRow[];
  contacts: ContactRow[];
  leads: LeadRow[];
  opportunities: OpportunityRow[];
  contactRoles: ContactRoleRow[];
  events: EventRow[];
  tasks: TaskRow[];
  conversations: OwnRow[];
  moments: OwnRow[];
  participants: OwnRow[];
  suggestions: OwnRow[];
  /** Those that the conversations' own records name. */
  notes?: NoteRow[];
  /** Those with the Message-ID of an email among the conversations. */
  emailMessages?: EmailMessageRow[];
  teamMembers?: TeamMemberRow[];
  userAliases?: UserAlias[];
  /** Absent where the org has not been described: `plan` then goes by the package's own lengths. */
  shapes?: OrgShapes;
}

export const DEAL_STEPS = ['contactRole', 'owner', 'onlyOpenDeal'] as const;
export type DealStep = (typeof DEAL_STEPS)[number];
/** `mostRoles`: most of the people present in a contact role, then the one modified last. */
export const DEAL_TIES = ['off', 'lastModified', 'newest', 'oldest', 'mostRoles'] as const;
export type DealTie = (typeof DEAL_TIES)[number];

export interface MatchSettings {
  /** ISO country that a local phone number is read in, for example `FR`. */
  defaultCountry: string;
  /** Which person an address belongs to when both a Contact and a Lead have it. */
  peopleOrder: 'contactFirst' | 'leadFirst';
  /** What links a deal by itself. They go in the order of `DEAL_STEPS`, whatever theirs is here. */
  dealSteps: DealStep[];
  /** When several open deals remain: nothing (the default), or one of the rules others use. */
  dealTie: DealTie;
  /** Auto-link only at or above this score, and only this far ahead of the runner-up (0–1). */
  threshold: number;
  margin: number;
  /** The org's own Event field that holds an iCalendar UID, where it has one. Salesforce's standard Event has none. */
  iCalUidField?: string;
  /** Kept beside the settings, and put among them for each batch. */
  userAliases?: UserAlias[];
  /** Fields to read of every record of an object, beside those that conversations name: what facts are mapped to. */
  alsoRead?: { object: string; field: string }[];
  /** Activities on which the service puts no deal, by the tenant's choice: a deal that is not there was not taken off. */
  leavesDeal?: ('Event' | 'Task')[];
}

export interface Candidate {
  object: 'Event' | 'Task' | 'Opportunity' | 'Contact' | 'Lead';
  id: string;
  name: string;
  score: number;
  /** Why it might be the one, in words. */
  evidence: string;
}

export interface PersonMatch {
  /** Index into `conversation.parties`. */
  party: number;
  userId?: string;
  contactId?: string;
  leadId?: string;
  accountId?: string;
  /** `activity`: the activity names a person of the same name. */
  rule: 'email' | 'phone' | 'convertedLead' | 'colleague' | 'activity' | 'none';
  evidence: string;
}

export interface Match {
  status: 'Matched' | 'Created' | 'Needs review' | 'Locked';
  /** The activity's rule, for example `knownKey`, `iCalUid`, `eventScore`, `taskCall`, `create`. */
  rule: string;
  score: number;
  /** One or more sentences for `Match_Evidence__c`, with the runner-up. */
  evidence: string;
  activity: {
    object: 'Event' | 'Task';
    id?: string;
    /** What it was linked to when it was found. */
    whatId?: string | null;
    decision: 'enrich' | 'create' | 'none';
    candidates: Candidate[];
  };
  /** Whose calendar or calls the conversation is looked for in. */
  ownerId?: string;
  /** Who new records belong to: an active user. Absent: the integration user, which the evidence then says. */
  assigneeId?: string;
  people: PersonMatch[];
  contactId?: string;
  leadId?: string;
  accountId?: string;
  opportunityId?: string;
  dealRule: string;
  dealCandidates: Candidate[];
  /** A person has put another deal on the conversation since the last run, which locks it: what the deal was before. */
  relinked?: { from: string | null };
  /** A person has just chosen by hand: every link is written, and what stood on the activity before gives way. */
  chosen?: { before: { opportunityId?: string; accountId?: string; contactId?: string; leadId?: string } };
  /** Links that a person took off the activity, and that no run puts there again. */
  takenOff?: LinkTakenOff[];
  left?: Left;
  /** Why it was matched again, in words, where that gave it these links. */
  again?: string;
}

export type LinkTakenOff = 'WhatId' | 'WhoId';

/** What the org said of the links when a run that wrote was over, whoever had put them there. */
export interface Left {
  /** The activity's. */
  whatId: string | null;
  whoId: string | null;
  /** What the service itself put into the activity's `WhatId`, while it still stands there: it follows the match. */
  placed?: string | null;
  /** The conversation's own deal. */
  opportunityId: string | null;
}

/** A change in the org that may give a conversation another match. Names are as they were known, for the words. */
export interface MatchCause {
  kind:
    | 'roleAdded'
    | 'roleChanged'
    | 'roleRemoved'
    | 'dealOpened'
    | 'dealClosed'
    | 'dealChanged'
    | 'dealRemoved'
    | 'contactAdded'
    | 'contactChanged'
    | 'contactRemoved'
    | 'leadAdded'
    | 'leadChanged'
    | 'leadConverted'
    | 'leadRemoved';
  /** RFC 3339 UTC. */
  at: string;
  opportunityId?: string;
  contactId?: string;
  leadId?: string;
  deal?: string;
  person?: string;
  role?: string;
}

/** What is known about earlier matches of the same conversation. */
export interface MatchHistory {
  /** What a run decided that ended before it had written all of it. */
  interrupted?: Match;
  /** What the last run wrote. */
  before?: Match;
  /** What a person has just chosen: it locks the match. */
  choice?: MatchChoice;
  /** The last match, written or only planned, where it is matched again because something in the org changed. */
  last?: Match;
  /** What changed. */
  causes?: MatchCause[];
}

/** A relink by hand. Null takes a link away; what is absent stays as it is. */
export interface MatchChoice {
  activity?: { object: 'Event' | 'Task'; id: string } | null;
  opportunityId?: string | null;
  accountId?: string | null;
  contactId?: string | null;
  leadId?: string | null;
  /** Gives the deal and the people back to the rules. The activity stays the one that carries the key. */
  unlock?: true;
  /** Who chose, for the evidence: a name or an address. */
  by?: string;
}
