const OBJECTS = ['Opportunity', 'Event', 'Task'] as const;
export type CandidateObject = (typeof OBJECTS)[number];

/** A record that was weighed for a conversation, as the service wrote it down. */
export interface Candidate {
  id: string;
  object: CandidateObject;
  name: string;
  score: number;
  evidence: string;
}

/** `Match_Candidates__c`; nothing where it is no such list. */
export function readCandidates(text: string | undefined): Candidate[] {
  try {
    const list: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(list) ? list.filter(isCandidate) : [];
  } catch {
    return [];
  }
}

function isCandidate(value: unknown): value is Candidate {
  const { object, id, name, score, evidence } = (value ?? {}) as Record<string, unknown>;
  return (
    OBJECTS.some((known) => known === object) &&
    [id, name, evidence].every((each) => typeof each === 'string') &&
    typeof score === 'number'
  );
}

/** Who chose the links by hand, where the evidence names them. */
export function chosenBy(evidence: string | undefined): string | undefined {
  const who = /^Linked to (?:(?!; before: ).)* by ([^;\n]+?)(?:; before: .*)?\.$/m.exec(evidence ?? '')?.[1];
  return who === 'a person' ? undefined : who;
}
