import { readCandidates } from './candidates';
import type { Candidate } from './candidates';
import { nodesOf, valueOf, wordsOf } from './nodes';
import type { ConversationNode, ConversationRowNode, Field, MomentNode, NamedNode, ParticipantNode } from './nodes';
import { safeLink } from './recordingLink';
import { readTranscript } from './transcript';
import type { TranscriptLine } from './transcript';

export type Kind = 'Call' | 'Meeting' | 'Email' | 'Chat';
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
  };
}

export function toDetail(node: ConversationNode): ConversationDetail {
  const moments = nodesOf(node.Conversation_Moments__r);
  const ofType = (type: string) => moments.filter((moment) => valueOf(moment.Type__c) === type);
  const body = valueOf(node.Body__c);
  const transcript = readTranscript(body);
  const actions = ofType('Action item').map(toCommitment);
  const topics = ofType('Topic').map(toMoment);
  const highlights = ofType('Highlight').map(toMoment);
  return {
    ...toSummary(node),
    key: textOf(node.Key__c),
    highlightCount: highlights.length,
    provider: textOf(node.Provider__c),
    link: safeLink(valueOf(node.Link__c)),
    language: textOf(node.Language__c),
    consent: textOf(node.Consent__c),
    error: textOf(node.Last_Error__c),
    match: {
      status: valueOf(node.Match_Status__c) as MatchStatus | undefined,
      rule: textOf(node.Match_Rule__c),
      evidence: textOf(node.Match_Evidence__c),
      score: valueOf(node.Match_Score__c),
      candidates: readCandidates(valueOf(node.Match_Candidates__c)),
      activityId: textOf(node.Activity_Id__c),
      records: [
        ...recordRef(node.Opportunity__r, 'Opportunity'),
        ...recordRef(node.Account__r, 'Account'),
        ...recordRef(node.Contact__r, 'Contact'),
        ...recordRef(node.Lead__r, 'Lead'),
      ],
    },
    commitments: [...actions, ...furtherSteps(valueOf(node.Next_Steps__c), actions)].map((step) => ({
      ...step,
      conversationId: node.Id,
    })),
    highlights,
    topics: topics.length > 0 ? topics : namesOf(node.Topics__c).map((text, index) => ({ id: `topic-${index}`, text })),
    comments: commentsOf(ofType('Comment')),
    questions: ofType('Question').map(toMoment),
    tags: namesOf(node.Tags__c),
    transcript,
    text: transcript.length === 0 && body?.trim() ? body.trim() : undefined,
    people: nodesOf(node.Conversation_Participants__r)
      .map(toPerson)
      .sort((a, b) => Number(a.ours) - Number(b.ours) || (b.talkSeconds ?? 0) - (a.talkSeconds ?? 0)),
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
    record: contact
      ? { id: contact, objectApiName: 'Contact' }
      : lead
        ? { id: lead, objectApiName: 'Lead' }
        : user
          ? { id: user, objectApiName: 'User' }
          : undefined,
  };
}

function toMoment(node: MomentNode): Moment {
  return {
    id: node.Id,
    start: valueOf(node.Start__c),
    end: valueOf(node.End__c),
    text: valueOf(node.Text__c) ?? '',
    who: textOf(node.Author__c) ?? textOf(node.Speaker__c),
  };
}

/** One that was taken back has no text any more. */
function commentsOf(nodes: readonly MomentNode[]): Comment[] {
  const created = (node: MomentNode) => valueOf(node.CreatedDate) ?? '';
  return nodes
    .filter((node) => textOf(node.Text__c))
    .sort((a, b) => created(a).localeCompare(created(b)))
    .map((node) => {
      const creator = textOf(node.CreatedBy?.Name);
      const moment = toMoment(node);
      const isWrittenHere = moment.who === undefined || moment.who === creator;
      return {
        ...moment,
        who: moment.who ?? creator,
        at: isWrittenHere ? valueOf(node.CreatedDate) : undefined,
        byId: valueOf(node.CreatedById),
      };
    });
}

/** Lines of the provider's next steps that no action item says already, each once and known by its words. */
function furtherSteps(lines: string | undefined, actions: readonly Commitment[]): Commitment[] {
  const known = new Set(actions.map((action) => bare(action.text)));
  return (lines ?? '').split(/\r?\n/).flatMap((line) => {
    const text = line.replace(/^\s*[-*•]\s*/, '').trim();
    const key = bare(text);
    if (text === '' || known.has(key)) return [];
    known.add(key);
    return [{ id: `step-${key}`, text, done: false }];
  });
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s\p{P}]+/gu, ' ')
    .trim();
}

function textOf(field: Field<string> | null | undefined): string | undefined {
  return valueOf(field)?.trim() || undefined;
}

export function namesOf(field: Field<string> | null | undefined): string[] {
  return (valueOf(field) ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);
}

function recordRef(node: NamedNode | null | undefined, objectApiName: string): RecordRef[] {
  return node ? [{ id: node.Id, objectApiName, name: valueOf(node.Name) ?? objectApiName }] : [];
}
