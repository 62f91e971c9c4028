import { canonicalJson } from './canonical.ts';
import { ConversationShape, type Conversation } from './conversation.ts';

/** What composing needs of an intake part. */
export interface ComposablePart {
  key: string;
  name: string;
  /** RFC 3339 UTC; a part without one counts as the oldest. */
  at?: string;
  content: Partial<Conversation>;
}

/** Lists that providers send in pieces: united over the parts. Everything else is as the latest part says. */
const UNITED = ['highlights', 'questions', 'actionItems', 'nextSteps', 'crmRefs', 'fields', 'repairs'] as const;
type United = (typeof UNITED)[number];
const REQUIRED = ['source', 'sourceId', 'kind', 'startedAt'] as const;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Ordered extends ComposablePart {
  time: number;
  text: string;
}

function inOrder(a: Ordered, b: Ordered): number {
  return a.time - b.time || compare(a.name, b.name) || compare(a.text, b.text);
}

/** One copy of each named part, the latest, oldest part first: the same list whatever the order of arrival was. */
function settle(parts: readonly ComposablePart[]): Ordered[] {
  const latest = new Map<string, Ordered>();
  for (const part of parts) {
    const ordered = {
      ...part,
      time: part.at === undefined ? -Infinity : Date.parse(part.at),
      text: canonicalJson(part.content),
    };
    // both may be -Infinity, and their difference is not a number
    if (Number.isNaN(ordered.time) || ordered.time === -Infinity) ordered.time = Number.MIN_SAFE_INTEGER;
    const known = latest.get(part.name);
    if (!known || inOrder(known, ordered) < 0) latest.set(part.name, ordered);
  }
  return [...latest.values()].sort(inOrder);
}

type Comment = Conversation['comments'][number];

/** By id: the copy with the later time of its own wins, then the one of the later part. A deleted one is gone. */
function uniteComments(parts: Ordered[]): Comment[] {
  const found = new Map<string, { comment: Comment; time: number }>();
  for (const part of parts)
    for (const comment of part.content.comments ?? []) {
      const time = comment.editedAt ? Date.parse(comment.editedAt) : comment.at ? Date.parse(comment.at) : part.time;
      const known = found.get(comment.id);
      if (!known || known.time <= time || comment.deleted) {
        if (!known?.comment.deleted) found.set(comment.id, { comment, time });
      }
    }
  return [...found.values()]
    .map(({ comment }) => comment)
    .filter((comment) => !comment.deleted)
    .sort((a, b) => compare(a.at ?? '', b.at ?? '') || compare(a.id, b.id));
}

function unite(parts: Ordered[], field: United): unknown[] {
  const found = new Map<string, unknown>();
  for (const part of parts)
    for (const item of part.content[field] ?? []) {
      const text = canonicalJson(item);
      if (!found.has(text)) found.set(text, item);
    }
  return [...found.values()];
}

/**
 * One conversation from everything a provider has said about it. A pure fold: neither the order nor the repetition of
 * parts makes a difference. `missing` names the required fields that no part has said yet.
 */
export function composeConversation(
  parts: readonly ComposablePart[],
): { conversation: Conversation } | { missing: string[] } {
  const ordered = settle(parts);
  const said: Record<string, unknown> = {};
  const extra: Record<string, unknown> = {};
  for (const { content } of ordered) {
    for (const [field, value] of Object.entries(content))
      if (value !== undefined && field !== 'extra') said[field] = value;
    Object.assign(extra, content.extra);
  }
  for (const field of UNITED) said[field] = unite(ordered, field);
  said.comments = uniteComments(ordered);
  if (Array.isArray(said.repairs) && said.repairs.length === 0) delete said.repairs;
  if (Object.keys(extra).length > 0) said.extra = extra;

  const missing = REQUIRED.filter((field) => said[field] === undefined);
  if (missing.length > 0) return { missing };
  const conversation = ConversationShape.parse(said);
  const { length } = conversation.parties;
  for (const segment of conversation.segments) if (segment.party >= length) segment.party = -1;
  return { conversation };
}
