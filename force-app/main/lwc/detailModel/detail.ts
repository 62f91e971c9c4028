import { readCandidates } from 'c/candidates';
import { namesOf, nodesOf, recordRef, textOf, toCommitment, toPerson, toSummary, valueOf } from 'c/conversationModel';
import type {
  Comment,
  Commitment,
  ConversationDetail,
  ConversationNode,
  ConversationSummary,
  MatchStatus,
  Moment,
  MomentNode,
} from 'c/conversationModel';
import { safeLink } from 'c/recordingLink';
import { readTranscript } from './transcript';

export function toDetail(node: ConversationNode): ConversationDetail {
  const moments = nodesOf(node.Conversation_Moments__r);
  const ofType = (type: string) => moments.filter((moment) => valueOf(moment.Type__c) === type);
  const body = valueOf(node.Body__c);
  const summary = toSummary(node);
  // times in an email's text are its own
  const transcript = summary.kind === 'Email' ? [] : readTranscript(body);
  const text = transcript.length === 0 && body?.trim() ? body.trim() : undefined;
  const actions = ofType('Action item').map(toCommitment);
  const topics = ofType('Topic').map(toMoment);
  const highlights = ofType('Highlight').map(toMoment);
  return {
    ...summary,
    summary: isFirstWords(summary, text) ? undefined : summary.summary,
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
    commitments: [...actions, ...furtherSteps(valueOf(node.Next_Steps__c), actions)]
      .sort((a, b) => Number(a.done) - Number(b.done))
      .map((step) => ({ ...step, conversationId: node.Id })),
    highlights,
    topics: topics.length > 0 ? topics : namesOf(node.Topics__c).map((text, index) => ({ id: `topic-${index}`, text })),
    comments: commentsOf(ofType('Comment')),
    questions: ofType('Question').map(toMoment),
    tags: namesOf(node.Tags__c),
    transcript,
    text,
    quoted: textOf(node.Quoted__c),
    people: nodesOf(node.Conversation_Participants__r)
      .map(toPerson)
      .sort((a, b) => Number(a.ours) - Number(b.ours) || (b.talkSeconds ?? 0) - (a.talkSeconds ?? 0)),
  };
}

/** Lists say the first words of an email that nobody has summed up: beside the whole text they say nothing. */
function isFirstWords({ kind, summary }: ConversationSummary, text: string | undefined): boolean {
  const flat = (words: string) => words.replace(/\s+/g, ' ').trim();
  return kind === 'Email' && flat(text ?? '').startsWith(flat(summary ?? '').replace(/…$/, ''));
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
