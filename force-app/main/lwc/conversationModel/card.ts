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
export interface Commitment {
  /** A line of the summary's next steps has an id of its own, but no record behind it: `recordId` is absent. */
  id: string;
  recordId?: string;
  text: string;
  owner?: string;
  /** `YYYY-MM-DD` */
  due?: string;
  done: boolean;
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
}
export interface ConversationDetail extends ConversationSummary {
  provider?: string;
  link?: string;
  language?: string;
  consent?: string;
  error?: string;
  match: { status?: MatchStatus; rule?: string; evidence?: string; records: RecordRef[] };
  commitments: Commitment[];
  highlights: Moment[];
  topics: Moment[];
  comments: Moment[];
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
      records: [
        ...recordRef(node.Opportunity__r, 'Opportunity'),
        ...recordRef(node.Account__r, 'Account'),
        ...recordRef(node.Contact__r, 'Contact'),
        ...recordRef(node.Lead__r, 'Lead'),
      ],
    },
    commitments: [...actions, ...furtherSteps(valueOf(node.Next_Steps__c), actions)],
    highlights,
    topics: topics.length > 0 ? topics : namesOf(node.Topics__c).map((text, index) => ({ id: `topic-${index}`, text })),
    comments: ofType('Comment').map(toMoment),
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

/** Lines of the provider's next steps that no action item says already. */
function furtherSteps(lines: string | undefined, actions: readonly Commitment[]): Commitment[] {
  const known = new Set(actions.map((action) => bare(action.text)));
  return (lines ?? '')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*[-*•]\s*/, '').trim())
    .filter((line) => line !== '' && !known.has(bare(line)))
    .map((text, index) => ({ id: `step-${index}`, text, done: false }));
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

function namesOf(field: Field<string> | null | undefined): string[] {
  return (valueOf(field) ?? '')
    .split(';')
    .map((name) => name.trim())
    .filter(Boolean);
}

function recordRef(node: NamedNode | null | undefined, objectApiName: string): RecordRef[] {
  return node ? [{ id: node.Id, objectApiName, name: valueOf(node.Name) ?? objectApiName }] : [];
}
