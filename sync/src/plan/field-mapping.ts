import type { Conversation } from '../conversation/conversation.ts';
import type { TenantSettings } from './settings.ts';

type Facts = Conversation['fields'];
type Mapping = TenantSettings['fieldMapping'];

/** The facts of a conversation under the fields that the tenant wants them in. */
export function mappedFacts(fields: Facts, mapping: Mapping): Facts {
  if (mapping.length === 0) return fields;
  return fields.map((fact) => {
    const found = mapping.find(({ object, field }) => object === fact.object && field === fact.field);
    return found ? { ...fact, field: found.toField } : fact;
  });
}

/** For reading the org: a conversation that names the fields its facts go to. */
export function withMappedFacts(conversation: Conversation, mapping: Mapping): Conversation {
  return mapping.length === 0 ? conversation : { ...conversation, fields: mappedFacts(conversation.fields, mapping) };
}
