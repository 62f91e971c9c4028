import { readCandidates } from './candidates.ts';
import { objectOfId } from './ids.ts';
import type { Candidate, Match, OwnRow } from './types.ts';

/** What an earlier run wrote about its match, or a person decided since. */
export interface StoredMatch {
  /** Not the org's: what a run decided that ended before it could write it all. */
  isInterrupted?: boolean;
  locked: boolean;
  activityRule?: string;
  dealRule?: string;
  score?: number;
  /** The first line of the evidence: how the activity was found. */
  activityEvidence?: string;
  evidence?: string;
  /** Activities that might have been it, as they were found then. */
  activityCandidates: Candidate[];
  activity?: { object: 'Event' | 'Task'; id: string };
  accountId?: string;
  opportunityId?: string;
  contactId?: string;
  leadId?: string;
}

const JOINT = ', ';

/** `Match_Rule__c`: how the activity was found, and how the deal. */
export function composeRule(activityRule: string, dealRule: string): string {
  return `${activityRule}${JOINT}${dealRule}`;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function readStored(row: OwnRow | undefined): StoredMatch | undefined {
  if (!row) return undefined;
  const [activityRule, dealRule] = text(row.Match_Rule__c)?.split(JOINT) ?? [];
  const evidence = text(row.Match_Evidence__c);
  const activityId = text(row.Activity_Id__c);
  const object = objectOfId(activityId);
  return {
    locked: row.Match_Status__c === 'Locked',
    activityRule,
    dealRule,
    score: typeof row.Match_Score__c === 'number' ? row.Match_Score__c : undefined,
    activityEvidence: evidence?.split(/\r?\n/)[0],
    evidence,
    activityCandidates: readCandidates(row.Match_Candidates__c).filter(({ object }) => object !== 'Opportunity'),
    activity: activityId && (object === 'Event' || object === 'Task') ? { object, id: activityId } : undefined,
    accountId: text(row.Account__c),
    opportunityId: text(row.Opportunity__c),
    contactId: text(row.Contact__c),
    leadId: text(row.Lead__c),
  };
}

/** A decision of which the org may hold the traces on the activity, and not yet the record itself. */
export function fromInterrupted(match: Match): StoredMatch {
  const { rule, dealRule, score, evidence, accountId, opportunityId, contactId, leadId } = match;
  return {
    ...{ isInterrupted: true, locked: false, activityRule: rule, dealRule, score, evidence },
    activityEvidence: evidence.split('\n')[0],
    activityCandidates: match.activity.candidates,
    ...{ accountId, opportunityId, contactId, leadId },
  };
}
