import type { Conversation } from '../conversation/conversation.ts';
import type { SnapshotIndex } from '../match/snapshot-index.ts';
import type { Match } from '../match/types.ts';
import { same, wanted } from './difference.ts';
import { childKey, distinct } from './keys.ts';
import type { Child } from './moments.ts';
import type { Remark, Shapes } from './shapes.ts';
import { plainText } from './text.ts';
import type { FieldValue } from './types.ts';

export interface SuggestionChild extends Child {
  /** The moment at the same second, where there is one. */
  momentKey?: string;
}

/** The record that a field of an object stands for: the one that the conversation is linked to. */
function target(object: string, match: Match, index: SnapshotIndex) {
  switch (object) {
    case 'Opportunity':
      return { id: match.opportunityId, row: index.opportunities.get(match.opportunityId ?? '') };
    case 'Account':
      return { id: match.accountId, row: index.accounts.get(match.accountId ?? '') };
    case 'Contact':
      return { id: match.contactId, row: index.contacts.get(match.contactId ?? '') };
    case 'Lead':
      return { id: match.leadId, row: index.leads.get(match.leadId ?? '') };
    default:
      return undefined;
  }
}

/**
 * What the conversation says about CRM fields, where the org says otherwise. Nobody's decision is taken here, and the
 * one who accepts writes with their own rights: the integration user only has to see the field.
 */
export function suggestions(
  conversation: Conversation,
  conversationKey: string,
  match: Match,
  index: SnapshotIndex,
  shapes: Shapes,
  momentKeyAt: (ms: number) => string | undefined,
  remark: Remark,
): SuggestionChild[] {
  const number = distinct();
  return conversation.fields.flatMap((fact): SuggestionChild[] => {
    const name = `${fact.object}.${fact.field}`;
    const record = target(fact.object, match, index);
    if (!record) {
      remark(`${name} was not suggested: only Account, Contact, Lead and Opportunity take suggestions.`);
      return [];
    }
    if (fact.value === null || fact.value === '') return [];
    if (!record.id) {
      remark(`${name} was not suggested: the conversation is linked to no ${fact.object}.`);
      return [];
    }
    const shape = shapes.field(fact.object, fact.field);
    if (shapes.isDescribed(fact.object) && !shape) {
      remark(`${name} was not suggested: the integration user does not see it. Grant it read access to the field.`);
      return [];
    }
    const proposed = plainText(String(fact.value));
    if (shape?.picklist && !shape.picklist.includes(proposed)) {
      remark(`${name} was not suggested: its picklist has no value '${proposed.slice(0, 80)}'.`);
      return [];
    }
    const current = (record.row?.[fact.field] ?? null) as FieldValue;
    const before = current === null ? null : String(current);
    if (same(current, fact.value) || same(before, proposed)) return [];
    return [
      {
        key: childKey(conversationKey, 'suggestion', number(name)),
        momentKey: fact.startMs === undefined ? undefined : momentKeyAt(fact.startMs),
        fields: wanted(
          {
            Object__c: fact.object,
            Record_Id__c: record.id,
            Field__c: fact.field,
            Proposed__c: proposed,
            Before__c: before,
            Quote__c: plainText(fact.quote),
            Status__c: 'Proposed',
          },
          'suggestion',
        ),
      },
    ];
  });
}
