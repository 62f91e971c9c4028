/** `Match_Candidates__c`: what was weighed for a conversation, for the pages that let a person choose. */
import type { Candidate, Match } from './types.ts';

const OBJECTS = ['Opportunity', 'Event', 'Task'] as const;
const MOST_OF_A_KIND = 5;

/** Deals first, each kind best first. What alone stood there and was linked is no choice, so it is left out. */
export function candidatesOf({ activity, dealCandidates, opportunityId }: Match): Candidate[] {
  const deals = dealCandidates.filter(({ object }) => object === 'Opportunity');
  const isOnly = deals.length === 1 && deals[0]?.id === opportunityId;
  return [...(isOnly ? [] : deals.slice(0, MOST_OF_A_KIND)), ...activity.candidates.slice(0, MOST_OF_A_KIND)];
}

/** As JSON of so many characters at most: the last ones are dropped, because a part of JSON is none. Null for none. */
export function candidatesText(candidates: Candidate[], length: number): string | null {
  const rounded = candidates.map(({ object, id, name, score, evidence }) => ({
    ...{ object, id, name, score: Math.round(score * 100) / 100, evidence },
  }));
  for (let count = rounded.length; count > 0; count -= 1) {
    const text = JSON.stringify(rounded.slice(0, count));
    if (text.length <= length) return text;
  }
  return null;
}

/** What an earlier run wrote; nothing where it is no such list. */
export function readCandidates(text: unknown): Candidate[] {
  if (typeof text !== 'string') return [];
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter(isCandidate) : [];
  } catch {
    return [];
  }
}

function isCandidate(value: unknown): value is Candidate {
  if (typeof value !== 'object' || value === null) return false;
  const { object, id, name, score, evidence } = value as Record<string, unknown>;
  return (
    OBJECTS.some((known) => known === object) &&
    [id, name, evidence].every((each) => typeof each === 'string') &&
    typeof score === 'number'
  );
}
