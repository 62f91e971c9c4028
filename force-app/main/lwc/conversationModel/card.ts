import type { Candidate } from 'c/candidates';
import { nodesOf, valueOf, wordsOf } from './nodes';
import type { ConversationRowNode, Field, MomentNode, NamedNode, ParticipantNode } from './nodes';

export type Kind = 'Call' | 'Meeting' | 'Email' | 'Chat';
/** As the org has it: who got in touch. */
export type Direction = 'Inbound' | 'Outbound';
export type Status = 'Processing' | 'Ready' | 'Not recorded' | 'Failed';
export type MatchStatus = 'Matched' | 'Created' | 'Needs review' | 'Locked';

export interface Moment {
  id: string;
  /** Seconds from the start. */
  start?: number;
  end?: number;
  text: string;
  who?: string;
}
export interface Comment extends Moment {
  /** When it was written here; absent where it came with the conversation. */
  at?: string;
  /** The user who saved it. */
  byId?: string;
}
export interface TranscriptLine {
  /** Seconds from the start. */
  start: number;
  speaker: string;
  text: string;
}
export interface Commitment {
  /** A line of the summary's next steps has an id of its own, but no record behind it: `recordId` is absent. */
  id: string;
  recordId?: string;
  text: string;
  owner?: string;
  /** `YYYY-MM-DD` */
  due?: string;
  done: boolean;
  conversationId?: string;
  /** The task that was made of it. */
  taskId?: string;
}
export interface RecordRef {
  id: string;
  objectApiName: string;
  name: string;
}
export interface Person {
  id: string;
  name: string;
  email?: string;
  phone?: string;
  ours: boolean;
  talkSeconds?: number;
  /** In which line of an email they stand. */
  emailRole?: 'From' | 'To' | 'Cc';
  record?: { id: string; objectApiName: string };
}
export interface ConversationSummary {
  id: string;
  title?: string;
  kind?: Kind;
  kindWords?: string;
  status: Status;
  startedAt?: string;
  durationSec?: number;
  summary?: string;
  needsReview: boolean;
  highlightCount: number;
  deal?: RecordRef;
  direction?: Direction;
  /** The contact or lead that it is linked to. */
  withWhom?: string;
  /** The same for every email of a thread. */
  threadKey?: string;
  /** How many emails this row stands for, where a list keeps threads together. */
  emails?: number;
}
export interface ConversationDetail extends ConversationSummary {
  /** What the service knows it by. */
  key?: string;
  provider?: string;
  link?: string;
  language?: string;
  consent?: string;
  error?: string;
  match: {
    status?: MatchStatus;
    rule?: string;
    evidence?: string;
    score?: number;
    records: RecordRef[];
    /** What else was weighed, best first; empty once a person has chosen. */
    candidates: Candidate[];
    activityId?: string;
  };
  commitments: Commitment[];
  highlights: Moment[];
  topics: Moment[];
  /** Newest last. */
  comments: Comment[];
  questions: Moment[];
  tags: string[];
  transcript: TranscriptLine[];
  /** An email's text, or a transcript that has no times. */
  text?: string;
  /** What an email quotes of earlier ones. */
  quoted?: string;
  people: Person[];
}

export function toSummary(node: ConversationRowNode): ConversationSummary {
  return {
    id: node.Id,
    title: textOf(node.Title__c),
    kind: valueOf(node.Kind__c) as Kind | undefined,
    kindWords: wordsOf(node.Kind__c),
    status: (valueOf(node.Status__c) as Status | undefined) ?? 'Ready',
    startedAt: valueOf(node.Started_At__c),
    durationSec: valueOf(node.Duration__c),
    summary: textOf(node.Summary__c),
    needsReview: valueOf(node.Match_Status__c) === 'Needs review',
    highlightCount: node.highlights?.totalCount ?? nodesOf(node.highlights).length,
    deal: recordRef(node.Opportunity__r, 'Opportunity')[0],
    direction: valueOf(node.Direction__c) as Direction | undefined,
    withWhom: textOf(node.Contact__r?.Name) ?? textOf(node.Lead__r?.Name),
    threadKey: textOf(node.Thread_Key__c),
  };
}

export function toCommitment(node: MomentNode): Commitment {
  return {
    id: node.Id,
    recordId: node.Id,
    text: valueOf(node.Text__c) ?? '',
    owner: textOf(node.Author__c),
    due: valueOf(node.Due__c),
    done: valueOf(node.Done__c) ?? false,
    conversationId: valueOf(node.Conversation__c),
    taskId: textOf(node.Task_Id__c),
  };
}

/** Soonest due first, the undated last. */
export function byDue(items: Commitment[]): Commitment[] {
  return [...items].sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

export function toPerson(node: ParticipantNode): Person {
  const contact = valueOf(node.Contact__c);
  const lead = valueOf(node.Lead__c);
  const user = valueOf(node.User__c);
  const email = textOf(node.Email__c);
  const phone = textOf(node.Phone__c);
  return {
    id: node.Id,
    name: textOf(node.Name) ?? email ?? phone ?? '',
    email,
    phone,
    ours: valueOf(node.Side__c) === 'Ours',
    talkSeconds: valueOf(node.Talk_Seconds__c),
    emailRole: valueOf(node.Email_Role__c) as Person['emailRole'],
    record: contact
      ? { id: contact, objectApiName: 'Contact' }
      : lead
        ? { id: lead, objectApiName: 'Lead' }
        : user
          ? { id: user, objectApiName: 'User' }
          : undefined,
  };
}

export function textOf(field: Field<string> | null | undefined): string | undefined {
  return valueOf(field)?.trim() || undefined;
}

export function namesOf(field: Field<string> | null | undefined): string[] {
  return (valueOf(field) ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);
}

export function recordRef(node: NamedNode | null | undefined, objectApiName: string): RecordRef[] {
  return node ? [{ id: node.Id, objectApiName, name: valueOf(node.Name) ?? objectApiName }] : [];
}
