/** What a workflow would write and the settings leave to people: a suggestion on the conversation's record. */
import { plainText } from '../plan/text/text.ts';
import type { FieldValue, PlannedField, PlannedWrite } from '../plan/types.ts';
import { DEAL } from './update-opportunity.ts';

/** No key of a row that a sync makes: a sync neither changes nor removes it. */
export const suggestionKey = (runId: string, path: string, field: string): string =>
  `workflow:${runId}/${path}/${field}`.slice(0, 255);

const text = (value: FieldValue): string | null => (value === null ? null : plainText(String(value)));

export function suggestionOf(given: {
  key: string;
  conversationId: string;
  dealId: string;
  field: PlannedField;
  workflow: string;
  /** What was said that speaks for it. */
  quote?: string;
}): PlannedWrite {
  const { key, conversationId, dealId, field, quote } = given;
  const values: Record<string, FieldValue> = {
    ...{ Conversation__c: conversationId, Object__c: DEAL, Record_Id__c: dealId, Field__c: field.field },
    ...{ Proposed__c: text(field.after), Before__c: text(field.before), Status__c: 'Proposed' },
    ...(quote ? { Quote__c: plainText(quote) } : {}),
  };
  return {
    ...{ object: 'Conversation_Suggestion__c', operation: 'upsert', key: { field: 'Key__c', value: key } },
    fields: Object.entries(values).map(([name, after]) => ({ field: name, before: null, after, rule: 'suggestion' })),
  };
}
