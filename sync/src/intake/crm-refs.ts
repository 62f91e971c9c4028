/** Ids of Salesforce records as providers name them. */
import type { Conversation } from '../conversation/conversation.ts';

/** The first three characters of an Id tell its object (Salesforce, "Record ID prefixes"). */
const OBJECTS: Record<string, string> = {
  '001': 'Account',
  '003': 'Contact',
  '006': 'Opportunity',
  '00Q': 'Lead',
  '00T': 'Task',
  '00U': 'Event',
};

/** Which record an Id names; undefined for what is no Id of one of those objects, as another CRM would give. */
export function crmRefOf(id: string | null | undefined): Conversation['crmRefs'][number] | undefined {
  const text = id?.trim() ?? '';
  const object = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text) ? OBJECTS[text.slice(0, 3)] : undefined;
  return object === undefined ? undefined : { object, id: text };
}

/** Each record once. */
export function crmRefs(ids: (string | null | undefined)[]): Conversation['crmRefs'] {
  const found = new Map(
    ids.flatMap((id) => {
      const ref = crmRefOf(id);
      return ref ? [[ref.id.slice(0, 15), ref] as const] : [];
    }),
  );
  return [...found.values()];
}
