import { valueOf } from 'c/conversationModel';
import type { SuggestionNode } from 'c/conversationModel';

export type SuggestionStatus = 'Proposed' | 'Accepted' | 'Rejected' | 'Applied' | 'Failed';
export interface Suggestion {
  id: string;
  status: SuggestionStatus;
  object: string;
  recordId: string;
  field: string;
  /** As the API writes it. */
  proposed: string;
  /** What a person accepts instead. */
  chosen?: string;
  quote?: string;
  /** Where in the recording the quote stands. */
  second?: number;
  link?: string;
  title?: string;
  at?: string;
  /** The org's own words, where the service was refused. */
  error?: string;
  decidedBy?: string;
  decidedAt?: string;
  modifiedAt: string;
}
/** Suggestions about one record: it is read once for all of them. */
export interface SuggestionGroup {
  key: string;
  object: string;
  recordId: string;
  fields: string[];
  suggestions: Suggestion[];
}

const OPEN: readonly SuggestionStatus[] = ['Proposed', 'Accepted', 'Failed'];
const OBJECTS = ['Opportunity', 'Account', 'Contact', 'Lead'];

/** `Accepted` is open, too: saving was interrupted, and the page offers to finish. */
export function isOpen({ status }: Suggestion): boolean {
  return OPEN.includes(status);
}

function toSuggestion(node: SuggestionNode): Suggestion {
  const text = (field: { value: string | null } | null | undefined) => valueOf(field) || undefined;
  const { Conversation__r: conversation, Decided_By__r: person, Moment__r: moment } = node;
  return {
    id: node.Id,
    status: (valueOf(node.Status__c) ?? 'Proposed') as SuggestionStatus,
    object: valueOf(node.Object__c) ?? '',
    recordId: valueOf(node.Record_Id__c) ?? '',
    field: valueOf(node.Field__c) ?? '',
    proposed: valueOf(node.Proposed__c) ?? '',
    chosen: text(node.Chosen__c),
    quote: text(node.Quote__c),
    second: valueOf(moment?.Start__c),
    link: text(conversation?.Link__c),
    title: text(conversation?.Title__c),
    at: text(conversation?.Started_At__c),
    error: text(node.Error__c),
    decidedBy: text(person?.Name),
    decidedAt: text(node.Decided_At__c),
    modifiedAt: valueOf(node.LastModifiedDate) ?? '',
  };
}

const isDeals = ({ object }: { object: string }) => object === 'Opportunity';

/**
 * What the deal's conversations suggest: for the deal itself first, then the newest conversation first; a suggestion
 * for another deal stands on that one. What was decided is left out, unless it stood here before (`shown`).
 */
export function suggestionsOf(
  nodes: readonly SuggestionNode[],
  dealId: string,
  shown: ReadonlySet<string>,
): Suggestion[] {
  return nodes
    .map(toSuggestion)
    .filter((each) => OBJECTS.includes(each.object) && each.recordId !== '' && each.field !== '')
    .filter((each) => !isDeals(each) || each.recordId === dealId)
    .filter((each) => isOpen(each) || shown.has(each.id))
    .sort((a, b) => Number(isDeals(b)) - Number(isDeals(a)) || (b.at ?? '').localeCompare(a.at ?? ''));
}

export function groupsOf(suggestions: readonly Suggestion[]): SuggestionGroup[] {
  const groups = new Map<string, SuggestionGroup>();
  for (const suggestion of suggestions) {
    const { object, recordId, field } = suggestion;
    const group = groups.get(recordId) ?? { key: recordId, object, recordId, fields: [], suggestions: [] };
    group.suggestions.push(suggestion);
    if (!group.fields.includes(field)) group.fields.push(field);
    groups.set(recordId, group);
  }
  return [...groups.values()];
}
