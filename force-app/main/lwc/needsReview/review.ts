import { readCandidates } from 'c/candidates';
import { dateTimeOf, durationOf, nodesOf, valueOf, wordsOf } from 'c/conversationModel';
import type { Candidate, Connection, ConversationNode, Viewer } from 'c/conversationModel';
import { openLinks, seenRecords } from 'c/candidateModel';
import type { CandidatesAnswer, SeenRecord } from 'c/candidateModel';

export interface ReviewAnswer {
  uiapi: {
    query: CandidatesAnswer['uiapi']['query'] & {
      list?: Connection<ConversationNode> | null;
      joined?: Connection<ConversationNode> | null;
    };
  };
}
/** A conversation that waits for a person. */
export interface ReviewItem {
  id: string;
  key?: string;
  title?: string;
  /** What, when, how long. */
  facts: string;
  /** Their people, and the account. */
  who: string;
  summary?: string;
  evidence?: string;
  candidates: Candidate[];
  /** What has to be chosen. */
  open: { deal: boolean; activity: boolean };
}
export interface Review {
  items: ReviewItem[];
  hasMore: boolean;
  /** Records that the viewer may see, as far as this answer tells. */
  seen: Map<string, SeenRecord>;
}

export function toReview(answer: ReviewAnswer, viewer: Viewer, now: number): Review {
  const { list, joined } = answer.uiapi.query;
  const byId = new Map([...nodesOf(list), ...nodesOf(joined)].map((node) => [node.Id, node]));
  const at = (node: ConversationNode) => valueOf(node.Started_At__c) ?? '';
  const nodes = [...byId.values()].sort((a, b) => at(b).localeCompare(at(a)));
  return {
    items: nodes.map((node) => toItem(node, viewer, now)),
    hasMore: [list, joined].some((each) => each?.pageInfo?.hasNextPage),
    seen: seenRecords(answer),
  };
}

function toItem(node: ConversationNode, viewer: Viewer, now: number): ReviewItem {
  const startedAt = valueOf(node.Started_At__c);
  const seconds = valueOf(node.Duration__c);
  const people = nodesOf(node.Conversation_Participants__r).flatMap((person) => valueOf(person.Name) ?? []);
  const account = valueOf(node.Account__r?.Name);
  const candidates = readCandidates(valueOf(node.Match_Candidates__c));
  return {
    id: node.Id,
    key: valueOf(node.Key__c),
    title: valueOf(node.Title__c)?.trim() || undefined,
    facts: [
      wordsOf(node.Kind__c),
      startedAt && dateTimeOf(startedAt, viewer, now),
      seconds && durationOf(seconds, viewer),
    ]
      .filter(Boolean)
      .join('\u00a0· '),
    who: [new Intl.ListFormat(viewer.language, { type: 'unit' }).format(people), account]
      .filter(Boolean)
      .join('\u00a0· '),
    summary: valueOf(node.Summary__c)?.trim() || undefined,
    evidence: valueOf(node.Match_Evidence__c),
    candidates,
    open: toChoose(valueOf(node.Match_Rule__c), candidates),
  };
}

/** By the rules; where those say nothing, by what was weighed. */
function toChoose(rule: string | undefined, candidates: readonly Candidate[]): ReviewItem['open'] {
  const open = openLinks(rule);
  if (open.deal || open.activity) return open;
  const deal = candidates.some(({ object }) => object === 'Opportunity') || candidates.length === 0;
  return { deal, activity: !deal };
}

/** What was decided here stays in its place, with its undo, though the org no longer lists it; what is new comes first. */
export function mergeItems(
  listed: readonly ReviewItem[],
  known: readonly ReviewItem[],
  decidedIds: readonly string[],
): ReviewItem[] {
  const kept = known.filter(({ id }) => decidedIds.includes(id) && !listed.some((item) => item.id === id));
  const placeOf = (item: ReviewItem): number => {
    const before = known.findIndex(({ id, key }) => id === item.id || (key !== undefined && key === item.key));
    return before >= 0 ? before : listed.indexOf(item) - listed.length;
  };
  return [...listed, ...kept].sort((a, b) => placeOf(a) - placeOf(b));
}
